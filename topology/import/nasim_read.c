/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A scenario's file from the top. What others refer to is read first: subnets, names, the topology;
 * while one of these is wrong, what refers to it is not looked at.
 */
#include "base/text.h"
#include "topology/import/nasim_parts.h"

#include <string.h>

/* As far as an attempt's effort goes in hours. */
#define MOST_COST 1e7

enum {
    SUBNETS,
    TOPOLOGY,
    SENSITIVE,
    OS,
    SERVICES,
    PROCESSES,
    EXPLOITS,
    ESCALATIONS,
    SERVICE_SCAN,
    OS_SCAN,
    SUBNET_SCAN,
    PROCESS_SCAN,
    HOSTS,
    FIREWALL,
    STEP_LIMIT,
    BOUNDS,
};

static const CtNasimKey top_keys[] = {
    [SUBNETS] = {"subnets", true, CT_DOC_LIST},
    [TOPOLOGY] = {"topology", true, CT_DOC_LIST},
    [SENSITIVE] = {"sensitive_hosts", true, CT_DOC_MAP},
    [OS] = {"os", true, CT_DOC_LIST},
    [SERVICES] = {"services", true, CT_DOC_LIST},
    [PROCESSES] = {"processes", true, CT_DOC_LIST},
    [EXPLOITS] = {"exploits", true, CT_DOC_MAP},
    [ESCALATIONS] = {"privilege_escalation", true, CT_DOC_MAP},
    [SERVICE_SCAN] = {"service_scan_cost", true, CT_DOC_TEXT},
    [OS_SCAN] = {"os_scan_cost", true, CT_DOC_TEXT},
    [SUBNET_SCAN] = {"subnet_scan_cost", true, CT_DOC_TEXT},
    [PROCESS_SCAN] = {"process_scan_cost", true, CT_DOC_TEXT},
    [HOSTS] = {"host_configurations", true, CT_DOC_MAP},
    [FIREWALL] = {"firewall", true, CT_DOC_MAP},
    [STEP_LIMIT] = {"step_limit", false, CT_DOC_TEXT},
    [BOUNDS] = {"address_space_bounds", false, CT_NASIM_ANY},
};

static void
add_hosts(CtNasim *nasim, uint32_t subnet, uint32_t size)
{
    for (uint32_t number = 0; number < size; number++) {
        CtNasimHost host = {.subnet = subnet, .number = number, .os = CT_NO_ID};

        g_array_append_val(nasim->hosts, host);
    }
    nasim->first_host[subnet + 1] = nasim->hosts->len;
}

/* Subnets with as many hosts in all as are configured: a size alone makes no hosts. */
static bool
take_subnets(const CtNasimReader *reader, uint32_t list, uint32_t hosts)
{
    CtNasim *nasim = reader->nasim;
    const CtDocNode *node = ct_nasim_node(reader, list);
    const CtDocNode *configured = ct_nasim_node(reader, hosts);
    uint32_t subnet = 1, left = configured->n;
    bool ok = node->n > 0;

    if (node->n == 0)
        ct_diag_error(reader->diag, node->pos,
                      "subnets is empty; it lists how many hosts each has");
    nasim->n_subnets = node->n + 1;
    nasim->first_host = g_new0(uint32_t, (size_t)nasim->n_subnets + 1);
    for (uint32_t at = list + 1; at < node->end; at = ct_nasim_node(reader, at)->end) {
        int64_t size = 0;

        if (!ct_nasim_take_integer(reader, at, "the number of hosts of a subnet", 1, UINT32_MAX - 1,
                                   &size)) {
            ok = false;
        } else if (size > left) {
            ct_diag_error(reader->diag, ct_nasim_node(reader, at)->pos,
                          "the subnets have more hosts than the %u that host_configurations lists",
                          configured->n);
            return false;
        }
        left -= (uint32_t)size;
        add_hosts(nasim, subnet++, (uint32_t)size);
    }
    return ok;
}

static bool
take_row(const CtNasimReader *reader, uint32_t list, uint32_t row)
{
    CtNasim *nasim = reader->nasim;
    const CtDocNode *node = ct_nasim_node(reader, list);
    uint32_t column = 0;
    bool ok = true;

    if (node->kind != CT_DOC_LIST || node->n != nasim->n_subnets) {
        ct_diag_error(reader->diag, node->pos,
                      "row %u of the topology must be a list of %u numbers, one for the internet "
                      "and one for each subnet, not %s",
                      row, nasim->n_subnets,
                      node->kind == CT_DOC_LIST ? "one of another length"
                                                : ct_document_kind_text(node));
        return false;
    }
    for (uint32_t at = list + 1; at < node->end; at = ct_nasim_node(reader, at)->end) {
        int64_t bit = 0;

        ok = ct_nasim_take_integer(reader, at, "a connection of the topology", 0, 1, &bit) && ok;
        nasim->connected[(size_t)row * nasim->n_subnets + column++] = (uint8_t)bit;
    }
    return ok;
}

static bool
take_topology(const CtNasimReader *reader, uint32_t list)
{
    CtNasim *nasim = reader->nasim;
    const CtDocNode *node = ct_nasim_node(reader, list);
    uint32_t n = nasim->n_subnets, row = 0;
    bool ok = true;

    if (node->n != n) {
        ct_diag_error(reader->diag, node->pos,
                      "the topology must have %u rows, one for the internet and one for each "
                      "subnet, not %u",
                      n, node->n);
        return false;
    }
    /* As many rows stand in the file; that they are as long is looked at before their square is
     * asked for. */
    for (uint32_t at = list + 1; at < node->end; at = ct_nasim_node(reader, at)->end)
        if (ct_nasim_node(reader, at)->n != n)
            return take_row(reader, at, row);
        else
            row++;
    nasim->connected = g_malloc0_n(n, n);
    nasim->permits = g_malloc0_n((size_t)n * n, sizeof *nasim->permits);
    row = 0;
    for (uint32_t at = list + 1; at < node->end; at = ct_nasim_node(reader, at)->end)
        ok = take_row(reader, at, row++) && ok;
    return ok;
}

/* The names that a list declares. */
static bool
take_declared(const CtNasimReader *reader, uint32_t list, const char *what, CtIntern *names)
{
    const CtDocNode *node = ct_nasim_node(reader, list);
    size_t before = ct_diag_count(reader->diag, CT_SEVERITY_ERROR);

    if (node->n == 0 || node->n > CT_NASIM_MOST_NAMES)
        ct_diag_error(reader->diag, node->pos, "there must be 1 to %d of them in the list of %s",
                      (int)CT_NASIM_MOST_NAMES, what);
    for (uint32_t at = list + 1; at < node->end; at = ct_nasim_node(reader, at)->end) {
        const CtDocNode *name = ct_nasim_node(reader, at);

        if (name->kind != CT_DOC_TEXT || name->text[0] == '\0')
            ct_diag_error(reader->diag, name->pos, "the list of %s holds names, not %s", what,
                          ct_document_kind_text(name));
        else if (ct_intern_find(names, name->text) != CT_NO_ID)
            ct_diag_error(reader->diag, name->pos, "'%s' is listed twice", name->text);
        else
            (void)ct_intern_add(names, name->text, SIZE_MAX);
    }
    return ct_diag_count(reader->diag, CT_SEVERITY_ERROR) == before;
}

/* CT_NO_ID too where the text is None: the program reads that as "any". */
static uint32_t
take_name_or_none(const CtNasimReader *reader,
                  uint32_t node,
                  const char *what,
                  const CtIntern *names)
{
    const CtDocNode *value = ct_nasim_node(reader, node);

    if (ct_document_is_null(value) ||
        (value->kind == CT_DOC_TEXT && g_ascii_strcasecmp(value->text, "none") == 0))
        return CT_NO_ID;
    return ct_nasim_take_name(reader, node, what, names);
}

static bool
take_access(const CtNasimReader *reader, uint32_t node)
{
    static const char *const words[] = {"user", "1", "root", "2"};
    const CtDocNode *value = ct_nasim_node(reader, node);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(value->text, words[i]) == 0)
            return i >= 2;
    ct_diag_error(reader->diag, value->pos, "access must be user or root (1 or 2), not '%s'",
                  value->text);
    return false;
}

static void
take_action(const CtNasimReader *reader, uint32_t key, bool is_exploit)
{
    const CtNasimKey keys[] = {
        {is_exploit ? "service" : "process", true, CT_DOC_TEXT},
        {"os", true, CT_DOC_TEXT},
        {"prob", true, CT_DOC_TEXT},
        {"cost", true, CT_DOC_TEXT},
        {"access", true, CT_DOC_TEXT},
    };
    CtNasim *nasim = reader->nasim;
    const CtDocNode *name = ct_nasim_node(reader, key);
    g_autofree char *what =
        g_strdup_printf("%s '%.100s'", is_exploit ? "exploit" : "privilege escalation", name->text);
    CtNasimAction action = {.name = g_string_chunk_insert_const(nasim->texts, name->text),
                            .pos = name->pos,
                            .object = CT_NO_ID,
                            .os = CT_NO_ID};
    uint32_t values[G_N_ELEMENTS(keys)];

    ct_nasim_take_map(reader, name->end, what, keys, G_N_ELEMENTS(keys), values);
    if (values[0] != CT_NO_ID && is_exploit)
        action.object = ct_nasim_take_name(reader, values[0], "service", nasim->services);
    else if (values[0] != CT_NO_ID)
        action.object = take_name_or_none(reader, values[0], "process", nasim->processes);
    if (values[1] != CT_NO_ID)
        action.os = take_name_or_none(reader, values[1], "os", nasim->os);
    if (values[2] != CT_NO_ID)
        (void)ct_nasim_take_number(reader, values[2], "prob", 0.0, 1.0, &action.prob);
    if (values[3] != CT_NO_ID)
        (void)ct_nasim_take_number(reader, values[3], "cost", 0.0, MOST_COST, &action.cost);
    if (values[4] != CT_NO_ID)
        action.root = take_access(reader, values[4]);
    g_array_append_val(is_exploit ? nasim->exploits : nasim->escalations, action);
}

static void
take_actions(const CtNasimReader *reader, uint32_t map, bool is_exploit)
{
    const CtDocNode *node = ct_nasim_node(reader, map);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (uint32_t at = map + 1; at < node->end;) {
        const CtDocNode *key = ct_nasim_node(reader, at);

        if (g_hash_table_add(seen, (void *)key->text))
            take_action(reader, at, is_exploit);
        else if (!key->merged)
            ct_diag_error(reader->diag, key->pos, "'%s' stands there twice", key->text);
        at = ct_nasim_node(reader, key->end)->end;
    }
}

static void
take_numbers(const CtNasimReader *reader, const uint32_t *values)
{
    static const uint8_t scans[] = {SERVICE_SCAN, OS_SCAN, SUBNET_SCAN, PROCESS_SCAN};
    CtNasim *nasim = reader->nasim;

    for (size_t i = 0; i < G_N_ELEMENTS(scans); i++)
        if (values[scans[i]] != CT_NO_ID)
            (void)ct_nasim_take_number(reader, values[scans[i]], top_keys[scans[i]].name, 0.0,
                                       MOST_COST, &nasim->scan_cost[i]);
    if (values[STEP_LIMIT] != CT_NO_ID)
        (void)ct_nasim_take_integer(reader, values[STEP_LIMIT], "step_limit", 1, 10000000,
                                    &nasim->step_limit);
}

/* Whether all of @wanted (a bit a key) are there. */
static bool
has_all(const uint32_t *values, uint32_t wanted)
{
    for (size_t i = 0; i < G_N_ELEMENTS(top_keys); i++)
        if ((wanted >> i & 1) != 0 && values[i] == CT_NO_ID)
            return false;
    return true;
}

/* What is declared; whether nothing is wrong with it. */
static bool
take_names(const CtNasimReader *reader, const uint32_t *values)
{
    const CtNasim *nasim = reader->nasim;
    bool ok = has_all(values, 1u << OS | 1u << SERVICES | 1u << PROCESSES);

    if (values[OS] != CT_NO_ID)
        ok = take_declared(reader, values[OS], "os", nasim->os) && ok;
    if (values[SERVICES] != CT_NO_ID)
        ok = take_declared(reader, values[SERVICES], "services", nasim->services) && ok;
    if (values[PROCESSES] != CT_NO_ID)
        ok = take_declared(reader, values[PROCESSES], "processes", nasim->processes) && ok;
    return ok;
}

static void
take_all(CtNasimReader *reader)
{
    CtNasim *nasim = reader->nasim;
    g_autofree uint32_t *seen_names = g_new0(uint32_t, CT_NASIM_MOST_NAMES);
    g_autofree uint32_t *seen_hosts = NULL;
    uint32_t values[G_N_ELEMENTS(top_keys)];
    bool named;

    ct_nasim_take_map(reader, 0, "the scenario", top_keys, G_N_ELEMENTS(top_keys), values);
    take_numbers(reader, values);
    named = take_names(reader, values);
    if (named && values[EXPLOITS] != CT_NO_ID)
        take_actions(reader, values[EXPLOITS], true);
    if (named && values[ESCALATIONS] != CT_NO_ID)
        take_actions(reader, values[ESCALATIONS], false);
    if (!has_all(values, 1u << SUBNETS | 1u << HOSTS | 1u << TOPOLOGY) ||
        !take_subnets(reader, values[SUBNETS], values[HOSTS]) ||
        !take_topology(reader, values[TOPOLOGY]))
        return;
    if (values[SENSITIVE] != CT_NO_ID)
        ct_nasim_take_sensitive(reader, values[SENSITIVE]);
    if (!named)
        return;
    reader->seen_names = seen_names;
    reader->seen_hosts = seen_hosts = g_new0(uint32_t, nasim->hosts->len + 1);
    ct_nasim_take_hosts(reader, values[HOSTS]);
    if (values[FIREWALL] != CT_NO_ID)
        ct_nasim_take_firewall(reader, values[FIREWALL]);
}

CtNasim *
ct_nasim_read(const CtImportInput *input)
{
    size_t before = ct_diag_count(input->diag, CT_SEVERITY_ERROR);
    g_autofree char *name = ct_text_printable(input->name, SIZE_MAX);
    g_autoptr(CtNasim) nasim = g_new0(CtNasim, 1);
    g_autoptr(CtDocument) document =
        ct_document_read(input->text, input->length, input->file, input->limits, input->diag);
    CtNasimReader reader = {.document = document, .diag = input->diag, .nasim = nasim};

    nasim->texts = g_string_chunk_new(4096);
    nasim->name = g_string_chunk_insert(nasim->texts, name);
    nasim->os = ct_intern_new();
    nasim->services = ct_intern_new();
    nasim->processes = ct_intern_new();
    nasim->exploits = g_array_new(FALSE, FALSE, sizeof(CtNasimAction));
    nasim->escalations = g_array_new(FALSE, FALSE, sizeof(CtNasimAction));
    nasim->hosts = g_array_new(FALSE, FALSE, sizeof(CtNasimHost));
    nasim->denials = g_array_new(FALSE, FALSE, sizeof(CtNasimDenial));
    if (document != NULL)
        take_all(&reader);
    if (ct_diag_count(input->diag, CT_SEVERITY_ERROR) > before)
        return NULL;
    return g_steal_pointer(&nasim);
}

void
ct_nasim_free(CtNasim *nasim)
{
    if (nasim == NULL)
        return;
    g_string_chunk_free(nasim->texts);
    ct_intern_free(nasim->os);
    ct_intern_free(nasim->services);
    ct_intern_free(nasim->processes);
    g_free(nasim->first_host);
    g_free(nasim->connected);
    g_free(nasim->permits);
    g_array_unref(nasim->exploits);
    g_array_unref(nasim->escalations);
    g_array_unref(nasim->hosts);
    g_array_unref(nasim->denials);
    ct_ids_clear(&nasim->ids);
    g_free(nasim);
}
