/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory is what the heap holds after a stage less what it held before: what the stage used and
 * gave back shows only in the peak.
 */
#include "bench/pipeline.h"

#include "attacks/fixpoint.h"
#include "attacks/ground.h"
#include "bench/floor_csr.h"
#include "bench/floor_yaml.h"
#include "bench/measure.h"
#include "topology/load.h"

#include <sys/wait.h>
#include <unistd.h>

const char *const ct_stage_names[CT_STAGE_COUNT] = {
    [CT_STAGE_LOAD] = "load",         [CT_STAGE_INSTANCES] = "classes, instances",
    [CT_STAGE_REACH] = "reach",       [CT_STAGE_GROUND] = "ground",
    [CT_STAGE_FIXPOINT] = "fixpoint",
};

const char *const ct_stage_units[CT_STAGE_COUNT] = {
    [CT_STAGE_LOAD] = "asset",  [CT_STAGE_INSTANCES] = "asset",  [CT_STAGE_REACH] = "asset",
    [CT_STAGE_GROUND] = "step", [CT_STAGE_FIXPOINT] = "premise",
};

enum { MOST_REPEATS = 32 };

/* Samples of all repeats, and what the running repeat holds. */
typedef struct Pass {
    const char *text; /* the topology */
    size_t length;
    CtFleetFamily family;
    CtPipelineResult *result;
    double seconds[CT_STAGE_COUNT][MOST_REPEATS];
    double floors[CT_STAGE_COUNT][MOST_REPEATS];
    unsigned repeat;
    double began, heap;

    CtDiag *diag;
    CtSource *source;
    CtModel *model;
    CtClasses *classes;
    CtInstances *instances;
    CtReach *reach;
    CtLibrary *library;
    CtGuard *guard;
    CtGraph *graph;
    CtFixpoint *fixpoint;
} Pass;

static void
begin_stage(Pass *pass)
{
    pass->heap = ct_measure_heap();
    pass->began = ct_measure_seconds();
}

static void
end_stage(Pass *pass, CtStageKind stage)
{
    pass->seconds[stage][pass->repeat] = ct_measure_seconds() - pass->began;
    pass->result->stages[stage].bytes = ct_measure_heap() - pass->heap;
}

static bool
load_floor(Pass *pass, GError **error)
{
    double began = ct_measure_seconds();

    if (ct_floor_yaml(pass->text, pass->length) == 0) {
        g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "the fleet is not YAML");
        return false;
    }
    pass->floors[CT_STAGE_LOAD][pass->repeat] = ct_measure_seconds() - began;
    return true;
}

/* The floor goes first and second in turns, so that neither always finds the caches warm. */
static bool
load(Pass *pass, GError **error)
{
    bool floor_first = pass->repeat % 2 == 0;
    CtLimits limits = ct_limits_default;
    CtLoadOptions options = {.limits = &limits};

    if (floor_first && !load_floor(pass, error))
        return false;
    limits.yaml_bytes = MAX(limits.yaml_bytes, (uint64_t)pass->length + 1);
    pass->source = ct_source_new_memory();
    ct_source_add(pass->source, "fleet.yaml", pass->text, pass->length);
    pass->diag = ct_diag_new();
    begin_stage(pass);
    pass->model = ct_model_load(pass->source, "fleet.yaml", &options, pass->diag);
    end_stage(pass, CT_STAGE_LOAD);
    if (pass->model == NULL) {
        g_autofree char *text = ct_diag_to_text(pass->diag, 3);

        g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "%s", text);
        return false;
    }
    return floor_first || load_floor(pass, error);
}

static bool
unfold(Pass *pass, GError **error)
{
    begin_stage(pass);
    pass->classes = ct_classes_new(pass->model);
    pass->instances = ct_instances_new(pass->classes, ct_limits_default.assets, error);
    end_stage(pass, CT_STAGE_INSTANCES);
    if (pass->instances == NULL)
        return false;
    begin_stage(pass);
    pass->reach = ct_reach_new(pass->instances, &ct_limits_default, error);
    end_stage(pass, CT_STAGE_REACH);
    return pass->reach != NULL;
}

static bool
ground(Pass *pass, GError **error)
{
    const CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    CtLimits limits = ct_limits_default;

    pass->library = ct_library_new(&limits, error);
    if (pass->library == NULL || !ct_library_load_builtin(pass->library, pass->diag, error))
        return false;
    begin_stage(pass);
    pass->guard = ct_guard_new(pass->library, pass->instances, &traits);
    pass->graph =
        ct_ground(pass->library, pass->guard, pass->reach, &traits, &limits, NULL, 0, error);
    end_stage(pass, CT_STAGE_GROUND);
    return pass->graph != NULL;
}

static bool
solve(Pass *pass, GError **error)
{
    g_auto(CtCsr) edges = {0};
    CtFact fact;
    CtFactId entry;
    double began;

    if (!ct_fact_parse(&ct_fact_kinds_builtin, pass->instances, ct_fleet_entry(pass->family), &fact,
                       error))
        return false;
    entry = ct_graph_fact(pass->graph, fact);
    ct_floor_csr_build(pass->graph, &edges);
    began = ct_measure_seconds();
    ct_floor_csr(&edges, &entry, 1);
    pass->floors[CT_STAGE_FIXPOINT][pass->repeat] = ct_measure_seconds() - began;
    begin_stage(pass);
    pass->fixpoint = ct_fixpoint_new(pass->graph, &entry, 1);
    end_stage(pass, CT_STAGE_FIXPOINT);
    return true;
}

static void
count(Pass *pass)
{
    CtPipelineResult *result = pass->result;
    CtStageResult *stages = result->stages;
    const CtGraph *graph = pass->graph;

    result->yaml_bytes = (double)pass->length;
    result->assets = pass->instances->n_assets;
    result->facts = graph->n_facts;
    result->steps = graph->n_steps;
    result->premises = graph->step_premise_start[graph->n_steps];
    result->held = pass->fixpoint->n_held;
    stages[CT_STAGE_LOAD].units = result->assets;
    stages[CT_STAGE_INSTANCES].units = result->assets;
    stages[CT_STAGE_REACH].units = result->assets;
    stages[CT_STAGE_GROUND].units = result->steps;
    stages[CT_STAGE_FIXPOINT].units = result->premises;
}

static void
clear_pass(Pass *pass)
{
    g_clear_pointer(&pass->fixpoint, ct_fixpoint_free);
    g_clear_pointer(&pass->graph, ct_graph_free);
    g_clear_pointer(&pass->guard, ct_guard_free);
    g_clear_pointer(&pass->library, ct_library_free);
    g_clear_pointer(&pass->reach, ct_reach_free);
    g_clear_pointer(&pass->instances, ct_instances_free);
    g_clear_pointer(&pass->classes, ct_classes_free);
    g_clear_pointer(&pass->model, ct_model_free);
    g_clear_pointer(&pass->diag, ct_diag_free);
    g_clear_pointer(&pass->source, ct_source_free);
}

static void
run_here(CtFleetFamily family, uint32_t n_assets, unsigned repeats, CtPipelineResult *result)
{
    g_autoptr(CtOut) yaml = ct_out_new_string();
    g_autoptr(GError) error = NULL;
    Pass pass = {.family = family, .result = result};

    ct_fleet_write(family, n_assets, yaml);
    pass.text = ct_out_text(yaml);
    pass.length = strlen(pass.text);
    for (pass.repeat = 0; pass.repeat < repeats; pass.repeat++) {
        result->ok = load(&pass, &error) && unfold(&pass, &error) && ground(&pass, &error) &&
                     solve(&pass, &error);
        if (result->ok)
            count(&pass);
        clear_pass(&pass);
        if (!result->ok) {
            g_strlcpy(result->problem, error->message, sizeof result->problem);
            return;
        }
    }
    for (int stage = 0; stage < CT_STAGE_COUNT; stage++) {
        result->stages[stage].seconds = ct_measure_median(pass.seconds[stage], repeats);
        result->stages[stage].floor = ct_measure_median(pass.floors[stage], repeats);
    }
    result->peak = ct_measure_peak();
}

void
ct_pipeline_run(CtFleetFamily family,
                uint32_t n_assets,
                unsigned repeats,
                CtPipelineResult *ret_result)
{
    CtPipelineResult result = {0};
    int ends[2];
    pid_t child;

    repeats = CLAMP(repeats, 1, MOST_REPEATS);
    *ret_result = (CtPipelineResult){.problem = "cannot start a process"};
    if (pipe(ends) != 0)
        return;
    child = fork();
    if (child == 0) {
        close(ends[0]);
        run_here(family, n_assets, repeats, &result);
        _exit(write(ends[1], &result, sizeof result) == (ssize_t)sizeof result ? 0 : 1);
    }
    close(ends[1]);
    if (child > 0) {
        /* A struct this small arrives in one piece (PIPE_BUF). */
        if (read(ends[0], &result, sizeof result) == (ssize_t)sizeof result)
            *ret_result = result;
        else
            g_strlcpy(ret_result->problem, "the process crashed", sizeof ret_result->problem);
        waitpid(child, NULL, 0);
    }
    close(ends[0]);
}
