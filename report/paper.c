/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/paper.h"

#include "draw/metrics.h"

#include <string.h>

/* Points. */
enum { WIDTH = 595, HEIGHT = 842, MARGIN = 48, FOOT = 40, GAP = 10 };
enum { TABLE = 60 }; /* of headers and a first row */

#define TEXT 8.5
#define SMALL 7.0
#define LEADING 1.35 /* from line to line, in sizes */

typedef struct Sheet {
    CtScene *scene;
    double scale;
} Sheet;

struct CtPaper {
    GArray *sheets;             /* Sheet */
    CtScene *scene;             /* the one at hand; NULL: the next thing begins one */
    double y;                   /* where the next thing goes */
    const char *const *headers; /* of the table at hand; NULL: none */
    double shares[CT_PAPER_MOST_COLUMNS];
    unsigned n_columns;
};

static void
clear_sheet(void *data)
{
    ct_scene_free(((Sheet *)data)->scene);
}

CtPaper *
ct_paper_new(void)
{
    CtPaper *paper = g_new0(CtPaper, 1);

    paper->sheets = g_array_new(FALSE, FALSE, sizeof(Sheet));
    g_array_set_clear_func(paper->sheets, clear_sheet);
    return paper;
}

void
ct_paper_free(CtPaper *paper)
{
    if (paper == NULL)
        return;
    g_array_unref(paper->sheets);
    g_free(paper);
}

/* --- sheets --- */

static void
begin_sheet(CtPaper *paper)
{
    Sheet sheet = {.scene = ct_scene_new(WIDTH, HEIGHT), .scale = 1};

    g_array_append_val(paper->sheets, sheet);
    paper->scene = sheet.scene;
    paper->y = MARGIN;
}

static void put_headers(CtPaper *paper);

/* Room for @height, on a new sheet where this one is full. */
static void
ensure(CtPaper *paper, double height)
{
    if (paper->scene != NULL && paper->y + height <= HEIGHT - MARGIN)
        return;
    begin_sheet(paper);
    if (paper->headers != NULL)
        put_headers(paper);
}

void
ct_paper_break(CtPaper *paper)
{
    if (paper->scene != NULL && paper->y > MARGIN)
        paper->scene = NULL;
}

void
ct_paper_space(CtPaper *paper, double height)
{
    if (paper->scene != NULL && paper->y > MARGIN)
        paper->y += height;
}

/* --- lines --- */

static void
append_line(GPtrArray *lines, GString *line)
{
    g_ptr_array_add(lines, g_strdup(line->str));
    g_string_truncate(line, 0);
}

/* A word that is wider than a line is broken where it is full. */
static void
append_long_word(
    GPtrArray *lines, GString *line, const char *word, double size, bool bold, double width)
{
    for (const char *at = word; *at != '\0';) {
        const char *next = g_utf8_next_char(at);
        size_t length = line->len;

        g_string_append_len(line, at, next - at);
        if (length > 0 && ct_text_width(line->str, size, bold) > width) {
            g_string_truncate(line, length);
            append_line(lines, line);
            g_string_append_len(line, at, next - at);
        }
        at = next;
    }
}

/* Lines of at most @width; free with g_ptr_array_unref(). Cost: quadratic in a line, no more. */
static GPtrArray *
break_text(const char *text, double size, bool bold, double width)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_auto(GStrv) words = g_strsplit_set(valid, " \n\t\r", -1);
    g_autoptr(GString) line = g_string_new(NULL);

    for (char **word = words; *word != NULL; word++) {
        size_t length = line->len;

        if (**word == '\0')
            continue;
        g_string_append_printf(line, "%s%s", length > 0 ? " " : "", *word);
        if (ct_text_width(line->str, size, bold) <= width)
            continue;
        g_string_truncate(line, length);
        if (length > 0)
            append_line(lines, line);
        append_long_word(lines, line, *word, size, bold, width);
    }
    if (line->len > 0)
        append_line(lines, line);
    return lines;
}

static void
put_line(
    CtPaper *paper, double x, double width, const char *text, double size, CtPaint paint, bool bold)
{
    ct_scene_text(paper->scene, (CtPoint){x, paper->y + size * LEADING / 2}, width + 1, text, size,
                  paint, CT_ALIGN_LEFT, bold);
}

static void
put_text(CtPaper *paper, const char *text, double size, CtPaint paint, bool bold, double keep)
{
    g_autoptr(GPtrArray) lines = break_text(text, size, bold, WIDTH - 2 * MARGIN);

    for (guint i = 0; i < lines->len; i++) {
        ensure(paper, size * LEADING + (i == 0 ? keep : 0));
        put_line(paper, MARGIN, WIDTH - 2 * MARGIN, g_ptr_array_index(lines, i), size, paint, bold);
        paper->y += size * LEADING;
    }
}

void
ct_paper_text(CtPaper *paper, double size, CtPaint paint, const char *text)
{
    put_text(paper, text, size > 0 ? size : TEXT, paint, false, 0);
    ct_paper_space(paper, 4);
}

static void
put_rule(CtPaper *paper, CtPaint paint, double weight)
{
    const CtPoint ends[] = {{MARGIN, paper->y}, {WIDTH - MARGIN, paper->y}};

    ct_scene_line(paper->scene, ends, 2, paint, weight);
}

void
ct_paper_heading(CtPaper *paper, int level, const char *text)
{
    static const double sizes[] = {0, 20, 14, 10.5, 9};

    ct_paper_space(paper, level <= 2 ? 18 : 9);
    ensure(paper, sizes[level] * 2 + TABLE); /* never alone at the foot */
    if (level == 2) {
        put_rule(paper, CT_PAINT_INK, 1.5);
        paper->y += 7;
    }
    put_text(paper, text, sizes[level], CT_PAINT_INK, true, 40);
    paper->y += 3;
}

/* --- tables --- */

typedef struct Lines {
    GPtrArray *text, *small;
} Lines;

static double
column_width(const CtPaper *paper, unsigned column)
{
    return paper->shares[column] * (WIDTH - 2 * MARGIN) - GAP;
}

static void
put_headers(CtPaper *paper)
{
    const double top = paper->y;
    double x = MARGIN, bottom = top + SMALL * LEADING;

    for (unsigned c = 0; c < paper->n_columns; c++) {
        double width = column_width(paper, c);
        g_autoptr(GPtrArray) lines = break_text(paper->headers[c], SMALL, true, width);

        paper->y = top;
        for (guint i = 0; i < lines->len; i++) {
            put_line(paper, x, width, g_ptr_array_index(lines, i), SMALL, CT_PAINT_INK_DIM, true);
            paper->y += SMALL * LEADING;
        }
        bottom = MAX(bottom, paper->y);
        x += width + GAP;
    }
    paper->y = bottom + 3;
    put_rule(paper, CT_PAINT_INK_DIM, 0.8);
    paper->y += 3;
}

void
ct_paper_begin_table(CtPaper *paper, const char *const *headers, const double *shares)
{
    ensure(paper, TABLE);
    paper->headers = headers;
    paper->n_columns = g_strv_length((char **)headers);
    g_assert(paper->n_columns > 0 && paper->n_columns <= CT_PAPER_MOST_COLUMNS);
    for (unsigned c = 0; c < paper->n_columns; c++)
        paper->shares[c] = shares[c];
    put_headers(paper);
}

void
ct_paper_end_table(CtPaper *paper)
{
    paper->headers = NULL;
    ct_paper_space(paper, 8);
}

static guint
count_lines(const Lines *lines)
{
    return lines->text->len + lines->small->len;
}

/* Line @i of a cell, where it has one. */
static void
put_cell_line(
    CtPaper *paper, const CtPaperCell *cell, const Lines *lines, guint i, double x, double width)
{
    CtPaint paint = cell->paint != CT_PAINT_NONE ? cell->paint : CT_PAINT_INK;

    g_assert(lines->text != NULL && lines->small != NULL);
    if (i < lines->text->len)
        put_line(paper, x, width, g_ptr_array_index(lines->text, i), TEXT, paint, cell->bold);
    else if (i < count_lines(lines))
        put_line(paper, x, width, g_ptr_array_index(lines->small, i - lines->text->len), SMALL,
                 CT_PAINT_INK_DIM, false);
}

static void
put_lines(CtPaper *paper, const CtPaperCell *cells, const Lines *lines, guint n)
{
    const double height = TEXT * LEADING;

    /* A row stays together unless it is as long as a sheet. */
    ensure(paper, n * height + 6 < HEIGHT / 2.0 ? n * height + 6 : height);
    for (guint i = 0; i < n; i++) {
        double x = MARGIN;

        ensure(paper, height);
        for (unsigned c = 0; c < paper->n_columns; c++) {
            put_cell_line(paper, &cells[c], &lines[c], i, x, column_width(paper, c));
            x += column_width(paper, c) + GAP;
        }
        paper->y += height;
    }
}

void
ct_paper_row(CtPaper *paper, const CtPaperCell *cells)
{
    Lines lines[CT_PAPER_MOST_COLUMNS] = {0};
    guint n = 1;

    for (unsigned c = 0; c < paper->n_columns; c++) {
        const CtPaperCell *cell = &cells[c];

        lines[c].text = break_text(cell->text != NULL ? cell->text : "", TEXT, cell->bold,
                                   column_width(paper, c));
        lines[c].small = break_text(cell->small != NULL ? cell->small : "", SMALL, false,
                                    column_width(paper, c));
        n = MAX(n, count_lines(&lines[c]));
    }
    put_lines(paper, cells, lines, n);
    for (unsigned c = 0; c < paper->n_columns; c++) {
        g_ptr_array_unref(lines[c].text);
        g_ptr_array_unref(lines[c].small);
    }
    paper->y += 3;
    put_rule(paper, CT_PAINT_PANEL_EDGE, 0.4);
    paper->y += 3;
}

/* --- drawings --- */

CtRect
ct_paper_room(CtPaper *paper, double height, CtScene **ret_scene)
{
    ensure(paper, height);
    CtRect room = {MARGIN, paper->y, WIDTH - 2 * MARGIN, height};

    paper->y += height;
    *ret_scene = paper->scene;
    return room;
}

void
ct_paper_picture(CtPaper *paper, CtScene *scene)
{
    Sheet sheet = {.scene = scene, .scale = HEIGHT / scene->width};

    g_array_append_val(paper->sheets, sheet);
    paper->scene = NULL;
}

void
ct_paper_finish(CtPaper *paper, const char *foot)
{
    for (guint i = 0; i < paper->sheets->len; i++) {
        const Sheet *sheet = &g_array_index(paper->sheets, Sheet, i);
        g_autofree char *number = g_strdup_printf("%u of %u", i + 1, paper->sheets->len);

        if (sheet->scale != 1) /* a picture has the whole sheet */
            continue;
        ct_scene_text(sheet->scene, (CtPoint){MARGIN, HEIGHT - FOOT / 2.0}, WIDTH - 2 * MARGIN - 60,
                      foot, SMALL, CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
        ct_scene_text(sheet->scene, (CtPoint){WIDTH - MARGIN, HEIGHT - FOOT / 2.0}, 60, number,
                      SMALL, CT_PAINT_INK_DIM, CT_ALIGN_RIGHT, false);
    }
}

uint32_t
ct_paper_count(const CtPaper *paper)
{
    return paper->sheets->len;
}

const CtScene *
ct_paper_sheet(const CtPaper *paper, uint32_t i, double *ret_scale)
{
    const Sheet *sheet = &g_array_index(paper->sheets, Sheet, i);

    *ret_scale = sheet->scale;
    return sheet->scene;
}
