/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several reports say of functions, suppliers and zones, in the same words; private to
 * report/. */
#pragma once

#include "report/data.h"

#include "base/span.h"

/* Whether some attacker makes @function fail when nothing stops him; unknown where nobody could
 * tell. */
CtAnswer ct_report_is_lost(const CtDossier *dossier, const char *function);

/* What falls when @supplier acts for the attacker, with the search it is of; NULL where it is not
 * among the worst. */
const CtBlastSource *ct_report_supplier_blast(const CtExposure *exposure,
                                              const char *supplier,
                                              const CtBlastFinding **ret_blast);

/* "secure development ML3, signing hsm"; "nothing stated"; g_free(). */
char *ct_report_practices_text(const CtSupplierEntry *supplier);

/* "1 product, 3 components, 1 channel"; g_free(). */
char *ct_report_supplies_text(const CtSupplierEntry *supplier);

/* The zones to show as rows and columns: all where they are at most @few, else the first @most of
 * those between which something is amiss. */
void ct_report_choose_zones(const CtSegmentation *segmentation,
                            uint32_t few,
                            uint32_t most,
                            CtIds *ret_zones);
