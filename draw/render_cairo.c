/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/render_cairo.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>

G_DEFINE_QUARK(ct_render_error_quark, ct_render_error)

typedef struct Painter {
    cairo_t *cairo;
    PangoLayout *layout;
    CtTheme theme;
    const CtScene *scene;
} Painter;

static void
set_paint(const Painter *painter, CtPaint paint, double alpha)
{
    uint32_t rgba = ct_palette_rgba(painter->theme, paint);

    cairo_set_source_rgba(painter->cairo, (rgba >> 24) / 255.0, (rgba >> 16 & 255) / 255.0,
                          (rgba >> 8 & 255) / 255.0, (rgba & 255) / 255.0 * alpha);
}

static void
set_dash(const Painter *painter, const CtDraw *draw)
{
    double weight = (double)draw->weight;
    const double dashed[] = {5 * MAX(weight, 1), 3.5 * MAX(weight, 1)};
    const double dotted[] = {0.1, 3 * MAX(weight, 1)};

    if (draw->dash == CT_DASH_NONE)
        cairo_set_dash(painter->cairo, NULL, 0, 0);
    else
        cairo_set_dash(painter->cairo, draw->dash == CT_DASH_DASHED ? dashed : dotted, 2, 0);
}

/* The current path, filled and stroked as @draw says. */
static void
paint_path(const Painter *painter, const CtDraw *draw)
{
    cairo_t *cairo = painter->cairo;

    if (draw->fill != CT_PAINT_NONE) {
        set_paint(painter, (CtPaint)draw->fill, (double)draw->alpha);
        cairo_fill_preserve(cairo);
    }
    if (draw->stroke != CT_PAINT_NONE && draw->weight > 0) {
        set_paint(painter, (CtPaint)draw->stroke, (double)draw->alpha);
        cairo_set_line_width(cairo, (double)draw->weight);
        set_dash(painter, draw);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

static void
add_rounded(cairo_t *cairo, CtRect box, double radius)
{
    double r = MIN(radius, MIN(box.width, box.height) / 2);

    cairo_new_path(cairo);
    if (r <= 0) {
        cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
        return;
    }
    cairo_arc(cairo, ct_rect_right(box) - r, box.y + r, r, -G_PI_2, 0);
    cairo_arc(cairo, ct_rect_right(box) - r, ct_rect_bottom(box) - r, r, 0, G_PI_2);
    cairo_arc(cairo, box.x + r, ct_rect_bottom(box) - r, r, G_PI_2, G_PI);
    cairo_arc(cairo, box.x + r, box.y + r, r, G_PI, 3 * G_PI_2);
    cairo_close_path(cairo);
}

static void
add_points(const Painter *painter, const CtDraw *draw)
{
    const CtPoint *points = &g_array_index(painter->scene->points, CtPoint, draw->first_point);

    cairo_new_path(painter->cairo);
    for (uint32_t i = 0; i < draw->n_points; i++)
        cairo_line_to(painter->cairo, points[i].x, points[i].y);
    if (draw->kind == CT_DRAW_AREA)
        cairo_close_path(painter->cairo);
}

/* --- icons --- */

static void
icon_stroke(CtIconOp op, double x, double y, double radius, void *data)
{
    cairo_t *cairo = data;

    switch (op) {
    case CT_ICON_OP_MOVE:
        cairo_move_to(cairo, x, y);
        break;
    case CT_ICON_OP_LINE:
        cairo_line_to(cairo, x, y);
        break;
    case CT_ICON_OP_CIRCLE:
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, x, y, radius, 0, 2 * G_PI);
        break;
    case CT_ICON_OP_CLOSE:
        cairo_close_path(cairo);
        break;
    case CT_ICON_OP_FILL:
        cairo_fill(cairo);
        break;
    }
}

static void
paint_icon(const Painter *painter, const CtDraw *draw)
{
    cairo_t *cairo = painter->cairo;
    double scale = draw->box.width / 24;

    if (scale <= 0)
        return;
    set_paint(painter, (CtPaint)draw->stroke, (double)draw->alpha);
    cairo_save(cairo);
    cairo_translate(cairo, draw->box.x, draw->box.y);
    cairo_scale(cairo, scale, scale);
    cairo_new_path(cairo);
    cairo_set_dash(cairo, NULL, 0, 0);
    cairo_set_line_width(cairo, (double)draw->weight / scale);
    ct_icon_each((CtIcon)draw->icon, icon_stroke, cairo);
    cairo_stroke(cairo);
    cairo_restore(cairo);
}

/* --- text --- */

static void
paint_text(const Painter *painter, const CtDraw *draw)
{
    cairo_t *cairo = painter->cairo;
    PangoFontDescription *font = pango_font_description_new();
    PangoRectangle logical;
    double width, squeeze, x;

    pango_font_description_set_family_static(font, "DejaVu Sans, sans-serif");
    pango_font_description_set_absolute_size(font, (double)draw->size * PANGO_SCALE);
    pango_font_description_set_weight(font, draw->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(painter->layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(painter->layout, draw->text, -1);
    pango_layout_get_extents(painter->layout, NULL, &logical);
    width = (double)logical.width / PANGO_SCALE;
    /* Another font may be wider than what the place was measured for. */
    squeeze = width > draw->box.width ? draw->box.width / width : 1;
    width *= squeeze;
    x = draw->box.x;
    if (draw->align != CT_ALIGN_LEFT)
        x -= draw->align == CT_ALIGN_MIDDLE ? width / 2 : width;
    set_paint(painter, (CtPaint)draw->fill, (double)draw->alpha);
    cairo_save(cairo);
    cairo_translate(cairo, x, draw->box.y - (double)logical.height / PANGO_SCALE / 2);
    cairo_scale(cairo, squeeze, 1);
    cairo_move_to(cairo, 0, 0);
    pango_cairo_show_layout(cairo, painter->layout);
    cairo_restore(cairo);
}

static void
paint_draw(const Painter *painter, const CtDraw *draw)
{
    switch ((CtDrawKind)draw->kind) {
    case CT_DRAW_RECT:
        add_rounded(painter->cairo, draw->box, (double)draw->radius);
        paint_path(painter, draw);
        break;
    case CT_DRAW_LINE:
    case CT_DRAW_AREA:
        add_points(painter, draw);
        paint_path(painter, draw);
        break;
    case CT_DRAW_DISC:
        cairo_new_path(painter->cairo);
        cairo_arc(painter->cairo, ct_rect_middle(draw->box).x, ct_rect_middle(draw->box).y,
                  draw->box.width / 2, 0, 2 * G_PI);
        paint_path(painter, draw);
        break;
    case CT_DRAW_ICON:
        paint_icon(painter, draw);
        break;
    case CT_DRAW_TEXT:
        paint_text(painter, draw);
        break;
    }
}

static void
paint_scene(cairo_t *cairo, const CtScene *scene, CtTheme theme)
{
    Painter painter = {.cairo = cairo, .theme = theme, .scene = scene};
    cairo_font_options_t *options = cairo_font_options_create();

    /* The place of a letter does not hang on the zoom. */
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    painter.layout = pango_cairo_create_layout(cairo);
    pango_cairo_context_set_font_options(pango_layout_get_context(painter.layout), options);
    pango_layout_context_changed(painter.layout);
    pango_layout_set_single_paragraph_mode(painter.layout, TRUE);
    for (guint i = 0; i < scene->commands->len; i++)
        paint_draw(&painter, &g_array_index(scene->commands, CtDraw, i));
    g_object_unref(painter.layout);
    cairo_font_options_destroy(options);
}

/* --- the ways out --- */

void
ct_render_pixels(const CtScene *scene,
                 CtTheme theme,
                 double scale,
                 CtPoint origin,
                 void *pixels,
                 int width,
                 int height,
                 int stride)
{
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_ARGB32, width, height, stride);
    cairo_t *cairo = cairo_create(surface);

    cairo_scale(cairo, scale, scale);
    cairo_translate(cairo, -origin.x, -origin.y);
    paint_scene(cairo, scene, theme);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

static cairo_status_t
write_bytes(void *data, const unsigned char *bytes, unsigned length)
{
    ct_out_put_n(data, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static bool
is_done(cairo_status_t status, GError **error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    g_set_error(error, CT_RENDER_ERROR, CT_RENDER_ERROR_FAILED, "cannot draw the picture: %s",
                cairo_status_to_string(status));
    return false;
}

/* Paints onto @surface, which it frees. */
static cairo_status_t
paint_surface(cairo_surface_t *surface, const CtScene *scene, CtTheme theme, double scale)
{
    cairo_t *cairo = cairo_create(surface);
    cairo_status_t status;

    cairo_scale(cairo, scale, scale);
    paint_scene(cairo, scene, theme);
    status = cairo_status(cairo);
    cairo_destroy(cairo);
    return status;
}

bool
ct_render_png(const CtScene *scene, CtTheme theme, double scale, CtOut *out, GError **error)
{
    const double slip = 1e-6; /* a third of a size, three times, is that size */
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(scene->width * scale - slip),
                                   (int)ceil(scene->height * scale - slip));
    cairo_status_t status = paint_surface(surface, scene, theme, scale);

    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, write_bytes, out);
    cairo_surface_destroy(surface);
    return is_done(status, error);
}

bool
ct_render_pixels_png(const uint32_t *pixels, int width, int height, CtOut *out, GError **error)
{
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data((unsigned char *)(uintptr_t)pixels, CAIRO_FORMAT_RGB24,
                                            width, height, width * 4);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, write_bytes, out);

    cairo_surface_destroy(surface);
    return is_done(status, error);
}

bool
ct_render_pdf_pages(const CtPdfPage *pages,
                    uint32_t n,
                    CtTheme theme,
                    const char *title,
                    CtOut *out,
                    GError **error)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(write_bytes, out,
                                            pages[0].scene->width * pages[0].scale,
                                            pages[0].scene->height * pages[0].scale);
    cairo_status_t status = CAIRO_STATUS_SUCCESS;

    /* The file says nothing of when it was made, so that equal pictures are equal files. */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
    if (title != NULL)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    for (uint32_t i = 0; i < n && status == CAIRO_STATUS_SUCCESS; i++) {
        cairo_pdf_surface_set_size(surface, pages[i].scene->width * pages[i].scale,
                                   pages[i].scene->height * pages[i].scale);
        status = paint_surface(surface, pages[i].scene, theme, pages[i].scale);
        if (i + 1 < n)
            cairo_surface_show_page(surface);
    }
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return is_done(status, error);
}
