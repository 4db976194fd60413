/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/reach_tries.h"

#include "base/bits.h"
#include "topology/instances_build.h"

typedef struct Outward {
    CtReachQuestion *question;
    const CtInstances *instances;
    const CtModel *model;
    uint8_t family;       /* what the port runs over */
    uint64_t *target;     /* segments the receiver is on */
    uint64_t *towards;    /* conduits that lead towards it, if everything were allowed */
    uint64_t *transit;    /* conduits */
    CtCsr conduits_of;    /* zone row → conduits from it */
    uint64_t *tried[2];   /* conduits: as a first, as a further one */
    uint64_t *passes;     /* conduits whose rules let it through */
    uint64_t *arrived;    /* segments packets have come to over a conduit */
    CtIds segments, next; /* where they stand now, and a door further */
    bool at_receiver;
    uint32_t doors;
} Outward;

/* The receiver's segments that carry its port. */
static void
mark_target(Outward *outward)
{
    const CtReachGroups *groups = outward->question->groups;
    const CtServiceGroup *group = &groups->groups.data[outward->question->group];
    uint32_t n;
    const uint32_t *networks = ct_id_sets_get(&groups->network_sets, group->networks, &n);

    outward->target = ct_bits_new(groups->n_segments);
    for (uint32_t i = 0; i < n; i++)
        if (groups->segment_family[groups->segment_of[networks[i]]] == outward->family)
            ct_bits_set(outward->target, groups->segment_of[networks[i]]);
}

/* Zone rows on the way back from the receiver. */
typedef struct Backward {
    uint64_t *entered; /* some conduit that leads towards it is from this zone */
    uint64_t *ahead;   /* from the networks of this zone the receiver may be reached */
    uint64_t *around;  /* this zone, or one within, is ahead */
} Backward;

/* Zones within an entered one are ahead, and what shares a segment with one that is. */
static void
spread_ahead(const Outward *outward, Backward *backward)
{
    const CtInstances *instances = outward->instances;
    const CtCsr *zones = &instances->network_zones;
    g_autofree uint64_t *segments = ct_bits_new(outward->question->groups->n_segments);
    const uint32_t *segment_of = outward->question->groups->segment_of;

    for (uint32_t z = 0; z < outward->model->zones.length; z++)
        for (CtId up = z; up != CT_NO_ID; up = outward->model->zones.data[up].parent)
            if (ct_bits_get(backward->entered, up))
                ct_bits_set(backward->ahead, z);
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t n = 0; n < instances->n_networks; n++)
            for (uint32_t i = zones->start[n]; i < zones->start[n + 1]; i++) {
                uint32_t row = instances->zone_row[zones->value[i]];

                if (pass == 0 && ct_bits_get(backward->ahead, row))
                    ct_bits_set(segments, segment_of[n]);
                else if (pass == 1 && ct_bits_get(segments, segment_of[n]))
                    ct_bits_set(backward->ahead, row);
            }
    for (uint32_t z = 0; z < outward->model->zones.length; z++)
        for (CtId up = z; ct_bits_get(backward->ahead, z) && up != CT_NO_ID &&
                          !ct_bits_get(backward->around, up);
             up = outward->model->zones.data[up].parent)
            ct_bits_set(backward->around, up);
}

/* By zone rows, as if everything were allowed. Every round goes back over one conduit. */
static void
mark_towards(Outward *outward)
{
    const CtInstances *instances = outward->instances;
    uint32_t n_zones = outward->model->zones.length;
    Backward backward = {
        .entered = ct_bits_new(n_zones),
        .ahead = ct_bits_new(n_zones),
        .around = ct_bits_new(n_zones),
    };
    bool grew = true;

    outward->towards = ct_bits_new(outward->model->conduits.length);
    for (uint32_t n = 0; n < instances->n_networks; n++)
        for (uint32_t i = instances->network_zones.start[n];
             i < instances->network_zones.start[n + 1]; i++)
            if (ct_bits_get(outward->target, outward->question->groups->segment_of[n]))
                ct_bits_set(backward.ahead, instances->zone_row[instances->network_zones.value[i]]);
    while (grew) {
        grew = false;
        spread_ahead(outward, &backward);
        for (uint32_t c = 0; c < outward->model->conduits.length; c++) {
            const CtConduit *conduit = &outward->model->conduits.data[c];

            if (ct_bits_get(outward->towards, c) || !ct_bits_get(backward.around, conduit->to))
                continue;
            ct_bits_set(outward->towards, c);
            ct_bits_set(backward.entered, conduit->from);
            grew = true;
        }
    }
    g_free(backward.entered);
    g_free(backward.ahead);
    g_free(backward.around);
}

/* Packets stand on @segment, over a conduit. */
static void
arrive(Outward *outward, uint32_t segment)
{
    if (ct_bits_get(outward->arrived, segment))
        return;
    ct_bits_set(outward->arrived, segment);
    ct_ids_add(&outward->next, segment);
    outward->at_receiver = outward->at_receiver || ct_bits_get(outward->target, segment);
}

/* Out of @conduit, entered from zone instance @from; whether any network there carries the port. */
static bool
come_out(Outward *outward, CtId conduit, uint32_t from)
{
    const CtInstances *instances = outward->instances;
    const CtReachGroups *groups = outward->question->groups;
    CtId to = outward->model->conduits.data[conduit].to;
    CtId common = ct_zone_common(outward->model, outward->model->conduits.data[conduit].from, to);
    uint32_t around =
        common == CT_NO_ID ? CT_NO_ID : ct_instances_ancestor(instances, from, common);
    bool carried = false;

    for (uint32_t z = 0; z < instances->n_zones; z++) {
        if (ct_instances_ancestor(instances, z, to) == CT_NO_ID ||
            (common != CT_NO_ID && ct_instances_ancestor(instances, z, common) != around))
            continue;
        for (uint32_t i = instances->zone_networks.start[z];
             i < instances->zone_networks.start[z + 1]; i++) {
            uint32_t segment = groups->segment_of[instances->zone_networks.value[i]];

            if (groups->segment_family[segment] != outward->family)
                continue;
            carried = true;
            arrive(outward, segment);
        }
    }
    return carried;
}

/* Judges @conduit once as a first and once as a further one, and adds why it does not pass. */
static bool
passes(Outward *outward, CtId conduit, const char *where)
{
    bool further = outward->doors > 0;
    bool judged =
        ct_bits_get(outward->tried[0], conduit) || ct_bits_get(outward->tried[1], conduit);
    const CtConduit *row = &outward->model->conduits.data[conduit];

    if (!judged && ct_reach_question_judge(outward->question, conduit, outward->doors, where))
        ct_bits_set(outward->passes, conduit);
    if (!ct_bits_get(outward->passes, conduit))
        return false;
    if (further && !ct_bits_get(outward->transit, conduit)) {
        if (!ct_bits_get(outward->tried[1], conduit))
            ct_reach_question_add(
                outward->question, CT_REACH_OBSTACLE_NOT_TRANSIT, outward->doors, conduit, NULL,
                where, row->e.pos,
                g_strdup("its rules allow it, but it is not transit: it does not pass on what came "
                         "over another conduit"));
        return false;
    }
    if (row->mfa > CT_MFA_NONE && !ct_bits_get(outward->tried[further], conduit))
        ct_reach_question_add(
            outward->question, CT_REACH_OBSTACLE_GATED, outward->doors, conduit, NULL, where,
            row->e.pos,
            g_strdup_printf("its rules allow it, to whoever has a second factor (%s)",
                            ct_word_text(CT_WORDS_MFA, row->mfa)));
    return true;
}

static void
try_conduit(Outward *outward, CtId conduit, uint32_t from)
{
    bool further = outward->doors > 0;
    g_autofree char *where = ct_instances_zone_text(outward->instances, from);
    bool open = passes(outward, conduit, where);
    bool known = ct_bits_get(outward->tried[further], conduit);

    ct_bits_set(outward->tried[further], conduit);
    if (open && !come_out(outward, conduit, from) && !known)
        ct_reach_question_add(outward->question, CT_REACH_OBSTACLE_MEDIUM, outward->doors + 1,
                              conduit, NULL, where, outward->model->conduits.data[conduit].e.pos,
                              g_strdup_printf("it is let through, but no network behind carries %s",
                                              outward->question->verdict->port));
}

/* Every conduit that may be entered from @segment. */
static void
leave(Outward *outward, uint32_t segment)
{
    const CtInstances *instances = outward->instances;
    const CtCsr *networks = &outward->question->groups->segment_networks;
    g_auto(CtIds) zones = {0};

    for (uint32_t i = networks->start[segment]; i < networks->start[segment + 1]; i++)
        for (uint32_t k = instances->network_zones.start[networks->value[i]];
             k < instances->network_zones.start[networks->value[i] + 1]; k++)
            for (uint32_t z = instances->network_zones.value[k]; z != CT_NO_ID;
                 z = instances->zone_parent[z])
                ct_ids_add(&zones, z);
    ct_ids_sort_unique(&zones);
    for (uint32_t i = 0; i < zones.length; i++) {
        uint32_t row = instances->zone_row[zones.data[i]];

        for (uint32_t k = outward->conduits_of.start[row]; k < outward->conduits_of.start[row + 1];
             k++)
            if (ct_bits_get(outward->towards, outward->conduits_of.value[k]))
                try_conduit(outward, outward->conduits_of.value[k], zones.data[i]);
    }
}

/* What happens without a conduit. */
static void
try_own_networks(Outward *outward)
{
    CtReachQuestion *question = outward->question;
    const CtReachGroups *groups = question->groups;
    const CtServiceGroup *group = &groups->groups.data[question->group];
    uint32_t n;
    const uint32_t *networks = ct_id_sets_get(&groups->network_sets, group->networks, &n);

    for (uint32_t i = 0; i < question->networks.length; i++) {
        uint32_t own = question->networks.data[i];
        uint32_t segment = groups->segment_of[own];
        const CtNetwork *row = &outward->model->networks.data[outward->instances->network_row[own]];
        g_autofree char *where = ct_instances_network_text(outward->instances, own);

        if (groups->segment_family[segment] != outward->family) {
            ct_reach_question_add(question, CT_REACH_OBSTACLE_MEDIUM, 0, CT_NO_ID, NULL, where,
                                  row->e.pos,
                                  g_strdup_printf("a network of this medium carries no %s",
                                                  question->verdict->port));
            continue;
        }
        ct_ids_add(&outward->segments, segment);
        for (uint32_t k = 0; k < n; k++) {
            if (groups->segment_of[networks[k]] != segment)
                continue;
            if (networks[k] == own && ct_tri_or(row->isolated, false))
                ct_reach_question_add(
                    question, CT_REACH_OBSTACLE_ISOLATED, 0, CT_NO_ID, NULL, where, row->e.pos,
                    g_strdup("both are on it, but it keeps its hosts from each other"));
            else
                outward->at_receiver = true;
        }
    }
    ct_ids_sort_unique(&outward->segments);
}

static void
index_conduits(Outward *outward)
{
    uint32_t n = outward->model->conduits.length;
    g_autofree uint32_t *from = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *self = g_new(uint32_t, (size_t)n + 1);

    for (uint32_t c = 0; c < n; c++) {
        from[c] = outward->model->conduits.data[c].from;
        self[c] = c;
    }
    ct_csr_build(&outward->conduits_of, outward->model->zones.length, from, self, n);
    outward->transit = ct_conduits_transit(outward->model);
    outward->passes = ct_bits_new(n);
    outward->tried[0] = ct_bits_new(n);
    outward->tried[1] = ct_bits_new(n);
}

static void
clear_outward(Outward *outward)
{
    g_free(outward->target);
    g_free(outward->towards);
    g_free(outward->transit);
    g_free(outward->tried[0]);
    g_free(outward->tried[1]);
    g_free(outward->passes);
    g_free(outward->arrived);
    ct_csr_clear(&outward->conduits_of);
    ct_ids_clear(&outward->segments);
    ct_ids_clear(&outward->next);
}

void
ct_reach_question_try(CtReachQuestion *question)
{
    const CtInstances *instances = question->rules->instances;
    const CtServiceGroup *group = &question->groups->groups.data[question->group];
    Outward outward = {
        .question = question,
        .instances = instances,
        .model = instances->model,
        .family = question->rules->cells.data[group->cell].family,
        .arrived = ct_bits_new(question->groups->n_segments),
    };
    uint32_t receiver = ct_instances_service_asset(instances, question->service);
    CtIds done;

    mark_target(&outward);
    mark_towards(&outward);
    index_conduits(&outward);
    try_own_networks(&outward);
    if (outward.at_receiver)
        ct_reach_question_judge_firewall(question, 0);
    while (outward.segments.length > 0) {
        bool was_there = outward.at_receiver;

        outward.next.length = 0;
        for (uint32_t i = 0; i < outward.segments.length; i++)
            leave(&outward, outward.segments.data[i]);
        outward.doors++;
        if (outward.at_receiver && !was_there)
            ct_reach_question_judge_firewall(question, outward.doors);
        done = outward.segments;
        outward.segments = outward.next;
        outward.next = done;
    }
    if (question->verdict->tries->len == 0)
        ct_reach_question_add(question, CT_REACH_OBSTACLE_NO_CONDUIT, 0, CT_NO_ID, NULL,
                              question->who,
                              outward.model->assets.data[instances->asset_row[receiver]].e.pos,
                              g_strdup_printf("no conduit leads from there towards %s",
                                              question->verdict->service));
    clear_outward(&outward);
}
