/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: run_bad FOLDER
 * Loads every NAME.yaml of FOLDER and compares what the loader says with NAME.txt. A file whose
 * name begins with "warn-" has to load with warnings, every other one has to be refused. Comments
 * in the first lines set options: "# set: path=value", "# limit: max-assets=10".
 * CT_UPDATE_GOLDEN=1 in the environment writes the texts instead.
 */
#include "topology/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Options {
    CtLimits limits;
    GArray *patches; /* CtPatch, into texts */
    GPtrArray *texts;
} Options;

static void
read_limit(Options *options, const char *name, const char *value)
{
    for (size_t i = 0; i < ct_n_limit_infos; i++)
        if (strcmp(ct_limit_infos[i].flag, name) == 0)
            *(uint64_t *)(void *)((char *)&options->limits + ct_limit_infos[i].offset) =
                g_ascii_strtoull(value, NULL, 10);
}

/* Takes one comment line; false for the first line that is none. */
static bool
read_option(Options *options, const char *line, size_t length)
{
    bool set = g_str_has_prefix(line, "# set: "), limit = g_str_has_prefix(line, "# limit: ");
    size_t start = set ? strlen("# set: ") : strlen("# limit: ");

    if (!set && !limit)
        return false;

    char *path = g_strndup(line + start, length - start);
    char *equals = strchr(path, '=');

    g_ptr_array_add(options->texts, path);
    if (equals == NULL)
        return true;
    *equals = '\0';
    if (limit) {
        read_limit(options, path, equals + 1);
    } else {
        CtPatch patch = {.path = path, .value = equals + 1};

        g_array_append_val(options->patches, patch);
    }
    return true;
}

static void
read_options(Options *options, const char *text)
{
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");

        if (!read_option(options, line, length))
            return;
        line += length + (line[length] == '\n' ? 1 : 0);
    }
}

/* What the loader says of @name; @ret_loaded: whether it made a model. */
static char *
say(CtSource *source, const char *name, const char *text, bool *ret_loaded)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    Options options = {.limits = ct_limits_default,
                       .patches = g_array_new(FALSE, FALSE, sizeof(CtPatch)),
                       .texts = g_ptr_array_new_with_free_func(g_free)};

    read_options(&options, text);

    CtLoadOptions load = {.limits = &options.limits,
                          .patches = (const CtPatch *)(void *)options.patches->data,
                          .n_patches = options.patches->len,
                          .warnings = true};
    CtModel *model = ct_model_load(source, name, &load, diag);

    *ret_loaded = model != NULL;
    ct_model_free(model);
    g_array_unref(options.patches);
    g_ptr_array_unref(options.texts);
    return ct_diag_to_text(diag, 50);
}

static bool
check(CtSource *source, const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".yaml"));
    g_autofree char *golden = g_strconcat(stem, ".txt", NULL);
    g_autofree char *text = NULL, *wanted = NULL;
    bool loaded;

    if (!g_file_get_contents(path, &text, NULL, NULL))
        return false;

    g_autofree char *said = say(source, name, text, &loaded);

    if (loaded != g_str_has_prefix(name, "warn-") || said[0] == '\0') {
        printf("%s: %s, saying:\n%s\n", name, loaded ? "loads" : "is refused", said);
        return false;
    }
    if (g_strcmp0(g_getenv("CT_UPDATE_GOLDEN"), "1") == 0)
        return g_file_set_contents(golden, said, -1, NULL);
    if (g_file_get_contents(golden, &wanted, NULL, NULL) && strcmp(said, wanted) == 0)
        return true;
    printf("%s: want\n%s\ngot\n%s\n", name, wanted == NULL ? "(no text)" : wanted, said);
    return false;
}

int
main(int argc, char **argv)
{
    static const char *const folders[] = {".", "parts"};
    g_autoptr(GError) error = NULL;
    g_autoptr(CtSource) source = argc == 2 ? ct_source_new_folder(argv[1], &error) : NULL;
    unsigned n = 0, failures = 0;

    if (source == NULL) {
        fprintf(stderr, "run_bad: %s\n", error != NULL ? error->message : "usage: run_bad FOLDER");
        return EXIT_FAILURE;
    }

    /* A label of its own keeps the folder's place out of the texts. */
    g_auto(GStrv) names = ct_source_list(source, ".", ".yaml");
    g_autoptr(CtSource) files = ct_source_new_memory();

    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_auto(GStrv) all = ct_source_list(source, folders[i], ".yaml");

        for (char **name = all; *name != NULL; name++) {
            g_autofree char *path = g_build_filename(folders[i], *name, NULL);
            g_autoptr(GBytes) bytes = ct_source_read(source, path, SIZE_MAX / 2, &error);
            size_t length;
            const char *text;

            if (bytes == NULL) {
                fprintf(stderr, "run_bad: %s\n", error->message);
                return EXIT_FAILURE;
            }
            text = g_bytes_get_data(bytes, &length);
            ct_source_add(files, path, text == NULL ? "" : text, length);
        }
    }
    for (char **name = names; *name != NULL; name++, n++)
        failures += check(files, argv[1], *name) ? 0 : 1;
    printf("%u files, %u differ\n", n, failures);
    return n > 0 && failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
