/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What measures achieve, told of their trials. */
#include "analysis/exposure_parts.h"

#include <math.h>

static char *
settings_text(const CtModel *model, CtSpan set)
{
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; ct_span_is_stated(set) && i < set.length; i++) {
        const CtSetting *setting = &model->settings.data[set.start + i];

        g_string_append_printf(text, "%s%s = %s", i > 0 ? ", " : "",
                               ct_model_text(model, setting->path),
                               ct_model_text(model, setting->value));
    }
    return g_string_free(text, FALSE);
}

static CtElementFinding
measure_finding(const CtModel *model, uint32_t measure, CtDossierStore *store)
{
    const CtMeasure *row = &model->measures.data[measure];

    return (CtElementFinding){
        .kind = "measure",
        .id = ct_store_text(store, ct_model_id(model, CT_SECTION_MEASURES, measure)),
        .note = ct_store_take_text(store, settings_text(model, row->set)),
        .pos = row->e.pos,
        .n = 1,
        .n_alike = 1,
    };
}

typedef struct Asked {
    CtMeasureTrials *trials;
    uint32_t attacker, goal;
} Asked;

static CtTrial
ask(void *data, const uint8_t *applied)
{
    const Asked *asked = data;

    return ct_measure_trial(asked->trials, applied, asked->attacker, asked->goal);
}

/* Measures that do not say what they cost weigh 1, as other elements do. */
static double *
costs_of(const CtModel *model)
{
    double *cost = g_new(double, (size_t)model->measures.length + 1);

    for (uint32_t m = 0; m < model->measures.length; m++)
        cost[m] = isnan(model->measures.data[m].cost) ? 1 : model->measures.data[m].cost;
    return cost;
}

static void
write_sets(const CtModel *model,
           const CtCutResult *result,
           CtDossierStore *store,
           CtCutsFinding *finding)
{
    finding->n_sets = result->sets->len;
    finding->sets = ct_store_alloc(store, finding->n_sets, sizeof *finding->sets);
    for (uint32_t i = 0; i < finding->n_sets; i++) {
        const CtIds *set = &g_array_index(result->sets, CtIds, i);
        CtCutSet *written = &finding->sets[i];

        written->n_elements = set->length;
        written->elements = ct_store_alloc(store, set->length, sizeof *written->elements);
        for (uint32_t e = 0; e < set->length; e++)
            written->elements[e] = measure_finding(model, set->data[e], store);
    }
}

static void
write_useless(const CtMeasureTrials *trials,
              const CtModel *model,
              CtDossierStore *store,
              CtCutsFinding *finding)
{
    finding->useless = ct_store_alloc(store, model->measures.length, sizeof *finding->useless);
    for (uint32_t m = 0; m < model->measures.length; m++) {
        const char *problem = ct_measure_trial_problem(trials, m);

        if (problem == NULL)
            continue;
        finding->useless[finding->n_useless] = measure_finding(model, m, store);
        finding->useless[finding->n_useless++].note = ct_store_text(store, problem);
    }
}

void
ct_exposure_measures(CtMeasureTrials *trials,
                     const CtTwin *twin,
                     uint32_t attacker,
                     uint32_t goal,
                     const CtExposureOptions *options,
                     CtDossierStore *store,
                     CtCutsFinding *ret_cuts)
{
    const CtModel *model = twin->model;
    g_autofree double *cost = costs_of(model);
    Asked asked = {.trials = trials, .attacker = attacker, .goal = goal};
    g_autoptr(CtMeasureCuts) cuts =
        ct_measure_cuts_new(model->measures.length, cost, ask, &asked, &options->cuts);
    const CtCutResult *result = cuts->result;

    *ret_cuts = (CtCutsFinding){
        .by = "measure",
        .exists = result->sets->len > 0 ? CT_ANSWER_YES
                  : result->hit_limit   ? CT_ANSWER_UNKNOWN
                                        : CT_ANSWER_NO,
        .weight = result->sets->len > 0 ? result->weight : (double)NAN,
        .lower_bound = result->lower_bound,
        .optimal = result->is_optimal,
        .complete = result->is_complete,
        .presumes = cuts->presumes_they_close,
        .n_candidates = model->measures.length,
    };
    if (result->hit_limit)
        ret_cuts->why = "the work of --max-cut-work or --max-trials is done";
    else if (model->measures.length == 0)
        ret_cuts->why = "the topology lists no measures";
    write_sets(model, result, store, ret_cuts);
    write_useless(trials, model, store, ret_cuts);
}
