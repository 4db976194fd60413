/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Walks of the relations that a technique's `via` names (attacks/relations.def), over instances.
 * A relation is derived from the model when it is first walked; its rows are sorted and unique.
 */
#pragma once

#include "attacks/technique.h"

typedef struct CtRelations CtRelations;

CtRelations *ct_relations_new(const CtInstances *instances);
void ct_relations_free(CtRelations *relations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRelations, ct_relations_free)

/*
 * The entities that @relation leads to from @entity: *@ret_n of them, valid until the next walk of
 * the same @depth (0 … CT_MAX_VARIABLES - 1, so that walks may nest). @bound is the entity bound
 * last of the kind that ct_relations_narrowed_by() names, CT_NO_ID where none is: a product narrows
 * DELIVERS to assets it runs on; a network narrows TARGETS and TALKS_FROM to what of the flow
 * passes there, which is all of it at the only end of one side and that end's part elsewhere. Cost,
 * once the relation is derived: the length of the answer, or for a network the services on it.
 */
const uint32_t *ct_relations_walk(CtRelations *relations,
                                  CtRelationKind relation,
                                  uint32_t entity,
                                  uint32_t bound,
                                  uint32_t depth,
                                  uint32_t *ret_n);

/* The kind of entity whose latest binding narrows @relation; CT_ENTITY_NONE for most. */
CtEntityKind ct_relations_narrowed_by(CtRelationKind relation);

/*
 * The whole relation as rows, where it is kept as such; NULL where its answers are read off the
 * model. For skipping entities that it leads nowhere from.
 */
const CtCsr *ct_relations_rows(CtRelations *relations, CtRelationKind relation);

/* Whether @relation may lead anywhere at all; false: it does from no entity of the model. */
bool ct_relations_leads(CtRelations *relations, CtRelationKind relation);

/* Whether @product is in the product set of @asset. */
bool ct_relations_runs(const CtInstances *instances, uint32_t asset, CtId product);
