/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/open_window.h"

#include "cli/progress.h"
#include "cli/terminal.h"

static void
offer_frame(const CtCli *cli)
{
    ct_say_error(cli, "'cybertwin frame %s -o picture.png' draws the same without a window",
                 cli->operands[0]);
}

#ifdef CT_HAS_WINDOW

#include "base/units.h"
#include "viz/session.h"

#include <math.h>

bool
ct_window_is_built(G_GNUC_UNUSED const CtCli *cli)
{
    return true;
}

static void
say(bool verbose, const char *line, void *data)
{
    if (verbose)
        ct_say_verbose(data, "%s", line);
    else
        ct_say(data, "%s", line);
}

/* False, having said why, for a --scale that is none. */
static bool
take_scale(const CtCli *cli, CtSettings *settings)
{
    double scale;

    if (cli->options.scale == NULL)
        return true;
    if (!ct_units_parse_number(cli->options.scale, &scale, NULL) || !(scale >= 1 && scale <= 4)) {
        ct_say_error(cli, "--scale '%s': expected a number from 1 to 4", cli->options.scale);
        return false;
    }
    settings->percent = (int)lround(scale * 100);
    return true;
}

CtStatus
ct_window_run(CtCli *cli, CtApp *app, const char *title, const char *name)
{
    g_autofree char *path = ct_settings_path();
    g_autoptr(GError) error = NULL;
    CtSession session = {.title = title,
                         .settings = ct_settings_load(path),
                         .screenshots = name,
                         .say = say,
                         .data = cli};

    if (cli->options.theme != NULL)
        session.settings.theme =
            g_str_equal(cli->options.theme, "dark") ? CT_THEME_DARK : CT_THEME_LIGHT;
    if (!take_scale(cli, &session.settings))
        return CT_STATUS_INPUT;
    ct_progress_phase(cli, "opening the window");
    if (!ct_session_run(&session, app, &error)) {
        ct_say_error(cli, "%s", error->message);
        offer_frame(cli);
        return CT_STATUS_INPUT;
    }
    if (!ct_settings_save(&session.settings, path, &error))
        ct_say(cli, "the window's size is not remembered: %s", error->message);
    return CT_STATUS_OK;
}

#else

bool
ct_window_is_built(const CtCli *cli)
{
    ct_say_error(cli, "this cybertwin was built without its window (CT_VIZ=OFF)");
    offer_frame(cli);
    return false;
}

CtStatus
ct_window_run(G_GNUC_UNUSED CtCli *cli,
              G_GNUC_UNUSED CtApp *app,
              G_GNUC_UNUSED const char *title,
              G_GNUC_UNUSED const char *name)
{
    return CT_STATUS_INPUT;
}

#endif
