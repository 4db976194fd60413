/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Near misses in words; and guards that said no. */
#include "analysis/near_miss_parts.h"
#include "analysis/story_parts.h"

#include "attacks/certificate.h"

#include "base/bits.h"

#include <string.h>

#define MOST_REJECTED 200000
#define MOST_NAMED 4 /* alternatives named in one sentence */

/* --- guards that said no --- */

static bool
opener_holds(const CtSearch *search, const CtRejected *rejected)
{
    const CtOpener *opener = &rejected->technique->openers[rejected->opener];
    CtFact fact = {.kind = opener->kind, .level = opener->level, .entity = rejected->entities[0]};

    return ct_bits_get(search->fixpoint->holds, ct_graph_fact(search->graph, fact));
}

/* The asset bound last, which is what would be acted on. */
static uint32_t
bound_asset(const CtSearch *search, const CtRejected *rejected)
{
    const CtTechnique *technique = rejected->technique;

    for (uint32_t v = technique->n_variables; v-- > 0;) {
        if (technique->variable_kind[v] == CT_ENTITY_ASSET)
            return rejected->entities[v];
        if (technique->variable_kind[v] == CT_ENTITY_SERVICE)
            return ct_instances_service_asset(search->graph->instances, rejected->entities[v]);
    }
    return CT_NO_ID;
}

/* Grounds once more to hear of them; the guard remembers its verdicts, so this is quick. */
static GArray *
ground_again(const CtTwin *twin)
{
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    g_autoptr(GArray) rejected = g_array_new(FALSE, FALSE, sizeof(CtRejected));
    g_autoptr(GError) error = NULL;
    g_autoptr(CtGraph) graph = ct_ground(twin->library, twin->guard, twin->reach, &attacker->traits,
                                         &twin->limits, rejected, MOST_REJECTED, &error);

    return graph != NULL ? g_steal_pointer(&rejected) : NULL;
}

/* One line for a rule, an asset and a reason. */
static bool
is_new(GHashTable *told, const CtRejected *rejected, uint32_t asset)
{
    char *key = g_strdup_printf("%u %u %s", rejected->technique->index, asset, rejected->reason);

    return g_hash_table_add(told, key);
}

void
ct_near_miss_add_rejected(CtSearch *search)
{
    g_autoptr(GHashTable) told = /* asked, never walked */
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    if (search->graph->n_steps > CT_NEAR_MISS_MOST_STEPS)
        return;
    search->rejected = ground_again(search->twin);
    for (uint32_t i = 0; search->rejected != NULL && i < search->rejected->len; i++) {
        const CtRejected *rejected = &g_array_index(search->rejected, CtRejected, i);
        uint32_t asset = bound_asset(search, rejected);
        gpointer depth =
            asset == CT_NO_ID
                ? NULL
                : g_hash_table_lookup(search->assets, GSIZE_TO_POINTER((size_t)asset + 1));

        if (rejected->reason == NULL || depth == NULL || !opener_holds(search, rejected) ||
            !is_new(told, rejected, asset))
            continue;
        CtCandidate candidate = {.rejected = rejected,
                                 .n_missing = 1,
                                 .depth = (uint32_t)(GPOINTER_TO_SIZE(depth) - 1) + 1,
                                 .number = MOST_REJECTED + i};
        g_array_append_val(search->candidates, candidate);
    }
}

/* --- words --- */

static CtStory
story_of(const CtSearch *search)
{
    return (CtStory){.graph = search->graph,
                     .instances = search->graph->instances,
                     .model = search->graph->instances->model,
                     .store = search->store};
}

static CtNamed
entity_of(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (id >= graph->first_reach_node && id < graph->first_auxiliary) {
        const CtReachNode *node = &graph->reach->nodes.data[id - graph->first_reach_node];
        const CtCsr *services = &graph->reach->group_services;

        if (node->kind != CT_REACH_GROUP)
            return (CtNamed){.kind = CT_ENTITY_NONE};
        return (CtNamed){.kind = CT_ENTITY_SERVICE,
                         .id = services->value[services->start[node->place]]};
    }
    if (!ct_graph_fact_of(graph, id, &fact))
        return (CtNamed){.kind = CT_ENTITY_NONE};
    return (CtNamed){.kind = graph->kinds->infos[fact.kind].entity, .id = fact.entity};
}

static CtPos
pos_of(const CtGraph *graph, CtNamed named)
{
    if (named.kind == CT_ENTITY_NONE)
        return (CtPos){0};
    return ct_entity_pos(graph->instances, (CtEntityKind)named.kind, named.id);
}

/* "one of holds:a, holds:b" for what stands for alternatives. */
static char *
alternatives_text(const CtGraph *graph, CtFactId id)
{
    GString *text = g_string_new("one of ");
    uint32_t n = 0;

    for (uint32_t i = graph->gained_start[id]; i < graph->gained_start[id + 1]; i++) {
        uint32_t step = graph->gained[i];

        for (uint32_t k = graph->step_premise_start[step]; k < graph->step_premise_start[step + 1];
             k++, n++) {
            g_autofree char *one = ct_graph_fact_text(graph, graph->premises[k]);

            if (n < MOST_NAMED)
                g_string_append_printf(text, "%s%s", n > 0 ? ", " : "", one);
        }
    }
    if (n > MOST_NAMED)
        g_string_append_printf(text, " and %u more", n - MOST_NAMED);
    return g_string_free(text, FALSE);
}

static char *
fact_with_line(const CtGraph *graph, CtFact fact)
{
    g_autofree char *text = ct_fact_text(graph->kinds, graph->instances, fact);

    return g_strdup_printf("%s (%s)", text, graph->kinds->infos[fact.kind].line);
}

static char *
missing_text(const CtSearch *search, CtFactId id)
{
    const CtGraph *graph = search->graph;
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact)) {
        CtNamed service = entity_of(graph, id);

        if (service.kind == CT_ENTITY_SERVICE)
            return fact_with_line(graph, (CtFact){.kind = CT_FACT_REACH, .entity = service.id});
        if (id >= graph->first_auxiliary &&
            (graph->auxiliaries.data[id - graph->first_auxiliary].kind == CT_AUXILIARY_ANY ||
             graph->auxiliaries.data[id - graph->first_auxiliary].kind == CT_AUXILIARY_AT_LEAST))
            return alternatives_text(graph, id);
        g_autofree char *text = ct_graph_fact_text(graph, id);

        return g_strconcat(g_str_has_prefix(text, "can ") ? "somebody who " : "that ", text, NULL);
    }

    return fact_with_line(graph, fact);
}

/* Whether the fact is that packets arrive at some service. */
static bool
is_arrival(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (ct_graph_fact_of(graph, id, &fact))
        return fact.kind == CT_FACT_REACH;
    return entity_of(graph, id).kind == CT_ENTITY_SERVICE;
}

/* All that is missing, as one sentence; @pos moves to the rule that keeps packets out. */
static const char *
all_missing(const CtSearch *search, const CtCandidate *candidate, CtPos *pos)
{
    GString *text = g_string_new(NULL);
    g_autofree char *why = NULL;

    for (uint32_t i = 0; i < candidate->n_missing; i++) {
        g_autofree char *one = missing_text(search, candidate->missing[i]);

        if (why == NULL && is_arrival(search->graph, candidate->missing[i]))
            why =
                ct_near_miss_reach(search, entity_of(search->graph, candidate->missing[i]).id, pos);
        g_string_append_printf(text, "%s%s", i > 0 ? " and " : "", one);
    }
    if (why != NULL)
        g_string_append_printf(text, "; %s", why);
    return ct_store_take_text(search->store, g_string_free(text, FALSE));
}

static CtNearMiss
tell_step(const CtSearch *search, const CtCandidate *candidate)
{
    const CtGraph *graph = search->graph;
    CtStory story = story_of(search);
    uint8_t kind = graph->step_kind[candidate->step];
    CtNamed gained = entity_of(graph, graph->step_gain[candidate->step]);
    CtNamed missing = entity_of(graph, candidate->missing[0]);
    CtNearMiss miss = {0};

    if (kind == CT_STEP_ATTEMPT || kind == CT_STEP_OUTCOME) {
        const CtTechnique *technique =
            graph->templates.data[graph->step_reason[candidate->step]].technique;
        uint32_t asset = ct_plan_target_asset(graph, candidate->step);

        if (asset != CT_NO_ID && gained.kind != CT_ENTITY_SERVICE)
            gained = (CtNamed){.kind = CT_ENTITY_ASSET, .id = asset};
        miss.technique =
            ct_store_text(search->store, ct_story_shown_id(&technique->ids,
                                                           ct_story_domain(&story, gained), false));
        miss.title = ct_store_text(search->store, ct_technique_title(technique, miss.technique));
    } else {
        miss.title =
            ct_store_take_text(search->store, ct_certificate_step_text(graph, candidate->step));
    }
    miss.target = gained.kind != CT_ENTITY_NONE ? ct_story_text(&story, gained) : NULL;
    miss.gains = ct_store_take_text(search->store,
                                    ct_graph_fact_text(graph, graph->step_gain[candidate->step]));
    miss.pos = pos_of(graph, missing.kind != CT_ENTITY_NONE ? missing : gained);
    miss.missing = all_missing(search, candidate, &miss.pos);
    miss.lacks_fact = true;
    return miss;
}

static CtNearMiss
tell_rejected(const CtSearch *search, const CtRejected *rejected)
{
    const CtTechnique *technique = rejected->technique;
    CtStory story = story_of(search);
    uint32_t last = technique->n_variables - 1u;
    CtNamed target = {.kind = CT_ENTITY_ASSET, .id = bound_asset(search, rejected)};
    CtNamed named = {.kind = technique->variable_kind[last], .id = rejected->entities[last]};

    const char *id = ct_story_shown_id(&technique->ids, ct_story_domain(&story, target), false);

    return (CtNearMiss){
        .technique = ct_store_text(search->store, id),
        .title = ct_store_text(search->store, ct_technique_title(technique, id)),
        .target = ct_story_text(&story, target),
        .missing = ct_store_text(search->store, rejected->reason),
        .pos = pos_of(search->graph, named),
    };
}

CtNearMiss
ct_near_miss_tell(const CtSearch *search, const CtCandidate *candidate)
{
    return candidate->rejected != NULL ? tell_rejected(search, candidate->rejected)
                                       : tell_step(search, candidate);
}
