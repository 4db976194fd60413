/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which assets are cut off from a flow that they require, pair by pair over the naive reach of the
 * topology in which the conduits that are shut have no allow rules.
 */
#include "tests/support/naive_changing_private.h"

#include "base/bits.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_reach.h"

/* The topology without the allow rules of some conduits, and what is reached in it. */
typedef struct Shut {
    bool *conduits, *rules;
    CtModel model; /* the one asked, but for these */
    CtInstances instances;
    uint8_t *commanded; /* nobody */
    CtNaiveReach *reach;
} Shut;

static void
shut_free(void *data)
{
    Shut *shut = data;

    ct_naive_reach_free(shut->reach);
    g_free(shut->model.conduits.data);
    g_free(shut->model.rules.data);
    g_free(shut->rules);
    g_free(shut->commanded);
    g_free(shut->conduits);
    g_free(shut);
}

static bool
are_equal(const bool *a, const bool *b, size_t n)
{
    return n == 0 || memcmp(a, b, n * sizeof *a) == 0;
}

/* Those that stay move up in their conduit's list. */
static void
take_out(CtModel *model, const bool *conduits, const bool *rules)
{
    for (size_t c = 0; c < model->conduits.length; c++) {
        CtSpan *allow = &model->conduits.data[c].allow;
        uint32_t kept = 0;

        for (uint32_t i = 0; i < allow->length && !conduits[c]; i++)
            if (!rules[allow->start + i])
                model->rules.data[allow->start + kept++] = model->rules.data[allow->start + i];
        allow->length = kept;
    }
}

/* Once built, it is kept. */
static Shut *
find_shut(const CtNaiveWorld *world, const bool *conduits, const bool *rules)
{
    const CtInstances *instances = world->graph->instances;
    size_t n = instances->model->conduits.length, n_rules = instances->model->rules.length;

    for (guint i = 0; i < world->shut->len; i++) {
        Shut *known = g_ptr_array_index(world->shut, i);

        if (are_equal(known->conduits, conduits, n) && are_equal(known->rules, rules, n_rules))
            return known;
    }
    Shut *shut = g_new0(Shut, 1);

    shut->conduits = g_memdup2(conduits, n * sizeof *conduits);
    shut->rules = g_memdup2(rules, n_rules * sizeof *rules);
    shut->model = *instances->model;
    shut->model.rules.data = g_memdup2(shut->model.rules.data, n_rules * sizeof(CtRule));
    shut->model.conduits.data = g_memdup2(shut->model.conduits.data, n * sizeof(CtConduit));
    take_out(&shut->model, conduits, rules);
    shut->instances = *instances;
    shut->instances.model = &shut->model;
    shut->commanded = g_new0(uint8_t, (size_t)instances->n_assets + 1);
    shut->reach = ct_naive_reach_new(&shut->instances, shut->commanded);
    g_ptr_array_add(world->shut, shut);
    return shut;
}

static bool
is_meant(const CtInstances *instances, const CtFlow *flow, uint32_t service)
{
    const CtClassService *row = ct_instances_service(instances, service);

    if (flow->service != CT_NO_ID)
        return row->name == flow->service;
    if (!ct_span_is_stated(flow->ports))
        return true;
    for (uint32_t i = 0; i < flow->ports.length; i++) {
        CtPortRange range = instances->model->port_ranges.data[flow->ports.start + i];

        if (range.protocol == CT_PROTOCOL_UNSTATED ||
            (range.protocol == row->port.protocol && range.low <= row->port.high &&
             row->port.low <= range.high))
            return true;
    }
    return false;
}

static bool
reaches(Shut *shut, const CtFlow *flow, uint32_t sender, uint32_t receiver)
{
    const CtInstances *instances = &shut->instances;
    const CtCsr *attached = &instances->attached;

    for (uint32_t s = instances->service_first[receiver];
         s < instances->service_first[receiver + 1]; s++) {
        if (!is_meant(instances, flow, s))
            continue;
        for (uint32_t n = attached->start[sender]; n < attached->start[sender + 1]; n++) {
            g_autoptr(GArray) found =
                ct_naive_reach_signatures(shut->reach, attached->value[n], sender, s);

            if (found->len > 0)
                return true;
        }
    }
    return false;
}

/* Of every zone that is around both, both stand in one instance. */
static bool
stand_together(const CtInstances *instances, uint32_t a, uint32_t b)
{
    for (uint32_t x = instances->asset_zone[a]; x != CT_NO_ID; x = instances->zone_parent[x])
        for (uint32_t y = instances->asset_zone[b]; y != CT_NO_ID; y = instances->zone_parent[y])
            if (instances->zone_row[x] == instances->zone_row[y] && x != y)
                return false;
    return true;
}

/* @planned: nobody is off. */
static bool
gets_through(
    const CtNaiveWorld *world, Shut *shut, const CtFlow *flow, uint32_t receiver, bool planned)
{
    const CtInstances *instances = world->graph->instances;
    const CtCsr *selected = &instances->selected;

    for (uint32_t i = selected->start[flow->from]; i < selected->start[flow->from + 1]; i++) {
        uint32_t sender = selected->value[i];
        bool is_off = ct_naive_is_off(world, sender);

        if (sender != receiver && (planned || !is_off) &&
            stand_together(instances, sender, receiver) && reaches(shut, flow, sender, receiver))
            return true;
    }
    return false;
}

void
ct_naive_find_cut_off(CtNaiveWorld *world)
{
    const CtInstances *instances = world->graph->instances;
    const CtModel *model = instances->model;
    const CtCsr *selected = &instances->selected;
    g_autofree bool *shut = g_new0(bool, (size_t)model->conduits.length + 1);
    g_autofree bool *no_rules = g_new0(bool, (size_t)model->rules.length + 1);

    for (uint32_t c = 0; c < model->conduits.length; c++)
        shut[c] = world->blocked[c] || world->closed[c];
    memset(world->cut_off, 0, instances->n_assets * sizeof(bool));
    for (uint32_t f = 0; f < model->flows.length; f++) {
        const CtFlow *flow = &model->flows.data[f];

        if (!ct_tri_or(flow->required, false))
            continue;
        for (uint32_t i = selected->start[flow->to]; i < selected->start[flow->to + 1]; i++) {
            uint32_t receiver = selected->value[i];

            if (!gets_through(world, find_shut(world, shut, world->rules), flow, receiver, false) &&
                gets_through(world, find_shut(world, world->closed, no_rules), flow, receiver,
                             true))
                world->cut_off[receiver] = true;
        }
    }
}

uint64_t *
ct_naive_choose_rules(const CtModel *model, uint64_t *state)
{
    uint64_t *chosen = ct_bits_new(model->rules.length);

    if (ct_random_below(state, 2) == 0) {
        g_free(chosen);
        return NULL;
    }
    for (uint32_t c = 0; c < model->conduits.length; c++)
        for (uint32_t i = 0; i < model->conduits.data[c].allow.length; i++)
            if (ct_random_below(state, 2) == 0)
                ct_bits_set(chosen, model->conduits.data[c].allow.start + i);
    return chosen;
}

void
ct_naive_require_flows(CtModel *model, uint64_t *state)
{
    for (uint32_t f = 0; f < model->flows.length; f++) {
        CtFlow *flow = &model->flows.data[f];

        flow->required = ct_random_below(state, 4) != 0 ? CT_TRI_TRUE : CT_TRI_FALSE;
        if (ct_random_below(state, 4) != 0)
            flow->ports = CT_SPAN_UNSTATED;
    }
}

void
ct_naive_flows_init(CtNaiveWorld *world)
{
    world->cut_off = g_new0(bool, (size_t)world->graph->instances->n_assets + 1);
    world->shut = g_ptr_array_new_with_free_func(shut_free);
}

void
ct_naive_flows_clear(CtNaiveWorld *world)
{
    g_free(world->cut_off);
    g_ptr_array_unref(world->shut);
}
