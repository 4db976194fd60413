/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/sim.h"

#include "base/sort.h"
#include "sim/members.h"

#include <stdlib.h>

typedef struct Ranked {
    uint32_t distance;
    int64_t effort;
    CtKey128 identity;
    uint32_t attempt;
} Ranked;

static int
compare_ranked(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;

    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    if (a->effort != b->effort)
        return a->effort < b->effort ? -1 : 1;
    if (a->identity.hi != b->identity.hi)
        return a->identity.hi < b->identity.hi ? -1 : 1;
    return a->identity.lo < b->identity.lo ? -1 : a->identity.lo > b->identity.lo;
}

/*
 * The least number of attempts on a chain from each fact to a goal, what else steps need left out
 * of account: rounds of breadth first, in each of which free steps are followed to their end.
 */
static uint32_t *
fact_distances(const CtCourse *course)
{
    uint32_t *distance = g_new(uint32_t, (size_t)course->n_facts + 1);
    g_auto(CtCsr) gainers = {0}, premises = {0};
    g_auto(CtIds) now = {0}, next = {0};

    ct_course_backwards(course, &gainers, &premises);
    for (uint32_t f = 0; f < course->n_facts; f++)
        distance[f] = CT_NO_ID;
    for (uint32_t g = 0; g < course->n_goals; g++) {
        distance[course->first_goal + g] = 0;
        ct_ids_add(&now, course->first_goal + g);
    }
    for (uint32_t round = 0; now.length > 0; round++) {
        for (uint32_t i = 0; i < now.length; i++) { /* grows while it is walked */
            uint32_t fact = now.data[i];

            if (distance[fact] != round)
                continue;
            for (uint32_t k = gainers.start[fact]; k < gainers.start[fact + 1]; k++) {
                uint32_t by = gainers.value[k];
                uint32_t far = round + (by < course->n_attempts);

                for (uint32_t p = premises.start[by]; p < premises.start[by + 1]; p++)
                    if (distance[premises.value[p]] > far) {
                        distance[premises.value[p]] = far;
                        ct_ids_add(far == round ? &now : &next, premises.value[p]);
                    }
            }
        }
        now.length = 0;
        CtIds done = now;
        now = next;
        next = done;
    }
    return distance;
}

uint32_t *
ct_strategy_order(const CtCourse *course, CtStrategy strategy)
{
    if (strategy == CT_STRATEGY_RANDOM)
        return NULL;

    g_autofree Ranked *ranked = g_new(Ranked, (size_t)course->n_attempts + 1);
    g_autofree uint32_t *distance = strategy == CT_STRATEGY_GOAL ? fact_distances(course) : NULL;
    uint32_t *order = g_new(uint32_t, (size_t)course->n_attempts + 1);

    for (uint32_t a = 0; a < course->n_attempts; a++) {
        const CtCourseAttempt *attempt = &course->attempts[a];
        int64_t prepare =
            attempt->prepare != CT_NO_ID ? course->prepares[attempt->prepare].effort_ms : 0;

        ranked[a] = (Ranked){.distance = distance != NULL ? distance[course->gain[a]] : 0,
                             .effort = course->templates[attempt->template].effort_ms + prepare,
                             .identity = attempt->identity,
                             .attempt = a};
    }
    ct_sort(ranked, course->n_attempts, sizeof *ranked, compare_ranked);
    for (uint32_t i = 0; i < course->n_attempts; i++)
        order[ranked[i].attempt] = i;
    return order;
}
