/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A blocked conduit is a conduit without allow rules: the attack graph over every door, without the
 * edges of that conduit, says what the attack graph of a topology without its rules says, built
 * anew; likewise of a single rule. On generated models, conduit by conduit, two at once, and some
 * of the rules that may be blocked. And windows, minute by minute.
 */
#include "tests/support/check.h"

#include "base/bits.h"
#include "base/week.h"
#include "sim/timeline.h"
#include "tests/support/grounded.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_changing.h"

enum { N_MODELS = 250, MOST_STEPS = 20000 };

static bool
is_shut(const CtReachEdge *edge, const bool *blocked, const uint64_t *rules)
{
    return edge->opener == CT_NO_ID &&
           ((blocked != NULL && edge->conduit != CT_NO_ID && blocked[edge->conduit]) ||
            (rules != NULL && edge->rule != CT_NO_ID && ct_bits_get(rules, edge->rule)));
}

/* Who is on the first network in the end, if every try succeeds; @blocked: NULL or a conduit each;
 * @rules: NULL or a bit a rule. */
static uint64_t *
closure(const CtGraph *graph, const bool *blocked, const uint64_t *rules)
{
    uint64_t *holds = ct_bits_new(graph->n_facts);
    bool changed = true;

    ct_bits_set(holds, ct_graph_fact(graph, (CtFact){.kind = CT_FACT_LOCATED}));
    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < graph->n_steps; s++) {
            uint32_t have = 0;

            if (ct_bits_get(holds, graph->step_gain[s]))
                continue;
            if (graph->step_kind[s] == CT_STEP_REACH &&
                is_shut(&graph->reach->edges.data[graph->step_reason[s]], blocked, rules))
                continue;
            for (uint32_t p = graph->step_premise_start[s]; p < graph->step_premise_start[s + 1];
                 p++)
                have += ct_bits_get(holds, graph->premises[p]);
            if (have < ct_graph_need(graph, s))
                continue;
            ct_bits_set(holds, graph->step_gain[s]);
            changed = true;
        }
    }
    return holds;
}

/* A door that asks a second factor does not matter beside one that does not. */
static bool
has(const CtGraph *graph, const uint64_t *holds, CtFact fact)
{
    CtFact open = {.kind = CT_FACT_REACH, .entity = fact.entity};

    if (fact.kind == CT_FACT_GATED && ct_bits_get(holds, ct_graph_fact(graph, open)))
        return true;
    return ct_bits_get(holds, ct_graph_fact(graph, fact));
}

/* The first fact of which one holds it and the other does not; NULL. */
static char *
difference(const CtGrounded *a,
           const uint64_t *a_holds,
           const CtGrounded *b,
           const uint64_t *b_holds)
{
    for (uint8_t kind = 0; kind < a->graph->kinds->n; kind++) {
        uint32_t n = ct_entity_count(a->instances, ct_fact_kind_entity(a->graph->kinds, kind));
        unsigned levels = a->graph->kinds->infos[kind].levels;

        for (uint32_t e = 0; e < n; e++)
            for (unsigned level = 0; level < levels; level++) {
                CtFact fact = {.kind = kind, .entity = e};

                if (levels == 2)
                    fact.level = level == 0 ? CT_LEVEL_USER : CT_LEVEL_ADMIN;
                if (has(a->graph, a_holds, fact) == has(b->graph, b_holds, fact))
                    continue;
                g_autofree char *text = ct_fact_text(a->graph->kinds, a->instances, fact);

                return g_strdup_printf("%s: blocked %d, without the rules %d", text,
                                       has(a->graph, a_holds, fact), has(b->graph, b_holds, fact));
            }
    }
    return NULL;
}

/* What blocking @first and @second (may be one) does not do as taking their rules away does. */
static char *
check_blocked(CtLibrary *library, CtModel *model, const CtGrounded *doors, CtId first, CtId second)
{
    g_autofree bool *blocked = g_new0(bool, (size_t)model->conduits.length + 1);
    CtSpan rules[2] = {model->conduits.data[first].allow, model->conduits.data[second].allow};
    g_auto(CtGrounded) without = {0};

    blocked[first] = blocked[second] = true;
    g_autofree uint64_t *got = closure(doors->graph, blocked, NULL);

    model->conduits.data[first].allow = (CtSpan){.start = rules[0].start, .length = 0};
    model->conduits.data[second].allow = (CtSpan){.start = rules[1].start, .length = 0};
    ct_grounded_init(&without, library, model, false, NULL);
    g_autofree uint64_t *want = closure(without.graph, NULL, NULL);
    char *why = difference(doors, got, &without, want);

    model->conduits.data[second].allow = rules[1];
    model->conduits.data[first].allow = rules[0];
    return why;
}

/* What blocking some of @single does not do as taking them away does. */
static char *
check_rules(CtLibrary *library,
            const CtModel *model,
            const CtGrounded *doors,
            const uint64_t *single,
            uint64_t *state,
            uint32_t *ret_n)
{
    g_autofree uint64_t *rules = ct_bits_new(model->rules.length);
    g_auto(CtGrounded) without = {0};

    for (uint32_t r = 0; r < model->rules.length; r++)
        if (ct_bits_get(single, r) && ct_random_below(state, 3) != 0) {
            ct_bits_set(rules, r);
            *ret_n += 1;
        }
    CtModel changed = ct_without_rules(model, rules, NULL, NULL);

    ct_grounded_init(&without, library, &changed, false, NULL);
    g_autofree uint64_t *got = closure(doors->graph, NULL, rules);
    g_autofree uint64_t *want = closure(without.graph, NULL, NULL);
    char *why = difference(doors, got, &without, want);

    ct_without_rules_clear(&changed);
    return why;
}

typedef struct Tally {
    uint32_t n, n_rules; /* conduits blocked; rules */
} Tally;

/* A CtModelLaw. */
static char *
check_model(CtLibrary *library, CtModel *model, uint64_t *state, void *data)
{
    Tally *tally = data;
    g_autofree uint64_t *single = ct_naive_choose_rules(model, state);
    g_auto(CtGrounded) doors = {0}, plain = {0};

    if (model->networks.length == 0)
        return NULL;
    ct_grounded_init(&doors, library, model, true, single);
    if (doors.graph->n_steps > MOST_STEPS)
        return NULL;
    ct_grounded_init(&plain, library, model, false, NULL);
    g_autofree uint64_t *got = closure(doors.graph, NULL, NULL);
    g_autofree uint64_t *want = closure(plain.graph, NULL, NULL);
    char *why = difference(&doors, got, &plain, want);

    for (int i = 0; why == NULL && single != NULL && i < 3; i++)
        why = check_rules(library, model, &doors, single, state, &tally->n_rules);

    for (CtId c = 0; why == NULL && c < MIN(model->conduits.length, 3); c++) {
        CtId first = ct_random_below(state, model->conduits.length);
        CtId second = c == 0 ? ct_random_below(state, model->conduits.length) : first;

        why = check_blocked(library, model, &doors, first, second);
        tally->n++;
        if (why != NULL) {
            char *longer = g_strdup_printf("conduits %u and %u: %s", first, second, why);

            g_free(why);
            why = longer;
        }
    }
    return why;
}

static void
test_doors(void)
{
    Tally tally = {0};

    ct_check_models(N_MODELS, check_model, &tally);
    CHECK_MSG(tally.n > N_MODELS, "only %u conduits were blocked", tally.n);
    CHECK_MSG(tally.n_rules > N_MODELS, "only %u rules were blocked", tally.n_rules);
}

/* Two doors to one asset, the second watched: at rest only the first matters. */
static void
test_second_door(void)
{
    static const char text[] =
        "cybertwin: 1\n"
        "suppliers: { s: {} }\n"
        "products: { rtu: { kind: rtu, supplier: s, services: { iec: { port: tcp/2404, auth: none, "
        "gives: [control] } } } }\n"
        "networks: { internet: { medium: internet } }\n"
        "zones: { outside: { outside: true, networks: [internet] }, control: {} }\n"
        "conduits:\n"
        "  first: { from: outside, to: control, allow: [ { port: tcp/2404, to: rtu-1 } ] }\n"
        "  second: { from: outside, to: control, allow: [ { port: tcp/2404, to: rtu-1 } ],\n"
        "    controls: { sensor: 0.5 } }\n"
        "assets: { rtu-1: { product: rtu, zone: control } }\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *trouble = NULL;
    const CtFact controls = {.kind = CT_FACT_CONTROLS};

    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    bool loads = ct_loaded_init(&loaded, text, &trouble);

    CHECK_MSG(loads, "%s", trouble);
    if (!loads)
        return;
    for (int every = 0; every < 2; every++) {
        const bool first[2] = {true, false}, both[2] = {true, true};
        g_auto(CtGrounded) twin = {0};

        ct_grounded_init(&twin, library, loaded.model, every != 0, NULL);
        g_autofree uint64_t *rest = closure(twin.graph, NULL, NULL);
        g_autofree uint64_t *one = closure(twin.graph, first, NULL);
        g_autofree uint64_t *none = closure(twin.graph, both, NULL);

        CU_ASSERT_TRUE(has(twin.graph, rest, controls));
        CHECK_INT(has(twin.graph, one, controls), every); /* why every door is asked for */
        CU_ASSERT_FALSE(has(twin.graph, none, controls));
    }
}

/* --- windows --- */

/* A minute of the day from "HH:MM", and @text behind it. */
static unsigned
clock_minute(const char **text)
{
    char *end = NULL;
    unsigned hours = (unsigned)strtoul(*text, &end, 10);
    unsigned minutes = (unsigned)strtoul(end + 1, &end, 10);

    *text = end;
    return hours * 60 + minutes;
}

/* Whether minute @m of the week is in a part of @text, said without a bit a minute. */
static bool
is_in(const char *text, uint32_t m)
{
    static const char days[] = "montuewedthufrisatsun";
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);

    for (size_t i = 0; parts[i] != NULL; i++) {
        const char *part = g_strstrip(parts[i]);
        unsigned first = 0, last = 6, from = 0, to = 24 * 60;

        if (g_str_has_prefix(part, "daily")) {
            part += strlen("daily");
        } else if (g_ascii_isalpha(part[0])) { /* three letters, or three and three */
            char day[4] = {part[0], part[1], part[2], '\0'};

            first = last = (unsigned)(strstr(days, day) - days) / 3;
            part += 3;
            if (part[0] == '-') {
                memcpy(day, part + 1, 3);
                last = (unsigned)(strstr(days, day) - days) / 3;
                part += 4;
            }
        }
        if (part[0] != '\0') {
            from = clock_minute(&part);
            part++; /* the dash */
            to = clock_minute(&part);
        }
        for (unsigned before = 0; before < 2; before++) { /* today's part, and yesterday's */
            unsigned day = (m / 1440 + 7 - before) % 7, at = m % 1440 + before * 1440;
            bool on_day = first <= last ? day >= first && day <= last : day >= first || day <= last;

            if (on_day && at >= from && at < (to > from ? to : to + 1440))
                return true;
        }
    }
    return false;
}

static void
test_windows(void)
{
    static const char *const texts[] = {"mon-fri 08:00-17:00",
                                        "daily",
                                        "daily 22:00-06:00",
                                        "sat-mon",
                                        "sun 23:00-01:30",
                                        "fri-tue 12:00-12:01, wed",
                                        "08:30-09:00",
                                        "mon 00:00-24:00, tue 00:00-00:05",
                                        "thu"};

    for (size_t t = 0; t < G_N_ELEMENTS(texts); t++) {
        enum { WEEK_MINUTES = 7 * 24 * 60 };
        g_auto(CtWeek) week = {0};
        bool open = is_in(texts[t], 0);
        int64_t turn;

        CU_ASSERT_FATAL(ct_week_parse(texts[t], &week, NULL));
        CHECK_INT(ct_week_is_open(&week, 0), open);
        turn = ct_week_next_turn(&week, 0);
        for (uint32_t m = 1; m < 2 * WEEK_MINUTES; m++) {
            if (turn == m * INT64_C(60000)) {
                CHECK_INT(ct_week_is_open(&week, turn), !open);
                open = !open;
                turn = ct_week_next_turn(&week, turn);
            }
            if (open == is_in(texts[t], m % WEEK_MINUTES))
                continue;
            CHECK_MSG(false, "'%s' at minute %u: open %d", texts[t], m, open);
            break;
        }
        CHECK_INT(turn < 0, week.n == 0);
    }
}

CU_TestInfo test_doors_tests[] = {
    {"what is blocked is as without allow rules", test_doors},
    {"a door that another betters is left when that one is blocked", test_second_door},
    {"windows open and close as they are written", test_windows},
    CU_TEST_INFO_NULL,
};
