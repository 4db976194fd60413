/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every technique, every opener that holds, every binding, every term looked up as it stands. */
#include "tests/support/naive_attack_private.h"

#include "tests/support/check.h"

typedef struct Binding {
    const CtTechnique *technique;
    uint8_t opener;
    const CtSignature *signature; /* NULL unless it opens from reach or gated */
    uint32_t entities[CT_MAX_VARIABLES];
} Binding;

static uint32_t
entity_of(const NaiveAttack *attack, const Binding *binding, const CtFactTerm *term)
{
    if (term->how == CT_TERM_CONSTANT)
        return term->entity;
    if (term->how == CT_TERM_VARIABLE_ASSET)
        return ct_instances_service_asset(attack->instances, binding->entities[term->variable]);
    return binding->entities[term->variable];
}

/* An asset of the binding that is on the network calls out as itself; else any host there may. */
static bool
can_call_out(const NaiveAttack *attack, const Binding *binding, uint32_t network)
{
    const CtInstances *instances = attack->instances;

    for (uint32_t v = 0; v < binding->technique->n_variables; v++) {
        uint32_t asset = binding->entities[v];

        if (binding->technique->variable_kind[v] != CT_ENTITY_ASSET)
            continue;
        for (uint32_t i = instances->attached.start[asset];
             i < instances->attached.start[asset + 1]; i++)
            if (instances->attached.value[i] == network)
                return attack->calls_out[(size_t)asset * instances->n_networks + network] != 0;
    }
    return naive_has(attack, CT_FACT_OUT, network, CT_LEVEL_UNSTATED);
}

static bool
leaf_holds(const NaiveAttack *attack, const Binding *binding, const CtFactTerm *term)
{
    uint32_t entity = entity_of(attack, binding, term);

    if (term->kind == CT_FACT_OUT)
        return can_call_out(attack, binding, entity);
    return naive_has(attack, term->kind, entity, term->level);
}

static bool
term_holds(const NaiveAttack *attack, const Binding *binding, const CtFactTerm *terms, uint8_t *i)
{
    const CtFactTerm *term = &terms[(*i)++];
    uint32_t need = term->how == CT_TERM_ANY ? 1 : term->entity;
    uint32_t have = 0;

    if (term->how != CT_TERM_ANY && term->how != CT_TERM_AT_LEAST)
        return leaf_holds(attack, binding, term);
    for (uint32_t c = 0; c < term->n_children; c++)
        have += term_holds(attack, binding, terms, i) ? 1 : 0;
    return have >= MIN(need, term->n_children);
}

static bool
zone_is_known(const NaiveAttack *attack, const Binding *binding)
{
    uint32_t asset;

    if (!attack->discover || binding->signature == NULL)
        return true;
    asset = ct_instances_service_asset(attack->instances, binding->entities[0]);
    return naive_has(attack, CT_FACT_KNOWN, attack->instances->asset_zone[asset],
                     CT_LEVEL_UNSTATED);
}

static void
gain_all(NaiveAttack *attack, const Binding *binding, const CtVerdict *verdict)
{
    bool diode =
        binding->signature != NULL && binding->signature->inspection == CT_INSPECTION_DIODE;

    for (uint8_t i = 0; i < verdict->n_gains; i++) {
        const CtFactTerm *term = &verdict->gains[i];
        uint32_t entity = entity_of(attack, binding, term);

        if (diode && term->kind != CT_FACT_IMPLANT)
            continue;
        if (term->kind == CT_FACT_REACH && attack->held_reach[entity] == 0) {
            attack->held_reach[entity] = 1;
            attack->changed = true;
        }
        naive_gain(attack, (CtFact){.kind = term->kind, .level = term->level, .entity = entity});
    }
}

static void
apply(NaiveAttack *attack, const Binding *binding)
{
    GError *error = NULL;
    const CtVerdict *verdict = ct_guard_judge(attack->guard, binding->technique, binding->opener,
                                              binding->entities, binding->signature, &error);

    CHECK_OK(verdict != NULL, error);
    if (!verdict->fires || !zone_is_known(attack, binding))
        return;
    if (binding->technique->openers[binding->opener].kind == CT_FACT_OUT &&
        !can_call_out(attack, binding, binding->entities[0]))
        return;
    for (uint8_t i = 0; i < verdict->n_also;)
        if (!term_holds(attack, binding, verdict->also, &i))
            return;
    gain_all(attack, binding, verdict);
}

static void
walk(NaiveAttack *attack, Binding *binding, uint32_t depth)
{
    const CtTechnique *technique = binding->technique;
    CtRelationKind relation;
    uint32_t bound = CT_NO_ID;
    const uint32_t *entities;
    uint32_t n;

    if (depth == technique->n_variables) {
        apply(attack, binding);
        return;
    }
    g_assert(depth < CT_MAX_VARIABLES);
    relation = (CtRelationKind)technique->walks[depth].relation;
    for (uint32_t v = 0; v < depth; v++)
        if (technique->variable_kind[v] == ct_relations_narrowed_by(relation))
            bound = binding->entities[v];
    entities =
        ct_relations_walk(attack->relations, relation,
                          binding->entities[technique->walks[depth].start], bound, depth, &n);
    g_autofree uint32_t *copy = g_memdup2(entities, n * sizeof *entities);
    for (uint32_t i = 0; i < n; i++) {
        binding->entities[depth] = copy[i];
        walk(attack, binding, depth + 1);
    }
}

static void
open_service(NaiveAttack *attack, Binding *binding, uint32_t service, bool gated)
{
    static const CtSignature nothing = {.mfa = CT_MFA_NONE,
                                        .inspection = CT_INSPECTION_NONE,
                                        .encryption = CT_ENCRYPTION_NONE};
    const GArray *arrives = attack->arrives[service];

    binding->entities[0] = service;
    for (guint i = 0; i < arrives->len; i++) {
        binding->signature = &g_array_index(arrives, CtSignature, i);
        if (ct_signature_is_gated(binding->signature) == gated)
            walk(attack, binding, 1);
    }
    if (attack->held_reach[service] != 0 && !gated) {
        binding->signature = &nothing;
        walk(attack, binding, 1);
    }
}

void
naive_rules(NaiveAttack *attack)
{
    for (uint32_t t = 0; t < ct_library_count(attack->library); t++) {
        const CtTechnique *technique = ct_library_get(attack->library, t);

        for (uint8_t o = 0; o < technique->n_openers; o++) {
            CtOpener opener = technique->openers[o];
            bool reach = opener.kind == CT_FACT_REACH || opener.kind == CT_FACT_GATED;
            uint32_t n = ct_entity_count(attack->instances,
                                         (CtEntityKind)technique->kinds->infos[opener.kind].entity);

            for (uint32_t e = 0; e < n; e++) {
                Binding binding = {.technique = technique, .opener = o, .entities = {e}};

                if (reach)
                    open_service(attack, &binding, e, opener.kind == CT_FACT_GATED);
                else if (naive_has(attack, opener.kind, e, opener.level) ||
                         (opener.kind == CT_FACT_OUT))
                    walk(attack, &binding, 1);
            }
        }
    }
}
