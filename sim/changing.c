/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/changing.h"

#include "base/bits.h"
#include "sim/members.h"

bool
ct_changing_keeps(const CtFactKinds *kinds, uint8_t kind)
{
    if (kind == CT_FACT_SESSION || kind == CT_FACT_LOCATED || kind == CT_FACT_SIGNS)
        return false;
    return kinds->infos[kind].held;
}

static void
mark_facts(const CtCourse *course, CtChanging *changing)
{
    const CtGraph *graph = course->graph;

    changing->keeps = ct_bits_new(course->n_facts);
    for (CtFactId f = 0; f < graph->n_facts; f++) {
        CtFact named;
        bool keeps;

        if (course->fact_of[f] == CT_NO_ID)
            continue;
        if (ct_graph_fact_of(graph, f, &named))
            keeps = ct_changing_keeps(graph->kinds, named.kind);
        else
            keeps =
                f >= graph->first_auxiliary &&
                graph->auxiliaries.data[f - graph->first_auxiliary].kind == CT_AUXILIARY_ATTEMPT;
        if (keeps)
            ct_bits_set(changing->keeps, course->fact_of[f]);
    }
}

/* The attempt whose several gains @step is one of: it alone brings the auxiliary fact that stands
 * for its success. */
static uint32_t
source_of(const CtCourse *course, uint32_t step)
{
    const CtGraph *graph = course->graph;
    uint32_t graph_step = course->graph_step[step];

    if (graph_step == CT_NO_ID || graph->step_kind[graph_step] != CT_STEP_OUTCOME)
        return CT_NO_ID;
    for (uint32_t p = graph->step_premise_start[graph_step];
         p < graph->step_premise_start[graph_step + 1]; p++) {
        CtFactId fact = graph->premises[p];

        if (fact >= graph->first_auxiliary &&
            graph->auxiliaries.data[fact - graph->first_auxiliary].kind == CT_AUXILIARY_ATTEMPT)
            return course->gained.value[course->gained.start[course->fact_of[fact]]];
    }
    return CT_NO_ID;
}

static void
mark_steps(const CtCourse *course, CtChanging *changing)
{
    changing->source = g_new(uint32_t, (size_t)course->n_steps + 1);
    changing->has_passing = ct_bits_new(course->n_attempts);
    for (uint32_t s = 0; s < course->n_steps; s++) {
        changing->source[s] = s < course->n_attempts ? CT_NO_ID : source_of(course, s);
        if (changing->source[s] != CT_NO_ID && !ct_bits_get(changing->keeps, course->gain[s]))
            ct_bits_set(changing->has_passing, changing->source[s]);
    }
}

CtChanging *
ct_changing_new(const CtCourse *course)
{
    CtChanging *changing = g_new0(CtChanging, 1);

    ct_course_backwards(course, &changing->gainers, &changing->premises);
    mark_facts(course, changing);
    mark_steps(course, changing);
    if (course->graph->instances != NULL)
        ct_changing_gather(course, changing);
    return changing;
}

void
ct_changing_free(CtChanging *changing)
{
    if (changing == NULL)
        return;
    ct_csr_clear(&changing->premises);
    ct_csr_clear(&changing->gainers);
    g_free(changing->keeps);
    g_free(changing->source);
    g_free(changing->has_passing);
    for (int kind = 0; kind < CT_CUT_COUNT; kind++)
        ct_csr_clear(&changing->cuts[kind]);
    ct_csr_clear(&changing->users);
    g_free(changing->flaw_start);
    g_free(changing->flaws);
    ct_ids_clear(&changing->givable);
    g_free(changing);
}
