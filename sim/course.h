/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one attacker can do, compiled for simulation: the part of his attack graph that can ever
 * hold, in flat arrays, read by all threads and changed by none. Facts that follow from one other
 * fact alone are that fact here; goals are facts gained by a free step, so that the engine has one
 * kind of thing to watch. Nothing here knows time.
 */
#pragma once

#include "attacks/fixpoint.h"
#include "base/sampler.h"
#include "sim/changing.h"
#include "sim/keys.h"

/* Equal for all attempts of one template of the graph. */
typedef struct CtCourseTemplate {
    CtSampler time, retry; /* of the first try, of each further one */
    double works;          /* chance that it can succeed at all */
    double success;        /* chance of one try, given that it works */
    double noise;          /* chance that a perfect sensor on the way sees one try … */
    int64_t noise_ppm;     /* … in millionths */
    int64_t effort_ms;     /* work of one try, preparing not included */
    uint32_t tries;        /* UINT32_MAX: without end */
    uint32_t rule;         /* index of its technique in the library */
} CtCourseTemplate;

enum { CT_COURSE_LINE = 64 }; /* bytes */

/* One attempt; its number is that of its step. */
typedef struct CtCourseAttempt {
    /* A row is one line of the cache. */
    _Alignas(CT_COURSE_LINE) CtKey128 identity; /* CtSimKeys */
    CtKey128 draw;
    uint32_t gain;     /* as that of its step */
    uint32_t template; /* into templates */
    uint32_t works;    /* row of works_key; CT_NO_ID: always works */
    uint32_t prepare;  /* into prepares; CT_NO_ID: nothing to prepare */
    double sensor;     /* on what it is done to, 0–1 */
} CtCourseAttempt;

/* A way by which an attempt comes, and its sensor; attempts without sensors on any have none. */
typedef struct CtCourseRoute {
    uint32_t fact;
    double sensor;
} CtCourseRoute;

typedef struct CtCoursePrepare {
    CtKey128 key;
    CtSampler time;
    int64_t effort_ms;
} CtCoursePrepare;

struct CtCourse {
    const CtGraph *graph;
    const char *actor;   /* borrowed from the attacker */
    uint32_t *fact_of;   /* fact of the graph → fact here; CT_NO_ID: never holds */
    uint32_t n_facts;    /* goal facts come last */
    uint32_t first_goal; /* fact of goal g is first_goal + g */
    uint32_t n_goals;
    bool *goal_possible; /* per goal */
    uint32_t n_possible; /* goals */

    uint32_t n_attempts;
    uint32_t n_steps;     /* attempts come first, then free steps, those of goals last */
    uint32_t *graph_step; /* step → step of the graph; CT_NO_ID for those of goals */
    uint32_t *gain;       /* step → fact */
    uint32_t *need;       /* step → how many of its premises */
    CtCsr uses;    /* fact → steps that have it among their premises; twice if it counts twice */
    CtCsr gained;  /* fact → attempts that gain it */
    CtIds entries; /* facts that hold from the start … */
    CtIds graph_entries; /* … in numbers of the graph, as given */
    CtIds axioms;        /* steps that need nothing */

    CtCourseAttempt *attempts;
    CtCourseTemplate *templates;
    CtCoursePrepare *prepares;
    uint32_t n_prepares;
    CtKey128 *works_key;
    uint32_t n_works;
    uint32_t n_rules;      /* one more than the highest rule of a template */
    uint32_t *route_start; /* attempt → routes, n_attempts + 1; NULL where there is no sensor */
    CtCourseRoute *routes;
    CtChanging *changing; /* NULL: nothing ends */
};

/* At least @need of facts of the graph. */
typedef struct CtCourseGoal {
    const CtFactId *facts;
    uint32_t n_facts;
    uint32_t need;
} CtCourseGoal;

/*
 * @graph with @fixpoint from @entries. All but the goals are borrowed and outlive the course. Cost:
 * linear in the graph, and what ct_sim_keys_new() costs.
 */
CtCourse *ct_course_new(const CtGraph *graph,
                        const CtFixpoint *fixpoint,
                        const CtFactId *entries,
                        size_t n_entries,
                        const CtCourseGoal *goals,
                        uint32_t n_goals,
                        const char *actor);

/*
 * Likewise, but things may end in it (sim/changing.h). @fixpoint may be from more than @entries:
 * those facts can be given later on. Costs about twice as much, in memory as well.
 */
CtCourse *ct_course_new_changing(const CtGraph *graph,
                                 const CtFixpoint *fixpoint,
                                 const CtFactId *entries,
                                 size_t n_entries,
                                 const CtCourseGoal *goals,
                                 uint32_t n_goals,
                                 const char *actor);
void ct_course_free(CtCourse *course);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCourse, ct_course_free)
