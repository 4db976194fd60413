/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Groups are numbered by their first elements, copies of an orbit by their first groups. An orbit
 * whose copies are not equal in places, sizes and weights is none.
 */
#include "analysis/cut_groups.h"

#include "base/sort.h"

#include <math.h>
#include <string.h>

static bool
can_be_swapped(const double *weight, uint32_t element)
{
    return isfinite(weight[element]) && weight[element] > 0;
}

static uint32_t
make_groups(CtCutGroups *groups, const CtElements *elements, const double *weight)
{
    uint32_t n = elements->rows->len, n_groups = 0;
    g_autofree uint32_t *group_of_kind = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *element = g_new(uint32_t, (size_t)n + 1);

    memset(group_of_kind, 0xff, ((size_t)n + 1) * sizeof *group_of_kind);
    groups->of_element = g_new(uint32_t, (size_t)n + 1);
    for (uint32_t e = 0; e < n; e++) {
        bool is_grouped = elements->alike != NULL && can_be_swapped(weight, e);
        uint32_t *known = is_grouped ? &group_of_kind[elements->alike[e]] : NULL;

        element[e] = e;
        if (known != NULL && *known != CT_NO_ID) {
            groups->of_element[e] = *known;
            continue;
        }
        groups->of_element[e] = n_groups++;
        if (known != NULL)
            *known = groups->of_element[e];
    }
    ct_csr_build(&groups->members, n_groups, groups->of_element, element, n);
    return n_groups;
}

/* A group in a copy of an orbit. */
typedef struct Standing {
    uint32_t orbit, copy, place, group;
} Standing;

static int
compare_standings(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b; /* four numbers */

    for (int i = 0; i < 4; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

static uint32_t
first_element(const CtCutGroups *groups, uint32_t group)
{
    return groups->members.value[groups->members.start[group]];
}

/* Whether the @n rows are @n_copies times the same @n_places. */
static bool
are_equal_copies(const CtCutGroups *groups,
                 const Standing *rows,
                 uint32_t n,
                 uint32_t n_places,
                 const double *weight)
{
    if (n % n_places != 0)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const Standing *one = &rows[i], *like = &rows[i % n_places];

        if (one->place != like->place || one->copy != rows[i - i % n_places].copy ||
            (i >= n_places && one->copy == rows[i - n_places].copy) ||
            (i % n_places > 0 && one->place == rows[i - 1].place) ||
            ct_cut_groups_size(groups, one->group) != ct_cut_groups_size(groups, like->group) ||
            weight[first_element(groups, one->group)] !=
                weight[first_element(groups, like->group)] ||
            !can_be_swapped(weight, first_element(groups, one->group)))
            return false;
    }
    return true;
}

static void
add_orbit(CtCutGroups *groups, const Standing *rows, uint32_t n, const double *weight)
{
    uint32_t number = groups->orbits->len, n_places = 1;
    CtCutOrbit *orbit;

    while (n_places < n && rows[n_places].copy == rows[0].copy)
        n_places++;
    if (n == n_places || !are_equal_copies(groups, rows, n, n_places, weight))
        return;
    g_array_set_size(groups->orbits, number + 1);
    orbit = &g_array_index(groups->orbits, CtCutOrbit, number);
    orbit->n_places = n_places;
    orbit->n_copies = n / n_places;
    orbit->group = g_new(uint32_t, n);
    orbit->parts =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t group = rows[i].group;

        orbit->group[i] = group;
        groups->orbit[group] = number;
        groups->copy[group] = i / n_places;
        groups->place[group] = i % n_places;
    }
}

static void
make_orbits(CtCutGroups *groups, const CtElements *elements, const double *weight)
{
    uint32_t n_groups = groups->members.n_rows;
    g_autofree uint32_t *first_group = g_new(uint32_t, (size_t)elements->n_copies + 1);
    g_autofree Standing *rows = g_new(Standing, (size_t)n_groups + 1);
    uint32_t n_rows = 0;

    memset(first_group, 0xff, ((size_t)elements->n_copies + 1) * sizeof *first_group);
    for (uint32_t g = 0; g < n_groups; g++) {
        uint32_t e = first_element(groups, g), copy = elements->copy[e];

        if (copy == CT_NO_ID)
            continue;
        if (first_group[copy] == CT_NO_ID)
            first_group[copy] = g;
        rows[n_rows++] = (Standing){.orbit = elements->orbit[copy],
                                    .copy = first_group[copy],
                                    .place = elements->place[e],
                                    .group = g};
    }
    ct_sort(rows, n_rows, sizeof *rows, compare_standings);
    for (uint32_t i = 0, n; i < n_rows; i += n) {
        for (n = 1; i + n < n_rows && rows[i + n].orbit == rows[i].orbit;)
            n++;
        add_orbit(groups, rows + i, n, weight);
    }
}

CtCutGroups *
ct_cut_groups_new(const CtElements *elements, const double *weight)
{
    CtCutGroups *groups = g_new0(CtCutGroups, 1);
    uint32_t n_groups = make_groups(groups, elements, weight);
    size_t size = ((size_t)n_groups + 1) * sizeof(uint32_t);

    groups->orbits = g_array_new(FALSE, TRUE, sizeof(CtCutOrbit));
    groups->orbit = g_malloc(size);
    groups->copy = g_malloc(size);
    groups->place = g_malloc(size);
    memset(groups->orbit, 0xff, size);
    if (elements->copy != NULL)
        make_orbits(groups, elements, weight);
    return groups;
}

void
ct_cut_groups_free(CtCutGroups *groups)
{
    for (guint o = 0; o < groups->orbits->len; o++) {
        CtCutOrbit *orbit = &g_array_index(groups->orbits, CtCutOrbit, o);

        g_free(orbit->group);
        g_hash_table_unref(orbit->parts);
    }
    g_array_unref(groups->orbits);
    g_free(groups->of_element);
    g_free(groups->orbit);
    g_free(groups->copy);
    g_free(groups->place);
    ct_csr_clear(&groups->members);
    g_free(groups);
}

uint32_t
ct_cut_groups_size(const CtCutGroups *groups, uint32_t group)
{
    return groups->members.start[group + 1] - groups->members.start[group];
}

uint32_t
ct_cut_groups_slot(const CtCutGroups *groups, uint32_t group)
{
    const CtCutOrbit *orbit;

    if (groups->orbit[group] == CT_NO_ID)
        return group;
    orbit = &g_array_index(groups->orbits, CtCutOrbit, groups->orbit[group]);
    if (groups->copy[group] < orbit->n_single)
        return group;
    return orbit->group[orbit->n_single * orbit->n_places + groups->place[group]];
}

uint32_t
ct_cut_groups_times(const CtCutGroups *groups, uint32_t slot)
{
    const CtCutOrbit *orbit;

    if (groups->orbit[slot] == CT_NO_ID)
        return 1;
    orbit = &g_array_index(groups->orbits, CtCutOrbit, groups->orbit[slot]);
    return groups->copy[slot] < orbit->n_single ? 1 : orbit->n_copies - orbit->n_single;
}

static int
compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

GArray *
ct_cut_groups_count(const CtCutGroups *groups, const CtIds *elements, const double *weight)
{
    GArray *counts = g_array_new(FALSE, FALSE, sizeof(CtGroupCount));
    g_auto(CtIds) of = {0};

    for (uint32_t i = 0; i < elements->length; i++)
        if (isfinite(weight[elements->data[i]]))
            ct_ids_add(&of, groups->of_element[elements->data[i]]);
    ct_sort(of.data, of.length, sizeof *of.data, compare_numbers);
    for (uint32_t i = 0, n; i < of.length; i += n) {
        for (n = 1; i + n < of.length && of.data[i + n] == of.data[i];)
            n++;
        g_array_append_val(counts, ((CtGroupCount){.group = of.data[i], .n = n}));
    }
    return counts;
}
