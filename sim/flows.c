/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A case is looked at again when a door in it turns, or when a source of it has come to have
 * nobody, one or several: then who gets where is spread anew over its nodes, which see at most two
 * changes each. What a class had is kept, so that receivers are told of differences alone.
 */
#include "base/bits.h"
#include "sim/flows_private.h"

typedef struct Reached {
    uint32_t now, planned; /* who gets there; who would, if nothing were done */
} Reached;

struct CtFlows {
    const CtFlowPlan *plan;
    CtFlowSource *sources;
    Reached *classes;
    uint8_t *doors;          /* CT_FLOW_… */
    uint64_t *dirty;         /* a bit a case … */
    CtIds dirties;           /* … and those whose bit is set */
    CtIds looked_at;         /* cases since the beginning; may name one twice */
    CtIds sent, shut;        /* likewise: sources, doors that were changed */
    uint32_t *now, *planned; /* scratch: who gets to each node of a case */
    CtIds stack;             /* likewise */
};

/* --- a case --- */

static uint32_t
join(uint32_t a, uint32_t b)
{
    if (a == CT_FLOW_NOBODY || a == b)
        return b;
    return b == CT_FLOW_NOBODY ? a : CT_FLOW_SEVERAL;
}

static uint32_t
value_of_source(const CtFlowSource *source)
{
    if (source->n == 0)
        return CT_FLOW_NOBODY;
    return source->n == 1 ? source->mix : CT_FLOW_SEVERAL;
}

static bool
is_shut(const uint8_t *shut, uint32_t door, uint8_t mask)
{
    return door != CT_NO_ID && (shut[door] & mask) != 0;
}

void
ct_flow_case_spread(const CtFlowPlan *plan,
                    uint32_t c,
                    const CtFlowSource *sources,
                    const uint8_t *shut,
                    uint8_t mask,
                    uint32_t *ret_values,
                    CtIds *stack)
{
    const CtFlowCase *row = &plan->cases.data[c];
    const uint32_t *first = plan->first_edge.data + row->first_node;

    stack->length = 0;
    for (uint32_t i = 0; i < row->n_nodes; i++) {
        ret_values[i] = i < row->sources.length ? value_of_source(&sources[row->sources.start + i])
                                                : CT_FLOW_NOBODY;
        if (ret_values[i] != CT_FLOW_NOBODY)
            ct_ids_add(stack, i);
    }
    while (stack->length > 0) {
        uint32_t node = stack->data[--stack->length];

        for (uint32_t e = first[node]; e < first[node + 1]; e++) {
            const CtFlowEdge *edge = &plan->edges.data[e];

            if (shut != NULL &&
                (is_shut(shut, edge->conduit, mask) || is_shut(shut, edge->rule, mask)))
                continue;
            uint32_t value = join(ret_values[edge->to], ret_values[node]);

            if (value == ret_values[edge->to])
                continue;
            ret_values[edge->to] = value;
            ct_ids_add(stack, edge->to);
        }
    }
}

uint32_t
ct_flow_class_value(const CtFlowPlan *plan, const CtFlowClass *row, const uint32_t *values)
{
    uint32_t value = CT_FLOW_NOBODY;

    for (uint32_t i = 0; i < row->ends.length; i++)
        value = join(value, values[plan->ends.data[row->ends.start + i]]);
    return value;
}

/* --- in a replication --- */

static Reached
as_planned(const CtFlowClass *row)
{
    return (Reached){.now = row->value, .planned = row->value};
}

CtFlows *
ct_flows_new(const CtFlowPlan *plan)
{
    CtFlows *flows = g_new0(CtFlows, 1);

    flows->plan = plan;
    flows->sources = g_memdup2(plan->sources.data, plan->sources.length * sizeof(CtFlowSource));
    flows->classes = g_new(Reached, (size_t)plan->classes.length + 1);
    for (uint32_t i = 0; i < plan->classes.length; i++)
        flows->classes[i] = as_planned(&plan->classes.data[i]);
    flows->doors = g_new0(uint8_t, (size_t)plan->n_doors + 1);
    flows->dirty = ct_bits_new(plan->cases.length);
    flows->now = g_new(uint32_t, (size_t)plan->most_nodes + 1);
    flows->planned = g_new(uint32_t, (size_t)plan->most_nodes + 1);
    return flows;
}

void
ct_flows_free(CtFlows *flows)
{
    if (flows == NULL)
        return;
    g_free(flows->sources);
    g_free(flows->classes);
    g_free(flows->doors);
    g_free(flows->dirty);
    ct_ids_clear(&flows->dirties);
    ct_ids_clear(&flows->looked_at);
    ct_ids_clear(&flows->sent);
    ct_ids_clear(&flows->shut);
    g_free(flows->now);
    g_free(flows->planned);
    ct_ids_clear(&flows->stack);
    g_free(flows);
}

void
ct_flows_begin(CtFlows *flows)
{
    const CtFlowPlan *plan = flows->plan;

    for (uint32_t i = 0; i < flows->sent.length; i++)
        flows->sources[flows->sent.data[i]] = plan->sources.data[flows->sent.data[i]];
    for (uint32_t i = 0; i < flows->shut.length; i++)
        flows->doors[flows->shut.data[i]] = 0;
    for (uint32_t i = 0; i < flows->looked_at.length; i++) {
        CtSpan classes = plan->cases.data[flows->looked_at.data[i]].classes;

        for (uint32_t k = 0; k < classes.length; k++)
            flows->classes[classes.start + k] = as_planned(&plan->classes.data[classes.start + k]);
    }
    for (uint32_t i = 0; i < flows->dirties.length; i++)
        ct_bits_unset(flows->dirty, flows->dirties.data[i]);
    flows->sent.length = flows->shut.length = 0;
    flows->looked_at.length = flows->dirties.length = 0;
}

static void
look_again(CtFlows *flows, uint32_t c)
{
    if (ct_bits_get(flows->dirty, c))
        return;
    ct_bits_set(flows->dirty, c);
    ct_ids_add(&flows->dirties, c);
}

void
ct_flows_asset(CtFlows *flows, uint32_t asset, bool is_off)
{
    const CtCsr *of_sender = &flows->plan->of_sender;

    for (uint32_t i = of_sender->start[asset]; i < of_sender->start[asset + 1]; i++) {
        CtFlowSource *source = &flows->sources[of_sender->value[i]];
        uint32_t before = value_of_source(source);

        source->n = is_off ? source->n - 1 : source->n + 1;
        source->mix ^= asset;
        ct_ids_add(&flows->sent, of_sender->value[i]);
        if (value_of_source(source) != before)
            look_again(flows, source->in_case);
    }
}

void
ct_flows_shut(CtFlows *flows, CtId conduit, CtId rule, bool is_blocked, bool is_closed)
{
    const CtCsr *cases = &flows->plan->of_door;
    uint32_t door = rule != CT_NO_ID ? flows->plan->n_conduits + rule : conduit;
    unsigned after = (is_blocked ? CT_FLOW_BLOCKED : 0U) | (is_closed ? CT_FLOW_CLOSED : 0U);

    if (flows->doors[door] == after)
        return;
    flows->doors[door] = (uint8_t)after;
    ct_ids_add(&flows->shut, door);
    for (uint32_t i = cases->start[door]; i < cases->start[door + 1]; i++)
        look_again(flows, cases->value[i]);
}

static bool
gets_through(uint32_t value, uint32_t receiver)
{
    return value != CT_FLOW_NOBODY && value != receiver;
}

static bool
is_cut_off(Reached reached, uint32_t receiver)
{
    return gets_through(reached.planned, receiver) && !gets_through(reached.now, receiver);
}

static void
tell_class(const CtFlowPlan *plan,
           const CtFlowClass *row,
           Reached before,
           Reached after,
           CtFlowFunc func,
           void *data)
{
    if (before.now == after.now && before.planned == after.planned)
        return;
    for (uint32_t i = 0; i < row->receivers.length; i++) {
        uint32_t receiver = plan->receivers.data[row->receivers.start + i];
        bool cut_off = is_cut_off(after, receiver);

        if (cut_off != is_cut_off(before, receiver))
            func(receiver, cut_off, data);
    }
}

static void
settle_case(CtFlows *flows, uint32_t c, CtFlowFunc func, void *data)
{
    const CtFlowPlan *plan = flows->plan;
    CtSpan classes = plan->cases.data[c].classes;

    ct_flow_case_spread(plan, c, plan->sources.data, flows->doors, CT_FLOW_CLOSED, flows->planned,
                        &flows->stack);
    ct_flow_case_spread(plan, c, flows->sources, flows->doors, CT_FLOW_BLOCKED | CT_FLOW_CLOSED,
                        flows->now, &flows->stack);
    for (uint32_t i = classes.start; i < classes.start + classes.length; i++) {
        const CtFlowClass *row = &plan->classes.data[i];
        Reached before = flows->classes[i];

        flows->classes[i] = (Reached){.now = ct_flow_class_value(plan, row, flows->now),
                                      .planned = ct_flow_class_value(plan, row, flows->planned)};
        tell_class(plan, row, before, flows->classes[i], func, data);
    }
}

void
ct_flows_settle(CtFlows *flows, CtFlowFunc func, void *data)
{
    for (uint32_t i = 0; i < flows->dirties.length; i++) {
        uint32_t c = flows->dirties.data[i];

        ct_bits_unset(flows->dirty, c);
        ct_ids_add(&flows->looked_at, c);
        settle_case(flows, c, func, data);
    }
    flows->dirties.length = 0;
}
