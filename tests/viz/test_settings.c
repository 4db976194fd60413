/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "viz/settings.h"

#include <glib/gstdio.h>

/* In a folder of its own, which the caller removes. */
static char *
new_path(char **ret_folder)
{
    g_autoptr(GError) error = NULL;

    *ret_folder = g_dir_make_tmp("cybertwin-settings-XXXXXX", &error);
    CU_ASSERT_FATAL(*ret_folder != NULL);
    return g_build_filename(*ret_folder, "deep", "window.ini", NULL);
}

static void
remove_all(const char *path, const char *folder)
{
    g_autofree char *deep = g_path_get_dirname(path);

    g_remove(path);
    g_rmdir(deep);
    g_rmdir(folder);
}

static void
test_what_is_saved_comes_back(void)
{
    g_autofree char *folder = NULL;
    g_autofree char *path = new_path(&folder);
    g_autoptr(GError) error = NULL;
    CtSettings settings = {
        .width = 801, .height = 602, .percent = 150, .theme = CT_THEME_DARK, .no_side_panel = true};

    CHECK_OK(ct_settings_save(&settings, path, &error), error);
    CtSettings back = ct_settings_load(path);

    CHECK_INT(back.width, 801);
    CHECK_INT(back.height, 602);
    CHECK_INT(back.percent, 150);
    CHECK_INT(back.theme, CT_THEME_DARK);
    CHECK_INT(back.no_side_panel, true);
    remove_all(path, folder);
}

/* Whoever never asked for a size of text has none remembered: the next screen may be another. */
static void
test_a_size_of_text_is_remembered_once_chosen(void)
{
    g_autofree char *folder = NULL;
    g_autofree char *path = new_path(&folder);
    g_autoptr(GError) error = NULL;
    CtSettings first = ct_settings_load(path);

    CHECK_INT(first.percent, 0);
    CU_ASSERT(first.is_new);
    CHECK_OK(ct_settings_save(&first, path, &error), error);
    CtSettings back = ct_settings_load(path);

    CHECK_INT(back.percent, 0);
    CU_ASSERT(!back.is_new);
    remove_all(path, folder);
}

static void
test_a_bad_file_gives_the_usual(void)
{
    g_autofree char *huge = g_strnfill(100000, 'x');
    const char *const bad[] = {
        "",
        "[window",
        "[window]\nwidth=0\nheight=-7\n",
        "[window]\npercent=99\n",
        "[window]\npercent=401\n",
        "[window]\nwidth=99999999999999999999\n",
        "[window]\nwidth=wide\ntheme=\x1b[31m\n",
        "\xff\xfe\x00",
        huge,
        "[other]\nwidth=300\n",
    };
    g_autofree char *folder = NULL;
    g_autofree char *path = new_path(&folder);
    g_autofree char *deep = g_path_get_dirname(path);

    CHECK_INT(ct_settings_load(path).width, 1280); /* none */
    CHECK_INT(g_mkdir(deep, 0700), 0);
    CHECK_INT(ct_settings_load(deep).width, 1280); /* a folder */
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        CU_ASSERT(g_file_set_contents(path, bad[i], -1, NULL));
        CtSettings settings = ct_settings_load(path);

        CHECK_INT(settings.width, 1280);
        CHECK_INT(settings.height, 800);
        CHECK_INT(settings.theme, CT_THEME_LIGHT);
    }
    remove_all(path, folder);
}

CU_TestInfo test_settings_tests[] = {
    {"what is saved comes back", test_what_is_saved_comes_back},
    {"a size of text is remembered once chosen", test_a_size_of_text_is_remembered_once_chosen},
    {"a bad file gives the usual", test_a_bad_file_gives_the_usual},
    CU_TEST_INFO_NULL,
};
