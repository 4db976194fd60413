/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A single rule of a conduit that is blocked from the start is as one that is not there: the run on
 * the topology without it brings the same facts at the same times. Names of rules; and what scripts
 * and playbooks do with them.
 */
#include "tests/support/check.h"

#include "base/bits.h"
#include "sim/actions.h"
#include "tests/support/grounded.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_changing.h"
#include "tests/support/scenario_run.h"
#include "topology/rule_names.h"

#include <inttypes.h>
#include <string.h>

enum { N_MODELS = 1200, MOST_STEPS = 4000 };

static const int64_t horizon_ms = INT64_C(60) * 86400000;

/* --- a run --- */

typedef struct Played {
    const CtModel *model;
    const uint64_t *blocked; /* a bit a rule; NULL */
} Played;

static void
block_rules(CtEngine *engine, void *data)
{
    const Played *played = data;

    for (uint32_t c = 0; played->blocked != NULL && c < played->model->conduits.length; c++)
        for (uint32_t i = 0; i < played->model->conduits.data[c].allow.length; i++)
            if (ct_bits_get(played->blocked, played->model->conduits.data[c].allow.start + i))
                ct_engine_act(engine, CT_EVENT_PRIORITY_DEFENDER,
                              &(CtAction){.kind = CT_ACTION_BLOCK, .entity = c, .part = i + 1});
}

/* Of what follows from others only whether it holds in the end: it did for a moment before anything
 * was blocked. A door that asks a second factor does not matter beside one that does not: of such
 * packets nothing is noted. */
static void
put_firsts(const CtGraph *graph, const CtCourseState *state, GArray *firsts)
{
    for (uint8_t kind = 0; kind < graph->kinds->n; kind++) {
        uint32_t n = ct_entity_count(graph->instances, ct_fact_kind_entity(graph->kinds, kind));
        unsigned levels = graph->kinds->infos[kind].levels;

        for (uint32_t i = 0; i < n * levels && kind != CT_FACT_GATED; i++) {
            CtFact fact = {.kind = kind, .entity = i / levels};

            if (levels == 2)
                fact.level = i % 2 == 0 ? CT_LEVEL_USER : CT_LEVEL_ADMIN;
            uint32_t there = state->course->fact_of[ct_graph_fact(graph, fact)];
            int64_t first = -1;

            if (there != CT_NO_ID && graph->kinds->infos[kind].held)
                first = ct_course_state_first_ms(state, there);
            else if (there != CT_NO_ID && ct_course_state_holds(state, there))
                first = 0;

            g_array_append_val(firsts, first);
        }
    }
}

/* When each fact that can be named first held, int64_t, by kind, entity and level; -1: never. Of
 * one who stands on the first network; NULL where there are too many steps. */
static GArray *
play(CtLibrary *library, const CtModel *model, const uint64_t *single, const uint64_t *blocked)
{
    static const CtHost blocking = {.begin = block_rules};
    g_auto(CtGrounded) grounded = {0};

    ct_grounded_init(&grounded, library, model, true, single);
    const CtGraph *graph = grounded.graph;

    if (graph->n_steps > MOST_STEPS)
        return NULL;
    CtFactId entry = ct_graph_fact(graph, (CtFact){.kind = CT_FACT_LOCATED});
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, &entry, 1);
    g_autoptr(CtSim) sim = ct_sim_new(horizon_ms, 7, 1000000);
    GArray *firsts = g_array_new(FALSE, FALSE, sizeof(int64_t));

    ct_sim_add(sim, ct_course_new_changing(graph, fixpoint, &entry, 1, NULL, 0, "mallory"), 0,
               CT_STRATEGY_RANDOM);
    ct_sim_close(sim);
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_auto(CtSummary) summary = {0};
    Played played = {.model = model, .blocked = blocked};

    ct_engine_add_host(engine, &blocking, &played);
    ct_summary_init(&summary, sim);
    ct_engine_run(engine, 0, &summary);
    put_firsts(graph, ct_engine_state(engine, 0), firsts);
    return firsts;
}

/* --- the law --- */

static char *
difference(const GArray *got, const GArray *want)
{
    if (got->len != want->len)
        return g_strdup_printf("%u facts, want %u", got->len, want->len);
    for (guint i = 0; i < got->len; i++) {
        int64_t a = g_array_index(got, int64_t, i), b = g_array_index(want, int64_t, i);

        if (a != b)
            return g_strdup_printf("fact %u: first at %" PRId64 ", want %" PRId64, i, a, b);
    }
    return NULL;
}

/* Facts that came. */
static uint32_t
count_facts(const GArray *firsts)
{
    uint32_t n = 0;

    for (guint i = 0; i < firsts->len; i++)
        n += g_array_index(firsts, int64_t, i) >= 0;
    return n;
}

typedef struct Tally {
    uint32_t n, n_facts, n_less; /* models; facts that came; models in which the rules mattered */
} Tally;

/* A CtModelLaw. */
static char *
check_model(CtLibrary *library, CtModel *model, uint64_t *state, void *data)
{
    Tally *tally = data;
    g_autofree uint64_t *single = ct_naive_choose_rules(model, state);
    g_autofree uint64_t *blocked = ct_bits_new(model->rules.length);
    bool any = false;

    for (uint32_t r = 0; single != NULL && r < model->rules.length; r++)
        if (ct_bits_get(single, r) && ct_random_below(state, 4) != 0) {
            ct_bits_set(blocked, r);
            any = true;
        }
    if (!any || model->networks.length == 0)
        return NULL;
    g_autofree uint64_t *left = NULL;
    CtModel changed = ct_without_rules(model, blocked, single, &left);
    GArray *all = play(library, model, single, NULL);
    GArray *got = all != NULL ? play(library, model, single, blocked) : NULL;
    GArray *want = got != NULL ? play(library, &changed, left, NULL) : NULL;
    char *why = want != NULL ? difference(got, want) : NULL;

    if (want != NULL) {
        tally->n++;
        tally->n_facts += count_facts(want);
        tally->n_less += count_facts(want) < count_facts(all);
    }
    g_clear_pointer(&all, g_array_unref);
    g_clear_pointer(&got, g_array_unref);
    g_clear_pointer(&want, g_array_unref);
    ct_without_rules_clear(&changed);
    return why;
}

static void
test_law(void)
{
    Tally tally = {0};

    ct_check_models(N_MODELS, check_model, &tally);
    CHECK_MSG(tally.n > N_MODELS / 6 && tally.n_less > N_MODELS / 60 && tally.n_facts > N_MODELS,
              "%u models, in %u rules matter, %u facts", tally.n, tally.n_less, tally.n_facts);
}

/* --- scripts --- */

/* Two rules let the same through, one of them only from pc[0]; a third something else. */
static const char topology[] =
    "cybertwin: 1\n"
    "products:\n"
    "  box: { kind: workstation }\n"
    "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] },\n"
    "    web: { port: tcp/80, auth: none, gives: [app] } } }\n"
    "networks: { internet: { medium: internet }, desk: {}, hall: {} }\n"
    "zones:\n"
    "  outside: { outside: true, networks: [internet] }\n"
    "  office: { networks: [desk] }\n"
    "  plant: { networks: [hall] }\n"
    "conduits:\n"
    "  down:\n"
    "    from: office\n"
    "    to: plant\n"
    "    allow: [ { port: tcp/502 }, { port: [tcp/502], from: \"pc[0]\" }, { port: tcp/80 } ]\n"
    "assets:\n"
    "  pc: { product: box, zone: office, count: 2 }\n"
    "  plc: { product: pump, zone: plant }\n";

#define ATTACKER                                                                                   \
    "horizon '1d'\n"                                                                               \
    "attacker 'outsider' { entry = { exec('pc[1]', 'admin') }, goals = { stop = controls 'plc' }," \
    " parallel = 1 }\n"

static const struct {
    const char *what, *script, *log;
} scripts[] = {
    {"one rule, told by its name",
     "at('0h', function() log(tostring(block 'down allow[0]')) log(tostring(block 'down "
     "allow[0]'))\n"
     "  log(tostring(is_blocked 'down allow[0]')) log(tostring(is_blocked 'down allow[1]')) "
     "log(tostring(is_blocked 'down')) end)\n"
     "at('3h', function() log(tostring(unblock 'down allow[0]')) log(tostring(is_blocked 'down "
     "allow[0]')) end)\n"
     "on('acted', function(action, target) log(action .. ' ' .. target) end)\n",
     "0s: true\n0s: false\n0s: true\n0s: false\n0s: false\n0s: block down allow[0]\n"
     "3h: true\n3h: false\n3h: unblock down allow[0]\n"},
    {"a rule of a conduit that is blocked lets nothing pass",
     "at('1h', function() block 'down' log(tostring(is_blocked 'down allow[2]')) end)\n",
     "1h: true\n"},
    {"a rule that does not exist", "at('1h', function() block 'down allow[3]' end)\n",
     "failed: scenario.lua:3: block: conduit 'down' has no 'allow[3]'; a rule is written as in "
     "\"down allow[0]\", and it has 3, counted from 0\n"},
    {"a name that is made up while it runs",
     "at('1h', function() block('down allow' .. '[0]') end)\n",
     "failed: scenario.lua:3: block: the script has to name a rule in plain somewhere: \"down "
     "allow[0]\"\n"},
};

static void
test_scripts(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
        g_autofree char *script = g_strconcat(ATTACKER, scripts[i].script, NULL);
        g_auto(CtScenarioTest) test = {0};

        ct_scenario_test_init(&test, topology, script);
        CHECK_MSG(test.error == NULL, "%s: %s", scripts[i].what, test.error);
        if (test.error != NULL)
            continue;
        for (uint64_t r = 0; r < 2; r++) {
            g_autofree char *log = ct_scenario_test_log(&test, r);

            CHECK_MSG(strcmp(log, scripts[i].log) == 0, "%s: got\n%swant\n%s", scripts[i].what, log,
                      scripts[i].log);
        }
    }
}

/* --- names --- */

static void
test_names(void)
{
    static const char *const wrong[] = {"up",
                                        "down allow",
                                        "down allow[3]",
                                        "down deny[0]",
                                        "down allow[00]",
                                        "down allow[0] ",
                                        "down  allow[0]",
                                        "down allow[-1]",
                                        "down allow[99999999999]"};
    static const char script[] =
        "block 'down allow[2]'; -- down allow[0, down allow[7], x allow[1],"
        " down allow[1]";
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *trouble = NULL;
    uint64_t rules[2] = {0};
    CtId conduit = 0;
    uint32_t part = 0;

    CU_ASSERT_FATAL(ct_loaded_init(&loaded, topology, &trouble));
    for (uint32_t p = 0; p <= 3; p++) {
        g_autofree char *text = ct_conduit_part_text(loaded.model, 0, p);

        CU_ASSERT_TRUE(ct_conduit_part_parse(loaded.model, text, &conduit, &part, NULL));
        CHECK_INT(conduit, 0);
        CHECK_INT(part, p);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;

        CHECK_ERR(ct_conduit_part_parse(loaded.model, wrong[i], &conduit, &part, &error), error,
                  CT_CONDUIT_PART_ERROR, CT_CONDUIT_PART_ERROR_UNKNOWN);
    }
    CU_ASSERT_TRUE(ct_conduit_parts_named(loaded.model, script, strlen(script), rules));
    for (uint32_t i = 0; i < 3; i++)
        CHECK_INT(ct_bits_get(rules, loaded.model->conduits.data[0].allow.start + i), i != 0);
    CU_ASSERT_FALSE(
        ct_conduit_parts_named(loaded.model, script, strlen("block 'down allow[2"), rules));
}

CU_TestInfo test_rules_tests[] = {
    {"a rule blocked from the start is as one that is not there", test_law},
    {"scripts block single rules", test_scripts},
    {"rules have names", test_names},
    CU_TEST_INFO_NULL,
};
