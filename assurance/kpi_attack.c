/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of the goals, and what falls on the way. */
#include "assurance/kpi_parts.h"

#include <math.h>

void
ct_kpi_compromise(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDossier *dossier = work->dossier;

    if (dossier->n_attackers == 0)
        ct_kpi_refuse(kpi, CT_KPI_NOBODY);
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

/* --- blast radius --- */

/* Over attackers of different skills and habits, the one for whom the figure is worst. */
static void
take_range(const CtKpiWork *work, CtKpi *kpi, bool of_suppliers, bool mean, const char *none)
{
    const CtExposure *exposure = &work->dossier->exposure;

    if (!exposure->is_there || exposure->n_blasts == 0) {
        ct_kpi_refuse(kpi, exposure->is_there ? CT_KPI_NOBODY : CT_KPI_UNDECIDED);
        return;
    }
    for (uint32_t i = 0; i < exposure->n_blasts; i++) {
        const CtBlastFinding *blast = &exposure->blasts[i];
        const CtBlastRange *range = of_suppliers ? &blast->suppliers : &blast->assets;
        double value = mean ? range->mean : range->most;

        if (range->n > 0 && (isnan(kpi->value) || value > kpi->value)) {
            kpi->value = value;
            kpi->of = mean ? NULL : range->worst;
        }
        if (blast->n_computed < blast->n_sources)
            kpi->note = ct_store_take_text(
                work->store, g_strdup_printf("%u of %u sources were followed, a sample by chance",
                                             blast->n_computed, blast->n_sources));
    }
    if (isnan(kpi->value))
        ct_kpi_refuse(kpi, none);
}

void
ct_kpi_blast_radius(const CtKpiWork *work, CtKpi *kpi)
{
    take_range(work, kpi, false, false, "there are fewer than two assets");
}

void
ct_kpi_mean_blast_radius(const CtKpiWork *work, CtKpi *kpi)
{
    take_range(work, kpi, false, true, "there are fewer than two assets");
}

void
ct_kpi_supplier_blast_radius(const CtKpiWork *work, CtKpi *kpi)
{
    take_range(work, kpi, true, false, "there is no supplier");
}

/* --- attack surface --- */

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
        ct_kpi_refuse(kpi, CT_KPI_NOBODY);
}

/* services, channels, data: what was seen of each, the most over attackers. */
static void
take_surface(const CtKpiWork *work, CtKpi *kpi, unsigned part)
{
    const CtKpiNumber *number = &work->surface[part];

    kpi->value = number->value;
    if (isnan(number->value))
        ct_kpi_refuse(kpi, work->dossier->n_attackers > 0 ? CT_KPI_UNDECIDED : CT_KPI_NOBODY);
}

void
ct_kpi_surface_services(const CtKpiWork *work, CtKpi *kpi)
{
    take_surface(work, kpi, 0);
}

void
ct_kpi_surface_channels(const CtKpiWork *work, CtKpi *kpi)
{
    take_surface(work, kpi, 1);
}

void
ct_kpi_surface_data(const CtKpiWork *work, CtKpi *kpi)
{
    take_surface(work, kpi, 2);
}
