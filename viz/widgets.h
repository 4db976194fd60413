/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The few things that panels are made of: a list that scrolls, a line to type in, a button. Each is
 * plain data, drawn into a scene and asked what is at a point; nothing here knows what it is for.
 */
#pragma once

#include "draw/scene.h"

/* --- a list of rows, of which those that fit are drawn --- */

typedef struct CtList {
    CtRect box;      /* in the window */
    double row;      /* height of a row */
    uint32_t n;      /* rows */
    uint32_t first;  /* the uppermost drawn */
    uint32_t chosen; /* CT_LIST_NONE */
} CtList;

#define CT_LIST_NONE UINT32_MAX

/* Rows that fit. */
uint32_t ct_list_fit(const CtList *list);

/* Moves by @by rows, as far as it goes. */
void ct_list_scroll(CtList *list, int64_t by);

/* Chooses @row, CT_LIST_NONE, and scrolls as little as shows it. */
void ct_list_choose(CtList *list, uint32_t row);

/* Chooses the row @by further; the first shown where none is. */
void ct_list_move(CtList *list, int64_t by);

/* The row at @point, CT_LIST_NONE. */
uint32_t ct_list_at(const CtList *list, CtPoint point);

/* Draws row @row into @box; the chosen one has its ground already. */
typedef void (*CtListDraw)(CtScene *scene, CtRect box, uint32_t row, bool chosen, void *data);

/* Cost: the rows that fit. */
void ct_list_draw(CtScene *scene, CtList *list, CtListDraw draw, void *data);

/* --- a line to type in --- */

typedef struct CtField {
    GString *text; /* valid UTF-8, at most 200 characters */
} CtField;

void ct_field_init(CtField *field);
void ct_field_clear(CtField *field);

/* Takes what of @text is printable. Whether it changed. */
bool ct_field_type(CtField *field, const char *text);
bool ct_field_erase(CtField *field); /* the last character */
void ct_field_draw(CtScene *scene, CtRect box, const char *label, const CtField *field);

/* --- a button, or a tab --- */

/* Draws it as wide as its text wants; returns where it is. */
CtRect ct_button_draw(CtScene *scene, CtPoint corner, const char *text, bool pressed);

/* --- lines --- */

/* @text in lines of at most @width at @size, broken between words; a word that is wider stands
 * alone. g_strfreev(). Cost: the square of a line's words. */
char **ct_text_break(const char *text, double size, bool bold, double width);
