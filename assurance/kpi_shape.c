/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the topology itself is like: its zones, its parts, their flaws, its suppliers. */
#include "assurance/kpi_parts.h"

#include "base/fmath.h"

#include <math.h>

void
ct_kpi_segmentation_failures(const CtKpiWork *work, CtKpi *kpi)
{
    const CtSegmentation *segmentation = work->dossier->segmentation;

    if (segmentation == NULL) {
        ct_kpi_refuse(kpi, "zones were not held against each other");
        return;
    }
    kpi->value = segmentation->n_counted;
    if (segmentation->undecided == NULL)
        return;
    kpi->low = kpi->value;
    kpi->note = ct_store_text(work->store, segmentation->undecided);
}

/* How many asset instances are of each class. */
static uint64_t *
count_classes(const CtTwin *twin)
{
    uint64_t *count = g_new0(uint64_t, (size_t)twin->classes->classes.length + 1);

    for (uint32_t a = 0; a < twin->instances->n_assets; a++)
        count[twin->classes->of_asset[twin->instances->asset_row[a]]]++;
    return count;
}

void
ct_kpi_diversity_d1(const CtKpiWork *work, CtKpi *kpi)
{
    const CtTwin *twin = work->twin;
    g_autofree uint64_t *of_class = count_classes(twin);
    g_autofree uint64_t *of_product = g_new0(uint64_t, (size_t)twin->model->products.length + 1);

    for (uint32_t c = 0; c < twin->classes->classes.length; c++) {
        CtSpan software = twin->classes->classes.data[c].software;

        for (uint32_t i = software.start; i < software.start + software.length; i++)
            of_product[twin->classes->ids.data[i]] += of_class[c];
    }
    kpi->value = ct_kpi_diversity(of_product, twin->model->products.length);
    if (isnan(kpi->value))
        ct_kpi_refuse(kpi, "there is no asset");
}

/* --- suppliers --- */

typedef struct Supply {
    const CtModel *model;
    double *weight; /* per supplier */
    uint64_t n_parts, n_unknown;
} Supply;

static void
add_part(Supply *supply, CtId supplier, uint64_t n)
{
    supply->n_parts += n;
    if (supplier == CT_NO_ID)
        supply->n_unknown += n;
    else
        supply->weight[supplier] += (double)n;
}

/* A product and each of its components, wherever they are installed. */
static void
add_product(Supply *supply, CtId row, uint64_t n)
{
    const CtProduct *product = &supply->model->products.data[row];

    add_part(supply, product->supplier, n);
    for (uint32_t i = 0; i < product->components.length; i++) {
        CtId supplier = supply->model->components.data[product->components.start + i].supplier;

        add_part(supply, supplier != CT_NO_ID ? supplier : product->supplier, n);
    }
}

void
ct_kpi_supplier_concentration(const CtKpiWork *work, CtKpi *kpi)
{
    const CtTwin *twin = work->twin;
    g_autofree uint64_t *of_class = count_classes(twin);
    g_autofree double *weight = g_new0(double, (size_t)twin->model->suppliers.length + 1);
    Supply supply = {.model = twin->model, .weight = weight};
    uint32_t first = 0;

    for (uint32_t c = 0; c < twin->classes->classes.length; c++) {
        CtSpan software = twin->classes->classes.data[c].software;

        for (uint32_t i = software.start; i < software.start + software.length; i++)
            add_product(&supply, twin->classes->ids.data[i], of_class[c]);
    }
    kpi->value = ct_kpi_concentration(weight, twin->model->suppliers.length);
    if (isnan(kpi->value)) {
        ct_kpi_refuse(kpi, "no installed part names a supplier");
        return;
    }
    for (uint32_t s = 1; s < twin->model->suppliers.length; s++)
        if (weight[s] > weight[first])
            first = s;
    kpi->of = ct_store_text(work->store, ct_model_id(twin->model, CT_SECTION_SUPPLIERS, first));
    if (supply.n_unknown > 0)
        kpi->note =
            ct_store_take_text(work->store,
                               g_strdup_printf("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                                               " installed parts name no supplier and are left out",
                                               supply.n_unknown, supply.n_parts));
}

/* --- flaws --- */

/* Bit a vulnerability that is present on some asset; g_free(). */
static uint8_t *
find_present(const CtTwin *twin)
{
    g_autofree uint64_t *of_class = count_classes(twin);
    uint8_t *present = g_new0(uint8_t, (size_t)twin->model->vulnerabilities.length + 1);

    for (uint32_t c = 0; c < twin->classes->classes.length; c++) {
        CtSpan flaws = twin->classes->classes.data[c].vulnerabilities;

        for (uint32_t i = flaws.start; of_class[c] > 0 && i < flaws.start + flaws.length; i++)
            present[twin->classes->vulnerabilities.data[i].vulnerability] = 1;
    }
    return present;
}

void
ct_kpi_fleet_epss(const CtKpiWork *work, CtKpi *kpi)
{
    const CtModel *model = work->twin->model;
    g_autofree uint8_t *present = find_present(work->twin);
    double none = 1;
    uint32_t n = 0, n_unknown = 0;

    for (uint32_t v = 0; v < model->vulnerabilities.length; v++) {
        double epss = model->vulnerabilities.data[v].epss;

        n += present[v];
        n_unknown += present[v] && isnan(epss);
        if (present[v] && !isnan(epss))
            none *= 1 - epss;
    }
    kpi->value = 1 - none;
    if (n_unknown == 0)
        return;
    if (n_unknown == n) {
        ct_kpi_refuse(kpi, "no flaw that is present states its EPSS");
        return;
    }
    kpi->note = ct_store_take_text(work->store,
                                   g_strdup_printf("%u of %u flaws state no EPSS and are left out",
                                                   n_unknown, n));
}

void
ct_kpi_known_exploited(const CtKpiWork *work, CtKpi *kpi)
{
    const CtModel *model = work->twin->model;
    g_autofree uint8_t *present = find_present(work->twin);

    kpi->value = 0;
    for (uint32_t v = 0; v < model->vulnerabilities.length; v++)
        kpi->value += present[v] && ct_tri_or(model->vulnerabilities.data[v].kev, false);
}

void
ct_kpi_worst_exploitability(const CtKpiWork *work, CtKpi *kpi)
{
    const CtModel *model = work->twin->model;
    g_autofree uint8_t *present = find_present(work->twin);

    for (uint32_t v = 0; v < model->vulnerabilities.length; v++) {
        CtId cvss = model->vulnerabilities.data[v].cvss;
        double p = present[v] && cvss != CT_NO_ID
                       ? ct_kpi_exploitability(ct_model_text(model, cvss))
                       : (double)NAN;

        if (!isnan(p) && (isnan(kpi->value) || p > kpi->value)) {
            kpi->value = p;
            kpi->of = ct_store_text(work->store, ct_model_id(model, CT_SECTION_VULNERABILITIES, v));
        }
    }
    if (isnan(kpi->value))
        ct_kpi_refuse(kpi, "no flaw that is present has a CVSS 3 vector");
}
