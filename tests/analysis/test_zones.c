/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The segmentation matrix, cell by cell, against the slow and obvious way on generated models:
 * every pair of hosts tried for `allowed`, an attack computed anew for every cell for `attackable`,
 * flows and policies read asset by asset for `intended`.
 */
#include "tests/support/check.h"

#include "analysis/zones.h"
#include "attacks/ground.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_attack.h"
#include "tests/support/naive_reach.h"
#include "tests/support/shrink.h"

#include <stdio.h>

enum { N_MODELS = 500, N_ATTACKED = 40 };

/* --- sides of a cell, instance by instance --- */

static uint32_t
around(const CtInstances *instances, uint32_t zone, CtId row)
{
    while (zone != CT_NO_ID && instances->zone_row[zone] != row)
        zone = instances->zone_parent[zone];
    return zone;
}

/* Per zone instance whether it is of the side of @row in its cell with @other. */
static bool
side(const CtInstances *instances, CtId row, CtId other, uint8_t *ret_zones)
{
    bool nested = false;
    bool peopled = false;

    for (CtId z = other; z != CT_NO_ID; z = instances->model->zones.data[z].parent)
        nested = nested || z == row;
    for (uint32_t i = 0; i < instances->n_zones; i++)
        ret_zones[i] =
            nested ? instances->zone_row[i] == row : around(instances, i, row) != CT_NO_ID;
    for (uint32_t a = 0; a < instances->n_assets; a++)
        peopled = peopled || instances->zone_row[instances->asset_zone[a]] == row;
    return !nested || peopled || instances->model->zones.data[row].outside == CT_TRI_TRUE;
}

/* --- allowed --- */

static bool
naive_sends(const CtInstances *instances,
            CtNaiveReach *naive,
            uint32_t network,
            uint32_t sender,
            const uint8_t *to)
{
    for (uint32_t s = 0; s < instances->n_services; s++)
        if (to[instances->asset_zone[ct_instances_service_asset(instances, s)]] &&
            ct_naive_reach_sends(naive, network, sender, s))
            return true;
    for (uint32_t n = 0; n < instances->n_networks; n++) {
        bool listed = false;

        if (ct_medium_is_carried(
                (CtMedium)instances->model->networks.data[instances->network_row[n]].medium))
            continue;
        for (uint32_t i = instances->network_zones.start[n];
             i < instances->network_zones.start[n + 1]; i++)
            listed = listed || to[instances->network_zones.value[i]];
        if (listed && ct_naive_reach_sends_out(naive, network, sender, n))
            return true;
    }
    return false;
}

static bool
naive_allowed(const CtInstances *instances,
              CtNaiveReach *naive,
              const uint8_t *from,
              const uint8_t *to)
{
    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t i = instances->attached.start[a];
             from[instances->asset_zone[a]] && i < instances->attached.start[a + 1]; i++)
            if (naive_sends(instances, naive, instances->attached.value[i], a, to))
                return true;
    for (uint32_t n = 0; n < instances->n_networks; n++)
        for (uint32_t i = instances->network_zones.start[n];
             i < instances->network_zones.start[n + 1]; i++)
            if (from[instances->network_zones.value[i]] &&
                naive_sends(instances, naive, n, CT_NO_ID, to))
                return true;
    return false;
}

/* --- intended --- */

/* @selector names something on the side: an asset of it, or a zone of it, or one around that. */
static bool
names_some(const CtInstances *instances, CtId selector, const uint8_t *side_zones)
{
    const CtCsr *selected = &instances->selected;
    CtSpan terms = instances->model->selectors.data[selector].terms;

    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++)
        if (side_zones[instances->asset_zone[selected->value[i]]])
            return true;
    for (uint32_t t = 0; t < terms.length; t++)
        for (uint32_t z = 0; z < instances->n_zones; z++) {
            const CtTerm *term = &instances->model->terms.data[terms.start + t];

            if (side_zones[z] && term->kind == CT_TERM_ZONE &&
                around(instances, z, term->id) != CT_NO_ID)
                return true;
        }
    return false;
}

static bool
selects(const CtInstances *instances, CtId selector, uint32_t asset)
{
    const CtCsr *selected = &instances->selected;

    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++)
        if (selected->value[i] == asset)
            return true;
    return false;
}

/* @selector takes in zone row @row without the zones within: a term says so, or assets stand in it
 * and it takes in every one. */
static bool
takes_in(const CtInstances *instances, CtId selector, CtId row)
{
    const CtModel *model = instances->model;
    CtSpan terms = model->selectors.data[selector].terms;
    uint32_t n = 0;

    for (uint32_t t = 0; t < terms.length; t++)
        for (CtId up = row; up != CT_NO_ID; up = model->zones.data[up].parent)
            if (model->terms.data[terms.start + t].kind == CT_TERM_ZONE &&
                model->terms.data[terms.start + t].id == up)
                return true;
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        if (instances->zone_row[instances->asset_zone[a]] != row)
            continue;
        if (!selects(instances, selector, a))
            return false;
        n++;
    }
    return n > 0 && model->zones.data[row].outside != CT_TRI_TRUE; /* who else stands there? */
}

/* Some policy without a service or port says that nothing of the first row gets to the second. */
static bool
row_is_forbidden(const CtInstances *instances, CtId from, CtId to)
{
    const CtModel *model = instances->model;

    for (uint32_t p = 0; p < model->policies.length; p++) {
        const CtPolicy *policy = &model->policies.data[p];

        if (policy->never && policy->service == CT_NO_ID && !ct_span_is_stated(policy->ports) &&
            takes_in(instances, policy->from, from) && takes_in(instances, policy->to, to))
            return true;
    }
    return false;
}

/* Hosts may stand there: assets, or outside ones without a name. */
static bool
has_hosts(const CtInstances *instances, CtId row)
{
    for (uint32_t a = 0; a < instances->n_assets; a++)
        if (instances->zone_row[instances->asset_zone[a]] == row)
            return true;
    return instances->model->zones.data[row].outside == CT_TRI_TRUE;
}

/* Something of the cell is forbidden, and all of it between zones with hosts. */
static bool
naive_forbidden(const CtInstances *instances, const uint8_t *from, const uint8_t *to)
{
    bool some = false;

    for (uint32_t y = 0; y < instances->n_zones; y++)
        for (uint32_t z = 0; z < instances->n_zones; z++) {
            CtId a = instances->zone_row[y];
            CtId b = instances->zone_row[z];

            if (!from[y] || !to[z])
                continue;
            if (row_is_forbidden(instances, a, b))
                some = true;
            else if (has_hosts(instances, a) && has_hosts(instances, b))
                return false;
        }
    return some;
}

/* @itself: one instance of a zone towards others, where flows and what always must be do not
 * reach. */
static uint8_t
naive_intended(const CtInstances *instances, const uint8_t *from, const uint8_t *to, bool itself)
{
    const CtModel *model = instances->model;

    if (naive_forbidden(instances, from, to))
        return CT_ANSWER_NO;
    for (uint32_t f = 0; !itself && f < model->flows.length; f++)
        if (names_some(instances, model->flows.data[f].from, from) &&
            names_some(instances, model->flows.data[f].to, to))
            return CT_ANSWER_YES;
    for (uint32_t p = 0; !itself && p < model->policies.length; p++)
        if (!model->policies.data[p].never &&
            names_some(instances, model->policies.data[p].from, from) &&
            names_some(instances, model->policies.data[p].to, to))
            return CT_ANSWER_YES;
    return model->flows.length > 0 ? CT_ANSWER_NO : CT_ANSWER_UNKNOWN;
}

/* --- attackable --- */

typedef struct Attacks {
    CtLibrary *rules;
    CtAttackerTraits traits;
} Attacks;

static bool
naive_attackable(const Attacks *attacks,
                 const CtInstances *instances,
                 const uint8_t *from,
                 const uint8_t *to)
{
    g_autoptr(CtGuard) guard = ct_guard_new(attacks->rules, instances, &attacks->traits);
    g_autoptr(NaiveAttack) attack =
        naive_attack_new(instances, attacks->rules, guard, &attacks->traits);
    static const uint8_t kinds[] = {CT_FACT_EXEC, CT_FACT_CONTROLS, CT_FACT_HALTED};

    for (uint32_t a = 0; a < instances->n_assets; a++)
        if (from[instances->asset_zone[a]])
            naive_attack_enter(attack,
                               (CtFact){.kind = CT_FACT_EXEC, .level = CT_LEVEL_USER, .entity = a});
    for (uint32_t n = 0; n < instances->n_networks; n++)
        for (uint32_t i = instances->network_zones.start[n];
             i < instances->network_zones.start[n + 1]; i++)
            if (from[instances->network_zones.value[i]])
                naive_attack_enter(attack, (CtFact){.kind = CT_FACT_LOCATED, .entity = n});
    naive_attack_solve(attack);
    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (size_t k = 0; to[instances->asset_zone[a]] && k < G_N_ELEMENTS(kinds); k++)
            if (naive_attack_has(attack,
                                 (CtFact){.kind = kinds[k],
                                          .level = kinds[k] == CT_FACT_EXEC ? CT_LEVEL_USER
                                                                            : CT_LEVEL_UNSTATED,
                                          .entity = a}))
                return true;
    for (uint32_t s = 0; s < instances->n_services; s++)
        if (to[instances->asset_zone[ct_instances_service_asset(instances, s)]] &&
            naive_attack_has(
                attack, (CtFact){.kind = CT_FACT_SESSION, .level = CT_LEVEL_USER, .entity = s}))
            return true;
    return false;
}

/* --- all cells of a model --- */

typedef struct Tally {
    uint32_t cells, allowed, attackable, intended, forbidden, wanted, itself;
} Tally;

typedef struct Case {
    const Attacks *attacks;
    bool attacked;
    Tally *tally;
    char *why; /* the first cell that differs */
} Case;

/* One instance of a zone against the others: each instance is tried. */
static void
judge_itself(const Case *test,
             const CtInstances *instances,
             CtNaiveReach *naive,
             CtId zone,
             CtZoneCell *ret_cell)
{
    bool allowed = false;
    bool attackable = false;
    uint8_t intended = CT_ANSWER_UNKNOWN;

    for (uint32_t one = instances->zone_first[zone]; one < instances->zone_first[zone + 1]; one++) {
        g_autofree uint8_t *from = g_new0(uint8_t, instances->n_zones + 1);
        g_autofree uint8_t *to = g_new0(uint8_t, instances->n_zones + 1);

        for (uint32_t i = 0; i < instances->n_zones; i++) {
            uint32_t in = around(instances, i, zone);

            from[i] = in == one;
            to[i] = in != CT_NO_ID && in != one;
        }
        intended = naive_intended(instances, from, to, true);
        allowed = allowed || naive_allowed(instances, naive, from, to);
        attackable =
            attackable || (test->attacked && naive_attackable(test->attacks, instances, from, to));
    }
    *ret_cell = (CtZoneCell){
        .intended = intended,
        .allowed = allowed ? CT_ANSWER_YES : CT_ANSWER_NO,
        .attackable = attackable ? CT_ANSWER_YES : CT_ANSWER_NO,
    };
}

static CtZoneCell
judge(const Case *test, const CtInstances *instances, CtNaiveReach *naive, CtId a, CtId b)
{
    CtZoneCell cell = {CT_NO_ANSWER, CT_NO_ANSWER, CT_NO_ANSWER};
    g_autofree uint8_t *from = g_new0(uint8_t, instances->n_zones + 1);
    g_autofree uint8_t *to = g_new0(uint8_t, instances->n_zones + 1);

    if (a == b) {
        if (instances->zone_first[a + 1] - instances->zone_first[a] > 1)
            judge_itself(test, instances, naive, a, &cell);
        return cell;
    }
    if (!side(instances, a, b, from) || !side(instances, b, a, to))
        return cell;
    cell.intended = naive_intended(instances, from, to, false);
    test->tally->forbidden += naive_forbidden(instances, from, to);
    test->tally->wanted += instances->model->flows.length == 0 && cell.intended == CT_ANSWER_YES;
    cell.allowed = naive_allowed(instances, naive, from, to) ? CT_ANSWER_YES : CT_ANSWER_NO;
    cell.attackable = test->attacked && naive_attackable(test->attacks, instances, from, to)
                          ? CT_ANSWER_YES
                          : CT_ANSWER_NO;
    return cell;
}

static void
tell(
    Case *test, const CtModel *model, CtId a, CtId b, const CtZoneCell *got, const CtZoneCell *want)
{
    if (test->why == NULL)
        test->why =
            g_strdup_printf("%s -> %s: intended %u allowed %u attackable %u, want %u %u %u",
                            ct_model_id(model, CT_SECTION_ZONES, a),
                            ct_model_id(model, CT_SECTION_ZONES, b), got->intended, got->allowed,
                            got->attackable, want->intended, want->allowed, want->attackable);
}

static void
count(Tally *tally, const CtZoneCell *cell, bool itself)
{
    tally->cells++;
    tally->allowed += cell->allowed == CT_ANSWER_YES;
    tally->attackable += cell->attackable == CT_ANSWER_YES;
    tally->intended += cell->intended == CT_ANSWER_YES;
    tally->itself += itself;
}

static bool
differs(const char *text, void *data)
{
    Case *test = data;
    g_autofree char *why = NULL;
    g_auto(CtLoaded) loaded = {0};
    GError *error = NULL;

    g_clear_pointer(&test->why, g_free);
    if (!ct_loaded_init(&loaded, text, &why))
        return false;
    g_autoptr(CtGuard) guard =
        ct_guard_new(test->attacks->rules, loaded.instances, &test->attacks->traits);
    g_autoptr(CtGraph) graph =
        ct_ground(test->attacks->rules, guard, loaded.reach, &test->attacks->traits,
                  &ct_limits_default, NULL, 0, &error);
    CHECK_OK(graph != NULL, error);
    g_autoptr(CtFolds) folds = ct_folds_new(loaded.instances, NULL, 0);
    g_autoptr(CtReachZones) reach = ct_reach_zones_new(loaded.instances, NULL, &error);
    CHECK_OK(reach != NULL, error);
    g_autoptr(CtZoneMatrix) matrix = ct_zone_matrix_new(loaded.instances, folds, reach, graph);
    g_autofree uint8_t *commanded = g_new0(uint8_t, loaded.instances->n_assets + 1);
    g_autoptr(CtNaiveReach) naive = ct_naive_reach_new(loaded.instances, commanded);

    for (CtId a = 0; a < matrix->n; a++)
        for (CtId b = 0; b < matrix->n; b++) {
            CtZoneCell got = *ct_zone_cell(matrix, a, b);
            CtZoneCell want = judge(test, loaded.instances, naive, a, b);

            if (!test->attacked && want.attackable != CT_NO_ANSWER)
                want.attackable = got.attackable;
            if (want.allowed != CT_NO_ANSWER)
                count(test->tally, &want, a == b);
            if (got.intended != want.intended || got.allowed != want.allowed ||
                got.attackable != want.attackable)
                tell(test, loaded.model, a, b, &got, &want);
        }
    return test->why != NULL;
}

/* --- policies --- */

static void
put_selector(GString *text, const CtModel *model, uint64_t *state)
{
    if (ct_random_below(state, 3) > 0) {
        g_string_append_printf(text, "{ zone: %s }",
                               ct_model_id(model, CT_SECTION_ZONES,
                                           ct_random_below(state, model->zones.length)));
        return;
    }
    /* All assets of one zone, or all but the first. */
    CtId zone = ct_random_below(state, model->zones.length);
    bool skip = ct_random_below(state, 3) == 0;
    uint32_t n = 0;

    g_string_append_c(text, '[');
    for (uint32_t a = 0; a < model->assets.length; a++) {
        if (model->assets.data[a].zone != zone)
            continue;
        if (skip)
            skip = false;
        else
            g_string_append_printf(text, "%s%s", n++ > 0 ? ", " : "",
                                   ct_model_id(model, CT_SECTION_ASSETS, a));
    }
    if (n == 0)
        g_string_append(text, ct_model_id(model, CT_SECTION_ASSETS,
                                          ct_random_below(state, model->assets.length)));
    g_string_append_c(text, ']');
}

/* @text with policies between its zones and assets, and in every other one an outside zone;
 * unchanged where it does not load. */
static char *
with_policies(const char *text, uint64_t seed)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    g_autoptr(GString) more = g_string_new(text);
    uint64_t state = seed;
    uint32_t n = ct_random_below(&state, 5);

    if (ct_random_below(&state, 2) == 0) {
        g_autofree char *note = g_strdup_printf("note: zone %u\n", ct_random_below(&state, 4));

        g_string_replace(more, note, "outside: true\n", 0);
    }

    if (!ct_loaded_init(&loaded, text, &why) || loaded.model->assets.length == 0 || n == 0)
        return g_strdup(text);
    g_string_append(more, "policies:\n");
    for (uint32_t p = 0; p < n; p++) {
        g_string_append_printf(more, "  policy-%u: { %s: { from: ", p,
                               ct_random_below(&state, 3) > 0 ? "never" : "always");
        put_selector(more, loaded.model, &state);
        g_string_append(more, ", to: ");
        put_selector(more, loaded.model, &state);
        g_string_append(more, ct_random_below(&state, 4) == 0 ? ", port: tcp/22 } }\n" : " } }\n");
    }
    return g_string_free(g_steal_pointer(&more), FALSE);
}

static void
test_cells_are_as_counted_by_hand(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    GError *error = NULL;
    Attacks attacks = {.traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1}};
    Tally tally = {0};
    Case test = {.attacks = &attacks, .tally = &tally};

    attacks.rules = ct_library_new(&ct_limits_default, &error);
    CHECK_OK(attacks.rules != NULL && ct_library_load_builtin(attacks.rules, diag, &error), error);
    for (uint64_t seed = 0; seed < N_MODELS; seed++) {
        bool supply = seed % 2 == 0;
        g_autofree char *plain =
            ct_generate_model(seed + 9000, supply ? &ct_generator_all : &ct_generator_reach);
        g_autofree char *text = with_policies(plain, seed);

        test.attacked = seed < N_ATTACKED;
        if (!differs(text, &test))
            continue;
        g_autofree char *small = ct_shrink(text, differs, &test);

        differs(small, &test);
        CHECK_MSG(false, "seed %u: %s\n%s", (unsigned)seed, test.why, small);
        break;
    }
    g_clear_pointer(&test.why, g_free);
    CHECK_MSG(tally.cells > 1000 && tally.allowed > 200 && tally.attackable > 50 &&
                  tally.intended > 20 && tally.forbidden > 100 && tally.wanted > 20 &&
                  tally.itself > 20,
              "cells %u, allowed %u, attackable %u, intended %u, forbidden %u, wanted by policies "
              "alone %u, itself %u",
              tally.cells, tally.allowed, tally.attackable, tally.intended, tally.forbidden,
              tally.wanted, tally.itself);
    ct_library_free(attacks.rules);
}

CU_TestInfo test_zones_tests[] = {
    {"cells are as counted by hand", test_cells_are_as_counted_by_hand},
    CU_TEST_INFO_NULL,
};
