/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who acts, from where, on what. */
#include "analysis/story_parts.h"

uint32_t
ct_story_gainer(const CtStory *story, CtFactId fact)
{
    gpointer row = g_hash_table_lookup(story->gainer, GSIZE_TO_POINTER((size_t)fact + 1));

    return row == NULL ? CT_NO_ID : (uint32_t)(GPOINTER_TO_SIZE(row) - 1);
}

const CtFactId *
ct_story_premises(const CtStory *story, uint32_t row, uint32_t *ret_n)
{
    CtSpan span = story->plan->steps.data[row].premises;

    *ret_n = span.length;
    return story->plan->facts.data + span.start;
}

bool
ct_story_is_done(const CtStory *story, uint32_t row)
{
    uint8_t kind = story->graph->step_kind[story->plan->steps.data[row].step];

    return kind == CT_STEP_ATTEMPT || kind == CT_STEP_OUTCOME;
}

const char *
ct_story_text(const CtStory *story, CtNamed named)
{
    if (named.kind == CT_ENTITY_NONE)
        return ct_store_text(story->store, "outside the model");
    return ct_store_take_text(story->store,
                              ct_entity_text(story->instances, (CtEntityKind)named.kind, named.id));
}

static CtNamed
entity_of(const CtStory *story, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(story->graph, id, &fact))
        return (CtNamed){.kind = CT_ENTITY_NONE};
    return (CtNamed){.kind = story->graph->kinds->infos[fact.kind].entity, .id = fact.entity};
}

/* A declared kind says where he is unless, like sessions and secrets, it is had from elsewhere. */
static bool
is_declared_place(CtEntityKind entity)
{
    return entity != CT_ENTITY_SERVICE && entity != CT_ENTITY_CREDENTIAL &&
           entity != CT_ENTITY_CHANNEL && entity != CT_ENTITY_PEOPLE && entity != CT_ENTITY_ZONE &&
           entity != CT_ENTITY_CONDITION;
}

/* Facts that say by themselves where the attacker is. */
static bool
is_place(const CtFactKinds *kinds, uint8_t kind)
{
    if (kind >= CT_FACT_COUNT)
        return is_declared_place(ct_fact_kind_entity(kinds, kind));
    switch ((CtFactKind)kind) {
    case CT_FACT_NEARBY:
    case CT_FACT_LOCATED:
    case CT_FACT_TOUCHES_SITE:
    case CT_FACT_TOUCHES:
    case CT_FACT_POSSESSES:
    case CT_FACT_IMPLANT:
    case CT_FACT_EXEC:
    case CT_FACT_TAINTED:
    case CT_FACT_TAINTED_COMPONENT:
    case CT_FACT_SUPPLIER:
    case CT_FACT_PEOPLE:
    case CT_FACT_CONTROLS:
    case CT_FACT_HALTED:
    case CT_FACT_SPOOFS:
    case CT_FACT_READS:
    case CT_FACT_ALTERS:
    case CT_FACT_DESTROYS:
    case CT_FACT_EXFILTRATED:
    case CT_FACT_SEVERED_NETWORK:
    case CT_FACT_SEVERED:
    case CT_FACT_RECRUITED:
    case CT_FACT_IMPAIRED:
        return true;
    default:
        return false;
    }
}

CtNamed
ct_story_origin(const CtStory *story, CtFactId fact)
{
    /* Sessions, reach, contact and the like are had from somewhere: follow what opened them. A plan
     * has no cycles, so this ends. */
    for (;;) {
        CtFact named;
        uint32_t row = ct_story_gainer(story, fact);
        uint32_t n = 0;
        const CtFactId *premises = row != CT_NO_ID ? ct_story_premises(story, row, &n) : NULL;

        if (ct_graph_fact_of(story->graph, fact, &named) &&
            is_place(story->graph->kinds, named.kind))
            return entity_of(story, fact);
        if (n == 0)
            return entity_of(story, fact);
        fact = premises[0];
    }
}

/* The variable of @row bound last that one can act on. */
static CtNamed
acted_on(const CtStory *story, uint32_t row)
{
    const CtGraph *graph = story->graph;
    uint32_t step = story->plan->steps.data[row].step;
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;
    uint32_t n;
    const uint32_t *bound = ct_plan_bindings(graph, step, &n);

    for (uint32_t v = n; v-- > 0;)
        switch ((CtEntityKind)technique->variable_kind[v]) {
        case CT_ENTITY_ASSET:
        case CT_ENTITY_SERVICE:
        case CT_ENTITY_PEOPLE:
        case CT_ENTITY_NETWORK:
        case CT_ENTITY_CHANNEL:
            return (CtNamed){.kind = technique->variable_kind[v], .id = bound[v]};
        default:
            break;
        }
    return (CtNamed){.kind = CT_ENTITY_NONE};
}

CtNamed
ct_story_target(const CtStory *story, uint32_t row, uint32_t gain_row)
{
    CtNamed gained =
        entity_of(story, story->graph->step_gain[story->plan->steps.data[gain_row].step]);
    CtNamed acted = {.kind = CT_ENTITY_NONE};

    if (gained.kind != CT_ENTITY_NONE && gained.kind != CT_ENTITY_CREDENTIAL &&
        gained.kind != CT_ENTITY_DATA)
        return gained;
    /* A secret or data is had where it lies; of a fan, the instance stands with the outcome. */
    if (ct_story_is_done(story, gain_row))
        acted = acted_on(story, gain_row);
    if (acted.kind == CT_ENTITY_NONE)
        acted = acted_on(story, row);
    return acted.kind != CT_ENTITY_NONE ? acted : gained;
}

uint32_t
ct_story_zone(const CtStory *story, CtNamed named)
{
    const CtInstances *instances = story->instances;

    switch ((CtEntityKind)named.kind) {
    case CT_ENTITY_ASSET:
        return instances->asset_zone[named.id];
    case CT_ENTITY_SERVICE:
        return instances->asset_zone[ct_instances_service_asset(instances, named.id)];
    case CT_ENTITY_ZONE:
        return named.id;
    case CT_ENTITY_NETWORK:
        if (instances->network_zones.start[named.id] ==
            instances->network_zones.start[named.id + 1])
            return CT_NO_ID;
        return instances->network_zones.value[instances->network_zones.start[named.id]];
    default:
        return CT_NO_ID;
    }
}

/* The domain that the nearest zone around says. */
static CtDomain
domain_of_zone(const CtStory *story, uint32_t zone)
{
    while (zone != CT_NO_ID) {
        uint8_t domain = story->model->zones.data[story->instances->zone_row[zone]].domain;

        if (domain != CT_DOMAIN_UNSTATED)
            return (CtDomain)domain;
        zone = story->instances->zone_parent[zone];
    }
    return CT_DOMAIN_UNSTATED;
}

CtDomain
ct_story_domain(const CtStory *story, CtNamed named)
{
    CtDomain domain = domain_of_zone(story, ct_story_zone(story, named));
    uint32_t asset = CT_NO_ID;

    if (domain != CT_DOMAIN_UNSTATED)
        return domain;
    if (named.kind == CT_ENTITY_ASSET)
        asset = named.id;
    else if (named.kind == CT_ENTITY_SERVICE)
        asset = ct_instances_service_asset(story->instances, named.id);
    if (asset == CT_NO_ID)
        return CT_DOMAIN_IT;

    const CtKindInfo *kind = ct_instances_class(story->instances, asset)->kind;
    return kind != NULL && kind->is_ot ? CT_DOMAIN_OT : CT_DOMAIN_IT;
}

bool
ct_story_from_internet(const CtStory *story, CtFactId fact)
{
    const CtGraph *graph = story->graph;

    for (;;) {
        if (fact >= graph->first_reach_node && fact < graph->first_auxiliary) {
            const CtReachNode *node = &graph->reach->nodes.data[fact - graph->first_reach_node];

            if (node->kind == CT_REACH_ORIGIN)
                return story->model->networks.data[story->instances->network_row[node->place]]
                           .medium == CT_MEDIUM_INTERNET;
        }

        uint32_t row = ct_story_gainer(story, fact);
        uint32_t n = 0;
        const CtFactId *premises = row != CT_NO_ID ? ct_story_premises(story, row, &n) : NULL;

        if (n == 0 || ct_story_is_done(story, row))
            return false;
        fact = premises[0];
    }
}
