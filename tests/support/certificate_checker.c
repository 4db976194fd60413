/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/certificate_checker.h"

#include <glib.h>

static const char *
check_holds(const CtCertificate *certificate, const CtGraph *graph, bool *known)
{
    for (uint32_t i = 0; i < certificate->steps.length; i++) {
        uint32_t step = certificate->steps.data[i];
        uint32_t n = 0;

        if (step >= graph->n_steps)
            return "names a step that the graph does not have";
        for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1];
             p++)
            n += known[graph->premises[p]];
        if (n < ct_graph_need(graph, step))
            return "takes a step before its premises are there";
        known[graph->step_gain[step]] = true;
    }
    return known[certificate->fact] ? NULL : "never gains the fact";
}

static const char *
check_holds_not(const CtCertificate *certificate, const CtGraph *graph, const bool *entry)
{
    g_autofree bool *member = g_new0(bool, graph->n_facts);

    for (uint32_t i = 0; i < certificate->facts.length; i++) {
        CtFactId fact = certificate->facts.data[i];

        if (fact >= graph->n_facts)
            return "names a fact that the graph does not have";
        if (entry[fact])
            return "counts an entry among what cannot be had";
        member[fact] = true;
    }
    if (!member[certificate->fact])
        return "leaves the fact out";
    for (uint32_t step = 0; step < graph->n_steps; step++) {
        uint32_t outside = 0;

        if (!member[graph->step_gain[step]])
            continue;
        for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1];
             p++)
            outside += !member[graph->premises[p]];
        if (outside >= ct_graph_need(graph, step))
            return "overlooks a step that gains a member from outside";
    }
    return NULL;
}

const char *
ct_certificate_check(const CtCertificate *certificate,
                     const CtGraph *graph,
                     const CtFactId *entries,
                     size_t n_entries)
{
    g_autofree bool *entry = g_new0(bool, graph->n_facts);

    if (certificate->fact >= graph->n_facts)
        return "is about a fact that the graph does not have";
    for (size_t i = 0; i < n_entries; i++)
        entry[entries[i]] = true;
    return certificate->holds ? check_holds(certificate, graph, entry)
                              : check_holds_not(certificate, graph, entry);
}
