/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Elements are told apart by kind and id: one that lies on every way to several goals is one. */
#include "report/acts.h"

#include "report/text_parts.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMED = 4 };

/* What is cheapest to do comes first among equals; a rule carries flows that the business needs. */
static const struct {
    const char *kind, *verb;
} kinds[] = {
    {"measure", "Take the measure"},          {"vulnerability", "Patch"},
    {"credential", "Protect the credential"}, {"asset", "Harden"},
    {"rule", "Close the conduit rule"},       {"supplier", "Contain the supplier"},
};

static size_t
rank_of(const CtElementFinding *element)
{
    size_t i = 0;

    while (i < G_N_ELEMENTS(kinds) && strcmp(kinds[i].kind, element->kind) != 0)
        i++;
    return i;
}

const char *
ct_act_verb(const CtElementFinding *element)
{
    size_t rank = rank_of(element);

    return rank < G_N_ELEMENTS(kinds) ? kinds[rank].verb : NULL;
}

bool
ct_act_has_note(const CtElementFinding *element)
{
    return element->note != NULL && *element->note != '\0' &&
           strcmp(element->note, element->id) != 0;
}

/* --- candidates --- */

static void
clear_candidate(void *data)
{
    g_ptr_array_unref(((CtActCandidate *)data)->goals);
}

static CtActCandidate *
find(GArray *candidates, GHashTable *index, const CtElementFinding *element)
{
    g_autofree char *key = g_strdup_printf("%s\n%s", element->kind, element->id);
    gpointer at;

    if (g_hash_table_lookup_extended(index, key, NULL, &at))
        return &g_array_index(candidates, CtActCandidate, GPOINTER_TO_UINT(at));

    CtActCandidate one = {.element = element,
                          .goals = g_ptr_array_new(),
                          .cost = NAN,
                          .order = candidates->len};

    g_array_append_val(candidates, one);
    g_hash_table_insert(index, g_steal_pointer(&key), GUINT_TO_POINTER(one.order));
    return &g_array_index(candidates, CtActCandidate, one.order);
}

/* Goals come in order, so one that is there stands last. */
static void
add(GArray *candidates,
    GHashTable *index,
    const CtElementFinding *element,
    const CtWeakFinding *weak)
{
    GPtrArray *goals = find(candidates, index, element)->goals;

    if (goals->len == 0 || g_ptr_array_index(goals, goals->len - 1) != weak)
        g_ptr_array_add(goals, (void *)weak);
}

/* What the sets of a measure weigh is what it costs. */
static void
add_single(GArray *candidates,
           GHashTable *index,
           const CtWeakFinding *weak,
           const CtCutsFinding *cuts)
{
    for (uint32_t s = 0; s < cuts->n_sets; s++) {
        if (cuts->sets[s].n_elements != 1)
            continue;
        add(candidates, index, &cuts->sets[s].elements[0], weak);
        if (strcmp(cuts->by, "measure") == 0)
            find(candidates, index, &cuts->sets[s].elements[0])->cost = cuts->weight;
    }
}

static int
compare(gconstpointer left, gconstpointer right)
{
    const CtActCandidate *a = left, *b = right;
    size_t rank_a = rank_of(a->element), rank_b = rank_of(b->element);

    if (a->goals->len != b->goals->len)
        return a->goals->len > b->goals->len ? -1 : 1;
    if (rank_a != rank_b)
        return rank_a < rank_b ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

GArray *
ct_act_candidates_new(const CtExposure *exposure)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(CtActCandidate));
    g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    g_array_set_clear_func(candidates, clear_candidate);
    for (uint32_t i = 0; i < exposure->n_weak; i++) {
        const CtWeakFinding *weak = &exposure->weak[i];

        if (weak->reachable != CT_ANSWER_YES)
            continue;
        for (uint32_t c = 0; c < weak->n_chokes; c++)
            add(candidates, index, &weak->chokes[c], weak);
        for (uint32_t k = 0; k < weak->n_cuts; k++)
            add_single(candidates, index, weak, &weak->cuts[k]);
    }
    g_array_sort(candidates, compare);
    return candidates;
}

/* --- acts --- */

static void
act_free(void *data)
{
    CtAct *act = data;

    g_free(act->title);
    g_free(act->why);
    g_free(act->place);
    g_free(act);
}

static char *
goals_text(const GPtrArray *goals, uint32_t n_reachable, const char *before)
{
    GString *text = g_string_new(before);

    if (n_reachable == 1)
        g_string_append(text, "puts the goal out of reach: ");
    else
        g_string_append_printf(text, "by itself puts %u of %u goals out of reach: ", goals->len,
                               n_reachable);
    for (guint i = 0; i < goals->len && i < MOST_NAMED; i++) {
        const CtWeakFinding *weak = g_ptr_array_index(goals, i);

        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", weak->goal);
    }
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
              const CtActCandidate *candidate,
              const char *before)
{
    const CtElementFinding *element = candidate->element;
    bool noted = ct_act_has_note(element);
    CtAct *act = g_new0(CtAct, 1);

    act->title = g_strdup_printf("%s %s%s%s%s", ct_act_verb(element), element->id,
                                 noted ? " (" : "", noted ? element->note : "", noted ? ")" : "");
    act->why = goals_text(candidate->goals, count_reachable(&data->dossier->exposure), before);
    act->place = ct_dossier_pos_text(data->dossier, element->pos);
    g_ptr_array_add(acts, act);
}

/* A second act that closes what others have closed adds nothing. */
static bool
adds(GPtrArray *closed, const GPtrArray *goals)
{
    for (guint i = 0; i < goals->len; i++)
        if (!g_ptr_array_find(closed, g_ptr_array_index(goals, i), NULL))
            return true;
    return false;
}

static void
add_closing(GPtrArray *acts, const CtReportData *data, const GArray *candidates, uint32_t most)
{
    g_autoptr(GPtrArray) closed = g_ptr_array_new(), taken = g_ptr_array_new();
    const CtActCandidate *first = NULL;

    for (guint i = 0; i < candidates->len && acts->len < most; i++) {
        const CtActCandidate *candidate = &g_array_index(candidates, CtActCandidate, i);

        if (ct_act_verb(candidate->element) == NULL || !adds(closed, candidate->goals))
            continue;
        first = first == NULL ? candidate : first;
        add_candidate(acts, data, candidate, "");
        g_ptr_array_add(taken, (void *)candidate);
        for (guint g = 0; g < candidate->goals->len; g++)
            g_ptr_array_add(closed, g_ptr_array_index(candidate->goals, g));
    }
    for (guint i = 0; first != NULL && i < candidates->len && acts->len < most; i++) {
        const CtActCandidate *candidate = &g_array_index(candidates, CtActCandidate, i);

        if (ct_act_verb(candidate->element) == NULL ||
            strcmp(candidate->element->kind, first->element->kind) == 0 ||
            g_ptr_array_find(taken, candidate, NULL))
            continue;
        add_candidate(acts, data, candidate, "as a second line: ");
        break;
    }
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

        act->title = g_strdup_printf("Mend %s (%s)", failure->id,
                                     ct_seg_severity_text((CtSegSeverity)failure->severity));
        act->why = g_strdup_printf("%s. %s", failure->what, failure->fix);
        if (failure->file != NULL)
            act->place =
                g_strdup_printf("%s:%u:%u", failure->file, failure->pos.line, failure->pos.column);
        g_ptr_array_add(acts, act);
    }
}

GPtrArray *
ct_acts_new(const CtReportData *data, uint32_t most)
{
    GPtrArray *acts = g_ptr_array_new_with_free_func(act_free);
    g_autoptr(GArray) candidates = ct_act_candidates_new(&data->dossier->exposure);

    add_closing(acts, data, candidates, most);
    add_failures(acts, data, most);
    return acts;
}
