/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Topology files drawn from the grammar tables: every section, every key, every type of value,
 * references in all directions, valid by construction. The same seed gives the same file.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* The sections of the file drawn from @seed, each a text that begins with its key. */
GPtrArray *grammar_generate_sections(uint64_t seed);

/* A whole file, free with g_free(). */
char *grammar_generate(uint64_t seed);
