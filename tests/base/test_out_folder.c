/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/out.h"
#include "base/out_folder.h"

#include <glib/gstdio.h>

typedef struct Place {
    char *top, *path; /* a folder of the test's own, and a name in it */
} Place;

static void
place_init(Place *place)
{
    place->top = g_dir_make_tmp("cybertwin-XXXXXX", NULL);
    g_assert(place->top != NULL);
    place->path = g_build_filename(place->top, "new", NULL);
}

/* How many entries @folder has. */
static int
count_entries(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    int n = 0;

    while (dir != NULL && g_dir_read_name(dir) != NULL)
        n++;
    return n;
}

static void
place_clear(Place *place)
{
    static const char *const names[] = {"new/a.txt", "new/b.txt", "new/other", "new", "."};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(place->top, names[i], NULL);
        g_remove(path);
    }
    g_remove(place->top);
    g_free(place->top);
    g_free(place->path);
}

static CtOutFiles *
two_files(void)
{
    CtOutFiles *files = ct_out_files_new();

    ct_out_files_add(files, "a.txt", g_strdup("first\n"));
    ct_out_files_add(files, "b.txt", g_strdup(""));
    return files;
}

static void
test_a_folder_is_written_whole(void)
{
    g_autoptr(CtOutFiles) files = two_files();
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    Place place;

    place_init(&place);
    g_autofree char *slashes = g_strconcat(place.path, "//", NULL);
    g_autofree char *first = g_build_filename(place.path, "a.txt", NULL);
    CHECK_OK(ct_out_folder_write(slashes, files, &error), error);
    CHECK_INT(count_entries(place.path), 2);
    CHECK_INT(count_entries(place.top), 1);
    CU_ASSERT(g_file_get_contents(first, &text, NULL, NULL));
    CHECK_STR(text, "first\n");
    CHECK_STR(ct_out_files_get(files, "b.txt"), "");
    CU_ASSERT_PTR_NULL(ct_out_files_get(files, "c.txt"));
    place_clear(&place);
}

static void
test_nothing_is_written_over(void)
{
    g_autoptr(CtOutFiles) files = two_files();
    g_autoptr(GError) error = NULL;
    Place place;

    place_init(&place);
    g_autofree char *other = g_build_filename(place.path, "other", NULL);
    g_autofree char *below = g_build_filename(place.path, "no", "folder", NULL);
    CU_ASSERT(g_mkdir(place.path, 0755) == 0);
    CHECK_OK(g_file_set_contents(other, "kept", -1, &error), error);
    CHECK_ERR(ct_out_folder_write(place.path, files, &error), error, CT_OUT_ERROR,
              CT_OUT_ERROR_FAILED);
    CHECK_ERR(ct_out_folder_write(other, files, &error), error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED);
    CHECK_ERR(ct_out_folder_write(below, files, &error), error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED);
    CHECK_INT(count_entries(place.path), 1);
    CHECK_INT(count_entries(place.top), 1);

    g_remove(other); /* empty now: it may be filled */
    CHECK_OK(ct_out_folder_write(place.path, files, &error), error);
    CHECK_INT(count_entries(place.path), 2);
    place_clear(&place);
}

/* A file that cannot be made: nothing stays. */
static void
test_a_failure_leaves_nothing(void)
{
    g_autoptr(CtOutFiles) files = two_files();
    g_autoptr(GError) error = NULL;
    Place place;

    place_init(&place);
    ct_out_files_add(files, "no/such/folder.txt", g_strdup("x"));
    CHECK_ERR(ct_out_folder_write(place.path, files, &error), error, CT_OUT_ERROR,
              CT_OUT_ERROR_FAILED);
    CHECK_INT(count_entries(place.top), 0);
    place_clear(&place);
}

CU_TestInfo test_out_folder_tests[] = {
    {"a folder is written whole", test_a_folder_is_written_whole},
    {"nothing is written over", test_nothing_is_written_over},
    {"a failure leaves nothing", test_a_failure_leaves_nothing},
    CU_TEST_INFO_NULL,
};
