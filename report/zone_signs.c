/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/zone_signs.h"

const CtZoneSignInfo ct_zone_signs[CT_ZONE_SIGN_COUNT] = {
    [CT_ZONE_SIGN_NONE] = {' ', CT_STYLE_PLAIN},     [CT_ZONE_SIGN_CLOSED] = {'.', CT_STYLE_DIM},
    [CT_ZONE_SIGN_HELD] = {'+', CT_STYLE_GOOD},      [CT_ZONE_SIGN_DOOR] = {'o', CT_STYLE_PLAIN},
    [CT_ZONE_SIGN_UNMEANT] = {'-', CT_STYLE_WARN},   [CT_ZONE_SIGN_OPEN] = {'!', CT_STYLE_BAD},
    [CT_ZONE_SIGN_THROUGH] = {'X', CT_STYLE_BAD},    [CT_ZONE_SIGN_BLOCKED] = {'b', CT_STYLE_WARN},
    [CT_ZONE_SIGN_UNDECIDED] = {'?', CT_STYLE_WARN},
};
