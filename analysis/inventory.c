/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/inventory.h"

#include "analysis/store.h"
#include "topology/functions.h"
#include "topology/words.h"

static const char *
name_of(const CtModel *model, const CtEntity *entity, CtDossierStore *store)
{
    CtId name = entity->extra != CT_NO_ID ? model->extras.data[entity->extra].name : CT_NO_ID;

    return name != CT_NO_ID ? ct_store_text(store, ct_model_text(model, name)) : NULL;
}

/* A word that was stated; NULL where it was not. */
static const char *
word_of(CtWordList list, unsigned value)
{
    return value != 0 ? ct_word_text(list, value) : NULL;
}

/* --- suppliers --- */

static void
count_products(const CtInstances *instances, CtSupplierEntry *entries)
{
    const CtModel *model = instances->model;

    for (uint32_t p = 0; p < model->products.length; p++)
        if (model->products.data[p].supplier != CT_NO_ID)
            entries[model->products.data[p].supplier].n_products++;
    for (uint32_t c = 0; c < model->components.length; c++)
        if (model->components.data[c].supplier != CT_NO_ID)
            entries[model->components.data[c].supplier].n_components++;
    for (uint32_t c = 0; c < model->channels.length; c++)
        if (model->channels.data[c].from_supplier != CT_NO_ID)
            entries[model->channels.data[c].from_supplier].n_channels++;
    for (uint32_t a = 0; a < model->assets.length; a++) {
        CtId product = model->assets.data[a].product;
        CtId supplier = product != CT_NO_ID ? model->products.data[product].supplier : CT_NO_ID;

        if (supplier != CT_NO_ID)
            entries[supplier].n_assets += instances->asset_first[a + 1] - instances->asset_first[a];
    }
}

static void
write_suppliers(const CtInstances *instances, CtInventory *inventory)
{
    const CtModel *model = instances->model;
    uint32_t n = model->suppliers.length;

    inventory->n_suppliers = n;
    inventory->suppliers = ct_store_alloc(inventory->store, n, sizeof *inventory->suppliers);
    for (uint32_t i = 0; i < n; i++) {
        const CtSupplier *supplier = &model->suppliers.data[i];

        inventory->suppliers[i] = (CtSupplierEntry){
            .id = ct_store_text(inventory->store, ct_model_id(model, CT_SECTION_SUPPLIERS, i)),
            .name = name_of(model, &supplier->e, inventory->store),
            .tier = supplier->tier > 0 ? (uint32_t)supplier->tier : 0,
            .sdl = word_of(CT_WORDS_SDL, supplier->sdl),
            .signing = word_of(CT_WORDS_SIGNING, supplier->signing),
            .pos = supplier->e.pos,
        };
    }
    count_products(instances, inventory->suppliers);
}

/* --- functions --- */

static void
write_function(const CtInstances *instances, CtInventory *inventory, uint32_t i)
{
    const CtModel *model = instances->model;
    const CtFunction *function = &model->functions.data[i];
    g_auto(CtFunctionNeeds) needs = {0};

    ct_function_needs(instances, i, &needs);
    inventory->functions[i] = (CtFunctionEntry){
        .id = ct_store_text(inventory->store, ct_model_id(model, CT_SECTION_FUNCTIONS, i)),
        .name = name_of(model, &function->e, inventory->store),
        .loss = ct_word_text(CT_WORDS_LOSS, ct_function_loss(model, i)),
        .safety = word_of(CT_WORDS_SEVERITY, function->safety),
        .cost_per_hour = function->cost_per_hour,
        .n = needs.n,
        .k = needs.k,
        .enough = needs.enough,
        .pos = function->e.pos,
    };
}

CtInventory *
ct_inventory_new(const CtInstances *instances)
{
    CtInventory *inventory = g_new0(CtInventory, 1);

    inventory->store = ct_store_new();
    write_suppliers(instances, inventory);
    inventory->n_functions = instances->model->functions.length;
    inventory->functions =
        ct_store_alloc(inventory->store, inventory->n_functions, sizeof *inventory->functions);
    for (uint32_t i = 0; i < inventory->n_functions; i++)
        write_function(instances, inventory, i);
    return inventory;
}

void
ct_inventory_free(CtInventory *inventory)
{
    if (inventory == NULL)
        return;
    ct_store_free(inventory->store);
    g_free(inventory);
}
