/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A step's premises are its opener and the verdict's further terms; alternatives and thresholds
 * among them become auxiliary facts. One gain is one step. Several gains are an attempt, which
 * yields an auxiliary fact, and an outcome for each. A rule that fans out has one attempt for all
 * instances: its key is everything bound but the instances.
 */
#include "attacks/ground_step.h"

#include "attacks/ground_fan.h"

#include <string.h>

struct CtEmitter {
    CtBuilder *builder;
    bool discover;
    GHashTable *templates; /* verdict → template + 1, of the present technique and opener */
    const CtVerdict *last_verdict;
    uint32_t last_template;
    GHashTable *fans; /* GBytes key → attempt fact, likewise */
    struct {
        const CtVerdict *verdict; /* NULL: none yet */
        CtFactId opener, attempt;
        uint32_t entities[CT_MAX_VARIABLES];
    } last_fan;           /* bindings that follow one another mostly share it */
    uint32_t *held_reach; /* group → auxiliary fact, CT_NO_ID */
    CtIds new_groups;
};

uint32_t
ct_binding_narrowing(const CtBinding *binding, CtRelationKind relation, uint32_t depth)
{
    CtEntityKind kind = ct_relations_narrowed_by(relation);

    for (uint32_t v = kind == CT_ENTITY_NONE ? 0 : depth; v-- > 0;)
        if (binding->technique->variable_kind[v] == kind)
            return binding->entities[v];
    return CT_NO_ID;
}

CtEmitter *
ct_emitter_new(CtBuilder *builder, bool discover)
{
    CtEmitter *emitter = g_new0(CtEmitter, 1);
    uint32_t n_groups = ct_builder_graph(builder)->reach->n_groups;

    emitter->builder = builder;
    emitter->discover = discover;
    emitter->templates = g_hash_table_new(g_direct_hash, g_direct_equal);
    emitter->fans =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    emitter->held_reach = g_new(uint32_t, (size_t)n_groups + 1);
    for (uint32_t g = 0; g < n_groups; g++)
        emitter->held_reach[g] = CT_NO_ID;
    return emitter;
}

void
ct_emitter_free(CtEmitter *emitter)
{
    if (emitter == NULL)
        return;
    g_hash_table_unref(emitter->templates);
    g_hash_table_unref(emitter->fans);
    g_free(emitter->held_reach);
    ct_ids_clear(&emitter->new_groups);
    g_free(emitter);
}

void
ct_emitter_begin(CtEmitter *emitter)
{
    g_hash_table_remove_all(emitter->templates);
    g_hash_table_remove_all(emitter->fans);
    emitter->last_verdict = NULL;
    emitter->last_fan.verdict = NULL;
}

CtFactId
ct_emitter_held_reach(CtEmitter *emitter, uint32_t group)
{
    const CtGraph *graph = ct_builder_graph(emitter->builder);
    CtFactId *known = &emitter->held_reach[group];

    if (*known == CT_NO_ID) {
        *known =
            ct_builder_add_auxiliary(emitter->builder, CT_AUXILIARY_HELD_REACH, group, CT_NO_ID);
        ct_builder_add_step(emitter->builder, CT_STEP_DERIVED, CT_REASON_HELD_REACH,
                            graph->first_of_kind[CT_FACT_REACH] + group, known, 1);
        ct_ids_add(&emitter->new_groups, group);
    }
    return *known;
}

void
ct_emitter_take_held_groups(CtEmitter *emitter, CtIds *ret_groups)
{
    *ret_groups = emitter->new_groups;
    emitter->new_groups = (CtIds){0};
    ct_ids_sort_unique(ret_groups);
}

static uint32_t
template_of(CtEmitter *emitter, const CtBinding *binding, const CtVerdict *verdict)
{
    gpointer found;

    if (emitter->last_verdict == verdict)
        return emitter->last_template;
    found = g_hash_table_lookup(emitter->templates, verdict);
    emitter->last_verdict = verdict;
    if (found != NULL) {
        emitter->last_template = GPOINTER_TO_UINT(found) - 1;
        return emitter->last_template;
    }
    emitter->last_template =
        ct_builder_add_template(emitter->builder, (CtTemplate){.technique = binding->technique,
                                                               .verdict = verdict,
                                                               .opener = binding->opener});
    g_hash_table_insert(emitter->templates, (gpointer)verdict,
                        GUINT_TO_POINTER(emitter->last_template + 1));
    return emitter->last_template;
}

static uint32_t
term_entity(const CtGraph *graph, const CtBinding *binding, const CtFactTerm *term)
{
    if (term->how == CT_TERM_CONSTANT)
        return term->entity;
    if (term->how == CT_TERM_VARIABLE_ASSET)
        return ct_instances_service_asset(graph->instances, binding->entities[term->variable]);
    return binding->entities[term->variable];
}

/*
 * "A host on the network can call out" is asked for the very asset that calls, where the binding
 * has one on that network: rules may name it, and what it may send is what counts.
 */
static CtFactId
out_fact(const CtGraph *graph, const CtBinding *binding, uint32_t network)
{
    const CtTechnique *technique = binding->technique;
    const CtReach *reach = graph->reach;

    for (uint32_t v = 0; v < technique->n_variables; v++) {
        uint32_t asset = binding->entities[v];

        if (technique->variable_kind[v] != CT_ENTITY_ASSET)
            continue;
        for (uint32_t i = reach->asset_outs.start[asset]; i < reach->asset_outs.start[asset + 1];
             i++)
            if (reach->nodes.data[reach->asset_outs.value[i]].place == network)
                return graph->first_reach_node + reach->asset_outs.value[i];
    }
    return graph->first_of_kind[CT_FACT_OUT] + network;
}

static CtFactId
leaf_fact(const CtGraph *graph, const CtBinding *binding, const CtFactTerm *term)
{
    uint32_t entity = term_entity(graph, binding, term);

    if (term->kind == CT_FACT_OUT)
        return out_fact(graph, binding, entity);
    return ct_graph_fact(graph,
                         (CtFact){.kind = term->kind, .level = term->level, .entity = entity});
}

/* The fact of the term at *@i, which moves past it and its children. */
static CtFactId
term_fact(CtEmitter *emitter, const CtBinding *binding, const CtFactTerm *terms, uint8_t *i)
{
    const CtGraph *graph = ct_builder_graph(emitter->builder);
    const CtFactTerm *term = &terms[(*i)++];
    uint32_t n = term->n_children;
    uint32_t need = term->how == CT_TERM_ANY ? 1 : MIN(term->entity, n);
    CtFactId children[CT_MAX_TERMS] = {0};
    CtFactId id;

    if (term->how != CT_TERM_ANY && term->how != CT_TERM_AT_LEAST)
        return leaf_fact(graph, binding, term);
    for (uint32_t c = 0; c < n; c++)
        children[c] = term_fact(emitter, binding, terms, i);
    id = ct_builder_add_auxiliary(emitter->builder,
                                  need == 1 ? CT_AUXILIARY_ANY : CT_AUXILIARY_AT_LEAST, children[0],
                                  need);
    if (need == 1) {
        for (uint32_t c = 0; c < n; c++)
            ct_builder_add_step(emitter->builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, id,
                                &children[c], 1);
        return id;
    }
    ct_builder_add_step(emitter->builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, id, children, n);
    if (need < n)
        ct_builder_set_need(emitter->builder, need);
    return id;
}

static void
add_premise(CtFactId *premises, uint32_t *n, CtFactId fact)
{
    for (uint32_t i = 0; i < *n; i++)
        if (premises[i] == fact)
            return;
    premises[(*n)++] = fact;
}

typedef enum TermShare { TERMS_ALL, TERMS_SHARED, TERMS_OF_INSTANCE } TermShare;

/* The verdict's further needs, all of them or the part that a fan shares or does not. */
static void
put_also(CtEmitter *emitter,
         const CtBinding *binding,
         const CtVerdict *verdict,
         TermShare share,
         CtFactId *premises,
         uint32_t *n)
{
    for (uint8_t i = 0; i < verdict->n_also;) {
        uint8_t end = i;
        bool of_instance = ct_fan_term_has_instance(binding->technique, verdict->also, &end);

        if (share == TERMS_ALL || (share == TERMS_OF_INSTANCE) == of_instance)
            add_premise(premises, n, term_fact(emitter, binding, verdict->also, &i));
        i = end;
    }
}

static void
put_known(CtEmitter *emitter, const CtBinding *binding, CtFactId *premises, uint32_t *n)
{
    const CtGraph *graph = ct_builder_graph(emitter->builder);
    uint8_t kind = binding->technique->openers[binding->opener].kind;

    if (!emitter->discover || (kind != CT_FACT_REACH && kind != CT_FACT_GATED))
        return;
    uint32_t asset = ct_instances_service_asset(graph->instances, binding->entities[0]);
    add_premise(premises, n,
                graph->first_of_kind[CT_FACT_KNOWN] + graph->instances->asset_zone[asset]);
}

/* The gains @first … @end - 1 that this binding can have, none that is among its premises. */
static uint32_t
put_gains(CtEmitter *emitter,
          const CtBinding *binding,
          const CtVerdict *verdict,
          uint8_t first,
          uint8_t end,
          const CtFactId *premises,
          uint32_t n_premises,
          CtFactId *gains)
{
    const CtGraph *graph = ct_builder_graph(emitter->builder);
    uint32_t n = 0;

    for (uint8_t i = first; i < end; i++) {
        const CtFactTerm *term = &verdict->gains[i];
        CtFactId gain;
        bool known = false;

        if (binding->diode && term->kind != CT_FACT_IMPLANT)
            continue;
        if (term->kind == CT_FACT_REACH)
            gain = ct_emitter_held_reach(
                emitter, graph->reach->group_of_service[term_entity(graph, binding, term)]);
        else
            gain = leaf_fact(graph, binding, term);
        for (uint32_t p = 0; p < n_premises; p++)
            known = known || premises[p] == gain;
        if (!known)
            add_premise(gains, &n, gain);
    }
    return n;
}

static CtFactId
opener_fact(const CtGraph *graph, const CtBinding *binding)
{
    if (binding->technique->openers[binding->opener].kind == CT_FACT_OUT)
        return out_fact(graph, binding, binding->entities[0]);
    return binding->opener_fact;
}

/* The attempt that bindings like @binding share, made on first use. */
static CtFactId
find_fan(CtEmitter *emitter,
         const CtBinding *binding,
         const CtVerdict *verdict,
         uint32_t template,
         CtFactId opener)
{
    g_autoptr(GBytes) key = ct_fan_key(binding, verdict, opener);
    gpointer found = g_hash_table_lookup(emitter->fans, key);
    CtFactId premises[CT_MAX_TERMS + 2];
    uint32_t n = 0;

    if (found != NULL)
        return GPOINTER_TO_UINT(found);
    add_premise(premises, &n, opener);
    put_also(emitter, binding, verdict, TERMS_SHARED, premises, &n);

    CtFactId attempt =
        ct_builder_add_auxiliary(emitter->builder, CT_AUXILIARY_ATTEMPT, CT_NO_ID, CT_NO_ID);
    uint32_t step =
        ct_builder_add_step(emitter->builder, CT_STEP_ATTEMPT, template, attempt, premises, n);
    ct_builder_bind(emitter->builder, binding->entities, binding->technique->n_variables);
    ct_builder_set_auxiliary(emitter->builder, attempt, step, CT_NO_ID);
    g_hash_table_insert(emitter->fans, g_bytes_ref(key), GUINT_TO_POINTER(attempt));
    return attempt;
}

static CtFactId
fan_attempt(CtEmitter *emitter,
            const CtBinding *binding,
            const CtVerdict *verdict,
            uint32_t template)
{
    CtFactId opener = opener_fact(ct_builder_graph(emitter->builder), binding);

    if (emitter->last_fan.verdict != verdict || emitter->last_fan.opener != opener ||
        !ct_fan_same(binding->technique, emitter->last_fan.entities, binding->entities)) {
        emitter->last_fan.verdict = verdict;
        emitter->last_fan.opener = opener;
        emitter->last_fan.attempt = find_fan(emitter, binding, verdict, template, opener);
        memcpy(emitter->last_fan.entities, binding->entities, sizeof binding->entities);
    }
    return emitter->last_fan.attempt;
}

static void
emit_fan(CtEmitter *emitter,
         const CtBinding *binding,
         const CtVerdict *verdict,
         uint8_t first,
         uint8_t end)
{
    uint32_t template = template_of(emitter, binding, verdict);
    CtFactId premises[CT_MAX_TERMS + 2];
    CtFactId gains[CT_MAX_TERMS];
    uint32_t n = 0;

    add_premise(premises, &n, fan_attempt(emitter, binding, verdict, template));
    put_also(emitter, binding, verdict, TERMS_OF_INSTANCE, premises, &n);
    put_known(emitter, binding, premises, &n);

    uint32_t n_gains = put_gains(emitter, binding, verdict, first, end, premises, n, gains);
    for (uint32_t i = 0; i < n_gains; i++) {
        ct_builder_add_step(emitter->builder, CT_STEP_OUTCOME, template, gains[i], premises, n);
        ct_builder_bind(emitter->builder, binding->entities, binding->technique->n_variables);
    }
}

void
ct_emitter_emit_gain(CtEmitter *emitter,
                     const CtBinding *binding,
                     const CtVerdict *verdict,
                     uint8_t gain)
{
    emit_fan(emitter, binding, verdict, gain, gain + 1);
}

bool
ct_emitter_discovers(const CtEmitter *emitter)
{
    return emitter->discover;
}

void
ct_emitter_emit(CtEmitter *emitter, const CtBinding *binding, const CtVerdict *verdict)
{
    CtFactId premises[CT_MAX_TERMS + 3];
    CtFactId gains[CT_MAX_TERMS];
    uint32_t n = 0;

    if (binding->technique->fans_out) {
        emit_fan(emitter, binding, verdict, 0, verdict->n_gains);
        return;
    }

    uint32_t template = template_of(emitter, binding, verdict);
    add_premise(premises, &n, opener_fact(ct_builder_graph(emitter->builder), binding));
    put_also(emitter, binding, verdict, TERMS_ALL, premises, &n);
    put_known(emitter, binding, premises, &n);

    uint32_t n_gains =
        put_gains(emitter, binding, verdict, 0, verdict->n_gains, premises, n, gains);
    if (n_gains == 0)
        return;
    if (n_gains == 1) {
        ct_builder_add_step(emitter->builder, CT_STEP_ATTEMPT, template, gains[0], premises, n);
        ct_builder_bind(emitter->builder, binding->entities, binding->technique->n_variables);
        return;
    }

    CtFactId attempt =
        ct_builder_add_auxiliary(emitter->builder, CT_AUXILIARY_ATTEMPT, CT_NO_ID, CT_NO_ID);
    uint32_t step =
        ct_builder_add_step(emitter->builder, CT_STEP_ATTEMPT, template, attempt, premises, n);
    ct_builder_bind(emitter->builder, binding->entities, binding->technique->n_variables);
    ct_builder_set_auxiliary(emitter->builder, attempt, step, CT_NO_ID);
    for (uint32_t i = 0; i < n_gains; i++)
        ct_builder_add_step(emitter->builder, CT_STEP_OUTCOME, template, gains[i], &attempt, 1);
}
