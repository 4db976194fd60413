/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/scenarios/expected.h"

#include "analysis/dossier.h"
#include "analysis/pipeline.h"
#include "base/bits.h"
#include "tests/support/check.h"
#include "tests/support/yaml_tree.h"

#include <stdio.h>

/* A history stands among as many ways of its goal, best first. */
#define N_PATHS 10

typedef struct Expectations {
    CtYamlTree *tree;
    const char *package;
    const char *file;
    const yaml_node_t *goals;
} Expectations;

/* The texts of a sequence, NULL-terminated; the texts belong to the tree. */
static const char **
texts_of(CtYamlTree *tree, const yaml_node_t *node)
{
    uint32_t n = ct_yaml_length(node);
    const char **texts = g_new0(const char *, n + 1);

    for (uint32_t i = 0; i < n; i++)
        texts[i] = ct_yaml_text(ct_yaml_item(tree, node, i));
    return texts;
}

/* The twin of the package under @patch (NULL: as it is), solved; NULL after a failed check. */
static CtTwin *
solve(const Expectations *all,
      const char *id,
      const char *const *entries,
      const char *const *goals,
      const CtPatch *patches,
      size_t n_patches)
{
    CtTwinOptions options = {.entries = entries,
                             .goals = goals,
                             .patches = patches,
                             .n_patches = n_patches};
    CtTwin *twin = ct_twin_new(&options);
    g_autoptr(GError) error = NULL;

    if (ct_twin_load(twin, all->package, CT_TWIN_SOLVED, &error))
        return twin;
    g_autofree char *said = ct_diag_to_text(twin->diag, 5);
    CHECK_MSG(false, "%s, %s: %s\n%s", all->package, id, error->message, said);
    ct_twin_free(twin);
    return NULL;
}

static bool
parse_fact(const CtTwin *twin, const char *text, CtFact *ret_fact)
{
    g_autoptr(GError) error = NULL;
    bool known = ct_fact_parse(ct_library_fact_kinds(twin->library), twin->instances, text,
                               ret_fact, &error);

    CHECK_MSG(known, "%s: %s", text, error != NULL ? error->message : "");
    return known;
}

static void
check_answer(
    const Expectations *all, const CtTwin *twin, const char *id, const char *text, const char *want)
{
    CtFact fact;

    if (!parse_fact(twin, text, &fact))
        return;
    bool holds = ct_bits_get(twin->fixpoint->holds, ct_graph_fact(twin->graph, fact));
    CHECK_MSG(g_str_equal(want, holds ? "yes" : "no"), "%s, %s: %s is %s, want %s", all->file, id,
              text, holds ? "reached" : "not reached", want);
}

/* The fact a name of `expect` stands for: a goal's id, or itself. */
static const char *
fact_of(const Expectations *all, const char *name)
{
    const yaml_node_t *goal = ct_yaml_get(all->tree, all->goals, name);

    return goal == NULL ? name : ct_yaml_text(ct_yaml_get(all->tree, goal, "fact"));
}

static void
check_control(const Expectations *all, const char *const *entries, const yaml_node_t *control)
{
    CtYamlTree *tree = all->tree;
    const char *id = ct_yaml_text(ct_yaml_get(tree, control, "id"));
    const yaml_node_t *patch = ct_yaml_get(tree, control, "patch");
    const yaml_node_t *expect = ct_yaml_get(tree, control, "expect");
    const yaml_node_t *entry = ct_yaml_get(tree, control, "entry");
    uint32_t n = ct_yaml_pairs(patch);
    g_autofree CtPatch *patches = g_new0(CtPatch, n + 1);
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    g_autofree const char **own_entries = entry == NULL ? NULL : texts_of(tree, entry);
    g_autoptr(CtTwin) twin = NULL;

    for (uint32_t i = 0; i < n; i++) {
        char *value = ct_yaml_flow(tree, ct_yaml_value(tree, patch, i));

        g_ptr_array_add(values, value);
        patches[i] = (CtPatch){.path = ct_yaml_key(tree, patch, i), .value = value};
    }
    CHECK_MSG(ct_yaml_pairs(expect) > 0, "%s: %s expects nothing", all->file, id);
    twin = solve(all, id, own_entries != NULL ? own_entries : entries, NULL, patches, n);
    for (uint32_t i = 0; twin != NULL && i < ct_yaml_pairs(expect); i++)
        check_answer(all, twin, id, fact_of(all, ct_yaml_key(tree, expect, i)),
                     ct_yaml_text(ct_yaml_value(tree, expect, i)));
}

static bool
names_one_of(CtYamlTree *tree, const yaml_node_t *wanted, const CtPathStep *step)
{
    for (uint32_t i = 0; i < ct_yaml_length(wanted); i++) {
        const char *id = ct_yaml_text(ct_yaml_item(tree, wanted, i));

        if (g_strcmp0(step->technique, id) == 0 ||
            (step->ids != NULL && g_strv_contains(step->ids, id)))
            return true;
    }
    return false;
}

/* How many of the items of @order come in this order among the path's steps, from the first on. */
static uint32_t
matched(CtYamlTree *tree, const yaml_node_t *order, const CtPath *path)
{
    uint32_t next = 0;

    for (uint32_t i = 0; i < path->n_steps && next < ct_yaml_length(order); i++)
        if (names_one_of(tree, ct_yaml_item(tree, order, next), &path->steps[i]))
            next++;
    return next;
}

static char *
path_text(const CtPath *path)
{
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; i < path->n_steps; i++)
        g_string_append_printf(text, " %s(%s→%s)", path->steps[i].technique, path->steps[i].from,
                               path->steps[i].to);
    return g_string_free(text, FALSE);
}

/* An asset's own name, "gate-camera" of "gate-camera[3].web". */
static bool
is_of(const char *text, const char *asset)
{
    size_t length = strlen(asset);

    return text != NULL && strncmp(text, asset, length) == 0 &&
           (text[length] == '\0' || text[length] == '[' || text[length] == '.');
}

static void
check_decoys(const Expectations *all, const yaml_node_t *never, const CtPath *path)
{
    for (uint32_t i = 0; i < ct_yaml_length(never); i++) {
        const char *asset = ct_yaml_text(ct_yaml_item(all->tree, never, i));

        for (uint32_t k = 0; k < path->n_steps; k++)
            CHECK_MSG(!is_of(path->steps[k].to, asset) && !is_of(path->steps[k].from, asset),
                      "%s: the path goes through the decoy %s", all->file, asset);
    }
}

static void
check_path(const Expectations *all, const yaml_node_t *goal, const CtGoalFinding *found)
{
    CtYamlTree *tree = all->tree;
    const yaml_node_t *order = ct_yaml_get(tree, goal, "techniques_in_order");
    const yaml_node_t *hops = ct_yaml_get(tree, goal, "hops");
    uint32_t best = 0;

    if (found->n_paths == 0)
        return;
    for (uint32_t i = 0; i < found->n_paths; i++)
        best = MAX(best, matched(tree, order, &found->paths[i]));
    g_autofree char *first = path_text(&found->paths[0]);
    CHECK_MSG(best == ct_yaml_length(order),
              "%s, %s: %u of %u techniques come in the order wanted; the best path is%s", all->file,
              found->id, best, ct_yaml_length(order), first);
    if (hops != NULL)
        CHECK_MSG(found->paths[0].n_hops ==
                      (uint32_t)g_ascii_strtoull(ct_yaml_text(hops), NULL, 10),
                  "%s, %s: %u hops, want %s:%s", all->file, found->id, found->paths[0].n_hops,
                  ct_yaml_text(hops), first);
    check_decoys(all, ct_yaml_get(tree, goal, "never_through"), &found->paths[0]);
}

static void
check_paths(const Expectations *all, CtTwin *twin, CtCost cost)
{
    g_autoptr(GError) error = NULL;
    CtDossierOptions options = {.cost = cost, .n_paths = N_PATHS};
    g_autoptr(CtDossier) dossier = ct_dossier_new(twin, &options, &error);

    CHECK_OK(dossier != NULL, error);
    const CtAttackerFinding *attacker = &dossier->attackers[0];
    CHECK_INT(attacker->n_goals, ct_yaml_pairs(all->goals));
    for (uint32_t i = 0; i < MIN(attacker->n_goals, ct_yaml_pairs(all->goals)); i++)
        check_path(all, ct_yaml_value(all->tree, all->goals, i), &attacker->goals[i]);
}

static void
check_goals(const Expectations *all, const char *const *entries, CtCost cost)
{
    CtYamlTree *tree = all->tree;
    uint32_t n = ct_yaml_pairs(all->goals);
    g_autofree const char **facts = g_new0(const char *, n + 1);
    g_autoptr(CtTwin) twin = NULL;

    for (uint32_t i = 0; i < n; i++)
        facts[i] = ct_yaml_text(ct_yaml_get(tree, ct_yaml_value(tree, all->goals, i), "fact"));
    twin = solve(all, "unchanged", entries, facts, NULL, 0);
    if (twin == NULL)
        return;
    for (uint32_t i = 0; i < n; i++) {
        const yaml_node_t *goal = ct_yaml_value(tree, all->goals, i);

        check_answer(all, twin, "unchanged", facts[i],
                     ct_yaml_text(ct_yaml_get(tree, goal, "reachable")));
    }
    check_paths(all, twin, cost);
}

void
ct_expected_check(const char *package, const char *expectations, CtCost cost)
{
    g_autoptr(CtYamlTree) tree = ct_yaml_tree_load(expectations);
    g_autofree char *file = g_path_get_basename(expectations);

    CU_ASSERT_PTR_NOT_NULL_FATAL(tree);
    Expectations all = {.tree = tree,
                        .package = package,
                        .file = file,
                        .goals = ct_yaml_get(tree, tree->root, "goals")};
    g_autofree const char **entries = texts_of(tree, ct_yaml_get(tree, tree->root, "entry"));
    const yaml_node_t *controls = ct_yaml_get(tree, tree->root, "negative_controls");

    CHECK_MSG(ct_yaml_pairs(all.goals) > 0, "%s names no goals", file);
    check_goals(&all, entries, cost);
    for (uint32_t i = 0; i < ct_yaml_length(controls); i++)
        check_control(&all, entries, ct_yaml_item(tree, controls, i));
}
