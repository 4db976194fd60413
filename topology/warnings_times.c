/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times of disclosure, patches and admission that come to nothing. */
#include "topology/warnings.h"

#include "topology/classes.h"

/* Why @vulnerability is none of a run's whatever its times say; NULL: it is one. */
static const char *
why_silent(const CtVulnerability *vulnerability)
{
    if (vulnerability->patched == CT_TRI_TRUE)
        return "it is patched already";
    if (vulnerability->vex == CT_VEX_FIXED || vulnerability->vex == CT_VEX_NOT_AFFECTED)
        return "its vex says that nothing here has it";
    return NULL;
}

static bool
is_ever_patched(const CtModel *model)
{
    for (CtId i = 0; i < model->suppliers.length; i++)
        if (model->suppliers.data[i].patch_after != CT_NO_ID)
            return true;
    for (CtId i = 0; i < model->products.length; i++)
        if (model->products.data[i].patch_after != CT_NO_ID)
            return true;
    for (CtId i = 0; i < model->vulnerabilities.length; i++)
        if (model->vulnerabilities.data[i].patch_after != CT_NO_ID)
            return true;
    return false;
}

static void
warn_idle(const CtModel *model, CtSection section, CtId row, CtId rollout, CtId hours, CtDiag *diag)
{
    if (rollout == CT_NO_ID && hours == CT_NO_ID)
        return;
    ct_diag_warning(diag, ct_model_entity(model, section, row)->pos,
                    "%s '%s' has %s, but there is never a patch: no supplier, product or "
                    "vulnerability says 'patch_after'",
                    ct_section_word(section), ct_model_id(model, section, row),
                    rollout != CT_NO_ID ? "a rollout" : "hours of maintenance");
}

/* The word that @asset's onboarding is, its own or its product's. */
static uint8_t
onboarding_of(const CtModel *model, const CtAsset *asset)
{
    CtId own =
        asset->override != CT_NO_ID ? model->overrides.data[asset->override].security : CT_NO_ID;
    CtId products = model->products.data[asset->product].security;

    if (own != CT_NO_ID && model->securities.data[own].onboarding != CT_ONBOARDING_UNSTATED)
        return model->securities.data[own].onboarding;
    return products != CT_NO_ID ? model->securities.data[products].onboarding
                                : (uint8_t)CT_ONBOARDING_UNSTATED;
}

static void
warn_admission(const CtModel *model, CtId row, CtDiag *diag)
{
    const CtAsset *asset = &model->assets.data[row];
    uint8_t onboarding = onboarding_of(model, asset);

    if (asset->admission == CT_NO_ID)
        return;
    if (asset->joins == CT_NO_ID)
        ct_diag_warning(diag, asset->e.pos,
                        "the admission of asset '%s' takes no time: it is there from the start, "
                        "as it says no 'joins'",
                        ct_model_id(model, CT_SECTION_ASSETS, row));
    else if (onboarding == CT_ONBOARDING_UNSTATED || onboarding == CT_ONBOARDING_NONE)
        ct_diag_warning(diag, asset->e.pos,
                        "the admission of asset '%s' takes no time: nobody admits it, as its "
                        "'security' says no 'onboarding: user' or 'attested'",
                        ct_model_id(model, CT_SECTION_ASSETS, row));
}

void
ct_warn_times(const CtModel *model, CtDiag *diag)
{
    for (CtId v = 0; v < model->vulnerabilities.length; v++) {
        const CtVulnerability *row = &model->vulnerabilities.data[v];
        bool has_times = row->disclosed_after != CT_NO_ID || row->patch_after != CT_NO_ID;
        const char *why = has_times ? why_silent(row) : NULL;

        if (why != NULL)
            ct_diag_warning(diag, row->e.pos, "the times of vulnerability '%s' say nothing: %s",
                            ct_model_id(model, CT_SECTION_VULNERABILITIES, v), why);
    }
    for (CtId a = 0; a < model->assets.length; a++)
        warn_admission(model, a, diag);
    if (is_ever_patched(model))
        return;
    for (CtId z = 0; z < model->zones.length; z++)
        warn_idle(model, CT_SECTION_ZONES, z, model->zones.data[z].rollout,
                  model->zones.data[z].maintenance, diag);
    for (CtId a = 0; a < model->assets.length; a++)
        warn_idle(model, CT_SECTION_ASSETS, a, model->assets.data[a].rollout,
                  model->assets.data[a].maintenance, diag);
}
