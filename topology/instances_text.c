/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Instances as users write them: an id, then one index for each count above 1 on the way, outermost
 * zone first.
 */
#include "topology/instances_build.h"

#include "base/ident.h"

#include <string.h>

/* Indices of a chain, innermost first while they are collected. */
typedef struct Path {
    uint32_t count[CT_MAX_COUNTS];
    uint32_t index[CT_MAX_COUNTS];
    uint32_t length;
} Path;

static void
push(Path *path, uint32_t count, uint32_t index)
{
    if (count <= 1 || path->length == CT_MAX_COUNTS)
        return;
    path->count[path->length] = count;
    path->index[path->length++] = index;
}

/* The counts from zone row @row up to the root; with @zone, its instance, the indices too. */
static void
push_zones(Path *path, const CtInstances *instances, CtId row, uint32_t zone)
{
    const CtModel *model = instances->model;

    for (; row != CT_NO_ID; row = model->zones.data[row].parent) {
        push(path, model->zones.data[row].count,
             zone == CT_NO_ID ? 0 : instances->zone_index[zone]);
        if (zone != CT_NO_ID)
            zone = instances->zone_parent[zone];
    }
}

uint32_t
ct_instances_asset_counts(const CtInstances *instances, uint32_t row, uint32_t *ret_counts)
{
    const CtAsset *asset = &instances->model->assets.data[row];
    Path path = {0};

    push(&path, asset->count, 0);
    push_zones(&path, instances, asset->zone, CT_NO_ID);
    for (uint32_t i = 0; i < path.length; i++)
        ret_counts[i] = path.count[path.length - 1 - i];
    return path.length;
}

static char *
path_text(const char *id, const Path *path)
{
    GString *text = g_string_new(id);

    for (uint32_t i = path->length; i > 0; i--)
        g_string_append_printf(text, "[%" G_GUINT32_FORMAT "]", path->index[i - 1]);
    return g_string_free(text, FALSE);
}

char *
ct_instances_asset_text(const CtInstances *instances, uint32_t asset)
{
    g_return_val_if_fail(asset < instances->n_assets, NULL);

    uint32_t row = instances->asset_row[asset];
    const CtAsset *entity = &instances->model->assets.data[row];
    Path path = {0};

    push(&path, entity->count, (asset - instances->asset_first[row]) % entity->count);
    push_zones(&path, instances, entity->zone, instances->asset_zone[asset]);
    return path_text(ct_model_id(instances->model, CT_SECTION_ASSETS, row), &path);
}

char *
ct_instances_service_text(const CtInstances *instances, uint32_t service)
{
    g_return_val_if_fail(service < instances->n_services, NULL);

    g_autofree char *asset =
        ct_instances_asset_text(instances, ct_instances_service_asset(instances, service));

    return g_strconcat(asset, ".",
                       ct_model_text(instances->model,
                                     ct_instances_service(instances, service)->name),
                       NULL);
}

char *
ct_instances_network_text(const CtInstances *instances, uint32_t network)
{
    g_return_val_if_fail(network < instances->n_networks, NULL);

    uint32_t home = instances->network_home[network];
    Path path = {0};

    if (home != CT_NO_ID)
        push_zones(&path, instances, instances->zone_row[home], home);
    return path_text(ct_model_id(instances->model, CT_SECTION_NETWORKS,
                                 instances->network_row[network]),
                     &path);
}

char *
ct_instances_zone_text(const CtInstances *instances, uint32_t zone)
{
    g_return_val_if_fail(zone < instances->n_zones, NULL);

    Path path = {0};

    push_zones(&path, instances, instances->zone_row[zone], zone);
    return path_text(ct_model_id(instances->model, CT_SECTION_ZONES, instances->zone_row[zone]),
                     &path);
}

/* Writes the id in front of the first '[' of @text and the indices behind it; false if they are not
 * of the form [n][n]… */
static bool
split_path(const char *text, char **ret_id, Path *ret_path)
{
    const char *bracket = strchrnul(text, '[');
    Path path = {0};

    for (const char *at = bracket; *at != '\0';) {
        uint64_t index = 0;
        const char *digit = at + 1;

        if (*at != '[' || !g_ascii_isdigit(*digit) || path.length == CT_MAX_COUNTS)
            return false;
        for (; g_ascii_isdigit(*digit); digit++)
            index = MIN(index * 10 + (uint64_t)(*digit - '0'), UINT32_MAX);
        if (*digit != ']')
            return false;
        path.index[path.length++] = (uint32_t)index;
        at = digit + 1;
    }
    *ret_id = g_strndup(text, (gsize)(bracket - text));
    *ret_path = path;
    return true;
}

static void
set_unknown(const CtModel *model, CtSection section, const char *id, GError **error)
{
    uint32_t n = ct_model_count(model, section);
    g_autofree const char **names = g_new(const char *, (gsize)n + 1);
    const char *nearest;

    for (uint32_t i = 0; i < n; i++)
        names[i] = ct_model_id(model, section, i);
    nearest = ct_ident_nearest(id, names, n);
    if (nearest != NULL)
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME,
                    "no %s '%s'; did you mean '%s'?", ct_section_word(section), id, nearest);
    else
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME, "no %s '%s'",
                    ct_section_word(section), id);
}

/*
 * Finds the row and, from the indices of @text against @counts (innermost first, as pushed), the
 * place among the row's instances.
 */
static bool
find_place(
    const char *text, const Path *path, const Path *counts, uint32_t *ret_place, GError **error)
{
    uint64_t place = 0;

    if (path->length < counts->length) {
        GString *example = g_string_new(NULL);

        for (uint32_t i = path->length; i < counts->length; i++)
            g_string_append(example, "[0]");
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME,
                    "'%s' stands for several; name one, for example %s%s", text, text,
                    example->str);
        g_string_free(example, TRUE);
        return false;
    }
    if (path->length > counts->length) {
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME,
                    "'%s' has %" G_GUINT32_FORMAT " %s where %" G_GUINT32_FORMAT " %s wanted", text,
                    path->length, path->length == 1 ? "index" : "indices", counts->length,
                    counts->length == 1 ? "is" : "are");
        return false;
    }
    for (uint32_t i = 0; i < path->length; i++) {
        uint32_t count = counts->count[counts->length - 1 - i];

        if (path->index[i] >= count) {
            g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME,
                        "'%s': there is no [%" G_GUINT32_FORMAT "], only [0] to [%" G_GUINT32_FORMAT
                        "]",
                        text, path->index[i], count - 1);
            return false;
        }
        place = place * count + path->index[i];
    }
    *ret_place = (uint32_t)place;
    return true;
}

/* The part that the four parsers share: row of @section, and indices. */
static bool
parse_row(const CtInstances *instances,
          CtSection section,
          const char *text,
          CtId *ret_row,
          Path *ret_path,
          GError **error)
{
    g_autofree char *id = NULL;

    if (!split_path(text, &id, ret_path)) {
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME,
                    "'%s' is no %s: an id, and [n] for one of several, is wanted", text,
                    ct_section_word(section));
        return false;
    }
    *ret_row = ct_model_find(instances->model, section, id);
    if (*ret_row == CT_NO_ID) {
        set_unknown(instances->model, section, id, error);
        return false;
    }
    return true;
}

bool
ct_instances_parse_asset(const CtInstances *instances,
                         const char *text,
                         uint32_t *ret_asset,
                         GError **error)
{
    CtId row;
    Path path;
    Path counts = {0};
    uint32_t place;

    if (!parse_row(instances, CT_SECTION_ASSETS, text, &row, &path, error))
        return false;
    push(&counts, instances->model->assets.data[row].count, 0);
    push_zones(&counts, instances, instances->model->assets.data[row].zone, CT_NO_ID);
    if (!find_place(text, &path, &counts, &place, error))
        return false;
    *ret_asset = instances->asset_first[row] + place;
    return true;
}

bool
ct_instances_parse_zone(const CtInstances *instances,
                        const char *text,
                        uint32_t *ret_zone,
                        GError **error)
{
    CtId row;
    Path path;
    Path counts = {0};
    uint32_t place;

    if (!parse_row(instances, CT_SECTION_ZONES, text, &row, &path, error))
        return false;
    push_zones(&counts, instances, row, CT_NO_ID);
    if (!find_place(text, &path, &counts, &place, error))
        return false;
    *ret_zone = instances->zone_first[row] + place;
    return true;
}

bool
ct_instances_parse_network(const CtInstances *instances,
                           const char *text,
                           uint32_t *ret_network,
                           GError **error)
{
    CtId row;
    Path path;
    Path counts = {0};
    uint32_t place;
    uint32_t home;

    if (!parse_row(instances, CT_SECTION_NETWORKS, text, &row, &path, error))
        return false;
    home = instances->network_home[instances->network_first[row]];
    if (home != CT_NO_ID)
        push_zones(&counts, instances, instances->zone_row[home], CT_NO_ID);
    if (!find_place(text, &path, &counts, &place, error))
        return false;
    *ret_network = instances->network_first[row] + place;
    return true;
}

static void
set_unknown_service(const CtInstances *instances,
                    uint32_t asset,
                    const char *text,
                    const char *name,
                    GError **error)
{
    const CtClass *class = ct_instances_class(instances, asset);
    g_autofree const char **names = g_new(const char *, (gsize) class->services.length + 1);
    const char *nearest;

    for (uint32_t k = 0; k < class->services.length; k++)
        names[k] = ct_model_text(instances->model,
                                 instances->classes->services.data[class->services.start + k].name);
    nearest = ct_ident_nearest(name, names, class->services.length);
    if (nearest != NULL)
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME,
                    "'%s': the asset has no service '%s'; did you mean '%s'?", text, name, nearest);
    else
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME,
                    "'%s': the asset has no service '%s'", text, name);
}

bool
ct_instances_parse_service(const CtInstances *instances,
                           const char *text,
                           uint32_t *ret_service,
                           GError **error)
{
    const char *dot = strrchr(text, '.');
    uint32_t asset;
    uint32_t service = CT_NO_ID;

    if (dot == NULL) {
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME,
                    "'%s' is no service: asset.service is wanted", text);
        return false;
    }

    g_autofree char *owner = g_strndup(text, (gsize)(dot - text));

    if (!ct_instances_parse_asset(instances, owner, &asset, error))
        return false;

    CtId name = ct_intern_find(instances->model->names, dot + 1);

    if (name != CT_NO_ID)
        service = ct_instances_find_service(instances, asset, name);
    if (service == CT_NO_ID) {
        set_unknown_service(instances, asset, text, dot + 1, error);
        return false;
    }
    *ret_service = service;
    return true;
}
