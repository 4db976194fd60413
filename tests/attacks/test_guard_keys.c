/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which bindings share an answer of the guard, and which do not. */
#include "tests/support/check.h"
#include "tests/support/guarded.h"

static void
test_what_a_rule_cannot_see_is_asked_once(void)
{
    g_auto(CtGuarded) guarded = {0};

    ct_guarded_init(&guarded,
                    "from = reach \"s\", via = { accepts \"c\" },\n"
                    "when = function(s) return s.port ~= nil end,\n"
                    "gains = session(\"s\", \"user\")",
                    &ct_guarded_expert);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:cam[0].web", "holds:pin", NULL), 1);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:cam[39].web", "holds:key", NULL), 0);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:cam[0].rtsp", "holds:pin", NULL), 1);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr.ssh", "holds:pin", NULL), 1);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr-2.ssh", "holds:pin", NULL), 0);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr.ssh", "holds:key", NULL), 0);
}

static void
test_what_a_rule_does_not_look_into_is_asked_once(void)
{
    g_auto(CtGuarded) guarded = {0};
    CtSignature gate = {.mfa = CT_MFA_OTP, .sensor = 0.5};

    /* By ssh the credential decides, and with a weak one the controls; by web nothing else does. */
    ct_guarded_init(&guarded,
                    "from = reach \"s\", via = { accepts \"c\" },\n"
                    "sees = { \"credential\", \"controls\" },\n"
                    "when = function(s, c, controls)\n"
                    "  if s.port == \"tcp/443\" then return true end\n"
                    "  if c.kind ~= \"password\" then return false, \"no password\" end\n"
                    "  return controls.mfa == \"none\", \"a factor more\" end,\n"
                    "gains = session(\"s\", \"user\")",
                    &ct_guarded_expert);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:cam[0].web", "holds:pin", NULL), 1);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:cam[7].web", "holds:key", NULL), 0);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:cam[7].web", "holds:fob", &gate), 0);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr.ssh", "holds:key", NULL), 1);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr.ssh", "holds:key", &gate), 0);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr-2.ssh", "holds:pin", NULL), 1);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr.ssh", "holds:pin", &gate), 1);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr.ssh", "holds:pin", NULL), 0);
    CU_ASSERT(ct_guarded_judge(&guarded, "reach:cam[3].web", "holds:fob", &gate)->fires);
    CHECK_STR(ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:fob", NULL)->reason,
              "no password");
    CU_ASSERT(ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:pin", NULL)->fires);
    CHECK_STR(ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:pin", &gate)->reason,
              "a factor more");
}

static void
test_a_verdict_is_foreseen_where_no_later_variable_shapes_it(void)
{
    g_auto(CtGuarded) guarded = {0};
    const CtTechnique *technique;
    uint32_t bound[CT_MAX_VARIABLES] = {0};

    ct_guarded_init(&guarded,
                    "from = reach \"s\", via = { accepts \"c\" }, sees = \"credential\",\n"
                    "when = function(s, c)\n"
                    "  if s.port == \"tcp/443\" then return false, \"never\" end\n"
                    "  return c.kind == \"password\" end,\n"
                    "gains = session(\"s\", \"user\")",
                    &ct_guarded_expert);
    technique = ct_library_get(guarded.rules, 0);
    bound[0] = ct_guarded_entity(&guarded, "reach:cam[0].web");
    CU_ASSERT_PTR_NULL(ct_guard_foresee(guarded.guard, technique, 1, bound, NULL));
    const CtVerdict *web = ct_guarded_judge(&guarded, "reach:cam[0].web", "holds:pin", NULL);
    ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:pin", NULL);

    bound[0] = ct_guarded_entity(&guarded, "reach:cam[9].web");
    CU_ASSERT_PTR_EQUAL(ct_guard_foresee(guarded.guard, technique, 1, bound, NULL), web);
    bound[0] = ct_guarded_entity(&guarded, "reach:nvr.ssh");
    CU_ASSERT_PTR_NULL(ct_guard_foresee(guarded.guard, technique, 1, bound, NULL));
}

static void
test_equal_verdicts_are_kept_once(void)
{
    g_auto(CtGuarded) guarded = {0};

    ct_guarded_init(&guarded,
                    "from = reach \"s\", via = { accepts \"c\" },\n"
                    "when = function(s) return s.port ~= \"tcp/22\", \"not by ssh\" end,\n"
                    "success = function(s, c) return c.kind ~= nil and 0.5 or 0.4 end,\n"
                    "noise = function(s) return s.port == \"tcp/443\" and 0.5 or 0.1 end,\n"
                    "sees = { \"asset\", \"credential\" },\n"
                    "gains = session(\"s\", \"user\")",
                    &ct_guarded_expert);
    const CtVerdict *web = ct_guarded_judge(&guarded, "reach:cam[0].web", "holds:pin", NULL);
    const CtVerdict *rtsp = ct_guarded_judge(&guarded, "reach:cam[0].rtsp", "holds:pin", NULL);
    const CtVerdict *ssh = ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:pin", NULL);

    /* Other keys, asked anew, with the same outcome: the same pointer. */
    CHECK_INT(ct_guarded_questions(&guarded, "reach:cam[0].web", "holds:key", NULL), 1);
    CU_ASSERT_PTR_EQUAL(ct_guarded_judge(&guarded, "reach:cam[0].web", "holds:key", NULL), web);
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr-2.ssh", "holds:pin", NULL), 1);
    CU_ASSERT_PTR_EQUAL(ct_guarded_judge(&guarded, "reach:nvr-2.ssh", "holds:pin", NULL), ssh);

    CU_ASSERT_PTR_NOT_EQUAL(rtsp, web);
    CU_ASSERT_PTR_NOT_EQUAL(ssh, web);
    CU_ASSERT(!ssh->fires && web->fires && rtsp->fires);
    CHECK_STR(ssh->reason, "not by ssh");
    CU_ASSERT(web->noise == 0.5 && rtsp->noise == 0.1);
}

static void
test_what_it_sees_tells_bindings_apart(void)
{
    g_auto(CtGuarded) guarded = {0};
    CtSignature gate = {.mfa = CT_MFA_OTP,
                        .inspection = CT_INSPECTION_DPI,
                        .encryption = CT_ENCRYPTION_NONE,
                        .sensor = 0.5};

    ct_guarded_init(
        &guarded,
        "from = any_of { reach \"s\", gated \"s\" }, via = { accepts \"c\" },\n"
        "sees = { \"credential\", \"asset\", \"controls\" },\n"
        "when = function(s, c, controls)\n"
        "  if s.asset.zone.id ~= \"home\" then return false, \"not at \" .. s.asset.zone.id "
        "end\n"
        "  return c.strength == \"weak\" end,\n"
        "also = function(s, c, controls)\n"
        "  if controls.mfa == \"none\" then return holds(c) end\n"
        "  return { holds(c), second_factor(c) } end,\n"
        "gains = function(s, c) return session(s, c.privilege) end",
        &ct_guarded_expert);
    const CtVerdict *open = ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:pin", NULL);
    CU_ASSERT(open->fires);
    CHECK_INT(open->n_also, 1);
    const CtVerdict *gated = ct_guarded_judge(&guarded, "reach:nvr.ssh", "holds:pin", &gate);
    CHECK_INT(gated->n_also, 2);
    CHECK_INT(gated->also[1].how, CT_TERM_CONSTANT);
    CHECK_INT(gated->also[1].entity, ct_guarded_entity(&guarded, "holds:fob"));
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr.ssh", "holds:pin", &gate), 0);
    gate.sensor = 0.25;
    CHECK_INT(ct_guarded_questions(&guarded, "reach:nvr.ssh", "holds:pin", &gate), 1);
    const CtVerdict *elsewhere = ct_guarded_judge(&guarded, "reach:nvr-2.ssh", "holds:pin", NULL);
    CU_ASSERT(!elsewhere->fires);
    CHECK_STR(elsewhere->reason, "not at shed");
}

CU_TestInfo test_guard_keys_tests[] = {
    {"what a rule cannot see is asked once", test_what_a_rule_cannot_see_is_asked_once},
    {"what a rule does not look into is asked once",
     test_what_a_rule_does_not_look_into_is_asked_once},
    {"a verdict is foreseen where no later variable shapes it",
     test_a_verdict_is_foreseen_where_no_later_variable_shapes_it},
    {"equal verdicts are kept once", test_equal_verdicts_are_kept_once},
    {"what it sees tells bindings apart", test_what_it_sees_tells_bindings_apart},
    CU_TEST_INFO_NULL,
};
