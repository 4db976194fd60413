/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the standards that were assessed say, in one number each. */
#include "assurance/kpi_parts.h"

#include "assurance/verdict.h"

#define NOT_ASSESSED "no standard was assessed (--standard names one)"

static void
refuse(const CtKpiWork *work, CtKpi *kpi, const char *because)
{
    ct_kpi_refuse(kpi, work->assurance == NULL ? NOT_ASSESSED : because);
}

/* What nothing speaks against is the most that is achieved, what is proven the least. */
void
ct_kpi_security_level_gap(const CtKpiWork *work, CtKpi *kpi)
{
    double asked = 0, most = 0, least = 0;

    for (uint32_t s = 0; work->assurance != NULL && s < work->assurance->n_standards; s++) {
        const CtStandardResult *standard = &work->assurance->standards[s];

        for (uint32_t z = 0; z < standard->n_levels; z++)
            for (int area = 0; area < CT_N_AREAS; area++) {
                const CtZoneLevels *levels = &standard->levels[z];
                int target = MAX(levels->target[area], 0);

                asked += target;
                most += CLAMP(levels->achieved[area], 0, target);
                least += CLAMP(levels->proven[area], 0, target);
            }
    }
    if (!(asked > 0)) {
        refuse(work, kpi, "no zone asks for a security level that a standard here judges");
        return;
    }
    kpi->value = most / asked;
    kpi->low = least / asked;
    kpi->high = most / asked;
    if (least < most)
        kpi->note = "at most that: what a document has to decide could lower it";
}

void
ct_kpi_requirement_coverage(const CtKpiWork *work, CtKpi *kpi)
{
    uint64_t counts[CT_RULING_COUNT] = {0};

    for (uint32_t s = 0; work->assurance != NULL && s < work->assurance->n_standards; s++)
        for (int r = 0; r < CT_RULING_COUNT; r++)
            counts[r] += work->assurance->standards[s].counts[r];
    uint64_t n = counts[CT_RULING_PASS] + counts[CT_RULING_FAIL];

    if (n == 0) {
        refuse(work, kpi, "no requirement could be decided");
        return;
    }
    kpi->value = (double)counts[CT_RULING_PASS] / (double)n;
    kpi->note = ct_store_take_text(
        work->store,
        g_strdup_printf("%" G_GUINT64_FORMAT " pass, %" G_GUINT64_FORMAT " fail, %" G_GUINT64_FORMAT
                        " need a document, %" G_GUINT64_FORMAT " do not apply",
                        counts[CT_RULING_PASS], counts[CT_RULING_FAIL],
                        counts[CT_RULING_NOT_ASSESSABLE], counts[CT_RULING_NOT_APPLICABLE]));
}

void
ct_kpi_evidence_coverage(const CtKpiWork *work, CtKpi *kpi)
{
    refuse(work, kpi, "files of evidence are not read yet");
}
