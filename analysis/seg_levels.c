/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Policies that do not hold (S2), doors into higher zones (S5), flat zones (S6). */
#include "analysis/seg_parts.h"

#include "base/bits.h"

#include <string.h>

/* --- S2 --- */

/* The zone that all of @selector stand in, or name; CT_NO_ID where they are several or none. */
static CtId
only_zone(const CtSegWork *work, CtId selector)
{
    g_autofree uint64_t *zones = ct_selector_zones(work->instances, selector);
    CtSpan terms = work->model->selectors.data[selector].terms;
    CtId only = CT_NO_ID;

    if (terms.length == 1 && work->model->terms.data[terms.start].kind == CT_TERM_ZONE)
        return work->model->terms.data[terms.start].id;
    for (CtId z = 0; z < work->model->zones.length; z++) {
        if (!ct_bits_get(zones, z))
            continue;
        if (only != CT_NO_ID)
            return CT_NO_ID;
        only = z;
    }
    return only;
}

static void
add_never(CtSegWork *work, CtId row)
{
    const CtModel *model = work->model;
    const CtPolicy *policy = &model->policies.data[row];
    const char *id = ct_model_id(model, CT_SECTION_POLICIES, row);
    CtId from = only_zone(work, policy->from);
    CtId to = only_zone(work, policy->to);
    g_autofree char *who = from != CT_NO_ID ? g_strdup(ct_model_id(model, CT_SECTION_ZONES, from))
                                            : ct_seg_selector_yaml(model, policy->from);
    g_autofree char *what = to != CT_NO_ID ? g_strdup(ct_model_id(model, CT_SECTION_ZONES, to))
                                           : ct_seg_selector_yaml(model, policy->to);
    CtSegDraft *draft =
        ct_seg_add(work, CT_SEG_POLICY, g_strdup_printf("S2:%s", id), policy->e.pos);

    draft->failure.severity = CT_SEG_HIGH;
    draft->if_attackable = CT_SEG_CRITICAL;
    draft->only_if_attackable = true;
    draft->failure.from = from != CT_NO_ID ? ct_seg_zone(work, from) : NULL;
    draft->failure.to = to != CT_NO_ID ? ct_seg_zone(work, to) : NULL;
    draft->failure.rule = ct_seg_keep(work, g_strdup_printf("policy %s", id));
    draft->failure.what = ct_seg_keep(
        work,
        g_strdup_printf("the policy %s says that %s never gets to %s; who holds the first does", id,
                        who, what));
    draft->failure.fix =
        ct_seg_keep(work, g_strdup("Close one step of the way for good, then ask again: there may "
                                   "be others."));
    draft->start = CT_SEG_START_SELECTOR;
    draft->start_id = policy->from;
    draft->goal = CT_SEG_GOAL_POLICY;
    draft->goal_id = row;
}

void
ct_seg_find_policies(CtSegWork *work)
{
    for (CtId row = 0; row < work->model->policies.length; row++)
        if (work->model->policies.data[row].never)
            add_never(work, row);
}

/* --- S5 --- */

static const char *const requirement_names[CT_N_FR] = {"IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"};

static bool
is_guarded(const CtConduit *conduit)
{
    return conduit->mfa > CT_MFA_NONE || conduit->inspection == CT_INSPECTION_PROXY ||
           conduit->inspection == CT_INSPECTION_DPI || conduit->inspection == CT_INSPECTION_DIODE;
}

/* Zones that count on a side of a conduit: those that assets stand in, and outside ones. A zone
 * that only holds others together gives no reach. */
static void
list_peopled(const CtModel *model, const uint64_t *peopled, CtId around, CtIds *ret_zones)
{
    ret_zones->length = 0;
    for (CtId z = 0; z < model->zones.length; z++)
        if (ct_zone_is_within(model, z, around) &&
            (ct_bits_get(peopled, z) || ct_tri_or(model->zones.data[z].outside, false)))
            ct_ids_add(ret_zones, z);
    if (ret_zones->length == 0)
        ct_ids_add(ret_zones, around);
}

/* The pair with the highest step up in some requirement; false if none rises. */
static bool
steepest(const CtModel *model,
         const CtIds *from,
         const CtIds *to,
         CtId *ret_from,
         CtId *ret_to,
         int *ret_requirement)
{
    int best = 0;

    for (uint32_t i = 0; i < from->length; i++)
        for (uint32_t k = 0; k < to->length; k++)
            for (int r = 0; r < CT_N_FR; r++) {
                int rise =
                    ct_seg_level(model, to->data[k], r) - ct_seg_level(model, from->data[i], r);

                if (rise <= best || from->data[i] == to->data[k])
                    continue;
                best = rise;
                *ret_from = from->data[i];
                *ret_to = to->data[k];
                *ret_requirement = r;
            }
    return best > 0;
}

static void
add_unguarded(CtSegWork *work, CtId row, CtId low, CtId high, int requirement)
{
    const CtModel *model = work->model;
    const CtConduit *conduit = &model->conduits.data[row];
    const char *id = ct_model_id(model, CT_SECTION_CONDUITS, row);
    CtZoneCell cell = ct_seg_cell(work, low, high);
    bool is_public = ct_tri_or(model->zones.data[conduit->from].outside, false);
    CtSegDraft *draft =
        ct_seg_add(work, CT_SEG_UNGUARDED, g_strdup_printf("S5:%s", id), conduit->e.pos);

    draft->failure.severity = CT_SEG_LOW;
    draft->if_attackable =
        ct_seg_level(model, high, requirement) - ct_seg_level(model, low, requirement) > 1
            ? CT_SEG_HIGH
            : CT_SEG_MEDIUM;
    draft->failure.from = ct_seg_zone(work, low);
    draft->failure.to = ct_seg_zone(work, high);
    draft->failure.rule = ct_seg_keep(work, g_strdup_printf("conduit %s", id));
    draft->failure.what = ct_seg_keep(
        work, g_strdup_printf("conduit %s leads from %s (SL-T %d) up to %s (SL-T %d in %s) with "
                              "neither a second factor nor a proxy, deep inspection or diode",
                              id, draft->failure.from, ct_seg_level(model, low, requirement),
                              draft->failure.to, ct_seg_level(model, high, requirement),
                              requirement_names[requirement]));
    draft->failure.fix = ct_seg_keep(
        work, is_public
                  ? g_strdup("It faces everybody: put an inspecting proxy before what it leads to, "
                             "and ask a second factor where only your own people use it.")
                  : g_strdup("Ask a second factor where people use the door; where machines do, "
                             "inspect the protocol (inspection: dpi or proxy)."));
    draft->failure.set =
        ct_seg_keep(work, g_strdup_printf("conduits.%s.controls.%s", id,
                                          is_public ? "inspection=proxy" : "mfa=otp"));
    draft->is_known = true;
    draft->attackable = work->graph == NULL ? CT_ANSWER_UNKNOWN : cell.attackable;
    if (cell.attackable != CT_NO_ANSWER &&
        ct_zone_parts_of_cell(work->matrix->parts, low, high, &draft->start_id, &draft->goal_id)) {
        draft->start = CT_SEG_START_PART;
        draft->goal = CT_SEG_GOAL_PART;
    }
    draft->from_row = conduit->from;
    draft->to_row = conduit->to;
}

void
ct_seg_find_unguarded(CtSegWork *work)
{
    const CtModel *model = work->model;
    g_autofree uint64_t *peopled = ct_bits_new(model->zones.length);

    for (uint32_t a = 0; a < model->assets.length; a++)
        ct_bits_set(peopled, model->assets.data[a].zone);
    for (CtId row = 0; row < model->conduits.length; row++) {
        const CtConduit *conduit = &model->conduits.data[row];
        g_auto(CtIds) from = {0};
        g_auto(CtIds) to = {0};
        CtId low = CT_NO_ID, high = CT_NO_ID;
        int requirement = 0;

        if (is_guarded(conduit) || !ct_span_is_stated(conduit->allow) || conduit->allow.length == 0)
            continue;
        list_peopled(model, peopled, conduit->from, &from);
        list_peopled(model, peopled, conduit->to, &to);
        if (steepest(model, &from, &to, &low, &high, &requirement))
            add_unguarded(work, row, low, high, requirement);
    }
}

/* --- S6 --- */

/* An asset's required level: its own, else its highest criticality; -1 where neither is stated. */
static int
required_level(const CtAsset *asset)
{
    uint8_t highest =
        MAX(MAX(asset->safety, asset->availability), MAX(asset->integrity, asset->confidentiality));

    if (asset->sl_t >= 0)
        return asset->sl_t;
    return highest > 0 ? highest : -1;
}

typedef struct Span {
    CtId low, high; /* asset rows, CT_NO_ID */
} Span;

static bool
precedes(const CtModel *model, CtId a, CtId b, bool by_highest)
{
    int x = required_level(&model->assets.data[a]);
    int y = required_level(&model->assets.data[b]);

    if (x != y)
        return by_highest ? x > y : x < y;
    return strcmp(ct_model_id(model, CT_SECTION_ASSETS, a),
                  ct_model_id(model, CT_SECTION_ASSETS, b)) < 0;
}

static void
add_flat(CtSegWork *work, CtId zone, const Span *span)
{
    const CtModel *model = work->model;
    const char *id = ct_seg_zone(work, zone);
    const char *low = ct_model_id(model, CT_SECTION_ASSETS, span->low);
    const char *high = ct_model_id(model, CT_SECTION_ASSETS, span->high);
    CtSegDraft *draft =
        ct_seg_add(work, CT_SEG_FLAT, g_strdup_printf("S6:%s", id), model->zones.data[zone].e.pos);

    draft->failure.severity = CT_SEG_LOW;
    draft->if_attackable = CT_SEG_MEDIUM;
    draft->failure.from = draft->failure.to = id;
    draft->failure.rule = ct_seg_keep(work, g_strdup_printf("zone %s", id));
    draft->failure.what = ct_seg_keep(
        work, g_strdup_printf("zone %s is flat: %s needs level %d and stands beside %s, which "
                              "needs %d",
                              id, high, required_level(&model->assets.data[span->high]), low,
                              required_level(&model->assets.data[span->low])));
    draft->failure.fix = ct_seg_keep(
        work, g_strdup_printf("Give what needs level %d a zone of its own within %s, and a conduit "
                              "that allows what it must be reached for.",
                              required_level(&model->assets.data[span->high]), id));
    draft->start = CT_SEG_START_ASSET;
    draft->start_id = work->instances->asset_first[span->low];
    draft->goal = CT_SEG_GOAL_ASSET;
    draft->goal_id = work->instances->asset_first[span->high];
}

void
ct_seg_find_flat(CtSegWork *work)
{
    const CtModel *model = work->model;
    g_autofree Span *spans = g_new(Span, (size_t)model->zones.length + 1);

    for (CtId z = 0; z < model->zones.length; z++)
        spans[z] = (Span){.low = CT_NO_ID, .high = CT_NO_ID};
    for (CtId a = 0; a < model->assets.length; a++) {
        Span *span = &spans[model->assets.data[a].zone];

        if (required_level(&model->assets.data[a]) < 0)
            continue;
        if (span->low == CT_NO_ID || precedes(model, a, span->low, false))
            span->low = a;
        if (span->high == CT_NO_ID || precedes(model, a, span->high, true))
            span->high = a;
    }
    for (CtId z = 0; z < model->zones.length; z++)
        if (spans[z].low != CT_NO_ID && required_level(&model->assets.data[spans[z].high]) -
                                                required_level(&model->assets.data[spans[z].low]) >=
                                            2)
            add_flat(work, z, &spans[z]);
}
