/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each stage is one function that fills its part of the twin or leaves it empty. Errors of a
 * layer become one of two kinds here: the input is at fault, or a limit left the answer open.
 */
#include "analysis/pipeline.h"

#include "analysis/entry.h"

#include <string.h>

#define TOPOLOGY_FILE "topology.yaml"
#define SCENARIO_FILE "scenario.lua"
#define TECHNIQUES_FOLDER "techniques"

G_DEFINE_QUARK(ct_twin_error, ct_twin_error)

CtTwin *
ct_twin_new(const CtTwinOptions *options)
{
    CtTwin *twin = g_new0(CtTwin, 1);

    twin->options = *options;
    twin->limits = options->limits != NULL ? *options->limits : ct_limits_default;
    twin->diag = ct_diag_new();
    twin->technique_sources = g_ptr_array_new_with_free_func((GDestroyNotify)ct_source_free);
    twin->attackers = g_ptr_array_new_with_free_func((GDestroyNotify)ct_attacker_free);
    twin->entries = g_array_new(FALSE, FALSE, sizeof(CtFactId));
    twin->horizon_ms = -1;
    twin->reached = -1;
    return twin;
}

/* In the opposite order of their making: each refers to what comes before it. */
static void
free_solution(CtTwin *twin)
{
    g_clear_pointer(&twin->fixpoint, ct_fixpoint_free);
    g_clear_pointer(&twin->graph, ct_graph_free);
    g_clear_pointer(&twin->guard, ct_guard_free);
    g_array_set_size(twin->entries, 0);
}

void
ct_twin_free(CtTwin *twin)
{
    if (twin == NULL)
        return;
    free_solution(twin);
    g_ptr_array_unref(twin->attackers);
    ct_scenario_free(twin->scenario);
    g_array_unref(twin->entries);
    ct_library_free(twin->library);
    ct_reach_free(twin->reach);
    ct_instances_free(twin->instances);
    ct_classes_free(twin->classes);
    ct_model_free(twin->model);
    ct_diag_free(twin->diag);
    g_ptr_array_unref(twin->technique_sources);
    ct_source_free(twin->source);
    g_free(twin->package);
    g_free(twin->topology_path);
    g_free(twin);
}

/* Makes @error one of the twin's. */
static bool
fail(GError **error, CtTwinError code, GError *cause)
{
    g_set_error_literal(error, CT_TWIN_ERROR, (int)code, cause->message);
    g_error_free(cause);
    return false;
}

static bool
fail_diag(CtTwin *twin, const char *what, GError **error)
{
    size_t n = ct_diag_count(twin->diag, CT_SEVERITY_ERROR);

    g_set_error(error, CT_TWIN_ERROR, CT_TWIN_ERROR_INPUT, "%s: %" G_GSIZE_FORMAT " error%s", what,
                n, n == 1 ? "" : "s");
    return false;
}

static bool
open_source(CtTwin *twin, const char *path, GError **error)
{
    GError *cause = NULL;
    g_autofree char *folder = NULL;

    twin->package = g_strdup(path);
    if (twin->options.stored != NULL) {
        twin->source = ct_source_ref(twin->options.stored->package);
        twin->topology_path = g_strdup(twin->options.stored->topology);
        twin->is_lone_file = twin->options.stored->is_lone;
        return true;
    }
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        folder = g_strdup(path);
        twin->topology_path = g_strdup(TOPOLOGY_FILE);
    } else {
        folder = g_path_get_dirname(path);
        twin->topology_path = g_path_get_basename(path);
        twin->is_lone_file = true;
    }
    twin->source = ct_source_new_folder(folder, &cause);
    if (twin->source == NULL)
        return fail(error, CT_TWIN_ERROR_INPUT, cause);
    if (twin->options.remember)
        ct_source_remember(twin->source);
    return true;
}

static bool
load_model(CtTwin *twin, const char *path, GError **error)
{
    CtLoadOptions options = {.limits = &twin->limits,
                             .patches = twin->options.patches,
                             .n_patches = twin->options.n_patches,
                             .warnings = twin->options.warnings};

    if (!open_source(twin, path, error))
        return false;
    twin->model = ct_model_load(twin->source, twin->topology_path, &options, twin->diag);
    if (twin->model == NULL)
        return fail_diag(twin, path, error);
    return true;
}

static bool
make_instances(CtTwin *twin, G_GNUC_UNUSED const char *path, GError **error)
{
    GError *cause = NULL;

    twin->classes = ct_classes_new(twin->model);
    twin->instances = ct_instances_new(twin->classes, twin->limits.assets, &cause);
    if (twin->instances == NULL)
        return fail(error, CT_TWIN_ERROR_INPUT, cause);
    return true;
}

static bool
make_reach(CtTwin *twin, G_GNUC_UNUSED const char *path, GError **error)
{
    GError *cause = NULL;

    twin->reach = ct_reach_new(twin->instances, &twin->limits, &cause);
    if (twin->reach == NULL)
        return fail(error, CT_TWIN_ERROR_UNDECIDED, cause);
    return true;
}

/* --- techniques and scenario --- */

static bool
load_folder(CtTwin *twin, CtSource *source, const char *folder, GError **error)
{
    GError *cause = NULL;

    if (ct_library_load_folder(twin->library, source, folder, twin->diag, &cause))
        return true;
    if (cause != NULL)
        return fail(error, CT_TWIN_ERROR_INPUT, cause);
    return fail_diag(twin, "techniques", error);
}

static bool
has_techniques(CtTwin *twin)
{
    g_auto(GStrv) names = NULL;

    if (twin->is_lone_file)
        return false;
    names = ct_source_list(twin->source, TECHNIQUES_FOLDER, ".lua");
    return names != NULL && names[0] != NULL;
}

/* The library, or the pack that the scenario takes in its place. */
static bool
load_shipped(CtTwin *twin, const CtScenario *scenario, GError **error)
{
    const char *pack = scenario != NULL ? scenario->pack : NULL;
    GError *cause = NULL;

    twin->library = ct_library_new(&twin->limits, &cause);
    if (twin->library != NULL &&
        (pack != NULL ? ct_library_load_pack(twin->library, pack, twin->diag, &cause)
                      : ct_library_load_builtin(twin->library, twin->diag, &cause)))
        return true;
    return cause != NULL ? fail(error, CT_TWIN_ERROR_INPUT, cause)
                         : fail_diag(twin, "built-in techniques", error);
}

static bool
load_techniques(CtTwin *twin, const CtScenario *scenario, GError **error)
{
    const char *const *folders = twin->options.techniques;
    GPtrArray *stored = twin->options.stored != NULL ? twin->options.stored->techniques : NULL;
    GError *cause = NULL;

    if (twin->library != NULL) /* the scenario asked for its kinds of facts */
        return true;
    if (!load_shipped(twin, scenario, error))
        return false;
    if (has_techniques(twin) && !load_folder(twin, twin->source, TECHNIQUES_FOLDER, error))
        return false;
    for (size_t i = 0; folders != NULL && folders[i] != NULL; i++) {
        CtSource *source = ct_source_new_folder(folders[i], &cause);

        if (source == NULL)
            return fail(error, CT_TWIN_ERROR_INPUT, cause);
        if (twin->options.remember)
            ct_source_remember(source);
        g_ptr_array_add(twin->technique_sources, source);
        if (!load_folder(twin, source, "", error))
            return false;
    }
    for (guint i = 0; stored != NULL && i < stored->len; i++) {
        CtSource *source = ct_source_ref(g_ptr_array_index(stored, i));

        g_ptr_array_add(twin->technique_sources, source);
        if (!load_folder(twin, source, "", error))
            return false;
    }
    return true;
}

static bool
apply_entries(CtTwin *twin, CtAttacker *attacker, GError **error)
{
    const char *const *entries = twin->options.entries;

    if (entries != NULL && entries[0] != NULL)
        attacker->entries.length = 0;
    for (size_t i = 0; entries != NULL && entries[i] != NULL; i++) {
        GError *cause = NULL;
        CtFact fact;

        if (!ct_fact_parse(ct_library_fact_kinds(twin->library), twin->instances, entries[i], &fact,
                           &cause)) {
            g_prefix_error(&cause, "--entry '%s': ", entries[i]);
            return fail(error, CT_TWIN_ERROR_INPUT, cause);
        }
        ct_attacker_add_entry(attacker, fact);
    }
    if (attacker->entries.length == 0)
        ct_attacker_add_outside(attacker, twin->instances);
    return true;
}

static bool
apply_goals(CtTwin *twin, CtAttacker *attacker, GError **error)
{
    const char *const *goals = twin->options.goals;

    if (goals != NULL && goals[0] != NULL)
        ct_attacker_clear_goals(attacker);
    for (size_t i = 0; goals != NULL && goals[i] != NULL; i++) {
        GError *cause = NULL;

        if (!ct_attacker_parse_goal(attacker, ct_library_fact_kinds(twin->library), twin->instances,
                                    goals[i], &cause)) {
            g_prefix_error(&cause, "--goal: ");
            return fail(error, CT_TWIN_ERROR_INPUT, cause);
        }
    }
    return true;
}

/* A failure that ended the reading of techniques for want of which the scenario ended. */
typedef struct Asked {
    CtTwin *twin;
    GError *error;
} Asked;

/* A CtScenarioVocabulary. */
static const CtFactKinds *
find_kinds(void *data, const CtScenario *scenario)
{
    Asked *asked = data;

    if (!load_techniques(asked->twin, scenario, &asked->error))
        return NULL;
    return ct_library_fact_kinds(asked->twin->library);
}

/* A package need not bring a scenario; one that is asked for by name must be there. */
static bool
read_scenario(CtTwin *twin, CtScenario **ret_scenario, GError **error)
{
    const char *path = twin->options.scenario != NULL ? twin->options.scenario : SCENARIO_FILE;

    if (twin->options.scenario == NULL &&
        (twin->is_lone_file || !ct_source_has(twin->source, path)))
        return true;
    Asked asked = {.twin = twin};
    CtScenarioVocabulary vocabulary = {.find = find_kinds, .data = &asked};

    *ret_scenario = ct_scenario_load_variant(twin->source, path, twin->options.variant, &vocabulary,
                                             &twin->limits, twin->diag);
    if (*ret_scenario != NULL)
        return true;
    if (asked.error == NULL)
        return fail_diag(twin, "scenario", error);
    g_propagate_error(error, asked.error);
    return false;
}

static bool
apply_scenario(CtTwin *twin, CtScenario *scenario, GError **error)
{
    if (scenario == NULL)
        return true;
    if (!ct_scenario_resolve(scenario, ct_library_fact_kinds(twin->library), twin->instances,
                             twin->diag))
        return fail_diag(twin, "scenario", error);
    ct_scenario_add_to(scenario, ct_library_fact_kinds(twin->library), twin->instances,
                       twin->attackers);
    twin->horizon_ms = scenario->horizon_ms;
    twin->has_scenario = true;
    return true;
}

static bool
load_rules(CtTwin *twin, G_GNUC_UNUSED const char *path, GError **error)
{
    g_autoptr(CtScenario) scenario = NULL;

    if (!read_scenario(twin, &scenario, error) || !load_techniques(twin, scenario, error))
        return false;
    if (!twin->options.only_reads && !apply_scenario(twin, scenario, error))
        return false;
    twin->scenario = g_steal_pointer(&scenario);
    if (twin->options.only_reads)
        return true;
    if (twin->attackers->len == 0)
        g_ptr_array_add(twin->attackers, ct_attacker_new("attacker"));
    for (uint32_t i = 0; i < twin->attackers->len; i++) {
        CtAttacker *attacker = g_ptr_array_index(twin->attackers, i);

        if (!apply_entries(twin, attacker, error) || !apply_goals(twin, attacker, error))
            return false;
        if (attacker->goals.length == 0)
            ct_attacker_add_requirements(attacker, twin->instances);
    }
    return true;
}

/* --- the attack graph --- */

/* An attacker that has to discover knows the zones that he starts in. */
static void
add_known_zones(const CtTwin *twin, const CtAttacker *attacker)
{
    const CtInstances *instances = twin->instances;

    for (uint32_t i = 0; attacker->traits.discover && i < attacker->entries.length; i++) {
        g_auto(CtIds) zones = {0};

        ct_attacker_zones_of(ct_library_fact_kinds(twin->library), instances,
                             attacker->entries.data[i], &zones);
        for (uint32_t k = 0; k < zones.length; k++) {
            CtFactId known = ct_graph_fact(twin->graph, (CtFact){.kind = CT_FACT_KNOWN,
                                                                 .entity = zones.data[k]});

            g_array_append_val(twin->entries, known);
        }
    }
}

bool
ct_twin_select(CtTwin *twin, uint32_t i, GError **error)
{
    if (twin->reach == NULL && !make_reach(twin, NULL, error)) /* rules alone need none */
        return false;
    return ct_twin_select_on(twin, i, twin->reach, error);
}

bool
ct_twin_select_on(CtTwin *twin, uint32_t i, const CtReach *reach, GError **error)
{
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, i);
    GError *cause = NULL;

    free_solution(twin);
    twin->attacker = i;
    twin->guard = ct_guard_new(twin->library, twin->instances, &attacker->traits);
    twin->graph = ct_ground(twin->library, twin->guard, reach, &attacker->traits, &twin->limits,
                            NULL, 0, &cause);
    if (twin->graph == NULL)
        return fail(error,
                    g_error_matches(cause, CT_GROUND_ERROR, CT_GROUND_ERROR_LIMIT)
                        ? CT_TWIN_ERROR_UNDECIDED
                        : CT_TWIN_ERROR_INPUT,
                    cause);
    for (uint32_t k = 0; k < attacker->entries.length; k++) {
        CtFactId entry = ct_graph_fact(twin->graph, attacker->entries.data[k]);

        g_array_append_val(twin->entries, entry);
    }
    add_known_zones(twin, attacker);
    twin->fixpoint =
        ct_fixpoint_new(twin->graph, (const CtFactId *)(const void *)twin->entries->data,
                        twin->entries->len);
    return true;
}

CtTwinSolution *
ct_twin_take_solution(CtTwin *twin)
{
    CtTwinSolution *solution = g_new(CtTwinSolution, 1);

    *solution = (CtTwinSolution){.guard = g_steal_pointer(&twin->guard),
                                 .graph = g_steal_pointer(&twin->graph),
                                 .fixpoint = g_steal_pointer(&twin->fixpoint),
                                 .entries = twin->entries};
    twin->entries = g_array_new(FALSE, FALSE, sizeof(CtFactId));
    twin->reached = CT_TWIN_RULES;
    return solution;
}

void
ct_twin_solution_free(CtTwinSolution *solution)
{
    if (solution == NULL)
        return;
    ct_fixpoint_free(solution->fixpoint);
    ct_graph_free(solution->graph);
    ct_guard_free(solution->guard);
    g_array_unref(solution->entries);
    g_free(solution);
}

static bool
solve(CtTwin *twin, G_GNUC_UNUSED const char *path, GError **error)
{
    return ct_twin_select(twin, 0, error);
}

bool
ct_twin_stage_needs(CtTwinStage stage, CtTwinStage other)
{
    return other <= stage && !(stage == CT_TWIN_RULES && other == CT_TWIN_REACH);
}

bool
ct_twin_load(CtTwin *twin, const char *path, CtTwinStage stage, GError **error)
{
    static bool (*const stages[])(CtTwin *, const char *, GError **) = {
        [CT_TWIN_MODEL] = load_model, [CT_TWIN_INSTANCES] = make_instances,
        [CT_TWIN_REACH] = make_reach, [CT_TWIN_RULES] = load_rules,
        [CT_TWIN_SOLVED] = solve,
    };

    for (int at = 0; at <= (int)stage; at++) {
        bool is_done = at == CT_TWIN_REACH ? twin->reach != NULL : at <= twin->reached;

        if (is_done || !ct_twin_stage_needs(stage, (CtTwinStage)at))
            continue;
        if (!stages[at](twin, path, error))
            return false;
        twin->reached = MAX(twin->reached, at);
    }
    return true;
}

const char *
ct_twin_file(const CtTwin *twin, uint16_t file)
{
    const char *name = ct_diag_file_name(twin->diag, file);
    const char *label = twin->source != NULL ? ct_source_label(twin->source) : "";
    size_t length = strlen(label);
    const char *rest = name + length;

    if (length == 0 || !g_str_has_prefix(name, label))
        return name;
    while (*rest == '/')
        rest++;
    /* The label has to end where a part of the path does. */
    return *rest != '\0' && (rest > name + length || name[length - 1] == '/') ? rest : name;
}
