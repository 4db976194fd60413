/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a profile out of a YAML document. */
#include "assurance/kpi_profile.h"

#include "assurance/kpi.h"
#include "base/ident.h"
#include "topology/import/document.h"
#include "topology/yaml/value.h"

#include <string.h>

/* Keys of a map: every pair of them is compared. */
enum { MOST_TARGETS = 1000, MOST_KEYS = 16 };

typedef struct Reading {
    const CtDocument *document;
    CtDiag *diag;
    const struct CtKpiOwn *own;
    CtKpiProfile *profile;
    GArray *targets; /* CtKpiProfileTarget */
} Reading;

static const CtDocNode *
node_at(const Reading *reading, uint32_t i)
{
    return ct_document_node(reading->document, i);
}

static void
say_unknown_key(const Reading *reading, const CtDocNode *key, const char *const *keys, size_t n)
{
    const char *near = ct_ident_nearest(key->text, keys, n);

    if (near != NULL)
        ct_diag_error(reading->diag, key->pos, "unknown key '%s'; did you mean '%s'?", key->text,
                      near);
    else
        ct_diag_error(reading->diag, key->pos, "unknown key '%s'", key->text);
}

/* Whether @key is the first of its name in the map @map; says so where it is not. */
static bool
is_first(const Reading *reading, uint32_t map, uint32_t key)
{
    const char *text = node_at(reading, key)->text;

    for (uint32_t i = map + 1; i < key; i = node_at(reading, i + 1)->end)
        if (strcmp(node_at(reading, i)->text, text) == 0) {
            ct_diag_error(reading->diag, node_at(reading, key)->pos,
                          "'%s' stands here twice; it is at line %u, too", text,
                          node_at(reading, i)->pos.line);
            return false;
        }
    return true;
}

static void
read_bound(const Reading *reading, const CtDocNode *key, const CtDocNode *value, char **ret_text)
{
    CtQuantityForm form;
    double number;

    if (value->kind == CT_DOC_TEXT && ct_value_quantity(value->text, &number, &form) &&
        (value->plain || form != CT_QUANTITY_NUMBER))
        *ret_text = g_strdup(value->text);
    else
        ct_diag_error(reading->diag, value->pos,
                      "'%s' must be a number, a percentage such as 5%%, or a duration such as 30d",
                      key->text);
}

static void
read_target(Reading *reading, uint32_t key)
{
    static const char *const keys[] = {"min", "max", "note"};
    const CtDocNode *id = node_at(reading, key), *map = node_at(reading, key + 1);
    CtKpiProfileTarget target = {.id = g_strdup(id->text),
                                 .line = id->pos.line,
                                 .column = id->pos.column};
    size_t before = ct_diag_count(reading->diag, CT_SEVERITY_ERROR);

    if (map->kind != CT_DOC_MAP)
        ct_diag_error(reading->diag, map->pos, "target '%s' must be a map such as { max: 0.05 }",
                      id->text);
    else if (map->n > MOST_KEYS)
        ct_diag_error(reading->diag, map->pos, "target '%s' has too many keys", id->text);
    for (uint32_t i = key + 2; map->kind == CT_DOC_MAP && map->n <= MOST_KEYS && i < map->end;
         i = node_at(reading, i + 1)->end) {
        const CtDocNode *name = node_at(reading, i), *value = node_at(reading, i + 1);

        if (!is_first(reading, key + 1, i))
            continue;
        if (strcmp(name->text, "min") == 0)
            read_bound(reading, name, value, &target.min);
        else if (strcmp(name->text, "max") == 0)
            read_bound(reading, name, value, &target.max);
        else if (strcmp(name->text, "note") != 0)
            say_unknown_key(reading, name, keys, G_N_ELEMENTS(keys));
    }
    if (target.min == NULL && target.max == NULL &&
        ct_diag_count(reading->diag, CT_SEVERITY_ERROR) == before)
        ct_diag_error(reading->diag, id->pos, "target '%s' sets no bound; write 'min' or 'max'",
                      id->text);
    (void)ct_kpi_check_target(id->text, target.min, target.max, reading->own, id->pos,
                              reading->diag); /* the count of errors is what is asked for */
    g_array_append_val(reading->targets, target);
}

static void
read_targets(Reading *reading, uint32_t map)
{
    const CtDocNode *node = node_at(reading, map);

    if (node->kind != CT_DOC_MAP) {
        ct_diag_error(reading->diag, node->pos, "'targets' must be a map from KPIs to bounds");
        return;
    }
    if (node->n > MOST_TARGETS) {
        ct_diag_error(reading->diag, node->pos, "a profile has at most %d targets", MOST_TARGETS);
        return;
    }
    for (uint32_t i = map + 1; i < node->end; i = node_at(reading, i + 1)->end)
        if (is_first(reading, map, i))
            read_target(reading, i);
}

static void
read_name(const Reading *reading, const CtDocNode *value, char **ret_text)
{
    if (value->kind != CT_DOC_TEXT) {
        ct_diag_error(reading->diag, value->pos, "'name' must be a text");
        return;
    }
    g_free(*ret_text);
    *ret_text = g_strdup(value->text);
}

static void
read_root(Reading *reading)
{
    static const char *const keys[] = {"cybertwin-profile", "name", "note", "targets"};
    const CtDocNode *root = node_at(reading, 0);
    const CtDocNode *first = root->kind == CT_DOC_MAP && root->n > 0 ? node_at(reading, 1) : NULL;

    if (first == NULL || strcmp(first->text, "cybertwin-profile") != 0 ||
        strcmp(node_at(reading, 2)->text, "1") != 0) {
        ct_diag_error(reading->diag, root->pos, "a profile begins with 'cybertwin-profile: 1'");
        return;
    }
    if (root->n > MOST_KEYS) {
        ct_diag_error(reading->diag, root->pos, "a profile has at most %d keys", MOST_KEYS);
        return;
    }
    for (uint32_t i = 1; i < root->end; i = node_at(reading, i + 1)->end) {
        const CtDocNode *key = node_at(reading, i);

        if (!is_first(reading, 0, i))
            continue;
        if (strcmp(key->text, "targets") == 0)
            read_targets(reading, i + 1);
        else if (strcmp(key->text, "name") == 0)
            read_name(reading, node_at(reading, i + 1), &reading->profile->name);
        else if (strcmp(key->text, "note") != 0 && i != 1)
            say_unknown_key(reading, key, keys, G_N_ELEMENTS(keys));
    }
}

CtKpiProfile *
ct_kpi_profile_read(const char *label,
                    GBytes *bytes,
                    const struct CtKpiOwn *own,
                    const CtLimits *limits,
                    CtDiag *diag)
{
    g_autoptr(CtKpiProfile) profile = g_new0(CtKpiProfile, 1);
    uint16_t file = ct_diag_add_bytes(diag, label, bytes);
    size_t before = ct_diag_count(diag, CT_SEVERITY_ERROR);
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    CtDocument *document = ct_document_read(text, length, file, limits, diag);
    Reading reading = {.document = document, .diag = diag, .own = own, .profile = profile};

    profile->file = g_path_get_basename(label);
    profile->name = g_strdup(profile->file);
    if (document == NULL)
        return NULL;
    reading.targets = g_array_new(FALSE, TRUE, sizeof(CtKpiProfileTarget));
    read_root(&reading);
    profile->n_targets = reading.targets->len;
    profile->targets = (CtKpiProfileTarget *)(void *)g_array_free(reading.targets, FALSE);
    ct_document_free(document);
    return ct_diag_count(diag, CT_SEVERITY_ERROR) == before ? g_steal_pointer(&profile) : NULL;
}

void
ct_kpi_profile_free(CtKpiProfile *profile)
{
    if (profile == NULL)
        return;
    for (uint32_t i = 0; i < profile->n_targets; i++) {
        g_free(profile->targets[i].id);
        g_free(profile->targets[i].min);
        g_free(profile->targets[i].max);
    }
    g_free(profile->targets);
    g_free(profile->file);
    g_free(profile->name);
    g_free(profile);
}
