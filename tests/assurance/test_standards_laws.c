/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must hold whatever the catalogs say: one requirement lowered in one zone lowers that
 * foundational requirement of that zone and nothing else; names and the order of the file do not
 * matter; a design judged twice is judged alike.
 */
#include "tests/support/check.h"

#include "report/validate.h"
#include "tests/assurance/bench_design.h"

#include <string.h>

static CtDiag *diag;
static CtChecks *checks;
static CtCatalogs *catalogs;

static void
load_all(void)
{
    GError *error = NULL;

    if (catalogs != NULL)
        return;
    diag = ct_diag_new();
    checks = ct_checks_new(&ct_limits_default, &error);
    CHECK_OK(checks != NULL, error);
    catalogs = ct_catalogs_new(&ct_limits_default);
    CU_ASSERT_FATAL(ct_checks_load_builtin(checks, diag) &&
                    ct_catalogs_load_builtin(catalogs, diag) &&
                    ct_catalogs_bind(catalogs, checks, diag));
}

/* Two zones alike, each with a controller and a server that meet all that a design can show. */
static const char sound[] =
    "cybertwin: 1\n"
    "suppliers: { maker: { tier: 1 } }\n"
    "products:\n"
    "  ctl: { kind: plc, supplier: maker, version: \"1\", services: { cmd: { port: tcp/9000, auth: "
    "certificate, gives: control, encrypted: true, rate_limit: true, session_binding: true } },\n"
    "         security: { secure_boot: true, removable_media: blocked } }\n"
    "  srv: { kind: server, supplier: maker, version: \"1\", services: { ssh: { port: tcp/22, "
    "auth: "
    "key, gives: shell, encrypted: true, rate_limit: true, session_binding: true } },\n"
    "         security: { secure_boot: true, application_allowlist: true, macros: blocked } }\n"
    "networks: { internet: { medium: internet } }\n"
    "zones:\n"
    "  out: { outside: true, networks: [internet] }\n"
    "  east: { sl_t: 2 }\n"
    "  west: { sl_t: 2 }\n"
    "assets:\n"
    "  ctl-e: { product: ctl, zone: east, sensor: 0.5 }\n"
    "  srv-e: { product: srv, zone: east, sensor: 0.5 }\n"
    "  ctl-w: { product: ctl, zone: west, sensor: 0.5 }\n"
    "  srv-w: { product: srv, zone: west, sensor: 0.5 }\n"
    "flows:\n"
    "  fe: { from: srv-e, to: ctl-e, service: cmd }\n"
    "  fw: { from: srv-w, to: ctl-w, service: cmd }\n";

typedef struct Lowered {
    const char *patch, *beside, *zone, *area;
} Lowered;

static const Lowered lowered[] = {
    {"assets.srv-w.services={ssh: {auth: none}}", NULL, "west", "IAC"},
    {"credentials.k={kind: password, strength: default, opens: [srv-e.ssh]}", NULL, "east", "IAC"},
    {"assets.srv-e.security={macros: allowed}", NULL, "east", "UC"},
    {"assets.srv-w.security={application_allowlist: false}", NULL, "west", "SI"},
    {"assets.ctl-w.security={secure_boot: false}", NULL, "west", "SI"},
    {"data.d={at: [srv-e], encrypted: false}", "requirements.r={data: d, must: confidential}",
     "east", "DC"},
    {"conduits.c={from: east, to: west, allow: [{port: any}], enforced_by: srv-w, controls: "
     "{sensor: 0.5, inspection: proxy}}",
     NULL, "west", "RDF"},
    {"assets.ctl-w.sensor=0", "assets.srv-w.sensor=0", "west", "TRE"},
    {"assets.ctl-w.services={cmd: {rate_limit: false}}", NULL, "west", "RA"},
    {"assets.ctl-w.sensor=0", NULL, "west", "none: the other sensor sees it"},
};

static const CtStandardResult *
judge(CtJudged *judged, const char *text, const char *const *patches)
{
    static const char *const standards[] = {"iec62443-3-3", NULL};
    g_autofree char *why = NULL;
    bool ok =
        ct_judged_init(judged, text, catalogs, checks,
                       &(CtJudgeWith){.patches = patches, .solved = true, .standards = standards},
                       &why);

    CHECK_MSG(ok, "%s", why);
    CU_ASSERT_FATAL(ok);
    return &judged->assurance->standards[0];
}

static void
test_one_requirement_lowered(void)
{
    g_auto(CtJudged) before = {0};

    load_all();
    const CtStandardResult *all = judge(&before, sound, NULL);

    CHECK_INT(all->counts[CT_RULING_FAIL], 0);
    for (size_t i = 0; i < G_N_ELEMENTS(lowered); i++) {
        const char *const patches[] = {lowered[i].patch, lowered[i].beside, NULL};
        g_auto(CtJudged) judged = {0};
        const CtStandardResult *result = judge(&judged, sound, patches);

        for (uint32_t z = 0; z < result->n_levels; z++)
            for (int a = 0; a < CT_N_AREAS; a++) {
                const CtZoneLevels *levels = &result->levels[z];
                bool hit = strcmp(levels->zone, lowered[i].zone) == 0 &&
                           strcmp(ct_area_text(a), lowered[i].area) == 0;

                CHECK_MSG((levels->achieved[a] < levels->target[a]) == hit,
                          "%s: %s of %s is %d of %d (%s)", lowered[i].patch, ct_area_text(a),
                          levels->zone, levels->achieved[a], levels->target[a],
                          levels->stopper[a] != NULL ? levels->stopper[a] : "nothing stops it");
            }
    }
}

/* The zone claims to withstand level 3 and a beginner walks in. */
static void
test_a_level_that_an_attack_defeats(void)
{
    static const char *const standards[] = {"iec62443-3-2:ZCR 5.9", NULL};
    static const char *const patches[] = {
        "zones.east.sl_t=3", "assets.srv-e.services={ssh: {auth: none}}",
        "conduits.c={from: out, to: east, allow: [{port: tcp/22}]}", NULL};
    g_auto(CtJudged) judged = {0};
    g_autofree char *why = NULL;

    load_all();
    CU_ASSERT_FATAL(
        ct_judged_init(&judged, sound, catalogs, checks,
                       &(CtJudgeWith){.patches = patches, .solved = true, .standards = standards},
                       &why));
    const CtRequirementResult *row = ct_judged_row(&judged, "iec62443-3-2", "ZCR 5.9");

    CU_ASSERT_FATAL(row != NULL && row->n_evidence > 0);
    CHECK_INT(row->ruling, CT_RULING_FAIL);
    CHECK_STR(row->evidence[0].id, "east");
    CU_ASSERT(strstr(row->reason, "SL-T 3 is claimed") != NULL);
    CU_ASSERT_FATAL(row->evidence[0].path != NULL);
    CU_ASSERT(row->evidence[0].path->n_steps > 0);
    CHECK_INT(judged.assurance->n_actions, 1);
}

static char *
verdicts(const CtAssurance *assurance)
{
    GString *text = g_string_new(NULL);

    for (uint32_t s = 0; s < assurance->n_standards; s++)
        for (uint32_t i = 0; i < assurance->standards[s].n_requirements; i++) {
            const CtRequirementResult *row = &assurance->standards[s].requirements[i];

            g_string_append_printf(text, "%s %s %s %" G_GUINT64_FORMAT "\n",
                                   assurance->standards[s].id, row->id,
                                   ct_ruling_text((CtRuling)row->ruling),
                                   row->looked[CT_RULING_FAIL]);
        }
    return g_string_free(text, FALSE);
}

/* The order of the lines of a section's entities, turned round. */
static char *
reordered(void)
{
    static const char *const swaps[][2] = {{"ctl-e: {", "srv-w: {"}};
    g_auto(GStrv) lines = g_strsplit(sound, "\n", -1);
    guint first = 0, second = 0;

    for (guint i = 0; lines[i] != NULL; i++) {
        if (strstr(lines[i], swaps[0][0]) != NULL)
            first = i;
        if (strstr(lines[i], swaps[0][1]) != NULL)
            second = i;
    }
    char *line = lines[first];
    lines[first] = lines[second];
    lines[second] = line;
    return g_strjoinv("\n", lines);
}

static char *
renamed(const char *from, const char *to)
{
    g_auto(GStrv) parts = g_strsplit(sound, from, -1);

    return g_strjoinv(to, parts);
}

static void
test_names_and_order(void)
{
    static const char *const patches[] = {"products.srv.services.ssh.auth=none",
                                          "products.ctl.security.secure_boot=false", NULL};
    g_autofree char *texts[] = {g_strdup(sound), reordered(), renamed("ctl", "zeta"),
                                renamed("west", "alpha")};
    g_autofree char *want = NULL;

    load_all();
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_auto(CtJudged) judged = {0};
        g_autofree char *why = NULL;
        const char *own[] = {patches[0],
                             i == 2 ? "products.zeta.security.secure_boot=false" : patches[1],
                             NULL};

        CU_ASSERT_FATAL(ct_judged_init(&judged, texts[i], catalogs, checks,
                                       &(CtJudgeWith){.patches = own, .solved = true}, &why));
        g_autofree char *got = verdicts(judged.assurance);
        if (want == NULL)
            want = g_strdup(got);
        CHECK_STR(got, want);
    }
    for (size_t i = 1; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}

static void
test_judged_twice(void)
{
    g_autofree char *first = NULL;

    load_all();
    for (int i = 0; i < 2; i++) {
        g_auto(CtJudged) judged = {0};
        g_autofree char *why = NULL;
        g_autoptr(CtOut) out = ct_out_new_string();

        CU_ASSERT_FATAL(
            ct_judged_init(&judged, sound, catalogs, checks, &(CtJudgeWith){.solved = true}, &why));
        ct_report_validate_json(out, judged.assurance);
        if (first == NULL)
            first = g_strdup(ct_out_text(out));
        CHECK_STR(ct_out_text(out), first);
    }
}

/* What is split into alike assets counts as many. */
static void
test_counts(void)
{
    static const char *const standards[] = {"eu-cra-annex-i:I.2.d", NULL};
    static const char *const patches[] = {"products.srv.services.ssh.auth=none",
                                          "assets.srv-e.count=500", NULL};
    g_auto(CtJudged) judged = {0};
    g_autofree char *why = NULL;

    load_all();
    CU_ASSERT_FATAL(
        ct_judged_init(&judged, sound, catalogs, checks,
                       &(CtJudgeWith){.patches = patches, .solved = true, .standards = standards},
                       &why));
    const CtRequirementResult *row = ct_judged_row(&judged, "eu-cra-annex-i", "I.2.d");

    CU_ASSERT_FATAL(row != NULL);
    CHECK_INT(row->looked[CT_RULING_FAIL], 501);
}

static void
free_all(void)
{
    ct_catalogs_free(catalogs);
    ct_checks_free(checks);
    ct_diag_free(diag);
    catalogs = NULL;
}

CU_TestInfo test_standards_laws_tests[] = {
    {"one requirement lowered lowers one foundational requirement", test_one_requirement_lowered},
    {"a level that an attack defeats", test_a_level_that_an_attack_defeats},
    {"names and order do not matter", test_names_and_order},
    {"judged twice, judged alike", test_judged_twice},
    {"alike assets count", test_counts},
    {"and all is freed", free_all},
    CU_TEST_INFO_NULL,
};
