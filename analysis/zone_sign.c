/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/zone_sign.h"

static const char *const texts[CT_ZONE_SIGN_COUNT] = {
    [CT_ZONE_SIGN_CLOSED] = "closed: not allowed, and no attack gets there",
    [CT_ZONE_SIGN_HELD] = "allowed, and no attack comes of it",
    [CT_ZONE_SIGN_DOOR] = "allowed, and attackable",
    [CT_ZONE_SIGN_UNMEANT] = "allowed, though not intended; no attack comes of it",
    [CT_ZONE_SIGN_OPEN] = "allowed, though not intended, and attackable",
    [CT_ZONE_SIGN_THROUGH] = "attackable, though no rule allows it",
    [CT_ZONE_SIGN_BLOCKED] = "intended, but no rule allows it",
    [CT_ZONE_SIGN_UNDECIDED] = "undecided",
};

const char *
ct_zone_sign_text(CtZoneSign sign)
{
    g_return_val_if_fail(sign < CT_ZONE_SIGN_COUNT, NULL);
    return texts[sign];
}

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
