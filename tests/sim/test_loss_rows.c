/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What functions and requirements lose, from a replication to the statistics: by hand on a small
 * scenario, against sums over the events of traces where a defender acts, and through a run file
 * whatever wrote it in what order.
 */
#include "tests/support/check.h"

#include "base/units.h"
#include "sim/replicate.h"
#include "sim/run_make.h"
#include "sim/run_read.h"
#include "sim/statistics.h"
#include "sim/trace.h"
#include "tests/support/package.h"
#include "tests/support/scenario_run.h"

#include <math.h>
#include <string.h>

/* @in: what the conduit from outside allows; @mail: whether people can be written to. */
#define TOPOLOGY(in, mail)                                                                         \
    "cybertwin: 1\n"                                                                               \
    "name: A hall\n"                                                                               \
    "products:\n"                                                                                  \
    "  box: { kind: workstation, services: { rdp: { port: tcp/3389, gives: [shell] } } }\n"        \
    "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] } } "  \
    "}\n"                                                                                          \
    "networks: { internet: { medium: internet }, desk: {}, hall: {} }\n"                           \
    "zones:\n"                                                                                     \
    "  outside: { outside: true, networks: [internet] }\n"                                         \
    "  office: { networks: [desk] }\n"                                                             \
    "  plant: { networks: [hall] }\n"                                                              \
    "conduits:\n"                                                                                  \
    "  in: { from: outside, to: office, allow: [" in "] }\n"                                       \
    "  out: { from: office, to: outside, allow: [ { port: tcp/443 } ] }\n"                         \
    "  down: { from: office, to: plant, allow: [ { port: tcp/502 } ], controls: { sensor: 0.8 } "  \
    "}\n"                                                                                          \
    "assets:\n"                                                                                    \
    "  pc: { product: box, zone: office, count: 3, sensor: 0.8 }\n"                                \
    "  plc: { product: pump, zone: plant, sensor: 0.9 }\n"                                         \
    "people:\n"                                                                                    \
    "  clerks: { count: 3, uses: [pc], mail: " mail " }\n"                                         \
    "credentials:\n"                                                                               \
    "  word: { kind: password, strength: default, privilege: user, opens: [box.rdp] }\n"           \
    "functions:\n"                                                                                 \
    "  pumping: { needs: [plc], loss: control, impact: { cost_per_hour: 100 } }\n"                 \
    "  watching: { needs: { k: 2, of: [pc] }, loss: availability }\n"                              \
    "requirements:\n"                                                                              \
    "  keep: { function: pumping, must: controllable }\n"                                          \
    "  see: { function: watching, must: available }\n"

enum { PUMPING, WATCHING, KEEP, SEE, N_LOSSES };

#define NOBODY "attacker 'nobody' { goals = { stop = controls 'plc' } }\n"
#define SOMEBODY                                                                                   \
    "attacker 'outsider' { goals = { stop = controls 'plc' } }\nhorizon '30d'\n"                   \
    "defender 'soc' { false_alarms = '2/d', dismisses = 0.8, analysts = 2,\n"                      \
    "  triage = exponential { mean = '2h' }, playbook = {\n"                                       \
    "  { act = { 'isolate', 'restore' }, takes = '4h' } } }\n"

static CtStatistics *
statistics_of(const CtRunHeader *header, const GPtrArray *rows)
{
    g_autoptr(CtStatisticsMaker) maker = ct_statistics_maker_new(header);
    GError *error = NULL;

    for (guint i = 0; i < rows->len; i++)
        ct_statistics_add(rows->pdata[i], maker);
    CtStatistics *statistics = ct_statistics_finish(maker, &error);

    CHECK_OK(statistics != NULL, error);
    return statistics;
}

static GPtrArray *
play_all(const CtSim *sim, uint64_t n)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)ct_row_free);

    for (uint64_t r = 0; r < n; r++)
        g_ptr_array_add(rows, ct_replicate_one(sim, r));
    return rows;
}

static void
check_near(double got, double want)
{
    CHECK_MSG(fabs(got - want) <= 1e-9 * fmax(1, fabs(want)), "got %.12g, want %.12g", got, want);
}

static const CtLossStatistics *
loss_of(const CtStatistics *statistics, guint i)
{
    return &g_array_index(statistics->losses.losses, CtLossStatistics, i);
}

/* --- by hand --- */

static void
check_time(const CtRow *row, int i, double first_h, double total_h, uint32_t times, bool is_lost)
{
    CHECK_INT(row->losses[i].first_ms, (int64_t)(first_h * (double)CT_MS_HOUR));
    CHECK_INT(row->losses[i].total_ms, (int64_t)(total_h * (double)CT_MS_HOUR));
    CHECK_INT(row->losses[i].times, times);
    CHECK_INT(row->losses[i].is_lost, is_lost);
}

/* The machine is off from hour 24 to 30, and from 216 to the end at 240; two of three computers
 * are off from hour 72 to 84. */
static void
test_by_hand(void)
{
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(&test, TOPOLOGY("", "false"),
                          NOBODY "horizon '10d'\n"
                                 "at('24h', function() isolate 'plc' end)\n"
                                 "at('30h', function() reconnect 'plc' end)\n"
                                 "at('216h', function() halt 'plc' end)\n"
                                 "at('48h', function() isolate 'pc[0]' end)\n"
                                 "at('72h', function() isolate 'pc[2]' end)\n"
                                 "at('84h', function() reconnect 'pc[0]' end)\n");
    CHECK_MSG(test.error == NULL, "%s", test.error);
    if (test.error != NULL)
        return;
    g_autoptr(CtRunHeader) header =
        ct_run_make_header(test.twin, test.sim, &(CtRunRequest){.as_of = "2026-01-01", .n = 3});

    test.sim->to_horizon = true;
    CHECK_INT(header->losses->len, N_LOSSES);
    g_autoptr(GPtrArray) rows = play_all(test.sim, 3);
    const CtRow *row = rows->pdata[0];

    CHECK_INT(row->n_losses, N_LOSSES);
    check_time(row, PUMPING, 24, 30, 2, true);
    check_time(row, WATCHING, 72, 12, 1, false);
    check_time(row, KEEP, 24, 30, 2, true);
    check_time(row, SEE, 72, 12, 1, false);
    g_autoptr(CtStatistics) statistics = statistics_of(header, rows);

    if (statistics == NULL)
        return;
    CHECK_INT(statistics->losses.is_whole, true);
    check_near(statistics->losses.service.value, 1 - (30.0 + 12) / 2 / 240);
    check_near(statistics->losses.cost.value, 3000);
    check_near(statistics->losses.cost_95, 3000);
    check_near(loss_of(statistics, PUMPING)->service.value, 1 - 30.0 / 240);
    check_near(loss_of(statistics, PUMPING)->cost.value, 3000);
    check_near(loss_of(statistics, PUMPING)->at_end.value, 1);
    check_near(loss_of(statistics, WATCHING)->at_end.value, 0);
    check_near(loss_of(statistics, WATCHING)->total_ms.value, 12 * (double)CT_MS_HOUR);
    CHECK_INT(loss_of(statistics, WATCHING)->median.value_ms, 72 * CT_MS_HOUR);
    CU_ASSERT(isnan(loss_of(statistics, WATCHING)->cost.value));
    CHECK_STR(loss_of(statistics, SEE)->name, "see");
}

/* Five replications lose nought, 1, 2, 3 and 8 hours at 500 an hour. */
static void
test_cost_curve(void)
{
    static const int64_t hours[] = {3, 0, 8, 1, 2};
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(CtRunLoss));
    CtRunLoss function = {.kind = (char *)"function",
                          .name = (char *)"supply",
                          .cost_per_hour = 500};
    CtRunHeader header = {.losses = g_array_append_val(all, function)};
    CtLossMaker *maker = ct_loss_maker_new(&header);
    CtLossSummary summary;

    for (size_t i = 0; i < G_N_ELEMENTS(hours); i++) {
        CtLossTime time = {.first_ms = hours[i] > 0 ? 5 : -1,
                           .total_ms = hours[i] * CT_MS_HOUR,
                           .times = hours[i] > 0};

        ct_loss_maker_add(maker, &(CtRow){.end_ms = CT_MS_DAY, .losses = &time, .n_losses = 1});
    }
    ct_loss_maker_finish(maker, CT_MS_DAY, true, &summary);
    check_near(summary.cost_most, 4000);
    for (int i = 0; i < CT_LOSS_N_POINTS; i++) { /* a point is 100, a loss 500, 1000, 1500, 4000 */
        int above = i < 5 ? 4 : i < 10 ? 3 : i < 15 ? 2 : 1;

        check_near(summary.cost_above[i], above / 5.0);
    }
    ct_loss_summary_clear(&summary);
    ct_loss_maker_free(maker);
}

/* --- against traces --- */

typedef struct Sum {
    int64_t since, first, total;
    uint32_t times;
    bool is_lost;
} Sum;

/* Of one replication, from its events alone. */
static void
add_up(const CtSim *sim, uint64_t replication, Sum sums[N_LOSSES], int64_t *ret_end)
{
    g_autoptr(GArray) records = ct_trace_play(sim, replication, NULL);

    for (int i = 0; i < N_LOSSES; i++)
        sums[i] = (Sum){.first = -1};
    for (guint i = 0; i < records->len; i++) {
        const CtTraceRecord *event = &g_array_index(records, CtTraceRecord, i);
        bool begins = event->kind == CT_TRACE_IMPAIRED || event->kind == CT_TRACE_VIOLATED;
        bool ends = event->kind == CT_TRACE_RECOVERED || event->kind == CT_TRACE_UPHELD;
        bool is_function = event->kind == CT_TRACE_IMPAIRED || event->kind == CT_TRACE_RECOVERED;

        if (event->kind == CT_TRACE_END)
            *ret_end = event->time;
        if (!begins && !ends)
            continue;
        Sum *sum = &sums[event->fact + (is_function ? PUMPING : KEEP)];

        CHECK_INT(sum->is_lost, ends);
        sum->is_lost = begins;
        if (begins) {
            sum->since = event->time;
            sum->first = sum->first < 0 ? event->time : sum->first;
            sum->times++;
        } else {
            sum->total += event->time - sum->since;
        }
    }
    for (int i = 0; i < N_LOSSES; i++)
        sums[i].total += sums[i].is_lost ? *ret_end - sums[i].since : 0;
}

typedef struct Means {
    double total, lost, at_end, times, given;
} Means;

static void
check_means(const CtStatistics *statistics, const Means *means, double n)
{
    double hours = means[PUMPING].total / (double)CT_MS_HOUR;

    for (guint i = 0; i < N_LOSSES; i++) {
        const CtLossStatistics *loss = loss_of(statistics, i);

        check_near(loss->total_ms.value, means[i].total / n);
        check_near(loss->lost.value, means[i].lost / n);
        check_near(loss->at_end.value, means[i].at_end / n);
        check_near(loss->times.value, means[i].times / n);
        check_near(loss->given_ms.value, means[i].total / means[i].lost);
        CU_ASSERT(loss->total_ms.low <= loss->total_ms.value &&
                  loss->total_ms.value <= loss->total_ms.high);
    }
    check_near(statistics->losses.cost.value, 100 * hours / n);
    check_near(statistics->losses.service.value,
               1 - (means[PUMPING].total + means[WATCHING].total) / 2 / n /
                       (double)statistics->horizon_ms);
}

enum { N = 150 };

static void
test_against_traces(void)
{
    g_auto(CtScenarioTest) test = {0};
    Means means[N_LOSSES] = {{0}};

    ct_scenario_test_init(&test, TOPOLOGY("{ port: tcp/3389 }", "true"), SOMEBODY);
    CHECK_MSG(test.error == NULL, "%s", test.error);
    if (test.error != NULL)
        return;
    g_autoptr(CtRunHeader) header =
        ct_run_make_header(test.twin, test.sim, &(CtRunRequest){.as_of = "2026-01-01", .n = N});

    test.sim->to_horizon = true;
    g_autoptr(GPtrArray) rows = play_all(test.sim, N);

    for (uint64_t r = 0; r < N; r++) {
        const CtRow *row = rows->pdata[r];
        Sum sums[N_LOSSES];
        int64_t end = -1;

        add_up(test.sim, r, sums, &end);
        CHECK_INT(row->end_ms, end);
        for (int i = 0; i < N_LOSSES; i++) {
            CHECK_INT(row->losses[i].first_ms, sums[i].first);
            CHECK_INT(row->losses[i].total_ms, sums[i].total);
            CHECK_INT(row->losses[i].times, sums[i].times);
            CHECK_INT(row->losses[i].is_lost, sums[i].is_lost);
            means[i].total += (double)sums[i].total;
            means[i].lost += sums[i].times > 0;
            means[i].at_end += sums[i].is_lost;
            means[i].times += sums[i].times;
        }
    }
    CHECK_MSG(means[PUMPING].lost > 10 && means[WATCHING].lost > 10 && means[WATCHING].times > 20,
              "too little is lost: %g and %g", means[PUMPING].lost, means[WATCHING].lost);
    g_autoptr(CtStatistics) statistics = statistics_of(header, rows);

    if (statistics != NULL)
        check_means(statistics, means, N);
}

/* Where courses end with their goal, shares of time would flatter: there are none. */
static void
test_cut_off(void)
{
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(&test, TOPOLOGY("{ port: tcp/3389 }", "true"), SOMEBODY);
    CHECK_MSG(test.error == NULL, "%s", test.error);
    if (test.error != NULL)
        return;
    g_autoptr(CtRunHeader) header =
        ct_run_make_header(test.twin, test.sim, &(CtRunRequest){.as_of = "2026-01-01", .n = N});
    g_autoptr(GPtrArray) rows = play_all(test.sim, N);
    g_autoptr(CtStatistics) statistics = statistics_of(header, rows);

    if (statistics == NULL)
        return;
    CHECK_INT(statistics->losses.is_whole, false);
    CU_ASSERT(isnan(statistics->losses.service.value));
    CU_ASSERT(isnan(loss_of(statistics, PUMPING)->service.value));
    CU_ASSERT(isnan(loss_of(statistics, PUMPING)->restricted_mean_ms.value));
    CU_ASSERT(!isnan(loss_of(statistics, PUMPING)->lost.value));
}

/* --- in a run file --- */

static bool
keep_row(CtRow *row, void *data)
{
    g_ptr_array_add(data, row); /* in the order in which they come */
    return true;
}

static bool
write_rows(const char *path, const CtRunHeader *header, GPtrArray *rows, GError **error)
{
    g_autoptr(CtRunFile) file = ct_run_file_open(path, header, false, error);

    for (guint i = 0; file != NULL && i < rows->len / 2; i++)
        if (!ct_run_file_add(file, rows->pdata[i], error))
            return false;
    if (file == NULL || !ct_run_file_flush(file, error))
        return false;
    g_clear_pointer(&file, ct_run_file_free); /* stopped, and gone on with */
    file = ct_run_file_open(path, header, true, error);
    for (guint i = rows->len / 2; file != NULL && i < rows->len; i++)
        if (!ct_run_file_add(file, rows->pdata[i], error))
            return false;
    return file != NULL && ct_run_file_finish(g_steal_pointer(&file), error);
}

static char *
hash_of(const CtScenarioTest *test, const CtRunHeader *header, uint32_t jobs, const char *path)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)ct_row_free);
    g_autoptr(GError) error = NULL;

    ct_replicate(test->sim, &(CtReplicateRange){.n = N},
                 &(CtReplicateOptions){.jobs = jobs, .sink = keep_row, .data = rows});
    for (guint i = 0; jobs == 5 && i < rows->len / 2; i++) { /* as shares would come */
        void *row = rows->pdata[i];

        rows->pdata[i] = rows->pdata[rows->len - 1 - i];
        rows->pdata[rows->len - 1 - i] = row;
    }
    if (!write_rows(path, header, rows, &error)) {
        CHECK_MSG(false, "%s", error->message);
        return NULL;
    }
    g_autoptr(CtRunRead) run = ct_run_read_open(path, &error);

    CHECK_MSG(run != NULL, "%s", error != NULL ? error->message : "");
    return run != NULL ? ct_run_read_hash(run, NULL) : NULL;
}

static void
compare_row(const CtRow *row, void *data)
{
    g_autoptr(CtRow) want = ct_replicate_one(data, row->replication);

    CU_ASSERT(ct_row_has_same_losses(row, want));
    want->losses[KEEP].total_ms++;
    CU_ASSERT(!ct_row_has_same_losses(row, want));
}

static void
test_run_files(void)
{
    static const uint32_t jobs[] = {1, 2, 5};
    g_auto(CtScenarioTest) test = {0};
    CtTestPackage *folder = ct_test_package_new("notes.txt", "", NULL);
    g_autofree char *first = NULL;
    g_autoptr(GError) error = NULL;

    ct_scenario_test_init(&test, TOPOLOGY("{ port: tcp/3389 }", "true"), SOMEBODY);
    CHECK_MSG(test.error == NULL, "%s", test.error);
    g_autoptr(CtRunHeader) header =
        test.error == NULL ? ct_run_make_header(test.twin, test.sim,
                                                &(CtRunRequest){.as_of = "2026-01-01", .n = N})
                           : NULL;

    for (size_t j = 0; header != NULL && j < G_N_ELEMENTS(jobs); j++) {
        g_autofree char *name = g_strdup_printf("%u.ctrun", jobs[j]);
        g_autofree char *path = g_build_filename(folder->folder, name, NULL);
        g_autofree char *hash = hash_of(&test, header, jobs[j], path);

        if (first == NULL)
            first = g_strdup(hash);
        CHECK_STR(hash, first);
    }
    if (header != NULL) {
        g_autofree char *path = g_build_filename(folder->folder, "1.ctrun", NULL);
        g_autoptr(CtRunRead) run = ct_run_read_open(path, &error);

        CHECK_MSG(run != NULL && ct_run_read_each_row(run, compare_row, test.sim, &error), "%s",
                  error != NULL ? error->message : "");
        CHECK_INT(ct_run_read_get_header(run)->losses->len, N_LOSSES);
        const CtRunLoss *loss =
            &g_array_index(ct_run_read_get_header(run)->losses, CtRunLoss, PUMPING);

        CHECK_STR(loss->name, "pumping");
        check_near(loss->cost_per_hour, 100);
    }
    ct_test_package_free(folder);
}

CU_TestInfo test_loss_rows_tests[] = {
    {"losses by hand", test_by_hand},
    {"how many courses cost how much", test_cost_curve},
    {"losses are what traces sum up to", test_against_traces},
    {"courses that are cut off have no shares of time", test_cut_off},
    {"run files, whatever wrote them", test_run_files},
    CU_TEST_INFO_NULL,
};
