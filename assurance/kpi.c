/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks the table of KPIs, and holds what comes out against targets. */
#include "assurance/kpi_parts.h"

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
ct_kpi_maker_new(const CtTwin *twin, CtKpiOwn *own, const CtKpiProfile *profile)
{
    CtKpiMaker *maker = g_new0(CtKpiMaker, 1);

    maker->work.twin = twin;
    maker->work.own = own;
    maker->work.profile = profile;
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
ct_kpi_maker_use_assurance(CtKpiMaker *maker, const struct CtAssurance *assurance)
{
    maker->work.assurance = assurance;
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

/* --- all of them --- */

static CtKpi
blank(const CtKpiInfo *info, uint32_t row)
{
    double none = (double)NAN;

    return (CtKpi){.info = *info,
                   .row = row,
                   .value = none,
                   .low = none,
                   .high = none,
                   .min = none,
                   .max = none};
}

/* What a script says of itself lives in its host. */
static CtKpiInfo
copy_info(const CtKpiInfo *info, CtDossierStore *store)
{
    CtKpiInfo copy = *info;

    copy.id = ct_store_text(store, info->id);
    copy.name = ct_store_text(store, info->name);
    copy.unit = ct_store_text(store, info->unit);
    copy.formula = ct_store_text(store, info->formula);
    copy.source = ct_store_text(store, info->source);
    return copy;
}

static void
judge_all(const CtKpiWork *work, CtKpis *kpis)
{
    for (uint32_t i = 0; i < kpis->n_kpis; i++) {
        CtKpi *kpi = &kpis->kpis[i];

        ct_kpi_hold_against_target(work, kpi);
        kpis->n_met += kpi->met == CT_KPI_MET;
        kpis->n_missed += kpi->met == CT_KPI_MISSED;
        kpis->n_unjudged += kpi->met == CT_KPI_UNJUDGED;
    }
}

CtKpis *
ct_kpi_maker_finish(CtKpiMaker *maker, const CtDossier *dossier, const CtStatistics *statistics)
{
    CtKpiWork *work = &maker->work;
    CtKpis *kpis = g_new0(CtKpis, 1);
    uint32_t n_own = work->own != NULL ? ct_kpi_own_count(work->own) : 0;

    work->dossier = dossier;
    work->statistics = statistics;
    kpis->kpis = ct_store_alloc(work->store, ct_n_kpi_rows + n_own, sizeof *kpis->kpis);
    for (; kpis->n_kpis < ct_n_kpi_rows; kpis->n_kpis++) {
        CtKpi *kpi = &kpis->kpis[kpis->n_kpis];

        *kpi = blank(&ct_kpi_rows[kpis->n_kpis].info, kpis->n_kpis);
        ct_kpi_rows[kpis->n_kpis].compute(work, kpi);
    }
    for (uint32_t i = 0; i < n_own; i++) {
        CtKpiInfo info = copy_info(ct_kpi_own_info(work->own, i), work->store);
        CtKpi *kpi = &kpis->kpis[ct_n_kpi_rows + i];

        *kpi = blank(&info, CT_NO_ID);
        ct_kpi_own_compute(work->own, i, work, kpis, kpi);
    }
    kpis->n_kpis += n_own;
    judge_all(work, kpis);
    if (work->profile != NULL)
        kpis->profile = ct_store_text(work->store, work->profile->name);
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
