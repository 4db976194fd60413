/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/list_parts.h"

#include "cli/package.h"
#include "cli/standards.h"

#include <string.h>

const CtColumn ct_list_standard_columns[] = {
    {"id", "id", CT_COLUMN_TEXT},           {"title", "title", CT_COLUMN_TEXT},
    {"version", NULL, CT_COLUMN_TEXT},      {"scope", NULL, CT_COLUMN_TEXT},
    {"domains", NULL, CT_COLUMN_WORDS},     {"requirements", "rows", CT_COLUMN_TEXT},
    {"checked", "checked", CT_COLUMN_TEXT}, {NULL, NULL, CT_COLUMN_TEXT},
};
const CtColumn ct_list_check_columns[] = {
    {"name", "check", CT_COLUMN_TEXT},
    {"about", "about", CT_COLUMN_TEXT},
    {"title", "what it looks for", CT_COLUMN_TEXT},
    {"takes", NULL, CT_COLUMN_WORDS},
    {"needs", NULL, CT_COLUMN_WORDS},
    {"gives", NULL, CT_COLUMN_WORDS},
    {"requirements", "rows", CT_COLUMN_TEXT},
    {NULL, NULL, CT_COLUMN_TEXT},
};

static void
add_standards(CtListing *listing, const CtCatalogs *catalogs)
{
    for (uint32_t i = 0; i < ct_catalogs_count(catalogs); i++) {
        const CtCatalog *catalog = ct_catalogs_get(catalogs, i);
        g_autofree char *domains = g_strjoinv(", ", (char **)catalog->domains);
        g_autofree char *rows = g_strdup_printf("%u", catalog->n_rows);
        uint32_t n = 0;

        for (uint32_t r = 0; r < catalog->n_rows; r++)
            n += catalog->rows[r].bound != NULL ? 1 : 0;
        g_autofree char *checked = g_strdup_printf("%u", n);
        const char *const cells[] = {catalog->id,
                                     catalog->title,
                                     catalog->version != NULL ? catalog->version : "",
                                     ct_scope_kind_text((CtScopeKind)catalog->scope),
                                     domains,
                                     rows,
                                     checked};

        ct_listing_add(listing, cells);
    }
}

/* The rows that name @check. */
static uint32_t
count_rows(const CtCatalogs *catalogs, const CtCheck *check)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < ct_catalogs_count(catalogs); i++)
        for (uint32_t r = 0; r < ct_catalogs_get(catalogs, i)->n_rows; r++)
            n += ct_catalogs_get(catalogs, i)->rows[r].bound == check ? 1 : 0;
    return n;
}

static void
add_checks(CtListing *listing, const CtStandards *standards)
{
    static const char *const need_words[] = {"attack", "segments", "run"};

    for (uint32_t i = 0; i < ct_checks_count(standards->checks); i++) {
        const CtCheck *check = ct_checks_get(standards->checks, i);
        g_autofree char *takes = g_strjoinv(", ", (char **)check->takes);
        g_autofree char *rows = g_strdup_printf("%u", count_rows(standards->catalogs, check));
        g_autoptr(GString) needs = g_string_new(NULL), gives = g_string_new(NULL);

        for (unsigned b = 0; b < G_N_ELEMENTS(need_words); b++)
            if ((check->needs >> b & 1) != 0)
                g_string_append_printf(needs, "%s%s", needs->len > 0 ? ", " : "", need_words[b]);
        for (unsigned b = 0; b < CT_RULING_COUNT; b++)
            if ((check->gives >> b & 1) != 0)
                g_string_append_printf(gives, "%s%s", gives->len > 0 ? ", " : "",
                                       ct_ruling_text((CtRuling)b));
        const char *const cells[] = {check->name,
                                     ct_subject_kind_text((CtSubjectKind)check->about),
                                     check->title,
                                     takes,
                                     needs->str,
                                     gives->str,
                                     rows};

        ct_listing_add(listing, cells);
    }
}

CtStatus
ct_list_fill_standards(CtCli *cli, CtListing *listing)
{
    g_auto(CtStandards) standards = {0};
    g_auto(CtPackage) package = {0};
    CtStatus status = CT_STATUS_OK;

    if (cli->n_operands == 2)
        status = ct_package_load(&package, cli, cli->operands[1], CT_TWIN_MODEL);
    if (status == CT_STATUS_OK)
        status = ct_standards_load(&standards, cli, package.twin, NULL);
    if (status != CT_STATUS_OK)
        return status;
    if (strcmp(cli->operands[0], "standards") == 0)
        add_standards(listing, standards.catalogs);
    else
        add_checks(listing, &standards);
    return CT_STATUS_OK;
}
