/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The signs of the segmentation matrix in letters, told apart by their shape; the same in every
 * report. */
#pragma once

#include "analysis/zone_sign.h"
#include "base/text_table.h"

typedef struct CtZoneSignInfo {
    char sign;
    CtStyle style;
} CtZoneSignInfo;

extern const CtZoneSignInfo ct_zone_signs[CT_ZONE_SIGN_COUNT];
