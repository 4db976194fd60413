/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every step that holds is walked once: what it gains and the variables it binds, assets as their
 * folds, are entered under (technique, kind, id) in one hash table, which is asked and never
 * walked. Solutions are kept, for paths are written only of what a verdict rests on.
 */
#include "assurance/deeds.h"

#include "analysis/costs.h"
#include "analysis/knuth.h"
#include "analysis/story.h"
#include "base/bits.h"

#include <string.h>

typedef struct Solved {
    CtTwinSolution *solution;
    CtPathFinder *finder; /* made when first asked, */
    CtKnuth *skills;      /* like this: the least skill to each fact */
    int64_t *own_skill;   /* a template */
} Solved;

struct CtDeeds {
    const CtTwin *twin;
    const CtSubjects *subjects;
    GArray *solved;    /* Solved, one an attacker */
    GArray *deeds;     /* CtDeed */
    GHashTable *index; /* CtDeed key → number + 1 */
    GHashTable *facts; /* fact, packed → number + 1 of its deed; 0 none, kept too */
    uint8_t *untried;  /* per technique: CtFactKind + 1 that none begins with, and it lacks */
    GHashTable *named; /* name or id of techniques → GPtrArray of CtTechnique */
};

static guint
hash_deed(gconstpointer data)
{
    const CtDeed *deed = data;
    uint64_t hash = (uint64_t)deed->technique->index << 40 ^ (uint64_t)deed->kind << 32 ^ deed->id;

    hash *= UINT64_C(0x9e3779b97f4a7c15);
    return (guint)(hash >> 32);
}

static gboolean
same_deed(gconstpointer a, gconstpointer b)
{
    const CtDeed *x = a, *y = b;

    return x->technique == y->technique && x->kind == y->kind && x->id == y->id;
}

static void
add_deed(CtDeeds *deeds, const CtDeed *deed)
{
    if (g_hash_table_contains(deeds->index, deed))
        return;
    g_array_append_vals(deeds->deeds, deed, 1);
    g_hash_table_insert(deeds->index, g_memdup2(deed, sizeof *deed),
                        GUINT_TO_POINTER(deeds->deeds->len));
}

/* The subject behind entity @entity; false where it is none. */
static bool
subject_of(const CtDeeds *deeds,
           CtEntityKind kind,
           uint32_t entity,
           CtSubjectKind *ret_kind,
           uint32_t *ret_id)
{
    static const int8_t kinds[CT_ENTITY_COUNT] = {
        [CT_ENTITY_PRODUCT] = CT_SUBJECT_PRODUCT, [CT_ENTITY_SUPPLIER] = CT_SUBJECT_SUPPLIER,
        [CT_ENTITY_PEOPLE] = CT_SUBJECT_PEOPLE,   [CT_ENTITY_CREDENTIAL] = CT_SUBJECT_CREDENTIAL,
        [CT_ENTITY_CHANNEL] = CT_SUBJECT_CHANNEL, [CT_ENTITY_DATA] = CT_SUBJECT_DATA,
        [CT_ENTITY_FLOW] = CT_SUBJECT_FLOW,       [CT_ENTITY_FUNCTION] = CT_SUBJECT_FUNCTION,
        [CT_ENTITY_NETWORK] = CT_SUBJECT_NETWORK, [CT_ENTITY_ZONE] = CT_SUBJECT_ZONE,
    };
    const CtInstances *instances = deeds->subjects->instances;

    if (kind == CT_ENTITY_SERVICE) {
        entity = ct_instances_service_asset(instances, entity);
        kind = CT_ENTITY_ASSET;
    }
    *ret_id = entity;
    *ret_kind = CT_SUBJECT_ASSET;
    if (kind == CT_ENTITY_ASSET)
        *ret_id = deeds->subjects->folds->of_asset[entity];
    else if (kind == CT_ENTITY_COMPONENT) {
        *ret_id = instances->model->components.data[entity].product;
        *ret_kind = CT_SUBJECT_PRODUCT;
    } else if (kinds[kind] != 0)
        *ret_kind = (CtSubjectKind)kinds[kind];
    else
        return false;
    if (kind == CT_ENTITY_NETWORK)
        *ret_id = instances->network_row[entity];
    if (kind == CT_ENTITY_ZONE)
        *ret_id = instances->zone_row[entity];
    return true;
}

static bool
step_holds(const CtGraph *graph, const CtFixpoint *fixpoint, uint32_t step)
{
    uint32_t need = ct_graph_need(graph, step), n = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        n += ct_bits_get(fixpoint->holds, graph->premises[i]) ? 1 : 0;
    return n >= need;
}

static void
enter(CtDeeds *deeds, CtDeed deed, CtEntityKind kind, uint32_t entity)
{
    CtSubjectKind subject;

    if (!subject_of(deeds, kind, entity, &subject, &deed.id))
        return;
    deed.kind = (uint8_t)subject;
    add_deed(deeds, &deed);
}

/* The rules called @name; looked up once. */
static const GPtrArray *
rules_named(const CtDeeds *deeds, const char *name)
{
    GPtrArray *rules = g_hash_table_lookup(deeds->named, name);
    uint32_t n = 0;

    if (rules != NULL)
        return rules;
    g_autofree const CtTechnique **found = ct_library_find(deeds->twin->library, name, &n);

    rules = g_ptr_array_new();
    for (uint32_t i = 0; i < n; i++)
        g_ptr_array_add(rules, (void *)found[i]);
    g_hash_table_insert(deeds->named, g_strdup(name), rules);
    return rules;
}

/* Notes that @step, which does not hold, lacks something that only an entry can give. */
static void
note_untried(CtDeeds *deeds, const CtTwinSolution *solution, uint32_t step)
{
    static const uint8_t entries[] = {CT_FACT_PEOPLE, CT_FACT_TOUCHES, CT_FACT_POSSESSES,
                                      CT_FACT_NEARBY, CT_FACT_SUPPLIER};
    const CtGraph *graph = solution->graph;
    uint32_t rule = graph->templates.data[graph->step_reason[step]].technique->index;

    for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1];
         p++) {
        CtFact fact;

        if (ct_bits_get(solution->fixpoint->holds, graph->premises[p]) ||
            !ct_graph_fact_of(graph, graph->premises[p], &fact))
            continue;
        for (size_t i = 0; i < G_N_ELEMENTS(entries); i++)
            if (fact.kind == entries[i])
                deeds->untried[rule] = (uint8_t)(fact.kind + 1);
    }
}

const char *
ct_deeds_untried(const CtDeeds *deeds, const char *name)
{
    const GPtrArray *rules = rules_named(deeds, name);

    for (uint32_t i = 0; i < rules->len; i++) {
        uint8_t kind = deeds->untried[((const CtTechnique *)rules->pdata[i])->index];

        if (kind != 0)
            return ct_fact_kinds_builtin.infos[kind - 1].text;
    }
    return NULL;
}

/* The steps of attacker @attacker that hold. */
static void
index_steps(CtDeeds *deeds, uint32_t attacker)
{
    const CtTwinSolution *solution = g_array_index(deeds->solved, Solved, attacker).solution;
    const CtGraph *graph = solution->graph;

    for (uint32_t s = 0; s < graph->n_steps; s++) {
        CtStepKind kind = (CtStepKind)graph->step_kind[s];
        CtFact fact;

        if (kind != CT_STEP_ATTEMPT && kind != CT_STEP_OUTCOME)
            continue;
        if (!step_holds(graph, solution->fixpoint, s)) {
            note_untried(deeds, solution, s);
            continue;
        }
        const CtTechnique *technique = graph->templates.data[graph->step_reason[s]].technique;
        CtDeed deed = {.technique = technique, .attacker = attacker, .step = s};

        if (ct_graph_fact_of(graph, graph->step_gain[s], &fact))
            enter(deeds, deed, ct_fact_kind_entity(graph->kinds, fact.kind), fact.entity);
        uint32_t first = graph->step_binding_start[s];
        for (uint32_t i = first; i < graph->step_binding_start[s + 1]; i++)
            enter(deeds, deed, (CtEntityKind)technique->variable_kind[i - first],
                  graph->bindings[i]);
    }
}

CtDeeds *
ct_deeds_new(CtTwin *twin, const CtSubjects *subjects, GError **error)
{
    g_autoptr(CtDeeds) deeds = g_new0(CtDeeds, 1);

    deeds->twin = twin;
    deeds->subjects = subjects;
    deeds->solved = g_array_new(FALSE, FALSE, sizeof(Solved));
    deeds->deeds = g_array_new(FALSE, FALSE, sizeof(CtDeed));
    deeds->index = g_hash_table_new_full(hash_deed, same_deed, g_free, NULL);
    deeds->untried = g_new0(uint8_t, (size_t)ct_library_count(twin->library) + 1);
    deeds->facts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    deeds->named =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    for (uint32_t i = 0; i < twin->attackers->len; i++) {
        if (!ct_twin_select(twin, i, error))
            return NULL;
        Solved solved = {.solution = ct_twin_take_solution(twin)};

        g_array_append_val(deeds->solved, solved);
        index_steps(deeds, i);
    }
    return g_steal_pointer(&deeds);
}

void
ct_deeds_free(CtDeeds *deeds)
{
    if (deeds == NULL)
        return;
    for (guint i = 0; i < deeds->solved->len; i++) {
        Solved *solved = &g_array_index(deeds->solved, Solved, i);

        ct_path_finder_free(solved->finder);
        ct_knuth_free(solved->skills);
        g_free(solved->own_skill);
        ct_twin_solution_free(solved->solution);
    }
    g_array_unref(deeds->solved);
    g_array_unref(deeds->deeds);
    g_hash_table_unref(deeds->index);
    g_hash_table_unref(deeds->named);
    g_hash_table_unref(deeds->facts);
    g_free(deeds->untried);
    g_free(deeds);
}

uint32_t
ct_deeds_count(const CtDeeds *deeds)
{
    return deeds->deeds->len;
}

const CtDeed *
ct_deeds_get(const CtDeeds *deeds, uint32_t i)
{
    return &g_array_index(deeds->deeds, CtDeed, i);
}

bool
ct_deeds_knows(const CtDeeds *deeds, const char *name)
{
    return rules_named(deeds, name)->len > 0;
}

uint32_t
ct_deeds_find(const CtDeeds *deeds, const char *name, CtSubjectKind kind, uint32_t id)
{
    const GPtrArray *rules = rules_named(deeds, name);
    uint32_t best = CT_NO_ID;

    for (uint32_t i = 0; i < rules->len; i++) {
        CtDeed key = {.technique = g_ptr_array_index(rules, i), .kind = (uint8_t)kind, .id = id};
        gpointer number = g_hash_table_lookup(deeds->index, &key);

        if (number != NULL)
            best = MIN(best, GPOINTER_TO_UINT(number) - 1);
    }
    return best;
}

/* As the target's domain has it: its zone's, else its kind's. */
static CtDomain
domain_of(const CtDeeds *deeds, const CtDeed *deed)
{
    const CtModel *model = deeds->subjects->model;

    if (deed->kind != CT_SUBJECT_ASSET)
        return CT_DOMAIN_UNSTATED;
    uint32_t class = ct_subjects_class(deeds->subjects, deed->id);
    const CtKindInfo *kind = deeds->subjects->instances->classes->classes.data[class].kind;

    for (uint32_t z = ct_subjects_zone(deeds->subjects, deed->id); z != CT_NO_ID;
         z = model->zones.data[z].parent)
        if (model->zones.data[z].domain != CT_DOMAIN_UNSTATED)
            return (CtDomain)model->zones.data[z].domain;
    return kind != NULL && kind->is_ot ? CT_DOMAIN_OT : CT_DOMAIN_IT;
}

const char *
ct_deeds_shown_id(const CtDeeds *deeds, uint32_t i)
{
    const CtDeed *deed = ct_deeds_get(deeds, i);
    const CtTechnique *technique = deed->technique != NULL ? deed->technique : deed->last;

    if (technique == NULL)
        return NULL;
    const CtTechniqueIds *ids = &technique->ids;
    CtDomain domain = domain_of(deeds, deed);

    if (domain == CT_DOMAIN_OT && ids->ot != NULL)
        return ids->ot;
    if (domain == CT_DOMAIN_MOBILE && ids->mobile != NULL)
        return ids->mobile;
    return ids->it != NULL ? ids->it : ids->ot != NULL ? ids->ot : ids->mobile;
}

static void
rank_skills(Solved *solved)
{
    const CtTwinSolution *solution = solved->solution;

    solved->own_skill = ct_costs_skill(solution->graph);
    solved->skills = ct_knuth_new(solution->graph);
    CtKnuthProblem problem = {.how = CT_KNUTH_HIGHEST,
                              .own = solved->own_skill,
                              .entries = (const CtFactId *)(const void *)solution->entries->data,
                              .n_entries = solution->entries->len};

    ct_knuth_run(solved->skills, &problem);
}

CtSkill
ct_deeds_skill(CtDeeds *deeds, uint32_t i)
{
    const CtDeed *deed = ct_deeds_get(deeds, i);
    Solved *solved = &g_array_index(deeds->solved, Solved, deed->attacker);
    const CtGraph *graph = solved->solution->graph;
    CtStepKind kind = (CtStepKind)graph->step_kind[deed->step];
    int64_t skill = 0;

    if (solved->skills == NULL)
        rank_skills(solved);
    if (deed->technique == NULL)
        return (CtSkill)solved->skills->cost[graph->step_gain[deed->step]];
    if (kind == CT_STEP_ATTEMPT || kind == CT_STEP_OUTCOME)
        skill = solved->own_skill[graph->step_reason[deed->step]];
    /* A technique's step needs all that it rests on. */
    for (uint32_t p = graph->step_premise_start[deed->step];
         p < graph->step_premise_start[deed->step + 1]; p++)
        if (ct_knuth_holds(solved->skills, graph->premises[p]))
            skill = MAX(skill, solved->skills->cost[graph->premises[p]]);
    return (CtSkill)MIN(skill, CT_SKILL_COUNT - 1);
}

/* The attempt behind @step, which may be an outcome of it. */
static uint32_t
attempt_of(const CtGraph *graph, uint32_t step)
{
    if (graph->step_kind[step] == CT_STEP_ATTEMPT)
        return step;
    CtFactId fact = graph->premises[graph->step_premise_start[step]];

    return graph->auxiliaries.data[fact - graph->first_auxiliary].a;
}

/* All attempts but those that gain what @step does in another way. */
static uint64_t *
only_through(const CtGraph *graph, uint32_t step)
{
    size_t words = ((size_t)graph->n_steps + 63) / 64;
    uint64_t *steps = g_new(uint64_t, words + 1);
    CtFactId gain = graph->step_gain[step];

    memset(steps, 0xff, (words + 1) * sizeof *steps);
    for (uint32_t i = graph->gained_start[gain]; i < graph->gained_start[gain + 1]; i++) {
        uint32_t other = graph->gained[i];
        CtStepKind kind = (CtStepKind)graph->step_kind[other];

        if (other != step && (kind == CT_STEP_ATTEMPT || kind == CT_STEP_OUTCOME))
            ct_bits_unset(steps, attempt_of(graph, other));
    }
    ct_bits_set(steps, attempt_of(graph, step));
    return steps;
}

const CtPath *
ct_deeds_path(CtDeeds *deeds, uint32_t i, CtDossierStore *store)
{
    const CtDeed *deed = ct_deeds_get(deeds, i);
    Solved *solved = &g_array_index(deeds->solved, Solved, deed->attacker);
    const CtGraph *graph = solved->solution->graph;
    CtTargets targets = {.facts = &graph->step_gain[deed->step], .n = 1, .need = 1};

    if (solved->finder == NULL)
        solved->finder =
            ct_path_finder_new(graph,
                               (const CtFactId *)(const void *)solved->solution->entries->data,
                               solved->solution->entries->len);
    g_autofree uint64_t *steps = deed->technique != NULL ? only_through(graph, deed->step) : NULL;
    g_autoptr(CtPlan) plan =
        steps != NULL ? ct_path_finder_within(solved->finder, &targets, steps, CT_COST_TIME) : NULL;

    if (plan == NULL)
        plan = ct_path_finder_best(solved->finder, &targets, CT_COST_TIME);
    if (plan == NULL)
        return NULL;
    CtPath *path = ct_store_alloc(store, 1, sizeof *path);

    ct_story_write(graph, plan, store, path);
    return path;
}

static uint32_t
deed_of_fact(CtDeeds *deeds, CtFact fact)
{
    for (guint i = 0; i < deeds->solved->len; i++) {
        const CtTwinSolution *solution = g_array_index(deeds->solved, Solved, i).solution;
        CtFactId id = ct_graph_fact(solution->graph, fact);
        CtDeed deed = {.kind = CT_SUBJECT_SYSTEM, .attacker = i};

        if (!ct_bits_get(solution->fixpoint->holds, id) ||
            solution->fixpoint->cause[id] == CT_NO_ID)
            continue;
        deed.step = solution->fixpoint->cause[id];
        CtStepKind how = (CtStepKind)solution->graph->step_kind[deed.step];
        if (how == CT_STEP_ATTEMPT || how == CT_STEP_OUTCOME)
            deed.last =
                solution->graph->templates.data[solution->graph->step_reason[deed.step]].technique;
        g_array_append_val(deeds->deeds, deed);
        return deeds->deeds->len - 1;
    }
    return CT_NO_ID;
}

uint32_t
ct_deeds_of_fact(CtDeeds *deeds, CtFact fact)
{
    gint64 key = (gint64)((uint64_t)fact.kind << 40 | (uint64_t)fact.level << 32 | fact.entity);
    gpointer number;

    if (!g_hash_table_lookup_extended(deeds->facts, &key, NULL, &number)) {
        number = GUINT_TO_POINTER(deed_of_fact(deeds, fact) + 1); /* CT_NO_ID becomes 0 */
        g_hash_table_insert(deeds->facts, g_memdup2(&key, sizeof key), number);
    }
    return GPOINTER_TO_UINT(number) - 1;
}
