/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Backwards from the goal over facts that do not hold; every step met there whose premises hold
 * but for one is a candidate, or for two where both depend on how the system is set up, kept once
 * for each set of missing facts, nearest the goal. What would follow
 * from a missing fact is found 64 candidates at a time.
 */
#include "analysis/near_miss.h"

#include "analysis/closure64.h"
#include "analysis/near_miss_parts.h"
#include "analysis/story_parts.h"

#include "attacks/certificate.h"

#include "base/bits.h"

#define MOST_VISITED 2000000
#define MOST_CANDIDATES 256

/* Facts that depend on how the system is set up: worth naming even where nothing else is there. */
static bool
is_condition(uint8_t kind)
{
    switch ((CtFactKind)kind) {
    case CT_FACT_REACH:
    case CT_FACT_GATED:
    case CT_FACT_OUT:
    case CT_FACT_CONTACT:
    case CT_FACT_HOLDS:
    case CT_FACT_CONDITION:
    case CT_FACT_KNOWN:
    case CT_FACT_AGREED:
    case CT_FACT_SIGNED:
    case CT_FACT_SIGNED_DATA:
    case CT_FACT_SIGNS:
        return true;
    default:
        return false;
    }
}

static bool
is_condition_fact(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    /* A rule that sees controls opens from the very node by which packets arrive. */
    if (id >= graph->first_reach_node && id < graph->first_auxiliary)
        return graph->reach->nodes.data[id - graph->first_reach_node].kind == CT_REACH_GROUP;
    return ct_graph_fact_of(graph, id, &fact) && is_condition(fact.kind);
}

/*
 * Whether it is worth saying what @step lacks: one premise, where it has others or where that one
 * depends on how the system is set up; or two of the latter. Fills in what is missing.
 */
static bool
is_short(const CtSearch *search, uint32_t step, CtCandidate *candidate)
{
    const CtGraph *graph = search->graph;
    uint32_t held = 0, n = 0;
    bool conditions = graph->step_kind[step] == CT_STEP_ATTEMPT;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1];
         i++) {
        CtFactId premise = graph->premises[i];

        if (ct_bits_get(search->fixpoint->holds, premise)) {
            held++;
            continue;
        }
        if (n < CT_NEAR_MISS_MOST_MISSING)
            candidate->missing[n] = premise;
        conditions = conditions && is_condition_fact(graph, premise);
        n++;
    }
    candidate->n_missing = ct_graph_need(graph, step) - held;
    if (candidate->n_missing == 1)
        return held > 0 || conditions;
    return candidate->n_missing == n && n == CT_NEAR_MISS_MOST_MISSING && conditions;
}

/* One candidate for each set of missing facts: the one nearest the goal comes first. */
static gpointer
key_of(const CtCandidate *candidate)
{
    size_t key = (size_t)candidate->missing[0] + 1;

    if (candidate->n_missing == 2)
        key = key * 4294967291u + candidate->missing[1] + 1;
    return GSIZE_TO_POINTER(key);
}

static void
consider(CtSearch *search, uint32_t step, uint32_t depth)
{
    CtCandidate candidate = {.step = step, .depth = depth, .number = search->candidates->len};

    if (search->candidates->len >= MOST_CANDIDATES || !is_short(search, step, &candidate) ||
        !g_hash_table_add(search->missing, key_of(&candidate)))
        return;
    g_array_append_val(search->candidates, candidate);
}

/* The asset of a visited fact, and how near the goal it first came up. */
static void
note_asset(CtSearch *search, CtFactId id, uint32_t depth)
{
    CtFact fact;
    uint32_t asset = CT_NO_ID;

    if (!ct_graph_fact_of(search->graph, id, &fact))
        return;
    if (ct_fact_kind_entity(search->graph->kinds, fact.kind) == CT_ENTITY_ASSET)
        asset = fact.entity;
    else if (ct_fact_kind_entity(search->graph->kinds, fact.kind) == CT_ENTITY_SERVICE)
        asset = ct_instances_service_asset(search->graph->instances, fact.entity);
    if (asset == CT_NO_ID ||
        g_hash_table_contains(search->assets, GSIZE_TO_POINTER((size_t)asset + 1)))
        return;
    g_hash_table_insert(search->assets, GSIZE_TO_POINTER((size_t)asset + 1),
                        GSIZE_TO_POINTER((size_t)depth + 1));
}

/* Breadth first, so that depths are least. */
static void
search_back(CtSearch *search, const CtTargets *targets)
{
    const CtGraph *graph = search->graph;
    g_autofree uint64_t *seen = ct_bits_new(graph->n_facts);
    g_auto(CtIds) facts = {0}, depths = {0};

    for (uint32_t i = 0; i < targets->n; i++)
        if (!ct_bits_get(search->fixpoint->holds, targets->facts[i]) &&
            !ct_bits_get(seen, targets->facts[i])) {
            ct_bits_set(seen, targets->facts[i]);
            ct_ids_add(&facts, targets->facts[i]);
            ct_ids_add(&depths, 0);
        }
    for (uint32_t at = 0; at < facts.length && facts.length < MOST_VISITED; at++) {
        CtFactId fact = facts.data[at];

        note_asset(search, fact, depths.data[at]);
        for (uint32_t i = graph->gained_start[fact]; i < graph->gained_start[fact + 1]; i++) {
            uint32_t step = graph->gained[i];
            uint32_t depth = depths.data[at] + (graph->step_kind[step] == CT_STEP_ATTEMPT);

            consider(search, step, depth);
            for (uint32_t k = graph->step_premise_start[step];
                 k < graph->step_premise_start[step + 1]; k++) {
                CtFactId premise = graph->premises[k];

                if (ct_bits_get(seen, premise) || ct_bits_get(search->fixpoint->holds, premise))
                    continue;
                ct_bits_set(seen, premise);
                ct_ids_add(&facts, premise);
                ct_ids_add(&depths, depth);
            }
        }
    }
}

/* In which worlds at least `need` targets hold. */
static uint64_t
worlds_of_goal(const CtClosure *closure, const CtTargets *targets)
{
    uint64_t enough = 0;

    for (unsigned world = 0; world < CT_N_WORLDS; world++) {
        uint32_t n = 0;

        for (uint32_t i = 0; i < targets->n; i++)
            n += (uint32_t)(ct_closure_worlds(closure, targets->facts[i]) >> world & 1);
        if (n >= targets->need)
            enough |= UINT64_C(1) << world;
    }
    return enough;
}

static void
enter_missing(CtClosure *closure, const CtCandidate *candidate, uint32_t world)
{
    for (uint32_t i = 0; i < candidate->n_missing; i++)
        ct_closure_enter(closure, candidate->missing[i], UINT64_C(1) << world);
}

/* With what candidates lack, given, the goal could be had. */
static void
find_sufficient(CtSearch *search, const CtTargets *targets, const GArray *entries)
{
    g_autoptr(CtClosure) closure = ct_closure_new(search->graph);

    for (uint32_t first = 0; first < search->candidates->len; first += CT_N_WORLDS) {
        uint32_t n = MIN(search->candidates->len - first, CT_N_WORLDS);

        ct_closure_clear(closure);
        for (uint32_t i = 0; i < entries->len; i++)
            ct_closure_enter(closure, g_array_index(entries, CtFactId, i), UINT64_MAX);
        for (uint32_t i = 0; i < n; i++)
            enter_missing(closure, &g_array_index(search->candidates, CtCandidate, first + i), i);
        ct_closure_run(closure, NULL, UINT64_MAX);

        uint64_t enough = worlds_of_goal(closure, targets);
        for (uint32_t i = 0; i < n; i++)
            g_array_index(search->candidates, CtCandidate, first + i).suffices = enough >> i & 1;
    }
}

static int
compare_candidates(gconstpointer a, gconstpointer b)
{
    const CtCandidate *x = a, *y = b;

    if (x->suffices != y->suffices)
        return x->suffices ? -1 : 1;
    if (x->n_missing != y->n_missing)
        return x->n_missing < y->n_missing ? -1 : 1;
    if (x->depth != y->depth)
        return x->depth < y->depth ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static uint32_t
certificate_size(const CtSearch *search, const CtTargets *targets)
{
    for (uint32_t i = 0; i < targets->n; i++)
        if (!ct_bits_get(search->fixpoint->holds, targets->facts[i])) {
            g_auto(CtIds) facts = {0};

            ct_justify_absence(search->graph, search->fixpoint, targets->facts[i], &facts);
            return facts.length;
        }
    return 0;
}

void
ct_near_misses_write(const CtTwin *twin,
                     const CtTargets *targets,
                     uint32_t most,
                     CtDossierStore *store,
                     CtGoalFinding *finding)
{
    g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(CtCandidate));
    g_autoptr(GHashTable) missing = g_hash_table_new(NULL, NULL); /* asked, never walked */
    g_autoptr(GHashTable) assets = g_hash_table_new(NULL, NULL);  /* likewise */
    CtSearch search = {.twin = twin,
                       .graph = twin->graph,
                       .fixpoint = twin->fixpoint,
                       .store = store,
                       .candidates = candidates,
                       .missing = missing,
                       .assets = assets};

    search_back(&search, targets);
    find_sufficient(&search, targets, twin->entries);
    ct_near_miss_add_rejected(&search);
    g_array_sort(candidates, compare_candidates);
    ct_near_miss_fold(&search, targets);
    finding->certificate_facts = certificate_size(&search, targets);
    g_autoptr(GArray) misses = ct_near_miss_tell_all(&search, most);

    finding->n_near_misses = misses->len;
    finding->near_misses =
        ct_store_alloc(store, finding->n_near_misses, sizeof *finding->near_misses);
    for (uint32_t i = 0; i < finding->n_near_misses; i++)
        finding->near_misses[i] = g_array_index(misses, CtNearMiss, i);
    g_clear_pointer(&search.rejected, g_array_unref);
}
