/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Elements are told apart by kind and id: one that lies on every way to several goals is one act.
 * Techniques are no act: nobody can take them from an attacker.
 */
#include "report/acts.h"

#include "report/text_parts.h"

#include <string.h>

enum { MOST_NAMED = 4 };

/* One element, with the goals that it closes. */
typedef struct Candidate {
    const CtElementFinding *element;
    GPtrArray *goals; /* ids; borrowed */
    bool alone;       /* each of them is closed by it alone */
    double cost;      /* of a measure; else 0 */
    guint order;      /* in which it was found */
} Candidate;

static const struct {
    const char *kind, *act;
    int rank; /* what is cheaper to do comes first among equals */
} kinds[] = {
    {"measure", "Take the measure", 0},
    {"rule", "Close the conduit rule", 1},
    {"credential", "Keep the credential from him:", 2},
    {"vulnerability", "Patch", 3},
    {"asset", "Harden", 4},
    {"supplier", "Do without, or contain, the supplier", 5},
};

static int
kind_of(const CtElementFinding *element)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].kind, element->kind) == 0)
            return (int)i;
    return -1;
}

static void
act_free(void *data)
{
    CtAct *act = data;

    g_free(act->title);
    g_free(act->why);
    g_free(act->place);
    g_free(act);
}

static void
clear_candidate(void *data)
{
    g_ptr_array_unref(((Candidate *)data)->goals);
}

static Candidate *
find(GArray *candidates, GHashTable *index, const CtElementFinding *element)
{
    g_autofree char *key = g_strdup_printf("%s\n%s", element->kind, element->id);
    gpointer at;

    if (g_hash_table_lookup_extended(index, key, NULL, &at))
        return &g_array_index(candidates, Candidate, GPOINTER_TO_UINT(at));

    Candidate one = {.element = element,
                     .goals = g_ptr_array_new(),
                     .alone = true,
                     .order = candidates->len};

    g_array_append_val(candidates, one);
    g_hash_table_insert(index, g_steal_pointer(&key), GUINT_TO_POINTER(one.order));
    return &g_array_index(candidates, Candidate, one.order);
}

static void
add(GArray *candidates, GHashTable *index, const CtElementFinding *element, const char *goal)
{
    if (kind_of(element) < 0)
        return;
    Candidate *candidate = find(candidates, index, element);

    if (!g_ptr_array_find_with_equal_func(candidate->goals, goal, g_str_equal, NULL))
        g_ptr_array_add(candidate->goals, (void *)goal);
}

static int
compare(gconstpointer left, gconstpointer right)
{
    const Candidate *a = left, *b = right;
    int kind_a = kinds[kind_of(a->element)].rank, kind_b = kinds[kind_of(b->element)].rank;

    if (a->goals->len != b->goals->len)
        return a->goals->len > b->goals->len ? -1 : 1;
    if (kind_a != kind_b)
        return kind_a - kind_b;
    return (a->order > b->order) - (a->order < b->order);
}

/* Choke points, and measures that close a goal one by one. */
static GArray *
gather(const CtExposure *exposure)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    g_array_set_clear_func(candidates, clear_candidate);
    for (uint32_t i = 0; i < exposure->n_weak; i++) {
        const CtWeakFinding *weak = &exposure->weak[i];

        if (weak->reachable != CT_ANSWER_YES)
            continue;
        for (uint32_t c = 0; c < weak->n_chokes; c++)
            add(candidates, index, &weak->chokes[c], weak->goal);
        for (uint32_t k = 0; k < weak->n_cuts; k++)
            for (uint32_t s = 0; s < weak->cuts[k].n_sets; s++)
                if (weak->cuts[k].sets[s].n_elements == 1)
                    add(candidates, index, &weak->cuts[k].sets[s].elements[0], weak->goal);
    }
    g_array_sort(candidates, compare);
    return candidates;
}

static char *
goals_text(const GPtrArray *goals, uint32_t n_reachable)
{
    GString *text = g_string_new(NULL);

    if (n_reachable == 1)
        g_string_append(text, "puts the goal out of reach: ");
    else
        g_string_append_printf(text, "by itself puts %u of %u goals out of reach: ", goals->len,
                               n_reachable);
    for (guint i = 0; i < goals->len && i < MOST_NAMED; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(goals, i));
    if (goals->len > MOST_NAMED)
        g_string_append(text, ", …");
    return g_string_free(text, FALSE);
}

static uint32_t
count_reachable(const CtExposure *exposure)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < exposure->n_weak; i++)
        n += exposure->weak[i].reachable == CT_ANSWER_YES;
    return n;
}

static void
add_candidate(GPtrArray *acts,
              const CtReportData *data,
              const Candidate *candidate,
              uint32_t n_reachable)
{
    const CtElementFinding *element = candidate->element;
    bool noted = element->note != NULL && *element->note != '\0';
    CtAct *act = g_new0(CtAct, 1);

    act->title = g_strdup_printf("%s %s%s%s%s", kinds[kind_of(element)].act, element->id,
                                 noted ? " (" : "", noted ? element->note : "", noted ? ")" : "");
    act->why = goals_text(candidate->goals, n_reachable);
    act->place = ct_dossier_pos_text(data->dossier, element->pos);
    act->n_goals = candidate->goals->len;
    g_ptr_array_add(acts, act);
}

/* A second act that closes what the first one has closed adds nothing. */
static bool
adds(const GPtrArray *taken, const GPtrArray *goals)
{
    for (guint i = 0; i < goals->len; i++)
        if (!g_ptr_array_find_with_equal_func((GPtrArray *)taken, g_ptr_array_index(goals, i),
                                              g_str_equal, NULL))
            return true;
    return false;
}

static void
add_failures(GPtrArray *acts, const CtReportData *data, uint32_t most)
{
    const CtSegmentation *segmentation = data->dossier->segmentation;

    for (uint32_t i = 0; segmentation != NULL && i < segmentation->n_failures && acts->len < most;
         i++) {
        const CtSegFailure *failure = &segmentation->failures[i];

        if (failure->waiver == CT_SEG_WAIVED)
            continue;
        CtAct *act = g_new0(CtAct, 1);

        act->title = g_strdup(failure->fix);
        act->why =
            g_strdup_printf("mends %s, %s: %s", failure->id,
                            ct_seg_severity_text((CtSegSeverity)failure->severity), failure->what);
        if (failure->file != NULL)
            act->place = g_strdup_printf("%s:%u", failure->file, failure->pos.line);
        g_ptr_array_add(acts, act);
    }
}

GPtrArray *
ct_acts_new(const CtReportData *data, uint32_t most)
{
    GPtrArray *acts = g_ptr_array_new_with_free_func(act_free);
    const CtExposure *exposure = &data->dossier->exposure;
    g_autoptr(GArray) candidates = gather(exposure);
    g_autoptr(GPtrArray) taken = g_ptr_array_new();
    uint32_t n_reachable = count_reachable(exposure);

    for (guint i = 0; i < candidates->len && acts->len < most; i++) {
        const Candidate *candidate = &g_array_index(candidates, Candidate, i);

        if (!adds(taken, candidate->goals))
            continue;
        add_candidate(acts, data, candidate, n_reachable);
        for (guint g = 0; g < candidate->goals->len; g++)
            g_ptr_array_add(taken, g_ptr_array_index(candidate->goals, g));
    }
    add_failures(acts, data, most);
    return acts;
}
