/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON is YAML, so the reader of documents serves; ids go into one set, told apart by a prefix. */
#include "assurance/baseline.h"

#include "topology/import/document.h"

#include <string.h>

struct CtBaseline {
    GHashTable *known; /* texts, owned; asked; the standards that were judged, too */
    bool is_of_run, is_of_validation;
    bool has_judged; /* by some standard: a run without has an empty list, which is no validation */
};

void
ct_baseline_free(CtBaseline *baseline)
{
    if (baseline == NULL)
        return;
    g_hash_table_unref(baseline->known);
    g_free(baseline);
}

static char *
key_of(const char *kind, const char *a, const char *b)
{
    return g_strjoin("\x1f", kind, a, b, NULL);
}

/* The value of key @name in the map @map; CT_NO_ID. */
static uint32_t
find(const CtDocument *document, uint32_t map, const char *name)
{
    const CtDocNode *node = ct_document_node(document, map);

    if (node->kind != CT_DOC_MAP)
        return CT_NO_ID;
    for (uint32_t i = map + 1; i < node->end; i = ct_document_node(document, i + 1)->end)
        if (strcmp(ct_document_node(document, i)->text, name) == 0)
            return i + 1;
    return CT_NO_ID;
}

static const char *
text_of(const CtDocument *document, uint32_t map, const char *name)
{
    uint32_t value = find(document, map, name);
    const CtDocNode *node = value != CT_NO_ID ? ct_document_node(document, value) : NULL;

    return node != NULL && node->kind == CT_DOC_TEXT && !ct_document_is_null(node) ? node->text
                                                                                   : "";
}

/* One kind of thing: where its list is, and when an item counts. */
typedef struct Kind {
    const char *kind;
    const char *section, *list;  /* @section NULL: the list is at the top */
    const char *first, *second;  /* keys of its id */
    const char *state, *counted; /* it counts where this key has that value; NULL: always */
} Kind;

static const Kind kinds[] = {
    {"goal", NULL, "goals", "attacker", "id", "reachable", "yes"},
    {"failure", "segmentation", "failures", "id", NULL, NULL, NULL},
    {"kpi", NULL, "kpis", "id", NULL, "met", "false"},
    {"requirement", NULL, "requirements", "standard", "id", "verdict", "fail"},
};

/* A failure whose waiver still holds was accepted: when that ends it is new. */
static bool
is_waived(const CtDocument *document, uint32_t item)
{
    uint32_t waiver = find(document, item, "waiver");

    return waiver != CT_NO_ID && strcmp(text_of(document, waiver, "expired"), "false") == 0;
}

/* False where there is no such list. */
static bool
take_kind(CtBaseline *baseline, const CtDocument *document, const Kind *kind)
{
    uint32_t at = kind->section != NULL ? find(document, 0, kind->section) : 0;
    uint32_t list = at != CT_NO_ID ? find(document, at, kind->list) : CT_NO_ID;
    const CtDocNode *node = list != CT_NO_ID ? ct_document_node(document, list) : NULL;

    if (node == NULL || node->kind != CT_DOC_LIST)
        return false;
    for (uint32_t i = list + 1; i < node->end; i = ct_document_node(document, i)->end) {
        if (strcmp(kind->kind, "requirement") == 0) {
            baseline->has_judged = true;
            g_hash_table_add(baseline->known,
                             key_of("standard", text_of(document, i, kind->first), NULL));
        }
        if ((kind->state != NULL &&
             strcmp(text_of(document, i, kind->state), kind->counted) != 0) ||
            is_waived(document, i))
            continue;
        g_hash_table_add(baseline->known,
                         key_of(kind->kind, text_of(document, i, kind->first),
                                kind->second != NULL ? text_of(document, i, kind->second) : NULL));
    }
    return true;
}

CtBaseline *
ct_baseline_read(const char *label, GBytes *bytes, const CtLimits *limits, CtDiag *diag)
{
    g_autoptr(CtBaseline) baseline = g_new0(CtBaseline, 1);
    uint16_t file = ct_diag_add_bytes(diag, label, bytes);
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    g_autoptr(CtDocument) document = NULL;

    baseline->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    document = ct_document_read(text, length, file, limits, diag);
    if (document == NULL)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        bool is_there = take_kind(baseline, document, &kinds[i]);

        baseline->is_of_run = baseline->is_of_run || (i == 0 && is_there);
        if (is_there && strcmp(kinds[i].kind, "requirement") == 0)
            baseline->is_of_validation = !baseline->is_of_run || baseline->has_judged;
    }
    if (baseline->is_of_run || baseline->is_of_validation)
        return g_steal_pointer(&baseline);
    ct_diag_error(diag, (CtPos){.file = file, .line = 1, .column = 1},
                  "this is no result of 'run' or 'validate' as JSON");
    return NULL;
}

bool
ct_baseline_is_of_run(const CtBaseline *baseline)
{
    return baseline->is_of_run;
}

bool
ct_baseline_is_of_validation(const CtBaseline *baseline)
{
    return baseline->is_of_validation;
}

static bool
knows(const CtBaseline *baseline, const char *kind, const char *a, const char *b)
{
    g_autofree char *key = key_of(kind, a, b);

    return g_hash_table_contains(baseline->known, key);
}

bool
ct_baseline_reached(const CtBaseline *baseline, const char *attacker, const char *goal)
{
    return knows(baseline, "goal", attacker, goal);
}

bool
ct_baseline_had_failure(const CtBaseline *baseline, const char *id)
{
    return knows(baseline, "failure", id, NULL);
}

bool
ct_baseline_missed(const CtBaseline *baseline, const char *kpi)
{
    return knows(baseline, "kpi", kpi, NULL);
}

bool
ct_baseline_judged(const CtBaseline *baseline, const char *standard)
{
    return knows(baseline, "standard", standard, NULL);
}

bool
ct_baseline_failed(const CtBaseline *baseline, const char *standard, const char *requirement)
{
    return knows(baseline, "requirement", standard, requirement);
}
