/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A variable says of a slot's n alike elements that no m of them are left: n - m + 1 are gone, at
 * least. What a smaller m costs is paid on top of the next larger one, which it implies; so a
 * slot's variables come as its ways ask for them, and prices are corrected. When more copies are
 * to be decided of one by one, the program starts again from the ways and answers met.
 */
#include "analysis/cut_program.h"

#include "analysis/cut_groups.h"

#include <math.h>
#include <string.h>

/* "No `most` + 1 of the group are left" */
typedef struct Level {
    uint32_t most; /* left at most */
    uint32_t variable;
} Level;

struct CtCutProgram {
    const double *weight;
    uint32_t n_elements;
    CtCutGroups *groups;
    GPtrArray *ways, *answers; /* GArray of CtGroupCount */
    GArray **levels;           /* per slot: Level, by `most` rising; NULL: none yet */
    GHashTable *rows;          /* GBytes: a row's variables; asked, never walked */
    CtIlp *ilp;
    double scale; /* weights are divided by it */
    uint8_t *values;
};

static void
forget_rows(CtCutProgram *program)
{
    for (uint32_t g = 0; g < program->groups->members.n_rows; g++)
        g_clear_pointer(&program->levels[g], g_array_unref);
    g_hash_table_remove_all(program->rows);
    g_clear_pointer(&program->ilp, ct_ilp_free);
    program->ilp = ct_ilp_new();
    ct_ilp_add_variable(program->ilp, 0); /* a program without any is none to the solver */
}

CtCutProgram *
ct_cut_program_new(const CtElements *elements, const double *weight, bool *ret_is_exact)
{
    CtCutProgram *program = g_new0(CtCutProgram, 1);

    program->weight = weight;
    program->n_elements = elements->rows->len;
    program->groups = ct_cut_groups_new(elements, weight);
    program->levels = g_new0(GArray *, (size_t)program->groups->members.n_rows + 1);
    program->ways = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    program->answers = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    program->rows =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    program->scale = ct_cut_scale(weight, program->n_elements, ret_is_exact);
    forget_rows(program);
    return program;
}

void
ct_cut_program_free(CtCutProgram *program)
{
    if (program == NULL)
        return;
    forget_rows(program);
    g_free(program->levels);
    g_free(program->values);
    g_hash_table_unref(program->rows);
    g_ptr_array_unref(program->ways);
    g_ptr_array_unref(program->answers);
    ct_cut_groups_free(program->groups);
    ct_ilp_free(program->ilp);
    g_free(program);
}

/* What a level costs beyond the next weaker one, in all the copies that it decides of. */
static void
price(CtCutProgram *program, uint32_t slot, guint place)
{
    const CtCutGroups *groups = program->groups;
    const GArray *levels = program->levels[slot];
    const Level *level = &g_array_index(levels, Level, place);
    uint32_t weaker = place + 1 < levels->len ? g_array_index(levels, Level, place + 1).most
                                              : ct_cut_groups_size(groups, slot);
    double each = program->weight[groups->members.value[groups->members.start[slot]]] /
                  program->scale * ct_cut_groups_times(groups, slot);

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

/* The variable that says that at most @most of @slot are left. */
static uint32_t
variable_of(CtCutProgram *program, uint32_t slot, uint32_t most)
{
    GArray *levels = program->levels[slot];
    Level level = {.most = most};
    guint place = 0;

    if (levels == NULL)
        levels = program->levels[slot] = g_array_new(FALSE, FALSE, sizeof(Level));
    while (place < levels->len && g_array_index(levels, Level, place).most < most)
        place++;
    if (place < levels->len && g_array_index(levels, Level, place).most == most)
        return g_array_index(levels, Level, place).variable;
    level.variable = ct_ilp_add_variable(program->ilp, 0);
    g_array_insert_val(levels, place, level);
    price(program, slot, place);
    if (place > 0) {
        price(program, slot, place - 1);
        imply(program, &g_array_index(levels, Level, place - 1), &level);
    }
    if (place + 1 < levels->len)
        imply(program, &level, &g_array_index(levels, Level, place + 1));
    return level.variable;
}

/* @variables as a set; false if a row with them and @mark is there already. */
static bool
is_new_row(CtCutProgram *program, CtIds *variables, uint32_t mark)
{
    ct_ids_sort_unique(variables);
    ct_ids_add(variables, mark);

    GBytes *key = g_bytes_new(variables->data, variables->length * sizeof *variables->data);

    variables->length--;
    return g_hash_table_add(program->rows, key);
}

static void
add_row(CtCutProgram *program, const CtIds *variables, double coefficient, double bound)
{
    g_autofree double *coefficients = g_new(double, (size_t)variables->length + 1);

    for (uint32_t i = 0; i < variables->length; i++)
        coefficients[i] = coefficient;
    ct_ilp_add_row(program->ilp, variables->data, coefficients, variables->length, bound);
}

/* Of some group fewer are left than @counts needs. */
static void
close_way(void *data, const GArray *counts)
{
    CtCutProgram *program = data;
    g_auto(CtIds) variables = {0};

    for (guint i = 0; i < counts->len; i++) {
        CtGroupCount count = g_array_index(counts, CtGroupCount, i);

        ct_ids_add(&variables, variable_of(program, count.group, count.n - 1));
    }
    if (is_new_row(program, &variables, 0))
        add_row(program, &variables, 1, 1);
}

/* Not as many gone as in @counts, of each. */
static void
forbid_answer(void *data, const GArray *counts)
{
    CtCutProgram *program = data;
    g_auto(CtIds) variables = {0};

    for (guint i = 0; i < counts->len; i++) {
        CtGroupCount count = g_array_index(counts, CtGroupCount, i);

        ct_ids_add(&variables,
                   variable_of(program, count.group,
                               ct_cut_groups_size(program->groups, count.group) - count.n));
    }
    if (is_new_row(program, &variables, 1))
        add_row(program, &variables, -1, 1 - (double)variables.length);
}

static void
start_again(CtCutProgram *program)
{
    forget_rows(program);
    for (guint i = 0; i < program->ways->len; i++)
        ct_cut_images_of_way(program->groups, g_ptr_array_index(program->ways, i), close_way,
                             program);
    for (guint i = 0; i < program->answers->len; i++)
        ct_cut_images_of_answer(program->groups, g_ptr_array_index(program->answers, i),
                                forbid_answer, program);
}

bool
ct_cut_program_add_way(CtCutProgram *program, const CtIds *way)
{
    GArray *counts = ct_cut_groups_count(program->groups, way, program->weight);

    g_ptr_array_add(program->ways, counts);
    if (counts->len == 0)
        return false;
    if (ct_cut_groups_learn(program->groups, counts))
        start_again(program);
    else
        ct_cut_images_of_way(program->groups, counts, close_way, program);
    return true;
}

void
ct_cut_program_exclude(CtCutProgram *program, const CtIds *set)
{
    GArray *counts = ct_cut_groups_count(program->groups, set, program->weight);

    g_ptr_array_add(program->answers, counts);
    ct_cut_images_of_answer(program->groups, counts, forbid_answer, program);
}

/* What the values of @slot's levels say is left of it at most; all of it, if nothing. */
static uint32_t
left_of(const CtCutProgram *program, uint32_t slot)
{
    const GArray *levels = program->levels[slot];

    for (guint i = 0; levels != NULL && i < levels->len; i++)
        if (program->values[g_array_index(levels, Level, i).variable] != 0)
            return g_array_index(levels, Level, i).most;
    return ct_cut_groups_size(program->groups, slot);
}

CtIlpStatus
ct_cut_program_solve(
    CtCutProgram *program, uint64_t *work, double seconds, double *ret_bound, uint8_t *ret_gone)
{
    const CtCsr *members = &program->groups->members;
    CtIlpStatus status;

    program->values = g_renew(uint8_t, program->values, ct_ilp_count(program->ilp));
    status = ct_ilp_solve_counted(program->ilp, work, seconds, ret_bound, program->values);
    *ret_bound *= program->scale;
    if (status != CT_ILP_OPTIMAL)
        return status;
    memset(ret_gone, 0, program->n_elements);
    for (uint32_t g = 0; g < members->n_rows; g++) {
        uint32_t left = left_of(program, ct_cut_groups_slot(program->groups, g));

        for (uint32_t i = members->start[g]; i + left < members->start[g + 1]; i++)
            ret_gone[members->value[i]] = 1;
    }
    return status;
}
