/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a change of the world ends in one attacker's course. */
#include "sim/actions_private.h"

uint32_t
ct_action_fact_of(const CtCourse *course, CtFactKind kind, uint32_t entity, CtLevel level)
{
    CtFact fact = {.kind = (uint8_t)kind, .level = (uint8_t)level, .entity = entity};

    return course->fact_of[ct_graph_fact(course->graph, fact)];
}

static void
end_fact(CtCourseState *state, CtFactKind kind, uint32_t entity)
{
    const CtCourse *course = state->course;
    unsigned levels = course->graph->kinds->infos[kind].levels;

    for (unsigned level = 0; level < levels; level++) {
        CtLevel stated = levels == 1  ? CT_LEVEL_UNSTATED
                         : level == 0 ? CT_LEVEL_USER
                                      : CT_LEVEL_ADMIN;
        uint32_t fact = ct_action_fact_of(course, kind, entity, stated);

        if (fact != CT_NO_ID)
            ct_retract_end(state, fact);
    }
}

/* As it was delivered: no code of anybody's, no session with what listens there. What a technique
 * file declares of assets ends too. */
static void
end_on_asset(CtCourseState *state, uint32_t asset)
{
    static const CtFactKind ended[] = {CT_FACT_EXEC,   CT_FACT_IMPLANT, CT_FACT_CONTROLS,
                                       CT_FACT_HALTED, CT_FACT_SPOOFS,  CT_FACT_RECRUITED};
    const CtGraph *graph = state->course->graph;
    const uint32_t *first = graph->instances->service_first;

    for (size_t i = 0; i < G_N_ELEMENTS(ended); i++)
        end_fact(state, ended[i], asset);
    for (uint32_t s = first[asset]; s < first[asset + 1]; s++)
        end_fact(state, CT_FACT_SESSION, s);
    for (uint32_t kind = CT_FACT_COUNT; kind < graph->kinds->n; kind++)
        if (graph->kinds->infos[kind].entity == CT_ENTITY_ASSET && graph->kinds->infos[kind].held)
            end_fact(state, (CtFactKind)kind, asset);
}

static void
patch_course(CtCourseState *state, uint32_t asset, uint32_t vulnerability)
{
    const CtChanging *changing = state->course->changing;

    for (uint32_t i = changing->flaw_start[asset]; i < changing->flaw_start[asset + 1]; i++)
        if (changing->flaws[i].vulnerability == vulnerability)
            ct_retract_cut(state, &changing->flaws[i].step, 1);
}

static void
rotate_course(CtCourseState *state, uint32_t credential)
{
    const CtCsr *users = &state->course->changing->users;

    end_fact(state, CT_FACT_HOLDS, credential);
    end_fact(state, CT_FACT_SIGNS, credential);
    ct_retract_break(state, users->value + users->start[credential],
                     users->start[credential + 1] - users->start[credential]);
}

void
ct_action_undergo(CtCourseState *state, const CtWorldChange *change)
{
    const CtChanging *changing = state->course->changing;
    uint32_t entity = change->entity;

    switch (change->kind) {
    case CT_WORLD_CUT:
    case CT_WORLD_MEND: {
        const CtCsr *steps = &changing->cuts[change->cut];
        const uint32_t *first = steps->value + steps->start[entity];
        uint32_t n = steps->start[entity + 1] - steps->start[entity];

        if (change->kind == CT_WORLD_CUT)
            ct_retract_cut(state, first, n);
        else
            ct_retract_mend(state, first, n);
        break;
    }
    case CT_WORLD_RESTORED:
        end_on_asset(state, entity);
        break;
    case CT_WORLD_RESUMED:
        end_fact(state, CT_FACT_HALTED, entity);
        break;
    case CT_WORLD_ROTATED:
        rotate_course(state, entity);
        break;
    case CT_WORLD_PATCHED:
        patch_course(state, entity, change->vulnerability);
        break;
    }
}
