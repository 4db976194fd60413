/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What vulnerabilities sit in, and what their CVSS vectors say. Components are sorted by the part
 * of their package URL before the version, so a range looks at its own package only.
 */
#include "topology/yaml/resolve.h"

#include "topology/cvss.h"
#include "topology/version.h"

#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

static int
compare_purls(const void *a, const void *b)
{
    const CtPurl *x = a, *y = b;

    if (x->base != y->base)
        return x->base < y->base ? -1 : 1;
    return x->component < y->component ? -1 : x->component > y->component;
}

void
ct_resolve_index_components(CtBinder *binder)
{
    CtModel *model = binder->model;

    g_array_set_size(binder->purls, 0);
    for (uint32_t i = 0; i < model->components.length; i++) {
        g_autofree char *version = NULL;
        size_t length;
        CtId purl = model->components.data[i].purl;

        if (purl == CT_NO_ID || !ct_purl_split(ct_model_text(model, purl), &length, &version))
            continue;

        g_autofree char *base = g_strndup(ct_model_text(model, purl), length);
        CtPurl entry = {.base = ct_intern_add(model->names, base, length), .component = i};

        g_array_append_val(binder->purls, entry);
    }
    if (binder->purls->len > 0)
        ct_sort(binder->purls->data, binder->purls->len, sizeof(CtPurl), compare_purls);
}

static void
add_affects(CtBinder *binder, const CtFixup *fixup, CtAffects affects)
{
    CtModel *model = binder->model;
    uint32_t row = ct_rows_append(model, CT_TABLE_AFFECTS);
    CtVulnerability *flaw = &model->vulnerabilities.data[fixup->row];

    affects.pos = fixup->pos;
    affects.text = fixup->name;
    model->affects.data[row] = affects;
    if (!ct_span_is_stated(flaw->affects))
        flaw->affects = (CtSpan){.start = row};
    flaw->affects.length++;
}

/* A component that does not tell its version is taken to be affected: no attack is missed. */
static bool
is_in_range(const CtModel *model, const CtComponent *component, const char *range)
{
    g_autofree char *version = NULL;
    size_t length;

    if (range == NULL)
        return true;
    if (!ct_purl_split(ct_model_text(model, component->purl), &length, &version))
        return false;
    if (version != NULL)
        return ct_version_in_range(version, range);
    return component->version == CT_NO_ID ||
           ct_version_in_range(ct_model_text(model, component->version), range);
}

static void
match_purl(CtBinder *binder, const CtFixup *fixup, const char *text)
{
    CtModel *model = binder->model;
    g_autofree char *range = NULL;
    CtAffects affects = {.product = CT_NO_ID, .service = CT_NO_ID, .component = CT_NO_ID};
    const CtPurl *purls = (const CtPurl *)(void *)binder->purls->data;
    size_t length, low = 0, high = binder->purls->len;
    bool found = false;

    if (!ct_purl_split(text, &length, &range))
        return;

    g_autofree char *name = g_strndup(text, length);
    CtId base = ct_intern_find(model->names, name);

    while (base != CT_NO_ID && low < high) {
        size_t middle = (low + high) / 2;

        if (purls[middle].base < base)
            low = middle + 1;
        else
            high = middle;
    }
    for (; base != CT_NO_ID && low < binder->purls->len && purls[low].base == base; low++) {
        const CtComponent *component = &model->components.data[purls[low].component];

        if (!is_in_range(model, component, range))
            continue;
        affects.product = component->product;
        affects.component = purls[low].component;
        add_affects(binder, fixup, affects);
        found = true;
    }
    if (!found)
        add_affects(binder, fixup,
                    (CtAffects){.product = CT_NO_ID, .service = CT_NO_ID, .component = CT_NO_ID});
}

static void
report_part(CtBinder *binder, const CtFixup *fixup, const char *product, const char *part)
{
    CtId row = ct_model_find(binder->model, CT_SECTION_PRODUCTS, product);
    const char *near;

    if (row != CT_NO_ID) {
        ct_bind_error(binder, fixup->pos, "product '%s' has no service and no component '%s'",
                      product, part);
        return;
    }
    if (ct_model_find(binder->model, CT_SECTION_ASSETS, product) != CT_NO_ID) {
        ct_bind_error(binder, fixup->pos,
                      "'%s' is an asset; a flaw sits in its product, write product.service",
                      product);
        return;
    }
    near = ct_bind_nearest(binder, CT_SECTION_PRODUCTS, product);
    ct_bind_error(binder, fixup->pos,
                  near != NULL ? "there is no product '%s'; did you mean '%s'?"
                               : "there is no product '%s'%s",
                  product, near != NULL ? near : "");
}

void
ct_resolve_affects(CtBinder *binder, const CtFixup *fixup)
{
    CtModel *model = binder->model;
    CtAffects affects = {.product = CT_NO_ID, .service = CT_NO_ID, .component = CT_NO_ID};
    g_autofree char *text = g_strdup(ct_model_text(model, fixup->name));

    if (g_str_has_prefix(text, "pkg:")) {
        match_purl(binder, fixup, text);
        return;
    }

    char *dot = strchr(text, '.');

    if (dot != NULL)
        *dot = '\0';
    affects.product = ct_model_find(model, CT_SECTION_PRODUCTS, text);
    if (dot != NULL && affects.product != CT_NO_ID) {
        CtId name = ct_intern_add(model->names, dot + 1, SIZE_MAX);

        affects.service = ct_index_find(model, CT_SECTION_SERVICES, affects.product, name);
        affects.component = ct_index_find(model, CT_SECTION_COMPONENTS, affects.product, name);
    }
    if (affects.service != CT_NO_ID && affects.component != CT_NO_ID)
        ct_bind_error(binder, fixup->pos,
                      "product '%s' has both a service and a component '%s'; rename one", text,
                      dot + 1);
    else if (affects.product == CT_NO_ID ||
             (dot != NULL && affects.service == CT_NO_ID && affects.component == CT_NO_ID))
        report_part(binder, fixup, text, dot != NULL ? dot + 1 : "");
    else
        add_affects(binder, fixup, affects);
}

static uint8_t
stated_or(uint8_t stated, uint8_t other)
{
    return stated != 0 ? stated : other;
}

void
ct_resolve_flaws(CtBinder *binder)
{
    CtModel *model = binder->model;

    for (uint32_t i = 0; i < model->vulnerabilities.length; i++) {
        CtVulnerability *flaw = &model->vulnerabilities.data[i];
        g_autofree char *problem = NULL;
        CtCvss cvss;

        if (!ct_span_is_stated(flaw->affects))
            flaw->affects = (CtSpan){.start = model->affects.length};
        if (flaw->cvss == CT_NO_ID ||
            !ct_cvss_parse(ct_model_text(model, flaw->cvss), &cvss, &problem))
            continue;
        flaw->vector = stated_or(flaw->vector, cvss.vector);
        flaw->privileges = stated_or(flaw->privileges, cvss.privileges);
        flaw->complexity = stated_or(flaw->complexity, cvss.complexity);
        flaw->interaction = stated_or(flaw->interaction, cvss.interaction);
        flaw->scope_changed = stated_or(flaw->scope_changed, cvss.scope_changed);
        flaw->gains = stated_or(flaw->gains, cvss.gains);
    }
}
