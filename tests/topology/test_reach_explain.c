/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why packets arrive, and every reason why they do not. */
#include "tests/support/check.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"

#include "topology/reach_explain.h"

static const char text[] =
    "cybertwin: 1\n"                                                                     /* 1 */
    "products: { p: { services: { s: { port: tcp/22, auth: key } } },\n"                 /* 2 */
    "            q: { services: { s: { port: tcp/22, auth: key } },\n"                   /* 3 */
    "                 firewall: { deny: [ { port: tcp/22, from: { zone: a } } ] } } }\n" /* 4 */
    "networks: { iso: { isolated: true }, radio: { medium: zigbee } }\n"                 /* 5 */
    "zones: { a: {}, b: {}, c: {}, d: {}, i: { networks: [iso] }, r: { networks: [radio] } }\n"
    "conduits:\n"
    "  ab: { from: a, to: b, allow: [ { port: tcp/80 }, { port: tcp/22, to: [b1] } ] }\n" /* 8 */
    "  bc: { from: b, to: c, allow: [ { port: tcp/22 } ], controls: { mfa: otp } }\n"
    "  ad: { from: a, to: d, allow: [ {} ], deny: [ { from: [a2] } ] }\n" /* 10 */
    "  ar: { from: a, to: r, allow: [ {} ] }\n"
    "  ca: { from: c, to: a, allow: [ { from: [c2], port: tcp/22 } ] }\n"
    "  cd: { from: c, to: d }\n"
    "assets:\n"
    "  a1: { product: p, zone: a }\n"
    "  a2: { product: p, zone: a }\n"
    "  b1: { product: p, zone: b }\n"
    "  b2: { product: p, zone: b }\n"
    "  c1: { product: p, zone: c }\n"
    "  c2: { product: p, zone: c }\n"
    "  d1: { product: q, zone: d }\n"
    "  d2: { product: p, zone: d }\n"
    "  i1: { product: p, zone: i }\n"
    "  i2: { product: p, zone: i }\n"
    "  r1: { product: p, zone: r }\n";

/* The only verdict of @from to @to; the caller frees @ret. */
static const CtReachVerdict *
explain(const CtLoaded *loaded, const char *from, const char *to, CtReachExplanation **ret)
{
    GError *error = NULL;

    *ret = ct_reach_explain(loaded->reach, from, to, NULL, &error);
    CHECK_OK(*ret != NULL, error);
    CHECK_INT((*ret)->verdicts->len, 1);
    return (*ret)->verdicts->pdata[0];
}

typedef struct Case {
    const char *from, *to;
    CtReachAnswer answer;
    CtReachObstacle obstacle; /* some try has it, where the answer is no */
    const char *rule;         /* that try's, or the last door's */
    uint32_t line;            /* likewise */
} Case;

static const Case cases[] = {
    {"a1", "a2", CT_REACH_YES, 0, NULL, 6},
    {"a1", "b1", CT_REACH_YES, 0, "allow[1]", 8},
    {"located:a", "b1.s", CT_REACH_YES, 0, "allow[1]", 8},
    {"a", "b1.s", CT_REACH_YES, 0, "allow[1]", 8},
    {"a1", "b2", CT_REACH_NO, CT_REACH_OBSTACLE_PORT, "allow[0]", 8},
    {"a1", "b2", CT_REACH_NO, CT_REACH_OBSTACLE_TO, "allow[1]", 8},
    {"b1", "c1", CT_REACH_GATED, CT_REACH_OBSTACLE_GATED, NULL, 9},
    {"c2", "d2", CT_REACH_NO, CT_REACH_OBSTACLE_NOT_TRANSIT, NULL, 10},
    {"a1", "d2", CT_REACH_YES, 0, "allow[0]", 10},
    {"a2", "d2", CT_REACH_NO, CT_REACH_OBSTACLE_DENIED, "deny[0]", 10},
    {"a1", "d1", CT_REACH_NO, CT_REACH_OBSTACLE_FIREWALL, "deny[0]", 4},
    {"c2", "a1", CT_REACH_YES, 0, "allow[0]", 12},
    {"c1", "a1", CT_REACH_NO, CT_REACH_OBSTACLE_FROM, "allow[0]", 12},
    {"c1", "d2", CT_REACH_NO, CT_REACH_OBSTACLE_NOTHING, NULL, 13},
    {"d1", "a1", CT_REACH_NO, CT_REACH_OBSTACLE_NO_CONDUIT, NULL, 15},
    {"i1", "i2", CT_REACH_NO, CT_REACH_OBSTACLE_ISOLATED, NULL, 5},
    {"a1", "r1", CT_REACH_NO, CT_REACH_OBSTACLE_NO_CONDUIT, NULL, 25},
    {"r1", "r1", CT_REACH_NO, CT_REACH_OBSTACLE_MEDIUM, NULL, 5},
};

static bool
has_try(const CtReachVerdict *verdict, const Case *row)
{
    for (guint i = 0; i < verdict->tries->len; i++) {
        const CtReachTry *try = verdict->tries->pdata[i];

        if (try->obstacle == row->obstacle && g_strcmp0(try->rule, row->rule) == 0 &&
            try->pos.line == row->line)
            return true;
    }
    return false;
}

static char *
tries_text(const CtReachVerdict *verdict)
{
    GString *all = g_string_new(NULL);

    for (guint i = 0; i < verdict->tries->len; i++) {
        const CtReachTry *try = verdict->tries->pdata[i];

        g_string_append_printf(all, "\n  %d %s.%s:%u %s", try->obstacle,
                               try->conduit != NULL ? try->conduit : "-",
                               try->rule != NULL ? try->rule : "-", try->pos.line, try->reason);
    }
    return g_string_free(all, FALSE);
}

static void
test_every_answer_and_obstacle(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded = ct_loaded_init(&loaded, text, &why);

    CHECK_MSG(is_loaded, "%s", why != NULL ? why : "");
    for (size_t i = 0; is_loaded && i < G_N_ELEMENTS(cases); i++) {
        const Case *row = &cases[i];
        g_autoptr(CtReachExplanation) explanation = NULL;
        const CtReachVerdict *verdict = explain(&loaded, row->from, row->to, &explanation);
        g_autofree char *tries = tries_text(verdict);

        CHECK_MSG(verdict->answer == row->answer, "%s to %s: answer %d%s", row->from, row->to,
                  verdict->answer, tries);
        CHECK_INT(verdict->tries->len == 0, row->answer == CT_REACH_YES);
        CHECK_INT(verdict->doors->len == 0, row->answer == CT_REACH_NO);
        if (row->answer != CT_REACH_YES) {
            CHECK_MSG(has_try(verdict, row), "%s to %s%s", row->from, row->to, tries);
        } else if (verdict->doors->len > 0) {
            const CtReachDoor *door = verdict->doors->pdata[verdict->doors->len - 1];

            CHECK_MSG(g_strcmp0(door->rule, row->rule) == 0 && door->pos.line == row->line,
                      "%s to %s: by %s at %u", row->from, row->to, door->rule, door->pos.line);
        }
    }
}

static void
test_unknown_names(void)
{
    static const char *const ends[][3] = {{"nobody", "a1", NULL},
                                          {"located:nowhere", "a1", NULL},
                                          {"a1", "nobody", NULL},
                                          {"a1", "a2.none", NULL},
                                          {"a1", "a2", "none"}};
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded = ct_loaded_init(&loaded, text, &why);

    CU_ASSERT(is_loaded);
    for (size_t i = 0; is_loaded && i < G_N_ELEMENTS(ends); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(CtReachExplanation) explanation =
            ct_reach_explain(loaded.reach, ends[i][0], ends[i][1], ends[i][2], &error);

        CHECK_MSG(explanation == NULL && error != NULL, "%s to %s", ends[i][0], ends[i][1]);
    }
}

/* Whether the walk agrees: where it gets to the receiver it does not say that nothing leads there.
 */
static void
test_models_are_explained(void)
{
    for (uint64_t seed = 1; seed <= 150; seed++) {
        g_autofree char *model = ct_generate_model(seed, &ct_generator_reach);
        g_auto(CtLoaded) loaded = {0};
        g_autofree char *why = NULL;

        if (!ct_loaded_init(&loaded, model, &why)) {
            CHECK_MSG(false, "%s", why);
            return;
        }
        for (uint32_t a = 0; a < loaded.instances->n_assets; a++) {
            g_autofree char *from = ct_instances_asset_text(loaded.instances, a);
            g_autofree char *to =
                ct_instances_asset_text(loaded.instances, (a * 7 + 3) % loaded.instances->n_assets);
            g_autoptr(CtReachExplanation) explanation =
                ct_reach_explain(loaded.reach, from, to, NULL, NULL);

            for (guint i = 0; i < explanation->verdicts->len; i++) {
                const CtReachVerdict *verdict = explanation->verdicts->pdata[i];
                bool yes = ct_loaded_reaches(&loaded, from, verdict->service);

                CHECK_MSG(yes == (verdict->answer != CT_REACH_NO), "seed %u: %s to %s: answer %d",
                          (unsigned)seed, from, verdict->service, verdict->answer);
                CHECK_MSG((verdict->answer == CT_REACH_YES) == (verdict->tries->len == 0),
                          "seed %u: %s to %s", (unsigned)seed, from, verdict->service);
                CHECK_MSG(yes == (verdict->doors->len > 0), "seed %u: %s to %s", (unsigned)seed,
                          from, verdict->service);
            }
        }
    }
}

CU_TestInfo test_reach_explain_tests[] = {
    {"every answer and obstacle", test_every_answer_and_obstacle},
    {"unknown names", test_unknown_names},
    {"models are explained", test_models_are_explained},
    CU_TEST_INFO_NULL,
};
