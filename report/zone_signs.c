/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/zone_signs.h"

const CtZoneSignInfo ct_zone_signs[CT_ZONE_SIGN_COUNT] = {
    [CT_ZONE_SIGN_NONE] = {' ', CT_STYLE_PLAIN, NULL},
    [CT_ZONE_SIGN_CLOSED] = {'.', CT_STYLE_DIM, "closed: not allowed, and no attack gets there"},
    [CT_ZONE_SIGN_HELD] = {'+', CT_STYLE_GOOD, "allowed, and no attack comes of it"},
    [CT_ZONE_SIGN_DOOR] = {'o', CT_STYLE_PLAIN, "allowed, and attackable"},
    [CT_ZONE_SIGN_UNMEANT] = {'-', CT_STYLE_WARN,
                              "allowed, though not intended; no attack comes of it"},
    [CT_ZONE_SIGN_OPEN] = {'!', CT_STYLE_BAD, "allowed, though not intended, and attackable"},
    [CT_ZONE_SIGN_THROUGH] = {'X', CT_STYLE_BAD, "attackable, though no rule allows it"},
    [CT_ZONE_SIGN_BLOCKED] = {'b', CT_STYLE_WARN, "intended, but no rule allows it"},
    [CT_ZONE_SIGN_UNDECIDED] = {'?', CT_STYLE_WARN, "undecided"},
};

static CtZoneSign
sign_of(const CtZoneCell *cell)
{
    if (cell->allowed == CT_NO_ANSWER)
        return CT_ZONE_SIGN_NONE;
    if (cell->allowed == CT_ANSWER_UNKNOWN || cell->attackable == CT_ANSWER_UNKNOWN)
        return CT_ZONE_SIGN_UNDECIDED;
    if (cell->allowed == CT_ANSWER_NO && cell->attackable == CT_ANSWER_YES)
        return CT_ZONE_SIGN_THROUGH;
    if (cell->allowed == CT_ANSWER_NO)
        return cell->intended == CT_ANSWER_YES ? CT_ZONE_SIGN_BLOCKED : CT_ZONE_SIGN_CLOSED;
    if (cell->intended == CT_ANSWER_NO)
        return cell->attackable == CT_ANSWER_YES ? CT_ZONE_SIGN_OPEN : CT_ZONE_SIGN_UNMEANT;
    return cell->attackable == CT_ANSWER_YES ? CT_ZONE_SIGN_DOOR : CT_ZONE_SIGN_HELD;
}

CtZoneSign
ct_zone_sign(const CtSegmentation *segmentation, uint32_t from, uint32_t to)
{
    return sign_of(&segmentation->cells[(size_t)from * segmentation->n_zones + to]);
}
