/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One row in words: its verdict, the reason, and what was looked at. */
#include "assurance/assess_parts.h"

#include "base/bits.h"

enum { MOST_PATHS = 100 };

/* Whether any scope that subject @id speaks for is required of the row. */
static bool
is_asked_for(CtAssessing *work, const CtCatalog *catalog, const CtGathered *gathered, uint32_t id)
{
    CtSubjectKind kind = (CtSubjectKind)gathered->asked->check->about;
    CtScopeKind scope = (CtScopeKind)catalog->scope;
    uint32_t n = ct_assess_n_scopes(work, scope);
    const uint32_t *own = NULL;

    if (scope != CT_SCOPE_SYSTEM && kind != CT_SUBJECT_SYSTEM)
        own = ct_assess_scopes(work, kind, id, scope, &n);
    for (uint32_t i = 0; i < n; i++)
        if (ct_bits_get(gathered->required, own != NULL ? own[i] : i))
            return true;
    return false;
}

static const CtPath *
path_of(CtAssessing *work, uint32_t deed)
{
    gpointer key = GUINT_TO_POINTER(deed + 1);
    uint32_t most = work->options->most_paths != 0 ? work->options->most_paths : MOST_PATHS;
    CtPath *path = g_hash_table_lookup(work->paths, key);

    if (path != NULL || work->n_paths >= most || deed >= ct_deeds_count(work->bench.deeds))
        return path;
    work->n_paths++;
    path = (CtPath *)(void *)ct_deeds_path(work->bench.deeds, deed, work->store);
    g_hash_table_insert(work->paths, key, path);
    return path;
}

static void
tell_evidence(
    CtAssessing *work, const CtAsked *asked, uint32_t id, bool with_path, CtEvidence *evidence)
{
    const CtAnswered *answer = ct_assess_answer(work, asked, id);
    CtSubjectKind kind = (CtSubjectKind)asked->check->about;
    CtPos pos = answer->pos.line != 0 ? answer->pos : ct_subjects_pos(work->subjects, kind, id);

    evidence->ruling = answer->ruling;
    evidence->kind = ct_subject_kind_text(kind);
    evidence->id = ct_store_take_text(work->store, ct_subjects_text(work->subjects, kind, id));
    evidence->count = ct_subjects_size(work->subjects, kind, id);
    evidence->reason = ct_store_text(work->store, answer->reason);
    evidence->fix = ct_store_text(work->store, answer->fix);
    evidence->place = ct_assess_spot(work, pos);
    evidence->is_claim = answer->is_claim;
    if (with_path && answer->deed != CT_NO_ID && answer->ruling == CT_RULING_FAIL &&
        work->bench.deeds != NULL)
        evidence->path = path_of(work, answer->deed);
}

/* Whether the loss of subject @id endangers people, as far as the topology says. */
static bool
is_dangerous(const CtAssessing *work, CtSubjectKind kind, uint32_t id)
{
    enum { HIGH = 3 };
    const CtModel *model = work->subjects->model;
    g_auto(CtIds) folds = {0};

    if (kind == CT_SUBJECT_FUNCTION)
        return model->functions.data[id].safety >= HIGH;
    if (kind != CT_SUBJECT_ASSET && kind != CT_SUBJECT_ZONE)
        return false;
    ct_subjects_folds(work->subjects, kind, id, &folds);
    for (uint32_t i = 0; i < folds.length; i++) {
        uint32_t asset = ct_subjects_first(work->subjects, folds.data[i]);

        if (model->assets.data[work->subjects->instances->asset_row[asset]].safety >= HIGH)
            return true;
    }
    return false;
}

static void
weigh(const CtAssessing *work, const CtAsked *asked, uint32_t id, CtRequirementResult *result)
{
    const CtAnswered *answer = ct_assess_answer(work, asked, id);
    uint8_t gravity = result->is_recommended ? CT_GRAVITY_LOW : CT_GRAVITY_MEDIUM;

    if (answer->deed != CT_NO_ID) {
        gravity++;
        if (!result->is_recommended && is_dangerous(work, (CtSubjectKind)asked->check->about, id))
            gravity = CT_GRAVITY_CRITICAL;
    }
    result->gravity = MAX(result->gravity, gravity);
}

/* In which turn a thing is told: failures that an attacker shows, other failures, what is open … */
static int
turn_of(const CtAnswered *answer)
{
    switch ((CtRuling)answer->ruling) {
    case CT_RULING_FAIL:
        return answer->deed != CT_NO_ID ? 0 : 1;
    case CT_RULING_NOT_ASSESSABLE:
        return 2;
    case CT_RULING_PASS:
        return 3;
    case CT_RULING_NOT_APPLICABLE:
    case CT_RULING_COUNT:
        break;
    }
    return 4;
}

/* Counts thing @id of the row, and tells it unless there are too many. */
static void
tell_thing(
    CtAssessing *work, const CtAsked *asked, uint32_t id, CtRequirementResult *result, GArray *list)
{
    const CtAnswered *answer = ct_assess_answer(work, asked, id);
    uint64_t size = ct_subjects_size(work->subjects, (CtSubjectKind)asked->check->about, id);
    CtEvidence evidence = {0};

    result->looked[answer->ruling] += size;
    if (answer->ruling == CT_RULING_FAIL)
        weigh(work, asked, id, result);
    if (answer->ruling == CT_RULING_PASS && answer->is_claim)
        result->n_claims += size;
    if (list->len == CT_MOST_EVIDENCE) {
        result->n_left_out++;
        return;
    }
    /* One attack shows that a row fails; the others cost a search each and say the same. */
    tell_evidence(work, asked, id, list->len == 0, &evidence);
    g_array_append_val(list, evidence);
}

static void
tell_things(CtAssessing *work,
            const CtCatalog *catalog,
            const CtGathered *gathered,
            CtRequirementResult *result)
{
    enum { TURNS = 5 };
    const CtAsked *asked = gathered->asked;
    uint32_t n = ct_subjects_count(work->subjects, (CtSubjectKind)asked->check->about);
    g_autoptr(GArray) list = g_array_new(FALSE, TRUE, sizeof(CtEvidence));
    g_auto(CtIds) things = {0};

    for (uint32_t id = 0; id < n; id++)
        if (ct_assess_answer(work, asked, id) != NULL && is_asked_for(work, catalog, gathered, id))
            ct_ids_add(&things, id);
    for (int turn = 0; turn < TURNS; turn++)
        for (uint32_t i = 0; i < things.length; i++)
            if (turn_of(ct_assess_answer(work, asked, things.data[i])) == turn)
                tell_thing(work, asked, things.data[i], result, list);
    result->n_evidence = list->len;
    result->evidence = ct_store_array(work->store, list);
}

static void
tell_scopes(CtAssessing *work,
            const CtCatalog *catalog,
            const CtGathered *gathered,
            CtRequirementResult *result)
{
    CtSubjectKind kind = catalog->scope == CT_SCOPE_ZONE ? CT_SUBJECT_ZONE : CT_SUBJECT_PRODUCT;
    uint32_t n = ct_assess_n_scopes(work, (CtScopeKind)catalog->scope);
    CtRuling ruling = CT_RULING_NOT_APPLICABLE;

    result->scopes = ct_store_alloc(work->store, n, sizeof *result->scopes);
    for (uint32_t i = 0; i < n; i++) {
        if (!ct_bits_get(gathered->within, i))
            continue;
        bool required = ct_bits_get(gathered->required, i);

        if (required)
            ruling = ct_ruling_worse(ruling, (CtRuling)gathered->rulings[i]);
        if (catalog->scope == CT_SCOPE_SYSTEM)
            continue;
        CtScopeRuling *scope = &result->scopes[result->n_scopes++];

        scope->id = ct_store_take_text(work->store, ct_subjects_text(work->subjects, kind, i));
        scope->place = ct_assess_spot(work, ct_subjects_pos(work->subjects, kind, i));
        scope->ruling = gathered->rulings[i];
        scope->is_required = required;
    }
    result->ruling = (uint8_t)ruling;
}

static bool
is_any(const CtAssessing *work, const CtCatalog *catalog, const uint64_t *scopes)
{
    uint32_t n = ct_assess_n_scopes(work, (CtScopeKind)catalog->scope);

    for (uint32_t i = 0; i < n; i++)
        if (ct_bits_get(scopes, i))
            return true;
    return false;
}

/* The first thing that came to the row's verdict, and how many more did. */
static void
tell_reason(CtAssessing *work, const CtGathered *gathered, CtRequirementResult *result)
{
    const CtEvidence *first = result->n_evidence > 0 ? &result->evidence[0] : NULL;
    const CtAsked *asked = gathered->asked;
    uint64_t more;

    if (asked == NULL) {
        result->reason = "a document decides this, not the design";
        return;
    }
    if (asked->blocked != NULL) {
        result->reason = asked->blocked;
        return;
    }
    if (first == NULL) {
        result->reason = ct_store_take_text(
            work->store, g_strdup_printf("there is no %s that it asks about",
                                         ct_subject_kind_text((CtSubjectKind)asked->check->about)));
        return;
    }
    if (first->reason == NULL) {
        result->reason = asked->check->title;
        return;
    }
    more = result->looked[result->ruling] - MIN(first->count, result->looked[result->ruling]);
    if (asked->check->about == CT_SUBJECT_SYSTEM)
        result->reason = first->reason;
    else if (more == 0)
        result->reason =
            ct_store_take_text(work->store, g_strdup_printf("%s: %s", first->id, first->reason));
    else
        result->reason =
            ct_store_take_text(work->store,
                               g_strdup_printf("%s: %s (and %" G_GUINT64_FORMAT " more)", first->id,
                                               first->reason, more));
    result->fix = first->fix;
}

/* The documents that would decide: the first answer's own, the row's, the check's. */
static void
tell_document(CtAssessing *work,
              const CtCatalog *catalog,
              const CtGathered *gathered,
              CtRequirementResult *result)
{
    const CtAsked *asked = gathered->asked;
    const char *document = gathered->row->document;

    for (uint32_t id = 0;
         document == NULL && asked != NULL && asked->answers != NULL &&
         id < ct_subjects_count(work->subjects, (CtSubjectKind)asked->check->about);
         id++) {
        const CtAnswered *answer = ct_assess_answer(work, asked, id);

        if (answer != NULL && answer->ruling == CT_RULING_NOT_ASSESSABLE &&
            is_asked_for(work, catalog, gathered, id))
            document = answer->document;
    }
    if (document == NULL && asked != NULL)
        document = asked->check->document;
    if (document == NULL)
        document = "the evidence of the assessor";
    result->document = ct_store_text(work->store, document);
}

void
ct_assess_tell(CtAssessing *work,
               const CtCatalog *catalog,
               const CtGathered *gathered,
               CtRequirementResult *result)
{
    const CtCatalogRow *row = gathered->row;
    uint32_t n_failing = 0;

    result->id = ct_store_text(work->store, row->id);
    result->title = ct_store_text(work->store, row->title);
    result->area = ct_store_text(work->store, row->area);
    result->condition = ct_store_text(work->store, row->condition);
    result->note = ct_store_text(work->store, row->note);
    result->check = ct_store_text(work->store, row->check);
    result->automation = row->automation;
    result->min_sl = row->min_sl;
    result->is_recommended = row->is_recommended;
    tell_scopes(work, catalog, gathered, result);
    if (!is_any(work, catalog, gathered->required)) {
        result->reason = is_any(work, catalog, gathered->within)
                             ? "no zone sets a security level target (SL-T) that asks for it"
                             : "nothing in the design is of the kind that it asks about";
        ct_assess_waive(work, row, result);
        return;
    }
    if (gathered->asked != NULL && gathered->asked->blocked == NULL)
        tell_things(work, catalog, gathered, result);
    tell_reason(work, gathered, result);
    if (result->ruling == CT_RULING_NOT_ASSESSABLE)
        tell_document(work, catalog, gathered, result);
    ct_assess_waive(work, row, result);
    if (result->waiver == CT_SEG_WAIVED)
        return; /* nothing has to be done about it before it ends */
    for (uint32_t i = 0; i < result->n_evidence; i++)
        n_failing += result->evidence[i].ruling == CT_RULING_FAIL ? 1 : 0;
    for (uint32_t i = 0; i < result->n_evidence; i++)
        if (result->evidence[i].ruling == CT_RULING_FAIL)
            ct_assess_note_action(work, catalog, result, &result->evidence[i],
                                  n_failing + (uint32_t)MIN(result->n_left_out, 1));
}
