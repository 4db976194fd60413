/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CVSS vectors, 3.0, 3.1 and 4.0 (first.org), to the words of a vulnerability. No scores.
 */
#pragma once

#include "topology/words.h"

typedef struct CtCvss {
    uint8_t vector, privileges, complexity; /* words */
    uint8_t gains;         /* CtVulnGains: halt where only availability is hit, read where only
                              confidentiality is; else 0 */
    uint8_t interaction;   /* CtTri */
    uint8_t scope_changed; /* CtTri */
} CtCvss;

/*
 * Reads @text. False, with one sentence on what is wrong in @ret_problem (free with g_free()), if
 * it is no vector, a base metric is missing or written twice, or a value is unknown. Threat,
 * environmental and supplemental metrics may follow and are not judged.
 */
bool ct_cvss_parse(const char *text, CtCvss *ret_cvss, char **ret_problem);
