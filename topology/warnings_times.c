/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times of disclosure and patches that come to nothing. */
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
    if (is_ever_patched(model))
        return;
    for (CtId z = 0; z < model->zones.length; z++)
        warn_idle(model, CT_SECTION_ZONES, z, model->zones.data[z].rollout,
                  model->zones.data[z].maintenance, diag);
    for (CtId a = 0; a < model->assets.length; a++)
        warn_idle(model, CT_SECTION_ASSETS, a, model->assets.data[a].rollout,
                  model->assets.data[a].maintenance, diag);
}
