/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin frame PACKAGE|RUN`: the blueprint as a picture, or as a sequence of them. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/frame_subject.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "base/units.h"
#include "draw/render_cairo.h"
#include "draw/render_svg.h"
#include "draw/render_text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

enum { DEFAULT_COUNT = 120, MOST_COUNT = 10000, LEAST_SIDE = 100, MOST_SIDE = 16384 };

/* What to draw on, as asked for. */
typedef struct Canvas {
    double width, height; /* of the scene */
    double scale;         /* of a PNG: pixels to one of it */
    double enlarged;      /* units of other pictures to one of it */
    CtTheme theme;
    const char *format;
} Canvas;

/* --- options --- */

static bool
parse_size(const CtCli *cli, Canvas *canvas)
{
    const char *text = cli->options.size != NULL ? cli->options.size : "1280x800";
    g_auto(GStrv) parts = g_strsplit(text, "x", 3);
    int64_t width = 0, height = 0;

    if (g_strv_length(parts) == 2 &&
        ct_units_parse_integer(parts[0], LEAST_SIDE, MOST_SIDE, &width, NULL) &&
        ct_units_parse_integer(parts[1], LEAST_SIDE, MOST_SIDE, &height, NULL)) {
        canvas->width = (double)width;
        canvas->height = (double)height;
        return true;
    }
    ct_say_error(cli, "--size '%s': expected WIDTHxHEIGHT, each from %d to %d", text, LEAST_SIDE,
                 MOST_SIDE);
    return false;
}

static bool
parse_scale(const CtCli *cli, Canvas *canvas)
{
    const char *text = cli->options.scale;

    canvas->enlarged = 1;
    if (text == NULL) { /* the picture is as large as was asked for, what is in it larger */
        canvas->scale = canvas->enlarged = ct_frame_scale(canvas->width, canvas->height);
        canvas->width /= canvas->scale;
        canvas->height /= canvas->scale;
        return true;
    }
    if (ct_units_parse_number(text, &canvas->scale, NULL) && canvas->scale >= 0.25 &&
        canvas->scale <= 8 && canvas->width * canvas->scale <= 2 * MOST_SIDE &&
        canvas->height * canvas->scale <= 2 * MOST_SIDE)
        return true;
    ct_say_error(cli,
                 "--scale '%s': expected a number from 0.25 to 8 with which no side passes %d "
                 "pixels",
                 text, 2 * MOST_SIDE);
    return false;
}

/* --format, else what the output's name ends in, else the command's first. NULL: nobody knows what
 * the name ends in. */
static const char *
choose_format(const CtCli *cli)
{
    const char *name = cli->options.output != NULL ? cli->options.output : "";
    const char *dot = strrchr(name, '.');

    if (cli->options.format != NULL)
        return cli->format;
    for (size_t i = 0; dot != NULL && cli->command->formats[i] != NULL; i++)
        if (g_ascii_strcasecmp(dot + 1, cli->command->formats[i]) == 0)
            return cli->command->formats[i];
    if (dot != NULL && strchr(dot, G_DIR_SEPARATOR) == NULL)
        return NULL;
    return cli->options.frames != NULL ? "png" : cli->format;
}

static bool
parse_canvas(const CtCli *cli, Canvas *canvas)
{
    canvas->theme = g_strcmp0(cli->options.theme, "dark") == 0 ? CT_THEME_DARK : CT_THEME_LIGHT;
    canvas->format = choose_format(cli);
    if (canvas->format == NULL) {
        ct_say_error(cli,
                     "--output '%s': a picture's name ends in .svg, .png, .pdf or .text; else "
                     "--format says what to draw",
                     cli->options.output);
        return false;
    }
    if (cli->options.path < 0 || cli->options.path > 10000) {
        ct_say_error(cli, "--path must be between 1 and 10000");
        return false;
    }
    if (cli->options.count < 0 || cli->options.count == 1 || cli->options.count > MOST_COUNT) {
        ct_say_error(cli, "--count must be between 2 and %d", MOST_COUNT);
        return false;
    }
    return parse_size(cli, canvas) && parse_scale(cli, canvas);
}

/* --- writing --- */

static bool
write_scene(
    const CtScene *scene, const Canvas *canvas, const char *title, CtOut *out, GError **error)
{
    if (strcmp(canvas->format, "png") == 0)
        return ct_render_png(scene, canvas->theme, canvas->scale, out, error);
    if (strcmp(canvas->format, "pdf") == 0)
        return ct_render_pdf_pages(&(CtPdfPage){scene, canvas->enlarged}, 1, canvas->theme, NULL,
                                   out, error);
    if (strcmp(canvas->format, "text") == 0)
        ct_render_text(scene, out);
    else
        ct_render_svg(scene, canvas->theme, canvas->enlarged, title, true, out);
    return true;
}

static void
draw_subject(CtScene *scene, const CtFrameSubject *subject)
{
    const GString *line = subject->line != NULL ? subject->line : subject->told;

    ct_scene_clear(scene);
    ct_frame_draw(scene, &(CtFrame){.layout = subject->layout,
                                    .snapshot = subject->snapshot,
                                    .chronicle = subject->is_run ? subject->chronicle : NULL,
                                    .end_ms = subject->is_run ? subject->chronicle->end_ms : 0,
                                    .path = subject->path,
                                    .segmentation = subject->segmentation,
                                    .matrix = subject->matrix,
                                    .chokes = subject->chokes,
                                    .n_chokes = subject->n_chokes,
                                    .cut = subject->cut,
                                    .n_cut = subject->n_cut,
                                    .line = line != NULL ? line->str : NULL});
}

static CtStatus
write_one(CtCli *cli, const Canvas *canvas, CtFrameSubject *subject)
{
    g_autoptr(CtScene) scene = ct_scene_new(canvas->width, canvas->height);
    g_autoptr(GError) error = NULL;
    CtOut *out = ct_result_open(cli);

    if (subject->is_run)
        ct_frame_tell_moment(subject);
    draw_subject(scene, subject);
    if (write_scene(scene, canvas, subject->blueprint->name, out, &error))
        return ct_result_close(cli, out, CT_STATUS_OK);
    ct_out_free(out);
    ct_say_error(cli, "%s", error->message);
    return CT_STATUS_INTERNAL;
}

/* From the first moment to the last, evenly. */
static CtStatus
write_sequence(CtCli *cli, const Canvas *canvas, CtFrameSubject *subject)
{
    uint32_t n = cli->options.count > 0 ? (uint32_t)cli->options.count : DEFAULT_COUNT;
    g_autoptr(CtScene) scene = ct_scene_new(canvas->width, canvas->height);
    g_autoptr(GError) error = NULL;

    if (g_mkdir_with_parents(cli->options.frames, 0777) != 0) {
        ct_say_error(cli, "cannot make the folder '%s': %s", cli->options.frames,
                     g_strerror(errno));
        return CT_STATUS_INPUT;
    }
    ct_progress_phase(cli, "drawing");
    for (uint32_t i = 0; i < n; i++) {
        g_autofree char *name = g_strdup_printf("frame-%05u.%s", i + 1, canvas->format);
        g_autofree char *path = g_build_filename(cli->options.frames, name, NULL);
        g_autoptr(CtOut) out = ct_out_new_file(path);

        ct_progress_count(i, n);
        ct_snapshot_seek(subject->snapshot,
                         (int64_t)((double)subject->chronicle->end_ms * i / (n - 1)));
        ct_frame_tell_moment(subject);
        draw_subject(scene, subject);
        if (!write_scene(scene, canvas, subject->blueprint->name, out, &error) ||
            !ct_out_close(out, &error)) {
            ct_say_error(cli, "%s", error->message);
            return CT_STATUS_INTERNAL;
        }
    }
    return CT_STATUS_OK;
}

CtStatus
ct_command_frame(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_auto(CtFrameSubject) subject = {0};
    Canvas canvas = {0};
    CtStatus status = CT_STATUS_INPUT;
    bool run = ct_assessment_is_run(cli->operands[0]);

    if (!parse_canvas(cli, &canvas))
        return CT_STATUS_INPUT;
    if (run ? !ct_frame_load_run(cli, &subject, &status)
            : !ct_frame_load_package(cli, &package, &subject, &status))
        return status;
    ct_progress_phase(cli, "drawing");
    subject.layout = ct_layout_new(subject.blueprint);
    return cli->options.frames != NULL ? write_sequence(cli, &canvas, &subject)
                                       : write_one(cli, &canvas, &subject);
}
