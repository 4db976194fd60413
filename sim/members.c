/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/members.h"

void
ct_course_members(const CtCourse *course, CtCsr *ret_members)
{
    g_auto(CtIds) row = {0}, value = {0};

    for (CtFactId f = 0; f < course->graph->n_facts; f++) {
        CtFact named;

        if (course->fact_of[f] == CT_NO_ID || !ct_graph_fact_of(course->graph, f, &named))
            continue;
        ct_ids_add(&row, course->fact_of[f]);
        ct_ids_add(&value, f);
    }
    ct_csr_build(ret_members, course->n_facts, row.data, value.data, row.length);
}
