/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text and tables set on sheets of A4, as scenes of draw commands: what comes next goes below, on a
 * new sheet where it does not fit. Widths of text are those of draw/metrics.h, so that lines break
 * alike on every machine. Any text may be given; what does not print is left to the scene.
 */
#pragma once

#include "draw/scene.h"

typedef struct CtPaper CtPaper;

CtPaper *ct_paper_new(void);
void ct_paper_free(CtPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPaper, ct_paper_free)

/* 1: of the document, 2: of a chapter, 3 and 4: within one. Stays with what follows. */
void ct_paper_heading(CtPaper *paper, int level, const char *text);

/* @size in points; 0: that of running text. */
void ct_paper_text(CtPaper *paper, double size, CtPaint paint, const char *text);

/* From here on a new sheet, unless one has just been begun. */
void ct_paper_break(CtPaper *paper);

/* A blank of @height points. */
void ct_paper_space(CtPaper *paper, double height);

/* One cell: @text, and @small below it in small type (NULL: none). */
typedef struct CtPaperCell {
    const char *text, *small;
    bool bold;
    CtPaint paint; /* CT_PAINT_NONE: ink */
} CtPaperCell;

enum { CT_PAPER_MOST_COLUMNS = 8 };

/* @headers: NULL-terminated, at most so many; @shares: of the width, a column each. Headers are
 * repeated on every sheet. They must outlive the table. */
void ct_paper_begin_table(CtPaper *paper, const char *const *headers, const double *shares);
void ct_paper_row(CtPaper *paper, const CtPaperCell *cells);
void ct_paper_end_table(CtPaper *paper);

/* Room of @height over the whole width, for a drawing of one's own into @ret_scene. */
CtRect ct_paper_room(CtPaper *paper, double height, CtScene **ret_scene);

/* A sheet across, filled by @scene, which it takes over and which has the ratio of A4. */
void ct_paper_picture(CtPaper *paper, CtScene *scene);

/* Numbers the sheets and writes @foot on each. Afterwards nothing can be added. */
void ct_paper_finish(CtPaper *paper, const char *foot);

uint32_t ct_paper_count(const CtPaper *paper);

/* Sheet @i and how many points a pixel of it has; owned by @paper. */
const CtScene *ct_paper_sheet(const CtPaper *paper, uint32_t i, double *ret_scale);
