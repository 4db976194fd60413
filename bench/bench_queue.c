/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/bench_queue.h"

#include "base/text_table.h"
#include "bench/floor_queue.h"
#include "bench/measure.h"
#include "sim/event_queue.h"

#define MOST_REPEATS 32

typedef enum QueueKind { OURS, HEAP, BUCKET, QUEUE_COUNT } QueueKind;

static const char *const names[QUEUE_COUNT] = {
    [OURS] = "event queue", [HEAP] = "binary heap", [BUCKET] = "bucket floor"};

/* Buckets an hour as they were best for the floor when tuned by hand. */
static const struct {
    uint32_t pending;
    unsigned per_hour;
    uint64_t n_events;
} cases[] = {{1024, 32, 4000000}, {16384, 500, 4000000}, {1048576, 4000, 3000000}};

static double
run_ours(CtPhold *phold, uint64_t n_warm, uint64_t n_events, double *ret_bytes)
{
    g_autoptr(CtEventQueue) queue = ct_event_queue_new();
    CtEvent event = {.priority = CT_EVENT_PRIORITY_ATTACKER};
    double start = 0;

    for (uint32_t i = 0; i < phold->n_places; i++) {
        event.step = i;
        event.time = ct_phold_next(phold, &event.step);
        event.key.hi++; /* of equal times, as pushed */
        ct_event_queue_push(queue, &event);
    }
    for (uint64_t i = 0; i < n_warm + n_events; i++) {
        if (i == n_warm)
            start = ct_measure_seconds();
        if (!ct_event_queue_pop(queue, &event))
            break;
        phold->now = event.time;
        event.time = ct_phold_next(phold, &event.step);
        event.key.hi = phold->n_places + i + 1;
        ct_event_queue_push(queue, &event);
    }
    double seconds = ct_measure_seconds() - start;
    *ret_bytes = (double)ct_event_queue_bytes(queue);
    return seconds;
}

static double
run_one(QueueKind kind, size_t which, uint64_t *ret_digest, double *ret_bytes)
{
    uint64_t n_warm = 2 * (uint64_t)cases[which].pending, n = cases[which].n_events;
    CtPhold phold;
    double seconds = 0;

    ct_phold_init(&phold, cases[which].pending);
    switch (kind) {
    case OURS:
        seconds = run_ours(&phold, n_warm, n, ret_bytes);
        break;
    case HEAP:
        seconds = ct_floor_heap(&phold, n_warm, n);
        break;
    case BUCKET:
        seconds = ct_floor_bucket(&phold, n_warm, n, cases[which].per_hour);
        break;
    case QUEUE_COUNT:
        break;
    }
    *ret_digest = ct_phold_digest(&phold);
    ct_phold_clear(&phold);
    return seconds;
}

static void
add_rows(
    CtTextTable *table, size_t which, double samples[][MOST_REPEATS], int repeats, double bytes)
{
    double seconds[QUEUE_COUNT];

    for (int kind = 0; kind < QUEUE_COUNT; kind++)
        seconds[kind] = ct_measure_median(samples[kind], (size_t)repeats);
    for (int kind = 0; kind < QUEUE_COUNT; kind++) {
        char pending[32], rate[32], ns[32], floor[48] = "", each[32] = "";
        const char *cells[] = {names[kind], pending, rate, ns, floor, each};

        g_snprintf(pending, sizeof pending, "%u", cases[which].pending);
        g_snprintf(rate, sizeof rate, "%.2f", (double)cases[which].n_events / seconds[kind] / 1e6);
        g_snprintf(ns, sizeof ns, "%.1f", seconds[kind] * 1e9 / (double)cases[which].n_events);
        g_snprintf(floor, sizeof floor, "%.2f", seconds[BUCKET] / seconds[kind]);
        if (kind == OURS) {
            g_snprintf(each, sizeof each, "%.0f", bytes / cases[which].pending);
            g_snprintf(floor, sizeof floor, "%.2f (goal 0.5)", seconds[BUCKET] / seconds[kind]);
        }
        ct_text_table_add(table, cells);
    }
}

static bool
run_case(CtTextTable *table, size_t which, int repeats, GError **error)
{
    double samples[QUEUE_COUNT][MOST_REPEATS] = {{0}}, bytes = 0;

    for (int i = 0; i < repeats; i++) {
        uint64_t digests[QUEUE_COUNT] = {0};

        for (int kind = 0; kind < QUEUE_COUNT; kind++)
            samples[kind][i] = run_one((QueueKind)kind, which, &digests[kind], &bytes);
        for (int kind = 1; kind < QUEUE_COUNT; kind++)
            if (digests[kind] != digests[OURS]) {
                g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED,
                            "%s and %s popped in different orders at %u pending", names[OURS],
                            names[kind], cases[which].pending);
                return false;
            }
    }
    add_rows(table, which, samples, repeats, bytes);
    return true;
}

bool
ct_bench_queue(CtOut *out, int repeats, GError **error)
{
    static const char *const headers[] = {"queue",    "pending",        "million/s",
                                          "ns/event", "share of floor", "bytes/pending",
                                          NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 100);
    g_autofree char *machine = ct_measure_machine();

    repeats = CLAMP(repeats, 1, MOST_REPEATS);
    ct_out_printf(out, "%s\nmedian of %d runs each\n", machine, repeats);
    ct_out_put(out, "PHOLD, 25 % remote, delay 1 h + exponential hour, handlers in C\n\n");
    for (unsigned column = 1; column <= 5; column++)
        ct_text_table_set_right(table, column);
    for (size_t which = 0; which < G_N_ELEMENTS(cases); which++)
        if (!run_case(table, which, repeats, error))
            return false;
    ct_text_table_write(table, out, false);
    return ct_out_close(out, error);
}
