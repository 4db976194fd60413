/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Run files come back as they were written, and whatever else is put in their place is refused in
 * words: cut at any page, of another version or program, with more in its schema than belongs
 * there, with values that no run has. A disk that is full leaves nothing that looks complete.
 */
#include "tests/support/check.h"

#include "sim/replicate.h"
#include "sim/run_read.h"
#include "sim/run_rows.h"
#include "sim/run_schema.h"
#include "sim/statistics.h"
#include "sim/trace.h"
#include "tests/support/package.h"
#include "tests/support/sample_run.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 300, PAGE = 4096 };

/* A folder with the complete run in it, and a path beside it. */
typedef struct Scene {
    CtTestPackage *folder;
    CtSampleRun sample;
    char *whole, *other;
} Scene;

static void
scene_init(Scene *scene)
{
    GError *error = NULL;

    scene->folder = ct_test_package_new("notes.txt", "", NULL);
    scene->whole = g_build_filename(scene->folder->folder, "whole.ctrun", NULL);
    scene->other = g_build_filename(scene->folder->folder, "other.ctrun", NULL);
    ct_sample_run_init(&scene->sample, N);
    CHECK_OK(ct_sample_run_write(&scene->sample, scene->whole, &error), error);
}

static void
scene_clear(Scene *scene)
{
    ct_sample_run_clear(&scene->sample);
    ct_test_package_free(scene->folder);
    g_free(scene->whole);
    g_free(scene->other);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static bool
take_chunk(const void *data, size_t length, void *user, GError **error)
{
    const CtSampleRun *sample = user;
    g_autoptr(GArray) records = ct_trace_records_new();

    return ct_trace_unpack(sample->sim, data, length, records, NULL, error);
}

/* Everything that any command reads of a file; false with the first error. */
static bool
read_all(const CtSampleRun *sample, const char *path, GError **error)
{
    g_autoptr(CtRunRead) run = ct_run_read_open(path, error);
    g_autoptr(CtStatisticsMaker) maker = NULL;
    g_autoptr(CtStatistics) statistics = NULL;
    g_autofree char *hash = NULL;
    uint64_t n;
    uint32_t n_chunks;

    if (run == NULL)
        return false;
    maker = ct_statistics_maker_new(ct_run_read_get_header(run));
    if (!ct_run_read_count(run, &n, error) ||
        !ct_run_read_each_row(run, ct_statistics_add, maker, error))
        return false;
    statistics = ct_statistics_finish(maker, error);
    if (statistics == NULL ||
        !ct_run_read_each_chunk(run, 0, take_chunk, (void *)sample, &n_chunks, error))
        return false;
    hash = ct_run_read_hash(run, error);
    return hash != NULL && ct_run_read_check(run, error);
}

typedef struct Comparison {
    const CtSampleRun *sample;
    uint64_t next, wrong;
} Comparison;

static void
compare_row(const CtRow *row, void *data)
{
    Comparison *comparison = data;
    g_autoptr(CtRow) want = ct_replicate_one(comparison->sample->sim, comparison->next++);

    comparison->wrong +=
        row->replication != want->replication || row->outcome != want->outcome ||
        row->end_ms != want->end_ms || row->tries != want->tries || row->gains != want->gains ||
        row->noise_ppm != want->noise_ppm || row->seen_ppm != want->seen_ppm ||
        row->effort_ms != want->effort_ms || row->n_goals != want->n_goals ||
        memcmp(row->goal_ms, want->goal_ms, row->n_goals * sizeof *row->goal_ms) != 0 ||
        row->detail_length != want->detail_length ||
        memcmp(row->detail, want->detail, row->detail_length) != 0;
}

static void
test_comes_back(void)
{
    g_auto(Scene) scene = {0};
    GError *error = NULL;

    scene_init(&scene);
    g_autoptr(CtRunRead) run = ct_run_read_open(scene.whole, &error);
    Comparison comparison = {.sample = &scene.sample};
    g_autofree char *result = NULL, *difference = NULL;

    CHECK_OK(run != NULL, error);
    difference = ct_run_header_difference(ct_run_read_get_header(run), scene.sample.header);
    CU_ASSERT(difference == NULL);
    CHECK_INT(ct_run_read_get_header(run)->n, N);
    CHECK_OK(ct_run_read_each_row(run, compare_row, &comparison, &error), error);
    CHECK_INT(comparison.next, N);
    CHECK_INT(comparison.wrong, 0);
    result = ct_run_read_result(run, "result", &error);
    CHECK_STR(result, "{}");
    CU_ASSERT(ct_run_read_result(run, "nothing", &error) == NULL && error == NULL);
    CHECK_OK(read_all(&scene.sample, scene.whole, &error), error);
}

/* --- cut and changed --- */

static void
test_cut_anywhere(void)
{
    g_auto(Scene) scene = {0};
    g_autofree char *bytes = NULL;
    gsize length;

    scene_init(&scene);
    CU_ASSERT_FATAL(g_file_get_contents(scene.whole, &bytes, &length, NULL));
    CU_ASSERT_FATAL(length % PAGE == 0 && length / PAGE > 10);
    for (gsize half = 0; half < 2 * length / PAGE; half++) {
        gsize cut = half * PAGE / 2 + half % 2; /* between pages, and within */
        g_autoptr(GError) error = NULL;

        CU_ASSERT_FATAL(g_file_set_contents(scene.other, bytes, (gssize)cut, NULL));
        CHECK_MSG(!read_all(&scene.sample, scene.other, &error), "cut at %" G_GSIZE_FORMAT, cut);
        CHECK_MSG(error != NULL && error->message[0] != '\0', "cut at %" G_GSIZE_FORMAT ": %s", cut,
                  error != NULL ? error->message : "no error");
    }
}

/* A byte changed: an error, or a run that differs, but never a run that passes for the other. */
static void
test_bytes_changed(void)
{
    g_auto(Scene) scene = {0};
    g_autofree char *bytes = NULL;
    gsize length;

    scene_init(&scene);
    CU_ASSERT_FATAL(g_file_get_contents(scene.whole, &bytes, &length, NULL));
    for (gsize at = 0; at < length; at += 487) {
        g_autoptr(GError) error = NULL;

        bytes[at] = (char)(bytes[at] ^ 0x55);
        CU_ASSERT_FATAL(g_file_set_contents(scene.other, bytes, (gssize)length, NULL));
        if (!read_all(&scene.sample, scene.other, &error))
            CHECK_MSG(error != NULL, "byte %" G_GSIZE_FORMAT " changed", at);
        bytes[at] = (char)(bytes[at] ^ 0x55);
    }
}

/* --- of another make --- */

static void
test_other_makes(void)
{
    static const char *const schema[] = {"CREATE TABLE meta (key TEXT)", NULL};
    static const CtDbFormat newer = {.application = 0x43545752,
                                     .version = 99,
                                     .what = "run file",
                                     .schema = schema};
    static const CtDbFormat foreign = {.application = 7,
                                       .version = 1,
                                       .what = "diary",
                                       .schema = schema};
    g_auto(Scene) scene = {0};
    GError *error = NULL;

    scene_init(&scene);
    for (int i = 0; i < 2; i++) {
        g_unlink(scene.other);
        CtDb *db = ct_db_create(scene.other, i == 0 ? &newer : &foreign, false, &error);

        CHECK_OK(db != NULL && ct_db_commit(db, &error), error);
        ct_db_close(db);
        CHECK_ERR(ct_run_read_open(scene.other, &error) != NULL, error, CT_DB_ERROR,
                  i == 0 ? CT_DB_ERROR_VERSION : CT_DB_ERROR_FOREIGN);
    }
    CU_ASSERT_FATAL(g_file_set_contents(scene.other, "a text, and no database at all\n", -1, NULL));
    CHECK_ERR(ct_run_read_open(scene.other, &error) != NULL, error, CT_DB_ERROR,
              CT_DB_ERROR_DAMAGED);
    CHECK_ERR(ct_run_read_open(scene.folder->folder, &error) != NULL, error, CT_DB_ERROR,
              CT_DB_ERROR_NOT_FOUND);
    g_unlink(scene.other);
    CHECK_ERR(ct_run_read_open(scene.other, &error) != NULL, error, CT_DB_ERROR,
              CT_DB_ERROR_NOT_FOUND);
}

/* What else a schema may hold is refused before any of it is run. */
static void
test_hostile_schemas(void)
{
    static const char *const extra[] = {
        "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM replication; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE more (a)",
        "CREATE INDEX i ON replication (tries)",
        "CREATE VIRTUAL TABLE f USING fts5 (a)",
    };
    g_auto(Scene) scene = {0};
    GError *error = NULL;

    scene_init(&scene);
    for (size_t i = 0; i < G_N_ELEMENTS(extra); i++) {
        CtDb *db = NULL;

        g_unlink(scene.other);
        CHECK_OK(ct_sample_run_write(&scene.sample, scene.other, &error), error);
        db = ct_db_open(scene.other, &ct_run_format, true, &error);
        CHECK_OK(db != NULL && ct_db_exec(db, extra[i], &error), error);
        ct_db_close(db);
        CHECK_ERR(ct_run_read_open(scene.other, &error) != NULL, error, CT_DB_ERROR,
                  CT_DB_ERROR_DAMAGED);
    }
}

/* The same tables in other words, or one too few. */
static void
test_other_words(void)
{
    g_auto(Scene) scene = {0};
    GError *error = NULL;
    size_t n = 0;

    scene_init(&scene);
    while (ct_run_format.schema[n] != NULL)
        n++;
    for (size_t i = 0; i <= n; i++) {
        g_autofree const char **schema = g_memdup2(ct_run_format.schema, (n + 1) * sizeof *schema);
        CtDbFormat format = ct_run_format;
        g_autofree char *changed = g_strconcat(schema[MIN(i, n - 1)], " ", NULL);
        char *word = strstr(changed, " NOT NULL");

        /* One word less in each table in turn, at last one table less. */
        memmove(word, word + strlen(" NOT NULL"), strlen(word + strlen(" NOT NULL")) + 1);
        schema[MIN(i, n - 1)] = i < n ? changed : NULL;
        format.schema = schema;
        g_unlink(scene.other);
        CtDb *db = ct_db_create(scene.other, &format, false, &error);

        CHECK_OK(db != NULL && ct_db_commit(db, &error), error);
        ct_db_close(db);
        CHECK_ERR(ct_run_read_open(scene.other, &error) != NULL, error, CT_DB_ERROR,
                  CT_DB_ERROR_DAMAGED);
    }
}

/* --- values that no run has --- */

static const char *const hostile_changes[] = {
    "UPDATE replication SET detail = x'ff' WHERE number = 5",
    "UPDATE replication SET detail = x'01000000' WHERE number = 5",
    "UPDATE replication SET detail = x'80808080808080808080' WHERE number = 5",
    "UPDATE replication SET outcome = 3 WHERE number = 5",
    "UPDATE replication SET outcome = -1 WHERE number = 5",
    "UPDATE replication SET end_ms = -9223372036854775808 WHERE number = 5",
    "UPDATE replication SET tries = -1 WHERE number = 5",
    "UPDATE replication SET noise_ppm = -1 WHERE number = 5",
    "UPDATE replication SET number = -7 WHERE number = 5",
    "UPDATE goal_time SET goal = 2 WHERE goal = 1",
    "UPDATE goal_time SET ms = -1 WHERE goal = 1",
    "UPDATE goal_time SET ms = 9223372036854775807 WHERE goal = 1",
    "INSERT INTO goal_time VALUES (100000, 0, 1)",
    "UPDATE goal SET id = 5 WHERE id = 1",
    "INSERT INTO loss VALUES (1, 'function', 'f', '1')",
    "INSERT INTO loss VALUES (0, 'function', 'f', 'much')",
    "INSERT INTO loss VALUES (0, 'function', 'f', 'inf')",
    "INSERT INTO loss_time VALUES (5, 0, 0, 0, 1, 0)",
    "INSERT INTO loss VALUES (0, 'function', 'f', NULL);"
    "INSERT INTO loss_time VALUES (5, 1, 0, 0, 1, 0)",
    "INSERT INTO loss VALUES (0, 'function', 'f', NULL);"
    "INSERT INTO loss_time VALUES (5, 0, 0, 9223372036854775807, 1, 0)",
    "INSERT INTO loss VALUES (0, 'function', 'f', NULL);"
    "INSERT INTO loss_time VALUES (5, 0, -1, 0, 1, 0)",
    "INSERT INTO loss VALUES (0, 'function', 'f', NULL);"
    "INSERT INTO loss_time VALUES (5, 0, 0, 0, 0, 0)",
    "INSERT INTO loss VALUES (0, 'function', 'f', NULL);"
    "INSERT INTO loss_time VALUES (5, 0, 0, 0, 1, 2)",
    "INSERT INTO loss VALUES (0, 'function', 'f', NULL);"
    "INSERT INTO loss_time VALUES (100000, 0, 0, 0, 1, 0)",
    "UPDATE rule SET id = 77 WHERE id = 0",
    "UPDATE place SET instances = 0",
    "UPDATE place SET instances = 4294967296",
    "UPDATE meta SET value = '-5' WHERE key = 'replications'",
    "UPDATE meta SET value = '99999999999' WHERE key = 'replications'",
    "UPDATE meta SET value = 'a' || char(0) || 'b' WHERE key = 'package'",
    "DELETE FROM meta WHERE key = 'topology'",
    "UPDATE input SET data = x'00'",
    "UPDATE input SET data = zeroblob(100)",
    "UPDATE input SET sha256 = 'none'",
    "UPDATE trace_chunk SET data = zeroblob(10)",
    "UPDATE trace_chunk SET data = (SELECT data FROM input LIMIT 1)",
};

static void
test_hostile_values(void)
{
    g_auto(Scene) scene = {0};
    GError *error = NULL;

    scene_init(&scene);
    for (size_t i = 0; i < G_N_ELEMENTS(hostile_changes); i++) {
        g_unlink(scene.other);
        CHECK_OK(ct_sample_run_write(&scene.sample, scene.other, &error), error);
        CtDb *db = ct_db_open(scene.other, &ct_run_format, true, &error);

        CHECK_OK(db != NULL && ct_db_exec(db, hostile_changes[i], &error), error);
        ct_db_close(db);
        bool read = read_all(&scene.sample, scene.other, &error);

        CHECK_MSG(!read && error != NULL, "no error after: %s", hostile_changes[i]);
        g_clear_error(&error);
    }
}

/* --- writing --- */

static void
test_two_writers(void)
{
    g_auto(Scene) scene = {0};
    GError *error = NULL;

    scene_init(&scene);
    CtRunFile *first = ct_run_file_open(scene.other, scene.sample.header, true, &error);

    CHECK_OK(first != NULL, error);
    CHECK_ERR(ct_run_file_open(scene.other, scene.sample.header, false, &error) != NULL, error,
              CT_RUN_FILE_ERROR, CT_RUN_FILE_ERROR_THERE);
    CHECK_ERR(ct_run_file_open(scene.other, scene.sample.header, true, &error) != NULL, error,
              CT_DB_ERROR, CT_DB_ERROR_BUSY);
    CHECK_OK(ct_sample_run_add(&scene.sample, first, 0, 100, &error), error);
    CHECK_OK(ct_run_file_flush(first, &error), error);
    ct_run_file_free(first);
    /* Once the first has gone, the second goes on. */
    CtRunFile *second = ct_run_file_open(scene.other, scene.sample.header, true, &error);

    CHECK_OK(second != NULL, error);
    CHECK_INT(ct_run_file_count(second), 100);
    CU_ASSERT(ct_run_file_has(99, second) && !ct_run_file_has(100, second));
    ct_run_file_discard(second);
    CU_ASSERT(!g_file_test(scene.other, G_FILE_TEST_EXISTS));
}

/* In a process of its own, which may write files of @most bytes: the code it ends with. */
static int
write_within(const Scene *scene, rlim_t most)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        g_autoptr(GError) error = NULL;

        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){.rlim_cur = most, .rlim_max = most});
        bool written = ct_sample_run_write(&scene->sample, scene->other, &error);

        if (!written && !g_error_matches(error, CT_DB_ERROR, CT_DB_ERROR_FULL))
            g_printerr("within %lu bytes: %s\n", (unsigned long)most, error->message);
        _exit(written ? 100 : g_error_matches(error, CT_DB_ERROR, CT_DB_ERROR_FULL) ? 101 : 102);
    }
    CU_ASSERT_FATAL(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void
test_full_disk(void)
{
    g_auto(Scene) scene = {0};
    g_autofree char *part = NULL;
    GError *error = NULL;
    GStatBuf whole;
    bool complete = false;

    scene_init(&scene);
    part = g_strdup_printf("%s.part", scene.other);
    CU_ASSERT_FATAL(g_stat(scene.whole, &whole) == 0);
    for (rlim_t most = 0; !complete && most < 4 * (rlim_t)whole.st_size; most += 5000) {
        int status = write_within(&scene, most);

        complete = status == 100;
        CHECK_MSG(status != 102, "within %lu bytes: another error", (unsigned long)most);
        CU_ASSERT(complete == g_file_test(scene.other, G_FILE_TEST_EXISTS));
        if (complete || !g_file_test(part, G_FILE_TEST_EXISTS))
            continue;
        /* With room again, it goes on from what is there. */
        CtRunFile *file = ct_run_file_open(scene.other, scene.sample.header, true, &error);

        CHECK_OK(file != NULL, error);
        ct_run_file_discard(file);
    }
    CU_ASSERT(complete);
    CHECK_OK(read_all(&scene.sample, scene.other, &error), error);
}

static void
test_nowhere_to_write(void)
{
    g_auto(CtSampleRun) sample = {0};
    GError *error = NULL;

    ct_sample_run_init(&sample, 3);
    CHECK_ERR(ct_run_file_open("/no-such-folder/x.ctrun", sample.header, false, &error) != NULL,
              error, CT_DB_ERROR, CT_DB_ERROR_FAILED);
    CHECK_ERR(ct_run_file_open("/proc/x.ctrun", sample.header, false, &error) != NULL, error,
              CT_DB_ERROR, CT_DB_ERROR_FAILED);
}

CU_TestInfo test_run_file_tests[] = {
    {"what is written comes back", test_comes_back},
    {"a file cut anywhere is an error", test_cut_anywhere},
    {"a changed byte does no harm", test_bytes_changed},
    {"other versions and programs are told apart", test_other_makes},
    {"a schema with more in it is refused", test_hostile_schemas},
    {"a schema in other words is refused", test_other_words},
    {"values that no run has are refused", test_hostile_values},
    {"one writer at a time", test_two_writers},
    {"a full disk leaves nothing that looks complete", test_full_disk},
    {"a folder that cannot be written is said", test_nowhere_to_write},
    CU_TEST_INFO_NULL,
};
