/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks are asked, each of all that it is about; what an attacker does all the same counts. */
#include "assurance/assess_parts.h"

const CtAnswered *
ct_assess_answer(const CtAssessing *work, const CtAsked *asked, uint32_t id)
{
    CtSubjectKind kind = (CtSubjectKind)asked->check->about;

    if (asked->answers == NULL || !ct_subjects_counts(work->subjects, kind, id))
        return NULL;
    return &asked->answers[id];
}

static bool
asks_of_attack(const CtAsked *asked)
{
    return asked->defeated_by != NULL || asked->shown_by != NULL;
}

/* Why @asked cannot be asked; NULL where it can. What merely shows a failure blocks nothing. */
static const char *
blocked(const CtAssessing *work, const CtAsked *asked)
{
    unsigned needs = asked->check->needs | (asked->defeated_by != NULL ? CT_NEEDS_ATTACK : 0);
    bool lacks = ((needs & CT_NEEDS_ATTACK) != 0 && work->bench.deeds == NULL) ||
                 ((needs & CT_NEEDS_SEGMENTS) != 0 && work->bench.segmentation == NULL);

    return lacks ? work->undecided : NULL;
}

static uint32_t
find_deed(const CtAssessing *work, const CtAsked *asked, const char *const *names, uint32_t id)
{
    uint32_t deed = CT_NO_ID;

    for (; names != NULL && *names != NULL; names++)
        deed = MIN(deed, ct_deeds_find(work->bench.deeds, *names,
                                       (CtSubjectKind)asked->check->about, id));
    return deed;
}

/* "stop T0843 Program Download on plc-1 (authentication or mode switch)"; g_free(). */
static char *
stop_text(const CtTechnique *technique, const char *told, const char *subject)
{
    g_autofree char *list = g_strjoinv(" or ", (char **)technique->stops);

    g_strdelimit(list, "-", ' ');
    return *list != '\0' ? g_strdup_printf("stop %s on %s (by %s)", told, subject, list)
                         : g_strdup_printf("stop %s on %s", told, subject);
}

/* What an attacker does all the same makes the best answer untrue, and shows the worst. */
static void
defeat(CtAssessing *work, const CtAsked *asked, uint32_t id, CtAnswered *answer)
{
    CtSubjectKind kind = (CtSubjectKind)asked->check->about;
    uint32_t deed;

    if (answer->ruling == CT_RULING_NOT_APPLICABLE || answer->deed != CT_NO_ID ||
        work->bench.deeds == NULL)
        return;
    deed = find_deed(work, asked, asked->defeated_by, id);
    if (deed == CT_NO_ID && answer->ruling == CT_RULING_FAIL)
        deed = find_deed(work, asked, asked->shown_by, id);
    if (deed == CT_NO_ID)
        return;
    const char *shown = ct_deeds_shown_id(work->bench.deeds, deed);
    const CtTechnique *technique = ct_deeds_get(work->bench.deeds, deed)->technique;
    const char *title = shown != NULL ? ct_technique_title(technique, shown) : technique->title;
    g_autofree char *told =
        g_strdup_printf("%s%s%s", shown != NULL ? shown : "", shown != NULL ? " " : "", title);
    g_autofree char *subject = ct_subjects_text(work->subjects, kind, id);

    if (answer->ruling == CT_RULING_PASS)
        answer->reason = ct_store_take_text(
            work->store,
            g_strdup_printf("%s; yet an attacker succeeds with %s",
                            answer->reason != NULL ? answer->reason : asked->check->title, told));
    else if (answer->ruling == CT_RULING_NOT_ASSESSABLE)
        answer->reason =
            ct_store_take_text(work->store, g_strdup_printf("an attacker succeeds with %s", told));
    if (answer->ruling != CT_RULING_FAIL)
        answer->fix = ct_store_take_text(work->store, stop_text(technique, told, subject));
    answer->ruling = CT_RULING_FAIL;
    answer->deed = deed;
}

static bool
ask_all(CtAssessing *work, CtAsked *asked, GError **error)
{
    CtSubjectKind kind = (CtSubjectKind)asked->check->about;
    uint32_t n = ct_subjects_count(work->subjects, kind);
    bool by_class = asked->check->is_by_class;
    g_autofree uint32_t *first = /* of a class: the thing that was asked for it, and 1 */
        g_new0(uint32_t, (size_t)work->twin->classes->classes.length + 1);

    asked->blocked = blocked(work, asked);
    if (asked->blocked != NULL)
        return true;
    asked->answers = g_new0(CtAnswered, (size_t)n + 1);
    for (uint32_t id = 0; id < n; id++) {
        CtAnswered *answer = &asked->answers[id];
        uint32_t *class = by_class ? &first[ct_subjects_class(work->subjects, id)] : NULL;

        if (!ct_subjects_counts(work->subjects, kind, id))
            continue;
        if (class != NULL && *class != 0)
            *answer = asked->plain[*class - 1];
        else if (!ct_checks_ask(work->checks, asked->check, asked->with, id, answer, error))
            return false;
        if (class != NULL && *class == 0) {
            g_array_append_val(asked->kept, *answer);
            asked->plain = (const CtAnswered *)(const void *)asked->kept->data;
            *class = asked->kept->len;
        }
        if (asks_of_attack(asked))
            defeat(work, asked, id, answer);
    }
    return true;
}

void
ct_assess_free_asked(void *data)
{
    CtAsked *asked = data;

    g_free(asked->answers);
    g_array_unref(asked->kept);
    g_free(asked);
}

const CtAsked *
ct_assess_ask(CtAssessing *work, const CtCatalogRow *row, GError **error)
{
    g_autofree char *key = g_strconcat(row->bound->name, " ", row->with, NULL);
    CtAsked *asked = g_hash_table_lookup(work->asked_by, key);

    if (asked != NULL)
        return asked;
    asked = g_new0(CtAsked, 1);
    asked->check = row->bound;
    asked->with = row->with;
    asked->defeated_by = row->defeated_by;
    asked->shown_by = row->shown_by;
    asked->kept = g_array_new(FALSE, FALSE, sizeof(CtAnswered));
    g_ptr_array_add(work->asked, asked);
    g_hash_table_insert(work->asked_by, g_steal_pointer(&key), asked);
    return ask_all(work, asked, error) ? asked : NULL;
}
