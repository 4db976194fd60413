/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a scenario's script, played twice under tight limits. Whatever they are, the program
 * answers; a replication that is played again is what it was.
 */
#include "sim/engine.h"
#include "sim/setup.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char topology[] =
    "cybertwin: 1\n"
    "products:\n"
    "  eye: { kind: camera, services: { web: { port: tcp/80, auth: none, gives: [shell] } } }\n"
    "networks: { internet: { medium: internet }, lan: {} }\n"
    "zones: { outside: { outside: true, networks: [internet] }, home: { networks: [lan] } }\n"
    "conduits: { in: { from: outside, to: home, allow: [ { port: tcp/80 } ] } }\n"
    "assets: { cam: { product: eye, zone: home, count: 2 } }\n";

static CtLimits
tight(void)
{
    CtLimits limits = ct_limits_default;

    limits.lua_bytes = 4 << 20;
    limits.lua_instructions = 100000;
    limits.script_events = 500;
    limits.tries = 500;
    return limits;
}

static void
play(const CtSim *sim)
{
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_auto(CtSummary) first = {0}, again = {0};

    ct_summary_init(&first, sim);
    ct_summary_init(&again, sim);
    ct_engine_run(engine, 0, &first);
    const char *why = ct_engine_failure(engine);

    g_assert(why == NULL || g_utf8_validate(why, -1, NULL));
    g_autofree char *kept = g_strdup(why);

    ct_engine_run(engine, 0, &again);
    g_assert(g_strcmp0(kept, ct_engine_failure(engine)) == 0);
    g_assert(first.outcome == again.outcome && first.end_ms == again.end_ms &&
             first.tries == again.tries && first.gains == again.gains);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CtLimits limits = tight();
    CtTwinStored stored = {.package = ct_source_new_memory(), .topology = "topology.yaml"};

    ct_source_add(stored.package, "topology.yaml", topology, strlen(topology));
    ct_source_add(stored.package, "scenario.lua", (const char *)data, size);
    CtTwin *twin = ct_twin_new(&(CtTwinOptions){.stored = &stored, .limits = &limits});

    if (ct_twin_load(twin, "fuzz", CT_TWIN_RULES, NULL)) {
        g_autoptr(CtSim) sim =
            ct_sim_setup(twin, &(CtSimOptions){.seed = 1, .horizon_ms = -1}, NULL);

        if (sim != NULL)
            play(sim);
    }
    ct_twin_free(twin);
    ct_source_free(stored.package);
    return 0;
}
