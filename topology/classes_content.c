/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Services of an asset: its product's, then those of its software, an override of the asset applied
 * by name, then the asset's own. Firewalls that say the same are known by the first of them, so
 * that a fleet written out asset by asset, each with its own equal firewall, is one class.
 */
#include "topology/classes_content.h"

#include "base/sort.h"
#include "base/span.h"
#include "topology/classes_parts.h"
#include "topology/rows_add.h"

struct CtClassesContent {
    const CtModel *model;
    CtClassesFlaws *flaws;
    GHashTable *firewalls; /* GBytes → firewall row; look-ups only */

    CtClass class;
    CtIds products;
    CT_ROWS(CtClassService) services;
    GByteArray *bytes;
};

CtClassesContent *
ct_classes_content_new(const CtModel *model)
{
    CtClassesContent *content = g_new0(CtClassesContent, 1);

    content->model = model;
    content->bytes = g_byte_array_new();
    content->firewalls =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    content->flaws = ct_classes_flaws_new(model);
    return content;
}

void
ct_classes_content_free(CtClassesContent *content)
{
    if (content == NULL)
        return;
    ct_classes_flaws_free(content->flaws);
    g_hash_table_destroy(content->firewalls);
    ct_ids_clear(&content->products);
    g_free(content->services.data);
    g_byte_array_unref(content->bytes);
    g_free(content);
}

static void
put_id(GByteArray *bytes, uint32_t value)
{
    g_byte_array_append(bytes, (const guint8 *)&value, sizeof value);
}

static void
put_port(GByteArray *bytes, const CtPortRange *port)
{
    put_id(bytes, port->protocol);
    put_id(bytes, (uint32_t)port->low << 16 | port->high);
}

static void
put_rules(GByteArray *bytes, const CtModel *model, CtSpan rules)
{
    put_id(bytes, rules.length);
    for (uint32_t i = 0; i < rules.length; i++) {
        const CtRule *rule = &model->rules.data[rules.start + i];

        put_id(bytes, rule->from);
        put_id(bytes, ct_span_is_stated(rule->ports));
        put_id(bytes, rule->ports.length);
        for (uint32_t k = 0; k < rule->ports.length; k++)
            put_port(bytes, &model->port_ranges.data[rule->ports.start + k]);
    }
}

/* The first firewall that says what @firewall says. */
static CtId
canonical_firewall(CtClassesContent *content, CtId firewall)
{
    if (firewall == CT_NO_ID)
        return CT_NO_ID;

    const CtFirewall *row = &content->model->firewalls.data[firewall];
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    gpointer found;

    put_id(bytes, row->action == CT_DEFAULT_ACTION_DENY);
    put_rules(bytes, content->model, row->allow);
    put_rules(bytes, content->model, row->deny);

    GBytes *key = g_bytes_new(bytes->data, bytes->len);

    if (g_hash_table_lookup_extended(content->firewalls, key, NULL, &found)) {
        g_bytes_unref(key);
        return GPOINTER_TO_UINT(found);
    }
    g_hash_table_insert(content->firewalls, key, GUINT_TO_POINTER(firewall));
    return firewall;
}

static CtClassService
effective_service(CtId row, const CtService *service)
{
    const CtPortInfo *port = ct_port_find(service->port.protocol, service->port.low);
    CtClassService effective = {
        .service = row,
        .name = service->e.id,
        .pos = service->e.pos,
        .port = service->port,
        .into = service->into,
        .component = service->component,
        .needs = service->needs,
        .gives = service->gives,
    };
    uint32_t *assumed = &effective.assumed;

    if (service->gives == 0) {
        effective.gives = port != NULL && port->gives != 0 ? port->gives : CT_GIVES_APP;
        *assumed |= CT_ASSUMED_GIVES;
    }
    effective.auth = ct_word_or(service->auth, CT_AUTH_PASSWORD, CT_ASSUMED_AUTH, assumed);
    effective.runs_as = ct_word_or(service->runs_as, CT_LEVEL_ADMIN, CT_ASSUMED_RUNS_AS, assumed);
    effective.mfa = ct_word_or(service->mfa, CT_MFA_NONE, CT_ASSUMED_MFA, assumed);
    effective.encrypted = ct_stated_or(service->encrypted, port != NULL && port->encrypted,
                                       CT_ASSUMED_ENCRYPTED, assumed);
    effective.session_binding =
        ct_stated_or(service->session_binding, false, CT_ASSUMED_SESSION_BINDING, assumed);
    effective.rate_limit = ct_stated_or(service->rate_limit, false, CT_ASSUMED_RATE_LIMIT, assumed);
    return effective;
}

/* Key by key: what @over states wins. */
static CtService
overridden(const CtService *base, const CtService *over)
{
    CtService merged = *base;

    merged.e.pos = over->e.pos;
    if (over->port.protocol != CT_PROTOCOL_UNSTATED)
        merged.port = over->port;
    if (ct_span_is_stated(over->into))
        merged.into = over->into;
    if (over->component != CT_NO_ID)
        merged.component = over->component;
    if (over->needs != CT_NO_ID)
        merged.needs = over->needs;
    if (over->gives != 0)
        merged.gives = over->gives;
    if (over->auth != 0)
        merged.auth = over->auth;
    if (over->runs_as != 0)
        merged.runs_as = over->runs_as;
    if (over->mfa != 0)
        merged.mfa = over->mfa;
    if (over->encrypted != CT_TRI_UNSTATED)
        merged.encrypted = over->encrypted;
    if (over->session_binding != CT_TRI_UNSTATED)
        merged.session_binding = over->session_binding;
    if (over->rate_limit != CT_TRI_UNSTATED)
        merged.rate_limit = over->rate_limit;
    if (over->disabled != CT_TRI_UNSTATED)
        merged.disabled = over->disabled;
    return merged;
}

/* The override of a service named @name in @overrides, NULL if there is none. */
static const CtService *
find_override(const CtModel *model, CtSpan overrides, CtId name)
{
    for (uint32_t i = 0; i < overrides.length; i++)
        if (model->services.data[overrides.start + i].e.id == name)
            return &model->services.data[overrides.start + i];
    return NULL;
}

static bool
is_taken(const CtClassesContent *content, CtId name)
{
    for (uint32_t i = 0; i < content->services.length; i++)
        if (content->services.data[i].name == name)
            return true;
    return false;
}

/* Two products of one asset may both have a `web`: the later one is `web@product` there, so that
 * asset.service names one of them. No id of a file has an '@'. */
static CtId
name_on_asset(const CtClassesContent *content, const CtService *service)
{
    const CtModel *model = content->model;
    g_autofree char *name = NULL;

    if (!is_taken(content, service->e.id) || service->product == CT_NO_ID)
        return service->e.id;
    name = g_strdup_printf("%s@%s", ct_model_text(model, service->e.id),
                           ct_model_id(model, CT_SECTION_PRODUCTS, service->product));
    return ct_intern_add(model->names, name, SIZE_MAX);
}

static void
add_service(CtClassesContent *content, CtId row, const CtService *service)
{
    CtClassService effective;

    if (ct_tri_or(service->disabled, false) || service->port.protocol == CT_PROTOCOL_UNSTATED)
        return;
    effective = effective_service(row, service);
    effective.name = name_on_asset(content, service);
    CT_ROWS_ADD(&content->services, effective);
}

/* A name that two of the asset's products share is overridden in both. */
static bool
product_has_service(const CtClassesContent *content, CtId name)
{
    for (uint32_t p = 0; p < content->products.length; p++) {
        CtSpan services = content->model->products.data[content->products.data[p]].services;

        if (find_override(content->model, services, name) != NULL)
            return true;
    }
    return false;
}

static void
collect_services(CtClassesContent *content, CtSpan overrides)
{
    const CtModel *model = content->model;

    content->services.length = 0;
    for (uint32_t p = 0; p < content->products.length; p++) {
        CtSpan services = model->products.data[content->products.data[p]].services;

        for (uint32_t i = 0; i < services.length; i++) {
            CtId row = services.start + i;
            const CtService *service = &model->services.data[row];
            const CtService *over = find_override(model, overrides, service->e.id);

            if (over == NULL) {
                add_service(content, row, service);
            } else {
                CtService merged = overridden(service, over);

                add_service(content, row, &merged);
            }
        }
    }
    for (uint32_t i = 0; i < overrides.length; i++) {
        const CtService *service = &model->services.data[overrides.start + i];

        if (!product_has_service(content, service->e.id))
            add_service(content, overrides.start + i, service);
    }
}

/* Adds @value unless it is there. */
static void
add_once(CtIds *ids, CtId value)
{
    for (uint32_t i = 0; i < ids->length; i++)
        if (ids->data[i] == value)
            return;
    ct_ids_add(ids, value);
}

static int
compare_ids(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static void
collect_products(CtClassesContent *content, const CtAsset *asset)
{
    CtIds *products = &content->products;

    products->length = 0;
    if (asset->product != CT_NO_ID)
        ct_ids_add(products, asset->product);
    for (uint32_t i = 0; i < asset->software.length; i++)
        add_once(products, content->model->pool.data[asset->software.start + i]);
    if (products->length > 2)
        ct_sort(products->data + 1, products->length - 1, sizeof *products->data, compare_ids);
}

static bool
has_usb_service(const CtClassesContent *content)
{
    for (uint32_t i = 0; i < content->services.length; i++)
        if (content->services.data[i].port.protocol == CT_PROTOCOL_USB)
            return true;
    return false;
}

static void
put_services(CtClassesContent *content)
{
    GByteArray *bytes = content->bytes;

    for (uint32_t i = 0; i < content->services.length; i++) {
        const CtClassService *service = &content->services.data[i];

        put_id(bytes, service->name);
        put_port(bytes, &service->port);
        put_id(bytes, service->into.length);
        for (uint32_t k = 0; k < service->into.length; k++)
            put_id(bytes, content->model->pool.data[service->into.start + k]);
        put_id(bytes, service->component);
        put_id(bytes, service->needs);
        put_id(bytes, service->gives);
        put_id(bytes, service->assumed);
        put_id(bytes,
               (uint32_t)service->auth << 16 | (uint32_t)service->runs_as << 8 | service->mfa);
        put_id(bytes, (uint32_t)service->encrypted << 2 | (uint32_t)service->session_binding << 1 |
                          service->rate_limit);
    }
}

static void
put_security(GByteArray *bytes, const CtClassSecurity *security)
{
    const uint8_t values[] = {
        security->update_signed,
        security->logic_signed,
        security->secure_boot,
        security->rollback_protected,
        security->lockout,
        security->unique_credentials,
        security->secure_storage,
        security->credential_guard,
        security->application_allowlist,
        security->robust,
        security->mode_switch,
        security->removable_media,
        security->media_runs_as,
        security->macros,
        security->onboarding,
        security->commissioning,
        security->debug_port,
    };

    put_id(bytes, security->firmware_key);
    put_id(bytes, security->assumed);
    g_byte_array_append(bytes, values, sizeof values);
}

GBytes *
ct_classes_content_of(CtClassesContent *content, const CtAsset *asset, bool carried_media)
{
    static const CtOverride nothing = {.security = CT_NO_ID,
                                       .firewall = CT_NO_ID,
                                       .services = {.start = CT_NO_ID}};
    const CtModel *model = content->model;
    const CtProduct *product =
        asset->product == CT_NO_ID ? NULL : &model->products.data[asset->product];
    const CtOverride *over =
        asset->override == CT_NO_ID ? &nothing : &model->overrides.data[asset->override];
    CtClass *class = &content->class;

    collect_products(content, asset);
    collect_services(content, over->services);
    *class = (CtClass){
        .product = asset->product,
        .kind = product == NULL ? NULL : ct_kind_find(ct_model_text(model, product->kind)),
        .updates = asset->updates == CT_UPDATES_UNSTATED ? CT_UPDATES_AUTO : asset->updates,
        .forwards = ct_tri_or(asset->forwards, false),
        .firewall = canonical_firewall(content, over->firewall != CT_NO_ID || product == NULL
                                                    ? over->firewall
                                                    : product->firewall),
    };

    class->security =
        ct_classes_security(model, product == NULL ? CT_NO_ID : product->security, over->security,
                            (CtSecurityTraits){
                                .takes_media = carried_media || has_usb_service(content),
                                .reads_mail = class->kind != NULL && class->kind->reads_mail,
                            });

    g_byte_array_set_size(content->bytes, 0);
    put_id(content->bytes, content->products.length);
    for (uint32_t i = 0; i < content->products.length; i++)
        put_id(content->bytes, content->products.data[i]);
    put_id(content->bytes, class->firewall);
    put_id(content->bytes, (uint32_t) class->updates << 1 | class->forwards);
    put_security(content->bytes, &class->security);
    put_services(content);
    return g_bytes_new(content->bytes->data, content->bytes->len);
}

uint32_t
ct_classes_content_add(CtClassesContent *content, CtClasses *classes)
{
    CtClass *class = &content->class;

    class->software = (CtSpan){.start = classes->ids.length, .length = content->products.length};
    for (uint32_t i = 0; i < content->products.length; i++)
        CT_ROWS_ADD(&classes->ids, content->products.data[i]);
    class->services =
        (CtSpan){.start = classes->services.length, .length = content->services.length};
    for (uint32_t i = 0; i < content->services.length; i++)
        CT_ROWS_ADD(&classes->services, content->services.data[i]);
    ct_classes_flaws_add(content->flaws, classes, class);
    CT_ROWS_ADD(&classes->classes, *class);
    return classes->classes.length - 1;
}
