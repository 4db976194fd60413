/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "assurance/assess_parts.h"

#include "base/bits.h"

#include <string.h>

/* What a row comes to when one thing says @a and another @b. */
CtRuling
ct_ruling_worse(CtRuling a, CtRuling b)
{
    static const uint8_t weight[CT_RULING_COUNT] = {
        [CT_RULING_NOT_APPLICABLE] = 0,
        [CT_RULING_PASS] = 1,
        [CT_RULING_NOT_ASSESSABLE] = 2,
        [CT_RULING_FAIL] = 3,
    };

    return weight[a] >= weight[b] ? a : b;
}

CtSpot
ct_assess_spot(const CtAssessing *work, CtPos pos)
{
    if (pos.line == 0)
        return (CtSpot){0};
    return (CtSpot){.file = ct_store_text(work->store, ct_twin_file(work->twin, pos.file)),
                    .line = pos.line,
                    .column = pos.column};
}

/* --- gathering --- */

static bool
is_within(const CtAssessing *work, const CtCatalog *catalog, const CtCatalogRow *row, uint32_t id)
{
    const CtModel *model = work->subjects->model;

    if (catalog->scope == CT_SCOPE_SYSTEM)
        return true;
    if (catalog->scope == CT_SCOPE_ZONE)
        return ct_subjects_counts(work->subjects, CT_SUBJECT_ZONE, id);
    if (!ct_subjects_counts(work->subjects, CT_SUBJECT_PRODUCT, id))
        return false;
    CtComponentType type =
        ct_component_type_of(ct_model_text(model, model->products.data[id].kind));
    return row->applies_to == 0 || (row->applies_to >> type & 1) != 0;
}

static bool
is_required(const CtAssessing *work, const CtCatalog *catalog, const CtCatalogRow *row, uint32_t id)
{
    if (!catalog->has_levels || catalog->scope == CT_SCOPE_SYSTEM)
        return true;
    return ct_assess_target(work, (CtScopeKind)catalog->scope, id, ct_assess_area(row->area)) >=
           row->min_sl;
}

static void
count_answer(CtAssessing *work, const CtCatalog *catalog, CtGathered *gathered, uint32_t id)
{
    const CtAnswered *answer = ct_assess_answer(work, gathered->asked, id);
    CtSubjectKind kind = (CtSubjectKind)gathered->asked->check->about;
    CtScopeKind scope = (CtScopeKind)catalog->scope;
    uint32_t n = ct_assess_n_scopes(work, scope), n_own = n;
    const uint32_t *own = NULL;

    if (answer == NULL)
        return;
    if (scope != CT_SCOPE_SYSTEM && kind != CT_SUBJECT_SYSTEM)
        own = ct_assess_scopes(work, kind, id, scope, &n_own);
    for (uint32_t i = 0; i < n_own; i++) {
        uint8_t *ruling = &gathered->rulings[own != NULL ? own[i] : i];

        *ruling = (uint8_t)ct_ruling_worse((CtRuling)*ruling, (CtRuling)answer->ruling);
    }
}

static bool
gather(CtAssessing *work,
       const CtCatalog *catalog,
       const CtCatalogRow *row,
       CtGathered *gathered,
       GError **error)
{
    uint32_t n = ct_assess_n_scopes(work, (CtScopeKind)catalog->scope);
    CtRuling start = CT_RULING_NOT_APPLICABLE;

    gathered->row = row;
    gathered->rulings = ct_store_alloc(work->store, n, sizeof *gathered->rulings);
    gathered->required = ct_store_alloc(work->store, n / 64 + 1, sizeof *gathered->required);
    gathered->within = ct_store_alloc(work->store, n / 64 + 1, sizeof *gathered->within);
    if (row->bound != NULL) {
        gathered->asked = ct_assess_ask(work, row, error);
        if (gathered->asked == NULL)
            return false;
    }
    if (gathered->asked == NULL || gathered->asked->blocked != NULL)
        start = CT_RULING_NOT_ASSESSABLE;
    for (uint32_t i = 0; i < n; i++) {
        gathered->rulings[i] = (uint8_t)start;
        if (!is_within(work, catalog, row, i))
            continue;
        ct_bits_set(gathered->within, i);
        if (is_required(work, catalog, row, i))
            ct_bits_set(gathered->required, i);
    }
    for (uint32_t id = 0;
         start != CT_RULING_NOT_ASSESSABLE &&
         id < ct_subjects_count(work->subjects, (CtSubjectKind)gathered->asked->check->about);
         id++)
        count_answer(work, catalog, gathered, id);
    return true;
}

/* Whether row @row is asked about (NULL: any of the catalog): "ID" names all, "ID:ROW" one. */
static bool
is_selected(const CtAssessOptions *options, const CtCatalog *catalog, const CtCatalogRow *row)
{
    size_t length = strlen(catalog->id);

    for (const char *const *name = options->standards; name != NULL && *name != NULL; name++)
        if (g_str_has_prefix(*name, catalog->id) &&
            ((*name)[length] == '\0' ||
             ((*name)[length] == ':' &&
              (row == NULL || ct_catalog_find_row(catalog, *name + length + 1) == row))))
            return true;
    return options->standards == NULL;
}

static bool
judge_standard(CtAssessing *work,
               const CtCatalog *catalog,
               CtStandardResult *standard,
               GError **error)
{
    g_autofree CtGathered *gathered = g_new0(CtGathered, (size_t)catalog->n_rows + 1);
    const char **areas = ct_store_alloc(work->store, catalog->n_areas + 1, sizeof *areas);
    const char **titles = ct_store_alloc(work->store, catalog->n_areas + 1, sizeof *titles);

    standard->id = ct_store_text(work->store, catalog->id);
    standard->title = ct_store_text(work->store, catalog->title);
    standard->version = ct_store_text(work->store, catalog->version);
    standard->scope = catalog->scope;
    for (uint32_t i = 0; i < catalog->n_areas; i++) {
        areas[i] = ct_store_text(work->store, catalog->areas[i].id);
        titles[i] = ct_store_text(work->store, catalog->areas[i].title);
    }
    standard->areas = areas;
    standard->area_titles = titles;
    standard->requirements =
        ct_store_alloc(work->store, catalog->n_rows, sizeof *standard->requirements);
    for (uint32_t r = 0; r < catalog->n_rows; r++) {
        CtRequirementResult *result = &standard->requirements[standard->n_requirements];

        if (!is_selected(work->options, catalog, &catalog->rows[r]))
            continue;
        standard->n_requirements++;
        if (!gather(work, catalog, &catalog->rows[r], &gathered[r], error))
            return false;
        ct_assess_tell(work, catalog, &gathered[r], result);
        standard->counts[result->ruling]++;
        if (result->waiver == CT_SEG_WAIVED)
            standard->n_waived++;
        if (ct_requirement_counts(result) && !result->is_recommended)
            standard->n_missed++;
        if (result->ruling == CT_RULING_PASS && result->n_claims == result->looked[CT_RULING_PASS])
            standard->n_on_claims++;
    }
    if (catalog->has_levels && catalog->scope == CT_SCOPE_ZONE &&
        standard->n_requirements == catalog->n_rows) /* a level is a matter of all rows */
        ct_assess_levels(work, catalog, gathered, standard);
    return true;
}

/* --- what checks look at --- */

static unsigned
needs_of(const CtAssessOptions *options, const CtCatalog *catalog)
{
    unsigned needs = 0;

    for (uint32_t r = 0; r < catalog->n_rows; r++)
        if (catalog->rows[r].bound != NULL && is_selected(options, catalog, &catalog->rows[r]))
            needs |= catalog->rows[r].bound->needs |
                     (catalog->rows[r].defeated_by != NULL || catalog->rows[r].shown_by != NULL
                          ? CT_NEEDS_ATTACK
                          : 0);
    return needs;
}

static void
say_phase(const CtAssessing *work, const char *what)
{
    if (work->options->on_phase != NULL)
        work->options->on_phase(work->options->data, what);
}

/* False only where a script failed. */
static bool
prepare(CtAssessing *work, unsigned needs, GError **error)
{
    GError *inner = NULL;

    if (work->twin->reach == NULL && (needs & (CT_NEEDS_ATTACK | CT_NEEDS_SEGMENTS)) != 0)
        work->undecided = "a limit kept network reach from being worked out";
    if ((needs & CT_NEEDS_ATTACK) != 0 && work->twin->reach != NULL) {
        say_phase(work, "building the attack graph");
        work->bench.deeds = ct_deeds_new(work->twin, work->subjects, &inner);
        if (work->bench.deeds == NULL) {
            if (!g_error_matches(inner, CT_TWIN_ERROR, CT_TWIN_ERROR_UNDECIDED)) {
                g_propagate_error(error, inner);
                return false;
            }
            work->undecided = ct_store_text(work->store, inner->message);
            g_error_free(inner);
        }
    }
    if ((needs & CT_NEEDS_SEGMENTS) == 0)
        return true;
    say_phase(work, "holding zones against each other");
    CtSegOptions segments = {.as_of = work->options->as_of,
                             .most_paths = 1,
                             .undecided = work->twin->reach == NULL ? work->undecided : NULL};

    work->bench.segmentation = ct_segmentation_new(work->twin, &segments, error);
    return work->bench.segmentation != NULL;
}

static bool
judge(CtAssessing *work, const CtCatalogs *catalogs, CtAssurance *assurance, GError **error)
{
    unsigned needs = 0;
    uint32_t n = ct_catalogs_count(catalogs);

    for (uint32_t i = 0; i < n; i++)
        needs |= needs_of(work->options, ct_catalogs_get(catalogs, i));
    if (!prepare(work, needs, error))
        return false;
    say_phase(work, "asking the checks");
    ct_assess_read_waivers(work, catalogs);
    ct_checks_set_bench(work->checks, &work->bench);
    assurance->standards = ct_store_alloc(work->store, n, sizeof *assurance->standards);
    for (uint32_t i = 0; i < n; i++) {
        const CtCatalog *catalog = ct_catalogs_get(catalogs, i);

        if (is_selected(work->options, catalog, NULL) &&
            !judge_standard(work, catalog, &assurance->standards[assurance->n_standards++], error))
            return false;
    }
    ct_assess_list_actions(work, assurance);
    ct_assess_list_waivers(work, assurance);
    assurance->undecided = work->undecided;
    return true;
}

static void
clear(CtAssessing *work)
{
    ct_checks_set_bench(work->checks, NULL);
    g_ptr_array_unref(work->asked);
    g_hash_table_unref(work->asked_by);
    g_hash_table_unref(work->paths);
    g_hash_table_unref(work->actions);
    g_ptr_array_unref(work->action_list);
    g_clear_pointer(&work->waivers, g_hash_table_unref);
    g_clear_pointer(&work->idle_waivers, g_array_unref);
    for (int kind = 0; kind < CT_SUBJECT_KIND_COUNT; kind++)
        for (int scope = 0; scope < 3; scope++)
            ct_csr_clear(&work->scopes[kind][scope].rows);
    ct_segmentation_free((CtSegmentation *)(void *)work->bench.segmentation);
    ct_deeds_free(work->bench.deeds);
    ct_subjects_free(work->subjects);
}

CtAssurance *
ct_assess(CtTwin *twin,
          const CtCatalogs *catalogs,
          CtChecks *checks,
          const CtAssessOptions *options,
          GError **error)
{
    CtDossierStore *store = ct_store_new();
    CtAssurance *assurance = ct_store_alloc(store, 1, sizeof *assurance);
    CtAssessing work = {.twin = twin, .checks = checks, .options = options, .store = store};
    g_autofree char *package = g_path_get_basename(twin->package);

    assurance->store = store;
    assurance->package = ct_store_text(store, package);
    assurance->run = ct_store_text(store, options->run);
    work.subjects = ct_subjects_new(twin->instances);
    work.bench = (CtBench){.twin = twin,
                           .subjects = work.subjects,
                           .statistics = options->statistics,
                           .as_of = options->as_of};
    work.asked = g_ptr_array_new_with_free_func(ct_assess_free_asked);
    work.asked_by = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    work.paths = g_hash_table_new(NULL, NULL);
    work.actions = g_hash_table_new(g_str_hash, g_str_equal);
    work.action_list = g_ptr_array_new_with_free_func(g_free);
    bool ok = judge(&work, catalogs, assurance, error);

    clear(&work);
    if (ok)
        return assurance;
    ct_assurance_free(assurance);
    return NULL;
}
