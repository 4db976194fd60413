/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an element is, in the few words that tell an architect what to do about it. */
#include "analysis/exposure_parts.h"
#include "analysis/rule_ports.h"

enum { MOST_STOPS = 4 };

/* "tcp/443 from office to servers" */
static void
append_rule(GString *text, const CtModel *model, uint32_t rule)
{
    ct_append_rule_ports(text, model, model->rules.data[rule].ports);
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        const CtConduit *conduit = &model->conduits.data[c];

        if (!ct_span_is_stated(conduit->allow) || rule < conduit->allow.start ||
            rule >= conduit->allow.start + conduit->allow.length)
            continue;
        g_string_append_printf(text, " from %s to %s",
                               ct_model_id(model, CT_SECTION_ZONES, conduit->from),
                               ct_model_id(model, CT_SECTION_ZONES, conduit->to));
    }
}

static void
append_asset(GString *text, const CtInstances *instances, uint32_t asset)
{
    const CtModel *model = instances->model;
    const CtAsset *row = &model->assets.data[instances->asset_row[asset]];
    g_autofree char *zone = ct_instances_zone_text(instances, instances->asset_zone[asset]);

    if (row->product != CT_NO_ID)
        g_string_append_printf(text, "%s ", ct_model_id(model, CT_SECTION_PRODUCTS, row->product));
    g_string_append_printf(text, "in zone %s", zone);
}

static void
append_technique(GString *text, const CtGraph *graph, uint32_t index)
{
    for (uint32_t t = 0; t < graph->templates.length; t++) {
        const CtTechnique *technique = graph->templates.data[t].technique;

        if (technique->index != index)
            continue;
        const CtTechniqueIds *ids = &technique->ids;
        const char *id = ids->it != NULL ? ids->it : ids->ot != NULL ? ids->ot : ids->mobile;

        g_string_append_printf(text, "%s%s%s", id != NULL ? id : "", id != NULL ? " " : "",
                               technique->title);
        for (unsigned i = 0; technique->stops != NULL && technique->stops[i] != NULL; i++) {
            if (i == MOST_STOPS) {
                g_string_append(text, ", …");
                break;
            }
            g_string_append_printf(text, "%s%s", i == 0 ? "; stopped by " : ", ",
                                   technique->stops[i]);
        }
        return;
    }
}

static void
append_credential(GString *text, const CtModel *model, uint32_t credential)
{
    const CtCredential *row = &model->credentials.data[credential];

    if (row->strength != 0)
        g_string_append_printf(text, "%s ", ct_word_text(CT_WORDS_STRENGTH, row->strength));
    g_string_append(text, row->kind != 0 ? ct_word_text(CT_WORDS_CREDENTIAL_KIND, row->kind)
                                         : "password");
}

CtElementFinding
ct_element_finding(const CtGraph *graph, CtElement element, CtDossierStore *store)
{
    const CtInstances *instances = graph->instances;
    const CtModel *model = instances->model;
    GString *note = g_string_new(NULL);
    CtElementFinding finding = {
        .kind = ct_element_kind_text((CtElementKind)element.kind),
        .id = ct_store_take_text(store, ct_element_text(graph, element)),
        .pos = ct_element_pos(graph, element),
        .n = 1,
        .n_alike = 1,
    };

    switch ((CtElementKind)element.kind) {
    case CT_ELEMENT_ASSET:
        append_asset(note, instances, element.id);
        break;
    case CT_ELEMENT_RULE:
        append_rule(note, model, element.id);
        break;
    case CT_ELEMENT_CREDENTIAL:
        append_credential(note, model, element.id);
        break;
    case CT_ELEMENT_VULNERABILITY:
        if (ct_tri_or(model->vulnerabilities.data[element.id].kev, false))
            g_string_append(note, "exploited in the wild");
        break;
    case CT_ELEMENT_TECHNIQUE:
        append_technique(note, graph, element.id);
        break;
    case CT_ELEMENT_SUPPLIER:
    case CT_ELEMENT_COUNT:
        break;
    }
    if (note->len > 0)
        finding.note = ct_store_text(store, note->str);
    g_string_free(note, TRUE);
    return finding;
}
