/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The main of a fuzz target without libFuzzer: gives it every file named, and every file in every
 * folder named, in the order of names. What the target makes of an input is its own matter; to
 * survive, under the sanitizers, is the test.
 */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

static size_t play(const char *path);

static size_t
play_folder(const char *path, GDir *folder)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    size_t played = 0;

    while ((name = g_dir_read_name(folder)) != NULL)
        g_ptr_array_add(names, g_build_filename(path, name, NULL));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++)
        played += play(g_ptr_array_index(names, i));
    return played;
}

static size_t
play(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    g_autofree char *data = NULL;
    gsize size = 0;

    if (folder != NULL)
        return play_folder(path, folder);
    if (!g_file_get_contents(path, &data, &size, NULL))
        return 0;
    LLVMFuzzerTestOneInput((const uint8_t *)data, size);
    return 1;
}

int
main(int argc, char **argv)
{
    size_t played = 0;

    for (int i = 1; i < argc; i++)
        played += play(argv[i]);
    printf("%zu inputs played\n", played);
    return played > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
