/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values that name entities: references, selectors, services, what is opened, agreed to or needed.
 */
#include "topology/yaml/write_values.h"

#define FIELD(Type) (*(const Type *)(const void *)field)

typedef void (*WriteValue)(const CtWriter *writer, const CtKey *key, const char *field);

static const char *
text_of(const CtWriter *writer, CtId id)
{
    return ct_model_text(writer->model, id);
}

static const char *
id_of(const CtWriter *writer, CtSection section, CtId row)
{
    return row == CT_NO_ID ? "" : ct_model_id(writer->model, section, row);
}

static void
write_ref(const CtWriter *writer, const CtKey *key, const char *field)
{
    ct_emit_text(writer->emit, id_of(writer, key->arg, FIELD(CtId)));
}

static void
write_refs(const CtWriter *writer, const CtKey *key, const char *field)
{
    CtSpan span = FIELD(CtSpan);
    CtSection section = key->type == CT_KEY_INTO ? CT_SECTION_NETWORKS : key->arg;

    ct_emit_begin_list(writer->emit, false);
    for (uint32_t i = 0; i < span.length; i++)
        ct_emit_text(writer->emit,
                     id_of(writer, section, writer->model->pool.data[span.start + i]));
    ct_emit_end_list(writer->emit);
}

static void
write_component(const CtWriter *writer, const CtKey *key, const char *field)
{
    (void)key;
    ct_emit_text(writer->emit, text_of(writer, writer->model->components.data[FIELD(CtId)].e.id));
}

static char *
asset_text(const CtWriter *writer, const CtTerm *term)
{
    g_autoptr(GString) text = g_string_new(id_of(writer, CT_SECTION_ASSETS, term->id));

    for (uint8_t i = 0; i < term->depth; i++)
        g_string_append_printf(text, "[%u]", term->index[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
write_term(const CtWriter *writer, const CtTerm *term)
{
    static const struct {
        const char *key;
        CtSection section;
    } kinds[] = {[CT_TERM_ZONE] = {"zone", CT_SECTION_ZONES},
                 [CT_TERM_PRODUCT] = {"product", CT_SECTION_PRODUCTS},
                 [CT_TERM_SUPPLIER] = {"supplier", CT_SECTION_SUPPLIERS},
                 [CT_TERM_KIND] = {"kind", CT_SECTION_COUNT}};

    if (term->kind == CT_TERM_ASSET) {
        g_autofree char *text = asset_text(writer, term);

        ct_emit_text(writer->emit, text);
        return;
    }
    ct_emit_begin_map(writer->emit, false);
    ct_emit_key(writer->emit, kinds[term->kind].key);
    ct_emit_text(writer->emit, term->kind == CT_TERM_KIND
                                   ? text_of(writer, term->id)
                                   : id_of(writer, kinds[term->kind].section, term->id));
    ct_emit_end_map(writer->emit);
}

/* The terms of @selector, and of a sender the supplier; one alone stands for the list. */
static void
write_terms(const CtWriter *writer, CtId selector, CtId supplier)
{
    const CtModel *model = writer->model;
    CtSpan terms = selector == CT_NO_ID ? (CtSpan){0} : model->selectors.data[selector].terms;
    uint32_t n = terms.length + (supplier != CT_NO_ID ? 1 : 0);

    if (n != 1)
        ct_emit_begin_list(writer->emit, false);
    for (uint32_t i = 0; i < terms.length; i++)
        write_term(writer, &model->terms.data[terms.start + i]);
    if (supplier != CT_NO_ID)
        write_term(writer, &(CtTerm){.kind = CT_TERM_SUPPLIER, .id = supplier});
    if (n != 1)
        ct_emit_end_list(writer->emit);
}

static void
write_selector(const CtWriter *writer, const CtKey *key, const char *field)
{
    (void)key;
    write_terms(writer, FIELD(CtId), CT_NO_ID);
}

static void
write_service_ref(const CtWriter *writer, CtId row)
{
    const CtModel *model = writer->model;
    const CtServiceRef *ref = &model->service_refs.data[row];
    g_autofree char *owner =
        ref->product != CT_NO_ID
            ? g_strdup(id_of(writer, CT_SECTION_PRODUCTS, ref->product))
            : asset_text(writer,
                         &model->terms.data[model->selectors.data[ref->selector].terms.start]);
    g_autofree char *text = g_strconcat(owner, ".", text_of(writer, ref->name), NULL);

    ct_emit_text(writer->emit, text);
}

static void
write_service(const CtWriter *writer, const CtKey *key, const char *field)
{
    (void)key;
    write_service_ref(writer, FIELD(CtId));
}

static void
write_services(const CtWriter *writer, const CtKey *key, const char *field)
{
    CtSpan span = FIELD(CtSpan);

    (void)key;
    ct_emit_begin_list(writer->emit, false);
    for (uint32_t i = 0; i < span.length; i++)
        write_service_ref(writer, span.start + i);
    ct_emit_end_list(writer->emit);
}

static void
write_opens(const CtWriter *writer, const CtKey *key, const char *field)
{
    static const CtSection sections[] = {[CT_OPENS_NETWORK] = CT_SECTION_NETWORKS,
                                         [CT_OPENS_CHANNEL] = CT_SECTION_CHANNELS,
                                         [CT_OPENS_CONDUIT] = CT_SECTION_CONDUITS,
                                         [CT_OPENS_DATA] = CT_SECTION_DATA};
    CtSpan span = FIELD(CtSpan);

    (void)key;
    ct_emit_begin_list(writer->emit, false);
    for (uint32_t i = 0; i < span.length; i++) {
        const CtOpens *opens = &writer->model->opens.data[span.start + i];

        if (opens->kind == CT_OPENS_SERVICE)
            write_service_ref(writer, opens->id);
        else
            ct_emit_text(writer->emit, id_of(writer, sections[opens->kind], opens->id));
    }
    ct_emit_end_list(writer->emit);
}

static void
write_parties(const CtWriter *writer, const CtKey *key, const char *field)
{
    CtSpan span = FIELD(CtSpan);

    (void)key;
    ct_emit_begin_list(writer->emit, false);
    for (uint32_t i = 0; i < span.length; i++) {
        const CtParty *party = &writer->model->parties.data[span.start + i];

        if (party->kind == CT_PARTY_ASSETS)
            write_terms(writer, party->id, CT_NO_ID);
        else
            ct_emit_text(writer->emit,
                         id_of(writer,
                               party->kind == CT_PARTY_CREDENTIAL ? CT_SECTION_CREDENTIALS
                                                                  : CT_SECTION_PEOPLE,
                               party->id));
    }
    ct_emit_end_list(writer->emit);
}

static void
write_need_list(const CtWriter *writer, CtSpan span)
{
    ct_emit_begin_list(writer->emit, false);
    for (uint32_t i = 0; i < span.length; i++) {
        const CtNeed *need = &writer->model->needs.data[span.start + i];

        if (need->function != CT_NO_ID)
            ct_emit_text(writer->emit, id_of(writer, CT_SECTION_FUNCTIONS, need->function));
        else
            write_terms(writer, need->asset, CT_NO_ID);
    }
    ct_emit_end_list(writer->emit);
}

static void
write_needs(const CtWriter *writer, const CtKey *key, const char *field)
{
    const CtFunction *function = (const CtFunction *)(const void *)(field - key->offset);

    if (function->k == CT_NO_ID) {
        write_need_list(writer, function->needs);
        return;
    }
    ct_emit_begin_map(writer->emit, false);
    ct_emit_key(writer->emit, "k");
    ct_emit_integer(writer->emit, function->k);
    ct_emit_key(writer->emit, "of");
    write_need_list(writer, function->needs);
    ct_emit_end_map(writer->emit);
}

static void
write_approvals(const CtWriter *writer, const CtKey *key, const char *field)
{
    static const CtKey of = {"of", CT_KEY_REFS, .arg = CT_SECTION_PEOPLE};
    const CtChannel *channel = (const CtChannel *)(const void *)(field - key->offset);

    ct_emit_begin_map(writer->emit, false);
    ct_emit_key(writer->emit, "k");
    ct_emit_integer(writer->emit, channel->approvals);
    ct_emit_key(writer->emit, "of");
    write_refs(writer, &of, (const char *)&channel->approvers);
    ct_emit_end_map(writer->emit);
}

static void
write_sender(const CtWriter *writer, const CtKey *key, const char *field)
{
    const CtChannel *channel = (const CtChannel *)(const void *)(field - key->offset);

    write_terms(writer, channel->from, channel->from_supplier);
}

static void
write_affects(const CtWriter *writer, const CtKey *key, const char *field)
{
    CtSpan span = FIELD(CtSpan);

    (void)key;
    ct_emit_begin_list(writer->emit, false);
    for (uint32_t i = 0; i < span.length; i++)
        ct_emit_text(writer->emit, text_of(writer, writer->model->pool.data[span.start + i]));
    ct_emit_end_list(writer->emit);
}

static const WriteValue writers[CT_KEY_TYPE_COUNT] = {
    [CT_KEY_REF] = write_ref,
    [CT_KEY_REFS] = write_refs,
    [CT_KEY_INTO] = write_refs,
    [CT_KEY_COMPONENT] = write_component,
    [CT_KEY_SELECTOR] = write_selector,
    [CT_KEY_ASSET] = write_selector,
    [CT_KEY_SERVICE] = write_service,
    [CT_KEY_SERVICES] = write_services,
    [CT_KEY_OPENS] = write_opens,
    [CT_KEY_PARTIES] = write_parties,
    [CT_KEY_APPROVALS] = write_approvals,
    [CT_KEY_SENDER] = write_sender,
    [CT_KEY_NEEDS] = write_needs,
    [CT_KEY_AFFECTS] = write_affects,
};

bool
ct_write_names(const CtWriter *writer, const CtKey *key, const char *field)
{
    if (writers[key->type] == NULL)
        return false;
    writers[key->type](writer, key, field);
    return true;
}
