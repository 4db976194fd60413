/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A variable says of a group of n alike elements that no m of them are left: n - m + 1 are gone, at
 * least. What a smaller m costs is paid on top of the next larger one, which it implies; so a
 * group's variables come as its ways ask for them, and prices are corrected. An element of its own
 * is a group of one.
 */
#include "analysis/cut_program.h"

#include "base/sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "No `most` + 1 of the group are left" */
typedef struct Level {
    uint32_t most; /* left at most */
    uint32_t variable;
} Level;

/* So many of a group. */
typedef struct Count {
    uint32_t group, n;
} Count;

struct CtCutProgram {
    const double *weight;
    uint32_t n_elements;
    uint32_t *group; /* per element */
    CtCsr members;   /* group → elements, rising */
    GArray **levels; /* per group: Level, by `most` rising; NULL: none yet */
    CtIlp *ilp;
    double scale; /* weights are divided by it */
    uint8_t *values;
};

/* Groups in the order of their first elements; what costs nothing or cannot go stays alone. */
static void
make_groups(CtCutProgram *program, const CtElements *elements)
{
    g_autofree uint32_t *group_of_kind = g_new(uint32_t, (size_t)program->n_elements + 1);
    g_autofree uint32_t *element = g_new(uint32_t, (size_t)program->n_elements + 1);
    uint32_t n_groups = 0;

    memset(group_of_kind, 0xff, ((size_t)program->n_elements + 1) * sizeof *group_of_kind);
    for (uint32_t e = 0; e < program->n_elements; e++) {
        bool is_grouped =
            elements->alike != NULL && isfinite(program->weight[e]) && program->weight[e] > 0;
        uint32_t *known = is_grouped ? &group_of_kind[elements->alike[e]] : NULL;

        element[e] = e;
        if (known != NULL && *known != CT_NO_ID) {
            program->group[e] = *known;
            continue;
        }
        program->group[e] = n_groups++;
        if (known != NULL)
            *known = program->group[e];
    }
    ct_csr_build(&program->members, n_groups, program->group, element, program->n_elements);
    program->levels = g_new0(GArray *, (size_t)n_groups + 1);
}

CtCutProgram *
ct_cut_program_new(const CtElements *elements, const double *weight, bool *ret_is_exact)
{
    CtCutProgram *program = g_new0(CtCutProgram, 1);

    program->weight = weight;
    program->n_elements = elements->rows->len;
    program->group = g_new(uint32_t, (size_t)program->n_elements + 1);
    program->ilp = ct_ilp_new();
    program->scale = ct_cut_scale(weight, program->n_elements, ret_is_exact);
    ct_ilp_add_variable(program->ilp, 0); /* a program without any is none to the solver */
    make_groups(program, elements);
    return program;
}

void
ct_cut_program_free(CtCutProgram *program)
{
    if (program == NULL)
        return;
    for (uint32_t g = 0; g < program->members.n_rows; g++)
        if (program->levels[g] != NULL)
            g_array_unref(program->levels[g]);
    g_free(program->levels);
    g_free(program->group);
    g_free(program->values);
    ct_csr_clear(&program->members);
    ct_ilp_free(program->ilp);
    g_free(program);
}

static uint32_t
group_size(const CtCutProgram *program, uint32_t group)
{
    return program->members.start[group + 1] - program->members.start[group];
}

/* What a level costs beyond the next weaker one. */
static void
price(CtCutProgram *program, uint32_t group, guint place)
{
    const GArray *levels = program->levels[group];
    const Level *level = &g_array_index(levels, Level, place);
    uint32_t weaker = place + 1 < levels->len ? g_array_index(levels, Level, place + 1).most
                                              : group_size(program, group);
    double each =
        program->weight[program->members.value[program->members.start[group]]] / program->scale;

    ct_ilp_set_cost(program->ilp, level->variable, each * (weaker - level->most));
}

/* @stronger is 1 only where @weaker is. */
static void
imply(CtCutProgram *program, const Level *stronger, const Level *weaker)
{
    const uint32_t variables[] = {weaker->variable, stronger->variable};
    const double coefficients[] = {1, -1};

    ct_ilp_add_row(program->ilp, variables, coefficients, 2, 0);
}

/* The variable that says that at most @most of @group are left. */
static uint32_t
variable_of(CtCutProgram *program, uint32_t group, uint32_t most)
{
    GArray *levels = program->levels[group];
    Level level = {.most = most};
    guint place = 0;

    if (levels == NULL)
        levels = program->levels[group] = g_array_new(FALSE, FALSE, sizeof(Level));
    while (place < levels->len && g_array_index(levels, Level, place).most < most)
        place++;
    if (place < levels->len && g_array_index(levels, Level, place).most == most)
        return g_array_index(levels, Level, place).variable;
    level.variable = ct_ilp_add_variable(program->ilp, 0);
    g_array_insert_val(levels, place, level);
    price(program, group, place);
    if (place > 0) {
        price(program, group, place - 1);
        imply(program, &g_array_index(levels, Level, place - 1), &level);
    }
    if (place + 1 < levels->len)
        imply(program, &level, &g_array_index(levels, Level, place + 1));
    return level.variable;
}

static int
compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Of which groups @elements that can go are, and how many of each: Count, by group. */
static GArray *
count_groups(const CtCutProgram *program, const CtIds *elements)
{
    GArray *counts = g_array_new(FALSE, FALSE, sizeof(Count));
    g_auto(CtIds) groups = {0};

    for (uint32_t i = 0; i < elements->length; i++)
        if (isfinite(program->weight[elements->data[i]]))
            ct_ids_add(&groups, program->group[elements->data[i]]);
    if (groups.length > 0)
        ct_sort(groups.data, groups.length, sizeof *groups.data, compare_numbers);
    for (uint32_t i = 0, n; i < groups.length; i += n) {
        for (n = 1; i + n < groups.length && groups.data[i + n] == groups.data[i];)
            n++;
        g_array_append_val(counts, ((Count){.group = groups.data[i], .n = n}));
    }
    return counts;
}

bool
ct_cut_program_add_way(CtCutProgram *program, const CtIds *way)
{
    g_autoptr(GArray) counts = count_groups(program, way);
    g_autofree uint32_t *variables = g_new(uint32_t, counts->len + 1);
    g_autofree double *ones = g_new(double, counts->len + 1);

    for (guint i = 0; i < counts->len; i++) {
        const Count *count = &g_array_index(counts, Count, i);

        variables[i] = variable_of(program, count->group, count->n - 1);
        ones[i] = 1;
    }
    if (counts->len > 0)
        ct_ilp_add_row(program->ilp, variables, ones, counts->len, 1);
    return counts->len > 0;
}

void
ct_cut_program_exclude(CtCutProgram *program, const CtIds *set)
{
    g_autoptr(GArray) counts = count_groups(program, set);
    g_autofree uint32_t *variables = g_new(uint32_t, counts->len + 1);
    g_autofree double *minus = g_new(double, counts->len + 1);

    for (guint i = 0; i < counts->len; i++) {
        const Count *count = &g_array_index(counts, Count, i);

        variables[i] =
            variable_of(program, count->group, group_size(program, count->group) - count->n);
        minus[i] = -1;
    }
    ct_ilp_add_row(program->ilp, variables, minus, counts->len, 1 - (double)counts->len);
}

CtIlpStatus
ct_cut_program_solve(
    CtCutProgram *program, uint64_t *work, double seconds, double *ret_bound, uint8_t *ret_gone)
{
    const CtCsr *members = &program->members;
    CtIlpStatus status;

    program->values = g_renew(uint8_t, program->values, ct_ilp_count(program->ilp));
    status = ct_ilp_solve_counted(program->ilp, work, seconds, ret_bound, program->values);
    *ret_bound *= program->scale;
    if (status != CT_ILP_OPTIMAL)
        return status;
    memset(ret_gone, 0, program->n_elements);
    for (uint32_t g = 0; g < members->n_rows; g++) {
        const GArray *levels = program->levels[g];
        guint strongest = 0;

        if (levels == NULL)
            continue;
        while (strongest < levels->len &&
               program->values[g_array_index(levels, Level, strongest).variable] == 0)
            strongest++;
        if (strongest < levels->len)
            for (uint32_t i = members->start[g];
                 i + g_array_index(levels, Level, strongest).most < members->start[g + 1]; i++)
                ret_gone[members->value[i]] = 1;
    }
    return status;
}
