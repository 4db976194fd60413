/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lua files that are part of the program, as cmake/embed.cmake compiled them in.
 */
#pragma once

#include <stddef.h>

typedef struct CtEmbedded {
    const char *name; /* path from the project's root */
    const char *text; /* followed by a NUL */
    size_t length;
} CtEmbedded;

extern const CtEmbedded ct_embedded_prelude[]; /* lua/prelude, in loading order */
extern const size_t ct_n_embedded_prelude;

extern const CtEmbedded ct_embedded_techniques[]; /* attacks/techniques, sorted by name */
extern const size_t ct_n_embedded_techniques;

extern const CtEmbedded ct_embedded_packs[]; /* attacks/packs/NAME/, sorted by name */
extern const size_t ct_n_embedded_packs;
