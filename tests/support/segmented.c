/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/segmented.h"

#include "tests/support/check.h"

const char ct_segmented_head[] =
    "cybertwin: 1\n"
    "products:\n"
    "  safe: { kind: server, services: { ssh: { port: tcp/22, auth: password, gives: shell } } }\n"
    "  open: { kind: server, services: { app: { port: tcp/80, auth: none, gives: shell } } }\n"
    "  node: { kind: sensor, services: { frame: { port: can, auth: none, gives: control } } }\n"
    "suppliers: { maker: { tier: 1 } }\n";

void
ct_segmented_clear(CtSegmented *solved)
{
    ct_segmentation_free(solved->result);
    ct_twin_free(solved->twin);
    ct_test_package_free(solved->package);
    *solved = (CtSegmented){0};
}

bool
ct_segmented_init(CtSegmented *solved, const char *text, const CtPatch *patches, size_t n_patches)
{
    GError *error = NULL;
    bool ok;

    solved->package = ct_test_package_new("topology.yaml", text, NULL);
    solved->twin = ct_twin_new(&(CtTwinOptions){.patches = patches, .n_patches = n_patches});
    ok = ct_twin_load(solved->twin, solved->package->folder, CT_TWIN_RULES, &error) &&
         ct_twin_load(solved->twin, solved->package->folder, CT_TWIN_REACH, &error);
    g_clear_error(&error);
    if (!ok)
        return false;
    solved->result =
        ct_segmentation_new(solved->twin, &(CtSegOptions){.as_of = CT_SEGMENTED_AS_OF}, &error);
    CHECK_OK(solved->result != NULL, error);
    return true;
}
