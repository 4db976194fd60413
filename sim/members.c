/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/members.h"

#include "base/csr_pairs.h"

void
ct_course_members(const CtCourse *course, CtCsr *ret_members)
{
    CtCsrPairs pairs = {0};

    for (CtFactId f = 0; f < course->graph->n_facts; f++) {
        CtFact named;

        if (course->fact_of[f] == CT_NO_ID || !ct_graph_fact_of(course->graph, f, &named))
            continue;
        ct_csr_pairs_add(&pairs, course->fact_of[f], f);
    }
    ct_csr_close(ret_members, course->n_facts, &pairs);
}

void
ct_course_backwards(const CtCourse *course, CtCsr *ret_gainers, CtCsr *ret_premises)
{
    CtCsrPairs gainers = {0}, premises = {0};

    for (uint32_t s = 0; s < course->n_steps; s++)
        ct_csr_pairs_add(&gainers, course->gain[s], s);
    for (uint32_t f = 0; f < course->n_facts; f++)
        for (uint32_t i = course->uses.start[f]; i < course->uses.start[f + 1]; i++)
            ct_csr_pairs_add(&premises, course->uses.value[i], f);
    ct_csr_close(ret_gainers, course->n_facts, &gainers);
    ct_csr_close(ret_premises, course->n_steps, &premises);
}
