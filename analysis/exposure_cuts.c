/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One slice a goal; elements of all kinds for choke points, of one kind at a time for cuts. */
#include "analysis/exposure_parts.h"

#include "analysis/closure64.h"

#include <math.h>
#include <string.h>

static const CtElementKind cut_kinds[] = {CT_ELEMENT_RULE, CT_ELEMENT_ASSET, CT_ELEMENT_CREDENTIAL,
                                          CT_ELEMENT_VULNERABILITY};

typedef struct Goal {
    const CtTwin *twin;
    CtRuleTrials *trials;
    uint32_t number; /* of the attacker's goals */
    const CtGoal *wanted;
    const CtFactId *facts;
    const CtSlice *slice;
    const CtExposureOptions *options;
    CtDossierStore *store;
} Goal;

/* In how many of the worlds, whose missing steps @available says, the goal follows: as a word. */
static uint64_t
worlds_reaching(const Goal *goal, CtClosure *closure, const uint64_t *available)
{
    uint64_t reached = 0;

    ct_closure_clear(closure);
    for (guint i = 0; i < goal->twin->entries->len; i++)
        ct_closure_enter(closure, g_array_index(goal->twin->entries, CtFactId, i), UINT64_MAX);
    ct_closure_run(closure, available, UINT64_MAX);
    for (unsigned world = 0; world < CT_N_WORLDS; world++) {
        uint32_t have = 0;

        for (uint32_t i = 0; i < goal->wanted->n_facts; i++)
            have += (uint32_t)(ct_closure_worlds(closure, goal->facts[i]) >> world & 1);
        reached |= have >= goal->wanted->need ? UINT64_C(1) << world : 0;
    }
    return reached;
}

/*
 * The whole attack graph is run again without each set: what the search on the slice found has to
 * hold there. A set for which it does not is a bug.
 */
static void
verify(const Goal *goal, const CtElements *elements, const CtCutResult *cuts)
{
    const CtGraph *graph = goal->twin->graph;
    g_autoptr(CtClosure) closure = cuts->sets->len > 0 ? ct_closure_new(graph) : NULL;
    g_autofree uint64_t *available = g_new(uint64_t, (size_t)graph->n_steps + 1);

    for (guint first = 0; first < cuts->sets->len; first += CT_N_WORLDS) {
        guint n = MIN(CT_N_WORLDS, cuts->sets->len - first);
        uint64_t all = n == CT_N_WORLDS ? UINT64_MAX : (UINT64_C(1) << n) - 1;

        memset(available, 0xff, graph->n_steps * sizeof *available);
        for (guint i = 0; i < n; i++) {
            const CtIds *set = &g_array_index(cuts->sets, CtIds, first + i);

            for (uint32_t e = 0; e < set->length; e++)
                for (uint32_t k = elements->steps.start[set->data[e]];
                     k < elements->steps.start[set->data[e] + 1]; k++)
                    available[goal->slice->step[elements->steps.value[k]]] &= ~(UINT64_C(1) << i);
        }
        g_assert((worlds_reaching(goal, closure, available) & all) == 0);
    }
}

typedef struct RuleCheck {
    const Goal *goal;
    const CtElements *elements;
    GHashTable *row; /* rule + 1 → row of elements + 1 */
} RuleCheck;

/* A set of rules is a cut if the topology without them says so. */
static bool
check_rules(void *data, const CtIds *set, CtIds *ret_way, bool *ret_known)
{
    const RuleCheck *check = data;
    const Goal *goal = check->goal;
    g_auto(CtIds) rules = {0};
    CtTrial outcome;

    for (uint32_t i = 0; i < set->length; i++)
        ct_ids_add(&rules, g_array_index(check->elements->rows, CtElement, set->data[i]).id);
    outcome = ct_rule_trial(goal->trials, &rules, goal->twin->attacker, goal->number, ret_way);
    *ret_known = outcome != CT_TRIAL_LIMIT;
    for (uint32_t i = 0; i < ret_way->length; i++)
        ret_way->data[i] =
            GPOINTER_TO_UINT(
                g_hash_table_lookup(check->row, GUINT_TO_POINTER(ret_way->data[i] + 1))) -
            1;
    return outcome == CT_TRIAL_STOPPED;
}

static CtCutResult *
find_rule_cuts(const Goal *goal, const CtElements *elements, const double *weight)
{
    g_autoptr(GHashTable) row = g_hash_table_new(g_direct_hash, g_direct_equal);
    RuleCheck check = {.goal = goal, .elements = elements, .row = row};

    for (guint e = 0; e < elements->rows->len; e++)
        g_hash_table_insert(row,
                            GUINT_TO_POINTER(g_array_index(elements->rows, CtElement, e).id + 1),
                            GUINT_TO_POINTER(e + 1));
    return ct_cuts_find(goal->slice, elements, weight, &goal->options->cuts,
                        &(CtCutCheck){.func = check_rules, .data = &check});
}

static CtCutResult *
find_by_kind(const Goal *goal, CtElementKind kind, const CtElements *elements)
{
    g_autofree double *weight = g_new(double, (size_t)elements->rows->len + 1);
    CtCutResult *cuts;

    for (guint e = 0; e < elements->rows->len; e++)
        weight[e] = 1;
    if (kind == CT_ELEMENT_RULE)
        return find_rule_cuts(goal, elements, weight);
    cuts = ct_cuts_find(goal->slice, elements, weight, &goal->options->cuts, NULL);
    verify(goal, elements, cuts);
    return cuts;
}

/* How many of @elements some way uses. */
static uint32_t
n_used(const CtElements *elements)
{
    uint32_t n = 0;

    for (uint32_t e = 0; e < elements->rows->len; e++)
        n += elements->steps.start[e] < elements->steps.start[e + 1] ? 1 : 0;
    return n;
}

/* Assets that neither entries nor goals tell apart. */
static void
find_alike(const Goal *goal, CtElements *elements)
{
    g_auto(CtIds) named = {0};

    for (guint i = 0; i < goal->twin->entries->len; i++)
        ct_ids_add(&named, g_array_index(goal->twin->entries, CtFactId, i));
    for (uint32_t i = 0; i < goal->wanted->n_facts; i++)
        ct_ids_add(&named, goal->facts[i]);
    ct_elements_find_alike(elements, named.data, named.length);
}

static CtCutsFinding
find_cuts(const Goal *goal, CtElementKind kind)
{
    g_autoptr(CtElements) elements =
        kind == CT_ELEMENT_RULE
            ? ct_elements_new_rules(goal->twin->graph, goal->slice)
            : ct_elements_new(goal->twin->graph, goal->slice, UINT32_C(1) << kind, goal->facts,
                              goal->wanted->n_facts);
    if (kind == CT_ELEMENT_ASSET)
        find_alike(goal, elements);

    g_autoptr(CtCutResult) cuts = find_by_kind(goal, kind, elements);
    CtCutsFinding finding = {
        .by = ct_element_kind_text(kind),
        .exists = cuts->sets->len > 0 ? CT_ANSWER_YES
                  : cuts->hit_limit   ? CT_ANSWER_UNKNOWN
                                      : CT_ANSWER_NO,
        .why = !cuts->hit_limit          ? NULL
               : kind == CT_ELEMENT_RULE ? "the work of --max-cut-work or --max-trials is done"
                                         : "the work of --max-cut-work is done",
        .weight = cuts->sets->len > 0 ? cuts->weight : (double)NAN,
        .lower_bound = MAX(ceil(cuts->lower_bound - 1e-6), 0), /* each element weighs 1 */
        .optimal = cuts->is_optimal,
        .complete = cuts->is_complete,
        .n_candidates = n_used(elements),
    };

    ct_exposure_write_sets(elements, cuts, goal->store, &finding);
    return finding;
}

static void
add_chokes(const Goal *goal, const CtElements *elements, const CtIds *chokes, CtWeakFinding *weak)
{
    for (uint32_t i = 0; i < chokes->length; i++)
        weak->chokes[weak->n_chokes++] =
            ct_element_finding(goal->twin->graph,
                               g_array_index(elements->rows, CtElement, chokes->data[i]),
                               goal->store);
}

/* A rule is a choke point if the topology without it says so. */
static void
keep_proved(const Goal *goal, const CtElements *elements, CtIds *chokes, bool *ret_all_known)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < chokes->length; i++) {
        uint32_t id = g_array_index(elements->rows, CtElement, chokes->data[i]).id;
        CtIds rule = {.data = &id, .length = 1};
        CtTrial outcome =
            ct_rule_trial(goal->trials, &rule, goal->twin->attacker, goal->number, NULL);

        if (outcome == CT_TRIAL_STOPPED)
            chokes->data[kept++] = chokes->data[i];
        *ret_all_known = *ret_all_known && outcome != CT_TRIAL_LIMIT;
    }
    chokes->length = kept;
}

/* Rules first: they are the easiest to change. */
static void
write_chokes(const Goal *goal, CtWeakFinding *weak)
{
    const uint32_t others =
        ((UINT32_C(1) << CT_ELEMENT_COUNT) - 1) & ~(UINT32_C(1) << CT_ELEMENT_RULE);
    g_autoptr(CtElements) rules = ct_elements_new_rules(goal->twin->graph, goal->slice);
    g_autoptr(CtElements) elements =
        ct_elements_new(goal->twin->graph, goal->slice, others, goal->facts, goal->wanted->n_facts);
    g_auto(CtIds) of_rules = {0};
    g_auto(CtIds) of_others = {0};

    weak->chokes_complete = true;
    ct_choke_points(goal->slice, rules, &of_rules);
    keep_proved(goal, rules, &of_rules, &weak->chokes_complete);
    ct_choke_points(goal->slice, elements, &of_others);
    weak->chokes = ct_store_alloc(goal->store, (size_t)of_rules.length + of_others.length,
                                  sizeof *weak->chokes);
    add_chokes(goal, rules, &of_rules, weak);
    add_chokes(goal, elements, &of_others, weak);
}

/* Without any attempt: there is no step that a defender could take away. */
static bool
holds_from_start(const Goal *goal)
{
    const CtGraph *graph = goal->twin->graph;
    g_autoptr(CtClosure) closure = ct_closure_new(graph);
    g_autofree uint64_t *available = g_new(uint64_t, (size_t)graph->n_steps + 1);

    for (uint32_t s = 0; s < graph->n_steps; s++)
        available[s] = graph->step_kind[s] == CT_STEP_ATTEMPT ? 0 : UINT64_MAX;
    return worlds_reaching(goal, closure, available) != 0;
}

void
ct_exposure_goal(const CtTwin *twin,
                 CtRuleTrials *trials,
                 uint32_t goal,
                 const CtExposureOptions *options,
                 CtDossierStore *store,
                 CtWeakFinding *ret_weak)
{
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    const CtGoal *wanted = &attacker->goals.data[goal];
    g_autofree CtFactId *facts = g_new(CtFactId, (size_t)wanted->n_facts + 1);
    Goal one = {.twin = twin,
                .trials = trials,
                .number = goal,
                .wanted = wanted,
                .facts = facts,
                .options = options,
                .store = store};

    for (uint32_t i = 0; i < wanted->n_facts; i++)
        facts[i] = ct_graph_fact(twin->graph, wanted->facts[i]);
    *ret_weak = (CtWeakFinding){.attacker = ct_store_text(store, attacker->id),
                                .goal = ct_store_text(store, wanted->id),
                                .fact = ct_store_text(store, wanted->text),
                                .reachable = CT_ANSWER_NO};
    g_autoptr(CtSlice) slice =
        ct_slice_new(twin->graph, twin->fixpoint,
                     (const CtFactId *)(const void *)twin->entries->data, twin->entries->len, facts,
                     wanted->n_facts, wanted->need);
    if (slice == NULL)
        return;
    one.slice = slice;
    ret_weak->reachable = CT_ANSWER_YES;
    ret_weak->from_start = holds_from_start(&one);
    write_chokes(&one, ret_weak);
    ret_weak->cuts = ct_store_alloc(store, G_N_ELEMENTS(cut_kinds) + 1, sizeof *ret_weak->cuts);
    for (size_t k = 0; k < G_N_ELEMENTS(cut_kinds); k++)
        ret_weak->cuts[ret_weak->n_cuts++] = find_cuts(&one, cut_kinds[k]);
}
