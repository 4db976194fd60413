/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Standards as catalogs: YAML files whose rows name the check that decides them. Ids are the
 * standard's own, titles are in our words. What is wrong with a catalog is a diagnostic with its
 * place; whether the checks that it names exist is for ct_catalogs_bind().
 */
#pragma once

#include "assurance/checks.h"
#include "assurance/verdict.h"

#include "base/source.h"

typedef struct CtCatalogRow {
    const char *id, *title;
    const char *area;               /* id of one of the catalog's areas; NULL */
    const char *condition;          /* NULL */
    const char *note;               /* NULL */
    const char *document;           /* that decides it where no check can; NULL: the check's own */
    const char *check;              /* name; NULL: none */
    const char *with;               /* what the check is given: JSON, "{}" where nothing */
    const char *const *defeated_by; /* techniques whose success makes it fail, whatever the check
                                       says; NULL-terminated, or NULL */
    const char *const
        *shown_by; /* techniques that show what fails, and make nothing fail; likewise */
    CtPos pos, check_pos, with_pos;
    uint8_t automation; /* CtAutomation */
    uint8_t min_sl;     /* 0: always */
    bool is_recommended;
    uint8_t applies_to;   /* bit a CtComponentType; 0: all */
    const CtCheck *bound; /* set by ct_catalogs_bind() */
} CtCatalogRow;

typedef struct CtCatalogArea {
    const char *id, *title;
    CtPos pos;
} CtCatalogArea;

typedef struct CtCatalog {
    const char *id, *title, *version;
    const char *note;           /* NULL */
    const char *const *sources; /* what its rows were confirmed by; NULL-terminated */
    const char *const *domains; /* of designs that it is for (model.domain); NULL-terminated, empty:
                                   all */
    const char *file;           /* as diagnostics name it */
    bool is_builtin;            /* comes with the program */
    uint8_t scope;              /* CtScopeKind */
    bool has_levels;            /* security levels, cumulative: rows have min_sl, zones SL-T */
    CtCatalogArea *areas;
    uint32_t n_areas;
    CtCatalogRow *rows; /* in the order of the file */
    uint32_t n_rows;
} CtCatalog;

typedef struct CtCatalogs CtCatalogs;

CtCatalogs *ct_catalogs_new(const CtLimits *limits);
void ct_catalogs_free(CtCatalogs *catalogs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCatalogs, ct_catalogs_free)

/* Those that come with the program; every *.yaml of @folder in @source. One of a known id replaces
 * it (a NOTE says so), two of one id in one folder are an error. False where something is. */
bool ct_catalogs_load_builtin(CtCatalogs *catalogs, CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;
bool ct_catalogs_load_folder(CtCatalogs *catalogs,
                             CtSource *source,
                             const char *folder,
                             CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Looks every row's check up in @checks, which outlives the catalogs, and holds `with` against what
 * it takes. False where one is unknown. */
bool
ct_catalogs_bind(CtCatalogs *catalogs, CtChecks *checks, CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Sorted by id. */
uint32_t ct_catalogs_count(const CtCatalogs *catalogs);
const CtCatalog *ct_catalogs_get(const CtCatalogs *catalogs, uint32_t i);
const CtCatalog *ct_catalogs_find(const CtCatalogs *catalogs, const char *id); /* or NULL */

/* Whether a design of @domain (NULL: none stated) is asked by @catalog where nobody says which. */
bool ct_catalog_is_for(const CtCatalog *catalog, const char *domain);

/* The row called @id, blanks, '-' and '_' and case being one: "SR-1.1", "sr 1.1"; NULL. */
const CtCatalogRow *ct_catalog_find_row(const CtCatalog *catalog, const char *id);

/* Of all ids, what is near @id; NULL. */
const char *ct_catalogs_nearest(const CtCatalogs *catalogs, const char *id);
const char *ct_catalog_nearest_row(const CtCatalog *catalog, const char *id);
