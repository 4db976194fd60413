/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Laws that hold whatever the model: what a defender takes away never gives the attacker a fact,
 * what is added never takes one from him, and names do not matter.
 */
#include "tests/support/check.h"

#include "attacks/fixpoint.h"
#include "attacks/ground.h"
#include "base/bits.h"
#include "tests/support/model_generator.h"
#include "topology/load.h"

#include <stdio.h>

enum { N_MODELS = 250, N_EDITS = 4 };

typedef struct Laws {
    CtLibrary *rules;
    CtAttackerTraits traits;
} Laws;

typedef struct World {
    CtSource *source;
    CtDiag *diag;
    CtModel *model;
    CtClasses *classes;
    CtInstances *instances;
    CtReach *reach;
} World;

static void
world_clear(World *world)
{
    ct_reach_free(world->reach);
    ct_instances_free(world->instances);
    ct_classes_free(world->classes);
    ct_model_free(world->model);
    ct_diag_free(world->diag);
    ct_source_free(world->source);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

static bool
world_init(World *world, const char *text, const CtPatch *patch)
{
    CtLoadOptions options = {.patches = patch, .n_patches = patch != NULL ? 1 : 0};

    *world = (World){.source = ct_source_new_memory(), .diag = ct_diag_new()};
    ct_source_add(world->source, "topology.yaml", text, strlen(text));
    world->model = ct_model_load(world->source, "topology.yaml", &options, world->diag);
    if (world->model == NULL)
        return false;
    world->classes = ct_classes_new(world->model);
    world->instances = ct_instances_new(world->classes, ct_limits_default.assets, NULL);
    if (world->instances == NULL)
        return false;
    world->reach = ct_reach_new(world->instances, &ct_limits_default, NULL);
    return world->reach != NULL;
}

/* @text without the prefix of ids, so that renamed models compare; takes @text over. */
static char *
without(char *text, const char *prefix)
{
    g_auto(GStrv) parts = prefix != NULL ? g_strsplit(text, prefix, -1) : NULL;

    if (parts == NULL)
        return text;
    g_free(text);
    return g_strjoinv("", parts);
}

/* Texts of all facts that hold for one who is located on every network but the first. What
 * functions lose is left out: with fewer needs a function is lost sooner. */
static GHashTable *
held(const Laws *laws, const World *world, const char *prefix)
{
    GHashTable *texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(CtGuard) guard = ct_guard_new(laws->rules, world->instances, &laws->traits);
    GError *error = NULL;
    g_autoptr(CtGraph) graph = ct_ground(laws->rules, guard, world->reach, &laws->traits,
                                         &ct_limits_default, NULL, 0, &error);
    CtFactId entry[2];

    CHECK_OK(graph != NULL, error);
    entry[0] = graph->first_of_kind[CT_FACT_LOCATED];
    entry[1] = graph->first_of_kind[CT_FACT_PRESENCE] - 1;
    g_autoptr(CtFixpoint) fixpoint =
        ct_fixpoint_new(graph, entry, world->instances->n_networks == 0 ? 0 : 2);
    for (CtFactId id = 0; id < graph->first_reach_node; id++) {
        CtFact fact;

        if (!ct_bits_get(fixpoint->holds, id) || !ct_graph_fact_of(graph, id, &fact) ||
            fact.kind == CT_FACT_IMPAIRED || fact.kind == CT_FACT_VIOLATED ||
            fact.kind == CT_FACT_REACH || fact.kind == CT_FACT_GATED)
            continue;
        char *text = ct_fact_text(&ct_fact_kinds_builtin, world->instances, fact);
        g_hash_table_add(texts, without(text, prefix));
    }
    return texts;
}

/* A text of @some that is not in @all; NULL if there is none. */
static const char *
missing_from(GHashTable *all, GHashTable *some)
{
    GHashTableIter iter;
    gpointer text;

    g_hash_table_iter_init(&iter, some);
    while (g_hash_table_iter_next(&iter, &text, NULL))
        if (!g_hash_table_contains(all, text))
            return text;
    return NULL;
}

/* One edit of a model, drawn from @state; false where the model has nothing of the kind. */
static bool
draw_edit(
    const CtModel *model, uint64_t *state, char **ret_path, const char **ret_value, bool *ret_takes)
{
    static const struct {
        CtSection section;
        const char *below, *value;
        bool takes; /* from the attacker; else gives */
    } edits[] = {
        {CT_SECTION_CONDUITS, ".allow", "[]", true},
        {CT_SECTION_CONDUITS, ".controls", "{ mfa: phishing-resistant }", true},
        {CT_SECTION_CONDUITS, ".controls.mfa", "otp", true}, /* docs/decisions/0065 */
        {CT_SECTION_CONDUITS, ".transit", "false", true},
        {CT_SECTION_CONDUITS, ".deny", "[ { port: any } ]", true},
        {CT_SECTION_CONDUITS, "", "null", true},
        {CT_SECTION_VULNERABILITIES, ".patched", "true", true},
        {CT_SECTION_CREDENTIALS, ".strength", "strong", true},
        {CT_SECTION_PEOPLE, ".mail", "false", true},
        {CT_SECTION_NETWORKS, ".isolated", "true", true},
        {CT_SECTION_ASSETS, "", "null", true},
        {CT_SECTION_ASSETS, ".firewall", "{ default: deny }", true},
        {CT_SECTION_CONDUITS, ".allow", "[ { port: any } ]", false},
        {CT_SECTION_CONDUITS, ".deny", "[]", false},
        {CT_SECTION_CONDUITS, ".controls", "{ mfa: none, inspection: none }", false},
        {CT_SECTION_NETWORKS, ".isolated", "false", false},
        {CT_SECTION_ASSETS, ".firewall", "{ default: allow }", false},
        {CT_SECTION_PEOPLE, ".mail", "true", false},
    };
    size_t e = ct_random_below(state, G_N_ELEMENTS(edits));
    uint32_t n = ct_model_count(model, edits[e].section);

    if (n == 0)
        return false;
    *ret_path = g_strdup_printf("%s.%s%s", ct_section_name(edits[e].section),
                                ct_model_id(model, edits[e].section, ct_random_below(state, n)),
                                edits[e].below);
    *ret_value = edits[e].value;
    *ret_takes = edits[e].takes;
    return true;
}

/* Whether an edit was tried; what it broke is reported. */
static bool
try_edit(
    const Laws *laws, const World *world, GHashTable *before, const char *text, uint64_t *state)
{
    g_autofree char *path = NULL;
    CtPatch patch = {0};
    bool takes = false;
    g_auto(World) edited = {0};
    const char *odd;

    if (!draw_edit(world->model, state, &path, &patch.value, &takes))
        return false;
    patch.path = path;
    if (!world_init(&edited, text, &patch))
        return false;
    g_autoptr(GHashTable) after = held(laws, &edited, NULL);
    odd = takes ? missing_from(before, after) : missing_from(after, before);
    CHECK_MSG(odd == NULL, "%s=%s %s %s in:\n%s", path, patch.value,
              takes ? "gave the attacker" : "took from the attacker", odd, text);
    return true;
}

static CtLibrary *
library_new(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    GError *error = NULL;
    CtLibrary *library = ct_library_new(&ct_limits_default, &error);

    CHECK_OK(library != NULL, error);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    return library;
}

static void
test_taking_away_never_gives_and_giving_never_takes(void)
{
    g_autoptr(CtLibrary) library = library_new();
    Laws laws = {.rules = library, .traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1}};
    uint32_t n_tried = 0;

    for (uint64_t seed = 0; seed < N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed + 50000, &ct_generator_all);
        g_auto(World) world = {0};
        uint64_t state = seed;

        if (!world_init(&world, text, NULL))
            continue;
        g_autoptr(GHashTable) before = held(&laws, &world, NULL);
        for (int i = 0; i < N_EDITS; i++)
            n_tried += try_edit(&laws, &world, before, text, &state) ? 1 : 0;
    }
    CHECK_MSG(n_tried > N_MODELS, "only %u edits tried", n_tried);
}

/*
 * A staffed service behind a door. Bit 0 of @place: the service asks for @factor, else the door;
 * bit 1: staff has a workstation, so a deceiving page is not the only way to a password.
 */
static char *
staffed_model(const char *kind, const char *rest, const char *factor, int place)
{
    bool at_service = (place & 1) != 0;

    return g_strdup_printf(
        "cybertwin: 1\n"
        "products:\n"
        "  pc: { kind: workstation }\n"
        "  box: { kind: server, services: { web: { port: tcp/80, auth: password, mfa: %s,"
        " gives: [shell, app] } } }\n"
        "networks: { net: { medium: internet } }\n"
        "zones: { lan: { outside: true, networks: [net] }, inner: {} }\n"
        "conduits:\n"
        "  c: { from: lan, to: inner, allow: [ { port: tcp/80 } ], controls: { mfa: %s } }\n"
        "assets: { desk: { product: pc, zone: lan }, a: { product: box, zone: inner } }\n"
        "people: { staff: { accounts: [pw], uses: [%s], mail: true } }\n"
        "credentials: { pw: { kind: %s, opens: [box.web], %s }, token: { kind: otp } }\n",
        at_service ? factor : "none", at_service ? "none" : factor, (place & 2) != 0 ? "desk" : "",
        kind, rest);
}

/* With the shipped techniques; docs/decisions/0065. @ret_entered: he got in past the factor. */
static void
check_factor(const Laws *laws, const char *kind, const char *rest, int factor, bool *ret_entered)
{
    static const char *const factors[] = {"otp", "push", "phishing-resistant"};
    g_autofree char *bare = staffed_model(kind, rest, "none", factor % 4);
    g_autofree char *text = staffed_model(kind, rest, factors[factor / 4], factor % 4);
    g_auto(World) open = {0};
    g_auto(World) guarded = {0};

    CU_ASSERT_FATAL(world_init(&open, bare, NULL));
    CU_ASSERT_FATAL(world_init(&guarded, text, NULL));
    g_autoptr(GHashTable) before = held(laws, &open, NULL);
    g_autoptr(GHashTable) after = held(laws, &guarded, NULL);
    const char *odd = missing_from(before, after);

    CHECK_MSG(odd == NULL, "the factor gave the attacker %s in:\n%s", odd, text);
    *ret_entered = g_hash_table_contains(after, "session:a.web:user") ||
                   g_hash_table_contains(after, "session:a.web:admin");
}

static void
test_a_factor_gives_nothing(void)
{
    static const char *const kinds[] = {"password", "token", "key"};
    static const char *const rests[] = {"strength: strong", "strength: weak", "strength: default",
                                        "strength: strong, privilege: admin",
                                        "strength: strong, second: token"};
    g_autoptr(CtLibrary) library = library_new();
    Laws laws = {.rules = library, .traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1}};
    uint32_t n_entered = 0;

    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
        for (size_t r = 0; r < G_N_ELEMENTS(rests); r++)
            for (int factor = 0; factor < 12; factor++) {
                bool entered;

                check_factor(&laws, kinds[k], rests[r], factor, &entered);
                n_entered += entered ? 1 : 0;
            }
    CHECK_MSG(n_entered >= 20, "a factor was passed in %u designs only", n_entered);
}

static void
test_names_do_not_matter(void)
{
    g_autoptr(CtLibrary) library = library_new();
    Laws laws = {.rules = library, .traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1}};
    CtGeneratorSizes renamed = ct_generator_all;

    renamed.prefix = "other-";
    for (uint64_t seed = 0; seed < N_MODELS / 2; seed++) {
        g_autofree char *text = ct_generate_model(seed + 90000, &ct_generator_all);
        g_autofree char *again = ct_generate_model(seed + 90000, &renamed);
        g_auto(World) world = {0};
        g_auto(World) other = {0};

        if (!world_init(&world, text, NULL))
            continue;
        CU_ASSERT_FATAL(world_init(&other, again, NULL));
        g_autoptr(GHashTable) before = held(&laws, &world, NULL);
        g_autoptr(GHashTable) after = held(&laws, &other, renamed.prefix);
        const char *odd = missing_from(before, after);

        if (odd == NULL)
            odd = missing_from(after, before);
        CHECK_MSG(odd == NULL, "seed %u: renaming changed %s", (unsigned)seed, odd);
    }
}

CU_TestInfo test_laws_tests[] = {
    {"a second factor gives nothing", test_a_factor_gives_nothing},
    {"taking away never gives and giving never takes",
     test_taking_away_never_gives_and_giving_never_takes},
    {"names do not matter", test_names_do_not_matter},
    CU_TEST_INFO_NULL,
};
