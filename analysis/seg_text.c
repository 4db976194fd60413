/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules, selectors and assets in words: for ids, for sentences, and as YAML that `--set` takes. */
#include "analysis/seg_parts.h"

#include <string.h>

bool
ct_seg_range_within(CtPortRange inner, CtPortRange outer)
{
    if (outer.protocol == CT_PROTOCOL_UNSTATED)
        return true;
    return inner.protocol == outer.protocol && outer.low <= inner.low && inner.high <= outer.high;
}

char *
ct_seg_range_text(CtPortRange range)
{
    const char *protocol = ct_word_text(CT_WORDS_PROTOCOL, range.protocol);

    if (range.protocol == CT_PROTOCOL_UNSTATED)
        return g_strdup("any");
    if (range.low == 0 && range.high == UINT16_MAX)
        return g_strdup(protocol);
    if (range.low == range.high)
        return g_strdup_printf("%s/%u", protocol, range.low);
    return g_strdup_printf("%s/%u-%u", protocol, range.low, range.high);
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *
ct_seg_ports_text(const CtModel *model, CtSpan ports)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

    for (uint32_t i = 0; ct_span_is_stated(ports) && i < ports.length; i++)
        g_ptr_array_add(texts, ct_seg_range_text(model->port_ranges.data[ports.start + i]));
    if (texts->len == 0)
        return g_strdup("any");
    g_ptr_array_sort(texts, compare_texts); /* the order in a list says nothing */
    g_ptr_array_add(texts, NULL);
    return g_strjoinv(",", (char **)texts->pdata);
}

static const char *const term_words[] = {
    [CT_TERM_ASSET] = "asset",       [CT_TERM_ZONE] = "zone", [CT_TERM_PRODUCT] = "product",
    [CT_TERM_SUPPLIER] = "supplier", [CT_TERM_KIND] = "kind",
};

static char *
term_name(const CtModel *model, const CtTerm *term)
{
    static const CtSection sections[] = {[CT_TERM_ASSET] = CT_SECTION_ASSETS,
                                         [CT_TERM_ZONE] = CT_SECTION_ZONES,
                                         [CT_TERM_PRODUCT] = CT_SECTION_PRODUCTS,
                                         [CT_TERM_SUPPLIER] = CT_SECTION_SUPPLIERS};

    if (term->kind == CT_TERM_KIND)
        return g_strdup(ct_model_text(model, term->id));

    g_autoptr(GString) text = g_string_new(ct_model_id(model, sections[term->kind], term->id));

    for (uint8_t i = 0; i < term->depth; i++)
        g_string_append_printf(text, "[%u]", term->index[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
ct_seg_selector_id(const CtModel *model, CtId selector)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    CtSpan terms = model->selectors.data[selector].terms;

    for (uint32_t i = 0; i < terms.length; i++) {
        const CtTerm *term = &model->terms.data[terms.start + i];
        g_autofree char *name = term_name(model, term);

        g_ptr_array_add(texts, term->kind == CT_TERM_ASSET
                                   ? g_strdup(name)
                                   : g_strconcat(term_words[term->kind], "=", name, NULL));
    }
    g_ptr_array_sort(texts, compare_texts);
    g_ptr_array_add(texts, NULL);
    return g_strjoinv("+", (char **)texts->pdata);
}

char *
ct_seg_selector_yaml(const CtModel *model, CtId selector)
{
    g_autoptr(GString) text = g_string_new(NULL);
    CtSpan terms = model->selectors.data[selector].terms;

    for (uint32_t i = 0; i < terms.length; i++) {
        const CtTerm *term = &model->terms.data[terms.start + i];
        g_autofree char *name = term_name(model, term);

        g_string_append(text, i > 0 ? ", " : "");
        if (term->kind == CT_TERM_ASSET)
            g_string_append_printf(text, term->depth > 0 ? "\"%s\"" : "%s", name);
        else
            g_string_append_printf(text, "{ %s: %s }", term_words[term->kind], name);
    }
    if (terms.length != 1 || model->terms.data[terms.start].kind == CT_TERM_ASSET) {
        g_string_prepend_c(text, '[');
        g_string_append_c(text, ']');
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
ct_seg_rule_yaml(const CtModel *model, const CtRule *rule)
{
    g_autofree char *ports = ct_seg_ports_text(model, rule->ports);
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(GStrv) parts = g_strsplit(ports, ",", -1);
    g_autofree char *list = g_strjoinv(", ", parts);

    g_string_append_printf(text, parts[1] != NULL ? "{ port: [%s]" : "{ port: %s", list);
    if (rule->from != CT_NO_ID) {
        g_autofree char *from = ct_seg_selector_yaml(model, rule->from);

        g_string_append_printf(text, ", from: %s", from);
    }
    if (rule->to != CT_NO_ID) {
        g_autofree char *to = ct_seg_selector_yaml(model, rule->to);

        g_string_append_printf(text, ", to: %s", to);
    }
    g_string_append(text, " }");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
ct_seg_set_list(const CtModel *model, CtId conduit, bool allow, uint32_t rule, const char *instead)
{
    const CtConduit *row = &model->conduits.data[conduit];
    CtSpan list = allow ? row->allow : row->deny;
    g_autoptr(GString) text = g_string_new(NULL);
    bool first = true;

    g_string_append_printf(text, "conduits.%s.%s=[",
                           ct_model_id(model, CT_SECTION_CONDUITS, conduit),
                           allow ? "allow" : "deny");
    for (uint32_t i = 0; ct_span_is_stated(list) && i < list.length; i++) {
        g_autofree char *yaml = ct_seg_rule_yaml(model, &model->rules.data[list.start + i]);
        const char *shown = list.start + i == rule ? instead : yaml;

        if (shown == NULL)
            continue;
        g_string_append_printf(text, "%s%s", first ? "" : ", ", shown);
        first = false;
    }
    if (rule == CT_NO_ID && instead != NULL)
        g_string_append_printf(text, "%s%s", first ? "" : ", ", instead);
    g_string_append_c(text, ']');
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
ct_seg_rule_text(const CtModel *model, CtId conduit, bool allow, uint32_t rule)
{
    const CtConduit *row = &model->conduits.data[conduit];

    return g_strdup_printf("%s %s[%u]", ct_model_id(model, CT_SECTION_CONDUITS, conduit),
                           allow ? "allow" : "deny", rule - (allow ? row->allow : row->deny).start);
}

/* The texts of @names, sorted, each once: "a, b and c", "a, b, c and 4 more". */
static char *
join_names(GPtrArray *names)
{
    enum { SHOWN = 3 };
    g_autoptr(GString) text = g_string_new(NULL);
    guint kept = 0;

    g_ptr_array_sort(names, compare_texts);
    for (guint i = 0; i < names->len; i++)
        if (i == 0 || strcmp(names->pdata[i], names->pdata[kept - 1]) != 0)
            names->pdata[kept++] = names->pdata[i];
    for (guint i = 0; i < MIN(kept, SHOWN); i++)
        g_string_append_printf(text, "%s%s",
                               i == 0          ? ""
                               : i + 1 == kept ? " and "
                                               : ", ",
                               (const char *)names->pdata[i]);
    if (kept > SHOWN)
        g_string_append_printf(text, " and %u more", kept - SHOWN);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
ct_seg_names(const CtModel *model, const CtIds *asset_rows)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (uint32_t i = 0; i < asset_rows->length; i++)
        g_ptr_array_add(names, (char *)ct_model_id(model, CT_SECTION_ASSETS, asset_rows->data[i]));
    return join_names(names);
}

char *
ct_seg_zone_names(const CtModel *model, const CtIds *zones)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (uint32_t i = 0; i < zones->length; i++)
        g_ptr_array_add(names, (char *)ct_model_id(model, CT_SECTION_ZONES, zones->data[i]));
    return join_names(names);
}
