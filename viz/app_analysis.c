/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is found out on request: ways, cuts, failures and the zone matrix of a design. */
#include "viz/app_parts.h"

void
ct_app_set_analyst(CtApp *app, const CtAppAnalyst *analyst)
{
    app->analyst = *analyst;
    app->analysis = CT_APP_ANALYSIS_CAN;
}

bool
ct_app_is_analysing(const CtApp *app)
{
    return app->analysis == CT_APP_ANALYSIS_RUNS;
}

/* What is shown of the findings rests on them. */
static bool
needs_analysis(CtWindowAction action)
{
    return action == CT_ACTION_NEXT_PATH || action == CT_ACTION_PREVIOUS_PATH ||
           action == CT_ACTION_NEXT_CUT || action == CT_ACTION_PREVIOUS_CUT ||
           action == CT_ACTION_FAILURES || action == CT_ACTION_MATRIX || action == CT_ACTION_BLAST;
}

bool
ct_app_await_analysis(CtApp *app, CtWindowAction action)
{
    if (!needs_analysis(action) || app->analysis == CT_APP_ANALYSIS_NONE)
        return false;
    if (app->analysis == CT_APP_ANALYSIS_CAN) {
        app->analyst.start(app->analyst.data);
        app->analysis = CT_APP_ANALYSIS_RUNS;
        app->analysed_ms = 0;
    }
    app->awaits = (uint8_t)action;
    ct_app_touch(app, CT_APP_HEADER);
    return true;
}

/* Lists what was found, and does what was asked for meanwhile. */
static void
take_findings(CtApp *app, const CtAppFindings *findings)
{
    CtWindowAction awaited = (CtWindowAction)app->awaits;
    CtAppSubject *subject = &app->sides[0].subject;

    app->analysis = CT_APP_ANALYSIS_NONE;
    app->awaits = CT_ACTION_NONE;
    subject->dossier = findings->dossier;
    subject->segmentation = findings->segmentation;
    ct_app_list_ways(app);
    ct_app_list_weak(app);
    ct_app_resize(app, app->width, app->height);
    if (findings->problem != NULL)
        ct_app_tell(app, "%s", findings->problem);
    if (findings->problem == NULL || findings->dossier != NULL)
        ct_app_act(app, awaited);
}

bool
ct_app_look_for_findings(CtApp *app, uint64_t elapsed_ms)
{
    CtAppFindings findings = {0};
    uint64_t before = app->analysed_ms;

    if (!ct_app_is_analysing(app))
        return false;
    app->analysed_ms += elapsed_ms;
    if (app->analyst.look(&findings, app->analyst.data)) {
        take_findings(app, &findings);
        return true;
    }
    return before / 1000 != app->analysed_ms / 1000;
}

char *
ct_app_analysis_text(const CtApp *app)
{
    if (!ct_app_is_analysing(app))
        return NULL;
    return g_strdup_printf("Looking for ways, cuts and failures of the design: %u s. The rest can "
                           "be used meanwhile; q quits.",
                           (unsigned)(app->analysed_ms / 1000));
}
