/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The catalogs that come with the program hold together: techniques that they name exist, most of
 * what a design can decide is decided, the levels of IEC 62443-3-3 add up. Catalogs and checks that
 * do not hold together say where.
 */
#include "tests/support/check.h"

#include "assurance/catalog.h"

#include <string.h>

typedef struct Loaded {
    CtDiag *diag;
    CtChecks *checks;
    CtCatalogs *catalogs;
} Loaded;

static void
load_builtin(Loaded *loaded)
{
    GError *error = NULL;

    loaded->diag = ct_diag_new();
    loaded->checks = ct_checks_new(&ct_limits_default, &error);
    CHECK_OK(loaded->checks != NULL, error);
    loaded->catalogs = ct_catalogs_new(&ct_limits_default);
    bool ok = ct_checks_load_builtin(loaded->checks, loaded->diag) &&
              ct_catalogs_load_builtin(loaded->catalogs, loaded->diag) &&
              ct_catalogs_bind(loaded->catalogs, loaded->checks, loaded->diag);
    g_autofree char *said = ct_diag_to_text(loaded->diag, 10);
    CHECK_MSG(ok, "%s", said);
}

static void
unload(Loaded *loaded)
{
    ct_catalogs_free(loaded->catalogs);
    ct_checks_free(loaded->checks);
    ct_diag_free(loaded->diag);
}

static void
test_share_of_rows_with_checks(void)
{
    Loaded loaded = {0};

    load_builtin(&loaded);
    CHECK_INT(ct_catalogs_count(loaded.catalogs), 12);
    for (uint32_t i = 0; i < ct_catalogs_count(loaded.catalogs); i++) {
        const CtCatalog *catalog = ct_catalogs_get(loaded.catalogs, i);
        uint32_t n = 0, checked = 0;

        for (uint32_t r = 0; r < catalog->n_rows; r++) {
            const CtCatalogRow *row = &catalog->rows[r];

            if (row->automation == CT_AUTOMATION_PROC)
                continue;
            n++;
            checked += row->bound != NULL ? 1 : 0;
        }
        CHECK_MSG(n > 0 && checked * 10 >= n * 7, "%s: %u of %u rows have a check", catalog->id,
                  checked, n);
        CHECK_MSG(catalog->sources[0] != NULL, "%s says what confirms it", catalog->id);
    }
    unload(&loaded);
}

static void
test_levels_add_up(void)
{
    static const uint32_t want[] = {0, 37, 23, 30, 10}; /* as the standard's counts are published */
    uint32_t got[5] = {0}, disputed = 0;
    Loaded loaded = {0};

    load_builtin(&loaded);
    const CtCatalog *catalog = ct_catalogs_find(loaded.catalogs, "iec62443-3-3");

    CU_ASSERT_FATAL(catalog != NULL);
    CHECK_INT(catalog->n_rows, 100);
    for (uint32_t r = 0; r < catalog->n_rows; r++) {
        got[catalog->rows[r].min_sl]++;
        disputed += catalog->rows[r].note != NULL ? 1 : 0;
    }
    for (int sl = 1; sl <= 4; sl++)
        CHECK_INT(got[sl], want[sl]);
    CHECK_INT(disputed, 4);
    CU_ASSERT(ct_catalog_find_row(catalog, "sr-1.1-re2") != NULL);
    CU_ASSERT(ct_catalog_find_row(catalog, "SR 9.9") == NULL);
    unload(&loaded);
}

/* The names after @key in a row's `with` that no technique bears. */
static void
check_names(const CtCatalog *catalog,
            const CtCatalogRow *row,
            const char *key,
            const CtLibrary *library)
{
    g_autofree char *start = g_strdup_printf("\"%s\": [", key);
    const char *at = strstr(row->with, start);

    if (at == NULL)
        return;
    at += strlen(start);
    g_autofree char *list = g_strndup(at, strcspn(at, "]"));
    g_auto(GStrv) names = g_strsplit(list, ", ", -1);

    for (char **name = names; *name != NULL; name++) {
        g_autofree char *bare = g_strndup(*name + 1, strlen(*name) - 2);
        uint32_t n = 0;
        g_autofree const CtTechnique **found = ct_library_find(library, bare, &n);

        CHECK_MSG(found != NULL && n > 0, "%s %s: there is no technique %s", catalog->id, row->id,
                  bare);
    }
}

static void
test_techniques_exist(void)
{
    Loaded loaded = {0};
    GError *error = NULL;

    load_builtin(&loaded);
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);

    CU_ASSERT_FATAL(library != NULL);
    CHECK_OK(ct_library_load_builtin(library, loaded.diag, &error), error);
    for (uint32_t i = 0; i < ct_catalogs_count(loaded.catalogs); i++) {
        const CtCatalog *catalog = ct_catalogs_get(loaded.catalogs, i);

        for (uint32_t r = 0; r < catalog->n_rows; r++) {
            check_names(catalog, &catalog->rows[r], "defeated_by", library);
            check_names(catalog, &catalog->rows[r], "shown_by", library);
            check_names(catalog, &catalog->rows[r], "techniques", library);
        }
    }
    unload(&loaded);
}

/* --- what does not hold together --- */

#define HEAD "catalog: mine\ntitle: Mine\n"
#define ROW "requirements:\n  R1: { title: One, auto: full, check: inventory }\n"

typedef struct Bad {
    const char *yaml, *says;
} Bad;

static const Bad bad_catalogs[] = {
    {"", "mine.yaml:1:1: the file is empty"},
    {"[a, b]\n", "mine.yaml:1:1: a catalog begins with 'catalog: ID'"},
    {"catalog: mine\ntitle: M\nscoop: zone\n" ROW, "mine.yaml:3:1: a catalog has no 'scoop'"},
    {"catalog: a b\ntitle: M\n" ROW, "mine.yaml:1:10: 'a b' is no id"},
    {HEAD, "requirements must be a map from ids to what is asked"},
    {HEAD "requirements:\n  R1: { title: One, auto: whole, check: inventory }\n",
     "mine.yaml:4:27: auto must be one of: full, part, proc"},
    {HEAD "requirements:\n  R1: { title: One, auto: full }\n",
     "mine.yaml:4:3: a requirement without a check must name the document that decides it"},
    {HEAD "requirements:\n  R1: { title: One, auto: full, check: inventary }\n",
     "mine.yaml:4:40: there is no check 'inventary'; did you mean 'inventory'?"},
    {HEAD
     "requirements:\n  R1: { title: One, auto: full, check: inventory, with: { vrsion: true } }\n",
     "check 'inventory' takes no 'vrsion'; did you mean 'version'?"},
    {HEAD "requirements:\n  R1: { title: One, auto: full, check: inventory }\n"
          "  R1: { title: Two, auto: full, check: inventory }\n",
     "mine.yaml:5:3: 'R1' is there twice, first on line 4"},
    {HEAD "levels: true\n" ROW, "min_sl is missing: from which security level is it asked?"},
    {HEAD "areas: { A: Access }\nrequirements:\n"
          "  R1: { title: One, area: B, auto: full, check: inventory }\n",
     "mine.yaml:5:27: the catalog has no area 'B'"},
    {HEAD
     "requirements:\n"
     "  R1: { title: One, auto: full, check: inventory, with: { defeated_by: brute-force } }\n",
     "mine.yaml:4:72: defeated_by must be a list of techniques"},
    {HEAD "requirements: &a { R1: *a }\n", "mine.yaml:3:24:"},
    {HEAD
     "requirements:\n  R1: { title: One, auto: full, applies_to: embedded, check: inventory }\n",
     "applies_to is for catalogs whose scope is product"},
};

static void
test_bad_catalogs(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bad_catalogs); i++) {
        Loaded loaded = {0};
        g_autoptr(CtSource) source = ct_source_new_memory();

        load_builtin(&loaded);
        ct_source_add(source, "mine.yaml", bad_catalogs[i].yaml, strlen(bad_catalogs[i].yaml));
        bool ok = ct_catalogs_load_folder(loaded.catalogs, source, ".", loaded.diag) &&
                  ct_catalogs_bind(loaded.catalogs, loaded.checks, loaded.diag);
        g_autofree char *said = ct_diag_to_text(loaded.diag, 20);
        CHECK_MSG(!ok && strstr(said, bad_catalogs[i].says) != NULL, "%zu: said\n%swant %s", i,
                  said, bad_catalogs[i].says);
        unload(&loaded);
    }
}

#define CHECK(fields) "check \"mine\" {\n" fields "}\n"
#define FINE "title = \"t\", about = \"asset\", gives = { \"pass\" }, judge = function() end,\n"

static const Bad bad_checks[] = {
    {"check \"mine\" {", "mine.lua:"},
    {CHECK("about = \"asset\", gives = { \"pass\" }, judge = function() end,\n"),
     "mine.lua:1:1: check 'mine': title must be a text, not nothing"},
    {CHECK(FINE "colour = 1,\n"), "it has no field 'colour'"},
    {CHECK("title = \"t\", about = \"thing\", gives = { \"pass\" }, judge = function() end,\n"),
     "about must be one of: system, zone"},
    {CHECK("title = \"t\", about = \"asset\", gives = { \"maybe\" }, judge = function() end,\n"),
     "gives has no 'maybe'"},
    {CHECK("title = \"t\", about = \"zone\", by = \"class\", gives = { \"pass\" },\n"
           "judge = function() end,\n"),
     "by can only be \"class\""},
    {CHECK("title = \"t\", about = \"asset\", gives = { \"pass\" }, needs = { \"atack\" },\n"
           "judge = function() end,\n"),
     "needs has no 'atack' (did you mean 'attack'?)"},
    {CHECK(FINE) CHECK(FINE), "check 'mine' is declared twice, first at mine.lua:1"},
    {"all(\"zone\")", "there is no design to look at while a file is read"},
    {"while true do end", "mine.lua:1"},
    {"os.execute(\"true\")", "mine.lua:1"},
    {"check \"Mine\" {}", "a name is made of a-z, 0-9 and '-'"},
};

static void
test_bad_checks(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bad_checks); i++) {
        g_autoptr(CtSource) source = ct_source_new_memory();
        g_autoptr(CtDiag) diag = ct_diag_new();
        CtLimits limits = ct_limits_default;

        limits.lua_instructions = 1000000;
        g_autoptr(CtChecks) checks = ct_checks_new(&limits, NULL);
        ct_source_add(source, "mine.lua", bad_checks[i].yaml, strlen(bad_checks[i].yaml));
        bool ok = ct_checks_load_folder(checks, source, ".", diag);
        g_autofree char *said = ct_diag_to_text(diag, 20);
        CHECK_MSG(!ok && strstr(said, bad_checks[i].says) != NULL, "%zu: said\n%swant %s", i, said,
                  bad_checks[i].says);
    }
}

static void
test_a_catalog_replaces_another(void)
{
    static const char mine[] = "catalog: nis2-art21\ntitle: Mine\n" ROW;
    g_autoptr(CtSource) source = ct_source_new_memory();
    Loaded loaded = {0};

    load_builtin(&loaded);
    ct_source_add(source, "mine.yaml", mine, strlen(mine));
    CU_ASSERT(ct_catalogs_load_folder(loaded.catalogs, source, ".", loaded.diag));
    CHECK_INT(ct_catalogs_count(loaded.catalogs), 12);
    CHECK_STR(ct_catalogs_find(loaded.catalogs, "nis2-art21")->title, "Mine");
    ct_source_add(source, "other.yaml", mine, strlen(mine));
    CU_ASSERT(!ct_catalogs_load_folder(loaded.catalogs, source, ".", loaded.diag)); /* twice */
    unload(&loaded);
}

CU_TestInfo test_catalogs_tests[] = {
    {"most rows that a design can decide have a check", test_share_of_rows_with_checks},
    {"the levels of IEC 62443-3-3 add up", test_levels_add_up},
    {"techniques that rows name exist", test_techniques_exist},
    {"a bad catalog says where", test_bad_catalogs},
    {"a bad check says where", test_bad_checks},
    {"a catalog replaces another", test_a_catalog_replaces_another},
    CU_TEST_INFO_NULL,
};
