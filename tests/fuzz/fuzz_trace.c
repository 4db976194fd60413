/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a part of a trace: as it stands in a file, and packed well, so that what is within
 * gets read. It is refused, or every number is one of the simulation at hand and packing gives the
 * same events again.
 */
#include "sim/trace.h"
#include "store/chunk.h"
#include "tests/support/sample_run.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const CtSampleRun *
sample(void)
{
    static CtSampleRun run;

    if (run.sim == NULL)
        ct_sample_run_init(&run, 10);
    return &run;
}

static void
check_records(const CtSim *sim, const GArray *records)
{
    g_autoptr(GArray) again = ct_trace_records_new();
    GArray *chunks = ct_trace_pack(records, 0);

    for (guint i = 0; i < chunks->len; i++) {
        gsize length;
        const void *bytes =
            g_bytes_get_data(g_array_index(chunks, CtRunTraceChunk, i).data, &length);
        bool read = ct_trace_unpack(sim, bytes, length, again, NULL, NULL);

        g_assert(read);
    }
    ct_trace_chunks_free(chunks);
    g_assert(again->len == records->len);
    for (guint i = 0; i < again->len; i++) {
        const CtTraceRecord *a = &g_array_index(again, CtTraceRecord, i);
        const CtTraceRecord *b = &g_array_index(records, CtTraceRecord, i);

        g_assert(a->time == b->time && a->kind == b->kind && a->actor == b->actor &&
                 a->step == b->step && a->n == b->n && a->fact == b->fact);
    }
}

static void
read_one(const void *data, size_t size)
{
    const CtSim *sim = sample()->sim;
    g_autoptr(GArray) records = ct_trace_records_new();
    g_autoptr(GArray) held = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GError) error = NULL;

    if (!ct_trace_unpack(sim, data, size, records, held, &error)) {
        g_assert(error != NULL);
        return;
    }
    check_records(sim, records);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) packed = ct_chunk_pack(data, size);
    gsize length;
    const void *bytes = g_bytes_get_data(packed, &length);

    read_one(data, size);
    read_one(bytes, length);
    return 0;
}
