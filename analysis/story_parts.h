/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of a story, private to analysis/story*.c. */
#pragma once

#include "analysis/plan_cost.h"
#include "analysis/story.h"

typedef struct CtStory {
    const CtGraph *graph;
    const CtInstances *instances;
    const CtModel *model;
    const CtPlan *plan;
    CtDossierStore *store;
    GHashTable *gainer; /* fact + 1 → row of plan->steps + 1; asked, never walked */
} CtStory;

/* An entity as a person names it; kind CT_ENTITY_NONE: nothing. */
typedef struct CtNamed {
    uint8_t kind; /* CtEntityKind */
    uint32_t id;
} CtNamed;

/* The row of the plan that gains @fact; CT_NO_ID for an entry. */
uint32_t ct_story_gainer(const CtStory *story, CtFactId fact);

/* The premises of row @row. */
const CtFactId *ct_story_premises(const CtStory *story, uint32_t row, uint32_t *ret_n);

/* Whether @row is an attempt, or an outcome of one: what gains held facts. */
bool ct_story_is_done(const CtStory *story, uint32_t row);

/* From where the attacker acts when @fact enables him: an asset, network, person, supplier … */
CtNamed ct_story_origin(const CtStory *story, CtFactId fact);

/* What attempt @row, whose gains are had by @gain_row, is done to. */
CtNamed ct_story_target(const CtStory *story, uint32_t row, uint32_t gain_row);

const char *ct_story_text(const CtStory *story, CtNamed named);

/* The zone instance it stands in, CT_NO_ID. */
uint32_t ct_story_zone(const CtStory *story, CtNamed named);

/* The domain that chooses among a rule's ids. */
CtDomain ct_story_domain(const CtStory *story, CtNamed named);

/* The id under which a rule is shown; NULL where it has none. */
const char *ct_story_shown_id(const CtTechniqueIds *ids, CtDomain domain, bool internet);

/* Whether the way by which @fact, an opener, comes in starts on a network of medium internet. */
bool ct_story_from_internet(const CtStory *story, CtFactId fact);

/*
 * The reasons for @row, an attempt (with @gain_row, which has its gain) or a loss; and the rows and
 * entries whose held facts it rests on, both in order, to @ret_after and @ret_needs (texts).
 */
void ct_story_why(const CtStory *story,
                  uint32_t row,
                  uint32_t gain_row,
                  CtPathStep *step,
                  CtIds *ret_after,
                  GPtrArray *ret_needs);
