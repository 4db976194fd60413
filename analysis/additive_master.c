/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The program that all rounds start from: how much of the goal each fact and step carries. A fact
 * holds at most as much as the steps that gain it together, a step at most as much as each of its
 * premises, and a step that needs m of several takes m times itself from them. This forgets the
 * order in which facts come to hold: circles may hold themselves up, until landmarks forbid it.
 *
 * What it states at once is what landmarks alone would say one by one: a threshold of m among n
 * has a landmark for every n − m + 1 of them, and each is weak.
 *
 * T. Imai, A. Fukunaga, "On a practical, integer-linear programming model for delete-free tasks",
 * JAIR 54, 2015, without its variables of order.
 */
#include "analysis/additive_parts.h"

typedef struct Row {
    GArray *variables;    /* uint32_t, distinct */
    GArray *coefficients; /* double */
} Row;

static void
row_init(Row *row)
{
    row->variables = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    row->coefficients = g_array_new(FALSE, FALSE, sizeof(double));
}

static void
row_clear(Row *row)
{
    g_array_unref(row->variables);
    g_array_unref(row->coefficients);
}

static void
row_reset(Row *row)
{
    g_array_set_size(row->variables, 0);
    g_array_set_size(row->coefficients, 0);
}

static void
row_put(Row *row, uint32_t variable, double coefficient)
{
    for (guint i = 0; i < row->variables->len; i++)
        if (g_array_index(row->variables, uint32_t, i) == variable) {
            g_array_index(row->coefficients, double, i) += coefficient;
            return;
        }
    g_array_append_val(row->variables, variable);
    g_array_append_val(row->coefficients, coefficient);
}

static void
row_add(const Row *row, CtIlp *ilp, double bound)
{
    ct_ilp_add_row(ilp, (const uint32_t *)(const void *)row->variables->data,
                   (const double *)(const void *)row->coefficients->data, row->variables->len,
                   bound);
}

/* What is left of a step's premises once those that hold from the start are taken off. */
typedef struct Needs {
    CtIds facts; /* with repeats, as the step lists them */
    uint32_t need;
} Needs;

static void
needs_of(const CtAdditiveSolver *solver, uint32_t step, Needs *needs)
{
    const CtSlice *slice = solver->slice;

    needs->facts.length = 0;
    needs->need = slice->need[step];
    for (uint32_t i = slice->premises.start[step]; i < slice->premises.start[step + 1]; i++) {
        uint32_t fact = slice->premises.value[i];

        if (solver->fact_variable[fact] != CT_NO_ID)
            ct_ids_add(&needs->facts, fact);
        else if (needs->need > 0)
            needs->need--;
    }
}

/* The step of @variable takes its needs from its premises. */
static void
add_needs(CtAdditiveSolver *solver, const Needs *needs, uint32_t variable, Row *row)
{
    if (needs->need == 0)
        return;
    if (needs->need < needs->facts.length) {
        row_reset(row);
        for (uint32_t i = 0; i < needs->facts.length; i++)
            row_put(row, solver->fact_variable[needs->facts.data[i]], 1);
        row_put(row, variable, -(double)needs->need);
        row_add(row, solver->ilp, 0);
        return;
    }
    for (uint32_t i = 0; i < needs->facts.length; i++)
        ct_ilp_add_row(solver->ilp,
                       (uint32_t[]){solver->fact_variable[needs->facts.data[i]], variable},
                       (double[]){1, -1}, 2, 0);
}

/*
 * The variable of each step: an attempt's own, a free step's with one premise left that premise's,
 * a new one's for the others.
 */
static uint32_t *
add_steps(CtAdditiveSolver *solver, Row *row)
{
    const CtSlice *slice = solver->slice;
    uint32_t *variable = g_new(uint32_t, (size_t)slice->n_steps + 1);
    Needs needs = {0};

    for (uint32_t s = 0; s < slice->n_steps; s++) {
        variable[s] = CT_NO_ID; /* gains what holds anyway */
        if (solver->fact_variable[slice->gain[s]] == CT_NO_ID)
            continue;
        needs_of(solver, s, &needs);
        if (s >= slice->n_attempts && needs.facts.length == 1 && needs.need == 1) {
            variable[s] = solver->fact_variable[needs.facts.data[0]];
            continue;
        }
        variable[s] = s < slice->n_attempts ? s : ct_ilp_add_continuous(solver->ilp, 0);
        add_needs(solver, &needs, variable[s], row);
    }
    ct_ids_clear(&needs.facts);
    return variable;
}

static void
add_facts(CtAdditiveSolver *solver, const uint32_t *step_variable, Row *row)
{
    const CtSlice *slice = solver->slice;
    g_autofree uint32_t *number = g_new(uint32_t, (size_t)slice->n_steps + 1);
    g_auto(CtCsr) gained = {0};

    for (uint32_t s = 0; s < slice->n_steps; s++)
        number[s] = s;
    ct_csr_build(&gained, slice->n_facts, slice->gain, number, slice->n_steps);
    for (uint32_t f = 0; f < slice->n_facts; f++) {
        if (solver->fact_variable[f] == CT_NO_ID)
            continue;
        row_reset(row);
        for (uint32_t i = gained.start[f]; i < gained.start[f + 1]; i++) {
            uint32_t variable = step_variable[gained.value[i]];

            if (variable != CT_NO_ID && variable != solver->fact_variable[f])
                row_put(row, variable, 1);
        }
        row_put(row, solver->fact_variable[f], -1);
        row_add(row, solver->ilp, 0);
    }
}

static void
add_items(CtAdditiveSolver *solver)
{
    const CtAdditiveCosts *costs = solver->costs;
    uint32_t n = solver->slice->n_attempts;

    for (uint32_t s = 0; s < costs->n_shared; s++)
        ct_ilp_add_continuous(solver->ilp, costs->shared[s]);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t i = costs->shares.start[a]; i < costs->shares.start[a + 1]; i++)
            ct_ilp_add_row(solver->ilp, (uint32_t[]){n + costs->shares.value[i], a},
                           (double[]){1, -1}, 2, 0);
}

/* Of alike blocks those that are used come first: one is used only if the one before it is. */
static void
add_order(CtAdditiveSolver *solver, Row *row)
{
    const GArray *groups = solver->problem->groups;

    for (guint g = 0; groups != NULL && g < groups->len; g++) {
        const CtFoldGroup *group = &g_array_index(groups, CtFoldGroup, g);

        for (uint32_t b = 1; b < group->n_blocks; b++)
            for (uint32_t i = 0; i < group->width; i++) {
                row_reset(row);
                for (uint32_t k = 0; k < group->width; k++)
                    row_put(row, group->attempts.data[(b - 1) * group->width + k], 1);
                row_put(row, group->attempts.data[b * group->width + i], -1);
                row_add(row, solver->ilp, 0);
            }
    }
}

void
ct_additive_master(CtAdditiveSolver *solver)
{
    const CtSlice *slice = solver->slice;
    g_autoptr(CtProgress) start = ct_progress_new(slice);
    Row row;

    for (uint32_t a = 0; a < slice->n_attempts; a++)
        ct_ilp_add_variable(solver->ilp, ct_additive_own(solver, a));
    add_items(solver);
    for (uint32_t f = 0; f < slice->n_facts; f++)
        solver->fact_variable[f] =
            start->holds[f] != 0 ? CT_NO_ID : ct_ilp_add_continuous(solver->ilp, 0);
    row_init(&row);
    g_autofree uint32_t *step_variable = add_steps(solver, &row);
    add_facts(solver, step_variable, &row);
    add_order(solver, &row);
    row_clear(&row);
    if (solver->fact_variable[0] != CT_NO_ID)
        ct_ilp_set_least(solver->ilp, solver->fact_variable[0], 1);
}
