/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Targets: read from the topology or from a profile, held against the table of KPIs, and, once
 * there are values, against those.
 */
#include "assurance/kpi_parts.h"

#include "base/ident.h"
#include "base/units.h"
#include "topology/yaml/value.h"

#include <math.h>
#include <string.h>

/* "a duration such as 30d" …: what a bound of such a figure looks like. */
static const char *
expected_bound(const CtKpiInfo *info)
{
    switch ((CtKpiScale)info->scale) {
    case CT_KPI_TIME:
        return "a duration with its unit, such as 30d or 12h";
    case CT_KPI_RATIO:
    case CT_KPI_PROBABILITY:
        return "a number from 0 to 1, or a percentage such as 5%";
    case CT_KPI_PERCENT:
        return "a percentage such as 5%, or a number from 0 to 100";
    case CT_KPI_COUNT:
    case CT_KPI_NUMBER:
        return "a number without a unit";
    }
    g_assert_not_reached();
}

bool
ct_kpi_read_bound(const CtKpiInfo *info, const char *text, double *ret_value)
{
    CtQuantityForm form;
    double value;

    if (text == NULL) {
        *ret_value = (double)NAN;
        return true;
    }
    if (!ct_value_quantity(text, &value, &form))
        return false;
    switch ((CtKpiScale)info->scale) {
    case CT_KPI_TIME:
        if (form != CT_QUANTITY_TIME)
            return false;
        value /= (double)CT_MS_DAY;
        break;
    case CT_KPI_RATIO:
    case CT_KPI_PROBABILITY:
        if (form == CT_QUANTITY_PERCENT)
            value /= 100;
        if (form == CT_QUANTITY_TIME || !(value >= 0 && value <= 1))
            return false;
        break;
    case CT_KPI_PERCENT:
        if (form == CT_QUANTITY_TIME || !(value >= 0 && value <= 100))
            return false;
        break;
    case CT_KPI_COUNT:
    case CT_KPI_NUMBER:
        if (form != CT_QUANTITY_NUMBER)
            return false;
        break;
    }
    *ret_value = value;
    return true;
}

/* --- are they ones that can be judged? --- */

static void
say_unknown(const char *id, const CtKpiOwn *own, CtPos pos, CtDiag *diag)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    const char *near;

    for (uint32_t i = 0; i < ct_n_kpi_rows; i++)
        g_ptr_array_add(ids, (gpointer)ct_kpi_rows[i].info.id);
    for (uint32_t i = 0; own != NULL && i < ct_kpi_own_count(own); i++)
        g_ptr_array_add(ids, (gpointer)ct_kpi_own_info(own, i)->id);
    near = ct_ident_nearest(id, (const char *const *)ids->pdata, ids->len);
    if (near != NULL)
        ct_diag_error(diag, pos, "target '%s' is no KPI; did you mean '%s'?", id, near);
    else
        ct_diag_error(diag, pos, "target '%s' is no KPI; 'cybertwin list kpis' shows them", id);
}

static const CtKpiInfo *
find_info(const char *id, const CtKpiOwn *own)
{
    const CtKpiInfo *info = ct_kpi_find_info(id);

    for (uint32_t i = 0; info == NULL && own != NULL && i < ct_kpi_own_count(own); i++)
        if (strcmp(ct_kpi_own_info(own, i)->id, id) == 0)
            info = ct_kpi_own_info(own, i);
    return info;
}

bool
ct_kpi_check_target(
    const char *id, const char *min, const char *max, const CtKpiOwn *own, CtPos pos, CtDiag *diag)
{
    const CtKpiInfo *info = find_info(id, own);
    double low = (double)NAN, high = (double)NAN;

    if (info == NULL) {
        say_unknown(id, own, pos, diag);
        return false;
    }
    for (int i = 0; i < 2; i++) {
        const char *text = i == 0 ? min : max;

        if (ct_kpi_read_bound(info, text, i == 0 ? &low : &high))
            continue;
        ct_diag_error(diag, pos, "target '%s': '%s' is '%s', and must be %s", id,
                      i == 0 ? "min" : "max", text, expected_bound(info));
        return false;
    }
    if (low > high)
        ct_diag_error(diag, pos, "target '%s': 'min' is above 'max', so nothing can pass", id);
    return !(low > high);
}

bool
ct_kpi_check_targets(const CtModel *model, const CtKpiOwn *own, CtDiag *diag)
{
    bool ok = true;

    for (uint32_t i = 0; i < model->targets.length; i++) {
        const CtTarget *target = &model->targets.data[i];
        const char *min = target->min != CT_NO_ID ? ct_model_text(model, target->min) : NULL;
        const char *max = target->max != CT_NO_ID ? ct_model_text(model, target->max) : NULL;

        ok = ct_kpi_check_target(ct_model_id(model, CT_SECTION_TARGETS, i), min, max, own,
                                 target->e.pos, diag) &&
             ok;
    }
    return ok;
}

/* --- judging --- */

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
take_bounds(CtKpi *kpi, const char *min, const char *max)
{
    if (!ct_kpi_read_bound(&kpi->info, min, &kpi->min) ||
        !ct_kpi_read_bound(&kpi->info, max, &kpi->max))
        kpi->min = kpi->max = (double)NAN; /* refused when it was checked */
}

static void
take_target(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDossier *dossier = work->dossier;

    for (uint32_t i = 0; i < dossier->n_targets; i++) {
        const CtDossierTarget *target = &dossier->targets[i];

        if (strcmp(target->id, kpi->info.id) != 0)
            continue;
        take_bounds(kpi, target->min, target->max);
        if (target->pos.file < dossier->n_files)
            kpi->file = ct_store_text(work->store, dossier->files[target->pos.file]);
        kpi->line = target->pos.line;
        kpi->column = target->pos.column;
    }
}

/* A profile's target takes the place of the topology's. */
static void
take_profile(const CtKpiWork *work, CtKpi *kpi)
{
    const CtKpiProfile *profile = work->profile;

    for (uint32_t i = 0; profile != NULL && i < profile->n_targets; i++) {
        const CtKpiProfileTarget *target = &profile->targets[i];

        if (strcmp(target->id, kpi->info.id) != 0)
            continue;
        take_bounds(kpi, target->min, target->max);
        kpi->file = ct_store_text(work->store, profile->file);
        kpi->line = target->line;
        kpi->column = target->column;
    }
}

void
ct_kpi_hold_against_target(const CtKpiWork *work, CtKpi *kpi)
{
    take_target(work, kpi);
    take_profile(work, kpi);
    judge(kpi);
}
