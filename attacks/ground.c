/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For each technique and each of its openers: the entities that the opener's fact speaks of, the
 * reach nodes behind it where it is reach, then the walks, innermost last. The guard is asked at
 * each complete binding; a rule without walks that sees classes only is asked once per class, so
 * that a million alike assets cost a million steps and no look-ups.
 */
#include "attacks/ground.h"

#include "attacks/derived.h"
#include "attacks/ground_fan.h"
#include "attacks/ground_fan_walk.h"

#include <string.h>

G_DEFINE_QUARK(ct_ground_error, ct_ground_error)

typedef struct Ground {
    const CtInstances *instances;
    const CtReach *reach;
    CtGuard *guard;
    CtRelations *relations;
    CtBuilder *builder;
    CtEmitter *emitter;
    CtFanWalk *fan;
    GArray *rejected;
    uint32_t max_rejected;

    /* Of the technique and opener at hand. */
    CtBinding binding;
    const CtSignature *signature; /* of the reach node it comes through, or NULL */
    const CtVerdict *
        *of_class; /* verdicts by class, for rules without walks; NULL: not asked yet */
    size_t n_of_class;
    bool by_class;
    uint32_t class_seen;     /* of variable 0: class of an asset, row of classes->services */
    const CtCsr *first_walk; /* rows of the first walk, where they are kept; NULL */

    GError *error;
} Ground;

static const CtVerdict *
judge(Ground *ground)
{
    const CtVerdict *verdict =
        ct_guard_judge(ground->guard, ground->binding.technique, ground->binding.opener,
                       ground->binding.entities, ground->signature, &ground->error);

    return verdict;
}

static const CtVerdict *
verdict_of_binding(Ground *ground)
{
    if (!ground->by_class)
        return judge(ground);

    if (ground->of_class[ground->class_seen] == NULL)
        ground->of_class[ground->class_seen] = judge(ground);
    return ground->of_class[ground->class_seen];
}

static void
reject(Ground *ground, const CtVerdict *verdict)
{
    CtRejected rejected = {.technique = ground->binding.technique,
                           .opener = ground->binding.opener,
                           .reason = verdict->reason};

    if (ground->rejected == NULL || ground->rejected->len >= ground->max_rejected)
        return;
    memcpy(rejected.entities, ground->binding.entities, sizeof rejected.entities);
    g_array_append_val(ground->rejected, rejected);
}

static void
conclude(Ground *ground, const CtVerdict *verdict)
{
    if (verdict == NULL)
        verdict = verdict_of_binding(ground);
    if (verdict == NULL)
        return;
    if (!verdict->fires)
        reject(ground, verdict);
    else if (ct_fan_shares(ground->binding.technique, verdict))
        ct_fan_walk(ground->fan, &ground->binding, ground->binding.technique->n_variables, verdict);
    else
        ct_emitter_emit(ground->emitter, &ground->binding, verdict);
}

/*
 * Binds variable @depth and those after it in every way. @verdict: that on all of them, if it is
 * known; a refusal ends the walk where nobody asks what was refused. Recursion is as deep as the
 * rule's walks.
 */
static void
walk(Ground *ground, uint32_t depth, const CtVerdict *verdict)
{
    const CtTechnique *technique = ground->binding.technique;
    CtRelationKind relation;
    const uint32_t *entities;
    uint32_t n;

    if (ground->error != NULL || ct_builder_is_full(ground->builder))
        return;
    if (depth == technique->n_variables) {
        conclude(ground, verdict);
        return;
    }
    if (verdict == NULL)
        verdict = ct_guard_foresee(ground->guard, technique, depth, ground->binding.entities,
                                   ground->signature);
    if (verdict != NULL && !verdict->fires && ground->rejected == NULL)
        return;
    if (verdict != NULL && verdict->fires && ct_fan_shares(technique, verdict)) {
        ct_fan_walk(ground->fan, &ground->binding, depth, verdict);
        return;
    }
    g_assert(depth < CT_MAX_VARIABLES); /* the loader refuses a rule that binds more */
    relation = (CtRelationKind)technique->walks[depth].relation;
    entities =
        ct_relations_walk(ground->relations, relation,
                          ground->binding.entities[technique->walks[depth].start],
                          ct_binding_narrowing(&ground->binding, relation, depth), depth, &n);
    for (uint32_t i = 0; i < n; i++) {
        ground->binding.entities[depth] = entities[i];
        walk(ground, depth + 1, verdict);
    }
}

static void
open_binding(Ground *ground, uint32_t entity, CtFactId fact, const CtSignature *signature)
{
    ground->binding.entities[0] = entity;
    ground->binding.opener_fact = fact;
    ground->signature = signature;
    ct_fan_walk_begin(ground->fan);
    ground->binding.diode = signature != NULL && signature->inspection == CT_INSPECTION_DIODE;
    walk(ground, 1, NULL);
}

static bool
node_fits(const Ground *ground, uint32_t node, bool gated)
{
    const CtReachNode *row = &ground->reach->nodes.data[node];

    return ct_signature_is_gated(&ground->reach->signatures.data[row->signature]) == gated;
}

/*
 * Reach through the nodes of a service's group. A rule that does not see controls opens once, from
 * "packets arrive"; one that does opens once a signature; through a diode each node opens by
 * itself, because no reach follows from it. Where nothing arrives at all the rule still opens from
 * the fact that would say so: a trust path may yet gain it, and "why not" needs the step.
 */
static void
open_service(Ground *ground, uint32_t service, bool gated)
{
    const CtReach *reach = ground->reach;
    const CtGraph *graph = ct_builder_graph(ground->builder);
    uint32_t group = reach->group_of_service[service];
    CtFactId arrives = graph->first_of_kind[gated ? CT_FACT_GATED : CT_FACT_REACH] + group;
    bool sees_controls = (ground->binding.technique->sees & CT_SEES_CONTROLS) != 0;
    bool opened = !sees_controls && !gated;

    if (opened)
        open_binding(ground, service, arrives, &reach->signatures.data[0]);
    for (uint32_t i = reach->group_nodes.start[group]; i < reach->group_nodes.start[group + 1];
         i++) {
        uint32_t node = reach->group_nodes.value[i];
        const CtSignature *signature = &reach->signatures.data[reach->nodes.data[node].signature];
        bool diode = signature->inspection == CT_INSPECTION_DIODE;

        if (!node_fits(ground, node, gated))
            continue;
        if (sees_controls || diode) {
            open_binding(ground, service, graph->first_reach_node + node, signature);
            opened = opened || !diode;
        } else if (!opened) {
            open_binding(ground, service, arrives, signature);
            opened = true;
        }
    }
    if (!opened && !gated)
        open_binding(ground, service, arrives, &reach->signatures.data[0]);
}

static void
open_entity(Ground *ground, uint32_t entity)
{
    const CtOpener *opener = &ground->binding.technique->openers[ground->binding.opener];
    CtFact fact = {.kind = opener->kind, .level = opener->level, .entity = entity};

    if (ground->first_walk != NULL &&
        ground->first_walk->start[entity] == ground->first_walk->start[entity + 1])
        return;
    if (opener->kind == CT_FACT_REACH || opener->kind == CT_FACT_GATED)
        open_service(ground, entity, opener->kind == CT_FACT_GATED);
    else
        open_binding(ground, entity, ct_graph_fact(ct_builder_graph(ground->builder), fact), NULL);
}

/* Whether the class alone tells that nothing comes of it: no flaw to walk to, or already refused
 * and nobody asks what was. */
static bool
class_is_out(const Ground *ground, const CtClass *class)
{
    const CtTechnique *technique = ground->binding.technique;
    const CtVerdict *known = ground->by_class ? ground->of_class[ground->class_seen] : NULL;

    if (technique->n_variables > 1 && class->vulnerabilities.length == 0 &&
        (technique->walks[1].relation == CT_RELATION_ASSET_FLAW ||
         technique->walks[1].relation == CT_RELATION_SERVICE_FLAW))
        return true;
    if (technique->n_variables > 1 && class->mended.length == 0 &&
        technique->walks[1].relation == CT_RELATION_ASSET_MENDED)
        return true;
    return ground->rejected == NULL && known != NULL && !known->fires;
}

/* Assets, or services asset by asset, so that the class is at hand. */
static void
open_assets(Ground *ground, bool services)
{
    const CtInstances *instances = ground->instances;
    const CtClasses *classes = instances->classes;

    for (uint32_t a = 0; a < instances->n_assets && ground->error == NULL; a++) {
        uint32_t of_asset = classes->of_asset[instances->asset_row[a]];
        const CtClass *class = &classes->classes.data[of_asset];

        ground->class_seen = of_asset;
        if (!services && !class_is_out(ground, class))
            open_entity(ground, a);
        for (uint32_t k = 0; services && k < class->services.length; k++) {
            ground->class_seen = class->services.start + k;
            if (!class_is_out(ground, class))
                open_entity(ground, instances->service_first[a] + k);
        }
    }
}

static void
open_all(Ground *ground)
{
    const CtOpener *opener = &ground->binding.technique->openers[ground->binding.opener];
    CtEntityKind kind = ct_fact_kind_entity(ground->binding.technique->kinds, opener->kind);
    uint32_t n = ct_entity_count(ground->instances, kind);

    if (kind == CT_ENTITY_ASSET || kind == CT_ENTITY_SERVICE) {
        open_assets(ground, kind == CT_ENTITY_SERVICE);
        return;
    }
    for (uint32_t entity = 0; entity < n && ground->error == NULL; entity++)
        open_entity(ground, entity);
}

/* Whether every relation that the rule walks leads somewhere in this model. */
static bool
can_bind(const Ground *ground, const CtTechnique *technique)
{
    for (uint8_t v = 1; v < technique->n_variables; v++)
        if (!ct_relations_leads(ground->relations, (CtRelationKind)technique->walks[v].relation))
            return false;
    return true;
}

/* Verdicts by class serve where the key has nothing else in it. */
static void
begin_opener(Ground *ground, const CtTechnique *technique, uint8_t opener)
{
    uint8_t kind = technique->variable_kind[0];

    ground->binding.technique = technique;
    ground->binding.opener = opener;
    ground->by_class = technique->n_variables == 1 &&
                       (kind == CT_ENTITY_ASSET || kind == CT_ENTITY_SERVICE) &&
                       (technique->sees & (CT_SEES_ASSET | CT_SEES_CONTROLS)) == 0;
    if (ground->by_class)
        memset(ground->of_class, 0, ground->n_of_class * sizeof *ground->of_class);
    ground->first_walk =
        technique->n_variables > 1
            ? ct_relations_rows(ground->relations, (CtRelationKind)technique->walks[1].relation)
            : NULL;
    ct_emitter_begin(ground->emitter);
}

static void
ground_techniques(Ground *ground, const CtLibrary *library)
{
    for (uint32_t t = 0; t < ct_library_count(library); t++) {
        const CtTechnique *technique = ct_library_get(library, t);

        if (!can_bind(ground, technique))
            continue;
        for (uint8_t o = 0; o < technique->n_openers && ground->error == NULL; o++) {
            begin_opener(ground, technique, o);
            open_all(ground);
        }
    }
}

static bool
arrives_ungated(const Ground *ground, uint32_t group)
{
    const CtReach *reach = ground->reach;

    for (uint32_t i = reach->group_nodes.start[group]; i < reach->group_nodes.start[group + 1]; i++)
        if (node_fits(ground, reach->group_nodes.value[i], false) &&
            reach->signatures.data[reach->nodes.data[reach->group_nodes.value[i]].signature]
                    .inspection != CT_INSPECTION_DIODE)
            return true;
    return false;
}

/*
 * Reach that steps gained has no conduit in its way. Rules that see controls were opened once a
 * signature; where there was none they already stand for this, elsewhere they open once more.
 */
static void
ground_held_reach(Ground *ground, const CtLibrary *library, const CtIds *groups)
{
    const CtReach *reach = ground->reach;

    for (uint32_t t = 0; t < ct_library_count(library); t++) {
        const CtTechnique *technique = ct_library_get(library, t);

        for (uint8_t o = 0; o < technique->n_openers && ground->error == NULL; o++) {
            if (technique->openers[o].kind != CT_FACT_REACH ||
                (technique->sees & CT_SEES_CONTROLS) == 0)
                continue;
            begin_opener(ground, technique, o);
            for (uint32_t g = 0; g < groups->length; g++) {
                uint32_t group = groups->data[g];

                for (uint32_t i = reach->group_services.start[group];
                     arrives_ungated(ground, group) && i < reach->group_services.start[group + 1];
                     i++)
                    open_binding(ground, reach->group_services.value[i],
                                 ct_emitter_held_reach(ground->emitter, group),
                                 &reach->signatures.data[0]);
            }
        }
    }
}

static CtBuilder *
builder_new(const CtLibrary *library,
            const CtReach *reach,
            const CtAttackerTraits *traits,
            const CtLimits *limits)
{
    const CtInstances *instances = reach->instances;
    const CtFactKinds *kinds = ct_library_fact_kinds(library);
    uint32_t n_facts[CT_FACT_KINDS_MOST];

    for (uint32_t kind = 0; kind < kinds->n; kind++)
        n_facts[kind] =
            kind == CT_FACT_REACH || kind == CT_FACT_GATED
                ? reach->n_groups
                : kinds->infos[kind].levels *
                      ct_entity_count(instances, ct_fact_kind_entity(kinds, (uint8_t)kind));

    CtBuilder *builder = ct_builder_new_of(kinds, n_facts, reach->nodes.length, limits->steps);
    CtGraph *graph = ct_builder_graph(builder);

    graph->instances = instances;
    graph->reach = reach;
    graph->traits = *traits;
    return builder;
}

static void
ground_all(Ground *ground, const CtLibrary *library)
{
    g_auto(CtIds) groups = {0};

    ct_derive_structure(ground->builder, ground->relations);
    ground_techniques(ground, library);
    ct_emitter_take_held_groups(ground->emitter, &groups);
    while (groups.length > 0 && ground->error == NULL) {
        ground_held_reach(ground, library, &groups);
        ct_ids_clear(&groups);
        ct_emitter_take_held_groups(ground->emitter, &groups);
    }
}

CtGraph *
ct_ground(CtLibrary *library,
          CtGuard *guard,
          const CtReach *reach,
          const CtAttackerTraits *traits,
          const CtLimits *limits,
          GArray *rejected,
          uint32_t max_rejected,
          GError **error)
{
    const CtClasses *classes = reach->instances->classes;
    g_autoptr(CtRelations) relations = ct_relations_new(reach->instances);
    g_autoptr(CtBuilder) builder = builder_new(library, reach, traits, limits);
    g_autoptr(CtEmitter) emitter = ct_emitter_new(builder, traits->discover);
    g_autoptr(CtFanWalk) fan = ct_fan_walk_new(builder, relations, emitter);
    size_t n_of_class = MAX(classes->classes.length, classes->services.length) + 1;
    g_autofree const CtVerdict **of_class = g_new0(const CtVerdict *, n_of_class);
    Ground ground = {.instances = reach->instances,
                     .reach = reach,
                     .guard = guard,
                     .relations = relations,
                     .builder = builder,
                     .emitter = emitter,
                     .fan = fan,
                     .rejected = rejected,
                     .max_rejected = max_rejected,
                     .of_class = of_class,
                     .n_of_class = n_of_class};

    ground_all(&ground, library);
    if (ground.error != NULL) {
        g_propagate_error(error, ground.error);
        return NULL;
    }
    if (ct_builder_is_full(builder)) {
        g_set_error(error, CT_GROUND_ERROR, CT_GROUND_ERROR_LIMIT,
                    "the attack graph has more than %" G_GUINT64_FORMAT
                    " steps; every answer is unknown (--max-steps raises the limit)",
                    limits->steps);
        return NULL;
    }
    return ct_builder_finish(builder);
}
