/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/json_out.h"

#include <jansson.h>
#include <math.h>

static void
test_a_document_has_stable_bytes(void)
{
    g_autoptr(CtOut) out = ct_out_new_string();
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "z", "first");
    ct_json_put_integer(json, "a", INT64_MIN);
    ct_json_put_number(json, "n", 0.1);
    ct_json_put_bool(json, "yes", true);
    ct_json_put_string(json, "none", NULL);
    ct_json_key(json, "empty");
    ct_json_begin_array(json);
    ct_json_end_array(json);
    ct_json_key(json, "list");
    ct_json_begin_array(json);
    ct_json_number(json, NAN);
    ct_json_number(json, -INFINITY);
    ct_json_begin_object(json);
    ct_json_end_object(json);
    ct_json_bool(json, false);
    ct_json_end_array(json);
    ct_json_end_object(json);

    CHECK_STR(ct_out_text(out), "{\n"
                                "  \"z\": \"first\",\n"
                                "  \"a\": -9223372036854775808,\n"
                                "  \"n\": 0.1,\n"
                                "  \"yes\": true,\n"
                                "  \"none\": null,\n"
                                "  \"empty\": [],\n"
                                "  \"list\": [\n"
                                "    null,\n"
                                "    null,\n"
                                "    {},\n"
                                "    false\n"
                                "  ]\n"
                                "}\n");
}

static void
test_strings_are_escaped(void)
{
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"", "\"\"\n"},
        {"a\"b\\c/d", "\"a\\\"b\\\\c/d\"\n"},
        {"\n\r\t\001\033", "\"\\n\\r\\t\\u0001\\u001b\"\n"},
        {"gr\xC3\xBC\xC3\x9F", "\"grüß\"\n"},
        {"a\xFFz", "\"a\xEF\xBF\xBDz\"\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(CtOut) out = ct_out_new_string();
        g_autoptr(CtJson) json = ct_json_new(out);

        ct_json_string(json, cases[i].text);
        CHECK_STR(ct_out_text(out), cases[i].json);
    }
}

/* What any bytes become, read back by another implementation. */
static void
test_another_reader_reads_any_bytes_back(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);

    for (int round = 0; round < 2000; round++) {
        char bytes[24];
        double number = ldexp(g_rand_double(rand) - 0.5, g_rand_int_range(rand, -60, 60));
        g_autoptr(CtOut) out = ct_out_new_string();
        g_autoptr(CtJson) json = ct_json_new(out);
        g_autofree char *valid = NULL;
        json_t *read;

        for (size_t i = 0; i < sizeof bytes - 1; i++)
            bytes[i] = (char)g_rand_int_range(rand, 1, 256);
        bytes[g_rand_int_range(rand, 0, sizeof bytes)] = '\0';
        bytes[sizeof bytes - 1] = '\0';
        valid = g_utf8_make_valid(bytes, -1);
        ct_json_begin_array(json);
        ct_json_string(json, bytes);
        ct_json_number(json, number);
        ct_json_begin_object(json);
        ct_json_put_integer(json, bytes, round);
        ct_json_end_object(json);
        ct_json_end_array(json);
        read = json_loads(ct_out_text(out), JSON_REJECT_DUPLICATES, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(read);
        CU_ASSERT(g_strcmp0(json_string_value(json_array_get(read, 0)), valid) == 0);
        CU_ASSERT(json_number_value(json_array_get(read, 1)) == number);
        CHECK_INT(json_integer_value(json_object_get(json_array_get(read, 2), valid)), round);
        json_decref(read);
    }
}

CU_TestInfo test_json_out_tests[] = {
    {"a document has stable bytes", test_a_document_has_stable_bytes},
    {"strings are escaped", test_strings_are_escaped},
    {"another reader reads any bytes back", test_another_reader_reads_any_bytes_back},
    CU_TEST_INFO_NULL,
};
