/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The memory of a dossier: texts and arrays that live and die together. Equal texts are kept once.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef struct CtDossierStore CtDossierStore;

CtDossierStore *ct_store_new(void);
void ct_store_free(CtDossierStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDossierStore, ct_store_free)

/* A copy of @text; NULL stays NULL. */
const char *ct_store_text(CtDossierStore *store, const char *text);

/* As ct_store_text(), and frees @text. */
const char *ct_store_take_text(CtDossierStore *store, char *text);

/* Room for @n elements of @size, zeroed. */
void *ct_store_alloc(CtDossierStore *store, size_t n, size_t size);

/* The texts of @texts (char *, NULL-terminated or not) as a NULL-terminated list. */
const char *const *ct_store_list(CtDossierStore *store, const GPtrArray *texts);

/* A copy of @array's elements; NULL if it has none. */
void *ct_store_array(CtDossierStore *store, const GArray *array);
