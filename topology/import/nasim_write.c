/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A scenario as topology.yaml. Hosts alike in os, services and processes are of one product; a
 * subnet is a zone, with the network of its name; a row of the firewall is a conduit.
 */
#include "topology/import/nasim_write.h"

#include "topology/yaml/emit.h"

#include <string.h>

/* --- ids --- */

/* @text as an id that @taken does not hold: what an id cannot have is '-'. */
static char *
make_id(GHashTable *taken, const char *text)
{
    g_autoptr(GString) id = g_string_new(NULL);

    for (const char *at = text; *at != '\0' && id->len < 100; at++)
        g_string_append_c(id, g_ascii_isalnum(*at) || *at == '_' ? *at : '-');
    while (id->len > 0 && !g_ascii_isalnum(id->str[0]))
        g_string_erase(id, 0, 1);
    if (id->len == 0)
        g_string_assign(id, "unnamed");
    gsize length = id->len;
    for (unsigned i = 2; g_hash_table_contains(taken, id->str); i++) {
        g_string_truncate(id, length);
        g_string_append_printf(id, "-%u", i);
    }
    g_hash_table_add(taken, g_strdup(id->str));
    return g_strdup(id->str);
}

static void
add_actions(CtNasimIds *ids, GHashTable *taken, const GArray *actions)
{
    for (guint i = 0; i < actions->len; i++)
        g_ptr_array_add(ids->actions,
                        make_id(taken, g_array_index(actions, CtNasimAction, i).name));
}

/* What the hosts of one product have in common. */
static char *
product_key(const CtNasim *nasim, const CtNasimHost *host)
{
    GString *key = g_string_new(NULL);
    const CtSpan *spans[] = {&host->services, &host->processes};

    g_string_append_printf(key, "%u", host->os);
    for (size_t s = 0; s < G_N_ELEMENTS(spans); s++) {
        g_auto(CtIds) sorted = {0};

        for (uint32_t i = 0; i < spans[s]->length; i++)
            ct_ids_add(&sorted, nasim->ids.data[spans[s]->start + i]);
        ct_ids_sort_unique(&sorted);
        g_string_append_c(key, '|');
        for (uint32_t i = 0; i < sorted.length; i++)
            g_string_append_printf(key, " %u", sorted.data[i]);
    }
    return g_string_free(key, FALSE);
}

static void
find_products(const CtNasim *nasim, CtNasimIds *ids)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint h = 0; h < nasim->hosts->len; h++) {
        char *key = product_key(nasim, &g_array_index(nasim->hosts, CtNasimHost, h));
        gpointer product = NULL;

        if (g_hash_table_lookup_extended(known, key, NULL, &product)) {
            g_free(key);
        } else {
            product = GUINT_TO_POINTER(ids->first_of_product.length);
            ct_ids_add(&ids->first_of_product, h);
            g_hash_table_insert(known, key, product);
        }
        ct_ids_add(&ids->product_of_host, GPOINTER_TO_UINT(product));
    }
}

static void
list_products(
    const CtNasim *nasim, const CtNasimIds *ids, bool services, uint32_t n_rows, CtCsr *ret_csr)
{
    g_auto(CtIds) row = {0};
    g_auto(CtIds) product = {0};

    for (uint32_t p = 0; p < ids->first_of_product.length; p++) {
        const CtNasimHost *host =
            &g_array_index(nasim->hosts, CtNasimHost, ids->first_of_product.data[p]);
        CtSpan span = services ? host->services : host->processes;

        for (uint32_t i = 0; i < span.length; i++) {
            ct_ids_add(&row, nasim->ids.data[span.start + i]);
            ct_ids_add(&product, p);
        }
    }
    ct_csr_build(ret_csr, n_rows, row.data, product.data, row.length);
}

static const struct {
    const char *name;
    uint16_t port;
} known_ports[] = {
    {"dns", 53},   {"ftp", 21},     {"http", 80},  {"https", 443}, {"imap", 143},
    {"ldap", 389}, {"mysql", 3306}, {"pop3", 110}, {"rdp", 3389},  {"samba", 445},
    {"smb", 445},  {"smtp", 25},    {"ssh", 22},   {"telnet", 23}, {"vnc", 5900},
};

/* A port of its own for each service: the usual one, else one from 10000. */
static void
deal_ports(const CtNasim *nasim, CtNasimIds *ids)
{
    uint32_t next = 10000;
    uint64_t used[G_N_ELEMENTS(known_ports)] = {0};

    for (CtId s = 0; s < ct_intern_count(nasim->services); s++) {
        const char *name = ct_intern_text(nasim->services, s);
        uint32_t port = 0;

        for (size_t k = 0; k < G_N_ELEMENTS(known_ports); k++) {
            bool taken = false;

            if (g_ascii_strcasecmp(known_ports[k].name, name) != 0)
                continue;
            for (size_t i = 0; i < G_N_ELEMENTS(known_ports); i++)
                taken = taken || used[i] == known_ports[k].port;
            port = taken ? 0 : known_ports[k].port;
            used[k] = port;
        }
        ct_ids_add(&ids->ports, port != 0 ? port : next++);
    }
}

CtNasimIds *
ct_nasim_ids_new(const CtNasim *nasim)
{
    CtNasimIds *ids = g_new0(CtNasimIds, 1);
    g_autoptr(GHashTable) services = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) actions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    ids->services = g_ptr_array_new_with_free_func(g_free);
    ids->actions = g_ptr_array_new_with_free_func(g_free);
    for (CtId s = 0; s < ct_intern_count(nasim->services); s++)
        g_ptr_array_add(ids->services, make_id(services, ct_intern_text(nasim->services, s)));
    add_actions(ids, actions, nasim->exploits);
    add_actions(ids, actions, nasim->escalations);
    find_products(nasim, ids);
    list_products(nasim, ids, true, (uint32_t)ct_intern_count(nasim->services), &ids->with_service);
    list_products(nasim, ids, false, (uint32_t)ct_intern_count(nasim->processes),
                  &ids->with_process);
    deal_ports(nasim, ids);
    return ids;
}

void
ct_nasim_ids_free(CtNasimIds *ids)
{
    if (ids == NULL)
        return;
    g_ptr_array_unref(ids->services);
    g_ptr_array_unref(ids->actions);
    ct_ids_clear(&ids->product_of_host);
    ct_ids_clear(&ids->first_of_product);
    ct_ids_clear(&ids->ports);
    ct_csr_clear(&ids->with_service);
    ct_csr_clear(&ids->with_process);
    g_free(ids);
}

char *
ct_nasim_subnet_id(uint32_t subnet)
{
    return subnet == 0 ? g_strdup("internet") : g_strdup_printf("subnet-%u", subnet);
}

char *
ct_nasim_host_id(const CtNasim *nasim, uint32_t host)
{
    const CtNasimHost *row = &g_array_index(nasim->hosts, CtNasimHost, host);

    return g_strdup_printf("host-%u-%u", row->subnet, row->number);
}

/* --- topology.yaml --- */

static void
put_text(CtEmit *emit, const char *key, const char *text)
{
    ct_emit_key(emit, key);
    ct_emit_text(emit, text);
}

static void
put_port(CtEmit *emit, const CtNasimIds *ids, uint32_t service)
{
    char text[32];

    g_snprintf(text, sizeof text, "tcp/%u", ids->ports.data[service]);
    ct_emit_text(emit, text);
}

static void
put_ports(CtEmit *emit, const CtNasim *nasim, const CtNasimIds *ids, CtSpan services)
{
    ct_emit_key(emit, "port");
    ct_emit_begin_list(emit, false);
    for (uint32_t i = 0; i < services.length; i++)
        put_port(emit, ids, nasim->ids.data[services.start + i]);
    ct_emit_end_list(emit);
}

static void
put_product(CtEmit *emit, const CtNasim *nasim, const CtNasimIds *ids, uint32_t product)
{
    const CtNasimHost *host =
        &g_array_index(nasim->hosts, CtNasimHost, ids->first_of_product.data[product]);
    char id[32];

    g_snprintf(id, sizeof id, "machine-%u", product + 1);
    ct_emit_key(emit, id);
    ct_emit_begin_map(emit, true);
    put_text(emit, "kind", "server");
    ct_emit_key(emit, "services");
    ct_emit_begin_map(emit, true);
    for (uint32_t i = 0; i < host->services.length; i++) {
        uint32_t service = nasim->ids.data[host->services.start + i];

        ct_emit_key(emit, g_ptr_array_index(ids->services, service));
        ct_emit_begin_map(emit, false);
        ct_emit_key(emit, "port");
        put_port(emit, ids, service);
        put_text(emit, "auth", "password");
        put_text(emit, "gives", "app");
        ct_emit_end_map(emit);
    }
    ct_emit_end_map(emit);
    ct_emit_key(emit, "x");
    ct_emit_begin_map(emit, false);
    put_text(emit, "os", ct_intern_text(nasim->os, host->os));
    ct_emit_key(emit, "processes");
    ct_emit_begin_list(emit, false);
    for (uint32_t i = 0; i < host->processes.length; i++)
        ct_emit_text(emit,
                     ct_intern_text(nasim->processes, nasim->ids.data[host->processes.start + i]));
    ct_emit_end_list(emit);
    ct_emit_end_map(emit);
    ct_emit_end_map(emit);
}

/* The products on which @action meets what it works on: rows of a CSR; all where @ret_rows is NULL.
 * Its os is the pack's matter. */
static uint32_t
find_affected(const CtNasimIds *ids,
              const CtNasimAction *action,
              bool is_exploit,
              const uint32_t **ret_rows)
{
    const CtCsr *by = is_exploit ? &ids->with_service : &ids->with_process;

    *ret_rows = NULL;
    if (action->object == CT_NO_ID)
        return ids->first_of_product.length;
    *ret_rows = &by->value[by->start[action->object]];
    return by->start[action->object + 1] - by->start[action->object];
}

static uint64_t
count_affected(const CtNasimIds *ids, const GArray *actions, bool is_exploit)
{
    uint64_t n = 0;

    for (guint i = 0; i < actions->len; i++) {
        const uint32_t *rows;
        n += find_affected(ids, &g_array_index(actions, CtNasimAction, i), is_exploit, &rows);
    }
    return n;
}

uint64_t
ct_nasim_count_affected(const CtNasim *nasim, const CtNasimIds *ids)
{
    return count_affected(ids, nasim->exploits, true) +
           count_affected(ids, nasim->escalations, false);
}

static void
put_action(CtEmit *emit,
           const CtNasim *nasim,
           const CtNasimIds *ids,
           const CtNasimAction *action,
           const char *id,
           bool is_exploit)
{
    const uint32_t *rows;
    uint32_t n = find_affected(ids, action, is_exploit, &rows);

    if (n == 0) /* nothing has what it works on */
        return;
    ct_emit_key(emit, id);
    ct_emit_begin_map(emit, true);
    if (strcmp(id, action->name) != 0)
        put_text(emit, "name", action->name);
    ct_emit_key(emit, "affects");
    ct_emit_begin_list(emit, false);
    for (uint32_t i = 0; i < n; i++) {
        g_autofree char *text = g_strdup_printf(
            "machine-%u%s%s", (rows != NULL ? rows[i] : i) + 1, is_exploit ? "." : "",
            is_exploit ? (const char *)g_ptr_array_index(ids->services, action->object) : "");

        ct_emit_text(emit, text);
    }
    ct_emit_end_list(emit);
    put_text(emit, "vector", is_exploit ? "network" : "local");
    put_text(emit, "privileges", is_exploit ? "none" : "low");
    put_text(emit, "gains", action->root ? "admin" : "user");
    ct_emit_key(emit, "x");
    ct_emit_begin_map(emit, false);
    if (action->os != CT_NO_ID)
        put_text(emit, "os", ct_intern_text(nasim->os, action->os));
    ct_emit_key(emit, "prob");
    ct_emit_number(emit, action->prob);
    ct_emit_key(emit, "cost");
    ct_emit_number(emit, action->cost);
    ct_emit_end_map(emit);
    ct_emit_end_map(emit);
}

static void
put_vulnerabilities(CtEmit *emit, const CtNasim *nasim, const CtNasimIds *ids)
{
    ct_emit_key(emit, "vulnerabilities");
    ct_emit_begin_map(emit, true);
    for (guint i = 0; i < nasim->exploits->len; i++)
        put_action(emit, nasim, ids, &g_array_index(nasim->exploits, CtNasimAction, i),
                   g_ptr_array_index(ids->actions, i), true);
    for (guint i = 0; i < nasim->escalations->len; i++)
        put_action(emit, nasim, ids, &g_array_index(nasim->escalations, CtNasimAction, i),
                   g_ptr_array_index(ids->actions, nasim->exploits->len + i), false);
    ct_emit_end_map(emit);
}

/* Subnets that a scan from @subnet does not show, although a conduit joins them: those to which
 * only the other direction of the topology leads. */
static void
put_hidden(CtEmit *emit, const CtNasim *nasim, uint32_t subnet)
{
    bool any = false;

    for (uint32_t other = 1; other < nasim->n_subnets; other++) {
        g_autofree char *id = ct_nasim_subnet_id(other);

        if (!ct_nasim_joins(nasim, other, subnet) || ct_nasim_joins(nasim, subnet, other))
            continue;
        if (!any) {
            ct_emit_key(emit, "hidden");
            ct_emit_begin_list(emit, false);
        }
        any = true;
        ct_emit_text(emit, id);
    }
    if (any)
        ct_emit_end_list(emit);
}

static void
put_zones(CtEmit *emit, const CtNasim *nasim)
{
    ct_emit_key(emit, "zones");
    ct_emit_begin_map(emit, true);
    for (uint32_t subnet = 0; subnet < nasim->n_subnets; subnet++) {
        g_autofree char *id = ct_nasim_subnet_id(subnet);

        ct_emit_key(emit, id);
        ct_emit_begin_map(emit, false);
        if (subnet == 0) {
            ct_emit_key(emit, "outside");
            ct_emit_bool(emit, true);
            put_text(emit, "networks", "internet");
        } else {
            put_text(emit, "domain", "it");
            ct_emit_key(emit, "x");
            ct_emit_begin_map(emit, false);
            ct_emit_key(emit, "scan_cost");
            ct_emit_number(emit, nasim->scan_cost[CT_NASIM_SUBNET_SCAN]);
            put_hidden(emit, nasim, subnet);
            ct_emit_end_map(emit);
        }
        ct_emit_end_map(emit);
    }
    ct_emit_end_map(emit);
}

static void
put_conduit(CtEmit *emit, const CtNasim *nasim, const CtNasimIds *ids, uint32_t from, uint32_t to)
{
    g_autofree char *source = ct_nasim_subnet_id(from);
    g_autofree char *target = ct_nasim_subnet_id(to);
    g_autofree char *id = g_strconcat(source, "-to-", target, NULL);
    CtSpan services = nasim->permits[(size_t)from * nasim->n_subnets + to];

    ct_emit_key(emit, id);
    ct_emit_begin_map(emit, false);
    put_text(emit, "from", source);
    put_text(emit, "to", target);
    ct_emit_key(emit, "transit"); /* the program knows no way through a subnet */
    ct_emit_bool(emit, false);
    ct_emit_key(emit, "allow");
    ct_emit_begin_list(emit, false);
    if (services.length > 0) {
        ct_emit_begin_map(emit, false);
        put_ports(emit, nasim, ids, services);
        ct_emit_end_map(emit);
    }
    ct_emit_end_list(emit);
    ct_emit_end_map(emit);
}

static void
put_conduits(CtEmit *emit, const CtNasim *nasim, const CtNasimIds *ids)
{
    ct_emit_key(emit, "conduits");
    ct_emit_begin_map(emit, true);
    for (uint32_t from = 0; from < nasim->n_subnets; from++)
        for (uint32_t to = 1; to < nasim->n_subnets; to++)
            if (ct_nasim_joins(nasim, from, to))
                put_conduit(emit, nasim, ids, from, to);
    ct_emit_end_map(emit);
}

static void
put_firewall(CtEmit *emit, const CtNasim *nasim, const CtNasimIds *ids, CtSpan denials)
{
    ct_emit_key(emit, "firewall");
    ct_emit_begin_map(emit, false);
    ct_emit_key(emit, "deny");
    ct_emit_begin_list(emit, false);
    for (uint32_t i = 0; i < denials.length; i++) {
        const CtNasimDenial *denial =
            &g_array_index(nasim->denials, CtNasimDenial, denials.start + i);
        g_autofree char *from = ct_nasim_host_id(nasim, denial->from);

        if (denial->services.length == 0)
            continue;
        ct_emit_begin_map(emit, false);
        put_ports(emit, nasim, ids, denial->services);
        put_text(emit, "from", from);
        ct_emit_end_map(emit);
    }
    ct_emit_end_list(emit);
    ct_emit_end_map(emit);
}

static void
put_asset(CtEmit *emit, const CtNasim *nasim, const CtNasimIds *ids, uint32_t index)
{
    const CtNasimHost *host = &g_array_index(nasim->hosts, CtNasimHost, index);
    g_autofree char *id = ct_nasim_host_id(nasim, index);
    g_autofree char *zone = ct_nasim_subnet_id(host->subnet);
    char product[32];

    g_snprintf(product, sizeof product, "machine-%u", ids->product_of_host.data[index] + 1);
    ct_emit_key(emit, id);
    ct_emit_begin_map(emit, false);
    put_text(emit, "product", product);
    put_text(emit, "zone", zone);
    if (host->denials.length > 0)
        put_firewall(emit, nasim, ids, host->denials);
    if (host->value != 0.0) {
        ct_emit_key(emit, "x");
        ct_emit_begin_map(emit, false);
        ct_emit_key(emit, "value");
        ct_emit_number(emit, host->value);
        ct_emit_end_map(emit);
    }
    ct_emit_end_map(emit);
}

char *
ct_nasim_topology(const CtNasim *nasim)
{
    g_autoptr(CtOut) out = ct_out_new_string();
    CtNasimIds *ids = ct_nasim_ids_new(nasim);
    CtEmit *emit = ct_emit_new(out, false);

    ct_emit_begin_map(emit, true);
    ct_emit_key(emit, "cybertwin");
    ct_emit_integer(emit, 1);
    put_text(emit, "name", nasim->name);
    ct_emit_key(emit, "x");
    ct_emit_begin_map(emit, false);
    put_text(emit, "imported", "nasim");
    ct_emit_end_map(emit);
    ct_emit_key(emit, "products");
    ct_emit_begin_map(emit, true);
    for (uint32_t p = 0; p < ids->first_of_product.length; p++)
        put_product(emit, nasim, ids, p);
    ct_emit_end_map(emit);
    put_vulnerabilities(emit, nasim, ids);
    ct_emit_key(emit, "networks");
    ct_emit_begin_map(emit, true);
    ct_emit_key(emit, "internet");
    ct_emit_begin_map(emit, false);
    put_text(emit, "medium", "internet");
    ct_emit_end_map(emit);
    ct_emit_end_map(emit);
    put_zones(emit, nasim);
    put_conduits(emit, nasim, ids);
    ct_emit_key(emit, "assets");
    ct_emit_begin_map(emit, true);
    for (guint h = 0; h < nasim->hosts->len; h++)
        put_asset(emit, nasim, ids, h);
    ct_emit_end_map(emit);
    ct_emit_end_map(emit);
    ct_emit_free(emit);
    ct_nasim_ids_free(ids);
    return g_strdup(ct_out_text(out));
}
