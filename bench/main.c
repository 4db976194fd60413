/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench: one table over fleets of growing size. Times are of this machine; what to
 * compare between machines is the ratio to the floors, measured in the same run.
 */
#include "base/text_table.h"
#include "base/units.h"
#include "bench/bench_queue.h"
#include "bench/measure.h"
#include "bench/pipeline.h"

#include <stdlib.h>
#include <string.h>

typedef struct Options {
    char **sizes;
    char **families;
    int repeats;
    gboolean queue;
    char *write;
} Options;

/* Seconds; below, what is measured is starting up and the clock. */
#define SHORTEST_COMPARED 1e-4

/* The ratios that DESIGN's goals name. */
static const double goals[CT_STAGE_COUNT] = {
    [CT_STAGE_LOAD] = 1.5,
    [CT_STAGE_FIXPOINT] = 3,
};

static bool
wants_family(const Options *options, CtFleetFamily family)
{
    return options->families == NULL ||
           g_strv_contains((const char *const *)options->families, ct_fleet_name(family));
}

static void
add_stage(CtTextTable *table,
          CtFleetFamily family,
          const char *size,
          CtStageKind kind,
          const CtPipelineResult *result)
{
    const CtStageResult *stage = &result->stages[kind];
    double units = MAX(stage->units, 1);
    char seconds[32], ns[48], bytes[32], each[32], floor[32] = "", ratio[32] = "";
    const char *cells[] = {
        ct_fleet_name(family), size, ct_stage_names[kind], seconds, ns, bytes, each, floor, ratio};

    g_snprintf(seconds, sizeof seconds, "%.4f", stage->seconds);
    g_snprintf(ns, sizeof ns, "%.0f/%s", stage->seconds * 1e9 / units, ct_stage_units[kind]);
    g_snprintf(bytes, sizeof bytes, "%.0f", stage->bytes / units);
    g_snprintf(each, sizeof each, "%.0f", stage->bytes / MAX(result->assets, 1));
    if (stage->floor >= SHORTEST_COMPARED) {
        g_snprintf(floor, sizeof floor, "%.4f", stage->floor);
        g_snprintf(ratio, sizeof ratio, "%.2f (goal %.1f)", stage->seconds / stage->floor,
                   goals[kind]);
    }
    ct_text_table_add(table, cells);
}

/* Everything together: what a user waits for, what is held in the end, and the most memory that the
 * process had (the fleet's text, twice, and the largest repeat included). */
static void
add_whole(CtTextTable *table,
          CtFleetFamily family,
          const char *size,
          const CtPipelineResult *result)
{
    double assets = MAX(result->assets, 1);
    double seconds = 0, bytes = 0;
    char total[32], ns[48], each[32], facts[128];
    const char *cells[] = {ct_fleet_name(family), size, "whole", total, ns, "", each, "", facts};

    for (int kind = 0; kind < CT_STAGE_COUNT; kind++) {
        seconds += result->stages[kind].seconds;
        bytes += result->stages[kind].bytes;
    }
    g_snprintf(total, sizeof total, "%.4f", seconds);
    g_snprintf(ns, sizeof ns, "%.0f/asset", seconds * 1e9 / assets);
    g_snprintf(each, sizeof each, "%.0f", bytes / assets);
    g_snprintf(facts, sizeof facts, "%.0f facts, %.0f held, %.0f steps; peak %.0f bytes/asset",
               result->facts, result->held, result->steps, result->peak / assets);
    ct_text_table_add(table, cells);
}

static bool
run_case(CtTextTable *table, CtFleetFamily family, const char *size, int repeats, GError **error)
{
    CtPipelineResult result;
    int64_t n;

    if (!ct_units_parse_integer(size, 1, 10000000, &n, error))
        return false;
    ct_pipeline_run(family, (uint32_t)n, (unsigned)repeats, &result);
    if (!result.ok) {
        g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "%s fleet of %s: %s",
                    ct_fleet_name(family), size, result.problem);
        return false;
    }
    for (int kind = 0; kind < CT_STAGE_COUNT; kind++)
        add_stage(table, family, size, (CtStageKind)kind, &result);
    add_whole(table, family, size, &result);
    return true;
}

static bool
run_all(const Options *options, CtOut *out, GError **error)
{
    static const char *const headers[] = {"fleet",       "assets",     "stage",       "seconds",
                                          "ns each",     "bytes each", "bytes/asset", "floor s",
                                          "times floor", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 160);
    g_autofree char *machine = ct_measure_machine();

    ct_out_printf(out, "%s\nmedian of %d runs each\n", machine, options->repeats);
    for (int family = 0; family < CT_FLEET_FAMILY_COUNT; family++)
        ct_out_printf(out, "%s: %s\n", ct_fleet_name((CtFleetFamily)family),
                      ct_fleet_line((CtFleetFamily)family));
    ct_out_put(out, "\n");
    for (unsigned column = 3; column <= 7; column++)
        ct_text_table_set_right(table, column);
    ct_text_table_set_right(table, 1);
    for (int family = 0; family < CT_FLEET_FAMILY_COUNT; family++)
        for (char **size = options->sizes; *size != NULL; size++)
            if (wants_family(options, (CtFleetFamily)family) &&
                !run_case(table, (CtFleetFamily)family, *size, options->repeats, error))
                return false;
    ct_text_table_write(table, out, false);
    return ct_out_close(out, error);
}

static bool
write_fleet(const Options *options, GError **error)
{
    g_autoptr(CtOut) out = ct_out_new_file(options->write);
    int64_t n;

    if (!ct_units_parse_integer(options->sizes[0], 1, 10000000, &n, error))
        return false;
    for (int family = 0; family < CT_FLEET_FAMILY_COUNT; family++)
        if (wants_family(options, (CtFleetFamily)family)) {
            ct_fleet_write((CtFleetFamily)family, (uint32_t)n, out);
            return ct_out_close(out, error);
        }
    g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "no such family");
    return false;
}

int
main(int argc, char **argv)
{
    static const char *const sizes[] = {"1000", "10000", "100000", "1000000", NULL};
    Options options = {.repeats = 3};
    const GOptionEntry entries[] = {
        {"family", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &options.families,
         "only this family (partitioned, flat, count); may be given several times", "NAME"},
        {"queue", 'q', 0, G_OPTION_ARG_NONE, &options.queue,
         "the event queue of the simulator on PHOLD instead", NULL},
        {"repeats", 'r', 0, G_OPTION_ARG_INT, &options.repeats, "runs of each, default 3", "N"},
        {"write", 'w', 0, G_OPTION_ARG_FILENAME, &options.write,
         "write the first size of the first family there, and stop", "FILE"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.sizes, NULL, "[ASSETS…]"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    bool ok;

    g_option_context_set_summary(context, "Times and memory of the program over growing fleets.");
    g_option_context_add_main_entries(context, entries, NULL);
    ok = g_option_context_parse(context, &argc, &argv, &error);
    if (options.sizes == NULL)
        options.sizes = g_strdupv((char **)sizes);
    if (ok && options.queue)
        ok = ct_bench_queue(out, options.repeats, &error);
    else if (ok)
        ok = options.write != NULL ? write_fleet(&options, &error) : run_all(&options, out, &error);
    if (!ok)
        fprintf(stderr, "cybertwin-bench: %s\n", error->message);
    g_strfreev(options.sizes);
    g_strfreev(options.families);
    g_free(options.write);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
