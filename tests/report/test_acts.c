/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to do first, held against a plain reading of the rule over made-up findings. */
#include "tests/support/check.h"

#include "report/acts.h"

enum { MOST_GOALS = 6, N_ELEMENTS = 8, ROUNDS = 500 };

static const char *const kinds[] = {"measure", "vulnerability", "credential", "asset",
                                    "rule",    "supplier",      "technique"};

/* Findings of random choke points; the ids say kind and number. */
typedef struct World {
    CtElementFinding elements[N_ELEMENTS];
    char ids[N_ELEMENTS][16];
    CtElementFinding chokes[MOST_GOALS][N_ELEMENTS];
    bool closes[N_ELEMENTS][MOST_GOALS];
    char goals[MOST_GOALS][8];
    CtWeakFinding weak[MOST_GOALS];
    CtDossier dossier;
} World;

static void
make_world(World *world, GRand *random, int n_goals)
{
    *world = (World){0};
    for (int e = 0; e < N_ELEMENTS; e++) {
        g_snprintf(world->ids[e], sizeof world->ids[e], "e%d", e);
        world->elements[e] =
            (CtElementFinding){.kind = kinds[g_rand_int_range(random, 0, G_N_ELEMENTS(kinds))],
                               .id = world->ids[e]};
    }
    for (int g = 0; g < n_goals; g++) {
        CtWeakFinding *weak = &world->weak[g];

        g_snprintf(world->goals[g], sizeof world->goals[g], "g%d", g);
        *weak = (CtWeakFinding){.attacker = "a",
                                .goal = world->goals[g],
                                .reachable = CT_ANSWER_YES,
                                .chokes = world->chokes[g],
                                .chokes_complete = true};
        for (int e = 0; e < N_ELEMENTS; e++)
            if (g_rand_int_range(random, 0, 3) == 0) {
                world->closes[e][g] = true;
                world->chokes[g][weak->n_chokes++] = world->elements[e];
            }
    }
    world->dossier.exposure =
        (CtExposure){.is_there = true, .weak = world->weak, .n_weak = (uint32_t)n_goals};
}

static int
count_closed(const World *world, int element, int n_goals)
{
    int n = 0;

    for (int g = 0; g < n_goals; g++)
        n += world->closes[element][g];
    return n;
}

static bool
is_technique(const World *world, int element)
{
    return strcmp(world->elements[element].kind, "technique") == 0;
}

static void
test_the_first_act_closes_most(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);

    for (int round = 0; round < ROUNDS; round++) {
        World world;
        int n_goals = g_rand_int_range(random, 1, MOST_GOALS + 1), most = 0;

        make_world(&world, random, n_goals);
        for (int e = 0; e < N_ELEMENTS; e++)
            if (!is_technique(&world, e))
                most = MAX(most, count_closed(&world, e, n_goals));
        const CtReportData data = {.dossier = &world.dossier};
        g_autoptr(GPtrArray) acts = ct_acts_new(&data, 3);

        CHECK_MSG((acts->len == 0) == (most == 0), "round %d: %u acts, %d closed", round, acts->len,
                  most);
        if (acts->len == 0)
            continue;
        const CtAct *act = g_ptr_array_index(acts, 0);
        g_autofree char *says =
            n_goals == 1 ? g_strdup("puts the goal out of reach: ")
                         : g_strdup_printf("puts %d of %d goals out of reach: ", most, n_goals);

        CHECK_MSG(strstr(act->why, says) != NULL, "round %d: \"%s\" says not \"%s\"", round,
                  act->why, says);
    }
}

static void
test_every_goal_that_can_be_closed_is(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(11);

    for (int round = 0; round < ROUNDS; round++) {
        World world;
        int n_goals = g_rand_int_range(random, 1, MOST_GOALS + 1);

        make_world(&world, random, n_goals);
        const CtReportData data = {.dossier = &world.dossier};
        g_autoptr(GPtrArray) acts = ct_acts_new(&data, 100);

        for (int g = 0; g < n_goals; g++) {
            bool can = false, is = false;

            for (int e = 0; e < N_ELEMENTS; e++) {
                g_autofree char *tail = g_strdup_printf(" %s", world.ids[e]);

                if (!world.closes[e][g] || is_technique(&world, e))
                    continue;
                can = true;
                for (guint a = 0; a < acts->len; a++)
                    is = is || g_str_has_suffix(((CtAct *)acts->pdata[a])->title, tail);
            }
            CHECK_MSG(can == is, "round %d: goal %d can be closed: %d, is: %d", round, g, can, is);
        }
        for (guint a = 0; a < acts->len; a++) /* no act twice */
            for (guint b = 0; b < a; b++)
                CU_ASSERT_STRING_NOT_EQUAL(((CtAct *)acts->pdata[a])->title,
                                           ((CtAct *)acts->pdata[b])->title);
    }
}

CU_TestInfo test_acts_tests[] = {
    {"the first act closes most goals", test_the_first_act_closes_most},
    {"every goal that one thing can close is closed by an act",
     test_every_goal_that_can_be_closed_is},
    CU_TEST_INFO_NULL,
};
