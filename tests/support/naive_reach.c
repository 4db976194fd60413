/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/naive_reach.h"

#include "tests/support/naive_reach_private.h"

/* Sensors are compared as numbers, up to what rounding may do. */
static const double tolerance = 1e-6;

static void
add_port(GArray *ports, CtPortRange port)
{
    for (guint i = 0; i < ports->len; i++) {
        const CtPortRange *known = &g_array_index(ports, CtPortRange, i);

        if (known->protocol == port.protocol && known->low == port.low)
            return;
    }
    g_array_append_val(ports, port);
}

/* The first port of every range and the one past its end, of every protocol. */
static void
collect_ports(CtNaiveReach *naive)
{
    for (unsigned p = 1; p <= ct_words_count(CT_WORDS_PROTOCOL); p++) {
        CtPortRange first = {.protocol = (uint8_t)p};

        add_port(naive->ports, first);
        for (uint32_t i = 0; i < naive->model->port_ranges.length; i++) {
            CtPortRange range = naive->model->port_ranges.data[i];
            CtPortRange low = {.protocol = (uint8_t)p, .low = range.low, .high = range.low};
            CtPortRange past = {.protocol = (uint8_t)p};

            if (range.protocol != p)
                continue;
            past.low = past.high = (uint16_t)(range.high + 1);
            add_port(naive->ports, low);
            add_port(naive->ports, past);
        }
    }
}

/* Who sends from where: hosts without a name come last. */
static size_t
sender_slot(const CtNaiveReach *naive, uint32_t network, uint32_t sender)
{
    uint32_t host = sender == CT_NO_ID ? naive->instances->n_assets : sender;

    return (size_t)network * (naive->instances->n_assets + 1) + host;
}

CtNaiveReach *
ct_naive_reach_new(const CtInstances *instances, const uint8_t *commanded)
{
    CtNaiveReach *naive = g_new0(CtNaiveReach, 1);

    naive->instances = instances;
    naive->model = instances->model;
    naive->commanded = commanded;
    naive->ports = g_array_new(FALSE, FALSE, sizeof(CtPortRange));
    collect_ports(naive);
    size_t n_senders = (size_t)instances->n_networks * (instances->n_assets + 1);

    for (int own = 0; own < 2; own++) {
        naive->arrivals[own] = g_new0(GArray *, n_senders * instances->n_services + 1);
        naive->listeners[own] = g_new0(uint8_t *, n_senders + 1);
    }
    return naive;
}

void
ct_naive_reach_free(CtNaiveReach *naive)
{
    if (naive == NULL)
        return;
    size_t n_senders = (size_t)naive->instances->n_networks * (naive->instances->n_assets + 1);

    for (int own = 0; own < 2; own++) {
        for (size_t i = 0; i < n_senders * naive->instances->n_services; i++)
            if (naive->arrivals[own][i] != NULL)
                g_array_unref(naive->arrivals[own][i]);
        for (size_t i = 0; i < n_senders; i++)
            g_free(naive->listeners[own][i]);
        g_free(naive->arrivals[own]);
        g_free(naive->listeners[own]);
    }
    g_array_unref(naive->ports);
    g_free(naive);
}

static bool
carries(const CtNaiveReach *naive, uint32_t network, CtPortRange port)
{
    uint8_t medium = naive->model->networks.data[naive->instances->network_row[network]].medium;

    return ct_medium_carries(medium == 0 ? CT_MEDIUM_ETHERNET : (CtMedium)medium,
                             (CtProtocol)port.protocol);
}

static bool
is_attached(const CtInstances *instances, uint32_t asset, uint32_t network)
{
    for (uint32_t i = instances->attached.start[asset]; i < instances->attached.start[asset + 1];
         i++)
        if (instances->attached.value[i] == network)
            return true;
    return false;
}

/* Adds to @on what forwarding assets pass on, as far as it carries the port. */
static void
forward(const NaiveQuestion *question, uint8_t *on)
{
    const CtInstances *instances = question->naive->instances;
    const CtCsr *attached = &instances->attached;
    bool grew = true;

    while (grew) {
        grew = false;
        for (uint32_t a = 0; a < instances->n_assets; a++) {
            const CtAsset *row = &question->naive->model->assets.data[instances->asset_row[a]];
            bool heard = false;

            if (row->forwards != CT_TRI_TRUE)
                continue;
            for (uint32_t i = attached->start[a]; i < attached->start[a + 1]; i++)
                heard = heard || on[attached->value[i]];
            for (uint32_t i = attached->start[a]; heard && i < attached->start[a + 1]; i++)
                if (!on[attached->value[i]] &&
                    carries(question->naive, attached->value[i], question->port)) {
                    on[attached->value[i]] = 1;
                    grew = true;
                }
        }
    }
}

/* Packets led into zone @zone: on the networks of it and of all zones within. */
static void
come_out(const NaiveQuestion *question, uint32_t zone, uint8_t *on)
{
    const CtInstances *instances = question->naive->instances;

    for (uint32_t z = 0; z < instances->n_zones; z++) {
        if (naive_around(instances, z, instances->zone_row[zone]) != zone)
            continue;
        for (uint32_t i = instances->zone_networks.start[z];
             i < instances->zone_networks.start[z + 1]; i++)
            if (carries(question->naive, instances->zone_networks.value[i], question->port))
                on[instances->zone_networks.value[i]] = 1;
    }
    forward(question, on);
}

/* Some network of @on is listed by zone instance @from or by one within it. */
static bool
may_enter(const CtInstances *instances, uint32_t from, const uint8_t *on)
{
    for (uint32_t n = 0; n < instances->n_networks; n++)
        for (uint32_t i = instances->network_zones.start[n];
             on[n] && i < instances->network_zones.start[n + 1]; i++)
            if (naive_around(instances, instances->network_zones.value[i],
                             instances->zone_row[from]) == from)
                return true;
    return false;
}

static bool
is_transit(const CtNaiveReach *naive, const CtConduit *conduit)
{
    const CtModel *model = naive->model;

    if (conduit->transit != CT_TRI_UNSTATED)
        return conduit->transit == CT_TRI_TRUE;
    for (uint32_t z = 0; z < model->zones.length; z++) {
        CtId up = z;

        while (up != CT_NO_ID && up != conduit->from)
            up = model->zones.data[up].parent;
        for (uint32_t i = 0; up != CT_NO_ID && i < model->zones.data[z].networks.length; i++)
            if (model->networks.data[model->pool.data[model->zones.data[z].networks.start + i]]
                    .medium == CT_MEDIUM_INTERNET)
                return true;
    }
    return false;
}

static bool
is_opened(const CtNaiveReach *naive, const CtConduit *conduit, uint32_t from, uint32_t to)
{
    const CtInstances *instances = naive->instances;

    if (conduit->enforced_by == CT_NO_ID)
        return false;
    for (uint32_t a = 0; a < instances->n_assets; a++)
        if (naive->commanded[a] && naive_selector_names(naive, conduit->enforced_by, a) &&
            naive_same_instance(instances, instances->asset_zone[a], from) &&
            naive_same_instance(instances, instances->asset_zone[a], to))
            return true;
    return false;
}

static bool
is_allowed(const NaiveQuestion *question, const CtConduit *conduit)
{
    if (question->outward &&
        (conduit->mfa > CT_MFA_NONE || conduit->inspection == CT_INSPECTION_DIODE))
        return false;
    return naive_list_matches(question, conduit->allow, true) &&
           !naive_list_matches(question, conduit->deny, true);
}

static CtSignature
behind(CtSignature signature, const CtConduit *conduit)
{
    uint8_t inspection = conduit->inspection == CT_INSPECTION_UNSTATED ? CT_INSPECTION_STATEFUL
                                                                       : conduit->inspection;
    double sensor = conduit->sensor > 0 ? conduit->sensor : 0; /* NaN is not */

    signature.mfa = MAX(signature.mfa, conduit->mfa);
    signature.inspection = MAX(signature.inspection, inspection);
    signature.encryption = MAX(signature.encryption, conduit->encryption);
    signature.sensor = 1 - (1 - signature.sensor) * (1 - sensor);
    return signature;
}

static bool
is_at_least(const CtSignature *a, const CtSignature *b)
{
    return a->mfa <= b->mfa && a->inspection <= b->inspection && a->encryption <= b->encryption &&
           a->sensor <= b->sensor + tolerance;
}

/* False if something at least as good is there; else takes @signature in and drops what it beats.
 */
static bool
keep(GArray *signatures, CtSignature signature)
{
    for (guint i = 0; i < signatures->len; i++)
        if (is_at_least(&g_array_index(signatures, CtSignature, i), &signature))
            return false;
    for (guint i = signatures->len; i > 0; i--)
        if (is_at_least(&signature, &g_array_index(signatures, CtSignature, i - 1)))
            g_array_remove_index(signatures, i - 1);
    g_array_append_val(signatures, signature);
    return true;
}

void
ct_naive_keep_best(GArray *signatures)
{
    g_autoptr(GArray) best = g_array_new(FALSE, FALSE, sizeof(CtSignature));

    for (guint i = 0; i < signatures->len; i++)
        keep(best, g_array_index(signatures, CtSignature, i));
    g_array_set_size(signatures, 0);
    g_array_append_vals(signatures, best->data, best->len);
}

/* What is known of every zone instance packets have been led into. */
typedef struct Search {
    const NaiveQuestion *question;
    GPtrArray *into; /* zone instance → GArray of CtSignature */
    GQueue queue;    /* zone instances whose signatures grew */
} Search;

/* Tries every conduit instance from the networks of @on, under @signature. */
static void
try_conduits(Search *search, const uint8_t *on, CtSignature signature, bool first)
{
    const CtNaiveReach *naive = search->question->naive;
    const CtInstances *instances = naive->instances;

    for (uint32_t c = 0; c < naive->model->conduits.length; c++) {
        const CtConduit *conduit = &naive->model->conduits.data[c];
        bool allowed;

        if (!first && !is_transit(naive, conduit))
            continue;
        allowed = is_allowed(search->question, conduit);
        for (uint32_t f = instances->zone_first[conduit->from];
             f < instances->zone_first[conduit->from + 1]; f++) {
            if (!may_enter(instances, f, on))
                continue;
            for (uint32_t t = instances->zone_first[conduit->to];
                 t < instances->zone_first[conduit->to + 1]; t++) {
                bool grew = false;

                if (!naive_same_instance(instances, f, t))
                    continue;
                if (allowed)
                    grew = keep(search->into->pdata[t], behind(signature, conduit));
                if (is_opened(naive, conduit, f, t))
                    grew = keep(search->into->pdata[t], signature) || grew;
                if (grew)
                    g_queue_push_tail(&search->queue, GUINT_TO_POINTER(t));
            }
        }
    }
}

static void
free_array(gpointer data)
{
    g_array_unref(data);
}

/* All zone instances that packets from the networks of @on are led into, and under what. */
static GPtrArray *
search_conduits(const NaiveQuestion *question, const uint8_t *on)
{
    const CtInstances *instances = question->naive->instances;
    Search search = {.question = question, .into = g_ptr_array_new_with_free_func(free_array)};

    g_queue_init(&search.queue);
    for (uint32_t z = 0; z < instances->n_zones; z++)
        g_ptr_array_add(search.into, g_array_new(FALSE, FALSE, sizeof(CtSignature)));
    try_conduits(&search, on,
                 (CtSignature){.mfa = CT_MFA_NONE,
                               .inspection = CT_INSPECTION_NONE,
                               .encryption = CT_ENCRYPTION_NONE},
                 true);
    while (!g_queue_is_empty(&search.queue)) {
        uint32_t zone = GPOINTER_TO_UINT(g_queue_pop_head(&search.queue));
        g_autofree uint8_t *here = g_new0(uint8_t, instances->n_networks + 1);
        g_autoptr(GArray) known = g_array_copy(search.into->pdata[zone]);

        come_out(question, zone, here);
        for (guint i = 0; i < known->len; i++)
            try_conduits(&search, here, g_array_index(known, CtSignature, i), false);
    }
    return search.into;
}

static bool
firewall_passes(const NaiveQuestion *question)
{
    const CtClass *class = ct_instances_class(question->naive->instances, question->receiver);

    if (class->firewall == CT_NO_ID)
        return true;

    const CtFirewall *firewall = &question->naive->model->firewalls.data[class->firewall];

    if (naive_list_matches(question, firewall->deny, false))
        return false;
    return firewall->action != CT_DEFAULT_ACTION_DENY ||
           naive_list_matches(question, firewall->allow, false);
}

static bool
is_isolated(const CtNaiveReach *naive, uint32_t network)
{
    return naive->model->networks.data[naive->instances->network_row[network]].isolated ==
           CT_TRI_TRUE;
}

/* The receiver is on one of the networks @on, heard from @network. CT_NO_ID: from elsewhere. */
static bool
hears(const NaiveQuestion *question, const uint8_t *on, uint32_t network)
{
    const CtInstances *instances = question->naive->instances;

    for (uint32_t n = 0; n < instances->n_networks; n++)
        if (on[n] && is_attached(instances, question->receiver, n) &&
            (n != network || !is_isolated(question->naive, n)))
            return true;
    return false;
}

static GArray *
signatures_of(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t service, bool own)
{
    const CtInstances *instances = naive->instances;
    const CtClassService *row = ct_instances_service(instances, service);
    NaiveQuestion question = {
        .naive = naive,
        .sender = sender,
        .receiver = ct_instances_service_asset(instances, service),
        .port = row->port,
    };
    g_autofree uint8_t *on = g_new0(uint8_t, instances->n_networks + 1);
    GArray *signatures = g_array_new(FALSE, FALSE, sizeof(CtSignature));

    if (!carries(naive, network, row->port) || !firewall_passes(&question))
        return signatures;
    on[network] = 1;
    forward(&question, on);
    if (own && hears(&question, on, network))
        keep(signatures, (CtSignature){.mfa = CT_MFA_NONE,
                                       .inspection = CT_INSPECTION_NONE,
                                       .encryption = CT_ENCRYPTION_NONE});

    g_autoptr(GPtrArray) into = search_conduits(&question, on);

    for (uint32_t z = 0; z < instances->n_zones; z++) {
        const GArray *known = into->pdata[z];
        g_autofree uint8_t *here = NULL;

        if (known->len == 0)
            continue;
        here = g_new0(uint8_t, instances->n_networks + 1);
        come_out(&question, z, here);
        for (guint i = 0; i < known->len && hears(&question, here, CT_NO_ID); i++)
            keep(signatures, g_array_index(known, CtSignature, i));
    }
    return signatures;
}

static const GArray *
find_signatures(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t service, bool own)
{
    size_t slot = sender_slot(naive, network, sender) * naive->instances->n_services + service;
    GArray **known = &naive->arrivals[own ? 1 : 0][slot];

    if (*known == NULL)
        *known = signatures_of(naive, network, sender, service, own);
    return *known;
}

GArray *
ct_naive_reach_signatures(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t service)
{
    return g_array_copy((GArray *)find_signatures(naive, network, sender, service, true));
}

bool
ct_naive_reach_sends(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t service)
{
    return find_signatures(naive, network, sender, service, false)->len > 0;
}

/* Adds to @ret_called the networks that packets to the port of @question come out on. */
static void
call_out(const NaiveQuestion *question, uint32_t network, bool own, uint8_t *ret_called)
{
    const CtInstances *instances = question->naive->instances;
    g_autofree uint8_t *on = g_new0(uint8_t, instances->n_networks + 1);

    if (!carries(question->naive, network, question->port))
        return;
    on[network] = 1;
    forward(question, on);
    for (uint32_t n = 0; own && n < instances->n_networks; n++)
        if (on[n] && (n != network || !is_isolated(question->naive, network)))
            ret_called[n] = 1;

    g_autoptr(GPtrArray) into = search_conduits(question, on);

    for (uint32_t z = 0; z < instances->n_zones; z++) {
        g_autofree uint8_t *here = NULL;

        if (((const GArray *)into->pdata[z])->len == 0)
            continue;
        here = g_new0(uint8_t, instances->n_networks + 1);
        come_out(question, z, here);
        for (uint32_t n = 0; n < instances->n_networks; n++)
            ret_called[n] |= here[n];
    }
}

/* By any port; what is on a network by then is a network that carries it. */
static const uint8_t *
find_called(CtNaiveReach *naive, uint32_t network, uint32_t sender, bool own)
{
    uint8_t **known = &naive->listeners[own ? 1 : 0][sender_slot(naive, network, sender)];
    NaiveQuestion question = {.naive = naive,
                              .sender = sender,
                              .receiver = CT_NO_ID,
                              .outward = true};

    if (*known != NULL)
        return *known;
    *known = g_new0(uint8_t, naive->instances->n_networks + 1);
    for (guint i = 0; i < naive->ports->len; i++) {
        question.port = g_array_index(naive->ports, CtPortRange, i);
        call_out(&question, network, own, *known);
    }
    return *known;
}

bool
ct_naive_reach_out(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t listener)
{
    return find_called(naive, network, sender, true)[listener] != 0;
}

bool
ct_naive_reach_sends_out(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t listener)
{
    return find_called(naive, network, sender, false)[listener] != 0;
}
