/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requirements of standards that both sides were judged by, whose verdicts differ. */
#include "assurance/compare_parts.h"

#include <string.h>

static const CtStandardResult *
find_standard(const CtAssurance *assurance, const char *id)
{
    for (uint32_t i = 0; i < assurance->n_standards; i++)
        if (strcmp(assurance->standards[i].id, id) == 0)
            return &assurance->standards[i];
    return NULL;
}

/* A failure that came or went, or that counts again, has a direction; what a document would decide
 * is open, and so is one that somebody has accepted since. */
static CtChange
change_of(const CtRequirementResult *before, const CtRequirementResult *after)
{
    if (ct_requirement_counts(after))
        return CT_CHANGE_WORSE;
    if (ct_requirement_counts(before) && after->ruling != CT_RULING_NOT_ASSESSABLE &&
        after->ruling != CT_RULING_FAIL)
        return CT_CHANGE_BETTER;
    return CT_CHANGE_OPEN;
}

/* The catalogs may differ: rows are matched by id. */
static void
compare_standard(CtComparison *comparison,
                 GArray *changes,
                 const CtStandardResult *before,
                 const CtStandardResult *after)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

    for (uint32_t i = 0; i < before->n_requirements; i++)
        g_hash_table_insert(known, (gpointer)before->requirements[i].id,
                            (gpointer)&before->requirements[i]);
    for (uint32_t i = 0; i < after->n_requirements; i++) {
        const CtRequirementResult *now = &after->requirements[i];
        const CtRequirementResult *then = g_hash_table_lookup(known, now->id);

        if (then == NULL || (then->ruling == now->ruling &&
                             ct_requirement_counts(then) == ct_requirement_counts(now)))
            continue;
        CtVerdictChange change = {.standard = after->id,
                                  .before = then,
                                  .after = now,
                                  .change = (uint8_t)change_of(then, now)};

        comparison->n_newly_failing += change.change == CT_CHANGE_WORSE;
        comparison->n_no_longer_failing += change.change == CT_CHANGE_BETTER;
        g_array_append_val(changes, change);
    }
}

void
ct_compare_verdicts(CtComparison *comparison, const CtAssurance *before, const CtAssurance *after)
{
    g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(CtVerdictChange));

    if (before == NULL || after == NULL)
        return;
    for (uint32_t i = 0; i < after->n_standards; i++) {
        const CtStandardResult *then = find_standard(before, after->standards[i].id);

        if (then != NULL)
            compare_standard(comparison, changes, then, &after->standards[i]);
    }
    comparison->n_verdicts = changes->len;
    comparison->verdicts = ct_store_array(comparison->store, changes);
}
