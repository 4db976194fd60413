/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which assets are cut off from a flow that they require, while conduits are blocked, windows are
 * closed and assets are off. A flow gets through to a receiver while some sender of it that is not
 * off, another asset than the receiver and in the same instance of every zone around both, reaches
 * a service that the flow means: over any chain of conduits that are open, a second factor being no
 * obstacle to those who have one. It is the relation that attackers send over.
 *
 * A receiver is cut off by what is done, not by the design: by a flow that does not get through now
 * and would if nothing were blocked and nobody off, windows being as they are. So a flow that never
 * gets through (S8) harms nobody, nor does one whose window is closed. See docs/decisions/0058.
 */
#pragma once

#include "topology/reach.h"

/* Read by all threads. */
typedef struct CtFlowPlan CtFlowPlan;

/*
 * Of the required flows to assets in @needed (a bit each), over @reach, which is of every door and
 * outlives the plan; @ret_plan: NULL where there are none. Of one flow, receivers that have the
 * same senders share their part of the relation; fails when all parts together would have more than
 * @most edges. Cost: those edges, senders and receivers.
 */
bool ct_flow_plan_new(const CtReach *reach,
                      const uint64_t *needed,
                      uint64_t most,
                      CtFlowPlan **ret_plan,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_flow_plan_free(CtFlowPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFlowPlan, ct_flow_plan_free)

typedef struct CtFlows CtFlows;

CtFlows *ct_flows_new(const CtFlowPlan *plan);
void ct_flows_free(CtFlows *flows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFlows, ct_flows_free)

/* Nothing is off, blocked or closed. Cost: what was since the last call. */
void ct_flows_begin(CtFlows *flows);

/* @asset is off from now on, or no longer. Each change once. Cost: the flows that it sends. */
void ct_flows_asset(CtFlows *flows, uint32_t asset, bool is_off);

/* What keeps @conduit shut from now on, or one of its allow rules that may be blocked by itself
 * (row
 * @rule; CT_NO_ID: the conduit). Cost: the flows that may pass it. */
void ct_flows_shut(CtFlows *flows, CtId conduit, CtId rule, bool is_blocked, bool is_closed);

/* One flow more that @asset is cut off from, or one less. */
typedef void (*CtFlowFunc)(uint32_t asset, bool cut_off, void *data);

/* What came of the changes since the last call. Cost: the parts of the relation that they bear on,
 * and receivers there for whom something is different. */
void ct_flows_settle(CtFlows *flows, CtFlowFunc func, void *data);
