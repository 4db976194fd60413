/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/widgets.h"

#include "draw/metrics.h"

#include <string.h>

/* --- list --- */

uint32_t
ct_list_fit(const CtList *list)
{
    return list->row > 0 && list->box.height > 0 ? (uint32_t)(list->box.height / list->row) : 0;
}

static uint32_t
last_first(const CtList *list)
{
    uint32_t fit = MAX(ct_list_fit(list), 1);

    return list->n > fit ? list->n - fit : 0;
}

void
ct_list_scroll(CtList *list, int64_t by)
{
    list->first = (uint32_t)CLAMP((int64_t)list->first + by, 0, (int64_t)last_first(list));
}

void
ct_list_choose(CtList *list, uint32_t row)
{
    uint32_t fit = MAX(ct_list_fit(list), 1);

    list->chosen = row < list->n ? row : CT_LIST_NONE;
    if (list->chosen == CT_LIST_NONE)
        return;
    if (row < list->first)
        list->first = row;
    else if (row - list->first >= fit)
        list->first = row - fit + 1;
}

void
ct_list_move(CtList *list, int64_t by)
{
    if (list->n == 0)
        return;
    if (list->chosen == CT_LIST_NONE)
        ct_list_choose(list, MIN(list->first, list->n - 1));
    else
        ct_list_choose(list, (uint32_t)CLAMP((int64_t)list->chosen + by, 0, (int64_t)list->n - 1));
}

uint32_t
ct_list_at(const CtList *list, CtPoint point)
{
    if (!ct_rect_has(list->box, point) || list->row <= 0)
        return CT_LIST_NONE;
    uint32_t row = (uint32_t)((point.y - list->box.y) / list->row);

    return row < ct_list_fit(list) && list->first + row < list->n ? list->first + row
                                                                  : CT_LIST_NONE;
}

/* How much of all there is shows, at the right. */
static void
draw_bar(CtScene *scene, const CtList *list, uint32_t fit)
{
    double height = MAX(list->box.height * fit / list->n, 12);
    double way = list->box.height - height;
    double y = list->box.y + way * list->first / MAX(last_first(list), 1);

    ct_scene_rect(scene, (CtRect){ct_rect_right(list->box) - 4, y, 3, height}, CT_PAINT_PANEL_EDGE,
                  CT_PAINT_NONE, 0)
        ->radius = 1.5f;
}

void
ct_list_draw(CtScene *scene, CtList *list, CtListDraw draw, void *data)
{
    uint32_t fit = ct_list_fit(list);

    list->first = MIN(list->first, last_first(list));
    for (uint32_t i = 0; i < fit && list->first + i < list->n; i++) {
        uint32_t row = list->first + i;
        CtRect box = {list->box.x, list->box.y + i * list->row, list->box.width - 6, list->row};

        if (row == list->chosen)
            ct_scene_rect(scene, box, CT_PAINT_GRID, CT_PAINT_NONE, 0)->radius = 3;
        draw(scene, box, row, row == list->chosen, data);
    }
    if (list->n > fit && fit > 0)
        draw_bar(scene, list, fit);
}

/* --- field --- */

enum { MOST_CHARACTERS = 200 };

void
ct_field_init(CtField *field)
{
    field->text = g_string_new(NULL);
}

void
ct_field_clear(CtField *field)
{
    if (field->text != NULL)
        g_string_free(field->text, TRUE);
    field->text = NULL;
}

bool
ct_field_type(CtField *field, const char *text)
{
    gsize before = field->text->len;
    glong n = g_utf8_strlen(field->text->str, -1);

    if (!g_utf8_validate(text, -1, NULL))
        return false;
    for (; *text != '\0' && n < MOST_CHARACTERS; text = g_utf8_next_char(text), n++)
        if (g_unichar_isprint(g_utf8_get_char(text)))
            g_string_append_unichar(field->text, g_utf8_get_char(text));
    return field->text->len != before;
}

bool
ct_field_erase(CtField *field)
{
    const char *end = field->text->str + field->text->len;
    const char *last = g_utf8_find_prev_char(field->text->str, end);

    if (last == NULL)
        return false;
    g_string_truncate(field->text, (gsize)(last - field->text->str));
    return true;
}

void
ct_field_draw(CtScene *scene, CtRect box, const char *label, const CtField *field)
{
    double y = ct_rect_middle(box).y, x = box.x + 8, width = ct_text_width(label, 11, false);

    ct_scene_rect(scene, box, CT_PAINT_PANEL, CT_PAINT_WALL, 1.2)->radius = 4;
    ct_scene_text(scene, (CtPoint){x, y}, width + 1, label, 11, CT_PAINT_INK_DIM, CT_ALIGN_LEFT,
                  false);
    x += width + 6;
    double room = ct_rect_right(box) - x - 12;
    double typed = MIN(ct_text_width(field->text->str, 12, false), MAX(room, 0));

    if (field->text->len > 0)
        ct_scene_text(scene, (CtPoint){x, y}, room, field->text->str, 12, CT_PAINT_INK,
                      CT_ALIGN_LEFT, false);
    ct_scene_line(scene, (CtPoint[]){{x + typed + 2, y - 7}, {x + typed + 2, y + 7}}, 2,
                  CT_PAINT_INK, 1.2);
}

/* --- button --- */

CtRect
ct_button_draw(CtScene *scene, CtPoint corner, const char *text, bool pressed)
{
    double width = ct_text_width(text, 11, pressed);
    CtRect box = {corner.x, corner.y, width + 18, 22};

    ct_scene_rect(scene, box, pressed ? CT_PAINT_GRID : CT_PAINT_PANEL, CT_PAINT_PANEL_EDGE, 1)
        ->radius = 4;
    ct_scene_text(scene, ct_rect_middle(box), width + 1, text, 11, CT_PAINT_INK, CT_ALIGN_MIDDLE,
                  pressed);
    return box;
}

/* --- lines --- */

char **
ct_text_break(const char *text, double size, bool bold, double width)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    g_autoptr(GString) line = g_string_new(words[0]);

    for (guint i = 1; words[0] != NULL && words[i] != NULL; i++) {
        gsize before = line->len;

        g_string_append_printf(line, " %s", words[i]);
        if (ct_text_width(line->str, size, bold) <= width ||
            strspn(line->str, " ") == before) /* what leads the line in stays with it */
            continue;
        g_ptr_array_add(lines, g_strndup(line->str, before));
        g_string_assign(line, words[i]);
    }
    g_ptr_array_add(lines, g_strdup(line->str));
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&lines), FALSE);
}
