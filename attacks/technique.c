/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of techniques that are neither facts nor relations. */
#include "attacks/guard.h"
#include "attacks/rules.h"

#include <string.h>

static const char *const skills[CT_SKILL_COUNT] = {"novice", "beginner", "intermediate", "expert"};

const char *const ct_per_names[] = {
    [CT_PER_STEP] = "step",       [CT_PER_VULNERABILITY] = "vulnerability",
    [CT_PER_PRODUCT] = "product", [CT_PER_CREDENTIAL] = "credential",
    [CT_PER_CHANNEL] = "channel", [CT_PER_PERSON] = "person",
    [CT_PER_ASSET] = "asset",
};
const size_t ct_n_per_names = G_N_ELEMENTS(ct_per_names);

const char *
ct_skill_text(CtSkill skill)
{
    return skill < CT_SKILL_COUNT ? skills[skill] : "";
}

bool
ct_skill_parse(const char *text, CtSkill *ret_skill)
{
    for (int i = 0; i < CT_SKILL_COUNT; i++)
        if (strcmp(skills[i], text) == 0) {
            *ret_skill = (CtSkill)i;
            return true;
        }
    return false;
}

const char *
ct_per_text(CtPer per)
{
    return ct_per_names[per];
}

bool
ct_per_parse(const char *text, CtPer *ret_per)
{
    for (size_t i = 0; i < ct_n_per_names; i++)
        if (strcmp(ct_per_names[i], text) == 0) {
            *ret_per = (CtPer)i;
            return true;
        }
    return false;
}

const char *
ct_technique_title(const CtTechnique *technique, const char *id)
{
    const CtTechniqueIds *ids = &technique->ids, *titles = &technique->titles;
    const char *const pairs[][2] = {{ids->it, titles->it},
                                    {ids->ot, titles->ot},
                                    {ids->mobile, titles->mobile},
                                    {ids->internet_it, titles->internet_it},
                                    {ids->internet_ot, titles->internet_ot}};

    for (size_t i = 0; id != NULL && i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i][1] != NULL && g_strcmp0(pairs[i][0], id) == 0)
            return pairs[i][1];
    return technique->title;
}
