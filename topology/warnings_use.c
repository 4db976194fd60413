/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What nothing refers to. References are found by walking the grammar tables, so a new key that
 * names something counts as use without a line here.
 */
#include "topology/warnings.h"

#include "base/bits.h"
#include "topology/yaml/grammar.h"

#include <string.h>

typedef struct Use {
    const CtModel *model;
    uint64_t *rows[CT_SECTION_COUNT]; /* bits by row */
    uint64_t *locks;                  /* credentials that something asks for */
} Use;

static void
mark(Use *use, CtSection section, CtId row)
{
    if (row != CT_NO_ID)
        ct_bits_set(use->rows[section], row);
}

/* Keys under which a credential is kept, not asked for. */
static bool
is_kept(const CtKey *key)
{
    return strcmp(key->name, "stores") == 0 || strcmp(key->name, "accounts") == 0;
}

static void
mark_span(Use *use, CtSection section, CtSpan span)
{
    for (uint32_t i = 0; ct_span_is_stated(span) && i < span.length; i++)
        mark(use, section, use->model->pool.data[span.start + i]);
}

static void
mark_key(Use *use, const CtKey *key, const char *row)
{
    CtId id;
    CtSpan span;

    if (key->type == CT_KEY_REF) {
        memcpy(&id, row + key->offset, sizeof id);
        mark(use, key->arg, id);
        if (key->arg == CT_SECTION_CREDENTIALS && id != CT_NO_ID)
            ct_bits_set(use->locks, id);
    } else if (key->type == CT_KEY_REFS || key->type == CT_KEY_INTO) {
        memcpy(&span, row + key->offset, sizeof span);
        mark_span(use, key->type == CT_KEY_INTO ? CT_SECTION_NETWORKS : key->arg, span);
        for (uint32_t i = 0; key->arg == CT_SECTION_CREDENTIALS && key->type == CT_KEY_REFS &&
                             !is_kept(key) && ct_span_is_stated(span) && i < span.length;
             i++)
            ct_bits_set(use->locks, use->model->pool.data[span.start + i]);
    }
}

static void
mark_table(Use *use, const CtShape *shape, CtTable table)
{
    for (uint32_t k = 0; k < shape->n_keys; k++)
        for (uint32_t row = 0;
             shape->keys[k].place == CT_PLACE_ROW && row < ct_rows_count(use->model, table); row++)
            mark_key(use, &shape->keys[k], ct_rows_get(use->model, table, row));
}

static void
mark_terms(Use *use)
{
    static const CtSection sections[] = {[CT_TERM_ASSET] = CT_SECTION_ASSETS,
                                         [CT_TERM_ZONE] = CT_SECTION_ZONES,
                                         [CT_TERM_PRODUCT] = CT_SECTION_PRODUCTS,
                                         [CT_TERM_SUPPLIER] = CT_SECTION_SUPPLIERS};

    for (uint32_t i = 0; i < use->model->terms.length; i++)
        if (use->model->terms.data[i].kind != CT_TERM_KIND)
            mark(use, sections[use->model->terms.data[i].kind], use->model->terms.data[i].id);
}

static void
mark_rest(Use *use)
{
    static const CtSection opened[] = {[CT_OPENS_NETWORK] = CT_SECTION_NETWORKS,
                                       [CT_OPENS_CHANNEL] = CT_SECTION_CHANNELS,
                                       [CT_OPENS_CONDUIT] = CT_SECTION_CONDUITS,
                                       [CT_OPENS_DATA] = CT_SECTION_DATA};
    const CtModel *model = use->model;

    for (uint32_t i = 0; i < model->opens.length; i++)
        if (model->opens.data[i].kind != CT_OPENS_SERVICE)
            mark(use, opened[model->opens.data[i].kind], model->opens.data[i].id);
    for (uint32_t i = 0; i < model->parties.length; i++) {
        if (model->parties.data[i].kind == CT_PARTY_CREDENTIAL)
            mark(use, CT_SECTION_CREDENTIALS, model->parties.data[i].id);
        else if (model->parties.data[i].kind == CT_PARTY_PEOPLE)
            mark(use, CT_SECTION_PEOPLE, model->parties.data[i].id);
    }
    for (uint32_t i = 0; i < model->channels.length; i++) {
        mark(use, CT_SECTION_SUPPLIERS, model->channels.data[i].from_supplier);
        mark_span(use, CT_SECTION_PEOPLE, model->channels.data[i].approvers);
    }
    /* One who has something himself is of use: he is reached, he issues, he is opened. */
    for (uint32_t i = 0; i < model->credentials.length; i++)
        if (ct_span_is_stated(model->credentials.data[i].opens))
            mark(use, CT_SECTION_CREDENTIALS, i);
    for (uint32_t i = 0; i < model->networks.length; i++)
        if (model->networks.data[i].of_zone != CT_NO_ID)
            mark(use, CT_SECTION_NETWORKS, i);
}

/* What proves or decodes something, opens nothing by itself. */
static bool
opens_by_kind(uint8_t kind)
{
    return kind != CT_CREDENTIAL_SIGNING_KEY && kind != CT_CREDENTIAL_OTP &&
           kind != CT_CREDENTIAL_TOKEN_SIGNING;
}

static void
warn_idle_credentials(const Use *use, CtDiag *diag)
{
    const CtModel *model = use->model;

    for (uint32_t i = 0; i < model->credentials.length; i++) {
        const CtCredential *credential = &model->credentials.data[i];
        bool opens = ct_span_is_stated(credential->opens) && credential->opens.length > 0;

        if (!opens && opens_by_kind(credential->kind) && !ct_bits_get(use->locks, i) &&
            ct_bits_get(use->rows[CT_SECTION_CREDENTIALS], i))
            ct_diag_warning(diag, credential->e.pos, "credential '%s' opens nothing",
                            ct_model_id(model, CT_SECTION_CREDENTIALS, i));
    }
}

void
ct_warn_unused(const CtModel *model, CtDiag *diag)
{
    static const struct {
        CtSection section;
        const char *how;
    } kinds[] = {
        {CT_SECTION_SUPPLIERS, "nothing is made, supplied or operated by it"},
        {CT_SECTION_PRODUCTS, "nothing is an instance of it"},
        {CT_SECTION_NETWORKS, "no zone and no asset is on it"},
        {CT_SECTION_SITES, "no asset stands there"},
        {CT_SECTION_CREDENTIALS, "it opens nothing and nothing refers to it"},
        {CT_SECTION_CONDITIONS, "no service needs it"},
    };
    Use use = {.model = model};

    for (CtSection section = 0; section < CT_SECTION_COUNT; section++)
        use.rows[section] = ct_bits_new(ct_model_count(model, section));
    use.locks = ct_bits_new(model->credentials.length);
    for (size_t i = 0; i < ct_n_section_grammars; i++)
        mark_table(&use, ct_section_grammars[i].shape, (CtTable)ct_section_grammars[i].section);
    mark_table(&use, &ct_shape_component, (CtTable)CT_SECTION_COMPONENTS);
    mark_table(&use, &ct_shape_service, (CtTable)CT_SECTION_SERVICES);
    mark_table(&use, &ct_shape_security, CT_TABLE_SECURITIES);
    mark_terms(&use);
    mark_rest(&use);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        for (uint32_t row = 0; row < ct_model_count(model, kinds[i].section); row++)
            if (!ct_bits_get(use.rows[kinds[i].section], row))
                ct_diag_warning(diag, ct_model_entity(model, kinds[i].section, row)->pos,
                                "%s '%s' is not used: %s", ct_section_word(kinds[i].section),
                                ct_model_id(model, kinds[i].section, row), kinds[i].how);
    warn_idle_credentials(&use, diag);
    g_free(use.locks);
    for (CtSection section = 0; section < CT_SECTION_COUNT; section++)
        g_free(use.rows[section]);
}
