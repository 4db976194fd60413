/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Versions, package URLs, CVSS vectors, words, and the small grammars of single values. */
#include "tests/support/check.h"

#include "topology/cvss.h"
#include "topology/version.h"
#include "topology/words.h"
#include "topology/yaml/scalar_text.h"
#include "topology/yaml/value.h"

static int
sign(int number)
{
    return (number > 0) - (number < 0);
}

static void
test_versions_have_an_order(void)
{
    /* Each is less than the next. */
    static const char *const rising[] = {"0.9",   "1.0-alpha", "1.0-beta", "1.0-rc1", "1.0",
                                         "1.0.1", "1.0.2",     "1.0.2a",   "1.0.2k",  "1.0.10",
                                         "1.2",   "1.10",      "2",        "10"};

    for (size_t i = 0; i < G_N_ELEMENTS(rising); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(rising); j++)
            CHECK_MSG(sign(ct_version_compare(rising[i], rising[j])) == (i > j) - (i < j),
                      "%s against %s", rising[i], rising[j]);
    CHECK_INT(ct_version_compare("1.00", "1.0"), 0);
    CHECK_INT(ct_version_compare("1_2", "1.2"), 0);
    CU_ASSERT(ct_version_compare("99999999999999999999", "100000000000000000000") < 0);
}

static void
test_ranges(void)
{
    static const struct {
        const char *version, *range;
        bool in;
    } cases[] = {
        {"2.5.0", "<3.6.5", true},
        {"3.6.5", "<3.6.5", false},
        {"3.6.5", "<=3.6.5", true},
        {"3.6.6", "<=3.6.5", false},
        {"2.5.0", ">=2.5.0,<3.6.5", true},
        {"2.4.9", ">=2.5.0, <3.6.5", false},
        {"2.5", "2.5", true},
        {"2.5", "=2.6", false},
        {"1.10", ">1.9", true},
        {"anything", "*", true},
    };
    static const char *const bad[] = {"", "<", "<1,", "<1 2", ">=<1", "a b"};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        CHECK_MSG(ct_version_range_is_valid(cases[i].range), "%s", cases[i].range);
        CHECK_MSG(ct_version_in_range(cases[i].version, cases[i].range) == cases[i].in, "%s in %s",
                  cases[i].version, cases[i].range);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_MSG(!ct_version_range_is_valid(bad[i]), "'%s' is a range", bad[i]);
}

static void
test_package_urls(void)
{
    static const char *const bad[] = {"goahead@1", "pkg:",         "pkg:generic",
                                      "pkg:/x",    "pkg:generic/", "pkg:generic/@1"};
    size_t base;
    char *version = NULL;

    CU_ASSERT(ct_purl_split("pkg:npm/%40scope/name@1.2.3?arch=arm#sub", &base, &version));
    CHECK_INT(base, strlen("pkg:npm/%40scope/name"));
    CHECK_STR(version, "1.2.3");
    g_free(version);
    CU_ASSERT(ct_purl_split("pkg:generic/lib", &base, &version));
    CHECK_INT(base, strlen("pkg:generic/lib"));
    CU_ASSERT_PTR_NULL(version);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_MSG(!ct_purl_split(bad[i], &base, &version), "'%s' is a package URL", bad[i]);
}

static void
test_cvss_vectors(void)
{
    g_autofree char *problem = NULL;
    CtCvss cvss;

    CU_ASSERT(ct_cvss_parse("CVSS:3.1/AV:A/AC:H/PR:L/UI:R/S:C/C:H/I:L/A:N/E:P", &cvss, &problem));
    CHECK_INT(cvss.vector, CT_VECTOR_ADJACENT);
    CHECK_INT(cvss.complexity, CT_COMPLEXITY_HIGH);
    CHECK_INT(cvss.privileges, CT_PRIVILEGES_LOW);
    CHECK_INT(cvss.interaction, CT_TRI_TRUE);
    CHECK_INT(cvss.scope_changed, CT_TRI_TRUE);
    CHECK_INT(cvss.gains, CT_VULN_GAINS_UNSTATED);
    CU_ASSERT(ct_cvss_parse("CVSS:3.0/AV:P/AC:L/PR:H/UI:N/S:U/C:N/I:N/A:H", &cvss, &problem));
    CHECK_INT(cvss.vector, CT_VECTOR_PHYSICAL);
    CHECK_INT(cvss.gains, CT_VULN_GAINS_HALT);
    CU_ASSERT(ct_cvss_parse("CVSS:4.0/AV:L/AC:L/AT:P/PR:N/UI:A/VC:H/VI:N/VA:N/SC:N/SI:N/SA:L",
                            &cvss, &problem));
    CHECK_INT(cvss.vector, CT_VECTOR_LOCAL);
    CHECK_INT(cvss.complexity, CT_COMPLEXITY_HIGH); /* attack requirements count as that */
    CHECK_INT(cvss.interaction, CT_TRI_TRUE);
    CHECK_INT(cvss.scope_changed, CT_TRI_TRUE);
    CHECK_INT(cvss.gains, CT_VULN_GAINS_READ);
    CU_ASSERT(!ct_cvss_parse("CVSS:3.1/AV:N", &cvss, &problem));
    CHECK_STR(problem, "base metric 'AC' is missing");
}

static void
test_ports(void)
{
    static const struct {
        const char *text;
        CtPortRange range;
    } good[] = {
        {"tcp/443", {CT_PROTOCOL_TCP, 443, 443}},
        {"udp/0-65535", {CT_PROTOCOL_UDP, 0, 65535}},
        {"tcp/8000-8010", {CT_PROTOCOL_TCP, 8000, 8010}},
        {"tcp", {CT_PROTOCOL_TCP, 0, 65535}},
        {"z-wave", {CT_PROTOCOL_Z_WAVE, 0, 65535}},
    };
    static const char *const bad[] = {"443",    "tcp/",     "tcp/65536", "tcp/-1", "tcp/9-1",
                                      "tcp/1-", "tcp/1x",   "can/1",     "TCP/1",  "",
                                      "icmp/8", "tcp/ 443", "tcp/1-2-3", "any/1"};
    CtPortRange range;
    const char *problem;
    bool any;

    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        CHECK_MSG(ct_value_port(good[i].text, &range, &any, &problem) && !any &&
                      range.protocol == good[i].range.protocol && range.low == good[i].range.low &&
                      range.high == good[i].range.high,
                  "%s", good[i].text);
    }
    CU_ASSERT(ct_value_port("any", &range, &any, &problem) && any);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_MSG(!ct_value_port(bad[i], &range, &any, &problem), "'%s' is a port", bad[i]);
}

static void
test_windows_and_dates(void)
{
    static const char *const windows[] = {"mon-fri 08:00-17:00", "sat", "daily 22:00-06:00",
                                          "00:00-24:00", "mon, tue 09:00-10:00"};
    static const char *const not_windows[] = {
        "", "mon-fri 8-17", "funday", "08:00-08:00", "mon 25:00-26:00", "mon-", ","};
    static const char *const not_dates[] = {"2027-02-29", "2027-13-01", "27-01-01",
                                            "2027-1-1",   "0000-01-01", "2027/01/01"};

    for (size_t i = 0; i < G_N_ELEMENTS(windows); i++)
        CHECK_MSG(ct_value_is_window(windows[i]), "'%s' is no window", windows[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(not_windows); i++)
        CHECK_MSG(!ct_value_is_window(not_windows[i]), "'%s' is a window", not_windows[i]);
    CU_ASSERT(ct_value_is_date("2028-02-29"));
    for (size_t i = 0; i < G_N_ELEMENTS(not_dates); i++)
        CHECK_MSG(!ct_value_is_date(not_dates[i]), "'%s' is a date", not_dates[i]);
}

static void
test_fractions_rates_and_instances(void)
{
    char text[] = "bulb[17][2]", five[] = "x[1][2][3][4][5]", open[] = "x[1", empty[] = "x[]";
    uint32_t index[CT_MAX_PATH];
    uint8_t depth;
    double number;

    CU_ASSERT(ct_value_fraction("70%", &number));
    CU_ASSERT_DOUBLE_EQUAL(number, 0.7, 1e-12);
    CU_ASSERT(!ct_value_fraction("101%", &number) && !ct_value_fraction("-0.1", &number));
    CU_ASSERT(!ct_value_fraction("%", &number));
    CU_ASSERT(ct_value_capacity("10Gbit/s", &number));
    CU_ASSERT_DOUBLE_EQUAL(number, 10000, 1e-9);
    CU_ASSERT(ct_value_capacity("250 kbit", &number));
    CU_ASSERT_DOUBLE_EQUAL(number, 0.25, 1e-12);
    CU_ASSERT(!ct_value_capacity("fast", &number) && !ct_value_capacity("", &number));
    CU_ASSERT(ct_value_split_instance(text, index, &depth));
    CHECK_STR(text, "bulb");
    CHECK_INT(depth, 2);
    CHECK_INT(index[1], 2);
    CU_ASSERT(!ct_value_split_instance(five, index, &depth));
    CU_ASSERT(!ct_value_split_instance(open, index, &depth));
    CU_ASSERT(!ct_value_split_instance(empty, index, &depth));
}

static void
test_words_and_media(void)
{
    for (CtWordList list = 0; list < CT_WORDS_COUNT; list++) {
        CU_ASSERT(ct_words_count(list) > 1);
        for (unsigned i = 1; i <= ct_words_count(list); i++)
            CHECK_INT(ct_word_find(list, ct_word_text(list, i)), i);
    }
    CHECK_INT(ct_words_count(CT_WORDS_MEDIUM), CT_MEDIUM_PHYSICAL);
    CHECK_INT(ct_words_count(CT_WORDS_PROTOCOL), CT_PROTOCOL_PHYSICAL);
    CHECK_INT(ct_word_find(CT_WORDS_VEX, "not_affected"), CT_VEX_NOT_AFFECTED);
    CHECK_INT(ct_word_find(CT_WORDS_STRENGTH, "hardcoded"), CT_STRENGTH_HARDCODED);
    for (CtMedium medium = CT_MEDIUM_ETHERNET; medium <= CT_MEDIUM_PHYSICAL; medium++) {
        const char *name = ct_word_text(CT_WORDS_MEDIUM, medium);

        CHECK_MSG(ct_medium_carries(medium, CT_PROTOCOL_TCP) == ct_medium_is_ip(medium), "%s",
                  name);
        for (CtProtocol protocol = CT_PROTOCOL_ZIGBEE; protocol <= CT_PROTOCOL_PHYSICAL; protocol++)
            CHECK_MSG(ct_medium_carries(medium, protocol) ==
                          (strcmp(name, ct_word_text(CT_WORDS_PROTOCOL, protocol)) == 0),
                      "%s over %s", ct_word_text(CT_WORDS_PROTOCOL, protocol), name);
    }
}

static void
test_kinds_are_sorted_and_found(void)
{
    for (size_t i = 0; i < ct_n_kind_infos; i++) {
        if (i > 0)
            CHECK_MSG(strcmp(ct_kind_infos[i - 1].name, ct_kind_infos[i].name) < 0, "%s",
                      ct_kind_infos[i].name);
        CU_ASSERT_PTR_EQUAL(ct_kind_find(ct_kind_infos[i].name), &ct_kind_infos[i]);
    }
    CU_ASSERT(ct_kind_find("rtu")->drives_process && ct_kind_find("ews")->is_ot);
    CU_ASSERT(!ct_kind_find("ews")->drives_process && ct_kind_find("hub")->forwards);
    CU_ASSERT_PTR_NULL(ct_kind_find("spaceship"));
}

static void
test_plain_scalars_read_back_as_text(void)
{
    static const struct {
        const char *text, *written;
    } cases[] = {{"rtu-500", "rtu-500"}, {"true", "\"true\""},  {"No", "\"No\""},
                 {"4.1", "\"4.1\""},     {"", "\"\""},          {"a: b", "\"a: b\""},
                 {"tcp/443", "tcp/443"}, {"a\nb", "\"a\\nb\""}, {"\x1b[0m", "\"\\u001b[0m\""}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);

        ct_scalar_text_put(out, cases[i].text);
        CHECK_STR(out->str, cases[i].written);
    }
    CU_ASSERT(ct_scalar_text_is_json("-0.5e+3") && ct_scalar_text_is_json("10"));
    CU_ASSERT(!ct_scalar_text_is_json("010") && !ct_scalar_text_is_json("1."));
    CU_ASSERT(!ct_scalar_text_is_json("0x10") && !ct_scalar_text_is_json(".5"));
}

CU_TestInfo test_values_tests[] = {
    {"versions have an order", test_versions_have_an_order},
    {"ranges", test_ranges},
    {"package URLs", test_package_urls},
    {"CVSS vectors", test_cvss_vectors},
    {"ports", test_ports},
    {"windows and dates", test_windows_and_dates},
    {"fractions, rates and instances", test_fractions_rates_and_instances},
    {"words and media", test_words_and_media},
    {"kinds are sorted and found", test_kinds_are_sorted_and_found},
    {"plain scalars read back as text", test_plain_scalars_read_back_as_text},
    CU_TEST_INFO_NULL,
};
