/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Choke points, cuts, blast radii and attack surface on generated topologies, against what comes
 * out the plain way: rules and flaws taken out of the model itself and everything built again;
 * an attack computed rule by rule without an attack graph; a naive reach relation. A topology that
 * shows a difference is made small before it is shown.
 */
#include "tests/support/check.h"

#include "analysis/blast.h"
#include "analysis/cut.h"
#include "analysis/surface.h"
#include "base/hash.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_attack.h"
#include "tests/support/shrink.h"
#include "tests/support/world.h"

#include <math.h>

enum { N_SURFACES = 150, N_BLASTS = 25, N_CUTS = 150, MOST_SETS = 1000, MOST_ROWS = 9 };

typedef struct Bench {
    CtLibrary *library, *empty; /* empty: without a technique nobody tries anything */
    CtAttackerTraits traits;
    bool gated;      /* goals are what arrives only through a second factor */
    uint32_t n_said; /* what was compared and is not trivial */
} Bench;

/* What differs in @text; NULL if nothing does, or it does not load. */
typedef char *(*Difference)(Bench *bench, const char *text);

typedef struct Shrinking {
    Bench *bench;
    Difference difference;
} Shrinking;

static bool
still_differs(const char *text, void *data)
{
    const Shrinking *shrinking = data;
    g_autofree char *why = shrinking->difference(shrinking->bench, text);

    return why != NULL;
}

static void
compare(Bench *bench, uint64_t seed, const CtGeneratorSizes *sizes, Difference difference)
{
    g_autofree char *text = ct_generate_model(seed, sizes);
    g_autofree char *why = difference(bench, text);

    if (why == NULL)
        return;
    Shrinking shrinking = {.bench = bench, .difference = difference};
    g_autofree char *small = ct_shrink(text, still_differs, &shrinking);
    g_autofree char *again = difference(bench, small);

    CHECK_MSG(false, "seed %u: %s in\n%s", (unsigned)seed, again != NULL ? again : why, small);
}

static void
bench_init(Bench *bench)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    GError *error = NULL;

    *bench = (Bench){.traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1}};
    bench->library = ct_library_new(&ct_limits_default, &error);
    CHECK_OK(bench->library != NULL, error);
    CHECK_OK(ct_library_load_builtin(bench->library, diag, &error), error);
    bench->empty = ct_library_new(&ct_limits_default, &error);
    CHECK_OK(bench->empty != NULL, error);
}

static void
bench_clear(Bench *bench)
{
    ct_library_free(bench->library);
    ct_library_free(bench->empty);
}

static uint32_t
hash_of(const char *text)
{
    return (uint32_t)ct_hash64(text, strlen(text));
}

static bool
naive_plain(const NaiveAttack *naive, CtFactKind kind, uint32_t entity)
{
    return naive_attack_has(naive, (CtFact){.kind = (uint8_t)kind, .entity = entity});
}

/* --- attack surface --- */

/* Row by row, how many entities of the kind there are in it. */
static uint32_t
surface_count(const CtSurface *surface, CtFactKind kind)
{
    uint32_t n = 0;

    for (uint32_t r = 0; r < surface->n_rows; r++)
        n += surface->rows[r].fact.kind == kind ? surface->rows[r].n_alike : 0;
    return n;
}

/* The row of entity @e, of @kind: its own, or that of an alike service of its zone. */
static const CtSurfaceRow *
row_of(const CtInstances *instances, const CtSurface *surface, CtFactKind kind, uint32_t e)
{
    for (uint32_t r = 0; r < surface->n_rows; r++) {
        const CtSurfaceRow *row = &surface->rows[r];

        if (row->fact.kind != kind)
            continue;
        if (row->fact.entity == e)
            return row;
        if ((kind == CT_FACT_REACH || kind == CT_FACT_GATED) &&
            instances->zone_row[instances->asset_zone[ct_instances_service_asset(instances, e)]] ==
                instances->zone_row[row->zone] &&
            ct_instances_service(instances, e) == ct_instances_service(instances, row->fact.entity))
            return row;
    }
    return NULL;
}

/* Vulnerabilities of the topology that work through service @s, each counted. */
static uint32_t
flaws_of(const CtInstances *instances, uint32_t s)
{
    uint32_t asset = ct_instances_service_asset(instances, s);
    CtSpan flaws = ct_instances_class(instances, asset)->vulnerabilities;
    uint32_t n = 0;

    for (uint32_t i = 0; i < flaws.length; i++)
        n += instances->classes->vulnerabilities.data[flaws.start + i].service ==
             s - instances->service_first[asset];
    return n;
}

static char *
surface_difference(Bench *bench, const char *text)
{
    static const CtFactKind kinds[] = {CT_FACT_REACH, CT_FACT_GATED, CT_FACT_CONTACT,
                                       CT_FACT_OPERATES, CT_FACT_PRESENCE};
    g_auto(CtTestWorld) world = {0};

    if (!ct_test_world_init(&world, bench->library, &bench->traits, text, NULL, NULL))
        return NULL;
    g_autoptr(CtSurface) surface = ct_surface_new(world.graph, &world.entry, 1);
    g_autoptr(CtGuard) guard = ct_guard_new(bench->empty, world.instances, &bench->traits);
    g_autoptr(NaiveAttack) naive =
        naive_attack_new(world.instances, bench->empty, guard, &bench->traits);

    naive_attack_enter(naive, (CtFact){.kind = CT_FACT_LOCATED});
    naive_attack_solve(naive);
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        CtEntityKind entity = (CtEntityKind)ct_fact_kinds_builtin.infos[kinds[k]].entity;
        uint32_t n = 0;

        for (uint32_t e = 0; e < ct_entity_count(world.instances, entity); e++) {
            CtFact fact = {.kind = (uint8_t)kinds[k], .entity = e};
            const CtSurfaceRow *row = row_of(world.instances, surface, kinds[k], e);

            if (!naive_attack_has(naive, fact) ||
                (fact.kind == CT_FACT_GATED && naive_plain(naive, CT_FACT_REACH, e)))
                continue;
            n++;
            bench->n_said++;
            if (row == NULL)
                return g_strdup_printf("%s is missing",
                                       ct_fact_text(&ct_fact_kinds_builtin, world.instances, fact));
            if (entity == CT_ENTITY_SERVICE && row->flaws != flaws_of(world.instances, e))
                return g_strdup_printf("%u flaws, want %u", row->flaws,
                                       flaws_of(world.instances, e));
        }
        if (surface_count(surface, kinds[k]) != n)
            return g_strdup_printf("%u of kind %zu, want %u", surface_count(surface, kinds[k]), k,
                                   n);
    }
    return NULL;
}

static void
test_surface_is_what_arrives_without_trying(void)
{
    Bench bench;

    bench_init(&bench);
    for (uint64_t seed = 0; seed < N_SURFACES; seed++)
        compare(&bench, seed + 20000, &ct_generator_all, surface_difference);
    CHECK_MSG(bench.n_said > N_SURFACES, "only %u things to touch", bench.n_said);
    bench_clear(&bench);
}

/* --- blast radius --- */

static bool
naive_holds(const NaiveAttack *naive, CtFactKind kind, uint32_t entity)
{
    return naive_attack_has(naive, (CtFact){.kind = (uint8_t)kind,
                                            .level = CT_LEVEL_USER,
                                            .entity = entity});
}

static uint64_t
criticality(const CtInstances *instances, uint32_t asset)
{
    const CtAsset *row = &instances->model->assets.data[instances->asset_row[asset]];
    uint64_t weight = 1;

    weight = MAX(weight, row->safety);
    weight = MAX(weight, row->availability);
    weight = MAX(weight, row->integrity);
    return MAX(weight, row->confidentiality);
}

static CtBlastRow
naive_row(Bench *bench, const CtTestWorld *world, CtFact source)
{
    const CtInstances *instances = world->instances;
    g_autoptr(CtGuard) guard = ct_guard_new(bench->library, instances, &bench->traits);
    g_autoptr(NaiveAttack) naive =
        naive_attack_new(instances, bench->library, guard, &bench->traits);
    g_autofree bool *zone = g_new0(bool, (size_t)instances->n_zones + 1);
    CtBlastRow row = {.source = source};

    naive_attack_enter(naive, source);
    naive_attack_solve(naive);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        row.n_process += naive_plain(naive, CT_FACT_CONTROLS, a) ||
                         naive_plain(naive, CT_FACT_HALTED, a) ||
                         naive_plain(naive, CT_FACT_SPOOFS, a);
        if (!naive_holds(naive, CT_FACT_EXEC, a) && !naive_holds(naive, CT_FACT_IMPLANT, a))
            continue;
        row.n_assets++;
        row.weighted += criticality(instances, a);
        zone[instances->asset_zone[a]] = true;
    }
    for (uint32_t z = 0; z < instances->n_zones; z++)
        row.n_zones += zone[z] ? 1 : 0;
    for (uint32_t f = 0; f < instances->model->functions.length; f++)
        row.n_functions += naive_plain(naive, CT_FACT_IMPAIRED, f);
    for (uint32_t d = 0; d < instances->model->data.length; d++)
        row.n_data +=
            naive_plain(naive, CT_FACT_READS, d) || naive_plain(naive, CT_FACT_ALTERS, d) ||
            naive_plain(naive, CT_FACT_DESTROYS, d) || naive_plain(naive, CT_FACT_EXFILTRATED, d);
    return row;
}

static bool
same_blast(const CtBlastRow *a, const CtBlastRow *b)
{
    return a->n_assets == b->n_assets && a->weighted == b->weighted &&
           a->n_process == b->n_process && a->n_zones == b->n_zones &&
           a->n_functions == b->n_functions && a->n_data == b->n_data;
}

static char *
blast_text(const CtInstances *instances, const CtBlastRow *got, const CtBlastRow *want)
{
    g_autofree char *source = ct_fact_text(&ct_fact_kinds_builtin, instances, want->source);

    return g_strdup_printf(
        "%s: %u assets (%u weighted), %u process, %u zones, %u functions, %u data; want %u (%u), "
        "%u, %u, %u, %u",
        source, got->n_assets, (unsigned)got->weighted, got->n_process, got->n_zones,
        got->n_functions, got->n_data, want->n_assets, (unsigned)want->weighted, want->n_process,
        want->n_zones, want->n_functions, want->n_data);
}

/* Every source of the topology has a row, and of a fold a member chosen by chance falls alike. */
static char *
blast_difference(Bench *bench, const char *text)
{
    g_auto(CtTestWorld) world = {0};

    if (!ct_test_world_init(&world, bench->library, &bench->traits, text, NULL, NULL))
        return NULL;
    const CtInstances *instances = world.instances;
    g_autoptr(CtFolds) folds = ct_folds_new(instances, NULL, 0);
    g_autoptr(CtBlast) blast = ct_blast_new(world.graph, folds, UINT32_MAX, 0);
    uint32_t n_sources = folds->n_folds + ct_entity_count(instances, CT_ENTITY_PRODUCT) +
                         ct_entity_count(instances, CT_ENTITY_COMPONENT) +
                         instances->model->credentials.length + instances->model->suppliers.length;

    if (blast->n_rows != n_sources)
        return g_strdup_printf("%u sources, want %u", blast->n_rows, n_sources);
    for (uint32_t r = 0; r < blast->n_rows; r++) {
        CtFact source = blast->rows[r].source;

        if (source.kind == CT_FACT_EXEC) {
            uint32_t fold = folds->of_asset[source.entity];
            uint32_t n = folds->members.start[fold + 1] - folds->members.start[fold];

            if (blast->rows[r].n_alike != n)
                return g_strdup("a fold of another size");
            source.entity = folds->members.value[folds->members.start[fold] + hash_of(text) % n];
        }
        CtBlastRow want = naive_row(bench, &world, source);

        bench->n_said += want.n_assets > 1 ? 1 : 0;
        if (!same_blast(&blast->rows[r], &want))
            return blast_text(instances, &blast->rows[r], &want);
    }
    return NULL;
}

static void
test_blast_is_what_a_naive_attack_gains(void)
{
    Bench bench;

    bench_init(&bench);
    for (uint64_t seed = 0; seed < N_BLASTS; seed++) {
        bench.traits.autonomous = seed % 3 == 1;
        bench.traits.discover = false;
        compare(&bench, seed + 30000, &ct_generator_all, blast_difference);
    }
    CHECK_MSG(bench.n_said > N_BLASTS, "only %u sources that take others along", bench.n_said);
    bench_clear(&bench);
}

/* --- cuts --- */

/* Something that holds, but not in @bare; by chance, but the same for the same text. */
static bool
draw_goal(const CtTestWorld *world,
          const CtTestWorld *bare,
          bool gated,
          uint32_t chance,
          CtFact *ret_goal)
{
    static const CtFactKind kinds[] = {CT_FACT_EXEC,   CT_FACT_CONTROLS, CT_FACT_IMPAIRED,
                                       CT_FACT_HALTED, CT_FACT_READS,    CT_FACT_HOLDS,
                                       CT_FACT_REACH,  CT_FACT_OUT};
    uint32_t n_goals = 0;
    /* What needs a technique first; packets that arrive are always to be had. */
    size_t n_kinds = gated ? 1 : chance % 2 == 0 ? G_N_ELEMENTS(kinds) : 6;

    for (size_t k = 0; k < n_kinds; k++) {
        CtFactKind kind = gated ? CT_FACT_GATED : kinds[k];
        CtEntityKind entity = (CtEntityKind)ct_fact_kinds_builtin.infos[kind].entity;

        for (uint32_t e = 0; e < ct_entity_count(world->instances, entity); e++) {
            CtFact fact = {.kind = (uint8_t)kind, .entity = e};

            fact.level = kind == CT_FACT_EXEC ? CT_LEVEL_USER : CT_LEVEL_UNSTATED;
            if (!ct_test_world_has(world, fact) || ct_test_world_has(bare, fact))
                continue;
            /* Beside a plain way a gated one may be left out. */
            if (gated && ct_test_world_has(world, (CtFact){.kind = CT_FACT_REACH, .entity = e}))
                continue;
            n_goals++;
            chance = chance * 1664525 + 1013904223;
            if (chance / 7 % n_goals == 0)
                *ret_goal = fact;
        }
    }
    return n_goals > 0;
}

typedef struct Asked {
    Bench *bench;
    const char *text;
    CtFact goal;
    uint8_t kind; /* rules or flaws */
    const CtElements *elements;
} Asked;

/* Whether the goal is reached in the topology without rows @gone. */
static bool
reached_without(const Asked *asked, const CtIds *gone)
{
    g_auto(CtTestWorld) world = {0};
    bool rules = asked->kind == CT_ELEMENT_RULE;
    bool ok = ct_test_world_init(&world, asked->bench->library, &asked->bench->traits, asked->text,
                                 rules ? gone : NULL, rules ? NULL : gone);

    g_assert(ok);
    return ct_test_world_has(&world, asked->goal);
}

static uint32_t
rows_of(const CtModel *model, uint8_t kind, CtIds *rows)
{
    if (kind == CT_ELEMENT_VULNERABILITY) {
        for (uint32_t v = 0; v < model->vulnerabilities.length; v++)
            ct_ids_add(rows, v);
        return rows->length;
    }
    for (uint32_t c = 0; c < model->conduits.length; c++)
        for (uint32_t i = 0; ct_span_is_stated(model->conduits.data[c].allow) &&
                             i < model->conduits.data[c].allow.length;
             i++)
            ct_ids_add(rows, model->conduits.data[c].allow.start + i);
    ct_ids_sort_unique(rows);
    return rows->length;
}

static bool
has_set(const CtElements *elements, const CtCutResult *cuts, const uint32_t *rows, uint32_t n)
{
    for (guint i = 0; i < cuts->sets->len; i++) {
        const CtIds *set = &g_array_index(cuts->sets, CtIds, i);
        uint32_t same = 0;

        for (uint32_t k = 0; k < set->length; k++)
            for (uint32_t r = 0; r < n; r++)
                same += g_array_index(elements->rows, CtElement, set->data[k]).id == rows[r];
        if (same == n && set->length == n)
            return true;
    }
    return false;
}

/* Every set of up to two rows: cuts among them are exactly those found, or one row is a choke. */
static char *
sets_difference(const Asked *asked,
                const CtElements *elements,
                const CtCutResult *cuts,
                const CtIds *chokes,
                const CtIds *rows)
{
    for (uint32_t i = 0; i < rows->length; i++) {
        CtIds one = {.data = (uint32_t[]){rows->data[i]}, .length = 1};
        bool is_cut = !reached_without(asked, &one);
        bool is_choke = false;

        for (uint32_t k = 0; k < chokes->length; k++)
            is_choke = is_choke || g_array_index(elements->rows, CtElement, chokes->data[k]).id ==
                                       rows->data[i];
        asked->bench->n_said += is_cut ? 1 : 0;
        /* Of rules the graph only knows which may be one; which are, is asked of the topology. */
        if ((is_cut && !is_choke) || (is_choke && !is_cut && asked->kind != CT_ELEMENT_RULE) ||
            is_cut != has_set(elements, cuts, one.data, 1))
            return g_strdup_printf("row %u alone: %d, choke point %d", rows->data[i], is_cut,
                                   is_choke);
    }
    for (uint32_t i = 0; cuts->weight > 1.5 && i < rows->length; i++)
        for (uint32_t k = i + 1; k < rows->length; k++) {
            CtIds two = {.data = (uint32_t[]){rows->data[i], rows->data[k]}, .length = 2};
            bool is_cut = !reached_without(asked, &two);

            asked->bench->n_said += is_cut ? 1 : 0;
            if (is_cut != has_set(elements, cuts, two.data, 2))
                return g_strdup_printf("rows %u and %u: %d", rows->data[i], rows->data[k], is_cut);
        }
    return NULL;
}

/* As analysis/rule_trials.h does it, without files. */
static bool
check_on_topology(void *data, const CtIds *set, CtIds *ret_way, bool *ret_known)
{
    const Asked *asked = data;
    g_auto(CtTestWorld) world = {0};
    g_auto(CtIds) gone = {0};
    bool ok;

    for (uint32_t i = 0; i < set->length; i++)
        ct_ids_add(&gone, g_array_index(asked->elements->rows, CtElement, set->data[i]).id);
    ok = ct_test_world_init(&world, asked->bench->library, &asked->bench->traits, asked->text,
                            &gone, NULL);
    g_assert(ok);
    *ret_known = true;
    if (!ct_test_world_has(&world, asked->goal))
        return true;
    CtFactId goal = ct_graph_fact(world.graph, asked->goal);
    g_autoptr(CtSlice) slice =
        ct_slice_new(world.graph, world.fixpoint, &world.entry, 1, &goal, 1, 1);
    g_autoptr(CtElements) elements = ct_elements_new_rules(world.graph, slice);
    g_auto(CtIds) way = {0};

    ct_cut_way(slice, elements, &way);
    for (uint32_t i = 0; i < way.length; i++) {
        uint32_t rule =
            world.original.data[g_array_index(elements->rows, CtElement, way.data[i]).id];

        for (guint e = 0; e < asked->elements->rows->len; e++)
            if (g_array_index(asked->elements->rows, CtElement, e).id == rule)
                ct_ids_add(ret_way, e);
    }
    return false;
}

static CtElements *
elements_of(const Asked *asked, const CtTestWorld *world, const CtSlice *slice, CtFactId goal)
{
    return asked->kind == CT_ELEMENT_RULE
               ? ct_elements_new_rules(world->graph, slice)
               : ct_elements_new(world->graph, slice, UINT32_C(1) << asked->kind, &goal, 1);
}

static char *
cuts_difference_by(Bench *bench, const char *text, uint8_t kind)
{
    g_auto(CtTestWorld) world = {0};
    g_auto(CtIds) rows = {0};
    g_auto(CtIds) chokes = {0};
    Asked asked = {.bench = bench, .text = text, .kind = kind};
    CtCutLimits limits = {.most = MOST_SETS, .work = UINT64_MAX / 2, .seconds = 600};
    CtCutCheck check = {.func = check_on_topology, .data = &asked};

    if (!ct_test_world_init(&world, bench->library, &bench->traits, text, NULL, NULL) ||
        rows_of(world.model, kind, &rows) > MOST_ROWS)
        return NULL;
    bool rules = kind == CT_ELEMENT_RULE;
    g_auto(CtTestWorld) bare = {0};

    if (!ct_test_world_init(&bare, bench->library, &bench->traits, text, rules ? &rows : NULL,
                            rules ? NULL : &rows) ||
        !draw_goal(&world, &bare, bench->gated, hash_of(text), &asked.goal))
        return NULL;
    CtFactId goal = ct_graph_fact(world.graph, asked.goal);
    g_autoptr(CtSlice) slice =
        ct_slice_new(world.graph, world.fixpoint, &world.entry, 1, &goal, 1, 1);
    g_autoptr(CtElements) elements = elements_of(&asked, &world, slice, goal);
    g_autofree double *weight = g_new(double, (size_t)elements->rows->len + 1);
    g_autofree char *name = ct_fact_text(&ct_fact_kinds_builtin, world.instances, asked.goal);

    asked.elements = elements;
    for (guint e = 0; e < elements->rows->len; e++)
        weight[e] = 1;
    g_autoptr(CtCutResult) cuts =
        ct_cuts_find(slice, elements, weight, &limits, kind == CT_ELEMENT_RULE ? &check : NULL);
    ct_choke_points(slice, elements, &chokes);
    if (!cuts->is_complete)
        return g_strdup("not complete");
    if (isinf(cuts->weight) != reached_without(&asked, &rows))
        return g_strdup_printf("%s: all of them together: %d", name, isinf(cuts->weight));
    g_autofree char *why = sets_difference(&asked, elements, cuts, &chokes, &rows);

    return why != NULL ? g_strdup_printf("%s: %s", name, why) : NULL;
}

static char *
rules_difference(Bench *bench, const char *text)
{
    return cuts_difference_by(bench, text, CT_ELEMENT_RULE);
}

static char *
flaws_difference(Bench *bench, const char *text)
{
    return cuts_difference_by(bench, text, CT_ELEMENT_VULNERABILITY);
}

static void
test_cuts_by_rule_are_those_of_the_topology(void)
{
    Bench bench;

    bench_init(&bench);
    for (uint64_t seed = 0; seed < N_CUTS; seed++)
        compare(&bench, seed + 40000, &ct_generator_all, rules_difference);
    CHECK_MSG(bench.n_said > 10, "only %u cuts", bench.n_said);
    bench_clear(&bench);
}

static void
test_cuts_before_a_second_factor(void)
{
    Bench bench;

    bench_init(&bench);
    bench.gated = true;
    for (uint64_t seed = 0; seed < 2 * N_CUTS; seed++)
        compare(&bench, seed + 70000, &ct_generator_gated, rules_difference);
    CHECK_MSG(bench.n_said > 10, "only %u cuts", bench.n_said);
    bench_clear(&bench);
}

static void
test_cuts_by_flaw_are_those_of_the_topology(void)
{
    Bench bench;

    bench_init(&bench);
    for (uint64_t seed = 0; seed < N_CUTS; seed++)
        compare(&bench, seed + 60000, &ct_generator_all, flaws_difference);
    CHECK_MSG(bench.n_said > 0, "no cut at all");
    bench_clear(&bench);
}

CU_TestInfo test_exposure_models_tests[] = {
    {"the surface is what arrives without trying", test_surface_is_what_arrives_without_trying},
    {"a blast radius is what a naive attack gains", test_blast_is_what_a_naive_attack_gains},
    {"cuts by rule are those of the topology", test_cuts_by_rule_are_those_of_the_topology},
    {"so are those of what asks a second factor", test_cuts_before_a_second_factor},
    {"cuts by flaw are those of the topology", test_cuts_by_flaw_are_those_of_the_topology},
    CU_TEST_INFO_NULL,
};
