/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a solved twin says, copied into plain data. */
#include "analysis/dossier.h"

#include "analysis/best_paths.h"
#include "analysis/dossier_parts.h"
#include "analysis/exposure_write.h"
#include "analysis/near_miss.h"
#include "analysis/story.h"

#include "base/bits.h"
#include "base/hash.h"
#include "topology/functions.h"

#include <math.h>
#include <string.h>

#define DEFAULT_NEAR_MISSES 10
#define DEFAULT_PATHS 5

/* --- the model --- */

static void
write_counts(const CtTwin *twin, CtDossier *dossier)
{
    g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(CtNamedCount));

    for (int section = 0; section < CT_SECTION_COUNT; section++) {
        CtNamedCount count = {.name = ct_section_name((CtSection)section),
                              .count = ct_model_count(twin->model, (CtSection)section)};

        if (count.count > 0)
            g_array_append_val(counts, count);
    }
    g_array_append_val(counts, ((CtNamedCount){"asset instances", twin->instances->n_assets}));
    g_array_append_val(counts, ((CtNamedCount){"service instances", twin->instances->n_services}));
    g_array_append_val(counts, ((CtNamedCount){"techniques", ct_library_count(twin->library)}));
    dossier->counts = ct_store_array(dossier->store, counts);
    dossier->n_counts = counts->len;
}

static int
compare_hashes(gconstpointer a, gconstpointer b)
{
    const CtNamedHash *x = a, *y = b;

    return strcmp(x->path, y->path);
}

static void
write_files(const CtTwin *twin, CtDossier *dossier)
{
    g_autoptr(GArray) hashes = g_array_new(FALSE, FALSE, sizeof(CtNamedHash));
    size_t n = ct_diag_file_count(twin->diag);
    const char **files = ct_store_alloc(dossier->store, n + 1, sizeof *files);

    for (size_t i = 0; i < n; i++) {
        size_t length;
        const char *text = ct_diag_file_text(twin->diag, (uint16_t)i, &length);

        files[i] = ct_store_text(dossier->store, ct_twin_file(twin, (uint16_t)i));
        if (text == NULL)
            continue;
        CtNamedHash hash = {.path = files[i],
                            .sha256 =
                                ct_store_take_text(dossier->store, ct_hash_sha256(text, length))};
        g_array_append_val(hashes, hash);
    }
    g_array_sort(hashes, compare_hashes);
    dossier->files = files;
    dossier->n_files = (uint32_t)n;
    dossier->hashes = ct_store_array(dossier->store, hashes);
    dossier->n_hashes = hashes->len;
}

static void
write_diagnostics(CtTwin *twin, CtDossier *dossier)
{
    size_t n = ct_diag_length(twin->diag);

    dossier->diagnostics = ct_store_alloc(dossier->store, n, sizeof *dossier->diagnostics);
    dossier->n_diagnostics = (uint32_t)n;
    for (size_t i = 0; i < n; i++) {
        CtSeverity severity;
        const char *message;

        ct_diag_get(twin->diag, i, &severity, &dossier->diagnostics[i].pos, &message);
        dossier->diagnostics[i].severity = (uint8_t)severity;
        dossier->diagnostics[i].message = ct_store_text(dossier->store, message);
    }
}

static const char *
bound_text(const CtModel *model, CtId text, CtDossierStore *store)
{
    return text != CT_NO_ID ? ct_store_text(store, ct_model_text(model, text)) : NULL;
}

static void
write_targets(const CtModel *model, CtDossier *dossier)
{
    dossier->n_targets = model->targets.length;
    dossier->targets = ct_store_alloc(dossier->store, dossier->n_targets, sizeof *dossier->targets);
    for (uint32_t i = 0; i < dossier->n_targets; i++) {
        const CtTarget *target = &model->targets.data[i];
        const char *id = ct_model_id(model, CT_SECTION_TARGETS, i);

        dossier->targets[i] =
            (CtDossierTarget){.id = ct_store_text(dossier->store, id),
                              .min = bound_text(model, target->min, dossier->store),
                              .max = bound_text(model, target->max, dossier->store),
                              .pos = target->e.pos};
    }
}

static void
write_model(CtTwin *twin, CtDossier *dossier)
{
    const CtModel *model = twin->model;

    dossier->package = ct_store_take_text(dossier->store, g_path_get_basename(twin->package));
    if (model->name != CT_NO_ID)
        dossier->name = ct_store_text(dossier->store, ct_model_text(model, model->name));
    if (model->domain != CT_NO_ID)
        dossier->domain = ct_store_text(dossier->store, ct_model_text(model, model->domain));
    write_counts(twin, dossier);
    write_targets(model, dossier);
    write_files(twin, dossier);
    write_diagnostics(twin, dossier);
}

/* --- goals --- */

static void
write_paths(const CtTwin *twin,
            const CtBestQuery *query,
            CtDossierStore *store,
            CtGoalFinding *finding)
{
    g_autoptr(CtBestPaths) best = ct_best_paths_new(query);

    g_assert(best != NULL); /* it was asked whether they can be had */
    finding->n_paths = best->plans->len;
    finding->paths = ct_store_alloc(store, finding->n_paths, sizeof *finding->paths);
    for (uint32_t i = 0; i < finding->n_paths; i++)
        ct_story_write(twin->graph, g_ptr_array_index(best->plans, i), store, &finding->paths[i]);
    finding->optimal = best->is_optimal;
    finding->lower_bound = best->lower_bound;
    finding->limit = best->limit;
}

/* What is said of @goal whatever comes of it. */
static CtGoalFinding
name_goal(const CtTwin *twin, const CtGoal *goal, CtCost cost, CtDossierStore *store)
{
    CtGoalFinding finding = {.id = ct_store_text(store, goal->id),
                             .text = ct_store_text(store, goal->text),
                             .ordered_by = (uint8_t)cost,
                             .lower_bound = (double)NAN};

    if (goal->requirement != CT_NO_ID) {
        finding.requirement =
            ct_store_take_text(store, ct_requirement_text(twin->model, goal->requirement));
        finding.requirement_pos = twin->model->requirements.data[goal->requirement].e.pos;
    }
    return finding;
}

static void
write_goal(const CtTwin *twin,
           CtPathFinder *finder,
           const CtAlike *alike,
           const CtGoal *goal,
           CtCost cost,
           const CtDossierOptions *options,
           CtDossierStore *store,
           CtGoalFinding *finding)
{
    g_autofree CtFactId *facts = g_new(CtFactId, goal->n_facts);
    CtTargets targets = {.facts = facts, .n = goal->n_facts, .need = goal->need};

    for (uint32_t i = 0; i < goal->n_facts; i++)
        facts[i] = ct_graph_fact(twin->graph, goal->facts[i]);
    *finding = name_goal(twin, goal, cost, store);
    if (ct_path_finder_reaches(finder, &targets)) {
        CtBestQuery query = {.graph = twin->graph,
                             .fixpoint = twin->fixpoint,
                             .entries = (const CtFactId *)(const void *)twin->entries->data,
                             .n_entries = twin->entries->len,
                             .finder = finder,
                             .alike = alike,
                             .targets = targets,
                             .cost = cost,
                             .k = options->n_paths != 0 ? options->n_paths : DEFAULT_PATHS,
                             .work = twin->limits.search};

        finding->reachable = CT_ANSWER_YES;
        write_paths(twin, &query, store, finding);
        return;
    }
    finding->reachable = CT_ANSWER_NO;
    finding->optimal = true;
    ct_near_misses_write(twin, &targets,
                         options->n_near_misses != 0 ? options->n_near_misses : DEFAULT_NEAR_MISSES,
                         store, finding);
}

/* --- attackers --- */

static const char *const *
entry_texts(const CtTwin *twin, const CtAttacker *attacker, CtDossierStore *store)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

    for (uint32_t i = 0; i < attacker->entries.length; i++)
        g_ptr_array_add(texts, ct_fact_text(ct_library_fact_kinds(twin->library), twin->instances,
                                            attacker->entries.data[i]));
    return ct_store_list(store, texts);
}

/* Attempts that neither entries nor goals tell apart. */
static CtAlike *
alike_of(const CtTwin *twin, const CtAttacker *attacker)
{
    g_auto(CtIds) named = {0};

    for (uint32_t i = 0; i < twin->entries->len; i++)
        ct_ids_add(&named, g_array_index(twin->entries, CtFactId, i));
    for (uint32_t i = 0; i < attacker->goals.length; i++)
        for (uint32_t k = 0; k < attacker->goals.data[i].n_facts; k++)
            ct_ids_add(&named, ct_graph_fact(twin->graph, attacker->goals.data[i].facts[k]));
    return ct_alike_new(twin->graph, named.data, named.length);
}

static CtCost
cost_of(const CtAttacker *attacker, const CtDossierOptions *options)
{
    if (options->scenario_cost && attacker->has_cost)
        return (CtCost)attacker->cost;
    return options->cost;
}

/* Who he is and what he starts with. */
static void
write_identity(const CtTwin *twin,
               const CtAttacker *attacker,
               CtDossierStore *store,
               CtAttackerFinding *finding)
{
    *finding = (CtAttackerFinding){
        .id = ct_store_text(store, attacker->id),
        .skill = ct_store_text(store, ct_skill_text((CtSkill)attacker->traits.skill)),
        .knowledge = attacker->traits.discover ? "discover" : "all",
        .autonomous = attacker->traits.autonomous,
        .parallel = attacker->parallel,
        .spread = attacker->spread,
        .starts_ms = attacker->starts_ms,
        .is_led = attacker->is_led,
        .strategy = attacker->is_led ? "script" : ct_strategy_text((CtStrategy)attacker->strategy),
        .capacity = attacker->traits.capacity,
        .entries = entry_texts(twin, attacker, store),
        .n_goals = attacker->goals.length,
    };
    finding->goals = ct_store_alloc(store, attacker->goals.length, sizeof *finding->goals);
}

static void
write_attacker(const CtTwin *twin,
               const CtAttacker *attacker,
               const CtDossierOptions *options,
               CtDossierStore *store,
               CtAttackerFinding *finding)
{
    g_autoptr(CtPathFinder) finder =
        ct_path_finder_new(twin->graph, (const CtFactId *)(const void *)twin->entries->data,
                           twin->entries->len);
    g_autoptr(CtAlike) alike = alike_of(twin, attacker);

    write_identity(twin, attacker, store, finding);
    finding->n_facts = twin->graph->n_facts;
    finding->n_steps = twin->graph->n_steps;
    finding->n_held = twin->fixpoint->n_held;
    for (uint32_t i = 0; i < attacker->goals.length; i++)
        write_goal(twin, finder, alike, &attacker->goals.data[i], cost_of(attacker, options),
                   options, store, &finding->goals[i]);
    ct_fallen_write(twin->graph, twin->fixpoint, store, &finding->fallen);
}

/* Paths of failures in a result that is about goals. */
enum { MOST_FAILURE_PATHS = 20 };

static bool
write_segmentation(const CtTwin *twin,
                   const CtDossierOptions *options,
                   const char *undecided,
                   CtDossier *dossier,
                   GError **error)
{
    CtSegOptions asked = {.as_of = options->as_of,
                          .most_paths = MOST_FAILURE_PATHS,
                          .undecided = undecided};

    if (options->as_of == NULL)
        return true;
    dossier->segmentation = ct_segmentation_new(twin, &asked, error);
    return dossier->segmentation != NULL;
}

CtDossier *
ct_dossier_new(CtTwin *twin, const CtDossierOptions *options, GError **error)
{
    g_autoptr(CtDossier) dossier = g_new0(CtDossier, 1);

    g_return_val_if_fail(twin->reached == CT_TWIN_SOLVED, NULL);
    dossier->store = ct_store_new();
    write_model(twin, dossier);
    g_autoptr(CtExposureWriter) exposure =
        options->exposure != NULL ? ct_exposure_writer_new(twin, options->exposure, dossier->store)
                                  : NULL;
    if (!write_segmentation(twin, options, NULL, dossier, error))
        return NULL;
    dossier->n_attackers = twin->attackers->len;
    dossier->attackers =
        ct_store_alloc(dossier->store, twin->attackers->len, sizeof *dossier->attackers);
    for (uint32_t i = 0; i < twin->attackers->len; i++) {
        if (twin->attacker != i && !ct_twin_select(twin, i, error))
            return NULL;
        write_attacker(twin, g_ptr_array_index(twin->attackers, i), options, dossier->store,
                       &dossier->attackers[i]);
        if (exposure != NULL)
            ct_exposure_add_attacker(exposure);
        if (options->look != NULL)
            options->look(twin, options->look_data);
    }
    if (exposure != NULL)
        ct_exposure_finish(exposure, &dossier->exposure);
    return g_steal_pointer(&dossier);
}

CtDossier *
ct_dossier_new_exposure(CtTwin *twin, const CtDossierOptions *options, GError **error)
{
    g_autoptr(CtDossier) dossier = g_new0(CtDossier, 1);

    g_return_val_if_fail(twin->reached == CT_TWIN_SOLVED, NULL);
    dossier->store = ct_store_new();
    write_model(twin, dossier);
    g_autoptr(CtExposureWriter) exposure =
        ct_exposure_writer_new(twin, options->exposure, dossier->store);
    for (uint32_t i = 0; i < twin->attackers->len; i++) {
        if (twin->attacker != i && !ct_twin_select(twin, i, error))
            return NULL;
        ct_exposure_add_attacker(exposure);
    }
    ct_exposure_finish(exposure, &dossier->exposure);
    return g_steal_pointer(&dossier);
}

CtDossier *
ct_dossier_new_undecided(CtTwin *twin, const CtDossierOptions *options, const char *why)
{
    g_autoptr(CtDossier) dossier = g_new0(CtDossier, 1);

    g_return_val_if_fail(twin->reached >= CT_TWIN_RULES, NULL);
    dossier->store = ct_store_new();
    write_model(twin, dossier);
    if (!write_segmentation(twin, options, why, dossier, NULL))
        g_clear_pointer(&dossier->segmentation, ct_segmentation_free);
    dossier->n_attackers = twin->attackers->len;
    dossier->attackers =
        ct_store_alloc(dossier->store, twin->attackers->len, sizeof *dossier->attackers);
    for (uint32_t i = 0; i < twin->attackers->len; i++) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, i);
        CtAttackerFinding *finding = &dossier->attackers[i];

        write_identity(twin, attacker, dossier->store, finding);
        for (uint32_t k = 0; k < attacker->goals.length; k++) {
            finding->goals[k] = name_goal(twin, &attacker->goals.data[k],
                                          cost_of(attacker, options), dossier->store);
            finding->goals[k].reachable = CT_ANSWER_UNKNOWN;
            finding->goals[k].unknown_why = ct_store_text(dossier->store, why);
        }
    }
    return g_steal_pointer(&dossier);
}

void
ct_dossier_free(CtDossier *dossier)
{
    if (dossier == NULL)
        return;
    ct_segmentation_free(dossier->segmentation);
    ct_store_free(dossier->store);
    g_free(dossier);
}

char *
ct_dossier_pos_text(const CtDossier *dossier, CtPos pos)
{
    if (pos.line == 0 || pos.file >= dossier->n_files)
        return NULL;
    if (pos.column == 0)
        return g_strdup_printf("%s:%u", dossier->files[pos.file], pos.line);
    return g_strdup_printf("%s:%u:%u", dossier->files[pos.file], pos.line, pos.column);
}
