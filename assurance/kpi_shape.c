/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the topology itself is like: its zones, its parts, its suppliers. */
#include "assurance/kpi_parts.h"

void
ct_kpi_segmentation_failures(const CtKpiWork *work, CtKpi *kpi)
{
    const CtSegmentation *segmentation = work->dossier->segmentation;

    if (segmentation == NULL) {
        ct_kpi_refuse(kpi, "zones were not held against each other");
        return;
    }
    if (segmentation->undecided != NULL) {
        ct_kpi_refuse(kpi, ct_store_text(work->store, segmentation->undecided));
        return;
    }
    kpi->value = segmentation->n_counted;
}
