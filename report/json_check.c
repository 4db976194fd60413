/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON of `check`. */
#include "report/json_check.h"

#include "report/place.h"

struct CtCheckJson {
    CtJson *json;
};

static const char *const severity_words[] = {
    [CT_SEVERITY_ERROR] = "error",
    [CT_SEVERITY_WARNING] = "warning",
    [CT_SEVERITY_NOTE] = "note",
};

CtCheckJson *
ct_check_json_new(CtOut *out)
{
    CtCheckJson *document = g_new0(CtCheckJson, 1);

    document->json = ct_json_new(out);
    ct_json_begin_object(document->json);
    ct_json_put_string(document->json, "cybertwin", CT_VERSION);
    ct_json_key(document->json, "inputs");
    ct_json_begin_array(document->json);
    return document;
}

void
ct_check_json_free(CtCheckJson *document)
{
    if (document == NULL)
        return;
    ct_json_free(document->json);
    g_free(document);
}

void
ct_check_json_diagnostics(CtJson *json, const CtTwin *twin)
{
    size_t n = ct_diag_count(twin->diag, CT_SEVERITY_ERROR) +
               ct_diag_count(twin->diag, CT_SEVERITY_WARNING) +
               ct_diag_count(twin->diag, CT_SEVERITY_NOTE);

    ct_json_begin_array(json);
    for (size_t i = 0; i < n; i++) {
        CtSeverity severity;
        CtPos pos;
        const char *message;

        ct_diag_get(twin->diag, i, &severity, &pos, &message);
        ct_json_begin_object(json);
        ct_json_put_string(json, "severity", severity_words[severity]);
        ct_json_put_string(json, "message", message);
        ct_place_json(json, twin, pos);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_counts(CtJson *json, const CtTwin *twin)
{
    ct_json_key(json, "counts");
    ct_json_begin_object(json);
    for (int section = 0; twin->model != NULL && section < CT_SECTION_COUNT; section++) {
        uint32_t n = ct_model_count(twin->model, (CtSection)section);

        if (n > 0)
            ct_json_put_integer(json, ct_section_name((CtSection)section), n);
    }
    if (twin->instances != NULL)
        ct_json_put_integer(json, "asset_instances", twin->instances->n_assets);
    ct_json_end_object(json);
}

void
ct_check_json_add(CtCheckJson *document,
                  const char *path,
                  const CtTwin *twin,
                  const GError *problem)
{
    CtJson *json = document->json;
    g_autofree char *name = g_path_get_basename(path);

    ct_json_begin_object(json);
    ct_json_put_string(json, "input", name);
    ct_json_put_bool(json, "usable", problem == NULL);
    ct_json_key(json, "problem");
    /* Where diagnostics say it, the error only counts them. */
    ct_json_string(json, problem != NULL && ct_diag_count(twin->diag, CT_SEVERITY_ERROR) == 0
                             ? problem->message
                             : NULL);
    ct_json_put_integer(json, "errors", (int64_t)ct_diag_count(twin->diag, CT_SEVERITY_ERROR));
    ct_json_put_integer(json, "warnings", (int64_t)ct_diag_count(twin->diag, CT_SEVERITY_WARNING));
    put_counts(json, twin);
    ct_json_key(json, "diagnostics");
    ct_check_json_diagnostics(json, twin);
    ct_json_end_object(json);
}

void
ct_check_json_end(CtCheckJson *document)
{
    ct_json_end_array(document->json);
    ct_json_end_object(document->json);
}
