/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of analysis/findings.h. */
#include "analysis/findings.h"

#include <glib.h>

static const char *const answer_texts[] = {"yes", "no", "unknown"};

static const char *const cost_texts[CT_COST_COUNT] = {
    [CT_COST_STEPS] = "steps",     [CT_COST_EFFORT] = "effort",
    [CT_COST_TIME] = "time",       [CT_COST_PROBABILITY] = "probability",
    [CT_COST_STEALTH] = "stealth", [CT_COST_SKILL] = "skill",
};

static const char *const why_texts[] = {"route", "needs", "read", "assumed", "derived", "effect"};

const char *
ct_answer_text(CtAnswer answer)
{
    return answer_texts[answer];
}

const char *
ct_cost_text(CtCost cost)
{
    return cost_texts[cost];
}

bool
ct_cost_parse(const char *text, CtCost *ret_cost)
{
    for (unsigned i = 0; i < CT_COST_COUNT; i++)
        if (g_str_equal(text, cost_texts[i])) {
            *ret_cost = (CtCost)i;
            return true;
        }
    return false;
}

const char *
ct_why_kind_text(CtWhyKind kind)
{
    return why_texts[kind];
}
