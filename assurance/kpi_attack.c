/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of the goals, and what falls on the way. */
#include "assurance/kpi_parts.h"

#include <math.h>

void
ct_kpi_look_at_goals(CtKpiWork *work)
{
    const CtAttacker *attacker = g_ptr_array_index(work->twin->attackers, work->twin->attacker);

    for (uint32_t i = 0; i < attacker->goals.length; i++) {
        CtKpiGoal goal = {.attacker = ct_store_text(work->store, attacker->id),
                          .id = ct_store_text(work->store, attacker->goals.data[i].id)};

        g_array_append_val(work->goals, goal);
    }
}

void
ct_kpi_attack_success(const CtKpiWork *work, CtKpi *kpi)
{
    const CtStatistics *statistics = work->statistics;

    if (statistics == NULL) {
        ct_kpi_refuse(kpi, CT_KPI_NOT_SIMULATED);
        return;
    }
    kpi->n = statistics->n;
    kpi->n_parts = statistics->goals->len;
    kpi->parts = ct_store_alloc(work->store, kpi->n_parts, sizeof *kpi->parts);
    for (uint32_t i = 0; i < kpi->n_parts; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);

        kpi->parts[i] = (CtKpiPart){.of = ct_store_text(work->store, goal->name),
                                    .value = goal->success.value,
                                    .low = goal->success.low,
                                    .high = goal->success.high};
    }
    ct_kpi_take_worst(kpi);
}

void
ct_kpi_compromise(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDossier *dossier = work->dossier;

    if (dossier->n_attackers == 0)
        ct_kpi_refuse(kpi, "nobody attacks");
    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        const CtFallen *fallen = &dossier->attackers[i].fallen;

        if (dossier->attackers[i].n_facts == 0) {
            ct_kpi_refuse(kpi, CT_KPI_UNDECIDED);
            return;
        }
        if (fallen->n_assets == 0) {
            ct_kpi_refuse(kpi, "there is no asset");
            return;
        }
        double share = 100.0 * fallen->n_user / fallen->n_assets;

        if (isnan(kpi->value) || share > kpi->value) {
            kpi->value = share;
            kpi->of = ct_store_text(work->store, dossier->attackers[i].id);
        }
    }
}

void
ct_kpi_exposure(const CtKpiWork *work, CtKpi *kpi)
{
    const CtExposure *exposure = &work->dossier->exposure;

    if (!exposure->is_there) {
        ct_kpi_refuse(kpi, CT_KPI_UNDECIDED);
        return;
    }
    kpi->value = exposure->n_surfaces > 0 ? 0 : (double)NAN;
    for (uint32_t i = 0; i < exposure->n_surfaces; i++)
        kpi->value = MAX(kpi->value, exposure->surfaces[i].n_services);
    if (isnan(kpi->value))
        ct_kpi_refuse(kpi, "nobody attacks");
}
