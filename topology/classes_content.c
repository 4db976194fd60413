/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Defaults follow one rule: an absent defence is absent (no attack is missed), an absent weakness
 * is absent (no attack is invented). Firewalls that say the same are known by the first of them, so
 * that a fleet written out asset by asset, each with its own equal firewall, is one class.
 */
#include "topology/classes_content.h"

#include "base/span.h"
#include "topology/rows_add.h"

#include <string.h>

/* Bit numbers of CtClassSecurity.assumed: its fields in declaration order. */
enum {
    SECURITY_FIRMWARE_KEY,
    SECURITY_UPDATE_SIGNED,
    SECURITY_LOGIC_SIGNED,
    SECURITY_SECURE_BOOT,
    SECURITY_ROLLBACK_PROTECTED,
    SECURITY_LOCKOUT,
    SECURITY_UNIQUE_CREDENTIALS,
    SECURITY_SECURE_STORAGE,
    SECURITY_CREDENTIAL_GUARD,
    SECURITY_APPLICATION_ALLOWLIST,
    SECURITY_ROBUST,
    SECURITY_MODE_SWITCH,
    SECURITY_REMOVABLE_MEDIA,
    SECURITY_MEDIA_RUNS_AS,
    SECURITY_MACROS,
    SECURITY_ONBOARDING,
    SECURITY_COMMISSIONING,
    SECURITY_DEBUG_PORT,
};

struct CtClassesContent {
    const CtModel *model;
    CtCsr affects_of_product;            /* product → indices of `flaws` */
    CT_ROWS(CtClassVulnerability) flaws; /* every term that counts; .service is a model row here */
    GHashTable *firewalls;               /* GBytes → firewall row; look-ups only */

    CtClass class;
    CtIds products;
    CT_ROWS(CtClassService) services;
    GByteArray *bytes;
};

static bool
is_silent(const CtVulnerability *vulnerability)
{
    return ct_tri_or(vulnerability->patched, false) || vulnerability->vex == CT_VEX_FIXED ||
           vulnerability->vex == CT_VEX_NOT_AFFECTED || vulnerability->means != CT_NO_ID;
}

static void
collect_flaws(CtClassesContent *content)
{
    const CtModel *model = content->model;
    g_auto(CtIds) product = {0};
    g_auto(CtIds) index = {0};

    for (uint32_t v = 0; v < model->vulnerabilities.length; v++) {
        const CtVulnerability *vulnerability = &model->vulnerabilities.data[v];

        if (is_silent(vulnerability))
            continue;
        for (uint32_t i = 0; i < vulnerability->affects.length; i++) {
            const CtAffects *affects = &model->affects.data[vulnerability->affects.start + i];

            if (affects->product == CT_NO_ID)
                continue;
            ct_ids_add(&product, affects->product);
            ct_ids_add(&index, content->flaws.length);
            CT_ROWS_ADD(&content->flaws, ((CtClassVulnerability){
                                             .vulnerability = v,
                                             .product = affects->product,
                                             .component = affects->component,
                                             .service = affects->service,
                                         }));
        }
    }
    ct_csr_build(&content->affects_of_product, model->products.length, product.data, index.data,
                 index.length);
}

CtClassesContent *
ct_classes_content_new(const CtModel *model)
{
    CtClassesContent *content = g_new0(CtClassesContent, 1);

    content->model = model;
    content->bytes = g_byte_array_new();
    content->firewalls =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    collect_flaws(content);
    return content;
}

void
ct_classes_content_free(CtClassesContent *content)
{
    if (content == NULL)
        return;
    ct_csr_clear(&content->affects_of_product);
    g_free(content->flaws.data);
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

static uint8_t
word_or(uint8_t stated, uint8_t fallback, uint32_t bit, uint32_t *assumed)
{
    if (stated != 0)
        return stated;
    *assumed |= bit;
    return fallback;
}

static bool
tri_or(uint8_t stated, bool fallback, uint32_t bit, uint32_t *assumed)
{
    if (stated != CT_TRI_UNSTATED)
        return stated == CT_TRI_TRUE;
    *assumed |= bit;
    return fallback;
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
    effective.auth = word_or(service->auth, CT_AUTH_PASSWORD, CT_ASSUMED_AUTH, assumed);
    effective.runs_as = word_or(service->runs_as, CT_LEVEL_ADMIN, CT_ASSUMED_RUNS_AS, assumed);
    effective.mfa = word_or(service->mfa, CT_MFA_NONE, CT_ASSUMED_MFA, assumed);
    effective.encrypted =
        tri_or(service->encrypted, port != NULL && port->encrypted, CT_ASSUMED_ENCRYPTED, assumed);
    effective.session_binding =
        tri_or(service->session_binding, false, CT_ASSUMED_SESSION_BINDING, assumed);
    effective.rate_limit = tri_or(service->rate_limit, false, CT_ASSUMED_RATE_LIMIT, assumed);
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

static void
add_service(CtClassesContent *content, CtId row, const CtService *service)
{
    if (!ct_tri_or(service->disabled, false) && service->port.protocol != CT_PROTOCOL_UNSTATED)
        CT_ROWS_ADD(&content->services, effective_service(row, service));
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
        qsort(products->data + 1, products->length - 1, sizeof *products->data, compare_ids);
}

static CtSecurity
merged_security(const CtModel *model, CtId base, CtId over)
{
    CtSecurity merged = {.firmware_key = CT_NO_ID};
    const CtId rows[] = {base, over};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i] == CT_NO_ID)
            continue;

        const CtSecurity *row = &model->securities.data[rows[i]];

        merged.pos = row->pos;
        if (row->firmware_key != CT_NO_ID)
            merged.firmware_key = row->firmware_key;
#define TAKE(field) merged.field = row->field != 0 ? row->field : merged.field
        TAKE(update_signed);
        TAKE(logic_signed);
        TAKE(secure_boot);
        TAKE(rollback_protected);
        TAKE(lockout);
        TAKE(unique_credentials);
        TAKE(secure_storage);
        TAKE(credential_guard);
        TAKE(application_allowlist);
        TAKE(robust);
        TAKE(mode_switch);
        TAKE(removable_media);
        TAKE(media_runs_as);
        TAKE(macros);
        TAKE(onboarding);
        TAKE(commissioning);
        TAKE(debug_port);
#undef TAKE
    }
    return merged;
}

static bool
has_usb_service(const CtClassesContent *content)
{
    for (uint32_t i = 0; i < content->services.length; i++)
        if (content->services.data[i].port.protocol == CT_PROTOCOL_USB)
            return true;
    return false;
}

static CtClassSecurity
effective_security(const CtClassesContent *content, const CtSecurity *stated, bool carried_media)
{
    const CtKindInfo *kind = content->class.kind;
    bool takes_media = carried_media || has_usb_service(content);
    bool reads_mail = kind != NULL && kind->reads_mail;
    CtClassSecurity security = {.pos = stated->pos, .firmware_key = stated->firmware_key};
    uint32_t *assumed = &security.assumed;

    if (stated->firmware_key == CT_NO_ID)
        *assumed |= 1u << SECURITY_FIRMWARE_KEY;
#define FLAG(field, NAME)                                                                          \
    security.field = tri_or(stated->field, false, 1u << SECURITY_##NAME, assumed)
    FLAG(update_signed, UPDATE_SIGNED);
    FLAG(logic_signed, LOGIC_SIGNED);
    FLAG(secure_boot, SECURE_BOOT);
    FLAG(rollback_protected, ROLLBACK_PROTECTED);
    FLAG(lockout, LOCKOUT);
    FLAG(unique_credentials, UNIQUE_CREDENTIALS);
    FLAG(secure_storage, SECURE_STORAGE);
    FLAG(credential_guard, CREDENTIAL_GUARD);
    FLAG(application_allowlist, APPLICATION_ALLOWLIST);
    FLAG(robust, ROBUST);
#undef FLAG
#define WORD(field, NAME, fallback)                                                                \
    security.field = word_or(stated->field, fallback, 1u << SECURITY_##NAME, assumed)
    WORD(mode_switch, MODE_SWITCH, CT_MODE_SWITCH_NONE);
    WORD(removable_media, REMOVABLE_MEDIA, takes_media ? CT_ALLOWED_YES : CT_ALLOWED_BLOCKED);
    WORD(media_runs_as, MEDIA_RUNS_AS, CT_LEVEL_USER);
    WORD(macros, MACROS, reads_mail ? CT_ALLOWED_YES : CT_ALLOWED_BLOCKED);
    WORD(onboarding, ONBOARDING, CT_ONBOARDING_NONE);
    WORD(commissioning, COMMISSIONING, CT_COMMISSIONING_PROTECTED);
    WORD(debug_port, DEBUG_PORT, CT_DEBUG_PORT_CLOSED);
#undef WORD
    return security;
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

    CtSecurity stated =
        merged_security(model, product == NULL ? CT_NO_ID : product->security, over->security);

    class->security = effective_security(content, &stated, carried_media);

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

/* Whether @flaw of the class is there already: two terms of `affects` may meet in one place.
 * Flaws come in file order, so an equal one can only be among the last. */
static bool
is_known_flaw(const CtClasses *classes, uint32_t first, const CtClassVulnerability *flaw)
{
    for (uint32_t i = classes->vulnerabilities.length; i > first; i--) {
        const CtClassVulnerability *known = &classes->vulnerabilities.data[i - 1];

        if (known->vulnerability != flaw->vulnerability)
            return false;
        if (known->product == flaw->product && known->component == flaw->component &&
            known->service == flaw->service)
            return true;
    }
    return false;
}

static void
add_flaw(CtClasses *classes, uint32_t first, CtClassVulnerability flaw, uint32_t service)
{
    flaw.service = service;
    if (!is_known_flaw(classes, first, &flaw))
        CT_ROWS_ADD(&classes->vulnerabilities, flaw);
}

/* A term that names a service holds where it listens; one that names a component, at each service
 * the component is behind, or of no service where it is behind none. */
static void
place_flaw(CtClassesContent *content, CtClasses *classes, uint32_t first, uint32_t index)
{
    const CtClassVulnerability *flaw = &content->flaws.data[index];
    bool placed = false;

    for (uint32_t i = 0; i < content->services.length; i++) {
        const CtClassService *service = &content->services.data[i];
        bool named = flaw->service != CT_NO_ID && service->service == flaw->service;
        bool behind = flaw->service == CT_NO_ID && flaw->component != CT_NO_ID &&
                      service->component == flaw->component;

        if (named || behind) {
            add_flaw(classes, first, *flaw, i);
            placed = true;
        }
    }
    if (!placed && flaw->service == CT_NO_ID)
        add_flaw(classes, first, *flaw, CT_NO_ID);
}

static void
add_flaws(CtClassesContent *content, CtClasses *classes)
{
    const CtCsr *of_product = &content->affects_of_product;
    uint32_t first = classes->vulnerabilities.length;
    g_auto(CtIds) indices = {0};

    for (uint32_t p = 0; p < content->products.length; p++) {
        CtId product = content->products.data[p];

        for (uint32_t i = of_product->start[product]; i < of_product->start[product + 1]; i++)
            ct_ids_add(&indices, of_product->value[i]);
    }
    ct_ids_sort_unique(&indices); /* file order over all products */
    for (uint32_t i = 0; i < indices.length; i++)
        place_flaw(content, classes, first, indices.data[i]);
    content->class.vulnerabilities =
        (CtSpan){.start = first, .length = classes->vulnerabilities.length - first};
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
    add_flaws(content, classes);
    CT_ROWS_ADD(&classes->classes, *class);
    return classes->classes.length - 1;
}
