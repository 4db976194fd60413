/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/loaded.h"

#include "topology/load.h"

#include <string.h>

bool
ct_loaded_init(CtLoaded *loaded, const char *text, char **ret_why)
{
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(GError) error = NULL;
    CtLoadOptions options = {0};

    *loaded = (CtLoaded){.diag = ct_diag_new()};
    ct_source_add(source, "t.yaml", text, strlen(text));
    loaded->model = ct_model_load(source, "t.yaml", &options, loaded->diag);
    if (loaded->model == NULL) {
        *ret_why = ct_diag_to_text(loaded->diag, 5);
        return false;
    }
    loaded->classes = ct_classes_new(loaded->model);
    loaded->instances = ct_instances_new(loaded->classes, ct_limits_default.assets, &error);
    if (loaded->instances != NULL)
        loaded->reach = ct_reach_new(loaded->instances, &ct_limits_default, &error);
    if (loaded->reach == NULL) {
        *ret_why = g_strdup(error->message);
        return false;
    }
    return true;
}

void
ct_loaded_clear(CtLoaded *loaded)
{
    ct_reach_free(loaded->reach);
    ct_instances_free(loaded->instances);
    ct_classes_free(loaded->classes);
    ct_model_free(loaded->model);
    ct_diag_free(loaded->diag);
    *loaded = (CtLoaded){0};
}

bool
ct_loaded_reaches(const CtLoaded *loaded, const char *from, const char *service)
{
    const CtReach *reach = loaded->reach;
    uint32_t asset;
    uint32_t network;
    uint32_t target = 0;
    bool known = ct_instances_parse_service(loaded->instances, service, &target, NULL);

    g_assert(known);
    if (ct_instances_parse_asset(loaded->instances, from, &asset, NULL)) {
        for (uint32_t i = reach->asset_origins.start[asset];
             i < reach->asset_origins.start[asset + 1]; i++)
            if (ct_reach_allows(reach, reach->asset_origins.value[i], target, NULL))
                return true;
        return false;
    }
    known = ct_instances_parse_network(loaded->instances, from, &network, NULL);
    g_assert(known);
    return ct_reach_allows(reach, reach->anonymous_origin[network], target, NULL);
}
