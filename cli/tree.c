/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin tree PACKAGE GOAL`: the attack tree of one goal. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "base/ident.h"
#include "report/tree.h"

#include <string.h>

enum { MOST_NODES = 2000 };

/* The goal of that id, of whichever attacker; NULL. */
static const CtGoal *
find_goal(const CtTwin *twin, const char *id, uint32_t *ret_attacker)
{
    for (uint32_t a = 0; a < twin->attackers->len; a++) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, a);

        for (uint32_t i = 0; i < attacker->goals.length; i++)
            if (strcmp(attacker->goals.data[i].id, id) == 0) {
                *ret_attacker = a;
                return &attacker->goals.data[i];
            }
    }
    return NULL;
}

static void
say_no_goal(const CtCli *cli, const CtTwin *twin, const char *text, const GError *error)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();

    for (uint32_t a = 0; a < twin->attackers->len; a++) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, a);

        for (uint32_t i = 0; i < attacker->goals.length; i++)
            g_ptr_array_add(ids, attacker->goals.data[i].id);
    }
    const char *near = ct_ident_nearest(text, (const char **)ids->pdata, ids->len);

    if (strpbrk(text, ":({") != NULL)
        ct_say_error(cli, "%s", error->message);
    else if (near != NULL)
        ct_say_error(cli, "there is no goal '%s'; did you mean '%s'?", text, near);
    else
        ct_say_error(cli,
                     "there is no goal '%s': name one of the scenario's, a requirement, or a "
                     "fact, as in exec:hmi-1:admin",
                     text);
}

/* One of the scenario's goals, a requirement, or a goal as --goal takes it. */
static const CtGoal *
choose_goal(const CtCli *cli, CtTwin *twin, uint32_t *ret_attacker)
{
    const char *text = cli->operands[1];
    const CtGoal *goal = find_goal(twin, text, ret_attacker);
    g_autoptr(GError) error = NULL;

    if (goal != NULL)
        return goal;
    CtAttacker *attacker = g_ptr_array_index(twin->attackers, 0);
    g_autofree char *violated =
        ct_model_find(twin->model, CT_SECTION_REQUIREMENTS, text) != CT_NO_ID
            ? g_strdup_printf("violated:%s", text)
            : NULL;

    *ret_attacker = 0;
    if (ct_attacker_parse_goal(attacker, ct_library_fact_kinds(twin->library), twin->instances,
                               violated != NULL ? violated : text, &error))
        return &attacker->goals.data[attacker->goals.length - 1];
    say_no_goal(cli, twin, text, error);
    return NULL;
}

static CtTree *
make_tree(const CtCli *cli, const CtTwin *twin, const CtGoal *goal)
{
    g_autofree CtFactId *facts = g_new(CtFactId, goal->n_facts);
    uint32_t most =
        cli->options.max_nodes > 0 ? (uint32_t)cli->options.max_nodes : (uint32_t)MOST_NODES;

    for (uint32_t i = 0; i < goal->n_facts; i++)
        facts[i] = ct_graph_fact(twin->graph, goal->facts[i]);
    return ct_tree_new(twin->graph, twin->fixpoint,
                       (const CtFactId *)(const void *)twin->entries->data, twin->entries->len,
                       facts, goal->n_facts, goal->need, most);
}

CtStatus
ct_command_tree(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_autoptr(GError) error = NULL;
    uint32_t attacker;
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_SOLVED);
    CtTwin *twin = package.twin;

    if (status != CT_STATUS_OK)
        return status;
    const CtGoal *goal = choose_goal(cli, twin, &attacker);

    if (goal == NULL)
        return CT_STATUS_INPUT;
    if (attacker != twin->attacker && !ct_twin_select(twin, attacker, &error)) {
        ct_say_error(cli, "%s", error->message);
        return ct_package_status(error);
    }
    ct_progress_phase(cli, "growing the tree");
    g_autoptr(CtTree) tree = make_tree(cli, twin, goal);
    CtTreeReport report = {.twin = twin,
                           .attacker = g_ptr_array_index(twin->attackers, attacker),
                           .goal = goal,
                           .tree = tree};
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_tree_json(out, &report);
    else if (strcmp(cli->format, "dot") == 0)
        ct_report_tree_dot(out, &report);
    else
        ct_report_tree_text(out, &report,
                            &(CtTextOptions){.width = cli->width,
                                             .color = cli->color,
                                             .all = cli->options.verbose});
    return ct_result_close(cli, out, CT_STATUS_OK);
}
