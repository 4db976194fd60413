/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"
#include "tests/support/guarded.h"

#include "attacks/guard.h"
#include "attacks/rules.h"

#include <math.h>

/* Asking raises, and the message contains @part. */
static void
check_raises(const char *fields, const char *first, const char *second, const char *part)
{
    g_auto(CtGuarded) guarded = {0};
    g_autoptr(GError) error = NULL;

    ct_guarded_init(&guarded, fields, &ct_guarded_expert);
    uint32_t entities[CT_MAX_VARIABLES] = {ct_guarded_entity(&guarded, first)};
    if (second != NULL)
        entities[1] = ct_guarded_entity(&guarded, second);
    const CtVerdict *verdict =
        ct_guard_judge(guarded.guard, ct_library_get(guarded.rules, 0), 0, entities, NULL, &error);
    CU_ASSERT_PTR_NULL(verdict);
    CHECK_MSG(error != NULL && strstr(error->message, part) != NULL &&
                  strstr(error->message, "t/t.lua:") != NULL,
              "got:  %s\nwant: %s", error == NULL ? "no error" : error->message, part);
}

static void
test_values_are_effective_and_reads_are_reported(void)
{
    g_auto(CtGuarded) guarded = {0};

    ct_guarded_init(
        &guarded,
        "from = reach \"s\",\n"
        "when = function(s) return s.auth == \"none\" and contains(s.gives, \"shell\") and "
        "not s.encrypted == false and s.asset.security.lockout and s.mfa == \"none\" end,\n"
        "gains = function(s) return exec(s.asset, s.runs_as) end",
        &ct_guarded_expert);
    const CtVerdict *verdict = ct_guarded_judge(&guarded, "reach:cam[3].web", NULL, NULL);

    CU_ASSERT(verdict->fires);
    CHECK_INT(verdict->n_gains, 1);
    CHECK_INT(verdict->gains[0].how, CT_TERM_VARIABLE_ASSET);
    CHECK_INT(verdict->gains[0].kind, CT_FACT_EXEC);
    CHECK_INT(verdict->gains[0].level, CT_LEVEL_USER);
    CHECK_STR(verdict->read[0], "service.auth = none");
    CHECK_STR(verdict->read[1], "service.gives = shell, manage");
    CHECK_STR(verdict->assumed[0], "service.encrypted = true");
    CHECK_STR(verdict->assumed[1], "service.mfa = none");
    CHECK_INT((int)(verdict->effort_hours * 100.0), 200);
}

static void
test_what_can_never_hold_keeps_a_rule_from_firing(void)
{
    g_auto(CtGuarded) guarded = {0};

    ct_guarded_init(
        &guarded,
        "from = reach \"s\", via = { accepts \"c\" }, sees = \"credential\",\n"
        "also = function(s, c) return any_of { second_factor(c), at_least(2, { holds(c), "
        "second_factor(c) }) } end,\n"
        "gains = session(\"s\", \"admin\")",
        &ct_guarded_expert);
    const CtVerdict *verdict = ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:key", NULL);
    CU_ASSERT(!verdict->fires);
    CHECK_STR(verdict->reason, "no second factor is modelled for key");

    verdict = ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:pin", NULL);
    CU_ASSERT(verdict->fires);
    CHECK_INT(verdict->n_also, 5);
    CHECK_INT(verdict->also[0].how, CT_TERM_ANY);
    CHECK_INT(verdict->also[0].n_children, 2);
    CHECK_INT(verdict->also[2].how, CT_TERM_AT_LEAST);
    CHECK_INT(verdict->also[2].entity, 2);
}

static void
test_numbers_come_from_functions_and_the_attacker(void)
{
    g_auto(CtGuarded) guarded = {0};
    CtAttackerTraits novice = {.skill = CT_SKILL_NOVICE, .scale_times = 2.0, .capacity = 7.0};

    ct_guarded_init(
        &guarded,
        "from = contact \"p\", sees = \"person\",\n"
        "gains = persuaded \"p\",\n"
        "prepare = { time = function() return hard(0.5) end, per = \"person\" },\n"
        "works = { p = function() return attacker.capacity / 10 end, per = \"person\" },\n"
        "time = function() return triangular { low = \"1h\", mode = \"2h\", high = hours(6) "
        "} end,\n"
        "success = function(p) return 1 - p.trained end, tries = 3,\n"
        "retry = function() return \"20min\" end,\n"
        "skill = function() return attacker.skill end",
        &novice);
    const CtVerdict *verdict = ct_guarded_judge(&guarded, "contact:kid", NULL, NULL);

    CU_ASSERT(verdict->fires);
    CHECK_INT(verdict->prepare.kind, CT_DIST_EXPONENTIAL);
    CU_ASSERT(verdict->prepare.a == 10.0 * 24 * 3600 * 1000);
    CU_ASSERT(ct_dist_mean_ms(&verdict->time) == 6.0 * 3600 * 1000);
    CU_ASSERT(verdict->retry.a == 40.0 * 60 * 1000);
    CU_ASSERT(fabs(verdict->works - 0.7) < 1e-12 && fabs(verdict->success - 0.75) < 1e-12);
    CHECK_INT(verdict->tries, 3);
    CHECK_INT(verdict->works_per, CT_PER_PERSON);
    CHECK_INT(verdict->skill, CT_SKILL_NOVICE);
}

/* Every word of durations as a field; what never comes lowers the chance of an attempt, and only
 * the cases in which it comes make its mean. */
static void
test_words_make_distributions(void)
{
    static const double hour = 3600.0 * 1000;
    static const struct {
        const char *word;
        CtDist dist;
        double chance, mean;
    } cases[] = {
        {"bernoulli(0.25)", {CT_DIST_CONSTANT, .a = 1, .never = 0.75}, 0.2, 1},
        {"maybe { p = 0.5, time = exponential { mean = \"1h\" } }",
         {CT_DIST_EXPONENTIAL, .a = hour, .never = 0.5},
         0.4,
         hour},
        {"maybe { p = 0.5, time = maybe { p = 0.5, time = \"1h\" } }",
         {CT_DIST_CONSTANT, .a = hour, .never = 0.75},
         0.2,
         hour},
        {"binomial { each = \"1h\", tries = 8, p = 0.25 }",
         {CT_DIST_BINOMIAL, .a = hour, .b = 8, .c = 0.25},
         0.8,
         2 * hour},
        {"truncated_normal { mean = \"2h\", sd = \"1h\", low = \"1h\", high = \"3h\" }",
         {CT_DIST_TRUNCATED_NORMAL, .a = 2 * hour, .b = hour, .c = hour, .d = 3 * hour},
         0.8,
         2 * hour},
        {"truncated_normal { mean = \"20h\", sd = \"1h\" }",
         {CT_DIST_TRUNCATED_NORMAL, .a = 20 * hour, .b = hour, .d = (double)INFINITY},
         0.8,
         20 * hour},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(CtGuarded) guarded = {0};
        const CtDist *want = &cases[i].dist;
        g_autofree char *rule = g_strdup_printf("from = contact \"p\", sees = \"person\", gains = "
                                                "persuaded \"p\", success = 0.8, time = %s",
                                                cases[i].word);

        ct_guarded_init(&guarded, rule, &ct_guarded_expert);
        const CtVerdict *verdict = ct_guarded_judge(&guarded, "contact:kid", NULL, NULL);
        const CtDist *got = &verdict->time;

        CHECK_MSG(got->kind == want->kind && got->a == want->a && got->b == want->b &&
                      got->c == want->c && got->d == want->d && got->never == want->never,
                  "%s: kind %d, %g %g %g %g, never %g", cases[i].word, got->kind, got->a, got->b,
                  got->c, got->d, got->never);
        CHECK_MSG(fabs(verdict->chance - cases[i].chance) < 1e-12, "%s: chance %g", cases[i].word,
                  verdict->chance);
        CHECK_MSG(fabs(verdict->effort_hours - cases[i].mean / hour) < 1e-9, "%s: effort %g",
                  cases[i].word, verdict->effort_hours);
    }
}

static void
test_the_free_map_is_visible(void)
{
    g_auto(CtGuarded) guarded = {0};

    ct_guarded_init(
        &guarded,
        "from = reach \"s\",\n"
        "when = function(s) local x = s.asset.product.x return x.rank == 3 and x.tags[2] == "
        "\"b\" and s.x.anything == nil end,\n"
        "gains = session(\"s\", \"user\")",
        &ct_guarded_expert);
    CU_ASSERT(ct_guarded_judge(&guarded, "reach:cam[1].web", NULL, NULL)->fires);
}

static void
test_a_rule_that_remembers_is_found_out(void)
{
    g_auto(CtGuarded) guarded = {0};
    g_autoptr(GError) error = NULL;

    ct_guarded_init(&guarded,
                    "from = reach \"s\",\n"
                    "success = (function() local n = 0 return function() n = n + 0.1 return n end "
                    "end)(),\n"
                    "gains = session(\"s\", \"user\")",
                    &ct_guarded_expert);
    uint32_t service = ct_guarded_entity(&guarded, "reach:cam[1].web");
    CU_ASSERT_PTR_NOT_NULL(
        ct_guard_judge(guarded.guard, ct_library_get(guarded.rules, 0), 0, &service, NULL, &error));
    CU_ASSERT(!ct_guard_verify(guarded.guard, &error));
    CHECK_STR(error->message,
              "t/t.lua:1: technique 't' answers differently when asked again, for s "
              "= cam[1].web: its functions must depend on their arguments alone");
}

static void
test_mistakes_of_functions_say_what_to_write(void)
{
    const char *from_s = "from = reach \"s\", gains = session(\"s\", \"user\"),\n";
    static const struct {
        const char *fields, *part;
    } cases[] = {
        {"when = function(s) return s.aut == \"none\" end",
         "service has no 'aut' (did you mean 'auth'?); it has: id, x, asset"},
        {"when = function(s) return s.asset.zone.id == \"home\" end",
         "asset.zone may differ where everything this rule sees is equal: add \"asset\" to its "
         "`sees`"},
        {"when = function(s) s.auth = \"none\" return true end", "service is read-only"},
        {"when = function(s) return contains(s.gives, \"shel\") end",
         "'shel' is not one of the words of this list (did you mean 'shell'?)"},
        {"when = function(s) return 1 end", "when: must return true, or false and a reason"},
        {"success = function(s) return 2 end",
         "success: expected a number between 0 and 1, not one outside"},
        {"time = function(s) return 20 end",
         "time: a number says no unit; write a unit: \"20min\", hours(20)"},
        {"also = function(s) return exec(s, \"user\") end",
         "exec is of an asset, and what it is given is a service: write s.asset"},
        {"also = function(s) return holds(s.asset.product.supplier) end",
         "holds is of credential, and what it is given is supplier"},
        {"also = function(s) return holds(nil) end",
         "holds: expected the name of a variable or an entity, not nothing"},
        {"when = function(s) return s.asset == s.asset end",
         "whether two of a kind are the same asset cannot be asked"},
        {"skill = function(s) return \"wizard\" end",
         "skill: expected novice, beginner, intermediate or expert"},
        {"time = function(s) return pareto { minimum = \"1h\", shape = 1 } end",
         "this duration has no mean: state the effort"},
        {"when = function(s) return attacker.skil == \"novice\" end",
         "an attacker has no 'skil' (did you mean 'skill'?)"},
        {"when = function(s) while true do end end", "the script ran too long"},
        {"when = function(s) return \"a\" + 1 end", "attempt to add a 'string' with a 'number'"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *fields = g_strconcat(from_s, cases[i].fields, NULL);
        check_raises(fields, "reach:cam[0].web", NULL, cases[i].part);
    }
    check_raises("from = reach \"s\", via = { accepts \"c\" }, gains = session(\"s\", \"user\"),\n"
                 "when = function(s, c) return c.kind == \"password\" end",
                 "reach:nvr.ssh", "holds:pin",
                 "credential.kind may differ where everything this rule sees is equal: add "
                 "\"credential\"");
    check_raises("from = reach \"s\", via = { accepts \"c\" }, sees = \"asset\",\n"
                 "gains = function(s) return known(s.asset.zone) end",
                 "reach:nvr.ssh", "holds:pin", "this zone is one of many alike");
}

static void
test_nothing_is_kept_from_an_earlier_question(void)
{
    g_auto(CtGuarded) guarded = {0};
    g_autoptr(GError) error = NULL;

    ct_guarded_init(
        &guarded,
        "from = reach \"s\",\n"
        "when = (function() local kept return function(s) kept = kept or s return kept.auth "
        "== \"none\" end end)(),\n"
        "gains = session(\"s\", \"user\")",
        &ct_guarded_expert);
    uint32_t web = ct_guarded_entity(&guarded, "reach:cam[1].web"),
             ssh = ct_guarded_entity(&guarded, "reach:nvr.ssh");
    const CtTechnique *technique = ct_library_get(guarded.rules, 0);
    CU_ASSERT_PTR_NOT_NULL(ct_guard_judge(guarded.guard, technique, 0, &web, NULL, &error));
    CU_ASSERT_PTR_NULL(ct_guard_judge(guarded.guard, technique, 0, &ssh, NULL, &error));
    CHECK_MSG(error != NULL && strstr(error->message, "belongs to an earlier question") != NULL,
              "%s", error == NULL ? "" : error->message);
}

/* Binding @i of @technique, each variable going round its entities; false where one has none. */
static bool
bind(const CtInstances *instances, const CtTechnique *technique, uint32_t i, uint32_t *ret_entities)
{
    for (uint8_t v = 0; v < technique->n_variables; v++) {
        uint32_t n = ct_entity_count(instances, technique->variable_kind[v]);

        if (n == 0)
            return false;
        ret_entities[v] = i % n;
    }
    return true;
}

enum { BINDINGS = 50 }; /* of each technique; more than the model has of any entity */

/* What every rule of @library answers for its bindings, asked forwards or backwards. */
static GPtrArray *
ask_all(CtGuard *guard, CtLibrary *library, const CtInstances *instances, bool backwards)
{
    uint32_t n = ct_library_count(library) * BINDINGS;
    GPtrArray *verdicts = g_ptr_array_new();
    g_autoptr(GError) error = NULL;

    g_ptr_array_set_size(verdicts, (int)n);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = backwards ? n - 1 - k : k;
        const CtTechnique *technique = ct_library_get(library, i / BINDINGS);
        uint32_t entities[CT_MAX_VARIABLES] = {0};

        if (!bind(instances, technique, i % BINDINGS, entities))
            continue;
        const CtVerdict *verdict = ct_guard_judge(guard, technique, 0, entities, NULL, &error);
        CHECK_OK(verdict != NULL, error);
        g_ptr_array_index(verdicts, i) = (void *)(uintptr_t)verdict;
    }
    return verdicts;
}

static bool
same_terms(const CtFactTerm *a, const CtFactTerm *b, uint8_t n)
{
    for (uint8_t i = 0; i < n; i++)
        if (a[i].how != b[i].how || a[i].kind != b[i].kind || a[i].level != b[i].level ||
            a[i].variable != b[i].variable || a[i].n_children != b[i].n_children ||
            a[i].entity != b[i].entity)
            return false;
    return true;
}

static bool
same_answer(const CtVerdict *a, const CtVerdict *b)
{
    return a->fires == b->fires && a->n_also == b->n_also && a->n_gains == b->n_gains &&
           same_terms(a->also, b->also, a->n_also) && same_terms(a->gains, b->gains, a->n_gains) &&
           g_strcmp0(a->reason, b->reason) == 0 && a->works == b->works &&
           a->success == b->success && a->effort_hours == b->effort_hours && a->skill == b->skill &&
           g_strv_equal(a->assumed, b->assumed) && g_strv_equal(a->read, b->read);
}

/*
 * A guard that meets bindings in the opposite order asks about other members of each class: where
 * an answer hung on which one was asked, the two differ.
 */
static void
test_an_answer_does_not_hang_on_who_was_asked(void)
{
    g_auto(CtGuarded) guarded = {0};
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *why = NULL;
    uint32_t compared = 0;

    CU_ASSERT_FATAL(ct_loaded_init(&guarded.loaded, ct_guarded_topology, &why));
    const CtInstances *instances = guarded.loaded.instances;
    guarded.rules = ct_library_new(&ct_limits_default, &error);
    CHECK_OK(ct_library_load_builtin(guarded.rules, diag, &error), error);
    guarded.guard = ct_guard_new(guarded.rules, instances, &ct_guarded_expert);
    g_autoptr(CtGuard) other = ct_guard_new(guarded.rules, instances, &ct_guarded_expert);
    g_autoptr(GPtrArray) forwards = ask_all(guarded.guard, guarded.rules, instances, false);
    g_autoptr(GPtrArray) backwards = ask_all(other, guarded.rules, instances, true);

    for (guint i = 0; i < forwards->len; i++) {
        const CtVerdict *a = g_ptr_array_index(forwards, i), *b = g_ptr_array_index(backwards, i);

        if (a == NULL)
            continue;
        CHECK_MSG(same_answer(a, b), "technique '%s', binding %u",
                  ct_library_get(guarded.rules, i / BINDINGS)->name, i % BINDINGS);
        compared++;
    }
    CU_ASSERT(compared > 1000);
    CHECK_OK(ct_guard_verify(guarded.guard, &error), error);
    CHECK_OK(ct_guard_verify(other, &error), error);
}

CU_TestInfo test_guard_tests[] = {
    {"values are effective and reads are reported",
     test_values_are_effective_and_reads_are_reported},
    {"what can never hold keeps a rule from firing",
     test_what_can_never_hold_keeps_a_rule_from_firing},
    {"numbers come from functions and the attacker",
     test_numbers_come_from_functions_and_the_attacker},
    {"words make distributions", test_words_make_distributions},
    {"the free map is visible", test_the_free_map_is_visible},
    {"a rule that remembers is found out", test_a_rule_that_remembers_is_found_out},
    {"mistakes of functions say what to write", test_mistakes_of_functions_say_what_to_write},
    {"nothing is kept from an earlier question", test_nothing_is_kept_from_an_earlier_question},
    {"an answer does not hang on who was asked", test_an_answer_does_not_hang_on_who_was_asked},
    CU_TEST_INFO_NULL,
};
