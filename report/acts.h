/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What to do first: of all that was found to help, the few things that help most. First what puts
 * most goals out of reach by itself, until each that can be is; then one thing of another kind that
 * does it too, as a second line; then the gravest failures of the segmentation. A summary of the
 * findings, no advice of its own: each act says what it is taken from.
 */
#pragma once

#include "report/data.h"

typedef struct CtAct {
    char *title; /* "Close the conduit rule corp-control allow[2]" */
    char *why;   /* "by itself puts 4 of 6 goals out of reach: breaker, gateway, …" */
    char *place; /* "topology.yaml:12:5"; NULL */
} CtAct;

/* At most @most of them; free with g_ptr_array_unref(). Cost: choke points and failures. */
GPtrArray *ct_acts_new(const CtReportData *data, uint32_t most);

/* Something without which some goals are out of reach. */
typedef struct CtActCandidate {
    const CtElementFinding *element;
    GPtrArray *goals; /* const CtWeakFinding */
    double cost;      /* of a measure, as the topology has it; else NaN */
    uint32_t order;   /* in which it was found */
} CtActCandidate;

/*
 * Choke points, and single elements that are a cut, each once, of every kind (techniques, too,
 * which are no acts: nobody can take them from an attacker). Those that close most goals first,
 * then what is easiest to do. Free with g_array_unref().
 */
GArray *ct_act_candidates_new(const CtExposure *exposure);

/* "Harden", "Close the conduit rule"; NULL for a kind that nobody can act on. Static. */
const char *ct_act_verb(const CtElementFinding *element);

/* Whether its note says more than its id. */
bool ct_act_has_note(const CtElementFinding *element);
