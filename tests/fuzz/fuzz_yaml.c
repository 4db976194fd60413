/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a topology: loading ends, says why not, or makes a model that is written back and
 * read again as the same one. Bytes after a line "%set path=value" at the start are a patch.
 */
#include "topology/load.h"
#include "topology/yaml/write.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Small enough that a run is a matter of milliseconds. */
static CtLimits
small_limits(void)
{
    CtLimits limits = ct_limits_default;

    limits.yaml_nodes = 100000;
    limits.yaml_aliases = 10000;
    limits.include_files = 4;
    return limits;
}

static CtModel *
load(const char *text, size_t length, const CtPatch *patch, const CtLimits *limits, CtDiag *diag)
{
    g_autoptr(CtSource) source = ct_source_new_memory();
    CtLoadOptions options = {.limits = limits,
                             .patches = patch,
                             .n_patches = patch != NULL ? 1 : 0,
                             .warnings = true};

    ct_source_add(source, "t.yaml", text, length);
    return ct_model_load(source, "t.yaml", &options, diag);
}

static void
check_round_trip(const CtModel *model, const CtLimits *limits)
{
    g_autoptr(CtOut) yaml = ct_out_new_string(), json = ct_out_new_string();
    g_autoptr(CtDiag) diag = ct_diag_new();
    const char *text;

    ct_model_write_yaml(model, yaml);
    ct_model_write_json(model, json);
    text = ct_out_text(yaml);

    g_autoptr(CtModel) again = load(text, strlen(text), NULL, limits, diag);

    if (again == NULL)
        g_error("a written model does not load:\n%s\n%s", text, ct_diag_to_text(diag, 5));
    if (!ct_model_equal(model, again))
        g_error("a written model loads to another:\n%s", text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CtLimits limits = small_limits();
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autofree char *text = g_malloc(size + 1);
    g_autofree char *line = NULL;
    char *equals = NULL;
    size_t start = 0;

    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    if (size > 5 && memcmp(text, "%set ", 5) == 0) {
        const char *end = memchr(text, '\n', size);

        start = end != NULL ? (size_t)(end - text) + 1 : size;
        line = g_strndup(text + 5, start - 5 - (end != NULL ? 1 : 0));
        equals = strchr(line, '=');
        if (equals == NULL || !g_utf8_validate(line, -1, NULL))
            return 0;
        *equals = '\0';
    }

    CtPatch patch = {.path = line, .value = equals != NULL ? equals + 1 : NULL};
    g_autoptr(CtModel) model =
        load(text + start, size - start, equals != NULL ? &patch : NULL, &limits, diag);
    g_autofree char *said = ct_diag_to_text(diag, 50);

    if (model != NULL)
        check_round_trip(model, &limits);
    return said != NULL ? 0 : 1;
}
