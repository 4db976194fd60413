/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The segmentation matrix as a panel: from the zone of a row into that of a column, each cell with
 * one sign (analysis/zone_sign.h) told by colour and by shape. More zones than fit share a cell,
 * which shows the gravest of its signs, so that the panel bounds the commands.
 */
#pragma once

#include "analysis/segmentation.h"
#include "draw/scene.h"

/*
 * Within @box. @selected: a CT_PICK_CELL or CT_PICK_ZONE of the matrix's zones to frame, else
 * CT_PICK_NONE. Cells are picked as CT_PICK_CELL where each is one pair of zones. Where there are
 * no cells (past CT_MOST_ZONES zones) it says so. Cost: zones squared.
 */
void
ct_matrix_draw(CtScene *scene, CtRect box, const CtSegmentation *segmentation, CtPick selected);
