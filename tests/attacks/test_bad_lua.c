/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every tests/bad-lua/NAME.lua is wrong, and NAME.txt beside it is all that is said about it.
 * CT_UPDATE_GOLDEN=1 writes the texts anew.
 */
#include "tests/support/check.h"

#include "attacks/technique.h"

#define FOLDER CT_SOURCE_DIR "/tests/bad-lua"

static void
check_file(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    g_autofree char *path = g_build_filename(FOLDER, name, NULL);
    g_autofree char *golden = g_strdup_printf("%.*s.txt", (int)strlen(path) - 4, path);
    g_autofree char *text = NULL, *want = NULL;
    gsize length;

    CHECK_OK(library != NULL, error);
    CHECK_OK(g_file_get_contents(path, &text, &length, &error), error);
    g_autofree char *within = g_strconcat("bad-lua/", name, NULL);
    ct_source_add(source, within, text, length);
    CHECK_MSG(!ct_library_load_folder(library, source, "bad-lua", diag, NULL), "%s loads", name);
    g_autofree char *got = ct_diag_to_text(diag, 50);
    if (g_getenv("CT_UPDATE_GOLDEN") != NULL)
        CHECK_OK(g_file_set_contents(golden, got, -1, &error), error);
    CHECK_OK(g_file_get_contents(golden, &want, NULL, &error), error);
    CHECK_STR(got, want);
}

static void
test_every_bad_file_is_told_what_is_wrong(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtSource) source = ct_source_new_folder(FOLDER, &error);

    CHECK_OK(source != NULL, error);
    g_auto(GStrv) names = ct_source_list(source, "", ".lua");
    CU_ASSERT(g_strv_length(names) >= 30);
    for (size_t i = 0; names[i] != NULL; i++)
        check_file(names[i]);
}

CU_TestInfo test_bad_lua_tests[] = {
    {"every bad file is told what is wrong", test_every_bad_file_is_told_what_is_wrong},
    CU_TEST_INFO_NULL,
};
