/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/out.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
make_folder(void)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("cybertwin-XXXXXX", &error);

    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
    return folder;
}

/* How many entries @folder has; removes them all, and the folder. */
static int
remove_folder(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    int n = 0;

    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        g_remove(path);
        n++;
    }
    g_rmdir(folder);
    return n;
}

static char *
contents(const char *path)
{
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

static void
test_a_file_appears_at_close(void)
{
    g_autofree char *folder = make_folder();
    g_autofree char *path = g_build_filename(folder, "x.txt", NULL);
    g_autoptr(CtOut) out = ct_out_new_file(path);
    g_autofree char *want = g_strnfill(300000, 'q');
    g_autofree char *got = NULL;
    g_autoptr(GError) error = NULL;
    struct stat there;
    mode_t mask = umask(027);

    umask(mask);
    for (int i = 0; i < 300; i++)
        ct_out_put_n(out, want, 1000);
    CU_ASSERT(!g_file_test(path, G_FILE_TEST_EXISTS));
    CHECK_OK(ct_out_close(out, &error), error);
    got = contents(path);
    CU_ASSERT(got != NULL && strcmp(got, want) == 0);
    CU_ASSERT(stat(path, &there) == 0);
    CHECK_INT(there.st_mode & 0777, 0644 & ~mask);
    CHECK_INT(remove_folder(folder), 1);
}

static void
test_without_close_nothing_is_left(void)
{
    g_autofree char *folder = make_folder();
    g_autofree char *path = g_build_filename(folder, "x.txt", NULL);
    g_autofree char *got = NULL;
    CtOut *out;

    CU_ASSERT(g_file_set_contents(path, "old", -1, NULL));
    out = ct_out_new_file(path);
    ct_out_put(out, "new");
    ct_out_free(out);
    got = contents(path);
    CHECK_STR(got, "old");
    CHECK_INT(remove_folder(folder), 1);
}

static void
test_a_replaced_file_keeps_its_mode_and_a_link_its_target(void)
{
    g_autofree char *folder = make_folder();
    g_autofree char *path = g_build_filename(folder, "x.txt", NULL);
    g_autofree char *link = g_build_filename(folder, "link", NULL);
    g_autoptr(CtOut) out = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *got = NULL;
    struct stat there;

    CU_ASSERT(g_file_set_contents(path, "old", -1, NULL));
    CU_ASSERT(chmod(path, 0600) == 0);
    CU_ASSERT(symlink("x.txt", link) == 0);
    out = ct_out_new_file(link);
    ct_out_put(out, "new");
    CHECK_OK(ct_out_close(out, &error), error);
    CU_ASSERT(lstat(link, &there) == 0 && S_ISLNK(there.st_mode));
    CU_ASSERT(stat(path, &there) == 0);
    CHECK_INT(there.st_mode & 0777, 0600);
    got = contents(path);
    CHECK_STR(got, "new");
    CHECK_INT(remove_folder(folder), 2);
}

static void
test_a_failure_is_told_at_close(void)
{
    g_autofree char *folder = make_folder();
    g_autofree char *nowhere = g_build_filename(folder, "missing", "x.txt", NULL);
    g_autoptr(CtOut) missing = ct_out_new_file(nowhere);
    g_autoptr(CtOut) is_folder = ct_out_new_file(folder);
    g_autoptr(GError) error = NULL;

    ct_out_printf(missing, "%s", "text");
    CHECK_ERR(ct_out_close(missing, &error), error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED);
    CHECK_ERR(ct_out_close(is_folder, &error), error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED);
    CHECK_INT(remove_folder(folder), 0);
}

static void
test_devices_are_written_to_and_not_replaced(void)
{
    g_autoptr(CtOut) null = ct_out_new_file("/dev/null");
    g_autoptr(CtOut) full = ct_out_new_file("/dev/full");
    g_autoptr(GError) error = NULL;
    struct stat there;

    ct_out_put(null, "text");
    CHECK_OK(ct_out_close(null, &error), error);
    CU_ASSERT(stat("/dev/null", &there) == 0 && S_ISCHR(there.st_mode));
    ct_out_put(full, "text");
    CHECK_ERR(ct_out_close(full, &error), error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED);
}

static void
test_streams_and_strings(void)
{
    FILE *stream = fopen("/dev/full", "w");
    FILE *pipe = tmpfile();
    g_autoptr(CtOut) full = ct_out_new_stream(stream);
    g_autoptr(CtOut) good = ct_out_new_stream(pipe);
    g_autoptr(CtOut) text = ct_out_new_string();
    g_autoptr(GError) error = NULL;
    char line[16] = "";

    ct_out_put(full, "text");
    CHECK_ERR(ct_out_close(full, &error), error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED);
    fclose(stream);

    ct_out_printf(good, "%d bottles", 9);
    CHECK_OK(ct_out_close(good, &error), error);
    rewind(pipe);
    CU_ASSERT_PTR_NOT_NULL(fgets(line, sizeof line, pipe));
    CHECK_STR(line, "9 bottles");
    fclose(pipe);

    for (int i = 0; i < 100000; i++)
        ct_out_put_n(text, "ab", 1);
    CHECK_INT(strlen(ct_out_text(text)), 100000);
    CHECK_OK(ct_out_close(text, &error), error);
}

/* A process that writes, is asked to end by @signal_number, and goes on. What became of it. */
static int
end_while_writing(const char *path, int signal_number, bool between)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        g_autoptr(CtOut) out = ct_out_new_file(path);
        g_autofree char *much = g_strnfill(100000, 'x');

        ct_out_put(out, much);
        raise(signal_number);
        if (between)
            ct_out_put(out, much);
        else
            _exit(ct_out_close(out, NULL) ? 0 : 1);
        _exit(2); /* it must not come to these */
    }
    CU_ASSERT_FATAL(child > 0 && waitpid(child, &status, 0) == child);
    return status;
}

static void
test_a_signal_ends_it_soon_and_nothing_is_left(void)
{
    static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

    for (size_t i = 0; i < 2 * G_N_ELEMENTS(endings); i++) {
        g_autofree char *folder = make_folder();
        g_autofree char *path = g_build_filename(folder, "result", NULL);
        int status = end_while_writing(path, endings[i / 2], i % 2 == 0);

        CU_ASSERT(WIFSIGNALED(status));
        CHECK_INT(WTERMSIG(status), endings[i / 2]);
        CHECK_INT(remove_folder(folder), 0);
    }
}

static void
test_signals_come_again_once_it_is_written(void)
{
    g_autofree char *folder = make_folder();
    g_autofree char *path = g_build_filename(folder, "result", NULL);
    g_autoptr(CtOut) out = ct_out_new_file(path);
    g_autoptr(GError) error = NULL;
    sigset_t held;

    ct_out_put(out, "text");
    CHECK_INT(pthread_sigmask(SIG_BLOCK, NULL, &held), 0);
    CHECK_INT(sigismember(&held, SIGTERM), 1);
    CHECK_OK(ct_out_close(out, &error), error);
    CHECK_INT(pthread_sigmask(SIG_BLOCK, NULL, &held), 0);
    CHECK_INT(sigismember(&held, SIGTERM), 0);
    CHECK_INT(remove_folder(folder), 1);
}

CU_TestInfo test_out_tests[] = {
    {"a signal ends it soon and nothing is left", test_a_signal_ends_it_soon_and_nothing_is_left},
    {"signals come again once it is written", test_signals_come_again_once_it_is_written},
    {"a file appears at close", test_a_file_appears_at_close},
    {"without close nothing is left", test_without_close_nothing_is_left},
    {"a replaced file keeps its mode and a link its target",
     test_a_replaced_file_keeps_its_mode_and_a_link_its_target},
    {"a failure is told at close", test_a_failure_is_told_at_close},
    {"devices are written to and not replaced", test_devices_are_written_to_and_not_replaced},
    {"streams and strings", test_streams_and_strings},
    CU_TEST_INFO_NULL,
};
