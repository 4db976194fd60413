/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What swapping copies makes of ways and answers. */
#include "analysis/cut_groups.h"

#include <string.h>

/* More images are not listed: a way gives others, an answer comes up in another order. */
enum { MOST_IMAGES = 1000 };

/* What a way or an answer has in one copy. */
typedef struct Part {
    uint32_t orbit, copy;
    GArray *uses; /* CtGroupCount of places, rising */
} Part;

static void
clear_part(gpointer data)
{
    g_array_unref(((Part *)data)->uses);
}

static int
compare_parts(gconstpointer a, gconstpointer b)
{
    const Part *x = a, *y = b;

    if (x->orbit != y->orbit)
        return x->orbit < y->orbit ? -1 : 1;
    return (x->copy > y->copy) - (x->copy < y->copy);
}

static int
compare_uses(gconstpointer a, gconstpointer b)
{
    const CtGroupCount *x = a, *y = b;

    return (x->group > y->group) - (x->group < y->group);
}

static const CtCutOrbit *
orbit_at(const CtCutGroups *groups, uint32_t orbit)
{
    return &g_array_index(groups->orbits, CtCutOrbit, orbit);
}

/* By orbit and copy; @ret_others: what stands in no copy. */
static GArray *
parts_of(const CtCutGroups *groups, const GArray *counts, GArray *ret_others)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL); /* its first group → part + 1 */

    g_array_set_clear_func(parts, clear_part);
    for (guint i = 0; i < counts->len; i++) {
        CtGroupCount count = g_array_index(counts, CtGroupCount, i);
        uint32_t orbit = groups->orbit[count.group];

        if (orbit == CT_NO_ID) {
            if (ret_others != NULL)
                g_array_append_val(ret_others, count);
            continue;
        }
        uint32_t copy = groups->copy[count.group];
        uint32_t first =
            orbit_at(groups, orbit)->group[(size_t)copy * orbit_at(groups, orbit)->n_places];
        gpointer key = GSIZE_TO_POINTER((size_t)first + 1);
        guint place = GPOINTER_TO_UINT(g_hash_table_lookup(known, key));

        if (place == 0) {
            Part part = {.orbit = orbit,
                         .copy = copy,
                         .uses = g_array_new(FALSE, FALSE, sizeof(CtGroupCount))};

            g_array_append_val(parts, part);
            place = parts->len;
            g_hash_table_insert(known, key, GUINT_TO_POINTER(place));
        }
        count.group = groups->place[count.group];
        g_array_append_val(g_array_index(parts, Part, place - 1).uses, count);
    }
    for (guint i = 0; i < parts->len; i++)
        g_array_sort(g_array_index(parts, Part, i).uses, compare_uses);
    g_array_sort(parts, compare_parts);
    return parts;
}

/* --- how many copies an answer may treat in a way of their own --- */

static int
compare_bytes(gconstpointer a, gconstpointer b)
{
    return g_bytes_compare(*(GBytes *const *)a, *(GBytes *const *)b);
}

/* What the parts of one orbit use, whichever copies they are in. */
static GBytes *
key_of_parts(const Part *parts, guint n)
{
    g_autoptr(GPtrArray) each = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autoptr(GByteArray) all = g_byte_array_new();

    for (guint i = 0; i < n; i++) {
        const GArray *uses = parts[i].uses;

        g_ptr_array_add(each, g_bytes_new(uses->data, uses->len * sizeof(CtGroupCount)));
    }
    g_ptr_array_sort(each, compare_bytes);
    for (guint i = 0; i < n; i++) {
        gsize size;
        const void *data = g_bytes_get_data(g_ptr_array_index(each, i), &size);
        uint32_t length = (uint32_t)size;

        g_byte_array_append(all, (const guint8 *)&length, sizeof length);
        g_byte_array_append(all, data, length);
    }
    return g_bytes_new(all->data, all->len);
}

/* Ways go through no more copies than the rest has, so that each has room there. */
static bool
decide_singles(CtCutOrbit *orbit)
{
    bool has_rest = orbit->n_copies > orbit->n_apart + orbit->most_parts;
    uint32_t n_single = has_rest ? orbit->n_apart : orbit->n_copies;
    bool changes = n_single != orbit->n_single;

    orbit->n_single = n_single;
    return changes;
}

bool
ct_cut_groups_learn(CtCutGroups *groups, const GArray *way)
{
    g_autoptr(GArray) parts = parts_of(groups, way, NULL);
    bool changes = false;

    for (guint i = 0, n; i < parts->len; i += n) {
        const Part *first = &g_array_index(parts, Part, i);
        CtCutOrbit *orbit = &g_array_index(groups->orbits, CtCutOrbit, first->orbit);

        for (n = 1; i + n < parts->len && first[n].orbit == first->orbit;)
            n++;
        orbit->most_parts = MAX(orbit->most_parts, n);
        if (n > 1 && g_hash_table_add(orbit->parts, key_of_parts(first, n)))
            orbit->n_apart += n - 1;
        changes = decide_singles(orbit) || changes;
    }
    return changes;
}

/* --- images --- */

typedef struct Images {
    const CtCutGroups *groups;
    const GArray *parts; /* Part */
    const GArray *others;
    uint32_t *target;    /* part → copy; n_single stands for the rest */
    uint32_t n_left;     /* that may yet be listed */
    CtCutImageFunc func; /* NULL: they are counted */
    void *data;
} Images;

static int
compare_counts(gconstpointer a, gconstpointer b)
{
    const CtGroupCount *x = a, *y = b;

    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

static void
tell(Images *images)
{
    g_autoptr(GArray) counts = NULL;

    images->n_left--;
    if (images->func == NULL)
        return;
    counts = g_array_copy((GArray *)images->others);
    for (guint i = 0; i < images->parts->len; i++) {
        const Part *part = &g_array_index(images->parts, Part, i);
        const CtCutOrbit *orbit = orbit_at(images->groups, part->orbit);

        for (guint u = 0; u < part->uses->len; u++) {
            CtGroupCount use = g_array_index(part->uses, CtGroupCount, u);

            use.group = orbit->group[images->target[i] * orbit->n_places + use.group];
            g_array_append_val(counts, use);
        }
    }
    g_array_sort(counts, compare_counts);
    images->func(images->data, counts);
}

static bool
is_taken(const Images *images, guint i, uint32_t target)
{
    const Part *parts = (const Part *)(const void *)images->parts->data;

    for (guint before = i; before-- > 0 && parts[before].orbit == parts[i].orbit;)
        if (images->target[before] == target)
            return true;
    return false;
}

/* Parts from @i on go anywhere, two to the rest if need be. */
static void
place_ways(Images *images, guint i)
{
    if (i == images->parts->len) {
        tell(images);
        return;
    }
    const CtCutOrbit *orbit = orbit_at(images->groups, g_array_index(images->parts, Part, i).orbit);
    uint32_t n_targets = orbit->n_single + (orbit->n_single < orbit->n_copies ? 1 : 0);

    for (uint32_t target = 0; target < n_targets && images->n_left > 0; target++) {
        if (target < orbit->n_single && is_taken(images, i, target))
            continue;
        images->target[i] = target;
        place_ways(images, i + 1);
    }
}

/* Two parts of an orbit that use the same, neither of them in the rest. */
static bool
are_equal(const CtCutGroups *groups, const Part *a, const Part *b)
{
    uint32_t n_single = orbit_at(groups, a->orbit)->n_single;

    return a->orbit == b->orbit && a->copy < n_single && b->copy < n_single &&
           a->uses->len == b->uses->len &&
           memcmp(a->uses->data, b->uses->data, a->uses->len * sizeof(CtGroupCount)) == 0;
}

/* Parts from @i on go to the copies that are decided of one by one; of equal ones the first goes to
 * the first. */
static void
place_answers(Images *images, guint i)
{
    if (i == images->parts->len) {
        tell(images);
        return;
    }
    const Part *parts = (const Part *)(const void *)images->parts->data;
    const CtCutOrbit *orbit = orbit_at(images->groups, parts[i].orbit);
    uint32_t from = 0, to = orbit->n_single;

    if (parts[i].copy == orbit->n_single) { /* the rest */
        images->target[i] = orbit->n_single;
        place_answers(images, i + 1);
        return;
    }
    for (guint before = 0; before < i; before++)
        if (are_equal(images->groups, &parts[before], &parts[i]))
            from = MAX(from, images->target[before] + 1);
    for (guint after = i + 1; after < images->parts->len; after++)
        if (are_equal(images->groups, &parts[after], &parts[i]))
            to--; /* room for those */
    for (uint32_t target = from; target < to && images->n_left > 0; target++) {
        if (is_taken(images, i, target))
            continue;
        images->target[i] = target;
        place_answers(images, i + 1);
    }
}

static void
list_images(Images *images, void (*place)(Images *, guint), CtCutImageFunc func)
{
    images->n_left = MOST_IMAGES;
    place(images, 0);
    images->func = func;
    if (images->n_left > 0) {
        images->n_left = MOST_IMAGES;
        place(images, 0);
        return;
    }
    for (guint i = 0; i < images->parts->len; i++) {
        const Part *part = &g_array_index(images->parts, Part, i);

        images->target[i] = MIN(part->copy, orbit_at(images->groups, part->orbit)->n_single);
    }
    images->n_left = 1;
    tell(images);
}

void
ct_cut_images_of_way(const CtCutGroups *groups, const GArray *way, CtCutImageFunc func, void *data)
{
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(CtGroupCount));
    g_autoptr(GArray) parts = parts_of(groups, way, others);
    g_autofree uint32_t *target = g_new(uint32_t, parts->len + 1);
    Images images = {
        .groups = groups, .parts = parts, .others = others, .target = target, .data = data};

    list_images(&images, place_ways, func);
}

void
ct_cut_images_of_answer(const CtCutGroups *groups,
                        const GArray *answer,
                        CtCutImageFunc func,
                        void *data)
{
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(CtGroupCount));
    g_autoptr(GArray) parts = parts_of(groups, answer, others);
    g_autofree uint32_t *target = g_new(uint32_t, parts->len + 1);
    Images images = {
        .groups = groups, .parts = parts, .others = others, .target = target, .data = data};

    for (guint i = parts->len; i-- > 0;) { /* one copy speaks for the rest */
        const Part *part = &g_array_index(parts, Part, i);

        if (part->copy > orbit_at(groups, part->orbit)->n_single)
            g_array_remove_index(parts, i);
    }
    list_images(&images, place_answers, func);
}
