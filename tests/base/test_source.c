/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/source.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A package folder with a sibling it must not see; removed by tear_down(). */
typedef struct Tree {
    char *top, *package;
} Tree;

static void
put_file(const Tree *tree, const char *path, const char *text)
{
    g_autofree char *full = g_build_filename(tree->top, path, NULL);
    g_autofree char *folder = g_path_get_dirname(full);

    g_mkdir_with_parents(folder, 0700);
    CU_ASSERT(g_file_set_contents(full, text, -1, NULL));
}

static void
put_link(const Tree *tree, const char *path, const char *target)
{
    g_autofree char *full = g_build_filename(tree->top, path, NULL);

    CU_ASSERT(symlink(target, full) == 0);
}

static Tree
set_up(void)
{
    Tree tree = {.top = g_dir_make_tmp("cybertwin-XXXXXX", NULL)};
    g_autofree char *fifo = NULL;
    g_autofree char *secret = NULL;

    CU_ASSERT_PTR_NOT_NULL_FATAL(tree.top);
    tree.package = g_build_filename(tree.top, "package", NULL);
    put_file(&tree, "package/a.yaml", "one");
    put_file(&tree, "package/sub/c.yaml", "three");
    put_file(&tree, "package/sub/b.yaml", "two");
    put_file(&tree, "package/sub/note.txt", "four");
    put_file(&tree, "package-other/secret", "secret");
    put_link(&tree, "package/inside", "sub/b.yaml");
    put_link(&tree, "package/outside", "../package-other/secret");
    put_link(&tree, "package/folder-outside", "../package-other");
    secret = g_build_filename(tree.top, "package-other", "secret", NULL);
    put_link(&tree, "package/absolute", secret);
    put_link(&tree, "package/loop", "loop");
    put_link(&tree, "package/device", "/dev/zero");
    fifo = g_build_filename(tree.package, "fifo", NULL);
    CU_ASSERT(mkfifo(fifo, 0600) == 0);
    return tree;
}

static void
remove_tree(const char *path)
{
    g_autoptr(GDir) dir =
        g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        remove_tree(below);
    }
    g_remove(path);
}

static void
tear_down(Tree *tree)
{
    remove_tree(tree->top);
    g_free(tree->top);
    g_free(tree->package);
}

static void
check_read(CtSource *source, const char *path, const char *want)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = ct_source_read(source, path, 5, &error);
    g_autofree char *text = NULL;

    CHECK_OK(bytes != NULL, error);
    text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    CHECK_STR(text, want);
}

static void
check_refused(CtSource *source, const char *path, size_t limit, CtSourceError code)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = ct_source_read(source, path, limit, &error);

    CHECK_MSG(bytes == NULL && g_error_matches(error, CT_SOURCE_ERROR, (int)code),
              "'%s' should fail with %d: %s", path, (int)code,
              error == NULL ? "it was read" : error->message);
}

static void
test_a_folder_is_read_and_never_left(void)
{
    Tree tree = set_up();
    g_autoptr(GError) error = NULL;
    g_autoptr(CtSource) source = ct_source_new_folder(tree.package, &error);
    g_autofree char *absolute = g_build_filename(tree.package, "a.yaml", NULL);

    CHECK_OK(source != NULL, error);
    CHECK_STR(ct_source_label(source), tree.package);
    check_read(source, "a.yaml", "one");
    check_read(source, "./sub//c.yaml", "three");
    check_read(source, "inside", "two");
    check_refused(source, "sub/c.yaml", 4, CT_SOURCE_ERROR_TOO_LARGE);
    check_refused(source, "missing", 99, CT_SOURCE_ERROR_NOT_FOUND);
    check_refused(source, "a.yaml/x", 99, CT_SOURCE_ERROR_NOT_FOUND);
    check_refused(source, "../package-other/secret", 99, CT_SOURCE_ERROR_OUTSIDE);
    check_refused(source, "sub/../a.yaml", 99, CT_SOURCE_ERROR_OUTSIDE);
    check_refused(source, absolute, 99, CT_SOURCE_ERROR_OUTSIDE);
    check_refused(source, "outside", 99, CT_SOURCE_ERROR_OUTSIDE);
    check_refused(source, "absolute", 99, CT_SOURCE_ERROR_OUTSIDE);
    check_refused(source, "folder-outside/secret", 99, CT_SOURCE_ERROR_OUTSIDE);
    check_refused(source, "device", 99, CT_SOURCE_ERROR_OUTSIDE);
    check_refused(source, "fifo", 99, CT_SOURCE_ERROR_FAILED);
    check_refused(source, "sub", 99999, CT_SOURCE_ERROR_FAILED);
    check_refused(source, "", 99999, CT_SOURCE_ERROR_FAILED);
    check_refused(source, "loop", 99, CT_SOURCE_ERROR_FAILED);
    CU_ASSERT(ct_source_has(source, "sub/b.yaml"));
    CU_ASSERT(!ct_source_has(source, "sub"));
    CU_ASSERT(!ct_source_has(source, "fifo"));
    CU_ASSERT(!ct_source_has(source, "outside"));
    CU_ASSERT(!ct_source_has(source, "../package/a.yaml"));
    tear_down(&tree);
}

static void
check_list(CtSource *source, const char *folder, const char *suffix, const char *want)
{
    g_auto(GStrv) names = ct_source_list(source, folder, suffix);
    g_autofree char *joined = g_strjoinv(" ", names);

    CHECK_STR(joined, want);
}

static void
test_lists_are_sorted(void)
{
    Tree tree = set_up();
    g_autoptr(CtSource) source = ct_source_new_folder(tree.package, NULL);
    g_autoptr(CtSource) memory = ct_source_new_memory();

    CU_ASSERT_PTR_NOT_NULL_FATAL(source);
    check_list(source, "", "", "a.yaml inside");
    check_list(source, "sub", ".yaml", "b.yaml c.yaml");
    check_list(source, "sub", "", "b.yaml c.yaml note.txt");
    check_list(source, "..", "", "");
    check_list(source, "folder-outside", "", "");
    check_list(source, "missing", "", "");
    ct_source_add(memory, "sub/z", "", 0);
    ct_source_add(memory, "sub/y", "", 0);
    ct_source_add(memory, "sub/deep/x", "", 0);
    ct_source_add(memory, "subway", "", 0);
    check_list(memory, "sub", "", "y z");
    check_list(memory, ".", "", "subway");
    tear_down(&tree);
}

static void
test_texts_in_memory(void)
{
    g_autoptr(CtSource) source = ct_source_new_memory();

    ct_source_add(source, "a.yaml", "old", 3);
    ct_source_add(source, "./a.yaml", "a\0b", 3);
    CHECK_STR(ct_source_label(source), "");
    check_read(source, "a.yaml", "a");
    check_refused(source, "a.yaml", 2, CT_SOURCE_ERROR_TOO_LARGE);
    check_refused(source, "b.yaml", 9, CT_SOURCE_ERROR_NOT_FOUND);
    check_refused(source, "../a.yaml", 9, CT_SOURCE_ERROR_OUTSIDE);
    CU_ASSERT(ct_source_has(source, "a.yaml"));
    CU_ASSERT(!ct_source_has(source, "/a.yaml"));
}

static void
test_a_root_must_be_a_folder(void)
{
    g_autoptr(GError) error = NULL;

    CHECK_ERR(ct_source_new_folder("/dev/null", &error) != NULL, error, CT_SOURCE_ERROR,
              CT_SOURCE_ERROR_FAILED);
    CHECK_ERR(ct_source_new_folder("/no/such/folder", &error) != NULL, error, CT_SOURCE_ERROR,
              CT_SOURCE_ERROR_NOT_FOUND);
}

CU_TestInfo test_source_tests[] = {
    {"a folder is read and never left", test_a_folder_is_read_and_never_left},
    {"lists are sorted", test_lists_are_sorted},
    {"texts in memory", test_texts_in_memory},
    {"a root must be a folder", test_a_root_must_be_a_folder},
    CU_TEST_INFO_NULL,
};
