/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What never holds is left out, then facts that rest on one other fact alone are merged with it:
 * their one gaining step is also their cause in the fixpoint, whose premise ranks lower, so that
 * following the ranks settles every chain in one pass.
 */
#include "sim/course.h"

#include "base/bits.h"
#include "sim/course_parts.h"

typedef struct Compiler {
    CtCourse *course;
    const CtGraph *graph;
    const CtFixpoint *fixpoint;
    const CtFactId *entries;
    size_t n_entries;
    uint64_t *is_entry;
    uint32_t *n_gainers; /* fact of the graph → live steps that gain it */
    uint32_t *merged;    /* fact of the graph → that which stands for it */
    CtIds row, uses;     /* pairs (fact, step) */
    bool is_changing;    /* entries may be lost, and each fact may end by itself */
} Compiler;

static bool
is_attempt(const CtGraph *graph, uint32_t step)
{
    return graph->step_kind[step] == CT_STEP_ATTEMPT;
}

/* It can fire, and what it gains is not there from the start. */
static bool
is_live(const Compiler *compiler, uint32_t step)
{
    const CtGraph *graph = compiler->graph;
    uint32_t n = 0;

    if (!ct_bits_get(compiler->fixpoint->holds, graph->step_gain[step]) ||
        (!compiler->is_changing && ct_bits_get(compiler->is_entry, graph->step_gain[step])))
        return false;
    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        n += ct_bits_get(compiler->fixpoint->holds, graph->premises[i]);
    return n >= ct_graph_need(graph, step);
}

/* The one premise of a step that is a mere renaming; CT_NO_ID for others. */
static uint32_t
only_premise(const CtGraph *graph, uint32_t step)
{
    uint32_t start = graph->step_premise_start[step];

    if (is_attempt(graph, step) || graph->step_premise_start[step + 1] != start + 1)
        return CT_NO_ID;
    return graph->premises[start];
}

static void
merge_facts(Compiler *compiler)
{
    const CtGraph *graph = compiler->graph;
    const CtFixpoint *fixpoint = compiler->fixpoint;
    g_autofree CtFactId *by_rank = g_new(CtFactId, (size_t)fixpoint->n_held + 1);

    for (CtFactId f = 0; f < graph->n_facts; f++)
        if (fixpoint->order[f] != CT_NO_ID)
            by_rank[fixpoint->order[f]] = f;
    for (uint32_t i = 0; i < fixpoint->n_held; i++) {
        CtFactId fact = by_rank[i];
        uint32_t cause = fixpoint->cause[fact];
        bool alone = cause != CT_NO_ID && compiler->n_gainers[fact] == 1 && !compiler->is_changing;
        uint32_t premise = alone ? only_premise(graph, cause) : CT_NO_ID;

        if (premise != CT_NO_ID) {
            compiler->merged[fact] = compiler->merged[premise];
            continue;
        }
        compiler->merged[fact] = fact;
        compiler->course->fact_of[fact] = compiler->course->n_facts++;
    }
    for (CtFactId f = 0; f < graph->n_facts; f++)
        if (fixpoint->order[f] != CT_NO_ID)
            compiler->course->fact_of[f] = compiler->course->fact_of[compiler->merged[f]];
}

static void
find_live(Compiler *compiler, CtIds *ret_attempts, CtIds *ret_free)
{
    const CtGraph *graph = compiler->graph;

    for (uint32_t s = 0; s < graph->n_steps; s++) {
        if (!is_live(compiler, s))
            continue;
        compiler->n_gainers[graph->step_gain[s]]++;
        ct_ids_add(is_attempt(graph, s) ? ret_attempts : ret_free, s);
    }
}

static void
add_use(Compiler *compiler, uint32_t fact, uint32_t step)
{
    ct_ids_add(&compiler->row, fact);
    ct_ids_add(&compiler->uses, step);
}

static void
add_step(Compiler *compiler, uint32_t graph_step)
{
    const CtGraph *graph = compiler->graph;
    CtCourse *course = compiler->course;
    uint32_t step = course->n_steps++;
    uint32_t first = graph->step_premise_start[graph_step];
    uint32_t last = graph->step_premise_start[graph_step + 1];

    course->graph_step[step] = graph_step;
    course->gain[step] = course->fact_of[graph->step_gain[graph_step]];
    course->need[step] = ct_graph_need(graph, graph_step);
    if (course->need[step] == 0)
        ct_ids_add(&course->axioms, step);
    for (uint32_t i = first; course->need[step] > 0 && i < last; i++)
        if (course->fact_of[graph->premises[i]] != CT_NO_ID)
            add_use(compiler, course->fact_of[graph->premises[i]], step);
}

static void
add_goal(Compiler *compiler, const CtCourseGoal *goal)
{
    CtCourse *course = compiler->course;
    uint32_t step = course->n_steps++;
    uint32_t n = 0;

    course->graph_step[step] = CT_NO_ID;
    course->gain[step] = course->n_facts++;
    course->need[step] = MAX(goal->need, 1);
    for (uint32_t i = 0; i < goal->n_facts; i++) {
        if (course->fact_of[goal->facts[i]] == CT_NO_ID)
            continue;
        add_use(compiler, course->fact_of[goal->facts[i]], step);
        n++;
    }
    course->goal_possible[course->gain[step] - course->first_goal] = n >= course->need[step];
    course->n_possible += n >= course->need[step];
}

static void
add_steps(Compiler *compiler, const CtIds *attempts, const CtIds *others, uint32_t n_goals)
{
    CtCourse *course = compiler->course;
    size_t room = (size_t)attempts->length + others->length + n_goals + 1;

    course->graph_step = g_new(uint32_t, room);
    course->gain = g_new(uint32_t, room);
    course->need = g_new(uint32_t, room);
    for (uint32_t i = 0; i < attempts->length; i++)
        add_step(compiler, attempts->data[i]);
    course->n_attempts = course->n_steps;
    for (uint32_t i = 0; i < others->length; i++) {
        CtFactId gain = compiler->graph->step_gain[others->data[i]];

        if (compiler->merged[gain] == gain)
            add_step(compiler, others->data[i]);
    }
}

static void
close_adjacency(Compiler *compiler)
{
    CtCourse *course = compiler->course;
    g_autofree uint32_t *attempt = g_new(uint32_t, (size_t)course->n_attempts + 1);

    ct_csr_build(&course->uses, course->n_facts, compiler->row.data, compiler->uses.data,
                 compiler->row.length);
    for (uint32_t a = 0; a < course->n_attempts; a++)
        attempt[a] = a;
    ct_csr_build(&course->gained, course->n_facts, course->gain, attempt, course->n_attempts);
}

static void
add_entries(Compiler *compiler)
{
    uint64_t *seen = ct_bits_new(compiler->course->n_facts);

    for (size_t i = 0; i < compiler->n_entries; i++) {
        uint32_t fact = compiler->course->fact_of[compiler->entries[i]];

        if (!ct_bits_get(seen, fact))
            ct_ids_add(&compiler->course->entries, fact);
        ct_bits_set(seen, fact);
    }
    g_free(seen);
}

/* What the fixpoint has without a step. */
static void
find_givable(Compiler *compiler)
{
    const CtFixpoint *fixpoint = compiler->fixpoint;

    for (CtFactId f = 0; f < compiler->graph->n_facts; f++)
        if (fixpoint->order[f] != CT_NO_ID && fixpoint->cause[f] == CT_NO_ID)
            ct_ids_add(&compiler->course->changing->givable, f);
}

static CtCourse *
compile(Compiler *compiler, const CtCourseGoal *goals, uint32_t n_goals, const char *actor)
{
    const CtGraph *graph = compiler->graph;
    CtCourse *course = g_new0(CtCourse, 1);
    size_t room = (size_t)graph->n_facts + 1;
    g_auto(CtIds) attempts = {0}, others = {0};

    compiler->course = course;
    compiler->is_entry = ct_bits_new(room);
    compiler->n_gainers = g_new0(uint32_t, room);
    compiler->merged = g_new(uint32_t, room);

    course->graph = graph;
    course->actor = actor;
    course->n_goals = n_goals;
    course->fact_of = g_new(uint32_t, room);
    for (CtFactId f = 0; f < graph->n_facts; f++)
        course->fact_of[f] = CT_NO_ID;
    for (size_t i = 0; i < compiler->n_entries; i++) {
        ct_bits_set(compiler->is_entry, compiler->entries[i]);
        ct_ids_add(&course->graph_entries, compiler->entries[i]);
    }
    find_live(compiler, &attempts, &others);
    merge_facts(compiler);
    add_steps(compiler, &attempts, &others, n_goals);
    course->first_goal = course->n_facts;
    course->goal_possible = g_new0(bool, (size_t)n_goals + 1);
    for (uint32_t g = 0; g < n_goals; g++)
        add_goal(compiler, &goals[g]);
    close_adjacency(compiler);
    add_entries(compiler);
    ct_course_add_attempts(course);
    if (compiler->is_changing) {
        course->changing = ct_changing_new(course);
        find_givable(compiler);
    }
    g_free(compiler->is_entry);
    g_free(compiler->n_gainers);
    g_free(compiler->merged);
    ct_ids_clear(&compiler->row);
    ct_ids_clear(&compiler->uses);
    return course;
}

CtCourse *
ct_course_new(const CtGraph *graph,
              const CtFixpoint *fixpoint,
              const CtFactId *entries,
              size_t n_entries,
              const CtCourseGoal *goals,
              uint32_t n_goals,
              const char *actor)
{
    Compiler compiler = {.graph = graph,
                         .fixpoint = fixpoint,
                         .entries = entries,
                         .n_entries = n_entries};

    return compile(&compiler, goals, n_goals, actor);
}

CtCourse *
ct_course_new_changing(const CtGraph *graph,
                       const CtFixpoint *fixpoint,
                       const CtFactId *entries,
                       size_t n_entries,
                       const CtCourseGoal *goals,
                       uint32_t n_goals,
                       const char *actor)
{
    Compiler compiler = {.graph = graph,
                         .fixpoint = fixpoint,
                         .entries = entries,
                         .n_entries = n_entries,
                         .is_changing = true};

    return compile(&compiler, goals, n_goals, actor);
}

void
ct_course_free(CtCourse *course)
{
    if (course == NULL)
        return;
    g_free(course->fact_of);
    g_free(course->goal_possible);
    g_free(course->graph_step);
    g_free(course->gain);
    g_free(course->need);
    ct_csr_clear(&course->uses);
    ct_csr_clear(&course->gained);
    ct_ids_clear(&course->entries);
    ct_ids_clear(&course->graph_entries);
    ct_ids_clear(&course->axioms);
    g_aligned_free(course->attempts);
    g_free(course->templates);
    g_free(course->prepares);
    g_free(course->works_key);
    g_free(course->route_start);
    g_free(course->routes);
    ct_changing_free(course->changing);
    g_free(course);
}
