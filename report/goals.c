/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `goals` for people: requirement, verdict, then the chain from what fails to what is violated. */
#include "report/goals.h"

#include "report/place.h"
#include "report/text_parts.h"

enum { MOST_NAMES = 6, CHAIN_INDENT = 4 };

static void
put_chain(const CtTextReport *report, const char *label, const char *text, const char *place)
{
    ct_text_reason(report, CHAIN_INDENT, label, CT_STYLE_PLAIN, text, place);
}

/* "halted, commanded or cut off" */
static char *
fails_text(unsigned fails)
{
    GString *text = g_string_new(NULL);

    for (unsigned bit = 1; bit < 1u << CT_N_FAILS; bit <<= 1) {
        unsigned rest = fails & ~(2 * bit - 1);

        if ((fails & bit) == 0)
            continue;
        if (text->len > 0)
            g_string_append(text, rest == 0 ? " or " : ", ");
        g_string_append(text, ct_fails_text(bit));
    }
    return g_string_free(text, FALSE);
}

/* One more name of a list: all where everything is asked for, else the first. */
static void
append_name(const CtTextReport *report, GString *text, uint32_t *n, const char *name)
{
    if (*n < MOST_NAMES || report->options->all)
        g_string_append_printf(text, "%s%s", *n > 0 ? ", " : "", name);
    (*n)++;
}

static void
append_rest(const CtTextReport *report, GString *text, uint32_t n)
{
    if (n > MOST_NAMES && !report->options->all)
        g_string_append_printf(text, " and %u more", n - MOST_NAMES);
}

/* One line for the assets that can fail in the same ways; @fails 0: those that cannot. */
static void
put_alike_assets(const CtTextReport *report,
                 const CtTwin *twin,
                 const CtFunctionFailing *failing,
                 uint8_t fails)
{
    GString *names = g_string_new(NULL);
    g_autofree char *how = fails_text(fails);
    uint32_t n = 0;

    for (uint32_t i = 0; i < failing->needs.assets.length; i++) {
        if (failing->fails[i] != fails)
            continue;
        if (n < MOST_NAMES || report->options->all) {
            g_autofree char *name =
                ct_instances_asset_text(twin->instances, failing->needs.assets.data[i]);

            append_name(report, names, &n, name);
        } else {
            n++;
        }
    }
    append_rest(report, names, n);
    if (n > 0) {
        g_autofree char *text = fails == 0
                                    ? g_strdup_printf("cannot be made to fail: %s", names->str)
                                    : g_strdup_printf("can be %s: %s", how, names->str);

        ct_text_reason(report, CHAIN_INDENT + 9, "", CT_STYLE_PLAIN, text, NULL);
    }
    g_string_free(names, TRUE);
}

static void
put_needed_functions(const CtTextReport *report,
                     const CtTwin *twin,
                     const CtFunctionFailing *failing)
{
    for (int can = 1; can >= 0; can--) {
        GString *names = g_string_new(NULL);
        uint32_t n = 0;

        for (uint32_t i = 0; i < failing->needs.functions.length; i++)
            if (failing->function_fails[i] == can)
                append_name(report, names, &n,
                            ct_model_id(twin->model, CT_SECTION_FUNCTIONS,
                                        failing->needs.functions.data[i]));
        append_rest(report, names, n);
        if (n > 0) {
            g_autofree char *text =
                g_strdup_printf("%s: %s", can == 1 ? "can be lost" : "cannot be made to fail",
                                names->str);

            ct_text_reason(report, CHAIN_INDENT + 9, "", CT_STYLE_PLAIN, text, NULL);
        }
        g_string_free(names, TRUE);
    }
}

/* "feeder-control loses availability when 2 of the 3 it needs fail, and 3 can" */
static char *
function_text(const CtTwin *twin, const CtFunctionFailing *failing)
{
    const CtFunctionNeeds *needs = &failing->needs;
    GString *text = g_string_new(ct_model_id(twin->model, CT_SECTION_FUNCTIONS, failing->function));

    if (needs->enough == 0) {
        g_string_append(text, " needs nothing, so nothing that fails can violate this");
        return g_string_free(text, FALSE);
    }
    g_string_append_printf(text, " loses %s when ", ct_word_text(CT_WORDS_LOSS, failing->loss));
    if (needs->n == 1)
        g_string_append(text, "the one thing it needs fails");
    else if (needs->n == 2)
        g_string_append(text, needs->enough == 1 ? "either of the two things it needs fails"
                                                 : "both things it needs fail");
    else if (needs->enough == 1)
        g_string_append_printf(text, "any of the %u things it needs fails", needs->n);
    else if (needs->enough == needs->n)
        g_string_append_printf(text, "all %u things it needs fail", needs->n);
    else
        g_string_append_printf(text, "%u of the %u things it needs fail", needs->enough, needs->n);
    if (failing->n_failing == 0)
        g_string_append(text, "; he can make none fail");
    else
        g_string_append_printf(text, "; he can make %u fail%s", failing->n_failing,
                               failing->is_lost ? "" : ", too few");
    return g_string_free(text, FALSE);
}

/* Where the requirement asks for another thing than the function's own loss names. */
static void
put_other_loss(const CtTextReport *report, const CtTwin *twin, const CtFunctionFailing *failing)
{
    CtLoss own = ct_function_loss(twin->model, failing->function);
    bool reports = ct_loss_counts_reports(failing->loss);

    if (failing->is_own)
        return;
    g_autofree char *text =
        g_strdup_printf("its own loss is %s; asked for %s, %s", ct_word_text(CT_WORDS_LOSS, own),
                        ct_word_text(CT_WORDS_LOSS, failing->loss),
                        ct_loss_counts_reports(own) == reports ? "the same failures count"
                        : reports ? "false reports count as failures, too"
                                  : "false reports alone do not count");

    ct_text_reason(report, CHAIN_INDENT + 9, "", CT_STYLE_DIM, text, NULL);
}

static void
put_function(const CtTextReport *report,
             const CtTwin *twin,
             const CtFunctionFailing *failing,
             const char *label)
{
    g_autofree char *text = function_text(twin, failing);
    g_autofree char *place =
        ct_place_text(twin, twin->model->functions.data[failing->function].e.pos);

    put_chain(report, label, text, place);
    put_other_loss(report, twin, failing);
    for (unsigned fails = (1u << CT_N_FAILS) - 1; fails > 0; fails--)
        put_alike_assets(report, twin, failing, (uint8_t)fails);
    put_alike_assets(report, twin, failing, 0);
    put_needed_functions(report, twin, failing);
}

static void
put_holders(const CtTextReport *report, const CtTwin *twin, const CtRequirementGoal *goal)
{
    uint32_t n_halted = 0;

    if (goal->holders.length == 0)
        return;
    for (uint32_t i = 0; i < goal->holders.length; i++)
        n_halted += goal->halted[i];
    g_autofree char *first = ct_instances_asset_text(twin->instances, goal->holders.data[0]);
    g_autofree char *text =
        goal->holders.length == 1
            ? g_strdup_printf("once %s, which holds it, is halted (it can%s be)", first,
                              n_halted == 1 ? "" : "not")
            : g_strdup_printf("once all %u assets that hold it are halted (%u can be)",
                              goal->holders.length, n_halted);

    put_chain(report, "or     ", text, NULL);
}

static void
put_data(const CtTextReport *report, const CtTwin *twin, const CtRequirementGoal *goal)
{
    uint32_t d = twin->model->requirements.data[goal->requirement].data;
    g_autofree char *place = ct_place_text(twin, twin->model->data.data[d].e.pos);
    guint i = 0;

    while (i < goal->data->len) {
        CtMust must = g_array_index(goal->data, CtDataFailing, i).must;
        GString *text = g_string_new(NULL);
        bool first = i == 0;

        g_string_append_printf(text, "no longer %s once he has", ct_word_text(CT_WORDS_MUST, must));
        for (const char *before = " "; i < goal->data->len; i++, before = " or ") {
            const CtDataFailing *failing = &g_array_index(goal->data, CtDataFailing, i);
            g_autofree char *fact =
                ct_fact_text(ct_library_fact_kinds(twin->library), twin->instances, failing->fact);

            if (failing->must != must)
                break;
            g_string_append_printf(text, "%s%s (he can%s)", before, fact,
                                   failing->holds ? "" : "not");
        }
        put_chain(report, first ? "because" : "or     ", text->str, first ? place : NULL);
        g_string_free(text, TRUE);
        if (must == CT_MUST_AVAILABLE)
            put_holders(report, twin, goal);
    }
}

static void
put_goal(const CtTextReport *report, const CtTwin *twin, const CtRequirementGoal *goal)
{
    const CtEntity *row = &twin->model->requirements.data[goal->requirement].e;
    g_autofree char *asks = ct_requirement_text(twin->model, goal->requirement);
    g_autofree char *place = ct_place_text(twin, row->pos);
    g_autofree char *fact =
        ct_fact_text(ct_library_fact_kinds(twin->library), twin->instances, goal->goal);

    ct_out_put(report->out, "\n");
    ct_text_style(report->out, report->options->color, CT_STYLE_BOLD,
                  ct_model_id(twin->model, CT_SECTION_REQUIREMENTS, goal->requirement));
    ct_out_put(report->out, "\n");
    ct_text_reason(report, 2, "", CT_STYLE_PLAIN, asks, place);
    ct_out_put(report->out, "  ");
    if (goal->is_reachable) {
        CtPath path = {.cost = goal->cost};
        g_autofree char *cost = ct_text_path_cost(&path);

        ct_text_style(report->out, report->options->color, CT_STYLE_BAD, "✗ can be violated");
        ct_out_printf(report->out, ", %s by %s:\n", goal->is_optimal ? "best" : "best known",
                      ct_cost_text((CtCost)goal->ordered_by));
        ct_text_reason(report, CHAIN_INDENT, "", CT_STYLE_PLAIN, cost, NULL);
    } else {
        ct_text_style(report->out, report->options->color, CT_STYLE_GOOD, "✓ holds");
        ct_out_put(report->out, ": nothing he can do violates it\n");
    }
    put_chain(report, "goal   ", fact, NULL);
    for (guint i = 0; i < goal->functions->len; i++)
        put_function(report, twin, &g_array_index(goal->functions, CtFunctionFailing, i),
                     i == 0 ? "because" : "and    ");
    if (goal->data->len > 0)
        put_data(report, twin, goal);
}

void
ct_report_goals_text(CtOut *out,
                     const CtTwin *twin,
                     const GArray *attackers,
                     const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .options = options};
    uint32_t n = twin->model->requirements.length;

    if (n == 0) {
        ct_text_reason(&report, 0, "", CT_STYLE_PLAIN,
                       "The topology states no requirements, so no goal follows from it. What the "
                       "system must uphold stands in its section 'requirements'.",
                       NULL);
        return;
    }
    for (guint a = 0; a < attackers->len; a++) {
        const CtAttackerGoals *own = &g_array_index(attackers, CtAttackerGoals, a);
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, own->attacker);
        uint32_t n_violated = 0;

        for (guint i = 0; i < own->goals->len; i++)
            n_violated += ((const CtRequirementGoal *)own->goals->pdata[i])->is_reachable ? 1 : 0;
        ct_out_printf(out, "%sAttacker %s can violate %u of %u requirement%s\n", a > 0 ? "\n" : "",
                      attacker->id, n_violated, n, n == 1 ? "" : "s");
        for (guint i = 0; i < own->goals->len; i++)
            put_goal(&report, twin, own->goals->pdata[i]);
    }
}
