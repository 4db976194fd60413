/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Catalogs and checks that come with the program (lua/embedded.h). */
#pragma once

#include "lua/embedded.h"

extern const CtEmbedded ct_embedded_catalogs[]; /* assurance/catalogs, sorted by name */
extern const size_t ct_n_embedded_catalogs;

extern const CtEmbedded ct_embedded_checks[]; /* assurance/checks, sorted by name */
extern const size_t ct_n_embedded_checks;

extern const CtEmbedded ct_embedded_check_words[]; /* what checks are written with */
extern const size_t ct_n_embedded_check_words;
