/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `cybertwin check FILE…`: everything that is wrong with an input. Here diagnostics are the result,
 * so they go where results go.
 */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "report/json_check.h"

#include "base/text_table.h"

#include <inttypes.h>
#include <string.h>

enum { SHOWN_DIAGNOSTICS = 50 };

/* "no errors", "1 error", "2 errors"; free with g_free(). */
static char *
count_text(uint64_t n, const char *one, const char *many)
{
    if (n == 0)
        return g_strdup_printf("no %s", many);
    return g_strdup_printf("%" PRIu64 " %s", n, n == 1 ? one : many);
}

/* "5 suppliers, 8 assets (50012 with count)"; free with g_free(). */
static char *
describe_counts(const CtTwin *twin)
{
    GString *text = g_string_new(NULL);

    for (int section = 0; section < CT_SECTION_COUNT; section++) {
        uint32_t n = ct_model_count(twin->model, (CtSection)section);
        bool people = section == CT_SECTION_PEOPLE; /* a row is a group of them */
        g_autofree char *count =
            count_text(n, people ? "group of people" : ct_section_word((CtSection)section),
                       people ? "groups of people" : ct_section_name((CtSection)section));

        if (n == 0)
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", count);
        if (section == CT_SECTION_ASSETS && twin->instances != NULL &&
            twin->instances->n_assets != n)
            g_string_append_printf(text, " (%" PRIu32 " with count)", twin->instances->n_assets);
    }
    if (text->len == 0)
        g_string_append(text, "nothing in it");
    return g_string_free(text, FALSE);
}

static void
write_text(const CtCli *cli, CtOut *out, const char *path, const CtTwin *twin, const GError *error)
{
    size_t errors = ct_diag_count(twin->diag, CT_SEVERITY_ERROR);
    size_t warnings = ct_diag_count(twin->diag, CT_SEVERITY_WARNING);
    g_autofree char *diagnostics = ct_diag_to_text(twin->diag, SHOWN_DIAGNOSTICS);

    ct_out_put(out, diagnostics);
    if (error != NULL && errors == 0)
        ct_out_printf(out, "%s: %s\n", path, error->message);
    if (error != NULL)
        errors = MAX(errors, 1);
    g_autofree char *error_count = count_text(errors, "error", "errors");
    g_autofree char *warning_count = count_text(warnings, "warning", "warnings");
    g_autofree char *verdict = cli->options.quiet
                                   ? g_strdup(error_count)
                                   : g_strdup_printf("%s, %s", error_count, warning_count);

    ct_out_printf(out, "%s: ", path);
    ct_text_style(out, cli->color,
                  errors > 0     ? CT_STYLE_BAD
                  : warnings > 0 ? CT_STYLE_WARN
                                 : CT_STYLE_GOOD,
                  verdict);
    ct_out_put(out, "\n");
    if (error == NULL && twin->model != NULL) {
        g_autofree char *counts = describe_counts(twin);

        ct_out_put(out, "  ");
        ct_text_wrap(out, counts, cli->width, 2);
        ct_out_put(out, "\n");
    }
}

/*
 * A folder may bring techniques and a scenario, which are checked as well; of a lone file there is
 * only the topology.
 */
static bool
load(CtTwin *twin, const char *path, GError **error)
{
    bool is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);

    return ct_twin_load(twin, path, is_folder ? CT_TWIN_RULES : CT_TWIN_INSTANCES, error);
}

CtStatus
ct_command_check(CtCli *cli)
{
    bool json = strcmp(cli->format, "json") == 0;
    g_autoptr(CtOut) text = ct_out_new_string();
    g_autoptr(CtCheckJson) document = json ? ct_check_json_new(text) : NULL;
    CtStatus status = CT_STATUS_OK;

    for (char **path = cli->operands; *path != NULL; path++) {
        g_auto(CtPackage) package = {0};
        g_autoptr(GError) error = NULL;

        if (!ct_package_init(&package, cli))
            return CT_STATUS_INPUT;
        ct_progress_phase(cli, "checking");
        if (!load(package.twin, *path, &error))
            status = ct_status_worse(status, ct_package_status(error));
        if (!ct_package_load_kpis(&package, cli))
            status = ct_status_worse(status, CT_STATUS_INPUT);
        ct_package_check_day(&package);
        if (json)
            ct_check_json_add(document, *path, package.twin, error);
        else
            write_text(cli, text, *path, package.twin, error);
    }
    if (json)
        ct_check_json_end(document);

    CtOut *out = ct_result_open(cli);

    ct_out_put(out, ct_out_text(text));
    return ct_result_close(cli, out, status);
}
