/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What follows from other fields or is the rule's alone (chance, per, tries) needs no look. A
 * NaN equals nothing, so that a verdict that had one would merely not be shared.
 */
#include "attacks/verdict.h"

#include "base/hash.h"

static bool
same_lists(const char *const *a, const char *const *b)
{
    return g_strv_equal((const char *const *)a, (const char *const *)b);
}

static bool
same_dist(const CtDist *a, const CtDist *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d &&
           a->never == b->never;
}

static bool
same_terms(const CtFactTerm *a, const CtFactTerm *b, uint8_t n)
{
    for (uint8_t i = 0; i < n; i++)
        if (a[i].how != b[i].how || a[i].kind != b[i].kind || a[i].level != b[i].level ||
            a[i].variable != b[i].variable || a[i].n_children != b[i].n_children ||
            a[i].entity != b[i].entity)
            return false;
    return true;
}

bool
ct_verdict_equal(const CtVerdict *a, const CtVerdict *b)
{
    return a->fires == b->fires && a->n_also == b->n_also && a->n_gains == b->n_gains &&
           a->skill == b->skill && a->works == b->works && a->success == b->success &&
           a->noise == b->noise && a->effort_hours == b->effort_hours &&
           g_strcmp0(a->reason, b->reason) == 0 && same_terms(a->also, b->also, a->n_also) &&
           same_terms(a->gains, b->gains, a->n_gains) && same_dist(&a->time, &b->time) &&
           same_dist(&a->prepare, &b->prepare) && same_dist(&a->retry, &b->retry) &&
           same_lists(a->assumed, b->assumed) && same_lists(a->read, b->read);
}

static guint
hash_list(guint hash, const char *const *list)
{
    for (; *list != NULL; list++)
        hash = hash * 31 + g_str_hash(*list);
    return hash;
}

static guint
hash_terms(guint hash, const CtFactTerm *terms, uint8_t n)
{
    for (uint8_t i = 0; i < n; i++)
        hash = hash * 31 + (terms[i].entity ^ (guint)terms[i].kind << 16 ^ terms[i].variable);
    return hash;
}

guint
ct_verdict_hash(const CtVerdict *verdict)
{
    const double numbers[] = {verdict->works,        verdict->success, verdict->noise,
                              verdict->effort_hours, verdict->time.a,  verdict->prepare.a};
    guint hash = (guint)ct_hash64(numbers, sizeof numbers);

    hash = hash_terms(hash, verdict->also, verdict->n_also);
    hash = hash_terms(hash, verdict->gains, verdict->n_gains);
    if (verdict->reason != NULL)
        hash = hash * 31 + g_str_hash(verdict->reason);
    return hash_list(hash_list(hash, verdict->read), verdict->assumed);
}
