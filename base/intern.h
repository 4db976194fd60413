/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts to dense ids and back. Equal bytes get equal ids; ids count from 0 in the order of
 * first appearance, so they do not depend on addresses. Texts live as long as the table.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

typedef struct CtIntern CtIntern;

CtIntern *ct_intern_new(void);
void ct_intern_free(CtIntern *intern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtIntern, ct_intern_free)

/* The id of @length bytes at @text, added if new; @length may be SIZE_MAX for a C string. */
CtId ct_intern_add(CtIntern *intern, const char *text, size_t length);

/* The id of a C string already interned, else CT_NO_ID. */
CtId ct_intern_find(const CtIntern *intern, const char *text);

/* The text behind @id, NUL-terminated, owned by the table; "" for CT_NO_ID. */
const char *ct_intern_text(const CtIntern *intern, CtId id);

size_t ct_intern_count(const CtIntern *intern);
