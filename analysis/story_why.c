/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why a step is possible: from its premises back through everything structural to what was gained
 * by an attempt or was there from the start. Reasons stand in the order in which they hold.
 */
#include "analysis/rule_ports.h"
#include "analysis/story_parts.h"

#include "base/units.h"

#include <string.h>

typedef struct Why {
    const CtStory *story;
    GArray *lines;    /* CtWhy */
    GHashTable *seen; /* facts walked; asked, never walked */
    CtIds *after;
    GPtrArray *needs;
} Why;

/* Takes @text. */
static void
add_line(Why *why, CtWhyKind kind, char *text, CtPos pos)
{
    CtWhy line = {.kind = (uint8_t)kind, .pos = pos};

    line.text = ct_store_take_text(why->story->store, text);
    for (uint32_t i = 0; i < why->lines->len; i++) {
        const CtWhy *other = &g_array_index(why->lines, CtWhy, i);

        if (other->kind == line.kind && other->pos.line == pos.line &&
            other->pos.file == pos.file && strcmp(other->text, line.text) == 0)
            return;
    }
    g_array_append_val(why->lines, line);
}

static CtPos
pos_of(const CtStory *story, CtNamed named)
{
    return ct_entity_pos(story->instances, (CtEntityKind)named.kind, named.id);
}

static char *
rule_text(const CtModel *model, uint32_t conduit, const CtRule *rule)
{
    GString *text = g_string_new(NULL);

    g_string_printf(text, "conduit %s lets ", ct_model_id(model, CT_SECTION_CONDUITS, conduit));
    ct_append_rule_ports(text, model, rule->ports);
    g_string_append(text, " pass");
    return g_string_free(text, FALSE);
}

/* From where packets are sent straight to what listens there. */
static bool
is_same_network(const CtStory *story, const CtReachEdge *edge)
{
    const CtReach *reach = story->graph->reach;

    return edge->conduit == CT_NO_ID && edge->opener == CT_NO_ID &&
           reach->nodes.data[edge->from].kind == CT_REACH_ORIGIN &&
           reach->nodes.data[edge->to].kind == CT_REACH_GROUP;
}

static void
add_edge(Why *why, uint32_t number)
{
    const CtStory *story = why->story;
    const CtModel *model = story->model;
    const CtReachEdge *edge = &story->graph->reach->edges.data[number];
    const CtReachNode *from = &story->graph->reach->nodes.data[edge->from];

    if (from->kind == CT_REACH_ORIGIN && !is_same_network(story, edge)) {
        CtNamed network = {.kind = CT_ENTITY_NETWORK, .id = from->place};

        add_line(why, CT_WHY_ROUTE,
                 g_strdup_printf("packets start on network %s", ct_story_text(story, network)),
                 pos_of(story, network));
    }
    if (edge->opener != CT_NO_ID) {
        CtNamed opener = {.kind = CT_ENTITY_ASSET, .id = edge->opener};
        const char *name = ct_story_text(story, opener);

        if (edge->conduit != CT_NO_ID)
            add_line(why, CT_WHY_ROUTE,
                     g_strdup_printf("%s enforces conduit %s and is his: its rules stop nothing",
                                     name, ct_model_id(model, CT_SECTION_CONDUITS, edge->conduit)),
                     model->conduits.data[edge->conduit].e.pos);
        else
            add_line(why, CT_WHY_ROUTE, g_strdup_printf("%s stands in between and is his", name),
                     pos_of(story, opener));
        return;
    }
    if (edge->rule != CT_NO_ID && edge->conduit != CT_NO_ID) {
        const CtRule *rule = &model->rules.data[edge->rule];

        add_line(why, CT_WHY_ROUTE, rule_text(model, edge->conduit, rule), rule->pos);
        return;
    }
    if (is_same_network(story, edge)) {
        CtNamed network = {.kind = CT_ENTITY_NETWORK, .id = from->place};

        add_line(why, CT_WHY_ROUTE,
                 g_strdup_printf("both are on network %s", ct_story_text(story, network)),
                 pos_of(story, network));
    }
}

/* Reasons that only bridge from one number to another say nothing to a person. */
static bool
is_silent(uint32_t reason)
{
    return reason == CT_REASON_ARRIVES || reason == CT_REASON_PRESENT ||
           reason == CT_REASON_LISTENS || reason == CT_REASON_ALTERNATIVE ||
           reason == CT_REASON_SENDS_FROM || reason == CT_REASON_LOCATED_SENDS ||
           reason == CT_REASON_LOST_ASSET || reason == CT_REASON_LOST_FLOW;
}

static CtPos
fact_pos(const CtStory *story, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(story->graph, id, &fact))
        return (CtPos){0};
    return ct_entity_pos(story->instances, ct_fact_kind_entity(story->graph->kinds, fact.kind),
                         fact.entity);
}

static void
add_listener(Why *why, CtFactId gain)
{
    const CtGraph *graph = why->story->graph;
    const CtReachNode *node = &graph->reach->nodes.data[gain - graph->first_reach_node];
    CtNamed network = {.kind = CT_ENTITY_NETWORK, .id = node->place};

    add_line(why, CT_WHY_ROUTE,
             g_strdup_printf("he can be called back on network %s",
                             ct_story_text(why->story, network)),
             pos_of(why->story, network));
}

/* A state of the world is no derivation to leave out: without it the step is impossible. */
static void
add_condition(Why *why, CtFactId gain)
{
    CtFact fact;

    if (!ct_graph_fact_of(why->story->graph, gain, &fact))
        return;
    CtNamed condition = {.kind = CT_ENTITY_CONDITION, .id = fact.entity};

    add_line(why, CT_WHY_NEEDS,
             g_strdup_printf("condition %s", ct_story_text(why->story, condition)),
             pos_of(why->story, condition));
}

static void
add_derived(Why *why, uint32_t step)
{
    const CtGraph *graph = why->story->graph;
    CtFactId gain = graph->step_gain[step];
    uint32_t reason = graph->step_reason[step];

    if (reason == CT_REASON_LISTENS)
        add_listener(why, gain);
    if (is_silent(reason))
        return;
    if (reason == CT_REASON_CONDITION_HOLDS) {
        add_condition(why, gain);
        return;
    }

    g_autofree char *fact = ct_graph_fact_text(graph, gain);
    add_line(why, CT_WHY_DERIVED, g_strdup_printf("%s: %s", fact, ct_reason_text((CtReason)reason)),
             fact_pos(why->story, gain));
}

/* A held fact or entry: what the step needs. */
static void
add_need(Why *why, CtFactId fact, uint32_t row)
{
    const CtStory *story = why->story;

    g_ptr_array_add(why->needs,
                    (gpointer)ct_store_take_text(story->store,
                                                 ct_graph_fact_text(story->graph, fact)));
    if (row != CT_NO_ID)
        ct_ids_add(why->after, row);
}

static void
add_structural(Why *why, uint32_t row)
{
    uint32_t step = why->story->plan->steps.data[row].step;

    if (why->story->graph->step_kind[step] == CT_STEP_REACH)
        add_edge(why, why->story->graph->step_reason[step]);
    else
        add_derived(why, step);
}

/*
 * Adds what @fact rests on, premises first. A row waits on the stack, marked, until its premises
 * are told: a chain of conduits can be long.
 */
static void
walk(Why *why, CtFactId first)
{
    const CtStory *story = why->story;
    g_auto(CtIds) facts = {0}, waiting = {0}; /* waiting: row + 1 whose premises are told, 0 */

    ct_ids_add(&facts, first);
    ct_ids_add(&waiting, 0);
    while (facts.length > 0) {
        CtFactId fact = facts.data[--facts.length];
        uint32_t told = waiting.data[--waiting.length];

        if (told != 0) {
            add_structural(why, told - 1);
            continue;
        }
        if (!g_hash_table_add(why->seen, GSIZE_TO_POINTER((size_t)fact + 1)))
            continue;

        uint32_t row = ct_story_gainer(story, fact);
        if (row == CT_NO_ID || ct_story_is_done(story, row)) {
            add_need(why, fact, row);
            continue;
        }
        if (story->graph->step_kind[story->plan->steps.data[row].step] == CT_STEP_LOSS) {
            ct_ids_add(why->after, row);
            continue;
        }

        uint32_t n;
        const CtFactId *premises = ct_story_premises(story, row, &n);
        ct_ids_add(&facts, fact);
        ct_ids_add(&waiting, row + 1);
        for (uint32_t i = n; i-- > 0;) {
            ct_ids_add(&facts, premises[i]);
            ct_ids_add(&waiting, 0);
        }
    }
}

/* --- what the step itself names --- */

static void
add_service(Why *why, uint32_t service)
{
    const CtInstances *instances = why->story->instances;
    const CtClassService *row = ct_instances_service(instances, service);
    GString *text = g_string_new(NULL);
    g_autofree char *name = ct_instances_service_text(instances, service);

    g_string_printf(text, "%s listens on ", name);
    ct_append_port(text, row->port);
    add_line(why, CT_WHY_ROUTE, g_string_free(text, FALSE), row->pos);
}

static void
add_flaw(Why *why, uint32_t row)
{
    const CtStory *story = why->story;
    const CtClassVulnerability *flaw = &story->instances->classes->vulnerabilities.data[row];
    const CtModel *model = story->model;
    const char *where = flaw->component != CT_NO_ID
                            ? ct_model_id(model, CT_SECTION_COMPONENTS, flaw->component)
                            : ct_model_id(model, CT_SECTION_PRODUCTS, flaw->product);

    add_line(why, CT_WHY_NEEDS,
             g_strdup_printf("flaw %s in %s",
                             ct_model_id(model, CT_SECTION_VULNERABILITIES, flaw->vulnerability),
                             where),
             model->vulnerabilities.data[flaw->vulnerability].e.pos);
}

static void
add_bound(Why *why, CtNamed named)
{
    switch ((CtEntityKind)named.kind) {
    case CT_ENTITY_SERVICE:
        add_service(why, named.id);
        return;
    case CT_ENTITY_VULNERABILITY:
        add_flaw(why, named.id);
        return;
    case CT_ENTITY_CREDENTIAL:
    case CT_ENTITY_PEOPLE:
    case CT_ENTITY_CHANNEL:
    case CT_ENTITY_DATA:
    case CT_ENTITY_FLOW:
    case CT_ENTITY_PRODUCT:
    case CT_ENTITY_COMPONENT:
    case CT_ENTITY_SUPPLIER:
    case CT_ENTITY_SITE:
        add_line(why, CT_WHY_NEEDS,
                 g_strdup_printf("%s %s", ct_entity_kind_text((CtEntityKind)named.kind),
                                 ct_story_text(why->story, named)),
                 pos_of(why->story, named));
        return;
    default:
        return;
    }
}

/* Where what a guard read is said: "service.auth = none" stands with the bound service. */
static CtPos
pos_of_read(const CtStory *story,
            const CtTechnique *technique,
            const uint32_t *bound,
            uint32_t n,
            const char *read)
{
    CtPos pos = {0};

    for (uint32_t v = 0; v < n; v++) {
        CtEntityKind kind = (CtEntityKind)technique->variable_kind[v];
        const char *word = ct_entity_kind_text(kind);
        size_t length = strlen(word);

        if (g_str_has_prefix(read, word) && read[length] == '.') {
            if (kind == CT_ENTITY_SERVICE)
                return ct_instances_service(story->instances, bound[v])->pos;
            return ct_entity_pos(story->instances, kind, bound[v]);
        }
        if (kind == CT_ENTITY_SERVICE &&
            (g_str_has_prefix(read, "asset.") || g_str_has_prefix(read, "security.")))
            pos = ct_entity_pos(story->instances, CT_ENTITY_ASSET,
                                ct_instances_service_asset(story->instances, bound[v]));
        if (kind == CT_ENTITY_ASSET && g_str_has_prefix(read, "security."))
            pos = ct_entity_pos(story->instances, kind, bound[v]);
    }
    return pos;
}

static void
add_reads(Why *why, uint32_t row, uint32_t gain_row)
{
    const CtStory *story = why->story;
    const CtGraph *graph = story->graph;
    uint32_t step = story->plan->steps.data[row].step;
    const CtTemplate *shared = &graph->templates.data[graph->step_reason[step]];
    const CtVerdict *verdict = shared->verdict;
    uint32_t n;
    const uint32_t *bound = ct_plan_bindings(graph, story->plan->steps.data[gain_row].step, &n);

    if (n == 0)
        bound = ct_plan_bindings(graph, step, &n);
    for (uint32_t v = 0; v < n; v++)
        add_bound(why, (CtNamed){.kind = shared->technique->variable_kind[v], .id = bound[v]});
    for (uint32_t i = 0; verdict->read != NULL && verdict->read[i] != NULL; i++)
        add_line(why, CT_WHY_READ, g_strdup(verdict->read[i]),
                 pos_of_read(story, shared->technique, bound, n, verdict->read[i]));
    for (uint32_t i = 0; verdict->assumed != NULL && verdict->assumed[i] != NULL; i++)
        add_line(why, CT_WHY_ASSUMED, g_strdup(verdict->assumed[i]),
                 pos_of_read(story, shared->technique, bound, n, verdict->assumed[i]));
}

static void
add_loss(Why *why, uint32_t row)
{
    const CtStory *story = why->story;
    uint32_t step = story->plan->steps.data[row].step;
    CtFactId impaired = story->graph->step_gain[step];
    uint32_t n =
        story->graph->step_premise_start[step + 1] - story->graph->step_premise_start[step];
    g_autofree char *text = ct_graph_fact_text(story->graph, impaired);

    add_line(why, CT_WHY_EFFECT,
             n == 1 ? g_strdup_printf("%s: a need that it cannot do without fails", text)
                    : g_strdup_printf("%s: %u of %u needs fail", text,
                                      ct_graph_need(story->graph, step), n),
             fact_pos(story, impaired));
}

void
ct_story_why(const CtStory *story,
             uint32_t row,
             uint32_t gain_row,
             CtPathStep *step,
             CtIds *ret_after,
             GPtrArray *ret_needs)
{
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(CtWhy));
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    Why why = {
        .story = story, .lines = lines, .seen = seen, .after = ret_after, .needs = ret_needs};
    uint32_t n;
    const CtFactId *premises = ct_story_premises(story, row, &n);

    for (uint32_t i = 0; i < n; i++)
        walk(&why, premises[i]);
    if (gain_row != row) { /* of a fan, an instance's own conditions stand with its outcome */
        premises = ct_story_premises(story, gain_row, &n);
        for (uint32_t i = 1; i < n; i++)
            walk(&why, premises[i]);
    }
    if (story->graph->step_kind[story->plan->steps.data[row].step] == CT_STEP_LOSS)
        add_loss(&why, row);
    else
        add_reads(&why, row, gain_row);
    step->why = ct_store_array(story->store, lines);
    step->n_why = lines->len;
}
