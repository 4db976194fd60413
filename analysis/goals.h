/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From requirements to goals: for each requirement of the topology which facts violate it, through
 * which functions, what of that the attacker at hand can have at rest, and the cheapest way to it.
 * What counts as failing is topology/functions.h's matter; the attack graph says the same in its
 * steps, and a test holds the two together.
 */
#pragma once

#include "analysis/findings.h"
#include "analysis/pipeline.h"
#include "topology/functions.h"

/* How an asset can be made to fail; bits. */
enum {
    CT_FAILS_HALTED = 1 << 0,
    CT_FAILS_COMMANDED = 1 << 1,
    CT_FAILS_SPOOFED = 1 << 2, /* counts only where false reports do */
    CT_FAILS_SEVERED = 1 << 3, /* a required flow to it */
    CT_N_FAILS = 4,
};

/* "halted", "commanded" …, of one bit; static. */
const char *ct_fails_text(unsigned fails);

/* One function on the way from assets to a requirement. */
typedef struct CtFunctionFailing {
    uint32_t function;
    CtLoss loss;             /* what is at stake: its own, or what the requirement asks for */
    bool is_own;             /* it is its own `loss` */
    CtFunctionNeeds needs;   /* what it rests on */
    uint8_t *fails;          /* per needs.assets: what of CT_FAILS_… can be had and counts */
    uint8_t *function_fails; /* per needs.functions: it can be impaired */
    uint32_t n_failing;      /* needs that can be made to fail */
    bool is_lost;            /* enough of them, together: all that can be had at rest can */
} CtFunctionFailing;

/* A fact that violates a requirement on data by itself. */
typedef struct CtDataFailing {
    CtMust must;
    CtFact fact;
    bool holds;
} CtDataFailing;

typedef struct CtRequirementGoal {
    uint32_t requirement;
    CtFact goal;        /* violated:… */
    bool is_reachable;  /* at rest */
    uint32_t violated;  /* bit v - 1: CtMust v, of those asked, can be violated */
    GArray *functions;  /* CtFunctionFailing: the requirement's own first, once for each kind of
                           loss at stake, then what it needs, each once */
    GArray *data;       /* CtDataFailing */
    CtIds holders;      /* assets that hold the data, where it must stay available */
    uint8_t *halted;    /* per holder: it can be halted */
    CtPathCost cost;    /* of the cheapest way, where reachable */
    uint8_t ordered_by; /* CtCost */
    bool is_optimal;    /* proved cheapest */
} CtRequirementGoal;

/*
 * One for each requirement, for the selected attacker of @twin, solved; of CtRequirementGoal *. The
 * array owns them. Cost: the sizes of needs, and one search for a path a requirement.
 */
GPtrArray *ct_requirement_goals_new(const CtTwin *twin, CtCost cost);
