/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What to do first. Failures that one and the same change mends are one action; it settles a
 * requirement when everything that the requirement fails for is mended by it, else it touches it.
 */
#include "assurance/assess_parts.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMED = 12 };

typedef struct Draft {
    const char *fix;
    CtEvidence first;
    uint8_t gravity;
    uint32_t n_settles, n_touches;
    const char *settled[MOST_NAMED], *touched[MOST_NAMED];
    const CtRequirementResult *last; /* the requirement that came last, and how much of it */
    uint32_t n_of_last;
} Draft;

static Draft *
draft_of(CtAssessing *work, const CtEvidence *evidence)
{
    Draft *draft = g_hash_table_lookup(work->actions, evidence->fix);

    if (draft != NULL)
        return draft;
    draft = g_new0(Draft, 1);
    draft->fix = evidence->fix;
    draft->first = *evidence;
    g_hash_table_insert(work->actions, (void *)evidence->fix, draft);
    g_ptr_array_add(work->action_list, draft);
    return draft;
}

void
ct_assess_note_action(CtAssessing *work,
                      const CtCatalog *catalog,
                      const CtRequirementResult *result,
                      const CtEvidence *evidence,
                      uint32_t n_failing)
{
    if (evidence->fix == NULL)
        return;
    Draft *draft = draft_of(work, evidence);

    if (draft->last != result) {
        g_autofree char *name = g_strdup_printf("%s %s", catalog->id, result->id);
        const char *kept = ct_store_text(work->store, name);

        draft->last = result;
        draft->n_of_last = 0;
        if (draft->n_touches < MOST_NAMED)
            draft->touched[draft->n_touches] = kept;
        draft->n_touches++;
        draft->gravity = MAX(draft->gravity, result->gravity);
    }
    draft->n_of_last++;
    if (draft->n_of_last == n_failing) { /* the last failing thing of it was this one's, too */
        g_autofree char *name = g_strdup_printf("%s %s", catalog->id, result->id);

        if (draft->n_settles < MOST_NAMED)
            draft->settled[draft->n_settles] = ct_store_text(work->store, name);
        draft->n_settles++;
    }
}

/* Most settled first, then most touched, then the gravest, then as they stand in the file. */
static int
compare_drafts(gconstpointer a, gconstpointer b)
{
    const Draft *x = *(const Draft *const *)a, *y = *(const Draft *const *)b;

    if (x->n_settles != y->n_settles)
        return x->n_settles > y->n_settles ? -1 : 1;
    if (x->n_touches != y->n_touches)
        return x->n_touches > y->n_touches ? -1 : 1;
    if (x->gravity != y->gravity)
        return x->gravity > y->gravity ? -1 : 1;
    return strcmp(x->fix, y->fix);
}

static bool
is_named(const char *const *names, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static const char *const *
names_of(CtAssessing *work, const Draft *draft)
{
    const char **names = ct_store_alloc(work->store, MOST_NAMED + 1, sizeof *names);
    uint32_t n = 0;

    for (uint32_t i = 0; i < MIN(draft->n_settles, MOST_NAMED); i++)
        names[n++] = draft->settled[i];
    for (uint32_t i = 0; i < MIN(draft->n_touches, MOST_NAMED) && n < MOST_NAMED; i++)
        if (!is_named(names, n, draft->touched[i]))
            names[n++] = draft->touched[i];
    return names;
}

void
ct_assess_list_actions(CtAssessing *work, CtAssurance *assurance)
{
    g_ptr_array_sort(work->action_list, compare_drafts);
    assurance->n_actions = work->action_list->len;
    assurance->actions =
        ct_store_alloc(work->store, assurance->n_actions, sizeof *assurance->actions);
    for (uint32_t i = 0; i < assurance->n_actions; i++) {
        const Draft *draft = g_ptr_array_index(work->action_list, i);

        assurance->actions[i] = (CtRemedy){.fix = draft->fix,
                                           .kind = draft->first.kind,
                                           .id = draft->first.id,
                                           .place = draft->first.place,
                                           .n_settles = draft->n_settles,
                                           .n_touches = draft->n_touches,
                                           .gravity = draft->gravity,
                                           .requirements = names_of(work, draft)};
    }
}
