/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of KPIs: everything that help, reports and targets know of them. Formulas and sources
 * are facts from the literature; where a source was not at hand, or something was left to be
 * decided, the source says "own definition".
 */
#include "assurance/kpi_parts.h"

#include <string.h>

const CtKpiRow ct_kpi_rows[] = {
    {{"attack_success_probability", "TTC_PATH", "Chance that the attack succeeds", "probability",
      CT_KPI_PROBABILITY, CT_KPI_LOWER,
      "replications that reached the goal / replications; of the goal reached most often",
      "Monte Carlo; interval after Wilson, JASA 22 (1927)"},
     ct_kpi_attack_success},
    {{"compromise_percentage", "NCP", "Assets that fall when nothing stops the attacker", "%",
      CT_KPI_PERCENT, CT_KPI_LOWER, "100 × assets with execution / assets",
      "Lippmann et al. 2006, every asset of equal value"},
     ct_kpi_compromise},
    {{"exposed_services", "EXPOSURE", "Services that the attacker can touch at once", "services",
      CT_KPI_COUNT, CT_KPI_LOWER,
      "services at which his packets arrive before his first attempt, each of weight 1",
      "own definition, after Manadhata and Wing, IEEE TSE 37(3), 2011"},
     ct_kpi_exposure},
    {{"segmentation_failures", "SEG_VIOL", "Segmentation failures that no waiver covers",
      "failures", CT_KPI_COUNT, CT_KPI_LOWER, "failures S1 to S9 without a valid waiver",
      "own definition, after IEC 62443-3-2 and 62443-3-3 SR 5.1, 5.2"},
     ct_kpi_segmentation_failures},
};
const uint32_t ct_n_kpi_rows = G_N_ELEMENTS(ct_kpi_rows);

const CtKpiInfo *
ct_kpi_find_info(const char *id)
{
    for (uint32_t i = 0; i < ct_n_kpi_rows; i++)
        if (strcmp(ct_kpi_rows[i].info.id, id) == 0)
            return &ct_kpi_rows[i].info;
    return NULL;
}

uint32_t
ct_kpi_count_infos(void)
{
    return ct_n_kpi_rows;
}

const CtKpiInfo *
ct_kpi_get_info(uint32_t i)
{
    return i < ct_n_kpi_rows ? &ct_kpi_rows[i].info : NULL;
}
