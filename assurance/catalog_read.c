/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar of catalogs: a table of keys for the file, one for its rows. Every mistake is
 * reported where it stands, with what was meant.
 */
#include "assurance/catalog_read.h"

#include "assurance/subjects.h"
#include "base/ident.h"

#include <string.h>

enum { MOST_ROWS = 5000 };

typedef struct Reader {
    CtDossierStore *store;
    CtDiag *diag;
    CtCatalog *catalog;
} Reader;

static const char *const catalog_keys[] = {"domains", "catalog",     "title",        "version",
                                           "scope",   "levels",      "confirmed_by", "note",
                                           "areas",   "requirements"};
static const char *const row_keys[] = {"title", "area",      "min_sl",    "auto",
                                       "check", "with",      "document",  "recommended",
                                       "note",  "condition", "applies_to"};

static void
check_keys(const Reader *reader,
           const CtYamlNode *map,
           const char *what,
           const char *const *keys,
           size_t n)
{
    for (const CtYamlNode *at = map->first; at != NULL; at = at->next) {
        bool known = false;

        for (size_t i = 0; i < n; i++)
            known = known || strcmp(keys[i], at->key) == 0;
        if (known)
            continue;
        const char *near = ct_ident_nearest(at->key, keys, n);

        if (near != NULL)
            ct_diag_error(reader->diag, at->key_pos, "%s has no '%.64s'; did you mean '%s'?", what,
                          at->key, near);
        else
            ct_diag_error(reader->diag, at->key_pos, "%s has no '%.64s'", what, at->key);
    }
}

/* The text of @map's @key; NULL where there is none. */
static const char *
read_text(const Reader *reader, const CtYamlNode *map, const char *key, bool required)
{
    const CtYamlNode *node = ct_yaml_node_get(map, key);

    if (node == NULL) {
        if (required)
            ct_diag_error(reader->diag, map->key != NULL ? map->key_pos : map->pos, "%s is missing",
                          key);
        return NULL;
    }
    if (node->kind != CT_YAML_NODE_TEXT || node->text[0] == '\0') {
        ct_diag_error(reader->diag, node->pos, "%s must be a text", key);
        return NULL;
    }
    return ct_store_text(reader->store, node->text);
}

static bool
read_bool(const Reader *reader, const CtYamlNode *map, const char *key)
{
    const CtYamlNode *node = ct_yaml_node_get(map, key);

    if (node == NULL)
        return false;
    if (node->kind == CT_YAML_NODE_TEXT && node->plain && strcmp(node->text, "true") == 0)
        return true;
    if (node->kind != CT_YAML_NODE_TEXT || !node->plain || strcmp(node->text, "false") != 0)
        ct_diag_error(reader->diag, node->pos, "%s must be true or false", key);
    return false;
}

/* The number of @map's word @key in @words; 0 where it is missing or wrong. */
static uint8_t
read_word(const Reader *reader,
          const CtYamlNode *map,
          const char *key,
          const char *const *words,
          size_t n,
          bool required)
{
    const char *text = read_text(reader, map, key, required);

    for (size_t i = 0; text != NULL && i < n; i++)
        if (strcmp(words[i], text) == 0)
            return (uint8_t)i;
    if (text != NULL) {
        g_autoptr(GString) list = g_string_new(NULL);

        for (size_t i = 0; i < n; i++)
            g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", words[i]);
        ct_diag_error(reader->diag, ct_yaml_node_get(map, key)->pos, "%s must be one of: %s", key,
                      list->str);
    }
    return 0;
}

static void
read_areas(Reader *reader, const CtYamlNode *root)
{
    const CtYamlNode *areas = ct_yaml_node_get(root, "areas");
    CtCatalog *catalog = reader->catalog;

    if (areas == NULL)
        return;
    if (areas->kind != CT_YAML_NODE_MAP) {
        ct_diag_error(reader->diag, areas->pos, "areas must be a map from ids to titles");
        return;
    }
    catalog->areas = ct_store_alloc(reader->store, areas->n, sizeof *catalog->areas);
    for (const CtYamlNode *at = areas->first; at != NULL; at = at->next) {
        CtCatalogArea *area = &catalog->areas[catalog->n_areas];

        if (at->kind != CT_YAML_NODE_TEXT) {
            ct_diag_error(reader->diag, at->pos, "the title of area '%.64s' must be a text",
                          at->key);
            continue;
        }
        area->id = ct_store_text(reader->store, at->key);
        area->title = ct_store_text(reader->store, at->text);
        area->pos = at->key_pos;
        catalog->n_areas++;
    }
}

static const char *
read_area(const Reader *reader, const CtYamlNode *map)
{
    const CtCatalog *catalog = reader->catalog;
    const char *text = read_text(reader, map, "area", catalog->n_areas > 0);
    g_autoptr(GPtrArray) ids = g_ptr_array_new();

    if (text == NULL)
        return NULL;
    for (uint32_t i = 0; i < catalog->n_areas; i++) {
        if (strcmp(catalog->areas[i].id, text) == 0)
            return catalog->areas[i].id;
        g_ptr_array_add(ids, (void *)catalog->areas[i].id);
    }
    const char *near = ct_ident_nearest(text, (const char *const *)ids->pdata, ids->len);
    ct_diag_error(reader->diag, ct_yaml_node_get(map, "area")->pos,
                  "the catalog has no area '%.64s'%s%s%s", text,
                  near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                  near != NULL ? "'?" : "");
    return NULL;
}

static uint8_t
read_level(const Reader *reader, const CtYamlNode *map)
{
    const CtYamlNode *node = ct_yaml_node_get(map, "min_sl");

    if (node == NULL) {
        if (reader->catalog->has_levels)
            ct_diag_error(reader->diag, map->key_pos,
                          "min_sl is missing: from which security level is it asked?");
        return 0;
    }
    if (node->kind == CT_YAML_NODE_TEXT && strlen(node->text) == 1 && node->text[0] >= '1' &&
        node->text[0] <= '4')
        return (uint8_t)(node->text[0] - '0');
    ct_diag_error(reader->diag, node->pos, "min_sl must be 1, 2, 3 or 4");
    return 0;
}

static void
add_type(const Reader *reader, const CtYamlNode *node, uint8_t *types)
{
    CtComponentType type;

    if (node->kind == CT_YAML_NODE_TEXT && ct_component_type_parse(node->text, &type))
        *types = (uint8_t)(*types | 1U << type);
    else
        ct_diag_error(reader->diag, node->pos,
                      "applies_to must be embedded, host, network or software, or a list of them");
}

static uint8_t
read_types(const Reader *reader, const CtYamlNode *map)
{
    const CtYamlNode *node = ct_yaml_node_get(map, "applies_to");
    uint8_t set = 0;

    if (node == NULL)
        return 0;
    if (reader->catalog->scope != CT_SCOPE_PRODUCT)
        ct_diag_error(reader->diag, node->key_pos,
                      "applies_to is for catalogs whose scope is product");
    if (node->kind != CT_YAML_NODE_LIST) {
        add_type(reader, node, &set);
        return set;
    }
    for (const CtYamlNode *at = node->first; at != NULL; at = at->next)
        add_type(reader, at, &set);
    return set;
}

/* with: { defeated_by: [techniques], shown_by: [techniques] }, which every check takes. */
static const char *const *
read_techniques(const Reader *reader, const CtYamlNode *with, const char *key)
{
    const CtYamlNode *list = ct_yaml_node_get(with, key);
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    if (list == NULL)
        return NULL;
    if (list->kind != CT_YAML_NODE_LIST || list->n == 0)
        ct_diag_error(reader->diag, list->pos, "%s must be a list of techniques", key);
    for (const CtYamlNode *at = list->first; at != NULL; at = at->next) {
        if (at->kind == CT_YAML_NODE_TEXT)
            g_ptr_array_add(names, (void *)at->text);
        else
            ct_diag_error(reader->diag, at->pos, "a technique is named by a text");
    }
    return ct_store_list(reader->store, names);
}

static void
read_check(const Reader *reader, const CtYamlNode *map, CtCatalogRow *row)
{
    const CtYamlNode *check = ct_yaml_node_get(map, "check");
    const CtYamlNode *with = ct_yaml_node_get(map, "with");

    row->check = read_text(reader, map, "check", false);
    row->document = read_text(reader, map, "document", false);
    row->with = "{}";
    row->check_pos = check != NULL ? check->pos : map->key_pos;
    row->with_pos = with != NULL ? with->key_pos : row->check_pos;
    if (check == NULL && row->document == NULL)
        ct_diag_error(reader->diag, map->key_pos,
                      "a requirement without a check must name the document that decides it");
    if (with == NULL)
        return;
    if (check == NULL)
        ct_diag_error(reader->diag, with->key_pos, "with belongs to a check, and there is none");
    else if (with->kind != CT_YAML_NODE_MAP)
        ct_diag_error(reader->diag, with->pos, "with must be a map");
    else
        row->with = ct_store_take_text(reader->store, ct_yaml_node_json(with));
    row->defeated_by = read_techniques(reader, with, "defeated_by");
    row->shown_by = read_techniques(reader, with, "shown_by");
}

static void
read_row(const Reader *reader, const CtYamlNode *map, CtCatalogRow *row)
{
    static const char *const automations[] = {"full", "part", "proc"};

    if (map->kind != CT_YAML_NODE_MAP) {
        ct_diag_error(reader->diag, map->pos, "requirement '%.64s' must be a map", map->key);
        return;
    }
    check_keys(reader, map, "a requirement", row_keys, G_N_ELEMENTS(row_keys));
    row->id = ct_store_text(reader->store, map->key);
    row->pos = map->key_pos;
    row->title = read_text(reader, map, "title", true);
    row->area = read_area(reader, map);
    row->min_sl = read_level(reader, map);
    row->automation = read_word(reader, map, "auto", automations, 3, true);
    row->is_recommended = read_bool(reader, map, "recommended");
    row->condition = read_text(reader, map, "condition", false);
    row->note = read_text(reader, map, "note", false);
    row->applies_to = read_types(reader, map);
    read_check(reader, map, row);
}

static void
read_rows(Reader *reader, const CtYamlNode *root)
{
    const CtYamlNode *rows = ct_yaml_node_get(root, "requirements");
    CtCatalog *catalog = reader->catalog;

    if (rows == NULL || rows->kind != CT_YAML_NODE_MAP || rows->n == 0) {
        ct_diag_error(reader->diag, rows != NULL ? rows->pos : root->pos,
                      "requirements must be a map from ids to what is asked");
        return;
    }
    if (rows->n > MOST_ROWS) {
        ct_diag_error(reader->diag, rows->pos, "more than %d requirements in one catalog",
                      MOST_ROWS);
        return;
    }
    catalog->rows = ct_store_alloc(reader->store, rows->n, sizeof *catalog->rows);
    for (const CtYamlNode *at = rows->first; at != NULL; at = at->next)
        read_row(reader, at, &catalog->rows[catalog->n_rows++]);
}

/* A text, or a list of them. */
static const char *const *
read_list(const Reader *reader, const CtYamlNode *root, const char *key)
{
    const CtYamlNode *node = ct_yaml_node_get(root, key);
    g_autoptr(GPtrArray) texts = g_ptr_array_new();

    if (node != NULL && node->kind == CT_YAML_NODE_TEXT)
        g_ptr_array_add(texts, (void *)node->text);
    for (const CtYamlNode *at = node != NULL ? node->first : NULL; at != NULL; at = at->next) {
        if (at->kind == CT_YAML_NODE_TEXT && node->kind == CT_YAML_NODE_LIST)
            g_ptr_array_add(texts, (void *)at->text);
        else
            ct_diag_error(reader->diag, at->pos, "%s must be a list of texts", key);
    }
    return ct_store_list(reader->store, texts);
}

bool
ct_catalog_read(const CtYamlNode *root, CtDossierStore *store, CtDiag *diag, CtCatalog *ret_catalog)
{
    static const char *const scopes[] = {"system", "zone", "product"};
    Reader reader = {.store = store, .diag = diag, .catalog = ret_catalog};
    size_t errors = ct_diag_count(diag, CT_SEVERITY_ERROR);

    if (root->kind != CT_YAML_NODE_MAP || ct_yaml_node_get(root, "catalog") == NULL) {
        ct_diag_error(diag, root->pos, "a catalog begins with 'catalog: ID'");
        return false;
    }
    check_keys(&reader, root, "a catalog", catalog_keys, G_N_ELEMENTS(catalog_keys));
    ret_catalog->id = read_text(&reader, root, "catalog", true);
    if (ret_catalog->id != NULL && !ct_ident_is_valid(ret_catalog->id, strlen(ret_catalog->id)))
        ct_diag_error(diag, ct_yaml_node_get(root, "catalog")->pos,
                      "'%.64s' is no id: letters, digits, '-' and '_'", ret_catalog->id);
    ret_catalog->title = read_text(&reader, root, "title", true);
    ret_catalog->version = read_text(&reader, root, "version", false);
    ret_catalog->note = read_text(&reader, root, "note", false);
    ret_catalog->scope = read_word(&reader, root, "scope", scopes, 3, false);
    ret_catalog->has_levels = read_bool(&reader, root, "levels");
    ret_catalog->sources = read_list(&reader, root, "confirmed_by");
    ret_catalog->domains = read_list(&reader, root, "domains");
    read_areas(&reader, root);
    read_rows(&reader, root);
    return ct_diag_count(diag, CT_SEVERITY_ERROR) == errors;
}
