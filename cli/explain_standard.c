/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin explain STANDARD`, `STANDARD:REQUIREMENT` and `CHECK`. */
#include "cli/explain_standard.h"

#include "cli/standards.h"
#include "cli/terminal.h"

#include "base/json_out.h"
#include "base/text_table.h"

#include <string.h>

static void
put_field(CtOut *out, const CtCli *cli, const char *label, const char *text)
{
    enum { LABEL = 14 };

    if (text == NULL || *text == '\0')
        return;
    ct_out_printf(out, "  %-*s", LABEL - 2, label);
    ct_text_wrap(out, text, cli->width, LABEL);
    ct_out_put(out, "\n");
}

static char *
words_of(unsigned bits, const char *const *words, size_t n)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        if ((bits >> i & 1) != 0)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", words[i]);
    return g_string_free(text, FALSE);
}

static char *
gives_of(const CtCheck *check)
{
    const char *words[CT_RULING_COUNT];

    for (int i = 0; i < CT_RULING_COUNT; i++)
        words[i] = ct_ruling_text((CtRuling)i);
    return words_of(check->gives, words, CT_RULING_COUNT);
}

static void
put_check(CtOut *out, const CtCli *cli, const CtCheck *check)
{
    static const char *const needs[] = {"attack", "segments", "run"};
    g_autofree char *takes = g_strjoinv(", ", (char **)check->takes);
    g_autofree char *gives = gives_of(check);
    g_autofree char *looks = words_of(check->needs, needs, G_N_ELEMENTS(needs));
    g_autofree char *place = g_strdup_printf("%s:%u", check->file, check->line);

    put_field(out, cli, "check", check->name);
    put_field(out, cli, "looks for", check->title);
    put_field(out, cli, "about each", ct_subject_kind_text((CtSubjectKind)check->about));
    put_field(out, cli, "takes", takes);
    put_field(out, cli, "rests on", looks);
    put_field(out, cli, "comes to", gives);
    put_field(out, cli, "written", place);
}

static void
put_row(CtOut *out, const CtCli *cli, const CtCatalog *catalog, const CtCatalogRow *row)
{
    g_autofree char *level = row->min_sl > 0 ? g_strdup_printf("%u", row->min_sl) : NULL;
    const char *document = row->document;

    ct_out_printf(out, "%s %s  %s\n", catalog->id, row->id, row->title);
    put_field(out, cli, "area", row->area);
    put_field(out, cli, "from SL", level);
    put_field(out, cli, "for each", ct_scope_kind_text((CtScopeKind)catalog->scope));
    put_field(out, cli, "status", row->is_recommended ? "recommended" : "mandatory");
    put_field(out, cli, "applies", row->condition);
    put_field(out, cli, "decided by",
              row->automation == CT_AUTOMATION_FULL   ? "the design, or a run"
              : row->automation == CT_AUTOMATION_PART ? "the design, and what it claims"
                                                      : "a document");
    if (row->bound != NULL)
        put_check(out, cli, row->bound);
    if (row->bound != NULL && strcmp(row->with, "{}") != 0)
        put_field(out, cli, "with", row->with);
    if (document == NULL && row->bound != NULL)
        document = row->bound->document;
    put_field(out, cli, "document", document);
    put_field(out, cli, "note", row->note);
}

static void
put_catalog(CtOut *out, const CtCli *cli, const CtCatalog *catalog)
{
    ct_out_printf(out, "%s  %s\n", catalog->id, catalog->title);
    put_field(out, cli, "version", catalog->version);
    put_field(out, cli, "for each", ct_scope_kind_text((CtScopeKind)catalog->scope));
    put_field(out, cli, "note", catalog->note);
    for (const char *const *source = catalog->sources; *source != NULL; source++)
        put_field(out, cli, "confirmed", *source);
    put_field(out, cli, "written", catalog->file);
    ct_out_put(out, "\n");
    for (uint32_t r = 0; r < catalog->n_rows; r++) {
        const CtCatalogRow *row = &catalog->rows[r];

        ct_out_printf(out, "  %s  ", row->id);
        ct_text_wrap(out, row->title, cli->width - 4, 6);
        ct_out_put(out, "\n");
    }
}

static void
write_row(CtJson *json, const CtCatalog *catalog, const CtCatalogRow *row)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "standard", catalog->id);
    ct_json_put_string(json, "id", row->id);
    ct_json_put_string(json, "title", row->title);
    ct_json_put_string(json, "area", row->area);
    ct_json_put_integer(json, "min_sl", row->min_sl);
    ct_json_put_bool(json, "recommended", row->is_recommended);
    ct_json_put_string(json, "automation", ct_automation_text((CtAutomation)row->automation));
    ct_json_put_string(json, "check", row->check);
    ct_json_put_string(json, "with", row->with);
    ct_json_put_string(json, "document", row->document);
    ct_json_put_string(json, "condition", row->condition);
    ct_json_put_string(json, "note", row->note);
    ct_json_end_object(json);
}

static void
write_json(CtOut *out, const CtCatalog *catalog, const CtCatalogRow *one)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_key(json, "requirements");
    ct_json_begin_array(json);
    for (uint32_t r = 0; r < catalog->n_rows; r++)
        if (one == NULL || one == &catalog->rows[r])
            write_row(json, catalog, &catalog->rows[r]);
    ct_json_end_array(json);
    ct_json_end_object(json);
}

static CtStatus
explain_check(CtCli *cli, const CtCheck *check)
{
    CtOut *out;

    if (strcmp(cli->format, "json") == 0) {
        ct_say_error(cli, "'list checks -f json' has what JSON says of checks");
        return CT_STATUS_INPUT;
    }
    out = ct_result_open(cli);
    put_check(out, cli, check);
    return ct_result_close(cli, out, CT_STATUS_OK);
}

static CtStatus
explain_catalog(CtCli *cli, const CtCatalog *catalog, const char *id)
{
    const CtCatalogRow *row = id != NULL ? ct_catalog_find_row(catalog, id) : NULL;
    CtOut *out;

    if (id != NULL && row == NULL) {
        const char *near = ct_catalog_nearest_row(catalog, id);

        ct_say_error(cli, "%s has no requirement '%s'%s%s%s", catalog->id, id,
                     near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                     near != NULL ? "'?" : "");
        return CT_STATUS_INPUT;
    }
    out = ct_result_open(cli);
    if (strcmp(cli->format, "json") == 0)
        write_json(out, catalog, row);
    else if (row != NULL)
        put_row(out, cli, catalog, row);
    else
        put_catalog(out, cli, catalog);
    return ct_result_close(cli, out, CT_STATUS_OK);
}

bool
ct_explain_standard(CtCli *cli, const CtTwin *twin, CtStatus *ret_status)
{
    const char *row = NULL;
    g_autofree char *id = ct_standards_split(cli->operands[0], &row);
    g_auto(CtStandards) standards = {0};
    CtStatus status = ct_standards_load(&standards, cli, twin, NULL);

    if (status != CT_STATUS_OK) {
        *ret_status = status;
        return true;
    }
    const CtCatalog *catalog = ct_catalogs_find(standards.catalogs, id);
    const CtCheck *check = ct_checks_find(standards.checks, cli->operands[0]);

    if (catalog != NULL)
        *ret_status = explain_catalog(cli, catalog, row);
    else if (check != NULL)
        *ret_status = explain_check(cli, check);
    return catalog != NULL || check != NULL;
}
