/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks the table of KPIs, and holds what comes out against targets. */
#include "assurance/kpi_parts.h"

#include "base/diag.h"

#include <math.h>
#include <string.h>

const char *
ct_kpi_better_text(CtKpiBetter better)
{
    return better == CT_KPI_LOWER ? "lower" : "higher";
}

const char *
ct_kpi_met_text(CtKpiMet met)
{
    static const char *const texts[] = {
        [CT_KPI_NO_TARGET] = "no target",
        [CT_KPI_MET] = "met",
        [CT_KPI_MISSED] = "missed",
        [CT_KPI_UNJUDGED] = "unjudged",
    };

    return texts[met];
}

/* --- looking on --- */

struct CtKpiMaker {
    CtKpiWork work;
};

CtKpiMaker *
ct_kpi_maker_new(const CtTwin *twin)
{
    CtKpiMaker *maker = g_new0(CtKpiMaker, 1);

    maker->work.twin = twin;
    maker->work.store = ct_store_new();
    maker->work.goals = g_array_new(FALSE, TRUE, sizeof(CtKpiGoal));
    for (size_t i = 0; i < G_N_ELEMENTS(maker->work.surface); i++)
        maker->work.surface[i] = ct_kpi_no_number(CT_KPI_NOBODY);
    return maker;
}

void
ct_kpi_maker_free(CtKpiMaker *maker)
{
    if (maker == NULL)
        return;
    g_array_unref(maker->work.goals);
    g_free(maker->work.applies);
    ct_store_free(maker->work.store);
    g_free(maker);
}

void
ct_kpi_look(const CtTwin *twin, void *data)
{
    CtKpiMaker *maker = data;

    g_return_if_fail(twin == maker->work.twin);
    ct_kpi_look_at_attacker(&maker->work);
    ct_kpi_look_at_goals(&maker->work);
}

/* --- values --- */

void
ct_kpi_refuse(CtKpi *kpi, const char *because)
{
    kpi->value = kpi->low = kpi->high = (double)NAN;
    kpi->because = because;
}

void
ct_kpi_take_worst(CtKpi *kpi)
{
    const CtKpiPart *worst = NULL;

    for (uint32_t i = 0; i < kpi->n_parts; i++) {
        const CtKpiPart *part = &kpi->parts[i];
        bool is_worse =
            worst == NULL || (kpi->info.better == CT_KPI_LOWER ? part->value > worst->value
                                                               : part->value < worst->value);

        if (!isnan(part->value) && is_worse)
            worst = part;
    }
    if (worst == NULL) {
        ct_kpi_refuse(kpi, kpi->n_parts > 0 ? kpi->parts[0].because : "nobody has a goal");
        return;
    }
    kpi->value = worst->value;
    kpi->low = worst->low;
    kpi->high = worst->high;
    kpi->of = worst->of;
}

/* --- targets --- */

/* Where the true value lies; false: nowhere, that is known. */
static bool
bounds_of(const CtKpi *kpi, double *ret_low, double *ret_high)
{
    bool is_open = !isnan(kpi->low) && isnan(kpi->high);

    *ret_low = *ret_high = kpi->value;
    if (kpi->n > 0 && !isnan(kpi->value))
        return true; /* what sampling leaves open is said beside it */
    if (!isnan(kpi->low))
        *ret_low = kpi->low;
    if (is_open)
        *ret_high = (double)INFINITY;
    else if (!isnan(kpi->high))
        *ret_high = kpi->high;
    return !isnan(*ret_low) && !isnan(*ret_high);
}

static void
judge(CtKpi *kpi)
{
    bool has_min = !isnan(kpi->min), has_max = !isnan(kpi->max);
    double low, high;

    if (!has_min && !has_max)
        return;
    if (!bounds_of(kpi, &low, &high))
        kpi->met = CT_KPI_UNJUDGED;
    else if ((has_min && high < kpi->min) || (has_max && low > kpi->max))
        kpi->met = CT_KPI_MISSED;
    else if ((has_min && low < kpi->min) || (has_max && high > kpi->max))
        kpi->met = CT_KPI_UNJUDGED;
    else
        kpi->met = CT_KPI_MET;
    if (kpi->n == 0 || isnan(kpi->low) || isnan(kpi->high))
        return;
    kpi->is_close = (has_min && kpi->low < kpi->min && kpi->min <= kpi->high) ||
                    (has_max && kpi->low <= kpi->max && kpi->max < kpi->high);
}

static void
take_target(const CtDossier *dossier, CtKpi *kpi, CtDossierStore *store)
{
    for (uint32_t i = 0; i < dossier->n_targets; i++) {
        const CtDossierTarget *target = &dossier->targets[i];

        if (strcmp(target->id, kpi->info.id) != 0)
            continue;
        kpi->min = target->min;
        kpi->max = target->max;
        if (target->pos.file < dossier->n_files)
            kpi->file = ct_store_text(store, dossier->files[target->pos.file]);
        kpi->line = target->pos.line;
        kpi->column = target->pos.column;
    }
}

CtKpis *
ct_kpi_maker_finish(CtKpiMaker *maker, const CtDossier *dossier, const CtStatistics *statistics)
{
    CtKpiWork *work = &maker->work;
    CtKpis *kpis = g_new0(CtKpis, 1);

    work->dossier = dossier;
    work->statistics = statistics;
    kpis->n_kpis = ct_n_kpi_rows;
    kpis->kpis = ct_store_alloc(work->store, kpis->n_kpis, sizeof *kpis->kpis);
    for (uint32_t i = 0; i < kpis->n_kpis; i++) {
        CtKpi *kpi = &kpis->kpis[i];
        double none = (double)NAN;

        *kpi = (CtKpi){.info = ct_kpi_rows[i].info,
                       .row = i,
                       .value = none,
                       .low = none,
                       .high = none,
                       .min = none,
                       .max = none};
        ct_kpi_rows[i].compute(work, kpi);
        take_target(dossier, kpi, work->store);
        judge(kpi);
        kpis->n_met += kpi->met == CT_KPI_MET;
        kpis->n_missed += kpi->met == CT_KPI_MISSED;
        kpis->n_unjudged += kpi->met == CT_KPI_UNJUDGED;
    }
    kpis->store = g_steal_pointer(&work->store);
    return kpis;
}

void
ct_kpis_free(CtKpis *kpis)
{
    if (kpis == NULL)
        return;
    ct_store_free(kpis->store);
    g_free(kpis);
}

const CtKpi *
ct_kpis_find(const CtKpis *kpis, const char *id)
{
    for (uint32_t i = 0; i < kpis->n_kpis; i++)
        if (strcmp(kpis->kpis[i].info.id, id) == 0)
            return &kpis->kpis[i];
    return NULL;
}
