/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A trial is a twin of its own, thrown away when it is known which goals it reaches. */
#include "analysis/measure_trials.h"

#include "base/bits.h"

#include <string.h>

struct CtMeasureTrials {
    const CtTwin *twin;
    uint32_t n_measures;
    uint32_t n_done, most;
    uint64_t work;        /* left */
    uint32_t *first_goal; /* attacker → number of its first goal among all */
    uint32_t n_goals;
    GHashTable *known; /* measures applied, as a text of 0 and 1 → CtTrial of each goal */
    char **problem;    /* measure by itself → why it cannot be applied, NULL */
};

CtMeasureTrials *
ct_measure_trials_new(const CtTwin *twin, uint32_t most, uint64_t work)
{
    CtMeasureTrials *trials = g_new0(CtMeasureTrials, 1);

    g_return_val_if_fail(twin->reached >= CT_TWIN_RULES, NULL);
    trials->twin = twin;
    trials->n_measures = twin->model->measures.length;
    trials->most = most;
    trials->work = work;
    trials->first_goal = g_new(uint32_t, (size_t)twin->attackers->len + 1);
    for (guint i = 0; i < twin->attackers->len; i++) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, i);

        trials->first_goal[i] = trials->n_goals;
        trials->n_goals += attacker->goals.length;
    }
    trials->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    trials->problem = g_new0(char *, (size_t)trials->n_measures + 1);
    return trials;
}

void
ct_measure_trials_free(CtMeasureTrials *trials)
{
    if (trials == NULL)
        return;
    for (uint32_t i = 0; i < trials->n_measures; i++)
        g_free(trials->problem[i]);
    g_free(trials->problem);
    g_free(trials->first_goal);
    g_hash_table_unref(trials->known);
    g_free(trials);
}

uint32_t
ct_measure_trials_count(const CtMeasureTrials *trials)
{
    return trials->n_done;
}

const char *
ct_measure_trial_problem(const CtMeasureTrials *trials, uint32_t measure)
{
    g_return_val_if_fail(measure < trials->n_measures, NULL);
    return trials->problem[measure];
}

bool
ct_goal_is_reached(const CtGraph *graph, const CtFixpoint *fixpoint, const CtGoal *goal)
{
    uint32_t have = 0;

    for (uint32_t i = 0; i < goal->n_facts; i++)
        have += ct_bits_get(fixpoint->holds, ct_graph_fact(graph, goal->facts[i])) ? 1 : 0;
    return have >= goal->need;
}

/* The patches of --set, then those of the measures. Texts are borrowed from the twin. */
static GArray *
patches_of(const CtMeasureTrials *trials, const uint8_t *applied)
{
    const CtTwin *twin = trials->twin;
    const CtModel *model = twin->model;
    GArray *patches = g_array_new(FALSE, FALSE, sizeof(CtPatch));

    if (twin->options.n_patches > 0)
        g_array_append_vals(patches, twin->options.patches, (guint)twin->options.n_patches);
    for (uint32_t m = 0; m < trials->n_measures; m++) {
        CtSpan set = model->measures.data[m].set;

        for (uint32_t i = 0; applied[m] != 0 && ct_span_is_stated(set) && i < set.length; i++) {
            const CtSetting *setting = &model->settings.data[set.start + i];
            CtPatch patch = {.path = ct_model_text(model, setting->path),
                             .value = ct_model_text(model, setting->value)};

            g_array_append_val(patches, patch);
        }
    }
    return patches;
}

static void
spend(CtMeasureTrials *trials, const CtTwin *trial)
{
    uint64_t cost = 1;

    if (trial->instances != NULL)
        cost += trial->instances->n_assets;
    if (trial->graph != NULL)
        cost += (uint64_t)trial->graph->n_facts + trial->graph->n_steps;
    trials->work -= MIN(trials->work, cost);
}

/* Every goal of attacker @i, which is selected. A trial has the attackers that the twin has. */
static void
judge_goals(const CtMeasureTrials *trials, const CtTwin *trial, uint32_t i, uint8_t *outcome)
{
    const CtAttacker *attacker = g_ptr_array_index(trial->attackers, i);

    for (uint32_t g = 0; g < attacker->goals.length; g++)
        outcome[trials->first_goal[i] + g] =
            ct_goal_is_reached(trial->graph, trial->fixpoint, &attacker->goals.data[g])
                ? CT_TRIAL_REACHED
                : CT_TRIAL_STOPPED;
}

static bool
solve_all(CtMeasureTrials *trials, CtTwin *trial, uint8_t *outcome, GError **error)
{
    if (!ct_twin_load(trial, trials->twin->package, CT_TWIN_SOLVED, error))
        return false;
    g_assert(trial->attackers->len == trials->twin->attackers->len);
    for (uint32_t i = 0; i < trial->attackers->len; i++) {
        if (trial->attacker != i && !ct_twin_select(trial, i, error))
            return false;
        spend(trials, trial);
        judge_goals(trials, trial, i, outcome);
    }
    return true;
}

/* The measure that is applied alone; CT_NO_ID if none or several are. */
static uint32_t
only_one(const CtMeasureTrials *trials, const uint8_t *applied)
{
    uint32_t only = CT_NO_ID;

    for (uint32_t m = 0; m < trials->n_measures; m++) {
        if (applied[m] == 0)
            continue;
        if (only != CT_NO_ID)
            return CT_NO_ID;
        only = m;
    }
    return only;
}

static void
note_problem(CtMeasureTrials *trials, const CtTwin *trial, uint32_t measure, const GError *error)
{
    for (size_t i = 0; i < ct_diag_length(trial->diag); i++) {
        CtSeverity severity;
        CtPos pos;
        const char *message;

        ct_diag_get(trial->diag, i, &severity, &pos, &message);
        if (severity != CT_SEVERITY_ERROR)
            continue;
        trials->problem[measure] = g_strdup(message);
        return;
    }
    trials->problem[measure] = g_strdup(error->message);
}

static uint8_t *
try_measures(CtMeasureTrials *trials, const uint8_t *applied)
{
    g_autoptr(GArray) patches = patches_of(trials, applied);
    CtTwinOptions options = trials->twin->options;
    uint8_t *outcome = g_new0(uint8_t, (size_t)trials->n_goals + 1);
    g_autoptr(GError) error = NULL;
    uint32_t only = only_one(trials, applied);

    options.patches = (const CtPatch *)(const void *)patches->data;
    options.n_patches = patches->len;
    options.warnings = false;
    g_autoptr(CtTwin) trial = ct_twin_new(&options);
    bool ok = solve_all(trials, trial, outcome, &error);

    trials->n_done++;
    if (ok)
        return outcome;
    spend(trials, trial);
    memset(outcome,
           g_error_matches(error, CT_TWIN_ERROR, CT_TWIN_ERROR_UNDECIDED) ? CT_TRIAL_LIMIT
                                                                          : CT_TRIAL_INVALID,
           trials->n_goals);
    if (only != CT_NO_ID)
        note_problem(trials, trial, only, error);
    return outcome;
}

CtTrial
ct_measure_trial(CtMeasureTrials *trials, const uint8_t *applied, uint32_t attacker, uint32_t goal)
{
    g_autofree char *key = g_malloc((gsize)trials->n_measures + 1);
    uint8_t *outcome;

    for (uint32_t m = 0; m < trials->n_measures; m++)
        key[m] = applied[m] != 0 ? '1' : '0';
    key[trials->n_measures] = '\0';
    outcome = g_hash_table_lookup(trials->known, key);
    if (outcome == NULL) {
        if (trials->n_done >= trials->most || trials->work == 0)
            return CT_TRIAL_LIMIT;
        outcome = try_measures(trials, applied);
        g_hash_table_insert(trials->known, g_steal_pointer(&key), outcome);
    }
    return (CtTrial)outcome[trials->first_goal[attacker] + goal];
}
