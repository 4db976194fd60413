/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of relations; how each is walked is ground_relations.c's matter. */
#include "attacks/technique.h"

const CtRelationInfo ct_relation_infos[CT_RELATION_COUNT] = {
#define CT_RELATION(NAME, word, from, to, line)                                                    \
    [CT_RELATION_##NAME] = {word, CT_ENTITY_##from, CT_ENTITY_##to, line},
#include "attacks/relations.def"
#undef CT_RELATION
};
