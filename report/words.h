/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facts for those who do not know how they are written. */
#pragma once

/* "commands rtu-north" for "controls:rtu-north"; a text that is no single fact of a known kind as
 * it is; g_free(). */
char *ct_fact_words(const char *fact);
