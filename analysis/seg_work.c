/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What all classes of failures need: drafts, who starts and what he is after, whether he gets it
 * (64 questions a sweep), and the cheapest way (a Knuth pass for each distinct start).
 */
#include "analysis/seg_parts.h"

#include "analysis/closure64.h"
#include "analysis/path.h"
#include "analysis/story.h"
#include "base/bits.h"
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

bool
ct_seg_look(CtSegWork *work, uint64_t n)
{
    work->looks += n;
    if (work->looks <= CT_SEG_MOST_LOOKS)
        return true;
    work->undecided = "too many rules over too many assets to look into each";
    return false;
}

const char *
ct_seg_keep(CtSegWork *work, char *text)
{
    return ct_store_take_text(work->store, text);
}

CtSegDraft *
ct_seg_add(CtSegWork *work, CtSegClass class, char *id, CtPos pos)
{
    CtSegDraft draft = {.failure = {.id = ct_seg_keep(work, id),
                                    .class = (uint8_t) class,
                                    .pos = pos},
                        .attackable = CT_ANSWER_NO};

    g_array_append_val(work->drafts, draft);
    return &g_array_index(work->drafts, CtSegDraft, work->drafts->len - 1);
}

const char *
ct_seg_zone(const CtSegWork *work, CtId zone)
{
    return ct_store_text(work->store, ct_model_id(work->model, CT_SECTION_ZONES, zone));
}

int
ct_seg_level(const CtModel *model, CtId zone, int requirement)
{
    while (zone != CT_NO_ID && model->zones.data[zone].sl_t[requirement] < 0)
        zone = model->zones.data[zone].parent;
    return zone == CT_NO_ID ? 0 : model->zones.data[zone].sl_t[requirement];
}

int
ct_seg_highest_level(const CtModel *model, CtId zone)
{
    int highest = 0;

    for (int r = 0; r < CT_N_FR; r++)
        highest = MAX(highest, ct_seg_level(model, zone, r));
    return highest;
}

CtZoneCell
ct_seg_cell(const CtSegWork *work, CtId from, CtId to)
{
    if (work->matrix == NULL)
        return (CtZoneCell){CT_NO_ANSWER, CT_NO_ANSWER, CT_NO_ANSWER};
    return *ct_zone_cell(work->matrix, from, to);
}

bool
ct_seg_selects(const CtInstances *instances, CtId selector, uint32_t asset)
{
    const CtCsr *selected = &instances->selected;
    uint32_t start = selected->start[selector];

    return ct_ids_has_sorted(selected->value + start, selected->start[selector + 1] - start, asset);
}

/* --- facts --- */

static void
add_fact(const CtSegWork *work, CtFactKind kind, uint32_t entity, CtIds *facts)
{
    CtFact fact = {.kind = (uint8_t)kind, .level = CT_LEVEL_USER, .entity = entity};

    ct_ids_add(facts, ct_graph_fact(work->graph, fact));
}

static void
add_networks(const CtSegWork *work, uint32_t zone_instance, CtIds *facts)
{
    const CtCsr *networks = &work->instances->zone_networks;

    for (uint32_t i = networks->start[zone_instance]; i < networks->start[zone_instance + 1]; i++)
        add_fact(work, CT_FACT_LOCATED, networks->value[i], facts);
}

static void
start_part(const CtSegWork *work, uint32_t part, CtIds *facts)
{
    const CtInstances *instances = work->instances;
    const CtCsr *zones = &work->matrix->parts->zones;
    g_autofree uint64_t *in = ct_bits_new(instances->n_zones);

    for (uint32_t k = zones->start[part]; k < zones->start[part + 1]; k++) {
        ct_bits_set(in, zones->value[k]);
        add_networks(work, zones->value[k], facts);
    }
    for (uint32_t a = 0; a < instances->n_assets; a++)
        if (ct_bits_get(in, instances->asset_zone[a]))
            add_fact(work, CT_FACT_EXEC, a, facts);
}

static void
start_selector(const CtSegWork *work, CtId selector, CtIds *facts)
{
    const CtInstances *instances = work->instances;
    const CtCsr *selected = &instances->selected;
    CtSpan terms = work->model->selectors.data[selector].terms;

    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++)
        add_fact(work, CT_FACT_EXEC, selected->value[i], facts);
    for (uint32_t i = 0; i < terms.length; i++) {
        const CtTerm *term = &work->model->terms.data[terms.start + i];

        for (uint32_t z = 0; term->kind == CT_TERM_ZONE && z < instances->n_zones; z++)
            if (ct_zone_is_within(work->model, instances->zone_row[z], term->id))
                add_networks(work, z, facts);
    }
}

/* Whether @supplier operates the asset, or a zone that it stands in. */
static bool
is_operated(const CtSegWork *work, uint32_t asset, CtId supplier)
{
    const CtAsset *row = &work->model->assets.data[work->instances->asset_row[asset]];

    if (row->operated_by != CT_NO_ID)
        return row->operated_by == supplier;
    for (CtId z = row->zone; z != CT_NO_ID; z = work->model->zones.data[z].parent)
        if (work->model->zones.data[z].operated_by != CT_NO_ID)
            return work->model->zones.data[z].operated_by == supplier;
    return false;
}

static void
start_channel(const CtSegWork *work, CtId row, CtIds *facts)
{
    const CtChannel *channel = &work->model->channels.data[row];
    const CtCsr *selected = &work->instances->selected;

    for (uint32_t i = channel->from == CT_NO_ID ? 0 : selected->start[channel->from];
         channel->from != CT_NO_ID && i < selected->start[channel->from + 1]; i++)
        add_fact(work, CT_FACT_EXEC, selected->value[i], facts);
    for (uint32_t a = 0; channel->from_supplier != CT_NO_ID && a < work->instances->n_assets; a++)
        if (is_operated(work, a, channel->from_supplier))
            add_fact(work, CT_FACT_EXEC, a, facts);
    /* Of an organisation that is not in the model there is nothing else to hold. */
    if (facts->length == 0 && channel->from_supplier != CT_NO_ID)
        add_fact(work, CT_FACT_SUPPLIER, channel->from_supplier, facts);
}

void
ct_seg_start_facts(const CtSegWork *work, const CtSegDraft *draft, CtIds *ret_facts)
{
    const CtInstances *instances = work->instances;

    ret_facts->length = 0;
    switch ((CtSegStartKind)draft->start) {
    case CT_SEG_START_NONE:
        break;
    case CT_SEG_START_PART:
        start_part(work, draft->start_id, ret_facts);
        break;
    case CT_SEG_START_SELECTOR:
        start_selector(work, draft->start_id, ret_facts);
        break;
    case CT_SEG_START_NETWORK:
        for (uint32_t n = instances->network_first[draft->start_id];
             n < instances->network_first[draft->start_id + 1]; n++)
            add_fact(work, CT_FACT_LOCATED, n, ret_facts);
        break;
    case CT_SEG_START_ASSET:
        add_fact(work, CT_FACT_EXEC, draft->start_id, ret_facts);
        break;
    case CT_SEG_START_CHANNEL:
        start_channel(work, draft->start_id, ret_facts);
        break;
    }
    ct_ids_sort_unique(ret_facts);
}

static void
add_asset_goals(const CtSegWork *work, uint32_t asset, bool implants, CtIds *facts)
{
    const CtInstances *instances = work->instances;

    add_fact(work, CT_FACT_EXEC, asset, facts);
    add_fact(work, CT_FACT_CONTROLS, asset, facts);
    add_fact(work, CT_FACT_HALTED, asset, facts);
    if (implants)
        add_fact(work, CT_FACT_IMPLANT, asset, facts);
    for (uint32_t s = instances->service_first[asset]; s < instances->service_first[asset + 1]; s++)
        add_fact(work, CT_FACT_SESSION, s, facts);
}

/* Whether @port is one of those that @policy is about. */
static bool
policy_has_port(const CtModel *model, const CtPolicy *policy, CtPortRange port)
{
    for (uint32_t i = 0; i < policy->ports.length; i++)
        if (ct_port_ranges_meet(model->port_ranges.data[policy->ports.start + i], port))
            return true;
    return !ct_span_is_stated(policy->ports);
}

static void
goal_policy(const CtSegWork *work, CtId row, CtIds *facts)
{
    const CtInstances *instances = work->instances;
    const CtPolicy *policy = &work->model->policies.data[row];
    const CtCsr *selected = &instances->selected;
    bool whole = policy->service == CT_NO_ID && !ct_span_is_stated(policy->ports);

    for (uint32_t i = selected->start[policy->to]; i < selected->start[policy->to + 1]; i++) {
        uint32_t asset = selected->value[i];

        if (ct_seg_selects(instances, policy->from, asset))
            continue;
        if (whole) {
            add_asset_goals(work, asset, false, facts);
            continue;
        }
        for (uint32_t s = instances->service_first[asset]; s < instances->service_first[asset + 1];
             s++)
            if (policy_has_port(work->model, policy, ct_instances_service(instances, s)->port) &&
                (policy->service == CT_NO_ID ||
                 ct_instances_find_service(instances, asset, policy->service) == s))
                add_fact(work, CT_FACT_SESSION, s, facts);
    }
}

static bool
is_on(const CtInstances *instances, uint32_t asset, CtId network_row)
{
    for (uint32_t i = instances->attached.start[asset]; i < instances->attached.start[asset + 1];
         i++)
        if (instances->network_row[instances->attached.value[i]] == network_row)
            return true;
    return false;
}

void
ct_seg_goal_facts(const CtSegWork *work, const CtSegDraft *draft, CtIds *ret_facts)
{
    const CtInstances *instances = work->instances;
    g_autofree uint64_t *in = ct_bits_new(instances->n_zones);
    const CtCsr *zones = work->matrix != NULL ? &work->matrix->parts->zones : NULL;

    g_assert(draft->goal != CT_SEG_GOAL_PART || zones != NULL); /* parts are the matrix's */
    ret_facts->length = 0;
    if (draft->goal == CT_SEG_GOAL_POLICY) {
        goal_policy(work, draft->goal_id, ret_facts);
        return;
    }
    if (draft->goal == CT_SEG_GOAL_ASSET) {
        add_asset_goals(work, draft->goal_id, false, ret_facts);
        return;
    }
    for (uint32_t k = draft->goal == CT_SEG_GOAL_PART ? zones->start[draft->goal_id] : 0;
         draft->goal == CT_SEG_GOAL_PART && k < zones->start[draft->goal_id + 1]; k++)
        ct_bits_set(in, zones->value[k]);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        CtId row = instances->zone_row[instances->asset_zone[a]];

        if (draft->goal == CT_SEG_GOAL_PART ? ct_bits_get(in, instances->asset_zone[a])
            : draft->goal == CT_SEG_GOAL_GUESTS
                ? row == draft->goal_id && is_on(instances, a, draft->goal_other)
            : draft->goal == CT_SEG_GOAL_MEMBERS ? is_on(instances, a, draft->goal_id)
                                                 : row == draft->goal_other)
            add_asset_goals(work, a, draft->goal == CT_SEG_GOAL_CHANNEL, ret_facts);
    }
}

/* --- who gets what --- */

/* What the start has from the beginning is no gain. */
static void
drop_had(CtIds *goals, const CtIds *starts)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < goals->length; i++)
        if (!ct_ids_has_sorted(starts->data, starts->length, goals->data[i]))
            goals->data[kept++] = goals->data[i];
    goals->length = kept;
}

static void
sweep(CtSegWork *work, CtClosure *closure, CtSegDraft *const *drafts, uint32_t n)
{
    g_auto(CtIds) starts = {0};
    g_auto(CtIds) goals = {0};

    ct_closure_clear(closure);
    for (uint32_t i = 0; i < n; i++) {
        ct_seg_start_facts(work, drafts[i], &starts);
        for (uint32_t k = 0; k < starts.length; k++)
            ct_closure_enter(closure, starts.data[k], UINT64_C(1) << i);
    }
    ct_closure_run(closure, NULL, n == CT_N_WORLDS ? UINT64_MAX : (UINT64_C(1) << n) - 1);
    for (uint32_t i = 0; i < n; i++) {
        ct_seg_start_facts(work, drafts[i], &starts);
        ct_seg_goal_facts(work, drafts[i], &goals);
        drop_had(&goals, &starts);
        drafts[i]->attackable = CT_ANSWER_NO;
        for (uint32_t k = 0; k < goals.length; k++)
            if ((ct_closure_worlds(closure, goals.data[k]) >> i & 1) != 0)
                drafts[i]->attackable = CT_ANSWER_YES;
    }
}

static void
settle(CtSegWork *work)
{
    guint kept = 0;

    for (guint i = 0; i < work->drafts->len; i++) {
        CtSegDraft *draft = &g_array_index(work->drafts, CtSegDraft, i);

        if (draft->only_if_attackable && draft->attackable != CT_ANSWER_YES)
            continue;
        if (draft->attackable == CT_ANSWER_YES)
            draft->failure.severity = draft->if_attackable;
        g_array_index(work->drafts, CtSegDraft, kept++) = *draft;
    }
    g_array_set_size(work->drafts, kept);
}

void
ct_seg_judge(CtSegWork *work)
{
    g_autoptr(CtClosure) closure = NULL;
    CtSegDraft *batch[CT_N_WORLDS];
    uint32_t n = 0;

    for (guint i = 0; i < work->drafts->len; i++) {
        CtSegDraft *draft = &g_array_index(work->drafts, CtSegDraft, i);

        if (draft->is_known || draft->start == CT_SEG_START_NONE)
            continue;
        draft->attackable = CT_ANSWER_UNKNOWN;
        if (work->graph == NULL)
            continue;
        if (closure == NULL)
            closure = ct_closure_new(work->graph);
        batch[n++] = draft;
        if (n == CT_N_WORLDS) {
            sweep(work, closure, batch, n);
            n = 0;
        }
    }
    if (n > 0)
        sweep(work, closure, batch, n);
    settle(work);
}

/* --- paths --- */

typedef struct Asked {
    uint8_t start;
    uint32_t start_id, draft;
} Asked;

static int
compare_asked(const void *a, const void *b)
{
    const Asked *x = a;
    const Asked *y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->start_id != y->start_id)
        return x->start_id < y->start_id ? -1 : 1;
    return (x->draft > y->draft) - (x->draft < y->draft);
}

static void
find_path(CtSegWork *work, CtPathFinder *finder, const CtIds *starts, CtSegDraft *draft)
{
    g_auto(CtIds) goals = {0};

    ct_seg_goal_facts(work, draft, &goals);
    drop_had(&goals, starts);
    g_autoptr(CtPlan) plan =
        ct_path_finder_best(finder, &(CtTargets){.facts = goals.data, .n = goals.length, .need = 1},
                            CT_COST_TIME);

    if (plan == NULL)
        return;
    CtPath *path = ct_store_alloc(work->store, 1, sizeof *path);

    ct_story_write(work->graph, plan, work->store, path);
    draft->failure.path = path;
}

uint32_t
ct_seg_find_paths(CtSegWork *work, uint32_t most)
{
    g_autofree Asked *asked = g_new(Asked, (size_t)work->drafts->len + 1);
    g_autoptr(CtPathFinder) finder = NULL;
    g_auto(CtIds) starts = {0};
    uint32_t n = 0;
    uint32_t left = 0;

    for (guint i = 0; i < work->drafts->len; i++) {
        const CtSegDraft *draft = &g_array_index(work->drafts, CtSegDraft, i);

        if (draft->attackable != CT_ANSWER_YES || draft->start == CT_SEG_START_NONE)
            continue;
        if (n == most)
            left++;
        else
            asked[n++] = (Asked){.start = draft->start, .start_id = draft->start_id, .draft = i};
    }
    ct_sort(asked, n, sizeof *asked, compare_asked);
    for (uint32_t i = 0; i < n; i++) {
        CtSegDraft *draft = &g_array_index(work->drafts, CtSegDraft, asked[i].draft);

        if (i == 0 || asked[i].start != asked[i - 1].start ||
            asked[i].start_id != asked[i - 1].start_id) {
            ct_seg_start_facts(work, draft, &starts);
            g_clear_pointer(&finder, ct_path_finder_free);
            finder = ct_path_finder_new(work->graph, starts.data, starts.length);
        }
        find_path(work, finder, &starts, draft);
    }
    return left;
}
