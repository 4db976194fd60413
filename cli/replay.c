/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin replay RUN`: a replication in the window, or two side by side. */
#include "cli/commands.h"

#include "cli/analyse_later.h"
#include "cli/open_window.h"
#include "cli/progress.h"
#include "cli/replication.h"
#include "cli/terminal.h"

#include "base/units.h"

/* One run, and what is shown of it. */
typedef struct Side {
    CtRunRead *run;
    CtRunAgain *again;
    CtRunWhy *why;
    CtBlueprint *blueprint;
    CtLayout *layout;
    CtChronicle *chronicle;
    char *name;
} Side;

static void
side_clear(Side *side)
{
    ct_chronicle_free(side->chronicle);
    ct_layout_free(side->layout);
    ct_blueprint_free(side->blueprint);
    ct_run_why_free(side->why);
    ct_run_again_free(side->again);
    if (side->run != NULL)
        ct_run_read_close(side->run);
    g_free(side->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Side, side_clear)

static bool
load(CtCli *cli, const char *path, Side *side, CtStatus *ret_status)
{
    uint64_t replication;

    side->run = ct_run_open(cli, path, ret_status);
    if (side->run == NULL || !ct_replication_find(cli, side->run, &replication, ret_status))
        return false;
    side->again = ct_run_do_again(cli, side->run, ret_status);
    if (side->again == NULL)
        return false;
    g_autoptr(GArray) records =
        ct_replication_events(cli, side->run, side->again->sim, replication, ret_status);

    if (records == NULL)
        return false;
    ct_progress_phase(cli, "laying out the plan");
    side->blueprint = ct_blueprint_new(side->again->twin);
    side->layout = ct_layout_new(side->blueprint);
    side->chronicle =
        ct_chronicle_new(side->blueprint, side->again->twin, side->again->sim, records);
    side->why = ct_run_why_new(side->again->sim, records);
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *shown = g_filename_display_name(base);

    side->name = cli->options.compare != NULL
                     ? g_strdup_printf("%s, replication %" G_GUINT64_FORMAT, shown, replication)
                     : g_strdup_printf("Replication %" G_GUINT64_FORMAT, replication);
    return true;
}

static bool
parse(const CtCli *cli, int64_t *ret_at, double *ret_speed)
{
    const CtOptions *options = &cli->options;

    if (options->at != NULL && !ct_units_parse_time(options->at, ret_at, NULL)) {
        ct_say_error(cli, "--at '%s': expected a time, for example 3h or 2d4h", options->at);
        return false;
    }
    if (options->speed != NULL && !ct_playback_parse_speed(options->speed, ret_speed)) {
        ct_say_error(cli,
                     "--speed '%s': expected how much faster than in life, for example 600x; at "
                     "most 10000000x",
                     options->speed);
        return false;
    }
    return true;
}

/* Side by side stand only plans that are the same. */
static bool
check_alike(const CtCli *cli, const Side *a, const Side *b)
{
    bool same = a->blueprint->n_assets == b->blueprint->n_assets &&
                a->blueprint->n_zones == b->blueprint->n_zones;

    for (uint32_t i = 0; same && i < a->blueprint->n_assets; i++)
        same = g_str_equal(a->blueprint->assets[i].id, b->blueprint->assets[i].id) &&
               a->blueprint->assets[i].n == b->blueprint->assets[i].n;
    for (uint32_t i = 0; same && i < a->blueprint->n_zones; i++)
        same = g_str_equal(a->blueprint->zones[i].id, b->blueprint->zones[i].id);
    if (!same)
        ct_say_error(cli,
                     "--compare '%s': its zones and assets are not those of '%s'; 'diff' "
                     "says what differs",
                     cli->options.compare, cli->operands[0]);
    return same;
}

static CtAppSubject
subject_of(const Side *side)
{
    return (CtAppSubject){.blueprint = side->blueprint,
                          .layout = side->layout,
                          .chronicle = side->chronicle,
                          .why = side->why,
                          .twin = side->again->twin,
                          .name = side->name};
}

/* What the design in the run's file says at rest, as the run asked about it. */
static void
offer_analysis(const CtCli *cli, const Side *side, CtApp *app, CtLater *later)
{
    CtDossierOptions options = {.cost = CT_COST_EFFORT};

    ct_run_ask(&options, ct_run_read_get_header(side->run));
    ct_later_offer(later, cli, side->again->twin, &options, app);
}

CtStatus
ct_command_replay(CtCli *cli)
{
    g_auto(Side) first = {0};
    g_auto(Side) second = {0};
    g_auto(CtLater) later = {0};
    CtStatus status = CT_STATUS_INPUT;
    int64_t at = 0;
    double speed = 0;

    if (!ct_window_is_built(cli) || !parse(cli, &at, &speed))
        return CT_STATUS_INPUT;
    if (!load(cli, cli->operands[0], &first, &status))
        return status;
    if (cli->options.compare != NULL) {
        if (!load(cli, cli->options.compare, &second, &status))
            return status;
        if (!check_alike(cli, &first, &second))
            return CT_STATUS_INPUT;
    }
    CtAppSubject subjects[] = {subject_of(&first), {0}};

    if (cli->options.compare != NULL)
        subjects[1] = subject_of(&second);
    g_autoptr(CtApp) app = ct_app_new(subjects, cli->options.compare != NULL ? 2 : 1);
    g_autofree char *title = g_strdup_printf("%s - Cybertwin", first.blueprint->name);

    if (speed > 0)
        app->playback.speed = speed;
    ct_app_seek(app, at);
    offer_analysis(cli, &first, app, &later);
    status = ct_window_run(cli, app, title, "replay");
    ct_later_leave(&later, status);
    return status;
}
