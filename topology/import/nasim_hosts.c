/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hosts, who refuses what to whom, and what passes between subnets. */
#include "base/units.h"
#include "topology/import/nasim_parts.h"

#include <math.h>

/* The digits at *@at, moved past them and blanks around them; false if there are none. */
static bool
take_digits(const char **at, uint32_t *ret_number)
{
    uint64_t number = 0;

    while (**at == ' ')
        (*at)++;
    if (!g_ascii_isdigit(**at))
        return false;
    for (; g_ascii_isdigit(**at) && number < UINT32_MAX; (*at)++)
        number = number * 10 + (uint64_t)(**at - '0');
    while (**at == ' ')
        (*at)++;
    *ret_number = (uint32_t)MIN(number, UINT32_MAX - 1);
    return true;
}

/* "(1, 0)", the text of a Python tuple. */
static bool
parse_pair(const char *text, uint32_t *ret_first, uint32_t *ret_second)
{
    if (*text++ != '(' || !take_digits(&text, ret_first) || *text++ != ',' ||
        !take_digits(&text, ret_second) || *text++ != ')')
        return false;
    return *text == '\0';
}

uint32_t
ct_nasim_take_host(const CtNasimReader *reader, uint32_t node)
{
    const CtDocNode *value = ct_nasim_node(reader, node);
    const CtNasim *nasim = reader->nasim;
    uint32_t subnet = 0, number = 0;

    if (value->kind != CT_DOC_TEXT || !parse_pair(value->text, &subnet, &number)) {
        ct_diag_error(reader->diag, value->pos,
                      "expected the address of a host, as in (1, 0), not %s%s%s",
                      value->kind == CT_DOC_TEXT ? "'" : "",
                      value->kind == CT_DOC_TEXT ? value->text : ct_document_kind_text(value),
                      value->kind == CT_DOC_TEXT ? "'" : "");
        return CT_NO_ID;
    }
    if (subnet == 0 || subnet >= nasim->n_subnets) {
        ct_diag_error(reader->diag, value->pos,
                      "there is no subnet %u with hosts; they are 1 to %u", subnet,
                      nasim->n_subnets - 1);
        return CT_NO_ID;
    }
    uint32_t size = nasim->first_host[subnet + 1] - nasim->first_host[subnet];
    if (number >= size) {
        ct_diag_error(reader->diag, value->pos, "subnet %u has no host %u; its hosts are 0 to %u",
                      subnet, number, size - 1);
        return CT_NO_ID;
    }
    return nasim->first_host[subnet] + number;
}

static void
take_denials(CtNasimReader *reader, uint32_t map, CtNasimHost *host)
{
    CtNasim *nasim = reader->nasim;
    const CtDocNode *node = ct_nasim_node(reader, map);

    uint32_t serial = ++reader->n_lists;
    host->denials.start = nasim->denials->len;
    for (uint32_t at = map + 1; at < node->end;) {
        const CtDocNode *key = ct_nasim_node(reader, at);
        CtNasimDenial denial = {.from = ct_nasim_take_host(reader, at)};

        denial.services = ct_nasim_take_names(reader, key->end, "service", nasim->services);
        if (denial.from != CT_NO_ID) {
            bool twice = reader->seen_hosts[denial.from] == serial;

            if (twice && !key->merged)
                ct_diag_error(reader->diag, key->pos, "the firewall names host %s twice",
                              key->text);
            else if (!twice)
                g_array_append_val(nasim->denials, denial);
            reader->seen_hosts[denial.from] = serial;
        }
        at = ct_nasim_node(reader, key->end)->end;
    }
    host->denials.length = nasim->denials->len - host->denials.start;
}

/* sensitive_hosts has been read: a value said twice must be the same. */
static void
take_host_value(const CtNasimReader *reader, uint32_t node, const char *what, CtNasimHost *host)
{
    char number[32];
    double value;

    if (!ct_nasim_take_number(reader, node, "the value of a host", -1e12, 1e12, &value))
        return;
    if (host->sensitive && fabs(value - host->value) > 1e-9 * fabs(host->value))
        ct_diag_error(reader->diag, ct_nasim_node(reader, node)->pos,
                      "the value of %s differs from the %s of sensitive_hosts", what,
                      ct_units_number_text(host->value, number));
    else
        host->value = value;
}

static void
take_host_configuration(CtNasimReader *reader, uint32_t map, const char *what, uint32_t index)
{
    static const CtNasimKey keys[] = {
        {"os", true, CT_DOC_TEXT},        {"services", true, CT_DOC_LIST},
        {"processes", true, CT_DOC_LIST}, {"firewall", false, CT_DOC_MAP},
        {"value", false, CT_DOC_TEXT},
    };
    CtNasim *nasim = reader->nasim;
    CtNasimHost *host = &g_array_index(nasim->hosts, CtNasimHost, index);
    uint32_t values[G_N_ELEMENTS(keys)];

    host->pos = ct_nasim_node(reader, map)->pos;
    ct_nasim_take_map(reader, map, what, keys, G_N_ELEMENTS(keys), values);
    if (values[0] != CT_NO_ID)
        host->os = ct_nasim_take_name(reader, values[0], "os", nasim->os);
    if (values[1] != CT_NO_ID)
        host->services = ct_nasim_take_names(reader, values[1], "service", nasim->services);
    if (values[2] != CT_NO_ID)
        host->processes = ct_nasim_take_names(reader, values[2], "process", nasim->processes);
    if (values[3] != CT_NO_ID)
        take_denials(reader, values[3], host);
    if (values[4] != CT_NO_ID)
        take_host_value(reader, values[4], what, host);
}

void
ct_nasim_take_hosts(CtNasimReader *reader, uint32_t map)
{
    CtNasim *nasim = reader->nasim;
    const CtDocNode *node = ct_nasim_node(reader, map);

    for (uint32_t at = map + 1; at < node->end;) {
        const CtDocNode *key = ct_nasim_node(reader, at);
        uint32_t index = ct_nasim_take_host(reader, at);
        g_autofree char *what = g_strdup_printf("host %.40s", key->text);

        if (index != CT_NO_ID) {
            bool seen = g_array_index(nasim->hosts, CtNasimHost, index).pos.line != 0;

            if (seen && !key->merged)
                ct_diag_error(reader->diag, key->pos, "%s is configured twice", what);
            else if (!seen)
                take_host_configuration(reader, key->end, what, index);
        }
        at = ct_nasim_node(reader, key->end)->end;
    }
    for (guint i = 0; i < nasim->hosts->len; i++) {
        const CtNasimHost *host = &g_array_index(nasim->hosts, CtNasimHost, i);

        if (host->pos.line == 0)
            ct_diag_error(reader->diag, node->pos, "host (%u, %u) has no configuration",
                          host->subnet, host->number);
    }
}

void
ct_nasim_take_sensitive(const CtNasimReader *reader, uint32_t map)
{
    CtNasim *nasim = reader->nasim;
    const CtDocNode *node = ct_nasim_node(reader, map);

    if (node->n == 0)
        ct_diag_error(reader->diag, node->pos,
                      "sensitive_hosts is empty: there is nothing that the attacker is after");
    for (uint32_t at = map + 1; at < node->end;) {
        const CtDocNode *key = ct_nasim_node(reader, at);
        uint32_t index = ct_nasim_take_host(reader, at);
        double value = 0.0;

        if (ct_nasim_take_number(reader, key->end, "the value of a sensitive host", 0.0, 1e12,
                                 &value) &&
            index != CT_NO_ID) {
            CtNasimHost *host = &g_array_index(nasim->hosts, CtNasimHost, index);

            if (host->sensitive && !key->merged)
                ct_diag_error(reader->diag, key->pos, "host %s is listed twice", key->text);
            else if (!host->sensitive)
                host->value = value;
            host->sensitive = true;
        }
        at = ct_nasim_node(reader, key->end)->end;
    }
}

static void
check_firewall(const CtNasimReader *reader, uint32_t map, const uint8_t *seen)
{
    const CtNasim *nasim = reader->nasim;
    uint32_t n = nasim->n_subnets;

    for (uint32_t from = 0; from < n; from++)
        for (uint32_t to = 0; to < n; to++)
            if (from != to && nasim->connected[(size_t)from * n + to] != 0 &&
                seen[(size_t)from * n + to] == 0)
                ct_diag_error(reader->diag, ct_nasim_node(reader, map)->pos,
                              "the topology connects subnet %u to %u, but the firewall has no "
                              "row (%u, %u); write [] where nothing may pass",
                              from, to, from, to);
}

void
ct_nasim_take_firewall(CtNasimReader *reader, uint32_t map)
{
    CtNasim *nasim = reader->nasim;
    const CtDocNode *node = ct_nasim_node(reader, map);
    uint32_t n = nasim->n_subnets;
    g_autofree uint8_t *seen = g_malloc0_n((size_t)n, n);

    for (uint32_t at = map + 1; at < node->end;) {
        const CtDocNode *key = ct_nasim_node(reader, at);
        CtSpan services = ct_nasim_take_names(reader, key->end, "service", nasim->services);
        uint32_t from = 0, to = 0;

        if (!parse_pair(key->text, &from, &to)) {
            ct_diag_error(reader->diag, key->pos,
                          "expected two subnets, from and to, as in (1, 2), not '%s'", key->text);
        } else if (from >= n || to >= n) {
            ct_diag_error(reader->diag, key->pos, "there is no subnet %u; they are 0 to %u",
                          MAX(from, to), n - 1);
        } else if (seen[(size_t)from * n + to] != 0) {
            if (!key->merged)
                ct_diag_error(reader->diag, key->pos, "the firewall has the row %s twice",
                              key->text);
        } else {
            seen[(size_t)from * n + to] = 1;
            nasim->permits[(size_t)from * n + to] = services;
            nasim->n_unused_permits +=
                from == to || nasim->connected[(size_t)from * n + to] == 0 ? 1 : 0;
        }
        at = ct_nasim_node(reader, key->end)->end;
    }
    check_firewall(reader, map, seen);
}
