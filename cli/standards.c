/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/standards.h"

#include "cli/progress.h"
#include "cli/terminal.h"

#include "assurance/yaml_tree.h"

#include <string.h>

/* Of a package: its own catalogs and checks. */
#define FOLDER "standards"

void
ct_standards_clear(CtStandards *standards)
{
    g_clear_pointer(&standards->catalogs, ct_catalogs_free);
    g_clear_pointer(&standards->checks, ct_checks_free);
    g_clear_pointer(&standards->diag, ct_diag_free);
    g_clear_pointer(&standards->given, g_ptr_array_unref);
    g_clear_pointer(&standards->names, g_strfreev);
}

static bool
load_folder(CtStandards *standards, CtSource *source, const char *folder)
{
    bool ok = ct_checks_load_folder(standards->checks, source, folder, standards->diag);

    return ct_catalogs_load_folder(standards->catalogs, source, folder, standards->diag) && ok;
}

/* The folders that a run was given, then those of --catalogs. */
static bool
load_given(CtStandards *standards, const CtCli *cli, const GPtrArray *stored, GError **error)
{
    bool ok = true;

    standards->given = g_ptr_array_new_with_free_func((GDestroyNotify)ct_source_free);
    for (guint i = 0; stored != NULL && i < stored->len; i++)
        g_ptr_array_add(standards->given, ct_source_ref(g_ptr_array_index(stored, i)));
    for (char **folder = cli->options.catalogs; folder != NULL && *folder != NULL; folder++) {
        CtSource *source = ct_source_new_folder(*folder, error);

        if (source == NULL)
            return false;
        ct_source_remember(source);
        g_ptr_array_add(standards->given, source);
    }
    for (guint i = 0; i < standards->given->len; i++)
        ok = load_folder(standards, g_ptr_array_index(standards->given, i), ".") && ok;
    return ok;
}

static void
say_unknown(const CtCli *cli,
            const CtTwin *twin,
            const CtCatalog *catalog,
            const CtCatalogRow *row,
            const char *const *techniques)
{
    for (; techniques != NULL && *techniques != NULL; techniques++) {
        uint32_t n = 0;
        g_autofree const CtTechnique **found = ct_library_find(twin->library, *techniques, &n);

        if (found == NULL || n == 0)
            ct_say(cli, "%s:%u: %s names the technique '%s', which no library here has",
                   catalog->file, row->with_pos.line, row->id, *techniques);
    }
}

/* A slip in the name of a technique would let every claim stand; those that come with the program
 * are held by the tests, and a package may do without their techniques. */
static void
say_unknown_techniques(const CtStandards *standards, const CtCli *cli, const CtTwin *twin)
{
    for (uint32_t i = 0; i < ct_catalogs_count(standards->catalogs); i++) {
        const CtCatalog *catalog = ct_catalogs_get(standards->catalogs, i);

        for (uint32_t r = 0; !catalog->is_builtin && r < catalog->n_rows; r++) {
            say_unknown(cli, twin, catalog, &catalog->rows[r], catalog->rows[r].defeated_by);
            say_unknown(cli, twin, catalog, &catalog->rows[r], catalog->rows[r].shown_by);
        }
    }
}

CtStatus
ct_standards_load(CtStandards *standards,
                  const CtCli *cli,
                  const CtTwin *twin,
                  const GPtrArray *stored)
{
    CtSource *package = twin != NULL && !twin->is_lone_file ? twin->source : NULL;
    g_autoptr(GError) error = NULL;

    standards->diag = ct_diag_new();
    standards->checks = ct_checks_new(&cli->options.limits, &error);
    standards->catalogs = ct_catalogs_new(&cli->options.limits);
    bool ok = standards->checks != NULL &&
              ct_checks_load_builtin(standards->checks, standards->diag) &&
              ct_catalogs_load_builtin(standards->catalogs, standards->diag);

    if (ok && package != NULL)
        ok = load_folder(standards, package, FOLDER);
    ok = ok && load_given(standards, cli, stored, &error);
    if (standards->checks != NULL)
        ok = ct_catalogs_bind(standards->catalogs, standards->checks, standards->diag) && ok;
    ct_say_diagnostics(cli, standards->diag);
    if (ok && twin != NULL && twin->library != NULL)
        say_unknown_techniques(standards, cli, twin);
    if (ok)
        return CT_STATUS_OK;
    ct_say_error(cli, "%s",
                 error != NULL ? error->message : "not all catalogs and checks are valid");
    return CT_STATUS_INPUT;
}

const CtCatalog *
ct_standards_find(const CtStandards *standards, const CtCli *cli, const char *id)
{
    const CtCatalog *catalog = ct_catalogs_find(standards->catalogs, id);

    if (catalog != NULL)
        return catalog;
    const char *near = ct_catalogs_nearest(standards->catalogs, id);

    if (near != NULL)
        ct_say_error(cli, "there is no standard '%s'; did you mean '%s'?", id, near);
    else
        ct_say_error(cli, "there is no standard '%s'; 'cybertwin list standards' names them all",
                     id);
    return NULL;
}

char *
ct_standards_split(const char *name, const char **ret_row)
{
    const char *colon = strchr(name, ':');

    *ret_row = colon != NULL ? colon + 1 : NULL;
    return colon != NULL ? g_strndup(name, (gsize)(colon - name)) : g_strdup(name);
}

/* Whether @name, "ID" or "ID:ROW", is there; says what is near. */
static bool
check_name(const CtStandards *standards, const CtCli *cli, const char *name)
{
    const char *row = NULL;
    g_autofree char *id = ct_standards_split(name, &row);
    const CtCatalog *catalog = ct_standards_find(standards, cli, id);

    if (catalog == NULL)
        return false;
    if (row == NULL || ct_catalog_find_row(catalog, row) != NULL)
        return true;
    const char *near = ct_catalog_nearest_row(catalog, row);

    ct_say_error(cli, "%s has no requirement '%s'%s%s%s", catalog->id, row,
                 near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
    return false;
}

/* The texts of x: { standards: … } of the topology; the free map is kept as JSON, which is YAML. */
static void
add_stated(GPtrArray *names, const CtTwin *twin)
{
    const CtModel *model = twin->model;
    const char *json = model->x != CT_NO_ID ? ct_model_text(model, model->x) : "{}";
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtYamlTree) tree =
        ct_yaml_tree_new(json, strlen(json), (CtPos){.line = 1, .column = 1}, &twin->limits, diag);
    const CtYamlNode *list =
        tree != NULL ? ct_yaml_node_get(ct_yaml_tree_root(tree), "standards") : NULL;

    if (list != NULL && list->kind == CT_YAML_NODE_TEXT)
        g_ptr_array_add(names, g_strdup(list->text));
    for (const CtYamlNode *at = list != NULL ? list->first : NULL; at != NULL; at = at->next)
        g_ptr_array_add(names, g_strdup(at->kind == CT_YAML_NODE_TEXT ? at->text : "?"));
}

/* Those of --standard; else those that a run was given; else those that the topology names. */
static char **
find_names(const CtCli *cli, const CtTwin *twin, const CtRunHeader *header)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

    for (char **id = cli->options.standards; id != NULL && *id != NULL; id++)
        g_ptr_array_add(names, g_strdup(*id));
    bool is_given = names->len > 0;

    for (guint i = 0; !is_given && header != NULL && i < header->options->len; i++) {
        const CtRunOption *option = &g_array_index(header->options, CtRunOption, i);

        if (strcmp(option->name, "standard") == 0)
            g_ptr_array_add(names, g_strdup(option->value));
    }
    if (names->len == 0)
        add_stated(names, twin);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

static bool
check_names(const CtStandards *standards, const CtCli *cli)
{
    bool ok = true;

    for (char **name = standards->names; *name != NULL; name++)
        ok = check_name(standards, cli, *name) && ok;
    return ok;
}

CtStatus
ct_standards_open(CtStandards *standards,
                  const CtCli *cli,
                  const CtTwin *twin,
                  const CtRunHeader *header,
                  const CtRunAgain *again)
{
    CtStatus status;

    standards->names = find_names(cli, twin, header);
    if (standards->names[0] == NULL)
        return CT_STATUS_OK;
    status = ct_standards_load(standards, cli, twin, again != NULL ? again->catalogs : NULL);
    if (status != CT_STATUS_OK)
        return status;
    return check_names(standards, cli) ? CT_STATUS_OK : CT_STATUS_INPUT;
}

static void
on_phase(void *data, const char *what)
{
    ct_progress_phase(data, what);
}

CtStatus
ct_standards_assess(const CtStandards *standards,
                    const CtCli *cli,
                    CtTwin *twin,
                    const CtAssessOptions *options,
                    CtAssurance **ret_assurance)
{
    CtAssessOptions all = *options;
    g_autoptr(GError) error = NULL;
    CtAssurance *assurance;

    *ret_assurance = NULL;
    if (standards->names == NULL || standards->names[0] == NULL)
        return CT_STATUS_OK;
    all.standards = (const char *const *)standards->names;
    all.on_phase = on_phase;
    all.data = (void *)cli;
    assurance = ct_assess(twin, standards->catalogs, standards->checks, &all, &error);
    if (assurance == NULL) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    *ret_assurance = assurance;
    return CT_STATUS_OK;
}

void
ct_standards_read_folder(const CtTwin *twin)
{
    static const char *const endings[] = {".yaml", ".lua"};

    for (size_t e = 0; !twin->is_lone_file && e < G_N_ELEMENTS(endings); e++) {
        g_auto(GStrv) names = ct_source_list(twin->source, FOLDER, endings[e]);

        for (char **name = names; *name != NULL; name++) {
            g_autofree char *path = g_build_filename(FOLDER, *name, NULL);
            g_autoptr(GBytes) bytes =
                ct_source_read(twin->source, path, twin->limits.yaml_bytes, NULL);
        }
    }
}

void
ct_standards_use_domain(CtStandards *standards, const CtTwin *twin)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *domain =
        twin->model->domain != CT_NO_ID ? ct_model_text(twin->model, twin->model->domain) : NULL;

    for (uint32_t i = 0; i < ct_catalogs_count(standards->catalogs); i++) {
        const CtCatalog *catalog = ct_catalogs_get(standards->catalogs, i);

        if (ct_catalog_is_for(catalog, domain))
            g_ptr_array_add(names, g_strdup(catalog->id));
    }
    g_ptr_array_add(names, NULL);
    g_strfreev(standards->names);
    standards->names = (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}
