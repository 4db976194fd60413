/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "assurance/verdict.h"

#include "analysis/store.h"

#include <string.h>

static const char *const ruling_texts[] = {"pass", "fail", "not-applicable", "not-assessable"};
static const char *const automation_texts[] = {"full", "part", "proc"};
static const char *const gravity_texts[] = {"low", "medium", "high", "critical"};
static const char *const scope_texts[] = {"system", "zone", "product"};

const char *
ct_ruling_text(CtRuling ruling)
{
    return ruling_texts[ruling];
}

const char *
ct_automation_text(CtAutomation automation)
{
    return automation_texts[automation];
}

const char *
ct_gravity_text(CtGravity gravity)
{
    return gravity_texts[gravity];
}

const char *
ct_scope_kind_text(CtScopeKind kind)
{
    return scope_texts[kind];
}

const char *
ct_area_text(int area)
{
    static const char *const words[CT_N_AREAS] = {"IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"};

    return words[area];
}

bool
ct_gravity_parse(const char *text, CtGravity *ret_gravity)
{
    for (int i = 0; i < CT_GRAVITY_COUNT; i++)
        if (strcmp(gravity_texts[i], text) == 0) {
            *ret_gravity = (CtGravity)i;
            return true;
        }
    return false;
}

void
ct_assurance_free(CtAssurance *assurance)
{
    if (assurance == NULL)
        return;
    ct_store_free(assurance->store); /* @assurance itself lies in it */
}

bool
ct_requirement_counts(const CtRequirementResult *requirement)
{
    return requirement->ruling == CT_RULING_FAIL && requirement->waiver != CT_SEG_WAIVED;
}

char *
ct_requirement_waiver_text(const CtRequirementResult *requirement)
{
    if (requirement->waiver == CT_SEG_NOT_WAIVED)
        return NULL;
    return g_strdup_printf("until %s by %s: %s", requirement->until, requirement->owner,
                           requirement->waived_for);
}

bool
ct_assurance_fails(const CtAssurance *assurance, CtGravity least)
{
    for (uint32_t s = 0; s < assurance->n_standards; s++) {
        const CtStandardResult *standard = &assurance->standards[s];

        for (uint32_t i = 0; i < standard->n_requirements; i++)
            if (ct_requirement_counts(&standard->requirements[i]) &&
                standard->requirements[i].gravity >= least)
                return true;
    }
    return false;
}
