/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is taken from a twin while one of its attackers is selected, goal by goal. */
#include "assurance/kpi_parts.h"

#include "analysis/surface.h"
#include "base/bits.h"

#include <math.h>

CtKpiNumber
ct_kpi_no_number(const char *because)
{
    return (CtKpiNumber){.value = (double)NAN,
                         .low = (double)NAN,
                         .high = (double)NAN,
                         .because = because};
}

CtKpiNumber
ct_kpi_number(double value)
{
    return (CtKpiNumber){.value = value, .low = (double)NAN, .high = (double)NAN};
}

/* Nothing is known of it yet; families fill in what they can. */
static CtKpiGoal
blank_goal(const CtKpiWork *work, const CtAttacker *attacker, const CtGoal *goal)
{
    CtKpiNumber none = ct_kpi_no_number(CT_KPI_OUT_OF_REACH);

    return (CtKpiGoal){.attacker = ct_store_text(work->store, attacker->id),
                       .id = ct_store_text(work->store, goal->id),
                       .n_paths = ct_kpi_number(0),
                       .shortest = none,
                       .mean_length = none,
                       .quickest = none,
                       .diversity = none,
                       .probability = ct_kpi_number(0),
                       .mcqueen = none,
                       .zero_days = none};
}

static void
look_at_goal(CtKpiWork *work, const CtAttacker *attacker, CtPathFinder *finder, uint32_t number)
{
    const CtTwin *twin = work->twin;
    const CtGoal *goal = &attacker->goals.data[number];
    CtKpiGoal seen = blank_goal(work, attacker, goal);
    g_autofree CtFactId *facts = g_new(CtFactId, (size_t)goal->n_facts + 1);
    CtKpiLook look = {.twin = twin,
                      .attacker = attacker,
                      .finder = finder,
                      .targets = {.facts = facts, .n = goal->n_facts, .need = goal->need},
                      .store = work->store};

    for (uint32_t i = 0; i < goal->n_facts; i++)
        facts[i] = ct_graph_fact(twin->graph, goal->facts[i]);
    look.slice = ct_slice_new(twin->graph, twin->fixpoint,
                              (const CtFactId *)(const void *)twin->entries->data,
                              twin->entries->len, facts, goal->n_facts, goal->need);
    if (look.slice != NULL) {
        ct_kpi_look_at_paths(&look, &seen);
        ct_kpi_look_at_chance(&look, &seen);
    }
    ct_kpi_look_at_zero_days(&look, &seen);
    ct_slice_free(look.slice);
    g_array_append_val(work->goals, seen);
}

void
ct_kpi_look_at_goals(CtKpiWork *work)
{
    const CtTwin *twin = work->twin;
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    g_autoptr(CtPathFinder) finder =
        ct_path_finder_new(twin->graph, (const CtFactId *)(const void *)twin->entries->data,
                           twin->entries->len);

    for (uint32_t i = 0; i < attacker->goals.length; i++)
        look_at_goal(work, attacker, finder, i);
}

void
ct_kpi_of_goals(const CtKpiWork *work, CtKpi *kpi)
{
    size_t field = ct_kpi_rows[kpi->row].field;

    kpi->n_parts = work->goals->len;
    kpi->parts = ct_store_alloc(work->store, kpi->n_parts, sizeof *kpi->parts);
    for (uint32_t i = 0; i < kpi->n_parts; i++) {
        const CtKpiGoal *goal = &g_array_index(work->goals, CtKpiGoal, i);
        const CtKpiNumber *number = (const CtKpiNumber *)(const void *)((const char *)goal + field);

        kpi->parts[i] = (CtKpiPart){.of = goal->id,
                                    .value = number->value,
                                    .low = number->low,
                                    .high = number->high,
                                    .because = number->because};
        kpi->n = MAX(kpi->n, number->n);
    }
    if (work->goals->len == 0 && work->dossier->n_attackers > 0 &&
        work->dossier->attackers[0].n_facts == 0)
        ct_kpi_refuse(kpi, CT_KPI_UNDECIDED);
    else
        ct_kpi_take_worst(kpi);
}

void
ct_kpi_normalised_length(const CtKpiWork *work, CtKpi *kpi)
{
    kpi->n_parts = work->goals->len;
    kpi->parts = ct_store_alloc(work->store, kpi->n_parts, sizeof *kpi->parts);
    for (uint32_t i = 0; i < kpi->n_parts; i++) {
        const CtKpiGoal *goal = &g_array_index(work->goals, CtKpiGoal, i);

        kpi->parts[i] = (CtKpiPart){.of = goal->id,
                                    .value = goal->mean_length.value / goal->n_paths.value,
                                    .low = (double)NAN,
                                    .high = (double)NAN,
                                    .because = goal->mean_length.because};
    }
    ct_kpi_take_worst(kpi);
}

/* --- of the attacker --- */

/* Damage potential over effort (Manadhata and Wing): of a service what it runs as, user 1, admin
 * 2, over what it asks, nothing 1, a password 2, more 3, and one more behind a second factor. */
static double
weight_of_service(const CtInstances *instances, const CtSurfaceRow *row)
{
    const CtClassService *service = ct_instances_service(instances, row->fact.entity);
    double damage = service->runs_as == CT_LEVEL_ADMIN ? 2 : 1;
    double effort = service->auth == CT_AUTH_NONE ? 1 : service->auth == CT_AUTH_PASSWORD ? 2 : 3;

    return damage / (effort + (row->fact.kind == CT_FACT_GATED ? 1 : 0));
}

static void
look_at_surface(CtKpiWork *work)
{
    const CtTwin *twin = work->twin;
    g_autoptr(CtSurface) surface =
        ct_surface_new(twin->graph, (const CtFactId *)(const void *)twin->entries->data,
                       twin->entries->len);
    double sums[3] = {0};

    for (uint32_t i = 0; i < surface->n_rows; i++) {
        const CtSurfaceRow *row = &surface->rows[i];

        if (row->fact.kind == CT_FACT_REACH || row->fact.kind == CT_FACT_GATED)
            sums[0] += weight_of_service(twin->instances, row) * row->n_alike;
        else if (row->fact.kind == CT_FACT_CONTACT)
            sums[2] += 1;
        else
            sums[1] += 1;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++)
        if (isnan(work->surface[i].value) || sums[i] > work->surface[i].value)
            work->surface[i] = ct_kpi_number(sums[i]);
}

static bool
can_be_taken(const CtGraph *graph, const CtFixpoint *fixpoint, uint32_t step)
{
    uint32_t n = 0;

    for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1]; p++)
        n += ct_bits_get(fixpoint->holds, graph->premises[p]);
    return n >= ct_graph_need(graph, step);
}

void
ct_kpi_look_at_attacker(CtKpiWork *work)
{
    const CtGraph *graph = work->twin->graph;

    look_at_surface(work);
    if (work->applies == NULL)
        work->applies = ct_bits_new(ct_library_count(work->twin->library));
    for (uint32_t s = 0; s < graph->n_steps; s++) {
        if (graph->step_kind[s] != CT_STEP_ATTEMPT)
            continue;
        uint32_t rule = graph->templates.data[graph->step_reason[s]].technique->index;

        if (!ct_bits_get(work->applies, rule) && can_be_taken(graph, work->twin->fixpoint, s))
            ct_bits_set(work->applies, rule);
    }
}
