/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Laws over generated topologies: closing never raises reach, opening never lowers it, names and
 * the order of sections change nothing but names and ids.
 */
#include "tests/support/check.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"

#include "base/bits.h"

enum { N_MODELS = 300 };

/* Everything that is reached, as a set of texts "from > service" and "from ~ listener". */
static void
add_reached(
    const CtReach *reach, uint32_t origin, const char *from, const char *mark, GHashTable *set)
{
    g_autofree uint64_t *found = ct_bits_new(reach->nodes.length);
    g_auto(CtIds) queue = {0};

    ct_ids_add(&queue, origin);
    ct_bits_set(found, origin);
    for (uint32_t i = 0; i < queue.length; i++) {
        const CtReachNode *node = &reach->nodes.data[queue.data[i]];
        uint32_t first =
            node->kind == CT_REACH_GROUP ? reach->group_services.start[node->place] : 0;
        uint32_t end =
            node->kind == CT_REACH_GROUP ? reach->group_services.start[node->place + 1] : 0;

        for (uint32_t s = first; s < end; s++) {
            g_autofree char *service =
                ct_instances_service_text(reach->instances, reach->group_services.value[s]);

            g_hash_table_add(set, g_strconcat(from, mark, service, NULL));
        }
        if (node->kind == CT_REACH_OUT) {
            g_autofree char *network = ct_instances_network_text(reach->instances, node->place);

            g_hash_table_add(set, g_strconcat(from, mark, network, NULL));
        }
        for (uint32_t e = reach->first_edge[queue.data[i]];
             e < reach->first_edge[queue.data[i] + 1]; e++) {
            const CtReachEdge *edge = &reach->edges.data[e];

            if (edge->opener != CT_NO_ID || ct_bits_get(found, edge->to))
                continue;
            ct_bits_set(found, edge->to);
            ct_ids_add(&queue, edge->to);
        }
    }
}

/* NULL, and a failed check, if @text does not load. */
static GHashTable *
reached_in(const char *text)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded = ct_loaded_init(&loaded, text, &why);
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    CHECK_MSG(is_loaded, "%s\n%s", why != NULL ? why : "", text);
    if (!is_loaded)
        return set;
    for (uint32_t n = 0; n < loaded.instances->n_networks; n++) {
        g_autofree char *from = ct_instances_network_text(loaded.instances, n);

        add_reached(loaded.reach, loaded.reach->anonymous_origin[n], from, " > ", set);
        if (loaded.reach->listen[n] != CT_NO_ID)
            add_reached(loaded.reach, loaded.reach->listen[n], from, " ~ ", set);
    }
    for (uint32_t a = 0; a < loaded.instances->n_assets; a++) {
        g_autofree char *from = ct_instances_asset_text(loaded.instances, a);

        for (uint32_t i = loaded.reach->asset_origins.start[a];
             i < loaded.reach->asset_origins.start[a + 1]; i++)
            add_reached(loaded.reach, loaded.reach->asset_origins.value[i], from, " > ", set);
    }
    return set;
}

/* A member of @a that @b lacks, NULL if there is none. */
static const char *
missing_from(GHashTable *a, GHashTable *b)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, a);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        if (!g_hash_table_contains(b, key))
            return key;
    return NULL;
}

/* Puts @line behind a drawn line of @text that is @key; NULL if there is none. */
static char *
insert_after(const char *text, const char *key, const char *line, uint64_t seed)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    uint32_t n = 0;
    uint32_t chosen;
    GString *changed;

    for (size_t i = 0; lines[i] != NULL; i++)
        n += g_str_has_prefix(lines[i], key) ? 1u : 0u;
    if (n == 0)
        return NULL;
    chosen = ct_random_below(&seed, n);
    changed = g_string_new(NULL);
    for (size_t i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] != '\0')
            g_string_append_printf(changed, "%s\n", lines[i]);
        if (g_str_has_prefix(lines[i], key) && chosen-- == 0)
            g_string_append_printf(changed, "%s\n", line);
    }
    return g_string_free(changed, FALSE);
}

static const char *const rules[] = {
    "      - { port: any }",
    "      - { port: tcp/1-450 }",
    "      - { port: any, to: { kind: workstation } }",
    "      - { port: any, from: { zone: z0 } }",
    "      - { port: [tcp/22, udp/161], to: [a0] }",
};

/* With @line behind a line that is @key, the set of what is reached only moves one way. */
static void
check_moves(const char *key, const char *line, bool up)
{
    for (uint64_t seed = 1; seed <= N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed, &ct_generator_reach);
        uint64_t random = seed;
        g_autofree char *rule =
            line != NULL ? g_strdup(line)
                         : g_strdup(rules[ct_random_below(&random, G_N_ELEMENTS(rules))]);
        g_autofree char *changed = insert_after(text, key, rule, seed);

        if (changed == NULL)
            continue;

        g_autoptr(GHashTable) before = reached_in(text);
        g_autoptr(GHashTable) after = reached_in(changed);
        const char *broken = up ? missing_from(before, after) : missing_from(after, before);

        CHECK_MSG(broken == NULL, "seed %u, %s: %s", (unsigned)seed, rule, broken);
    }
}

static void
test_adding_a_deny_never_raises(void)
{
    check_moves("    deny:", NULL, false);
}

static void
test_adding_an_allow_never_lowers(void)
{
    check_moves("    allow:", NULL, true);
}

static void
test_adding_an_asset_never_lowers(void)
{
    check_moves("assets:", "  extra: { product: p0, zone: z0, networks: [] }", true);
    check_moves("assets:",
                "  extra: { product: p0, zone: z0, count: 2, forwards: true, networks: [] }", true);
}

/* Taking out a conduit closes all its rules. */
static void
test_taking_out_a_conduit_never_raises(void)
{
    for (uint64_t seed = 1; seed <= N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed, &ct_generator_reach);
        const char *first = strstr(text, "conduits:\n");
        const char *end = first == NULL ? NULL : strstr(first + 1, "\n  c1:");

        if (end == NULL)
            continue;

        const char *body = first + strlen("conduits:\n");
        g_autofree char *changed = g_strdup_printf("%.*s%s", (int)(body - text), text, end + 1);
        g_autoptr(GHashTable) before = reached_in(text);
        g_autoptr(GHashTable) after = reached_in(changed);
        const char *broken = missing_from(after, before);

        CHECK_MSG(broken == NULL, "seed %u: %s", (unsigned)seed, broken);
    }
}

/* @text with its sections in the opposite order, the version line first. */
static char *
reversed(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GPtrArray) sections = g_ptr_array_new_with_free_func(g_free);
    GString *section = NULL;
    GString *changed = g_string_new("cybertwin: 1\n");

    for (size_t i = 1; lines[i] != NULL; i++) {
        if (lines[i][0] == '\0')
            continue;
        if (lines[i][0] != ' ') {
            if (section != NULL)
                g_ptr_array_add(sections, g_string_free(section, FALSE));
            section = g_string_new(NULL);
        }
        g_string_append_printf(section, "%s\n", lines[i]);
    }
    if (section != NULL)
        g_ptr_array_add(sections, g_string_free(section, FALSE));
    for (guint i = sections->len; i > 0; i--)
        g_string_append(changed, sections->pdata[i - 1]);
    return g_string_free(changed, FALSE);
}

static void
test_order_of_sections_changes_nothing(void)
{
    for (uint64_t seed = 1; seed <= N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed, &ct_generator_all);
        g_autofree char *changed = reversed(text);
        g_autoptr(GHashTable) before = reached_in(text);
        g_autoptr(GHashTable) after = reached_in(changed);

        CHECK_MSG(missing_from(before, after) == NULL, "seed %u: %s", (unsigned)seed,
                  missing_from(before, after));
        CHECK_MSG(missing_from(after, before) == NULL, "seed %u: %s", (unsigned)seed,
                  missing_from(after, before));
    }
}

static void
test_names_change_nothing(void)
{
    CtGeneratorSizes renamed = ct_generator_all;

    renamed.prefix = "Q-";
    for (uint64_t seed = 1; seed <= N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed, &ct_generator_all);
        g_autofree char *changed = ct_generate_model(seed, &renamed);
        g_auto(CtLoaded) before = {0};
        g_auto(CtLoaded) after = {0};
        g_autofree char *why = NULL;

        if (!ct_loaded_init(&before, text, &why) || !ct_loaded_init(&after, changed, &why)) {
            CHECK_MSG(false, "%s", why);
            return;
        }
        CHECK_INT(after.reach->nodes.length, before.reach->nodes.length);
        CHECK_INT(after.reach->edges.length, before.reach->edges.length);
        for (uint32_t i = 0; i < MIN(before.reach->edges.length, after.reach->edges.length); i++)
            CHECK_MSG(memcmp(&before.reach->edges.data[i], &after.reach->edges.data[i],
                             sizeof(CtReachEdge)) == 0,
                      "seed %u: edge %u", (unsigned)seed, i);
    }
}

CU_TestInfo test_reach_laws_tests[] = {
    {"adding a deny never raises", test_adding_a_deny_never_raises},
    {"adding an allow never lowers", test_adding_an_allow_never_lowers},
    {"adding an asset never lowers", test_adding_an_asset_never_lowers},
    {"taking out a conduit never raises", test_taking_out_a_conduit_never_raises},
    {"order of sections changes nothing", test_order_of_sections_changes_nothing},
    {"names change nothing", test_names_change_nothing},
    CU_TEST_INFO_NULL,
};
