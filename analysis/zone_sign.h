/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A cell of the segmentation matrix as one sign: what a reader makes of its three answers. */
#pragma once

#include "analysis/segmentation.h"

typedef enum CtZoneSign {
    CT_ZONE_SIGN_NONE,    /* no such cell */
    CT_ZONE_SIGN_CLOSED,  /* not allowed, and held */
    CT_ZONE_SIGN_HELD,    /* allowed, and no attack */
    CT_ZONE_SIGN_DOOR,    /* allowed and attackable, as intended or as far as is stated */
    CT_ZONE_SIGN_UNMEANT, /* allowed, not intended, no attack */
    CT_ZONE_SIGN_OPEN,    /* allowed, not intended, attackable */
    CT_ZONE_SIGN_THROUGH, /* not allowed, and attackable all the same */
    CT_ZONE_SIGN_BLOCKED, /* intended, not allowed, no attack */
    CT_ZONE_SIGN_UNDECIDED,
    CT_ZONE_SIGN_COUNT,
} CtZoneSign;

/* "closed: not allowed, and no attack gets there"; NULL for no cell. Static. */
const char *ct_zone_sign_text(CtZoneSign sign);

/* Of the cell @from × @to; @segmentation has cells. */
CtZoneSign ct_zone_sign(const CtSegmentation *segmentation, uint32_t from, uint32_t to);
