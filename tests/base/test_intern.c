/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/intern.h"

static void
test_equal_bytes_get_equal_ids_in_order_of_appearance(void)
{
    g_autoptr(CtIntern) intern = ct_intern_new();

    CHECK_INT(ct_intern_add(intern, "b", SIZE_MAX), 0);
    CHECK_INT(ct_intern_add(intern, "a", SIZE_MAX), 1);
    CHECK_INT(ct_intern_add(intern, "bcd", 1), 0);
    CHECK_INT(ct_intern_add(intern, "", 0), 2);
    CHECK_INT(ct_intern_add(intern, NULL, 0), 2);
    CHECK_INT(ct_intern_add(intern, "a\0x", 3), 3);
    CHECK_INT(ct_intern_add(intern, "a\0y", 3), 4);
    CHECK_INT(ct_intern_add(intern, "a", 1), 1);
    CHECK_INT(ct_intern_count(intern), 5);
    CHECK_STR(ct_intern_text(intern, 0), "b");
    CHECK_STR(ct_intern_text(intern, CT_NO_ID), "");
    CHECK_INT(ct_intern_find(intern, "a"), 1);
    CHECK_INT(ct_intern_find(intern, "c"), CT_NO_ID);
}

static void
test_texts_stay_where_they_are(void)
{
    g_autoptr(CtIntern) intern = ct_intern_new();
    g_autofree char *large = g_strnfill(1 << 20, 'x');
    const char *first = ct_intern_text(intern, ct_intern_add(intern, "name-0", SIZE_MAX));
    CtId id;

    for (unsigned i = 0; i < 200000; i++) {
        char name[32];

        g_snprintf(name, sizeof name, "name-%u", i);
        id = ct_intern_add(intern, name, SIZE_MAX);
        if (id != i)
            CHECK_INT(id, i);
    }
    id = ct_intern_add(intern, large, SIZE_MAX);
    CHECK_INT(id, 200000);
    CU_ASSERT(strcmp(ct_intern_text(intern, id), large) == 0);
    CU_ASSERT_PTR_EQUAL(ct_intern_text(intern, 0), first);
    CHECK_INT(ct_intern_find(intern, "name-123456"), 123456);
    CHECK_STR(ct_intern_text(intern, 199999), "name-199999");
}

/* Against GLib's table: numbered names, names that differ in the last byte only, of many lengths,
 * asked for again and again in another order. */
static void
test_neighbours_are_told_apart(void)
{
    g_autoptr(CtIntern) intern = ct_intern_new();
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    uint32_t draw = 1;

    for (unsigned i = 0; i < 60000; i++) {
        g_autofree char *name = NULL;
        gpointer id;

        draw = draw * 1664525u + 1013904223u;
        if (i % 3 == 0)
            name = g_strdup_printf("n%u", (draw >> 8) % 20000);
        else
            name = g_strdup_printf("%.*s%c", (int)(draw >> 20) % 40,
                                   "a-name-that-is-long-enough-for-all-of-this",
                                   (char)('!' + (draw >> 12) % 90));
        if (!g_hash_table_lookup_extended(known, name, NULL, &id)) {
            CU_ASSERT(ct_intern_find(intern, name) == CT_NO_ID);
            id = GUINT_TO_POINTER(g_hash_table_size(known));
            g_hash_table_insert(known, g_strdup(name), id);
        }
        CU_ASSERT(ct_intern_add(intern, name, SIZE_MAX) == GPOINTER_TO_UINT(id));
        CU_ASSERT(ct_intern_find(intern, name) == GPOINTER_TO_UINT(id));
        CU_ASSERT(strcmp(ct_intern_text(intern, GPOINTER_TO_UINT(id)), name) == 0);
    }
    CHECK_INT(ct_intern_count(intern), g_hash_table_size(known));
}

CU_TestInfo test_intern_tests[] = {
    {"equal bytes get equal ids in order of appearance",
     test_equal_bytes_get_equal_ids_in_order_of_appearance},
    {"texts stay where they are", test_texts_stay_where_they_are},
    {"neighbours are told apart", test_neighbours_are_told_apart},
    CU_TEST_INFO_NULL,
};
