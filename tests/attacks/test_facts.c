/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one text form of facts, both ways, and what is said of texts that are none. */
#include "tests/support/check.h"

#include "attacks/facts.h"
#include "tests/support/model_text.h"

static const char yaml[] = "products: { cam: { kind: camera, services: { web: { port: tcp/80 } },\n"
                           "    components: { lib: { purl: 'pkg:generic/lib@1' } } } }\n"
                           "networks: { lan: {} }\n"
                           "zones: { home: { networks: [lan] }, flat: { count: 2 } }\n"
                           "sites: { hall: {} }\n"
                           "assets:\n"
                           "  cam: { product: cam, zone: home, count: 3 }\n"
                           "  bulb: { product: cam, zone: flat, count: 2 }\n"
                           "credentials: { pw: {} }\n";

static void
test_texts_read_back_as_the_same_fact(void)
{
    static const char *const texts[] = {
        "located:lan",       "reach:cam[2].web",     "session:cam[0].web:user",
        "exec:cam[1]:admin", "exec:bulb[1][0]:user", "holds:pw",
        "tainted:cam",       "tainted:cam.lib",      "touches:hall",
        "touches:cam[2]",    "known:flat[1]"};
    g_auto(CtTestModel) test = ct_test_model(yaml);
    GError *error = NULL;

    CU_ASSERT_FATAL(test.instances != NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        CtFact fact;

        CHECK_OK(ct_fact_parse(&ct_fact_kinds_builtin, test.instances, texts[i], &fact, &error),
                 error);
        g_autofree char *text = ct_fact_text(&ct_fact_kinds_builtin, test.instances, fact);
        CHECK_STR(text, texts[i]);
    }
}

static void
test_the_form_of_expected_files_is_read_too(void)
{
    g_auto(CtTestModel) test = ct_test_model(yaml);
    GError *error = NULL;
    CtFact fact;

    CU_ASSERT_FATAL(test.instances != NULL);
    CHECK_OK(ct_fact_parse(&ct_fact_kinds_builtin, test.instances, "exec(cam[1], user)", &fact,
                           &error),
             error);
    g_autofree char *text = ct_fact_text(&ct_fact_kinds_builtin, test.instances, fact);
    CHECK_STR(text, "exec:cam[1]:user");
    CHECK_OK(ct_fact_parse(&ct_fact_kinds_builtin, test.instances, "exec:cam[1]", &fact, &error),
             error);
    CHECK_INT(fact.level, CT_LEVEL_ADMIN);
}

static void
test_what_is_no_fact_is_told_why(void)
{
    static const struct {
        const char *text, *part;
    } rows[] = {{"exec", "is no fact"},
                {"exce:cam[0]", "did you mean 'exec'"},
                {"exec:cam[3]", "cam[3]"},
                {"exec:cam[0]:root", "'user' or 'admin'"},
                {"holds:pw:admin", "has no level"},
                {"holds:pv", "did you mean 'pw'"},
                {"exec(cam[0]", "is no fact"},
                {":x", "is no fact"}};
    g_auto(CtTestModel) test = ct_test_model(yaml);

    CU_ASSERT_FATAL(test.instances != NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        CtFact fact;

        CU_ASSERT_FATAL(
            !ct_fact_parse(&ct_fact_kinds_builtin, test.instances, rows[i].text, &fact, &error));
        CHECK_MSG(strstr(error->message, rows[i].part) != NULL, "%s: \"%s\" does not say \"%s\"",
                  rows[i].text, error->message, rows[i].part);
    }
}

CU_TestInfo test_facts_tests[] = {
    {"texts read back as the same fact", test_texts_read_back_as_the_same_fact},
    {"the form of expected files is read too", test_the_form_of_expected_files_is_read_too},
    {"what is no fact is told why", test_what_is_no_fact_is_told_why},
    CU_TEST_INFO_NULL,
};
