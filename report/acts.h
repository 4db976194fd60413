/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What to do first: of all that was found to help, the few things that help most. First what puts
 * most goals out of reach by itself, then what does together, then what mends the gravest failures
 * of the segmentation. A fact of the findings, no advice of its own: each act says what it is
 * taken from.
 */
#pragma once

#include "report/data.h"

typedef struct CtAct {
    char *title;      /* "Close conduit rule corp-control allow[2]" */
    char *why;        /* "puts 4 of 6 goals out of reach: breaker, gateway, …" */
    char *place;      /* "topology.yaml:12:5"; NULL */
    uint32_t n_goals; /* that it puts out of reach by itself */
} CtAct;

/* At most @most of them; free with g_ptr_array_unref(). Cost: choke points and failures. */
GPtrArray *ct_acts_new(const CtReportData *data, uint32_t most);
