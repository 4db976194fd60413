/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/scenario_run.h"

#include "base/units.h"

#include <string.h>

/* Two ways in, one of them through people; a machine behind. */
static const char small_topology[] =
    "cybertwin: 1\n"
    "name: A hall\n"
    "products:\n"
    "  box: { kind: workstation, services: { rdp: { port: tcp/3389, gives: [shell] } } }\n"
    "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] } } }\n"
    "networks: { internet: { medium: internet }, desk: {}, hall: {} }\n"
    "zones:\n"
    "  outside: { outside: true, networks: [internet] }\n"
    "  office: { networks: [desk] }\n"
    "  plant: { networks: [hall] }\n"
    "conduits:\n"
    "  in: { from: outside, to: office, allow: [ { port: tcp/3389 } ] }\n"
    "  out: { from: office, to: outside, allow: [ { port: tcp/443 } ] }\n"
    "  down: { from: office, to: plant, allow: [ { port: tcp/502 } ] }\n"
    "assets:\n"
    "  pc: { product: box, zone: office, count: 3 }\n"
    "  plc: { product: pump, zone: plant }\n"
    "people:\n"
    "  clerks: { count: 3, uses: [pc], mail: true }\n"
    "credentials:\n"
    "  word: { kind: password, strength: default, privilege: user, opens: [box.rdp] }\n";

static void
put_file(CtSource *source, const char *path, const char *text)
{
    ct_source_add(source, path, text, strlen(text));
}

void
ct_scenario_test_init(CtScenarioTest *test, const char *topology, const char *scenario)
{
    CtLimits limits = ct_limits_default;
    g_autoptr(GError) error = NULL;

    limits.script_events = 1000;
    limits.lua_bytes = 8 << 20;
    limits.lua_instructions = 2000000;
    *test = (CtScenarioTest){
        .stored = {.package = ct_source_new_memory(), .topology = "topology.yaml"}};
    put_file(test->stored.package, "topology.yaml", topology != NULL ? topology : small_topology);
    put_file(test->stored.package, "scenario.lua", scenario);
    ct_source_remember(test->stored.package);
    test->twin = ct_twin_new(&(CtTwinOptions){.stored = &test->stored, .limits = &limits});
    if (ct_twin_load(test->twin, "hall", CT_TWIN_RULES, &error))
        test->sim = ct_sim_setup(test->twin, &(CtSimOptions){.seed = 3, .horizon_ms = -1}, &error);
    if (test->sim == NULL)
        test->error = ct_diag_length(test->twin->diag) > 0 ? ct_diag_to_text(test->twin->diag, 1)
                                                           : g_strdup(error->message);
    else
        test->engine = ct_engine_new(test->sim);
}

void
ct_scenario_test_clear(CtScenarioTest *test)
{
    ct_engine_free(test->engine);
    ct_sim_free(test->sim);
    ct_twin_free(test->twin);
    ct_source_free(test->stored.package);
    g_free(test->error);
}

static void
note_line(const CtTraceEvent *event, void *data)
{
    g_autofree char *time = ct_units_time_text(event->time);

    if (event->kind == CT_TRACE_LOG)
        g_string_append_printf(data, "%s: %s\n", time, event->text);
}

static void
note_event(const CtTraceEvent *event, void *data)
{
    if (event->kind != CT_TRACE_LOG)
        g_string_append_printf(data, "%" G_GINT64_FORMAT " %s %u %u %u %u\n", event->time,
                               ct_trace_kind_text(event->kind), event->actor, event->attempt,
                               event->n, event->fact);
}

static char *
play(CtScenarioTest *test, uint64_t replication, CtTraceFunc note)
{
    g_auto(CtSummary) summary = {0};
    g_autoptr(GString) text = g_string_new(NULL);

    if (test->engine == NULL)
        return g_strdup(test->error);
    ct_summary_init(&summary, test->sim);
    ct_engine_set_trace(test->engine, note, text);
    ct_engine_run(test->engine, replication, &summary);
    if (summary.outcome == CT_OUTCOME_FAILED) {
        const char *why = ct_engine_failure(test->engine);

        g_string_append_printf(text, "failed: %s\n", why != NULL ? why : "at a limit");
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
ct_scenario_test_log(CtScenarioTest *test, uint64_t replication)
{
    return play(test, replication, note_line);
}

char *
ct_scenario_test_trace(CtScenarioTest *test, uint64_t replication)
{
    return play(test, replication, note_event);
}
