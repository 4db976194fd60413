/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/analyse_later.h"

#include "cli/as_of.h"

#include <stdio.h>
#include <stdlib.h>

/* Waits for it, if it was begun. */
static void
join(CtLater *later)
{
    if (later->thread != NULL)
        g_thread_join(g_steal_pointer(&later->thread));
    later->is_done = true;
}

void
ct_later_clear(CtLater *later)
{
    join(later);
    g_clear_pointer(&later->dossier, ct_dossier_free);
    g_clear_error(&later->error);
}

/* A limit that was hit leaves answers unknown, which is a result, too. */
static void *
analyse(void *data)
{
    CtLater *later = data;

    later->options.exposure = &later->exposure;
    if (ct_twin_load(later->twin, later->path, CT_TWIN_SOLVED, &later->error))
        later->dossier = ct_dossier_new(later->twin, &later->options, &later->error);
    if (g_error_matches(later->error, CT_TWIN_ERROR, CT_TWIN_ERROR_UNDECIDED))
        later->dossier =
            ct_dossier_new_undecided(later->twin, &later->options, later->error->message);
    g_atomic_int_set(&later->has_ended, 1);
    return NULL;
}

static void
start(void *data)
{
    CtLater *later = data;

    if (later->options.as_of != NULL && later->twin->model != NULL)
        ct_as_of_check_waivers(later->twin->model, later->options.as_of, later->twin->diag);
    later->thread = g_thread_new("analysis", analyse, later);
}

static bool
look(CtAppFindings *ret_findings, void *data)
{
    CtLater *later = data;

    if (!later->is_done && g_atomic_int_get(&later->has_ended) == 0)
        return false;
    join(later);
    *ret_findings =
        (CtAppFindings){.dossier = later->dossier,
                        .segmentation =
                            later->dossier != NULL ? later->dossier->segmentation : NULL,
                        .problem = later->error != NULL ? later->error->message : NULL};
    return true;
}

void
ct_later_offer(
    CtLater *later, const CtCli *cli, CtTwin *twin, const CtDossierOptions *options, CtApp *app)
{
    CtAppAnalyst analyst = {.start = start, .look = look, .data = later};

    *later = (CtLater){.twin = twin, .path = cli->operands[0], .options = *options};
    ct_exposure_options_brief(&later->exposure, &cli->options.limits);
    later->exposure.parts = CT_EXPOSURE_CUTS;
    ct_app_set_analyst(app, &analyst);
}

void
ct_later_leave(const CtLater *later, CtStatus status)
{
    if (later->thread == NULL || g_atomic_int_get(&later->has_ended) != 0)
        return;
    fflush(NULL);
    _Exit((int)status);
}
