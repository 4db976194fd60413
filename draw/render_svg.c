/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/render_svg.h"

#include "draw/metrics.h"

#include <math.h>

typedef struct Writer {
    CtOut *out;
    CtTheme theme;
    const CtScene *scene;
} Writer;

/* At most two digits behind the point, none that says nothing, and no "-0". */
static void
put_number(CtOut *out, double number)
{
    double rounded = round(number * 100) / 100;
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(text, sizeof text, "%.2f", rounded == 0 ? 0 : rounded);
    for (size_t end = strlen(text); end > 0 && (text[end - 1] == '0' || text[end - 1] == '.');) {
        bool point = text[end - 1] == '.';

        text[--end] = '\0';
        if (point)
            break;
    }
    ct_out_put(out, text);
}

static void
put_attribute(CtOut *out, const char *name, double number)
{
    ct_out_printf(out, " %s=\"", name);
    put_number(out, number);
    ct_out_put(out, "\"");
}

static void
put_escaped(CtOut *out, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);

    ct_out_put(out, escaped);
}

static void
put_colour(const Writer *writer, const char *name, CtPaint paint)
{
    if (paint == CT_PAINT_NONE)
        ct_out_printf(writer->out, " %s=\"none\"", name);
    else
        ct_out_printf(writer->out, " %s=\"#%06x\"", name,
                      ct_palette_rgba(writer->theme, paint) >> 8);
}

static void
put_paint(const Writer *writer, const CtDraw *draw)
{
    put_colour(writer, "fill", (CtPaint)draw->fill);
    if (draw->stroke != CT_PAINT_NONE && draw->weight > 0) {
        double unit = MAX((double)draw->weight, 1);

        put_colour(writer, "stroke", (CtPaint)draw->stroke);
        put_attribute(writer->out, "stroke-width", (double)draw->weight);
        if (draw->dash != CT_DASH_NONE) {
            ct_out_put(writer->out, " stroke-dasharray=\"");
            put_number(writer->out, draw->dash == CT_DASH_DASHED ? 5 * unit : 0.1);
            ct_out_put(writer->out, " ");
            put_number(writer->out, (draw->dash == CT_DASH_DASHED ? 3.5 : 3) * unit);
            ct_out_put(writer->out, "\"");
        }
    }
    if (draw->alpha < 1)
        put_attribute(writer->out, "opacity", (double)draw->alpha);
}

static void
put_rect(const Writer *writer, const CtDraw *draw)
{
    ct_out_put(writer->out, "<rect");
    put_attribute(writer->out, "x", draw->box.x);
    put_attribute(writer->out, "y", draw->box.y);
    put_attribute(writer->out, "width", draw->box.width);
    put_attribute(writer->out, "height", draw->box.height);
    if (draw->radius > 0)
        put_attribute(writer->out, "rx", (double)draw->radius);
    put_paint(writer, draw);
    ct_out_put(writer->out, "/>\n");
}

static void
put_points(const Writer *writer, const CtDraw *draw)
{
    const CtPoint *points = &g_array_index(writer->scene->points, CtPoint, draw->first_point);

    ct_out_put(writer->out,
               draw->kind == CT_DRAW_AREA ? "<polygon points=\"" : "<polyline points=\"");
    for (uint32_t i = 0; i < draw->n_points; i++) {
        ct_out_put(writer->out, i > 0 ? " " : "");
        put_number(writer->out, points[i].x);
        ct_out_put(writer->out, ",");
        put_number(writer->out, points[i].y);
    }
    ct_out_put(writer->out, "\"");
    put_paint(writer, draw);
    ct_out_put(writer->out, "/>\n");
}

static void
put_disc(const Writer *writer, const CtDraw *draw)
{
    CtPoint middle = ct_rect_middle(draw->box);

    ct_out_put(writer->out, "<circle");
    put_attribute(writer->out, "cx", middle.x);
    put_attribute(writer->out, "cy", middle.y);
    put_attribute(writer->out, "r", draw->box.width / 2);
    put_paint(writer, draw);
    ct_out_put(writer->out, "/>\n");
}

/* --- icons: what is filled and what is stroked are paths of their own --- */

typedef struct IconPaths {
    const CtDraw *draw;
    CtOut *path, *filled;
} IconPaths;

static void
add_pair(IconPaths *paths, const char *op, double x, double y)
{
    double scale = paths->draw->box.width / 24;

    ct_out_put(paths->path, op);
    put_number(paths->path, paths->draw->box.x + x * scale);
    ct_out_put(paths->path, " ");
    put_number(paths->path, paths->draw->box.y + y * scale);
}

static void
add_circle(IconPaths *paths, double x, double y, double radius)
{
    double scaled = radius * paths->draw->box.width / 24;

    add_pair(paths, "M", x - radius, y);
    for (int half = 0; half < 2; half++) {
        ct_out_put(paths->path, "a");
        put_number(paths->path, scaled);
        ct_out_put(paths->path, " ");
        put_number(paths->path, scaled);
        ct_out_put(paths->path, " 0 1 0 ");
        put_number(paths->path, half == 0 ? 2 * scaled : -2 * scaled);
        ct_out_put(paths->path, " 0");
    }
}

static void
add_stroke(CtIconOp op, double x, double y, double radius, void *data)
{
    IconPaths *paths = data;

    switch (op) {
    case CT_ICON_OP_MOVE:
        add_pair(paths, "M", x, y);
        break;
    case CT_ICON_OP_LINE:
        add_pair(paths, "L", x, y);
        break;
    case CT_ICON_OP_CIRCLE:
        add_circle(paths, x, y, radius);
        break;
    case CT_ICON_OP_CLOSE:
        ct_out_put(paths->path, "Z");
        break;
    case CT_ICON_OP_FILL:
        ct_out_put(paths->filled, ct_out_text(paths->path));
        ct_out_free(paths->path);
        paths->path = ct_out_new_string();
        break;
    }
}

static void
put_icon(const Writer *writer, const CtDraw *draw)
{
    IconPaths paths = {draw, ct_out_new_string(), ct_out_new_string()};

    ct_icon_each((CtIcon)draw->icon, add_stroke, &paths);
    if (*ct_out_text(paths.filled) != '\0') {
        ct_out_printf(writer->out, "<path d=\"%s\"", ct_out_text(paths.filled));
        put_colour(writer, "fill", (CtPaint)draw->stroke);
        ct_out_put(writer->out, "/>\n");
    }
    if (*ct_out_text(paths.path) != '\0') {
        ct_out_printf(writer->out, "<path d=\"%s\" fill=\"none\"", ct_out_text(paths.path));
        put_colour(writer, "stroke", (CtPaint)draw->stroke);
        put_attribute(writer->out, "stroke-width", (double)draw->weight);
        ct_out_put(writer->out, "/>\n");
    }
    ct_out_free(paths.path);
    ct_out_free(paths.filled);
}

static void
put_text(const Writer *writer, const CtDraw *draw)
{
    static const char *const anchors[] = {
        [CT_ALIGN_MIDDLE] = " text-anchor=\"middle\"", [CT_ALIGN_RIGHT] = " text-anchor=\"end\""};
    double size = (double)draw->size;
    double width = ct_text_width(draw->text, size, draw->bold);

    ct_out_put(writer->out, "<text");
    put_attribute(writer->out, "x", draw->box.x);
    put_attribute(writer->out, "y", draw->box.y + 0.36 * size); /* the base line */
    put_attribute(writer->out, "font-size", size);
    if (draw->bold)
        ct_out_put(writer->out, " font-weight=\"bold\"");
    if (draw->align != CT_ALIGN_LEFT)
        ct_out_put(writer->out, anchors[draw->align]);
    if (width > draw->box.width) {
        put_attribute(writer->out, "textLength", draw->box.width);
        ct_out_put(writer->out, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    put_colour(writer, "fill", (CtPaint)draw->fill);
    if (draw->alpha < 1)
        put_attribute(writer->out, "opacity", (double)draw->alpha);
    ct_out_put(writer->out, ">");
    put_escaped(writer->out, draw->text);
    ct_out_put(writer->out, "</text>\n");
}

void
ct_render_svg(const CtScene *scene,
              CtTheme theme,
              double scale,
              const char *title,
              bool standalone,
              CtOut *out)
{
    Writer writer = {out, theme, scene};

    if (standalone)
        ct_out_put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    ct_out_put(out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    put_attribute(out, "width", scene->width * scale);
    put_attribute(out, "height", scene->height * scale);
    ct_out_put(out, " viewBox=\"0 0 ");
    put_number(out, scene->width);
    ct_out_put(out, " ");
    put_number(out, scene->height);
    ct_out_put(out, "\" role=\"img\" font-family=\"DejaVu Sans, Verdana, sans-serif\""
                    " stroke-linecap=\"round\" stroke-linejoin=\"round\">\n<title>");
    put_escaped(out, title);
    ct_out_put(out, "</title>\n");
    for (guint i = 0; i < scene->commands->len; i++) {
        const CtDraw *draw = &g_array_index(scene->commands, CtDraw, i);

        switch ((CtDrawKind)draw->kind) {
        case CT_DRAW_RECT:
            put_rect(&writer, draw);
            break;
        case CT_DRAW_LINE:
        case CT_DRAW_AREA:
            put_points(&writer, draw);
            break;
        case CT_DRAW_DISC:
            put_disc(&writer, draw);
            break;
        case CT_DRAW_ICON:
            put_icon(&writer, draw);
            break;
        case CT_DRAW_TEXT:
            put_text(&writer, draw);
            break;
        }
    }
    ct_out_put(out, "</svg>\n");
}
