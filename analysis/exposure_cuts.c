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

static void
write_sets(const Goal *goal,
           const CtElements *elements,
           const CtCutResult *cuts,
           CtCutsFinding *finding)
{
    finding->n_sets = cuts->sets->len;
    finding->sets = ct_store_alloc(goal->store, finding->n_sets, sizeof *finding->sets);
    for (uint32_t i = 0; i < finding->n_sets; i++) {
        const CtIds *set = &g_array_index(cuts->sets, CtIds, i);
        CtCutSet *written = &finding->sets[i];

        written->n_elements = set->length;
        written->elements = ct_store_alloc(goal->store, set->length, sizeof *written->elements);
        for (uint32_t e = 0; e < set->length; e++)
            written->elements[e] =
                ct_element_finding(goal->twin->graph,
                                   g_array_index(elements->rows, CtElement, set->data[e]),
                                   goal->store);
    }
}

static CtCutsFinding
find_cuts(const Goal *goal, CtElementKind kind)
{
    CtCutsFinding finding = {.by = ct_element_kind_text(kind)};
    g_autoptr(CtElements) elements =
        ct_elements_new(goal->twin->graph, goal->slice, UINT32_C(1) << kind, goal->facts,
                        goal->wanted->n_facts);
    g_autofree double *weight = g_new(double, (size_t)elements->rows->len + 1);

    for (guint e = 0; e < elements->rows->len; e++)
        weight[e] = 1;
    g_autoptr(CtCutResult) cuts = ct_cuts_find(goal->slice, elements, weight, &goal->options->cuts);

    verify(goal, elements, cuts);
    finding.exists = cuts->sets->len > 0 ? CT_ANSWER_YES
                     : cuts->hit_limit   ? CT_ANSWER_UNKNOWN
                                         : CT_ANSWER_NO;
    finding.why = cuts->hit_limit ? "the work of --max-cut-work is done" : NULL;
    finding.weight = cuts->sets->len > 0 ? cuts->weight : (double)NAN;
    finding.lower_bound = ceil(cuts->lower_bound - 1e-6); /* each element weighs 1 */
    finding.optimal = cuts->is_optimal;
    finding.complete = cuts->is_complete;
    finding.n_candidates = elements->rows->len;
    write_sets(goal, elements, cuts, &finding);
    return finding;
}

static void
write_chokes(const Goal *goal, CtWeakFinding *weak)
{
    g_autoptr(CtElements) elements =
        ct_elements_new(goal->twin->graph, goal->slice, (UINT32_C(1) << CT_ELEMENT_COUNT) - 1,
                        goal->facts, goal->wanted->n_facts);
    g_auto(CtIds) chokes = {0};

    ct_choke_points(goal->slice, elements, &chokes);
    weak->n_chokes = chokes.length;
    weak->chokes = ct_store_alloc(goal->store, chokes.length, sizeof *weak->chokes);
    for (uint32_t i = 0; i < chokes.length; i++)
        weak->chokes[i] =
            ct_element_finding(goal->twin->graph,
                               g_array_index(elements->rows, CtElement, chokes.data[i]),
                               goal->store);
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
                 uint32_t goal,
                 const CtExposureOptions *options,
                 CtDossierStore *store,
                 CtWeakFinding *ret_weak)
{
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    const CtGoal *wanted = &attacker->goals.data[goal];
    g_autofree CtFactId *facts = g_new(CtFactId, (size_t)wanted->n_facts + 1);
    Goal one = {.twin = twin, .wanted = wanted, .facts = facts, .options = options, .store = store};

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
