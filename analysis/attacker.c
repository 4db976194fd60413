/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/attacker.h"

#include <string.h>

CtAttacker *
ct_attacker_new(const char *id)
{
    CtAttacker *attacker = g_new0(CtAttacker, 1);

    attacker->id = g_strdup(id);
    attacker->traits = (CtAttackerTraits){.skill = CT_SKILL_EXPERT, .scale_times = 1};
    return attacker;
}

static const char *const strategies[CT_STRATEGY_COUNT] = {
    [CT_STRATEGY_CHEAPEST] = "cheapest-first",
    [CT_STRATEGY_RANDOM] = "random",
    [CT_STRATEGY_GOAL] = "goal-directed",
};

const char *
ct_strategy_text(CtStrategy strategy)
{
    g_return_val_if_fail(strategy < CT_STRATEGY_COUNT, "");
    return strategies[strategy];
}

bool
ct_strategy_parse(const char *text, CtStrategy *ret_strategy)
{
    for (int i = 0; i < CT_STRATEGY_COUNT; i++)
        if (strcmp(strategies[i], text) == 0) {
            *ret_strategy = (CtStrategy)i;
            return true;
        }
    return false;
}

void
ct_attacker_clear_goals(CtAttacker *attacker)
{
    for (uint32_t i = 0; i < attacker->goals.length; i++) {
        g_free(attacker->goals.data[i].id);
        g_free(attacker->goals.data[i].text);
        g_free(attacker->goals.data[i].facts);
    }
    attacker->goals.length = 0;
}

void
ct_attacker_free(CtAttacker *attacker)
{
    if (attacker == NULL)
        return;
    ct_attacker_clear_goals(attacker);
    g_free(attacker->goals.data);
    g_free(attacker->entries.data);
    g_free(attacker->id);
    g_free(attacker);
}

void
ct_attacker_add_entry(CtAttacker *attacker, CtFact entry)
{
    if (attacker->entries.length == attacker->entries.capacity) {
        attacker->entries.capacity = MAX(4, attacker->entries.capacity * 2);
        attacker->entries.data =
            g_renew(CtFact, attacker->entries.data, attacker->entries.capacity);
    }
    attacker->entries.data[attacker->entries.length++] = entry;
}

static char *
goal_text(const CtFactKinds *kinds,
          const CtInstances *instances,
          const CtFact *facts,
          uint32_t n,
          uint32_t need)
{
    GString *text = g_string_new(NULL);

    if (n == 1) {
        g_string_free(text, TRUE);
        return ct_fact_text(kinds, instances, facts[0]);
    }
    if (need == n)
        g_string_append(text, "all(");
    else if (need == 1)
        g_string_append(text, "any(");
    else
        g_string_append_printf(text, "at_least(%u, ", need);
    for (uint32_t i = 0; i < n; i++) {
        g_autofree char *one = ct_fact_text(kinds, instances, facts[i]);

        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", one);
    }
    g_string_append_c(text, ')');
    return g_string_free(text, FALSE);
}

void
ct_attacker_add_goal(CtAttacker *attacker,
                     const CtFactKinds *kinds,
                     const CtInstances *instances,
                     const char *id,
                     const CtFact *facts,
                     uint32_t n_facts,
                     uint32_t need)
{
    g_return_if_fail(n_facts > 0 && need > 0 && need <= n_facts);

    if (attacker->goals.length == attacker->goals.capacity) {
        attacker->goals.capacity = MAX(4, attacker->goals.capacity * 2);
        attacker->goals.data = g_renew(CtGoal, attacker->goals.data, attacker->goals.capacity);
    }
    CtGoal *goal = &attacker->goals.data[attacker->goals.length++];

    *goal = (CtGoal){.facts = g_memdup2(facts, n_facts * sizeof *facts),
                     .n_facts = n_facts,
                     .need = need,
                     .requirement = CT_NO_ID,
                     .text = goal_text(kinds, instances, facts, n_facts, need)};
    goal->id = g_strdup(id != NULL ? id : goal->text);
}

void
ct_attacker_add_requirements(CtAttacker *attacker, const CtInstances *instances)
{
    const CtModel *model = instances->model;

    for (uint32_t r = 0; r < model->requirements.length; r++) {
        CtFact violated = {.kind = CT_FACT_VIOLATED, .entity = r};

        ct_attacker_add_goal(attacker, &ct_fact_kinds_builtin, instances,
                             ct_model_id(model, CT_SECTION_REQUIREMENTS, r), &violated, 1, 1);
        attacker->goals.data[attacker->goals.length - 1].requirement = r;
    }
}

/* "all(…)" or "all{…}": what stands inside, g_free(); NULL if @text is neither. */
static char *
inside(const char *text, const char *word)
{
    size_t n = strlen(word);
    size_t length = strlen(text);

    if (!g_str_has_prefix(text, word) || length < n + 2)
        return NULL;
    if (!(text[n] == '(' && text[length - 1] == ')') &&
        !(text[n] == '{' && text[length - 1] == '}'))
        return NULL;
    return g_strndup(text + n + 1, length - n - 2);
}

/* Splits at commas outside parentheses and brackets. */
static GPtrArray *
split_list(const char *text)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
    const char *start = text;
    int depth = 0;

    for (const char *at = text;; at++) {
        if (*at == '(' || *at == '[')
            depth++;
        else if (*at == ')' || *at == ']')
            depth--;
        else if (*at == '\0' || (*at == ',' && depth <= 0)) {
            g_ptr_array_add(parts, g_strstrip(g_strndup(start, (gsize)(at - start))));
            start = at + 1;
        }
        if (*at == '\0')
            return parts;
    }
}

bool
ct_attacker_parse_goal(CtAttacker *attacker,
                       const CtFactKinds *kinds,
                       const CtInstances *instances,
                       const char *text,
                       GError **error)
{
    g_autofree char *whole = g_strstrip(g_strdup(text));
    g_autofree char *all = inside(whole, "all");
    g_autofree char *any = inside(whole, "any");
    const char *list = all != NULL ? all : any;
    g_autoptr(GPtrArray) parts = NULL;
    g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(CtFact));

    if (list != NULL) {
        parts = split_list(list);
    } else {
        parts = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(parts, g_strdup(whole));
    }
    for (uint32_t i = 0; i < parts->len; i++) {
        CtFact fact;

        if (!ct_fact_parse(kinds, instances, g_ptr_array_index(parts, i), &fact, error)) {
            if (list != NULL)
                g_prefix_error(error, "goal '%s': ", text);
            return false;
        }
        g_array_append_val(facts, fact);
    }
    ct_attacker_add_goal(attacker, kinds, instances, NULL,
                         (const CtFact *)(const void *)facts->data, facts->len,
                         any != NULL ? 1 : facts->len);
    return true;
}

void
ct_attacker_zones_of(const CtFactKinds *kinds,
                     const CtInstances *instances,
                     CtFact fact,
                     CtIds *ret_zones)
{
    uint32_t asset = CT_NO_ID;

    switch (ct_fact_kind_entity(kinds, fact.kind)) {
    case CT_ENTITY_ASSET:
        asset = fact.entity;
        break;
    case CT_ENTITY_SERVICE:
        asset = ct_instances_service_asset(instances, fact.entity);
        break;
    case CT_ENTITY_ZONE:
        ct_ids_add(ret_zones, fact.entity);
        break;
    case CT_ENTITY_NETWORK:
        for (uint32_t i = instances->network_zones.start[fact.entity];
             i < instances->network_zones.start[fact.entity + 1]; i++)
            ct_ids_add(ret_zones, instances->network_zones.value[i]);
        break;
    default:
        break;
    }
    if (asset != CT_NO_ID)
        ct_ids_add(ret_zones, instances->asset_zone[asset]);
}

void
ct_attacker_add_outside(CtAttacker *attacker, const CtInstances *instances)
{
    const CtModel *model = instances->model;

    for (uint32_t network = 0; network < instances->n_networks; network++) {
        bool outside = false;

        for (uint32_t i = instances->network_zones.start[network];
             i < instances->network_zones.start[network + 1]; i++) {
            uint32_t zone = instances->zone_row[instances->network_zones.value[i]];

            outside = outside || ct_tri_or(model->zones.data[zone].outside, false);
        }
        if (outside)
            ct_attacker_add_entry(attacker, (CtFact){.kind = CT_FACT_LOCATED, .entity = network});
    }
}
