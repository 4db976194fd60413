/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of fact kinds and the one text form of facts. Several kinds may share a word
 * ("touches" a site or an asset, "tainted" a product or a component); the entity decides.
 */
#include "attacks/facts.h"

#include "base/ident.h"

#include <string.h>

const CtFactKinds ct_fact_kinds_builtin = {
    .n = CT_FACT_COUNT,
    .infos =
        {
#define HELD true
#define DERIVED false
#define CT_FACT(NAME, text, entity, levels, mode, line)                                            \
    [CT_FACT_##NAME] = {text, CT_ENTITY_##entity, levels, mode, line, NULL, 0},
#include "attacks/facts.def"
#undef CT_FACT
#undef HELD
#undef DERIVED
        },
};

G_DEFINE_QUARK(ct_fact_error, ct_fact_error)

/* The section that lists a kind's entities; instances of networks, zones and assets go beside it.
 */
static const struct {
    const char *text;
    int section; /* CtSection, -1: none of its own */
} entity_kinds[CT_ENTITY_COUNT] = {
    [CT_ENTITY_NONE] = {"nothing", -1},
    [CT_ENTITY_ASSET] = {"asset", CT_SECTION_ASSETS},
    [CT_ENTITY_SERVICE] = {"service", -1},
    [CT_ENTITY_NETWORK] = {"network", CT_SECTION_NETWORKS},
    [CT_ENTITY_ZONE] = {"zone", CT_SECTION_ZONES},
    [CT_ENTITY_SITE] = {"site", CT_SECTION_SITES},
    [CT_ENTITY_PRODUCT] = {"product", CT_SECTION_PRODUCTS},
    [CT_ENTITY_COMPONENT] = {"component", CT_SECTION_COMPONENTS},
    [CT_ENTITY_SUPPLIER] = {"supplier", CT_SECTION_SUPPLIERS},
    [CT_ENTITY_PEOPLE] = {"people", CT_SECTION_PEOPLE},
    [CT_ENTITY_CREDENTIAL] = {"credential", CT_SECTION_CREDENTIALS},
    [CT_ENTITY_CHANNEL] = {"channel", CT_SECTION_CHANNELS},
    [CT_ENTITY_DATA] = {"data", CT_SECTION_DATA},
    [CT_ENTITY_FLOW] = {"flow", CT_SECTION_FLOWS},
    [CT_ENTITY_FUNCTION] = {"function", CT_SECTION_FUNCTIONS},
    [CT_ENTITY_CONDITION] = {"condition", CT_SECTION_CONDITIONS},
    [CT_ENTITY_VULNERABILITY] = {"vulnerability", CT_SECTION_VULNERABILITIES},
    [CT_ENTITY_REQUIREMENT] = {"requirement", CT_SECTION_REQUIREMENTS},
};

const char *
ct_entity_kind_text(CtEntityKind kind)
{
    return kind < CT_ENTITY_COUNT ? entity_kinds[kind].text : "";
}

CtEntityKind
ct_entity_kind_find(const char *text)
{
    for (int kind = 1; kind < CT_ENTITY_COUNT; kind++)
        if (strcmp(entity_kinds[kind].text, text) == 0)
            return (CtEntityKind)kind;
    return CT_ENTITY_NONE;
}

int
ct_fact_kind_find(const CtFactKinds *kinds, const char *text)
{
    for (uint32_t kind = 0; kind < kinds->n; kind++)
        if (strcmp(kinds->infos[kind].text, text) == 0)
            return (int)kind;
    return -1;
}

int
ct_fact_kind_of_entity(const CtFactKinds *kinds, uint8_t kind, CtEntityKind entity)
{
    for (uint32_t k = kind; k < kinds->n; k++)
        if (strcmp(kinds->infos[k].text, kinds->infos[kind].text) == 0 &&
            kinds->infos[k].entity == entity)
            return (int)k;
    return -1;
}

bool
ct_entity_section(CtEntityKind kind, CtSection *ret_section)
{
    if (kind >= CT_ENTITY_COUNT || entity_kinds[kind].section < 0 || kind == CT_ENTITY_ASSET ||
        kind == CT_ENTITY_NETWORK || kind == CT_ENTITY_ZONE || kind == CT_ENTITY_VULNERABILITY)
        return false;
    *ret_section = (CtSection)entity_kinds[kind].section;
    return true;
}

uint32_t
ct_entity_count(const CtInstances *instances, CtEntityKind kind)
{
    if (kind == CT_ENTITY_ASSET)
        return instances->n_assets;
    if (kind == CT_ENTITY_SERVICE)
        return instances->n_services;
    if (kind == CT_ENTITY_NETWORK)
        return instances->n_networks;
    if (kind == CT_ENTITY_ZONE)
        return instances->n_zones;
    if (kind == CT_ENTITY_VULNERABILITY)
        return instances->classes->vulnerabilities.length;
    if (kind >= CT_ENTITY_COUNT || entity_kinds[kind].section < 0)
        return 0;
    return ct_model_count(instances->model, (CtSection)entity_kinds[kind].section);
}

char *
ct_entity_text(const CtInstances *instances, CtEntityKind kind, uint32_t entity)
{
    if (kind == CT_ENTITY_ASSET)
        return ct_instances_asset_text(instances, entity);
    if (kind == CT_ENTITY_SERVICE)
        return ct_instances_service_text(instances, entity);
    if (kind == CT_ENTITY_NETWORK)
        return ct_instances_network_text(instances, entity);
    if (kind == CT_ENTITY_ZONE)
        return ct_instances_zone_text(instances, entity);
    if (kind == CT_ENTITY_VULNERABILITY)
        entity = instances->classes->vulnerabilities.data[entity].vulnerability;
    g_return_val_if_fail(kind < CT_ENTITY_COUNT && entity_kinds[kind].section >= 0, g_strdup(""));
    return g_strdup(ct_model_id(instances->model, (CtSection)entity_kinds[kind].section, entity));
}

CtPos
ct_entity_pos(const CtInstances *instances, CtEntityKind kind, uint32_t entity)
{
    if (kind == CT_ENTITY_SERVICE)
        return ct_instances_service(instances, entity)->pos;
    if (kind == CT_ENTITY_ASSET)
        entity = instances->asset_row[entity];
    if (kind == CT_ENTITY_NETWORK)
        entity = instances->network_row[entity];
    if (kind == CT_ENTITY_ZONE)
        entity = instances->zone_row[entity];
    if (kind == CT_ENTITY_VULNERABILITY)
        entity = instances->classes->vulnerabilities.data[entity].vulnerability;
    g_return_val_if_fail(kind < CT_ENTITY_COUNT && entity_kinds[kind].section >= 0, (CtPos){0});
    return ct_model_entity(instances->model, (CtSection)entity_kinds[kind].section, entity)->pos;
}

char *
ct_fact_text(const CtFactKinds *kinds, const CtInstances *instances, CtFact fact)
{
    const CtFactKindInfo *info = &kinds->infos[fact.kind];
    g_autofree char *entity = ct_entity_text(instances, info->entity, fact.entity);

    if (info->levels == 1)
        return g_strdup_printf("%s:%s", info->text, entity);
    return g_strdup_printf("%s:%s:%s", info->text, entity,
                           fact.level == CT_LEVEL_ADMIN ? "admin" : "user");
}

static bool
find_entity(const CtInstances *instances,
            CtEntityKind kind,
            const char *text,
            uint32_t *ret_entity,
            GError **error)
{
    const CtModel *model = instances->model;

    if (kind == CT_ENTITY_ASSET)
        return ct_instances_parse_asset(instances, text, ret_entity, error);
    if (kind == CT_ENTITY_SERVICE)
        return ct_instances_parse_service(instances, text, ret_entity, error);
    if (kind == CT_ENTITY_NETWORK)
        return ct_instances_parse_network(instances, text, ret_entity, error);
    if (kind == CT_ENTITY_ZONE)
        return ct_instances_parse_zone(instances, text, ret_entity, error);

    CtSection section = (CtSection)entity_kinds[kind].section;
    CtId row = ct_model_find(model, section, text);
    if (row != CT_NO_ID) {
        *ret_entity = row;
        return true;
    }

    uint32_t n = ct_model_count(model, section);
    g_autofree const char **ids = g_new0(const char *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        ids[i] = ct_model_id(model, section, i);
    const char *near = ct_ident_nearest(text, ids, n);
    g_set_error(error, CT_FACT_ERROR, CT_FACT_ERROR_FAILED,
                near != NULL ? "there is no %s '%s'; did you mean '%s'?" : "there is no %s '%s'",
                entity_kinds[kind].text, text, near);
    return false;
}

static bool
unknown_kind(const CtFactKinds *kinds, const char *word, GError **error)
{
    const char *words[CT_FACT_KINDS_MOST];

    for (size_t i = 0; i < kinds->n; i++)
        words[i] = kinds->infos[i].text;
    const char *near = ct_ident_nearest(word, words, kinds->n);
    g_set_error(error, CT_FACT_ERROR, CT_FACT_ERROR_FAILED,
                near != NULL ? "'%s' is no kind of fact; did you mean '%s'?"
                             : "'%s' is no kind of fact; `cybertwin list facts` shows them all",
                word, near);
    return false;
}

/* Splits "kind:entity[:level]" or "kind(entity[, level])"; false if it is neither. */
static bool
split(const char *text, char **ret_kind, char **ret_entity, char **ret_level)
{
    size_t word = strcspn(text, ":(");
    const char *rest = text + word + 1;
    g_autofree char *inside = NULL;
    char separator = ':';

    if (text[word] == '\0' || word == 0)
        return false;
    if (text[word] == '(') {
        size_t length = strlen(rest);

        if (length == 0 || rest[length - 1] != ')')
            return false;
        inside = g_strndup(rest, length - 1);
        separator = ',';
    } else {
        inside = g_strdup(rest);
    }

    char *level = strchr(inside, separator);
    *ret_kind = g_strndup(text, word);
    *ret_level = level != NULL ? g_strdup(g_strstrip(level + 1)) : NULL;
    if (level != NULL)
        *level = '\0';
    *ret_entity = g_strdup(g_strstrip(inside));
    return true;
}

static bool
parse_level(const CtFactKindInfo *info, const char *level, uint8_t *ret_level, GError **error)
{
    *ret_level = info->levels == 2 ? CT_LEVEL_ADMIN : CT_LEVEL_UNSTATED;
    if (level == NULL)
        return true;
    if (info->levels == 1) {
        g_set_error(error, CT_FACT_ERROR, CT_FACT_ERROR_FAILED,
                    "'%s' has no level, but '%s' was given", info->text, level);
        return false;
    }
    if (strcmp(level, "user") == 0)
        *ret_level = CT_LEVEL_USER;
    else if (strcmp(level, "admin") != 0) {
        g_set_error(error, CT_FACT_ERROR, CT_FACT_ERROR_FAILED,
                    "the level of '%s' is 'user' or 'admin', not '%s'", info->text, level);
        return false;
    }
    return true;
}

bool
ct_fact_parse(const CtFactKinds *kinds,
              const CtInstances *instances,
              const char *text,
              CtFact *ret_fact,
              GError **error)
{
    g_autofree char *word = NULL;
    g_autofree char *entity = NULL;
    g_autofree char *level = NULL;
    g_autoptr(GError) first = NULL;

    if (!split(text, &word, &entity, &level)) {
        g_set_error(error, CT_FACT_ERROR, CT_FACT_ERROR_FAILED,
                    "'%s' is no fact; a fact is written kind:entity or kind:entity:level, as in "
                    "exec:hmi-1:admin",
                    text);
        return false;
    }
    for (uint32_t kind = 0; kind < kinds->n; kind++) {
        const CtFactKindInfo *info = &kinds->infos[kind];
        CtFact fact = {.kind = (uint8_t)kind};

        if (strcmp(info->text, word) != 0)
            continue;
        if (find_entity(instances, info->entity, entity, &fact.entity,
                        first == NULL ? &first : NULL)) {
            if (!parse_level(info, level, &fact.level, error))
                return false;
            *ret_fact = fact;
            return true;
        }
    }
    if (first == NULL)
        return unknown_kind(kinds, word, error);
    g_propagate_prefixed_error(error, g_steal_pointer(&first), "%s: ", text);
    return false;
}
