/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions, flows, policies and measures: what they ask of others must be there to be had.
 */
#include "topology/validate.h"

#include "base/ident.h"
#include "topology/rows.h"
#include "topology/yaml/grammar.h"
#include "topology/yaml/resolve.h"

#include <string.h>

/* Function to function: a depth-first walk with its own stack, three colours. */
static void
check_function_cycles(const CtModel *model, CtDiag *diag)
{
    enum { WHITE, GREY, BLACK };
    uint32_t n = model->functions.length;
    g_autofree uint8_t *colour = g_new0(uint8_t, n + 1);
    g_autofree uint32_t *next = g_new0(uint32_t, n + 1); /* need to look at */
    g_autofree uint32_t *stack = g_new(uint32_t, n + 1);

    for (uint32_t root = 0; root < n; root++) {
        uint32_t depth = 0;

        if (colour[root] != WHITE)
            continue;
        stack[depth++] = root;
        colour[root] = GREY;
        while (depth > 0) {
            uint32_t at = stack[depth - 1];
            CtSpan needs = model->functions.data[at].needs;
            CtId need;

            if (!ct_span_is_stated(needs) || next[at] == needs.length) {
                colour[at] = BLACK;
                depth--;
                continue;
            }
            need = model->needs.data[needs.start + next[at]++].function;
            if (need == CT_NO_ID || colour[need] == BLACK)
                continue;
            if (colour[need] == GREY) {
                ct_diag_error(diag, model->needs.data[needs.start + next[at] - 1].pos,
                              "function '%s' depends on itself through '%s'",
                              ct_model_id(model, CT_SECTION_FUNCTIONS, need),
                              ct_model_id(model, CT_SECTION_FUNCTIONS, at));
                continue;
            }
            colour[need] = GREY;
            stack[depth++] = need;
        }
    }
}

/* Instances of assets by what a selector's term may name. */
typedef struct Counts {
    const CtModel *model;
    const uint64_t *zones;                    /* how often each zone stands in the model */
    uint64_t *by_zone, *by_product, *by_kind; /* by row; kinds by interned word */
    uint64_t *by_supplier;
} Counts;

static void
counts_init(Counts *counts, const CtModel *model, const uint64_t *zones)
{
    *counts = (Counts){.model = model,
                       .zones = zones,
                       .by_zone = g_new0(uint64_t, model->zones.length + 1),
                       .by_product = g_new0(uint64_t, model->products.length + 1),
                       .by_kind = g_new0(uint64_t, ct_intern_count(model->names) + 1),
                       .by_supplier = g_new0(uint64_t, model->suppliers.length + 1)};
    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];
        const CtProduct *product = &model->products.data[asset->product];
        uint64_t n = zones[asset->zone] * asset->count;

        for (CtId zone = asset->zone; zone != CT_NO_ID; zone = model->zones.data[zone].parent)
            counts->by_zone[zone] += n;
        counts->by_product[asset->product] += n;
        if (product->kind != CT_NO_ID)
            counts->by_kind[product->kind] += n;
        if (product->supplier != CT_NO_ID)
            counts->by_supplier[product->supplier] += n;
    }
}

static void
counts_clear(Counts *counts)
{
    g_free(counts->by_zone);
    g_free(counts->by_product);
    g_free(counts->by_kind);
    g_free(counts->by_supplier);
}

static uint64_t
count_term(const Counts *counts, const CtTerm *term)
{
    const CtAsset *asset;

    switch ((CtTermKind)term->kind) {
    case CT_TERM_ASSET:
        asset = &counts->model->assets.data[term->id];
        return term->depth > 0 ? 1 : counts->zones[asset->zone] * asset->count;
    case CT_TERM_ZONE:
        return counts->by_zone[term->id];
    case CT_TERM_PRODUCT:
        return counts->by_product[term->id];
    case CT_TERM_SUPPLIER:
        return counts->by_supplier[term->id];
    case CT_TERM_KIND:
        return counts->by_kind[term->id];
    }
    return 0;
}

/* Instances that a selector stands for, an upper bound where terms overlap. */
static uint64_t
count_instances(const Counts *counts, CtId selector)
{
    CtSpan terms = counts->model->selectors.data[selector].terms;
    uint64_t n = 0;

    for (uint32_t i = 0; i < terms.length; i++)
        n += count_term(counts, &counts->model->terms.data[terms.start + i]);
    return n;
}

static void
check_thresholds(const CtModel *model, const uint64_t *zones, CtDiag *diag)
{
    Counts counts;

    counts_init(&counts, model, zones);
    for (uint32_t i = 0; i < model->functions.length; i++) {
        const CtFunction *function = &model->functions.data[i];
        const char *id = ct_model_id(model, CT_SECTION_FUNCTIONS, i);
        uint64_t n = 0;

        for (uint32_t j = 0; j < function->needs.length; j++) {
            const CtNeed *need = &model->needs.data[function->needs.start + j];

            n += need->asset == CT_NO_ID ? 1 : count_instances(&counts, need->asset);
        }
        if (n == 0)
            ct_diag_error(diag, function->e.pos,
                          "function '%s' needs nothing; name the assets it depends on", id);
        else if (function->k != CT_NO_ID && function->k > n)
            ct_diag_error(diag, function->e.pos,
                          "function '%s' needs %u of %" G_GUINT64_FORMAT ", so it could never work",
                          id, function->k, n);
    }
    counts_clear(&counts);
}

/* Whether somebody has a service of that name; if not, says what is near. */
static bool
check_service_name(const CtModel *model, CtId name, CtPos pos, const char *what, CtDiag *diag)
{
    g_autoptr(GPtrArray) names = NULL;
    const char *near;

    for (uint32_t i = 0; i < model->services.length; i++)
        if (model->services.data[i].e.id == name)
            return true;
    names = g_ptr_array_new();
    for (uint32_t i = 0; i < model->services.length; i++)
        g_ptr_array_add(names, (char *)ct_model_text(model, model->services.data[i].e.id));
    near =
        ct_ident_nearest(ct_model_text(model, name), (const char *const *)names->pdata, names->len);
    ct_diag_error(diag, pos,
                  near != NULL ? "%s: nothing has a service '%s'; did you mean '%s'?"
                               : "%s: nothing has a service '%s'%s",
                  what, ct_model_text(model, name), near != NULL ? near : "");
    return false;
}

/* Whether one of those that @selector names has the service; where it names them by zone, supplier
 * or kind, who they are is no matter of this file. */
static bool
receivers_have(const CtModel *model, CtId selector, CtId service)
{
    CtSpan terms = model->selectors.data[selector].terms;

    for (uint32_t i = 0; i < terms.length; i++) {
        const CtTerm *term = &model->terms.data[terms.start + i];

        if (term->kind == CT_TERM_ASSET ? ct_resolve_asset_has(model, term->id, service)
            : term->kind == CT_TERM_PRODUCT
                ? ct_index_find(model, CT_SECTION_SERVICES, term->id, service) != CT_NO_ID
                : true)
            return true;
    }
    return terms.length == 0;
}

static void
check_receivers(
    const CtModel *model, CtId to, CtId service, CtPos pos, const char *what, CtDiag *diag)
{
    if (service == CT_NO_ID || !check_service_name(model, service, pos, what, diag))
        return;
    if (!receivers_have(model, to, service))
        ct_diag_error(diag, pos, "%s: none of those in 'to' has a service '%s'", what,
                      ct_model_text(model, service));
}

static void
check_flows(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->flows.length; i++) {
        const CtFlow *flow = &model->flows.data[i];
        g_autofree char *what =
            g_strdup_printf("flow '%s'", ct_model_id(model, CT_SECTION_FLOWS, i));

        if (flow->service != CT_NO_ID && ct_span_is_stated(flow->ports))
            ct_diag_error(diag, flow->e.pos,
                          "%s has a service and a port; the service says the port, remove one",
                          what);
        check_receivers(model, flow->to, flow->service, flow->e.pos, what, diag);
    }
    for (uint32_t i = 0; i < model->policies.length; i++) {
        const CtPolicy *policy = &model->policies.data[i];
        g_autofree char *what =
            g_strdup_printf("policy '%s'", ct_model_id(model, CT_SECTION_POLICIES, i));

        check_receivers(model, policy->to, policy->service, policy->e.pos, what, diag);
    }
}

static const CtSectionGrammar *
find_section(const char *name)
{
    for (size_t i = 0; i < ct_n_section_grammars; i++)
        if (strcmp(ct_section_name(ct_section_grammars[i].section), name) == 0)
            return &ct_section_grammars[i];
    return NULL;
}

/* The path of a measure is checked as far as the tables go: section, entity, first key. */
static void
check_setting(const CtModel *model, const CtSetting *setting, CtDiag *diag)
{
    g_auto(GStrv) path = g_strsplit(ct_model_text(model, setting->path), ".", -1);
    const CtSectionGrammar *section = find_section(path[0]);

    if (section == NULL) {
        ct_diag_error(diag, setting->pos, "there is no section '%s'", path[0]);
        return;
    }
    if (path[2] == NULL) /* makes, replaces or removes an entity */
        return;
    if (ct_model_find(model, section->section, path[1]) == CT_NO_ID)
        ct_diag_error(diag, setting->pos, "there is no %s '%s'", ct_section_word(section->section),
                      path[1]);
    else if (ct_shape_find(section->shape, path[2]) == NULL)
        ct_diag_error(diag, setting->pos, "unknown key '%s' in %s", path[2], section->shape->what);
}

void
ct_validate_intent(const CtModel *model, const uint64_t *zone_instances, CtDiag *diag)
{
    check_function_cycles(model, diag);
    if (model->functions.length > 0) /* nothing else asks how many there are */
        check_thresholds(model, zone_instances, diag);
    check_flows(model, diag);
    for (uint32_t i = 0; i < model->settings.length; i++)
        check_setting(model, &model->settings.data[i], diag);
}
