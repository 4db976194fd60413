/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/sample_run.h"

#include "sim/replicate.h"
#include "sim/trace.h"

#include <string.h>

static const char topology[] =
    "cybertwin: 1\n"
    "name: A hall\n"
    "products: { pump: { kind: plc, services: { web: { port: tcp/80, auth: certificate } } } }\n"
    "networks: { internet: { medium: internet }, hall: {} }\n"
    "zones: { outside: { outside: true, networks: [internet] }, inside: { networks: [hall] } }\n"
    "conduits: { in: { from: outside, to: inside, allow: [ { port: tcp/80 } ] } }\n"
    "assets: { plc: { product: pump, zone: inside }, spare: { product: pump, zone: inside,"
    " count: 4 } }\n"
    "vulnerabilities:\n"
    "  flaw: { affects: [pump.web], cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\" }\n";

static const char scenario[] = "pack \"nasim\"\n"
                               "attacker \"outsider\" { goals = { first = exec(\"plc\", \"admin\"),"
                               " last = exec(\"spare[3]\", \"admin\") } }\n";

static const char rules[] =
    "technique \"nasim-exploit\" {\n"
    "  ids = { it = \"CT-1\" }, name = \"Exploit\", tactics = { \"impact\" },\n"
    "  from = reach \"s\", each = vulnerability \"v\",\n"
    "  gains = function(s) return exec(s.asset, \"admin\") end,\n"
    "  prepare = { time = exponential { mean = \"10d\" }, per = \"vulnerability\" },\n"
    "  time = exponential { mean = \"20d\" }, success = 0.3, tries = 5, noise = 0.2,\n"
    "  skill = \"novice\", stops = {}, source = \"assumption\",\n"
    "}\n";

static void
put_file(CtSource *source, const char *path, const char *text)
{
    ct_source_add(source, path, text, strlen(text));
}

void
ct_sample_run_init(CtSampleRun *sample, uint64_t n)
{
    GError *error = NULL;

    *sample =
        (CtSampleRun){.stored = {.package = ct_source_new_memory(), .topology = "topology.yaml"}};
    put_file(sample->stored.package, "topology.yaml", topology);
    put_file(sample->stored.package, "scenario.lua", scenario);
    put_file(sample->stored.package, "techniques/own.lua", rules);
    ct_source_remember(sample->stored.package);
    sample->twin = ct_twin_new(&(CtTwinOptions){.stored = &sample->stored});
    if (ct_twin_load(sample->twin, "hall", CT_TWIN_RULES, &error))
        sample->sim =
            ct_sim_setup(sample->twin, &(CtSimOptions){.seed = 3, .horizon_ms = -1}, &error);
    if (sample->sim == NULL)
        g_error("the sample does not load: %s", error->message);
    sample->header = ct_run_make_header(sample->twin, sample->sim,
                                        &(CtRunRequest){.as_of = "2026-01-01", .n = n});
}

void
ct_sample_run_clear(CtSampleRun *sample)
{
    ct_run_header_free(sample->header);
    ct_sim_free(sample->sim);
    ct_twin_free(sample->twin);
    ct_source_free(sample->stored.package);
}

bool
ct_sample_run_add(
    const CtSampleRun *sample, CtRunFile *file, uint64_t first, uint64_t last, GError **error)
{
    for (uint64_t r = first; r < last; r++) {
        g_autoptr(CtRow) row = ct_replicate_one(sample->sim, r);

        if (!ct_run_file_add(file, row, error))
            return false;
    }
    return true;
}

static bool
put_trace(const CtSampleRun *sample, CtRunFile *file, GError **error)
{
    GArray *records = ct_trace_play(sample->sim, 0, NULL);
    GArray *chunks = ct_trace_pack(records, 0);
    bool put = ct_run_file_put_trace(file, 0, "asked for", records->len,
                                     (const CtRunTraceChunk *)(const void *)chunks->data,
                                     chunks->len, error);

    g_array_unref(records);
    ct_trace_chunks_free(chunks);
    return put;
}

bool
ct_sample_run_write(const CtSampleRun *sample, const char *path, GError **error)
{
    g_autoptr(CtRunFile) file = ct_run_file_open(path, sample->header, false, error);

    return file != NULL && ct_sample_run_add(sample, file, 0, sample->header->n, error) &&
           ct_run_file_put_result(file, "result", "{}", error) && put_trace(sample, file, error) &&
           ct_run_file_put_session(file, "jobs", "1", error) &&
           ct_run_file_finish(g_steal_pointer(&file), error);
}
