/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A path's steps, one an attempt, then what functions lose; its hops and crossings. */
#include "analysis/story.h"

#include "analysis/costs.h"
#include "analysis/story_parts.h"

/* Shown for an impaired function, by what it loses. */
static const struct {
    const char *id, *title;
} losses[] = {
    [CT_LOSS_UNSTATED] = {"T0826", "Loss of Availability"},
    [CT_LOSS_VIEW] = {"T0829", "Loss of View"},
    [CT_LOSS_CONTROL] = {"T0827", "Loss of Control"},
    [CT_LOSS_SAFETY] = {"T0880", "Loss of Safety"},
    [CT_LOSS_AVAILABILITY] = {"T0826", "Loss of Availability"},
};

const char *
ct_story_shown_id(const CtTechniqueIds *ids, CtDomain domain, bool internet)
{
    const char *wanted[] = {
        internet ? (domain == CT_DOMAIN_OT ? ids->internet_ot : ids->internet_it) : NULL,
        domain == CT_DOMAIN_OT       ? ids->ot
        : domain == CT_DOMAIN_MOBILE ? ids->mobile
                                     : ids->it,
        ids->it,
        ids->ot,
        ids->mobile,
        ids->internet_it,
        ids->internet_ot,
    };

    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (wanted[i] != NULL)
            return wanted[i];
    return NULL;
}

static void
add_once(GPtrArray *texts, const char *text)
{
    if (text != NULL && !g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
        g_ptr_array_add(texts, (gpointer)text);
}

static const char *const *
all_ids(const CtStory *story, const CtTechniqueIds *ids)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new();

    add_once(texts, ids->it);
    add_once(texts, ids->ot);
    add_once(texts, ids->mobile);
    add_once(texts, ids->internet_it);
    add_once(texts, ids->internet_ot);
    return ct_store_list(story->store, texts);
}

static const char *
zone_text(const CtStory *story, CtNamed named)
{
    uint32_t zone = ct_story_zone(story, named);

    if (zone == CT_NO_ID)
        return NULL;
    return ct_store_take_text(story->store, ct_instances_zone_text(story->instances, zone));
}

static const char *
fact_text(const CtStory *story, CtFactId fact)
{
    return ct_store_take_text(story->store, ct_graph_fact_text(story->graph, fact));
}

/*
 * The rows that have what attempt @row gains: itself, or the outcomes that the path uses. Returns
 * the first.
 */
static uint32_t
gains_of(const CtStory *story, uint32_t row, GPtrArray *ret_texts)
{
    const CtPlan *plan = story->plan;
    CtFactId gain = story->graph->step_gain[plan->steps.data[row].step];
    uint32_t first = CT_NO_ID;
    CtFact ignored;

    if (ct_graph_fact_of(story->graph, gain, &ignored)) {
        g_ptr_array_add(ret_texts, (gpointer)fact_text(story, gain));
        return row;
    }
    for (uint32_t i = 0; i < plan->steps.length; i++) {
        uint32_t step = plan->steps.data[i].step;
        uint32_t n;
        const CtFactId *premises = ct_story_premises(story, i, &n);

        if (story->graph->step_kind[step] != CT_STEP_OUTCOME || n == 0 || premises[0] != gain)
            continue;
        if (first == CT_NO_ID)
            first = i;
        g_ptr_array_add(ret_texts, (gpointer)fact_text(story, story->graph->step_gain[step]));
    }
    if (first != CT_NO_ID)
        return first;
    g_ptr_array_add(ret_texts, (gpointer)fact_text(story, gain));
    return row;
}

static void
write_rule(const CtStory *story, uint32_t row, CtNamed target, CtPathStep *step)
{
    const CtGraph *graph = story->graph;
    uint32_t number = story->plan->steps.data[row].step;
    const CtTemplate *shared = &graph->templates.data[graph->step_reason[number]];
    const CtTechnique *technique = shared->technique;
    uint32_t n;
    const CtFactId *premises = ct_story_premises(story, row, &n);
    bool internet = n > 0 && ct_story_from_internet(story, premises[0]);
    g_autoptr(GPtrArray) tactics = g_ptr_array_new();

    for (uint32_t i = 0; technique->tactics != NULL && technique->tactics[i] != NULL; i++)
        g_ptr_array_add(tactics, (gpointer)technique->tactics[i]);
    step->technique =
        ct_store_text(story->store,
                      ct_story_shown_id(&technique->ids, ct_story_domain(story, target), internet));
    step->ids = all_ids(story, &technique->ids);
    step->rule = ct_store_text(story->store, technique->name);
    step->title = ct_store_text(story->store, ct_technique_title(technique, step->technique));
    step->tactics = ct_store_list(story->store, tactics);
    step->tactic = step->tactics[0];
}

static void
write_numbers(const CtStory *story, uint32_t row, const CtAttemptCost *cost, CtPathStep *step)
{
    const CtPlanStep *planned = &story->plan->steps.data[row];
    const CtVerdict *verdict =
        story->graph->templates.data[story->graph->step_reason[planned->step]].verdict;

    step->time_ms = MAX(1, ct_costs_mean_ms(&verdict->time));
    step->prepare_ms = cost->pays_prepare ? ct_costs_mean_ms(&verdict->prepare) : 0;
    step->done_ms = planned->done_ms;
    step->effort_hours = cost->effort_hours;
    step->works = verdict->works;
    step->success = verdict->chance;
    step->detection = cost->detection;
    step->skill = ct_store_text(story->store, ct_skill_text((CtSkill)verdict->skill));
}

static void
write_places(const CtStory *story, uint32_t row, CtNamed target, CtPathStep *step)
{
    uint32_t n;
    const CtFactId *premises = ct_story_premises(story, row, &n);
    CtNamed from = n > 0 ? ct_story_origin(story, premises[0]) : (CtNamed){0};

    step->from = ct_story_text(story, from);
    step->from_zone = zone_text(story, from);
    step->to = ct_story_text(story, target);
    step->to_zone = zone_text(story, target);
    if (target.kind != CT_ENTITY_NONE)
        step->pos = ct_entity_pos(story->instances, (CtEntityKind)target.kind, target.id);
}

static CtPathStep
attempt_step(const CtStory *story, uint32_t row, const CtAttemptCost *cost, CtIds *after_rows)
{
    CtPathStep step = {0};
    g_autoptr(GPtrArray) gains = g_ptr_array_new();
    g_autoptr(GPtrArray) needs = g_ptr_array_new();
    uint32_t gain_row = gains_of(story, row, gains);
    CtNamed target = ct_story_target(story, row, gain_row);

    write_rule(story, row, target, &step);
    write_places(story, row, target, &step);
    write_numbers(story, row, cost, &step);
    ct_story_why(story, row, gain_row, &step, after_rows, needs);
    step.gains = ct_store_list(story->store, gains);
    step.needs = ct_store_list(story->store, needs);
    return step;
}

static CtPathStep
loss_step(const CtStory *story, uint32_t row, CtIds *after_rows)
{
    const CtPlanStep *planned = &story->plan->steps.data[row];
    CtFactId impaired = story->graph->step_gain[planned->step];
    CtPathStep step = {.is_outcome = true, .works = 1, .success = 1, .done_ms = planned->done_ms};
    g_autoptr(GPtrArray) texts = g_ptr_array_new();
    g_autoptr(GPtrArray) needs = g_ptr_array_new();
    CtFact fact;

    if (!ct_graph_fact_of(story->graph, impaired, &fact))
        g_assert_not_reached(); /* a loss gains a function's impairment */
    uint8_t loss = story->model->functions.data[fact.entity].loss;

    step.technique = losses[loss].id;
    step.title = losses[loss].title;
    g_ptr_array_add(texts, (gpointer)losses[loss].id);
    step.ids = ct_store_list(story->store, texts);
    step.tactic = "impact";
    g_ptr_array_index(texts, 0) = (gpointer) "impact";
    step.tactics = ct_store_list(story->store, texts);
    write_places(story, row, (CtNamed){.kind = CT_ENTITY_FUNCTION, .id = fact.entity}, &step);
    g_ptr_array_index(texts, 0) = (gpointer)fact_text(story, impaired);
    step.gains = ct_store_list(story->store, texts);
    ct_story_why(story, row, row, &step, after_rows, needs);
    step.needs = ct_store_list(story->store, needs);
    return step;
}

/* Rows of the plan to steps of the path. */
static void
write_after(const CtStory *story, const CtIds *rows, const uint32_t *step_of_row, CtPathStep *step)
{
    g_auto(CtIds) after = {0};

    for (uint32_t i = 0; i < rows->length; i++)
        if (step_of_row[rows->data[i]] != CT_NO_ID)
            ct_ids_add(&after, step_of_row[rows->data[i]]);
    ct_ids_sort_unique(&after);

    uint32_t *list = ct_store_alloc(story->store, after.length, sizeof *list);
    for (uint32_t i = 0; i < after.length; i++)
        list[i] = after.data[i];
    step->after = list;
    step->n_after = after.length;
}

/* Attempts in the order of the plan; outcomes of an attempt count as their attempt. */
static void
write_steps(const CtStory *story, const CtAttemptCost *costs, CtPath *path)
{
    const CtPlan *plan = story->plan;
    g_autofree uint32_t *step_of_row = g_new(uint32_t, plan->steps.length + 1);

    path->steps = ct_store_alloc(story->store, plan->steps.length, sizeof *path->steps);
    for (uint32_t row = 0; row < plan->steps.length; row++)
        step_of_row[row] = CT_NO_ID;
    for (uint32_t row = 0; row < plan->steps.length; row++) {
        uint8_t kind = story->graph->step_kind[plan->steps.data[row].step];
        g_auto(CtIds) after_rows = {0};

        if (kind == CT_STEP_OUTCOME) {
            uint32_t n;
            const CtFactId *premises = ct_story_premises(story, row, &n);
            uint32_t attempt = n > 0 ? ct_story_gainer(story, premises[0]) : CT_NO_ID;

            step_of_row[row] = attempt != CT_NO_ID ? step_of_row[attempt] : CT_NO_ID;
            continue;
        }
        if (kind != CT_STEP_ATTEMPT && kind != CT_STEP_LOSS)
            continue;
        step_of_row[row] = path->n_steps;

        CtPathStep *step = &path->steps[path->n_steps++];
        *step = kind == CT_STEP_ATTEMPT ? attempt_step(story, row, &costs[row], &after_rows)
                                        : loss_step(story, row, &after_rows);
        write_after(story, &after_rows, step_of_row, step);
    }
}

/* The zone that the path starts in: of the first entry it rests on that stands in one. */
static uint32_t
entry_zone(const CtStory *story)
{
    for (uint32_t row = 0; row < story->plan->steps.length; row++) {
        uint32_t n;
        const CtFactId *premises = ct_story_premises(story, row, &n);

        for (uint32_t i = 0; i < n; i++) {
            CtFact fact;

            if (ct_story_gainer(story, premises[i]) != CT_NO_ID ||
                !ct_graph_fact_of(story->graph, premises[i], &fact))
                continue;
            uint32_t zone =
                ct_story_zone(story, (CtNamed){.kind = story->graph->kinds->infos[fact.kind].entity,
                                               .id = fact.entity});
            if (zone != CT_NO_ID)
                return zone;
        }
    }
    return CT_NO_ID;
}

/* The asset on which @row gains something; CT_NO_ID. */
static uint32_t
hop_of(const CtStory *story, uint32_t row)
{
    CtFact fact;

    if (!ct_story_is_done(story, row) ||
        !ct_graph_fact_of(story->graph, story->graph->step_gain[story->plan->steps.data[row].step],
                          &fact))
        return CT_NO_ID;
    switch (ct_fact_kind_entity(story->graph->kinds, fact.kind)) {
    case CT_ENTITY_ASSET:
        return fact.entity;
    case CT_ENTITY_SERVICE:
        return ct_instances_service_asset(story->instances, fact.entity);
    default:
        return CT_NO_ID;
    }
}

static void
write_hops(const CtStory *story, CtPath *path)
{
    g_autoptr(GPtrArray) hops = g_ptr_array_new();
    g_autoptr(GPtrArray) zones = g_ptr_array_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL); /* asked, never walked */
    uint32_t last = entry_zone(story);

    if (last != CT_NO_ID)
        g_ptr_array_add(zones, (gpointer)ct_story_text(story, (CtNamed){.kind = CT_ENTITY_ZONE,
                                                                        .id = last}));
    for (uint32_t row = 0; row < story->plan->steps.length; row++) {
        uint32_t asset = hop_of(story, row);

        if (asset == CT_NO_ID || !g_hash_table_add(seen, GSIZE_TO_POINTER((size_t)asset + 1)))
            continue;
        g_ptr_array_add(hops, (gpointer)ct_story_text(story, (CtNamed){.kind = CT_ENTITY_ASSET,
                                                                       .id = asset}));
        uint32_t zone = story->instances->asset_zone[asset];
        if (zone == last)
            continue;
        last = zone;
        g_ptr_array_add(zones, (gpointer)ct_story_text(story, (CtNamed){.kind = CT_ENTITY_ZONE,
                                                                        .id = zone}));
    }
    path->hops = ct_store_list(story->store, hops);
    path->n_hops = hops->len;
    path->crossings = ct_store_list(story->store, zones);
    path->n_crossings = zones->len > 0 ? zones->len - 1 : 0;
}

void
ct_story_write(const CtGraph *graph, const CtPlan *plan, CtDossierStore *store, CtPath *ret_path)
{
    CtStory story = {.graph = graph,
                     .instances = graph->instances,
                     .model = graph->instances->model,
                     .plan = plan,
                     .store = store,
                     .gainer = g_hash_table_new(NULL, NULL)};
    g_autofree CtAttemptCost *costs = g_new0(CtAttemptCost, plan->steps.length + 1);
    CtPath path = {0};

    for (uint32_t row = 0; row < plan->steps.length; row++)
        g_hash_table_insert(story.gainer,
                            GSIZE_TO_POINTER((size_t)graph->step_gain[plan->steps.data[row].step] +
                                             1),
                            GSIZE_TO_POINTER((size_t)row + 1));
    ct_plan_cost(graph, plan, &path.cost, costs);
    write_steps(&story, costs, &path);
    write_hops(&story, &path);
    g_hash_table_unref(story.gainer);
    *ret_path = path;
}
