/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/options.h"

#include "tests/support/check.h"

static const unsigned everything = ~0U;

static char **
words(const char *line)
{
    return g_strsplit(line, " ", -1);
}

static void
test_options_and_operands_may_mix(void)
{
    g_auto(CtOptions) options;
    g_auto(GStrv) arguments = words("pack --set a.b=1 -o out.json from --set c=2 -k 7 to");
    g_autoptr(GError) error = NULL;

    ct_options_init(&options);
    CHECK_OK(ct_options_parse(&options, everything, &arguments, &error), error);
    CHECK_INT(g_strv_length(arguments), 3);
    CHECK_STR(arguments[2], "to");
    CHECK_INT(g_strv_length(options.set), 2);
    CHECK_STR(options.set[1], "c=2");
    CHECK_STR(options.output, "out.json");
    CHECK_INT(options.paths, 7);
}

static void
test_what_follows_two_dashes_is_no_option(void)
{
    g_auto(CtOptions) options;
    g_auto(GStrv) arguments = words("-q -- --quiet -x");
    g_autoptr(GError) error = NULL;

    ct_options_init(&options);
    CHECK_OK(ct_options_parse(&options, everything, &arguments, &error), error);
    CHECK_INT(g_strv_length(arguments), 2);
    CHECK_STR(arguments[0], "--quiet");
    CHECK_STR(arguments[1], "-x");
}

static void
test_every_limit_is_an_option(void)
{
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        g_auto(CtOptions) options;
        g_autofree char *line = g_strdup_printf("--%s=%d", ct_limit_infos[i].flag, 17);
        g_auto(GStrv) arguments = words(line);
        g_autoptr(GError) error = NULL;

        ct_options_init(&options);
        CHECK_OK(ct_options_parse(&options, everything, &arguments, &error), error);
        CHECK_INT(*(uint64_t *)((char *)&options.limits + ct_limit_infos[i].offset), 17);
    }
}

static void
refuses(const char *line, unsigned groups, const char *part)
{
    g_auto(CtOptions) options;
    g_auto(GStrv) arguments = words(line);
    g_autoptr(GError) error = NULL;

    ct_options_init(&options);
    bool ok = ct_options_parse(&options, groups, &arguments, &error);

    CHECK_MSG(!ok, "'%s' was taken", line);
    CHECK_MSG(error != NULL && strstr(error->message, part) != NULL, "'%s': '%s' lacks '%s'", line,
              error != NULL ? error->message : "", part);
}

static void
test_what_is_wrong_is_said_with_what_is_near(void)
{
    refuses("--gaol=x", everything, "did you mean '--goal'");
    refuses("--gaol=x", CT_OPTIONS_COMMON, "there is no option '--gaol'");
    refuses("--color never --cost tiem", everything, "did you mean 'time'");
    refuses("--width 1", everything, "between 40 and 500");
    refuses("-k x", everything, "x");
    refuses("--max-assets=0", everything, "--max-assets must be at least 1");
    refuses("--max-assets=-5", everything, "--max-assets must be at least 1");
    refuses("--max-assets=99999999999999999999", everything, "99999999999999999999");
    refuses("--goal", everything, "--goal");
}

CU_TestInfo test_options_tests[] = {
    {"options and operands may mix", test_options_and_operands_may_mix},
    {"what follows -- is no option", test_what_follows_two_dashes_is_no_option},
    {"every limit is an option", test_every_limit_is_an_option},
    {"what is wrong is said with what is near", test_what_is_wrong_is_said_with_what_is_near},
    CU_TEST_INFO_NULL,
};
