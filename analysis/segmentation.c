/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Matrix, drafts of all classes, their judgement, then what is left as plain data: gravest first,
 * each id once, with the waivers that name it.
 */
#include "analysis/segmentation.h"

#include "analysis/seg_parts.h"
#include "base/bits.h"
#include "topology/reach_rules.h"
#include "topology/yaml/value.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_PATHS = 100 };

static const char *const class_texts[CT_SEG_COUNT] = {
    [CT_SEG_CROSSING] = "crossing without a conduit",
    [CT_SEG_POLICY] = "policy violated",
    [CT_SEG_PIVOT] = "pivot over a zone between",
    [CT_SEG_WIDE] = "rule wider than its flows",
    [CT_SEG_UNGUARDED] = "unguarded door into a higher zone",
    [CT_SEG_FLAT] = "flat zone",
    [CT_SEG_CHANNEL] = "channel around the zones",
    [CT_SEG_BLOCKED] = "required flow blocked",
    [CT_SEG_IDLE] = "rule that does nothing, or is undone",
};

const char *
ct_seg_class_text(CtSegClass class)
{
    return class_texts[class];
}

static const char *const severity_texts[] = {"low", "medium", "high", "critical"};

const char *
ct_seg_severity_text(CtSegSeverity severity)
{
    return severity_texts[severity];
}

bool
ct_seg_severity_parse(const char *text, CtSegSeverity *ret_severity)
{
    for (int s = 0; s < CT_SEG_SEVERITY_COUNT; s++)
        if (strcmp(severity_texts[s], text) == 0) {
            *ret_severity = (CtSegSeverity)s;
            return true;
        }
    return false;
}

/* --- who is on which network --- */

static uint32_t
find_root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* Network row → the one that stands for all that forwarding assets join with it. */
static uint32_t *
join_networks(const CtInstances *instances)
{
    uint32_t n = instances->model->networks.length;
    uint32_t *joined = g_new(uint32_t, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++)
        joined[i] = i;
    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t i = instances->attached.start[a];
             ct_instances_class(instances, a)->forwards && i + 1 < instances->attached.start[a + 1];
             i++) {
            uint32_t x = find_root(joined, instances->network_row[instances->attached.value[i]]);
            uint32_t y =
                find_root(joined, instances->network_row[instances->attached.value[i + 1]]);

            joined[MAX(x, y)] = MIN(x, y);
        }
    for (uint32_t i = 0; i < n; i++)
        joined[i] = find_root(joined, i);
    return joined;
}

/* Joined network → zone rows that list one of them, and all zones around those. */
static void
list_zones(const CtModel *model, const uint32_t *joined, CtCsr *ret_zones)
{
    g_auto(CtIds) network = {0};
    g_auto(CtIds) zone = {0};

    for (CtId z = 0; z < model->zones.length; z++)
        for (uint32_t i = 0; i < model->zones.data[z].networks.length; i++)
            for (CtId up = z; up != CT_NO_ID; up = model->zones.data[up].parent) {
                ct_ids_add(&network,
                           joined[model->pool.data[model->zones.data[z].networks.start + i]]);
                ct_ids_add(&zone, up);
            }
    ct_csr_build(ret_zones, model->networks.length, network.data, zone.data, network.length);
}

static void
file_on_zones(CtSegWork *work)
{
    const CtInstances *instances = work->instances;
    g_autofree uint32_t *joined = join_networks(instances);
    g_auto(CtCsr) zones = {0};
    g_auto(CtIds) zone = {0};
    g_auto(CtIds) asset = {0};
    g_auto(CtIds) here = {0};

    list_zones(work->model, joined, &zones);
    for (uint32_t f = 0; f < work->folds->n_folds; f++) {
        uint32_t first = work->folds->members.value[work->folds->members.start[f]];

        here.length = 0;
        for (uint32_t i = instances->attached.start[first];
             i < instances->attached.start[first + 1]; i++) {
            uint32_t network = joined[instances->network_row[instances->attached.value[i]]];

            for (uint32_t k = zones.start[network]; k < zones.start[network + 1]; k++)
                ct_ids_add(&here, zones.value[k]);
        }
        ct_ids_sort_unique(&here);
        for (uint32_t k = 0; k < here.length; k++) {
            ct_ids_add(&zone, here.data[k]);
            ct_ids_add(&asset, first);
        }
    }
    ct_csr_build(&work->on_zone, work->model->zones.length, zone.data, asset.data, zone.length);
}

/* Somebody else's networks: what stands there is not in the model. */
static bool
is_outside(const CtModel *model, CtId around)
{
    for (CtId z = 0; z < model->zones.length; z++) {
        const CtZone *zone = &model->zones.data[z];

        if (!ct_zone_is_within(model, z, around))
            continue;
        if (ct_tri_or(zone->outside, false))
            return true;
        for (uint32_t i = 0; i < zone->networks.length; i++)
            if (model->networks.data[model->pool.data[zone->networks.start + i]].medium ==
                CT_MEDIUM_INTERNET)
                return true;
    }
    return false;
}

bool
ct_seg_leads_on(const CtSegWork *work, CtId conduit)
{
    const CtModel *model = work->model;
    CtId to = model->conduits.data[conduit].to;

    for (CtId c = 0; c < model->conduits.length; c++)
        if (c != conduit && ct_bits_get(work->transit, c) &&
            (ct_zone_is_within(model, model->conduits.data[c].from, to) ||
             ct_zone_is_within(model, to, model->conduits.data[c].from)))
            return true;
    return false;
}

bool
ct_seg_knows_senders(const CtSegWork *work, CtId conduit)
{
    return !ct_bits_get(work->transit, conduit) &&
           !is_outside(work->model, work->model->conduits.data[conduit].from);
}

bool
ct_seg_knows_receivers(const CtSegWork *work, CtId conduit)
{
    return !ct_seg_leads_on(work, conduit) &&
           !is_outside(work->model, work->model->conduits.data[conduit].to);
}

/* --- results --- */

static void
write_zones(const CtSegWork *work, CtSegmentation *result)
{
    const CtModel *model = work->model;
    uint32_t n = model->zones.length;

    result->n_zones = n;
    result->zones = ct_store_alloc(work->store, n, sizeof *result->zones);
    for (CtId z = 0; z < n; z++) {
        const CtZone *zone = &model->zones.data[z];
        CtSegZone *row = &result->zones[z];

        row->id = ct_seg_zone(work, z);
        row->count = work->instances->zone_first[z + 1] - work->instances->zone_first[z];
        row->is_outside = ct_tri_or(zone->outside, false);
        if (zone->parent != CT_NO_ID)
            row->parent = ct_seg_zone(work, zone->parent);
        for (CtId up = zone->parent; up != CT_NO_ID; up = model->zones.data[up].parent)
            row->depth++;
    }
    if (work->matrix == NULL)
        return;
    result->cells = ct_store_alloc(work->store, (size_t)n * n + 1, sizeof *result->cells);
    memcpy(result->cells, work->matrix->cells, (size_t)n * n * sizeof *result->cells);
}

static gint
compare_drafts(gconstpointer a, gconstpointer b)
{
    const CtSegFailure *x = &((const CtSegDraft *)a)->failure;
    const CtSegFailure *y = &((const CtSegDraft *)b)->failure;
    int order;

    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    order = strcmp(x->id, y->id);
    if (order != 0)
        return order;
    return (x->pos.line > y->pos.line) - (x->pos.line < y->pos.line);
}

static void
drop_repeated(GArray *drafts)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal); /* asked, not walked */
    guint kept = 0;

    for (guint i = 0; i < drafts->len; i++) {
        CtSegDraft *draft = &g_array_index(drafts, CtSegDraft, i);

        if (g_hash_table_add(seen, (char *)draft->failure.id))
            g_array_index(drafts, CtSegDraft, kept++) = *draft;
    }
    g_array_set_size(drafts, kept);
}

static void
write_failures(const CtSegWork *work, CtSegmentation *result)
{
    result->n_failures = work->drafts->len;
    result->failures =
        ct_store_alloc(work->store, result->n_failures + 1, sizeof *result->failures);
    for (uint32_t i = 0; i < result->n_failures; i++) {
        CtSegFailure *failure = &result->failures[i];

        *failure = g_array_index(work->drafts, CtSegDraft, i).failure;
        if (failure->pos.line != 0)
            failure->file = ct_store_text(work->store, ct_twin_file(work->twin, failure->pos.file));
    }
}

bool
ct_segmentation_is_failure_id(const char *finding)
{
    return finding[0] == 'S' && finding[1] >= '1' && finding[1] <= '9' && finding[2] == ':';
}

static void
waive(const CtSegWork *work, const char *as_of, CtSegmentation *result)
{
    const CtModel *model = work->model;
    g_autoptr(GPtrArray) idle = g_ptr_array_new();

    for (uint32_t i = 0; i < model->waivers.length; i++) {
        const CtWaiver *waiver = &model->waivers.data[i];
        const char *finding = ct_model_text(model, waiver->finding);
        const char *until = ct_model_text(model, waiver->until);
        bool expired = *until != '\0' && strcmp(until, as_of) < 0;
        bool found = false;

        for (uint32_t k = 0; k < result->n_failures; k++) {
            CtSegFailure *failure = &result->failures[k];

            if (strcmp(failure->id, finding) != 0)
                continue;
            found = true;
            if (failure->waiver == CT_SEG_WAIVED)
                continue; /* one that is in force is enough */
            failure->waiver = expired ? CT_SEG_EXPIRED : CT_SEG_WAIVED;
            failure->reason = ct_store_text(work->store, ct_model_text(model, waiver->reason));
            failure->owner = ct_store_text(work->store, ct_model_text(model, waiver->owner));
            failure->until = ct_store_text(work->store, until);
        }
        if (!found && ct_segmentation_is_failure_id(finding) && work->undecided == NULL)
            g_ptr_array_add(idle, (char *)finding);
    }
    result->idle_waivers = ct_store_list(work->store, idle);
}

static void
count(const CtModel *model, CtSegmentation *result)
{
    for (uint32_t i = 0; i < result->n_failures; i++)
        if (result->failures[i].waiver != CT_SEG_WAIVED) {
            result->n_counted++;
            result->by_class[result->failures[i].class]++;
        }
    for (uint32_t t = 0; t < model->targets.length; t++) {
        CtId max = model->targets.data[t].max;
        CtQuantityForm form;
        double value;

        if (strcmp(ct_model_id(model, CT_SECTION_TARGETS, t), "segmentation_failures") == 0 &&
            max != CT_NO_ID && ct_value_quantity(ct_model_text(model, max), &value, &form) &&
            form == CT_QUANTITY_NUMBER) {
            result->has_target = true;
            result->target_max = value;
        }
    }
}

/* --- all of it --- */

/* The attacker of the matrix: what he knows and can is not a scenario's. */
static const CtAttackerTraits neutral = {.skill = CT_SKILL_EXPERT, .scale_times = 1};

typedef struct Ground {
    CtGuard *guard;
    CtGraph *graph;
} Ground;

static bool
is_neutral(const CtAttackerTraits *traits)
{
    return traits->skill == neutral.skill && !traits->autonomous && !traits->discover &&
           traits->capacity == 0 && traits->scale_times == neutral.scale_times;
}

/* The graph of the twin if it is of such an attacker, else one of our own. */
static bool
ground(CtSegWork *work, Ground *own, GError **error)
{
    const CtTwin *twin = work->twin;
    GError *cause = NULL;

    if (twin->reach == NULL || twin->library == NULL)
        return true;
    if (twin->graph != NULL && is_neutral(&twin->graph->traits)) {
        work->graph = twin->graph;
        return true;
    }
    own->guard = ct_guard_new(twin->library, twin->instances, &neutral);
    own->graph =
        ct_ground(twin->library, own->guard, twin->reach, &neutral, &twin->limits, NULL, 0, &cause);
    work->graph = own->graph;
    if (own->graph != NULL)
        return true;
    if (g_error_matches(cause, CT_GROUND_ERROR, CT_GROUND_ERROR_LIMIT)) {
        work->undecided = ct_store_text(work->store, cause->message);
        g_error_free(cause);
        return true;
    }
    g_propagate_error(error, cause);
    return false;
}

static void
find_all(CtSegWork *work)
{
    ct_seg_find_crossings(work);
    ct_seg_find_policies(work);
    ct_seg_find_pivots(work);
    ct_seg_find_wide(work);
    ct_seg_find_unguarded(work);
    ct_seg_find_flat(work);
    ct_seg_find_channels(work);
    ct_seg_find_blocked(work);
    ct_seg_find_idle(work);
}

static void
analyse(CtSegWork *work, const CtSegOptions *options, CtSegmentation *result)
{
    g_autoptr(CtFolds) folds = ct_folds_new(work->instances, NULL, 0);
    g_autoptr(CtReachZones) reach = NULL;
    g_autoptr(CtZoneMatrix) matrix = NULL;
    g_autofree uint64_t *transit = ct_conduits_transit(work->model);

    if (work->twin->reach != NULL)
        reach = ct_reach_zones_new(work->instances, &work->twin->limits, NULL);
    if (work->model->zones.length <= CT_MOST_ZONES)
        matrix = ct_zone_matrix_new(work->instances, folds, reach, work->graph);
    if (reach == NULL && work->undecided == NULL)
        work->undecided = "network reach has too many edges (--max-reach raises the limit)";
    if (matrix == NULL)
        work->undecided = "there are more than 2000 zones, too many for a matrix";
    work->folds = folds;
    work->matrix = matrix;
    work->transit = transit;
    file_on_zones(work);
    find_all(work);
    ct_seg_judge(work);
    g_array_sort(work->drafts, compare_drafts);
    drop_repeated(work->drafts);
    result->n_without_path =
        ct_seg_find_paths(work, options->most_paths != 0 ? options->most_paths : DEFAULT_PATHS);
    ct_seg_tell(work);
    write_zones(work, result);
    write_failures(work, result);
    waive(work, options->as_of, result);
    count(work->model, result);
    result->undecided = ct_store_text(work->store, work->undecided);
    ct_csr_clear(&work->on_zone);
}

CtSegmentation *
ct_segmentation_new(const CtTwin *twin, const CtSegOptions *options, GError **error)
{
    g_return_val_if_fail(twin->reached >= CT_TWIN_INSTANCES, NULL);

    g_autoptr(CtSegmentation) result = g_new0(CtSegmentation, 1);
    g_autoptr(GArray) drafts = g_array_new(FALSE, FALSE, sizeof(CtSegDraft));
    CtSegWork work = {.twin = twin,
                      .model = twin->model,
                      .instances = twin->instances,
                      .drafts = drafts,
                      .undecided = options->undecided};
    Ground own = {0};
    bool ok;

    result->store = work.store = ct_store_new();
    ok = ground(&work, &own, error);
    if (ok)
        analyse(&work, options, result);
    ct_graph_free(own.graph);
    ct_guard_free(own.guard);
    return ok ? g_steal_pointer(&result) : NULL;
}

void
ct_segmentation_free(CtSegmentation *segmentation)
{
    if (segmentation == NULL)
        return;
    ct_store_free(segmentation->store);
    g_free(segmentation);
}

bool
ct_segmentation_misses(const CtSegmentation *segmentation)
{
    return segmentation->has_target && segmentation->n_counted > segmentation->target_max;
}
