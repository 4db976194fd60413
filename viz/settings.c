/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/settings.h"

#include "base/out.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

enum { MOST_BYTES = 4096, MOST_SIDE = 16384 };

char *
ct_settings_path(void)
{
    return g_build_filename(g_get_user_config_dir(), "cybertwin", "window.ini", NULL);
}

/* At most MOST_BYTES of a plain file; a name that leads elsewhere is none. */
static char *
read_some(const char *path)
{
    GStatBuf info;
    FILE *file = g_stat(path, &info) == 0 && S_ISREG(info.st_mode) ? fopen(path, "rb") : NULL;

    if (file == NULL)
        return NULL;
    char *text = g_malloc0(MOST_BYTES + 1);
    size_t n = fread(text, 1, MOST_BYTES, file);

    (void)fclose(file);
    if (n == MOST_BYTES || strlen(text) != n || !g_utf8_validate(text, -1, NULL))
        g_clear_pointer(&text, g_free);
    return text;
}

static void
take_number(GKeyFile *keys, const char *name, int least, int most, int *value)
{
    g_autoptr(GError) error = NULL;
    int number = g_key_file_get_integer(keys, "window", name, &error);

    if (error == NULL && number >= least && number <= most)
        *value = number;
}

CtSettings
ct_settings_load(const char *path)
{
    CtSettings settings = {.width = 1280, .height = 800, .is_new = true};
    g_autofree char *text = read_some(path);
    g_autoptr(GKeyFile) keys = g_key_file_new();

    if (text == NULL || !g_key_file_load_from_data(keys, text, strlen(text), 0, NULL))
        return settings;
    settings.is_new = !g_key_file_has_group(keys, "window");
    take_number(keys, "width", 200, MOST_SIDE, &settings.width);
    take_number(keys, "height", 150, MOST_SIDE, &settings.height);
    take_number(keys, "percent", 100, 400, &settings.percent);
    g_autofree char *theme = g_key_file_get_string(keys, "window", "theme", NULL);

    if (g_strcmp0(theme, "dark") == 0)
        settings.theme = CT_THEME_DARK;
    settings.no_side_panel = g_key_file_get_boolean(keys, "window", "plan-alone", NULL);
    return settings;
}

bool
ct_settings_save(const CtSettings *settings, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);

    if (g_mkdir_with_parents(folder, 0700) != 0) {
        g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "cannot make the folder '%s': %s",
                    folder, g_strerror(errno));
        return false;
    }
    g_autoptr(CtOut) out = ct_out_new_file(path);

    ct_out_printf(out, "[window]\nwidth=%d\nheight=%d\n", settings->width, settings->height);
    if (settings->percent > 0)
        ct_out_printf(out, "percent=%d\n", settings->percent);
    ct_out_printf(out, "theme=%s\nplan-alone=%s\n", ct_theme_text(settings->theme),
                  settings->no_side_panel ? "true" : "false");
    return ct_out_close(out, error);
}
