/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts are built in one buffer, parts separated by a byte that no id holds. Attempts that their
 * names do not tell apart (one rule by two doors) get their number among those as a last part, so
 * that events have a total order; they share their draws.
 */
#include "sim/keys.h"

#include "analysis/plan_cost.h"

#include <string.h>

enum { SEPARATOR = 0x1f };

typedef struct KeyMaker {
    const CtGraph *graph;
    const char *actor;
    GString *text;
    char **assets; /* names of asset instances, made on first use */
    struct {
        uint32_t entity; /* CT_NO_ID: none yet */
        char *name;
    } last[CT_ENTITY_COUNT]; /* of other kinds, which change less often: the last one asked for */
} KeyMaker;

static CtId
uid_of(const CtInstances *instances, CtEntityKind kind, uint32_t entity)
{
    const CtModel *model = instances->model;
    CtSection section;

    switch (kind) {
    case CT_ENTITY_ASSET:
        section = CT_SECTION_ASSETS;
        entity = instances->asset_row[entity];
        break;
    case CT_ENTITY_NETWORK:
        section = CT_SECTION_NETWORKS;
        entity = instances->network_row[entity];
        break;
    case CT_ENTITY_ZONE:
        section = CT_SECTION_ZONES;
        entity = instances->zone_row[entity];
        break;
    case CT_ENTITY_VULNERABILITY:
        section = CT_SECTION_VULNERABILITIES;
        entity = instances->classes->vulnerabilities.data[entity].vulnerability;
        break;
    default:
        if (!ct_entity_section(kind, &section))
            return CT_NO_ID;
    }
    CtId extra = ct_model_entity(model, section, entity)->extra;

    return extra != CT_NO_ID ? model->extras.data[extra].uid : CT_NO_ID;
}

static char *
service_name(const CtInstances *instances, uint32_t service)
{
    uint32_t asset = ct_instances_service_asset(instances, service);
    g_autofree char *owner = ct_sim_entity_name(instances, CT_ENTITY_ASSET, asset);
    g_autofree char *text = ct_instances_service_text(instances, service);
    const char *dot = strrchr(text, '.');

    return g_strdup_printf("%s%s", owner, dot != NULL ? dot : "");
}

char *
ct_sim_entity_name(const CtInstances *instances, CtEntityKind kind, uint32_t entity)
{
    if (kind == CT_ENTITY_SERVICE)
        return service_name(instances, entity);

    CtId uid = uid_of(instances, kind, entity);
    g_autofree char *text = ct_entity_text(instances, kind, entity);

    if (uid == CT_NO_ID)
        return g_steal_pointer(&text);
    const char *indices = strchr(text, '[');
    return g_strdup_printf("%s%s", ct_model_text(instances->model, uid),
                           indices != NULL ? indices : "");
}

/* --- parts of a text --- */

static void
begin(KeyMaker *maker, const char *technique)
{
    g_string_assign(maker->text, maker->actor);
    g_string_append_c(maker->text, SEPARATOR);
    g_string_append(maker->text, technique);
}

static void
put(KeyMaker *maker, const char *part)
{
    g_string_append_c(maker->text, SEPARATOR);
    g_string_append(maker->text, part);
}

static void
put_number(KeyMaker *maker, uint32_t number)
{
    char text[12], *at = text + sizeof text;

    do
        *--at = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    *--at = '#';
    g_string_append_c(maker->text, SEPARATOR);
    g_string_append_len(maker->text, at, text + sizeof text - at);
}

static const char *
asset_name(KeyMaker *maker, uint32_t asset)
{
    if (maker->assets[asset] == NULL)
        maker->assets[asset] = ct_sim_entity_name(maker->graph->instances, CT_ENTITY_ASSET, asset);
    return maker->assets[asset];
}

static void
put_entity(KeyMaker *maker, CtEntityKind kind, uint32_t entity)
{
    const CtInstances *instances = maker->graph->instances;

    if (entity == CT_NO_ID) {
        put(maker, "");
    } else if (instances == NULL) {
        put_number(maker, entity);
    } else if (kind == CT_ENTITY_ASSET) {
        put(maker, asset_name(maker, entity));
    } else if (kind == CT_ENTITY_SERVICE) {
        put(maker, asset_name(maker, ct_instances_service_asset(instances, entity)));
        g_string_append_c(maker->text, '.');
        g_string_append(maker->text, ct_model_text(instances->model,
                                                   ct_instances_service(instances, entity)->name));
    } else {
        if (maker->last[kind].entity != entity || maker->last[kind].name == NULL) {
            g_free(maker->last[kind].name);
            maker->last[kind].entity = entity;
            maker->last[kind].name = ct_sim_entity_name(instances, kind, entity);
        }
        put(maker, maker->last[kind].name);
    }
}

/* What is gained; nothing for an attempt of several gains. The level is no part of a draw. */
static void
put_gain(KeyMaker *maker, uint32_t step, bool with_level)
{
    const CtGraph *graph = maker->graph;
    CtFact fact;

    if (graph->instances == NULL) {
        put_number(maker, graph->step_gain[step]);
        return;
    }
    if (!ct_graph_fact_of(graph, graph->step_gain[step], &fact)) {
        put(maker, "");
        return;
    }
    put(maker, graph->kinds->infos[fact.kind].text);
    put_entity(maker, graph->kinds->infos[fact.kind].entity, fact.entity);
    if (with_level)
        put_number(maker, fact.level);
}

static CtKey128
finish(const KeyMaker *maker)
{
    return ct_hash_key(maker->text->str, maker->text->len);
}

static const CtTemplate *
template_of(const CtGraph *graph, uint32_t step)
{
    return &graph->templates.data[graph->step_reason[step]];
}

static CtKey128
identity_key(KeyMaker *maker, uint32_t step)
{
    const CtTemplate *template = template_of(maker->graph, step);
    uint32_t n;
    const uint32_t *bound = ct_plan_bindings(maker->graph, step, &n);

    begin(maker, template->technique->name);
    put_number(maker, template->opener);
    put_gain(maker, step, true);
    for (uint32_t v = 0; v < n; v++)
        put_entity(maker, template->technique->variable_kind[v], bound[v]);
    return finish(maker);
}

static CtKey128
draw_key(KeyMaker *maker, uint32_t step)
{
    const CtGraph *graph = maker->graph;

    begin(maker, template_of(graph, step)->technique->name);
    put_gain(maker, step, false);
    if (graph->instances != NULL) {
        put_entity(maker, CT_ENTITY_ASSET, ct_plan_target_asset(graph, step));
        put_entity(maker, CT_ENTITY_VULNERABILITY,
                   ct_plan_last_bound(graph, step, CT_ENTITY_VULNERABILITY));
        put_entity(maker, CT_ENTITY_CREDENTIAL,
                   ct_plan_last_bound(graph, step, CT_ENTITY_CREDENTIAL));
    }
    return finish(maker);
}

/* The entity that `per` names; none: the key of the draw itself. */
static CtKey128
scope_key(KeyMaker *maker, uint32_t step, CtPer per, CtKey128 draw)
{
    CtPlanScope scope = ct_plan_scope(maker->graph, step, per);

    if (scope.n == 0)
        return draw;
    begin(maker, template_of(maker->graph, step)->technique->name);
    put(maker, ct_per_text(per));
    for (uint32_t i = 0; i < scope.n; i++)
        put_entity(maker, scope.kind[i], scope.entity[i]);
    return finish(maker);
}

/* --- rows --- */

/* Keys, each once, and where they are: open addressing, half of the slots free at least. */
typedef struct KeyRows {
    GArray *keys;
    uint32_t *slots; /* row + 1; 0: free */
    uint32_t mask;   /* slots less one; a power of two less one */
} KeyRows;

static KeyRows
rows_new(void)
{
    const uint32_t mask = 1023;

    return (KeyRows){.keys = g_array_new(FALSE, FALSE, sizeof(CtKey128)),
                     .slots = g_new0(uint32_t, (size_t)mask + 1),
                     .mask = mask};
}

/* The slot of @key, or the free one where it belongs. */
static uint32_t *
slot_of(const KeyRows *rows, CtKey128 key)
{
    uint32_t at = (uint32_t)key.lo & rows->mask;

    for (;; at = (at + 1) & rows->mask) {
        uint32_t row = rows->slots[at];
        const CtKey128 *other = row > 0 ? &g_array_index(rows->keys, CtKey128, row - 1) : NULL;

        if (other == NULL || (other->lo == key.lo && other->hi == key.hi))
            return &rows->slots[at];
    }
}

static void
grow(KeyRows *rows)
{
    g_free(rows->slots);
    rows->mask = 2 * rows->mask + 1;
    rows->slots = g_new0(uint32_t, (size_t)rows->mask + 1);
    for (uint32_t i = 0; i < rows->keys->len; i++)
        *slot_of(rows, g_array_index(rows->keys, CtKey128, i)) = i + 1;
}

static uint32_t
row_of(KeyRows *rows, CtKey128 key)
{
    uint32_t *slot = slot_of(rows, key);

    if (*slot > 0)
        return *slot - 1;
    g_array_append_val(rows->keys, key);
    *slot = rows->keys->len;
    if (rows->keys->len > rows->mask / 2)
        grow(rows);
    return rows->keys->len - 1;
}

static CtKey128 *
rows_take(KeyRows *rows, uint32_t *ret_n)
{
    *ret_n = rows->keys->len;
    g_free(rows->slots);
    return (CtKey128 *)(void *)g_array_free(rows->keys, FALSE);
}

/* The second and further of one name get another, by their number among them. */
static void
tell_apart(CtSimKeys *keys)
{
    KeyRows seen = rows_new();
    g_autofree uint32_t *times = g_new0(uint32_t, (size_t)keys->n_attempts + 1);
    uint32_t n;

    for (uint32_t a = 0; a < keys->n_attempts; a++) {
        CtKey128 key = keys->identity[a];
        uint32_t before = times[row_of(&seen, key)]++;

        if (before == 0)
            continue;
        const uint64_t parts[3] = {key.hi, key.lo, before};
        keys->identity[a] = ct_hash_key(parts, sizeof parts);
    }
    g_free(rows_take(&seen, &n));
}

CtSimKeys *
ct_sim_keys_new_of(const CtGraph *graph, const char *actor, const uint32_t *steps, uint32_t n)
{
    CtSimKeys *keys = g_new0(CtSimKeys, 1);
    size_t room = (size_t)n + 1;
    KeyMaker maker = {.graph = graph, .actor = actor, .text = g_string_new(NULL)};
    KeyRows works = rows_new(), prepare = rows_new();

    if (graph->instances != NULL)
        maker.assets = g_new0(char *, (size_t)graph->instances->n_assets + 1);
    keys->step = g_new(uint32_t, room);
    keys->identity = g_new(CtKey128, room);
    keys->draw = g_new(CtKey128, room);
    keys->works = g_new(uint32_t, room);
    keys->prepare = g_new(uint32_t, room);
    keys->n_attempts = n;
    for (uint32_t a = 0; a < n; a++) {
        uint32_t step = steps[a];
        const CtVerdict *verdict = template_of(graph, step)->verdict;

        keys->step[a] = step;
        keys->identity[a] = identity_key(&maker, step);
        keys->draw[a] = draw_key(&maker, step);
        keys->works[a] =
            row_of(&works, scope_key(&maker, step, (CtPer)verdict->works_per, keys->draw[a]));
        keys->prepare[a] =
            row_of(&prepare, scope_key(&maker, step, (CtPer)verdict->prepare_per, keys->draw[a]));
    }
    tell_apart(keys);
    keys->works_key = rows_take(&works, &keys->n_works);
    keys->prepare_key = rows_take(&prepare, &keys->n_prepare);
    for (uint32_t i = 0; graph->instances != NULL && i < graph->instances->n_assets; i++)
        g_free(maker.assets[i]);
    g_free(maker.assets);
    for (int kind = 0; kind < CT_ENTITY_COUNT; kind++)
        g_free(maker.last[kind].name);
    g_string_free(maker.text, TRUE);
    return keys;
}

CtSimKeys *
ct_sim_keys_new(const CtGraph *graph, const char *actor)
{
    g_autofree uint32_t *steps = g_new(uint32_t, (size_t)graph->n_steps + 1);
    uint32_t n = 0;

    for (uint32_t s = 0; s < graph->n_steps; s++)
        if (graph->step_kind[s] == CT_STEP_ATTEMPT)
            steps[n++] = s;
    return ct_sim_keys_new_of(graph, actor, steps, n);
}

void
ct_sim_keys_free(CtSimKeys *keys)
{
    if (keys == NULL)
        return;
    g_free(keys->step);
    g_free(keys->identity);
    g_free(keys->draw);
    g_free(keys->works);
    g_free(keys->prepare);
    g_free(keys->works_key);
    g_free(keys->prepare_key);
    g_free(keys);
}
