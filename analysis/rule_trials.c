/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The topology is loaded again, rules are taken out of the conduits' lists, and the rest follows.
 * The last trial is kept: who hears that a goal is still reached asks for the way next.
 */
#include "analysis/rule_trials.h"

#include "analysis/measure_trials.h"

struct CtRuleTrials {
    const CtTwin *twin;
    uint32_t n_done, most;
    uint64_t work;     /* left */
    GHashTable *known; /* attacker and rules, as a text → CtTrial of each goal */
    char *last;        /* key of `trial` */
    CtTwin *trial;
    CtIds original; /* rule of `trial` → rule of the twin */
};

CtRuleTrials *
ct_rule_trials_new(const CtTwin *twin, uint32_t most, uint64_t work)
{
    CtRuleTrials *trials = g_new0(CtRuleTrials, 1);

    g_return_val_if_fail(twin->reached >= CT_TWIN_RULES, NULL);
    trials->twin = twin;
    trials->most = most;
    trials->work = work;
    trials->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return trials;
}

void
ct_rule_trials_free(CtRuleTrials *trials)
{
    if (trials == NULL)
        return;
    g_hash_table_unref(trials->known);
    ct_twin_free(trials->trial);
    g_free(trials->last);
    ct_ids_clear(&trials->original);
    g_free(trials);
}

static char *
key_of(const CtIds *rules, uint32_t attacker)
{
    GString *key = g_string_new(NULL);

    g_string_append_printf(key, "%u:", attacker);
    for (uint32_t i = 0; i < rules->length; i++)
        g_string_append_printf(key, "%u,", rules->data[i]);
    return g_string_free(key, FALSE);
}

/* Those that stay move up in their conduit's list; trials->original says which they were. */
static void
remove_rules(CtRuleTrials *trials, const CtIds *rules)
{
    CtModel *model = trials->trial->model;

    trials->original.length = 0;
    for (uint32_t r = 0; r < model->rules.length; r++)
        ct_ids_add(&trials->original, r);
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        CtSpan *allow = &model->conduits.data[c].allow;
        uint32_t kept = 0;

        for (uint32_t i = 0; ct_span_is_stated(*allow) && i < allow->length; i++) {
            uint32_t rule = allow->start + i;

            if (ct_ids_has_sorted(rules->data, rules->length, rule))
                continue;
            model->rules.data[allow->start + kept] = model->rules.data[rule];
            trials->original.data[allow->start + kept++] = rule;
        }
        allow->length = ct_span_is_stated(*allow) ? kept : 0;
    }
}

static bool
build(CtRuleTrials *trials, const CtIds *rules, uint32_t attacker, GError **error)
{
    CtTwinOptions options = trials->twin->options;
    const char *path = trials->twin->package;

    g_clear_pointer(&trials->trial, ct_twin_free);
    g_clear_pointer(&trials->last, g_free);
    options.warnings = false;
    trials->trial = ct_twin_new(&options);
    if (!ct_twin_load(trials->trial, path, CT_TWIN_MODEL, error))
        return false;
    remove_rules(trials, rules);
    return ct_twin_load(trials->trial, path, CT_TWIN_SOLVED, error) &&
           (attacker == 0 || ct_twin_select(trials->trial, attacker, error));
}

/* NULL when a limit keeps it from being known. */
static uint8_t *
try_rules(CtRuleTrials *trials, const CtIds *rules, uint32_t attacker)
{
    const CtAttacker *who = g_ptr_array_index(trials->twin->attackers, attacker);
    uint8_t *outcome;
    g_autoptr(GError) error = NULL;

    if (trials->n_done >= trials->most || trials->work == 0)
        return NULL;
    trials->n_done++;
    if (!build(trials, rules, attacker, &error)) {
        g_clear_pointer(&trials->trial, ct_twin_free);
        return NULL;
    }
    const CtGraph *graph = trials->trial->graph;

    trials->work -=
        MIN(trials->work, (uint64_t)graph->n_facts + graph->n_steps + graph->instances->n_assets);
    outcome = g_new0(uint8_t, (size_t)who->goals.length + 1);
    for (uint32_t g = 0; g < who->goals.length; g++)
        outcome[g] = ct_goal_is_reached(graph, trials->trial->fixpoint, &who->goals.data[g])
                         ? CT_TRIAL_REACHED
                         : CT_TRIAL_STOPPED;
    return outcome;
}

static void
put_way(CtRuleTrials *trials, const CtGoal *goal, CtIds *way)
{
    const CtTwin *trial = trials->trial;
    g_autofree CtFactId *facts = g_new(CtFactId, (size_t)goal->n_facts + 1);
    g_auto(CtIds) path = {0};

    for (uint32_t i = 0; i < goal->n_facts; i++)
        facts[i] = ct_graph_fact(trial->graph, goal->facts[i]);
    g_autoptr(CtSlice) slice = ct_slice_new(trial->graph, trial->fixpoint,
                                            (const CtFactId *)(const void *)trial->entries->data,
                                            trial->entries->len, facts, goal->n_facts, goal->need);
    g_assert(slice != NULL);
    g_autoptr(CtElements) elements = ct_elements_new_rules(trial->graph, slice);

    ct_cut_way(slice, elements, &path);
    for (uint32_t i = 0; i < path.length; i++)
        ct_ids_add(
            way, trials->original.data[g_array_index(elements->rows, CtElement, path.data[i]).id]);
}

CtTrial
ct_rule_trial(
    CtRuleTrials *trials, const CtIds *rules, uint32_t attacker, uint32_t goal, CtIds *ret_way)
{
    const CtAttacker *who = g_ptr_array_index(trials->twin->attackers, attacker);
    g_autofree char *key = key_of(rules, attacker);
    uint8_t *outcome = g_hash_table_lookup(trials->known, key);
    bool wants_way = outcome != NULL && ret_way != NULL && outcome[goal] == CT_TRIAL_REACHED;

    if (outcome == NULL || (wants_way && g_strcmp0(key, trials->last) != 0)) {
        uint8_t *again = try_rules(trials, rules, attacker);

        if (again == NULL)
            return CT_TRIAL_LIMIT;
        outcome = again;
        g_hash_table_replace(trials->known, g_strdup(key), again);
        g_free(trials->last);
        trials->last = g_strdup(key);
    }
    if (outcome[goal] == CT_TRIAL_REACHED && ret_way != NULL)
        put_way(trials, &who->goals.data[goal], ret_way);
    return (CtTrial)outcome[goal];
}
