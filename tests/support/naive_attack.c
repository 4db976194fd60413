/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sentences of TECHNIQUES 2.2 and DESIGN 5, one after the other, in a loop. Sets are plain
 * arrays of bytes; nothing is indexed, nothing is remembered between rounds but the facts.
 */
#include "tests/support/naive_attack.h"

#include "tests/support/naive_attack_private.h"

NaiveAttack *
naive_attack_new(const CtInstances *instances,
                 CtLibrary *library,
                 CtGuard *guard,
                 const CtAttackerTraits *traits)
{
    NaiveAttack *attack = g_new0(NaiveAttack, 1);

    attack->instances = instances;
    attack->model = instances->model;
    attack->library = library;
    attack->guard = guard;
    attack->discover = traits->discover;
    attack->relations = ct_relations_new(instances);
    const CtFactKinds *kinds = ct_library_fact_kinds(library);
    for (uint32_t kind = 0; kind < kinds->n; kind++)
        attack->has[kind] =
            g_new0(uint8_t,
                   2 * ct_entity_count(instances, (CtEntityKind)kinds->infos[kind].entity) + 2);
    attack->held_reach = g_new0(uint8_t, instances->n_services + 1);
    return attack;
}

void
naive_attack_free(NaiveAttack *attack)
{
    if (attack == NULL)
        return;
    for (int kind = 0; kind < CT_FACT_KINDS_MOST; kind++)
        g_free(attack->has[kind]);
    g_free(attack->held_reach);
    ct_relations_free(attack->relations);
    naive_arrivals_free(attack);
    g_free(attack);
}

static size_t
place(CtFact fact)
{
    return 2 * (size_t)fact.entity + (fact.level == CT_LEVEL_ADMIN ? 1 : 0);
}

bool
naive_attack_has(const NaiveAttack *attack, CtFact fact)
{
    return attack->has[fact.kind][place(fact)] != 0;
}

void
naive_attack_enter(NaiveAttack *attack, CtFact entry)
{
    naive_gain(attack, entry);
}

void
naive_gain(NaiveAttack *attack, CtFact fact)
{
    uint8_t *has = &attack->has[fact.kind][place(fact)];

    if (*has == 0)
        attack->changed = true;
    *has = 1;
}

bool
naive_has(const NaiveAttack *attack, CtFactKind kind, uint32_t entity, CtLevel level)
{
    return naive_attack_has(attack, (CtFact){.kind = (uint8_t)kind,
                                             .entity = entity,
                                             .level = (uint8_t)level});
}

static void
gain(NaiveAttack *attack, CtFactKind kind, uint32_t entity, CtLevel level)
{
    naive_gain(attack, (CtFact){.kind = (uint8_t)kind, .entity = entity, .level = (uint8_t)level});
}

static void
admin_implies_user(NaiveAttack *attack, uint32_t kind)
{
    const CtFactKinds *kinds = ct_library_fact_kinds(attack->library);
    uint32_t n = ct_entity_count(attack->instances, (CtEntityKind)kinds->infos[kind].entity);

    for (uint32_t e = 0; e < n; e++)
        if (naive_has(attack, (CtFactKind)kind, e, CT_LEVEL_ADMIN))
            gain(attack, (CtFactKind)kind, e, CT_LEVEL_USER);
}

static void
declared_admin_implies_user(NaiveAttack *attack)
{
    const CtFactKinds *kinds = ct_library_fact_kinds(attack->library);

    for (uint32_t kind = CT_FACT_COUNT; kind < kinds->n; kind++)
        if (kinds->infos[kind].levels == 2)
            admin_implies_user(attack, kind);
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

static void
presence(NaiveAttack *attack)
{
    const CtInstances *instances = attack->instances;

    for (uint32_t n = 0; n < instances->n_networks; n++) {
        if (naive_has(attack, CT_FACT_LOCATED, n, CT_LEVEL_UNSTATED))
            gain(attack, CT_FACT_PRESENCE, n, CT_LEVEL_UNSTATED);
        for (uint32_t a = 0; a < instances->n_assets; a++)
            if (naive_has(attack, CT_FACT_EXEC, a, CT_LEVEL_USER) && is_attached(instances, a, n))
                gain(attack, CT_FACT_PRESENCE, n, CT_LEVEL_UNSTATED);
    }
}

static void
people(NaiveAttack *attack)
{
    const CtInstances *instances = attack->instances;
    bool online = false;

    for (uint32_t n = 0; n < instances->n_networks; n++)
        online = online || (attack->model->networks.data[instances->network_row[n]].medium ==
                                CT_MEDIUM_INTERNET &&
                            naive_has(attack, CT_FACT_PRESENCE, n, CT_LEVEL_UNSTATED));
    for (uint32_t p = 0; p < attack->model->people.length; p++) {
        if (online && attack->model->people.data[p].mail != CT_TRI_FALSE)
            gain(attack, CT_FACT_CONTACT, p, CT_LEVEL_UNSTATED);
        if (naive_has(attack, CT_FACT_PEOPLE, p, CT_LEVEL_UNSTATED))
            gain(attack, CT_FACT_PERSUADED, p, CT_LEVEL_UNSTATED);
    }
}

static void
places(NaiveAttack *attack)
{
    const CtModel *model = attack->model;

    for (uint32_t s = 0; s < model->sites.length; s++) {
        CtSpan access = model->sites.data[s].access;

        for (uint32_t i = 0; ct_span_is_stated(access) && i < access.length; i++)
            if (naive_has(attack, CT_FACT_PEOPLE, model->pool.data[access.start + i],
                          CT_LEVEL_UNSTATED))
                gain(attack, CT_FACT_TOUCHES_SITE, s, CT_LEVEL_UNSTATED);
    }
    for (uint32_t a = 0; a < attack->instances->n_assets; a++) {
        CtId site = model->assets.data[attack->instances->asset_row[a]].site;

        if (site != CT_NO_ID && naive_has(attack, CT_FACT_TOUCHES_SITE, site, CT_LEVEL_UNSTATED))
            gain(attack, CT_FACT_TOUCHES, a, CT_LEVEL_UNSTATED);
    }
    for (uint32_t c = 0; c < model->conditions.length; c++)
        if (model->conditions.data[c].holds == CT_TRI_TRUE)
            gain(attack, CT_FACT_CONDITION, c, CT_LEVEL_UNSTATED);
}

/* Every service instance that a reference means. */
static bool
is_meant(const NaiveAttack *attack, const CtServiceRef *ref, uint32_t service)
{
    const CtInstances *instances = attack->instances;
    uint32_t asset = ct_instances_service_asset(instances, service);

    if (ref->product != CT_NO_ID)
        return ct_instances_find_product_service(instances, asset, ref->product, ref->name) ==
               service;
    if (ct_instances_find_service(instances, asset, ref->name) != service)
        return false;
    return ct_ids_has_sorted(instances->selected.value + instances->selected.start[ref->selector],
                             instances->selected.start[ref->selector + 1] -
                                 instances->selected.start[ref->selector],
                             asset);
}

/* Said by the channel or by the credential. */
static bool
opens_channel(const CtModel *model, uint32_t credential, uint32_t channel)
{
    CtSpan opens = model->credentials.data[credential].opens;

    if (model->channels.data[channel].credential == credential)
        return true;
    for (uint32_t i = 0; ct_span_is_stated(opens) && i < opens.length; i++)
        if (model->opens.data[opens.start + i].kind == CT_OPENS_CHANNEL &&
            model->opens.data[opens.start + i].id == channel)
            return true;
    return false;
}

static void
operators(NaiveAttack *attack)
{
    const CtInstances *instances = attack->instances;

    for (uint32_t ch = 0; ch < attack->model->channels.length; ch++) {
        const CtChannel *channel = &attack->model->channels.data[ch];
        uint32_t n;
        const uint32_t *senders =
            ct_relations_walk(attack->relations, CT_RELATION_SENT_BY, ch, CT_NO_ID, 0, &n);

        for (uint32_t i = 0; i < n; i++)
            if (naive_has(attack, CT_FACT_EXEC, senders[i], CT_LEVEL_ADMIN))
                gain(attack, CT_FACT_OPERATES, ch, CT_LEVEL_UNSTATED);
        for (uint32_t s = 0; channel->operated_by != CT_NO_ID && s < instances->n_services; s++) {
            if (!is_meant(attack, &attack->model->service_refs.data[channel->operated_by], s))
                continue;

            bool asks = false;

            for (uint32_t c = 0; c < attack->model->credentials.length; c++)
                if (opens_channel(attack->model, c, ch)) {
                    asks = true;
                    if (naive_has(attack, CT_FACT_SESSION, s, CT_LEVEL_USER) &&
                        naive_has(attack, CT_FACT_HOLDS, c, CT_LEVEL_UNSTATED))
                        gain(attack, CT_FACT_OPERATES, ch, CT_LEVEL_UNSTATED);
                }
            if (!asks && naive_has(attack, CT_FACT_SESSION, s, CT_LEVEL_ADMIN))
                gain(attack, CT_FACT_OPERATES, ch, CT_LEVEL_UNSTATED);
        }
    }
}

static bool
agrees(const NaiveAttack *attack, const CtParty *party)
{
    const CtCsr *selected = &attack->instances->selected;

    if (party->kind == CT_PARTY_CREDENTIAL)
        return naive_has(attack, CT_FACT_HOLDS, party->id, CT_LEVEL_UNSTATED);
    if (party->kind == CT_PARTY_PEOPLE)
        return naive_has(attack, CT_FACT_PERSUADED, party->id, CT_LEVEL_UNSTATED);
    for (uint32_t i = selected->start[party->id]; i < selected->start[party->id + 1]; i++)
        if (!naive_has(attack, CT_FACT_EXEC, selected->value[i], CT_LEVEL_ADMIN))
            return false;
    return true;
}

static bool
all_agree(const NaiveAttack *attack, const CtChannel *channel)
{
    uint32_t persuaded = 0;

    for (uint32_t i = 0;
         ct_span_is_stated(channel->confirmed_by) && i < channel->confirmed_by.length; i++)
        if (!agrees(attack, &attack->model->parties.data[channel->confirmed_by.start + i]))
            return false;
    if (channel->approvals == 0 || channel->approvers.length == 0)
        return true;
    for (uint32_t i = 0; i < channel->approvers.length; i++)
        persuaded +=
            naive_has(attack, CT_FACT_PERSUADED,
                      attack->model->pool.data[channel->approvers.start + i], CT_LEVEL_UNSTATED);
    return persuaded >= MIN(channel->approvals, channel->approvers.length);
}

static bool
can_sign(const NaiveAttack *attack, CtSpan keys)
{
    for (uint32_t i = 0; ct_span_is_stated(keys) && i < keys.length; i++) {
        uint32_t key = attack->model->pool.data[keys.start + i];

        if (!naive_has(attack, CT_FACT_HOLDS, key, CT_LEVEL_UNSTATED) &&
            !naive_has(attack, CT_FACT_SIGNS, key, CT_LEVEL_UNSTATED))
            return false;
    }
    return true;
}

static void
agreements(NaiveAttack *attack)
{
    const CtModel *model = attack->model;

    for (uint32_t ch = 0; ch < model->channels.length; ch++) {
        if (all_agree(attack, &model->channels.data[ch]))
            gain(attack, CT_FACT_AGREED, ch, CT_LEVEL_UNSTATED);
        if (can_sign(attack, model->channels.data[ch].signed_with))
            gain(attack, CT_FACT_SIGNED, ch, CT_LEVEL_UNSTATED);
    }
    for (uint32_t d = 0; d < model->data.length; d++)
        if (can_sign(attack, model->data.data[d].signed_with))
            gain(attack, CT_FACT_SIGNED_DATA, d, CT_LEVEL_UNSTATED);
}

static bool
severed_for(const NaiveAttack *attack, uint32_t asset)
{
    const CtCsr *selected = &attack->instances->selected;

    for (uint32_t f = 0; f < attack->model->flows.length; f++) {
        const CtFlow *flow = &attack->model->flows.data[f];

        if (flow->required == CT_TRI_TRUE && flow->to != CT_NO_ID &&
            naive_has(attack, CT_FACT_SEVERED, f, CT_LEVEL_UNSTATED) &&
            ct_ids_has_sorted(selected->value + selected->start[flow->to],
                              selected->start[flow->to + 1] - selected->start[flow->to], asset))
            return true;
    }
    return false;
}

static bool
asset_is_lost(const NaiveAttack *attack, uint32_t asset, uint8_t loss)
{
    return naive_has(attack, CT_FACT_HALTED, asset, CT_LEVEL_UNSTATED) ||
           naive_has(attack, CT_FACT_CONTROLS, asset, CT_LEVEL_UNSTATED) ||
           severed_for(attack, asset) ||
           ((loss == CT_LOSS_VIEW || loss == CT_LOSS_SAFETY) &&
            naive_has(attack, CT_FACT_SPOOFS, asset, CT_LEVEL_UNSTATED));
}

/* Whether need @i of @function names the asset. */
static bool
needs_asset(const NaiveAttack *attack, const CtFunction *function, uint32_t asset)
{
    const CtCsr *selected = &attack->instances->selected;

    for (uint32_t i = 0; ct_span_is_stated(function->needs) && i < function->needs.length; i++) {
        CtId selector = attack->model->needs.data[function->needs.start + i].asset;

        if (selector != CT_NO_ID &&
            ct_ids_has_sorted(selected->value + selected->start[selector],
                              selected->start[selector + 1] - selected->start[selector], asset))
            return true;
    }
    return false;
}

static bool
needs_function(const NaiveAttack *attack, const CtFunction *function, uint32_t needed)
{
    for (uint32_t i = 0; ct_span_is_stated(function->needs) && i < function->needs.length; i++)
        if (attack->model->needs.data[function->needs.start + i].function == needed)
            return true;
    return false;
}

/* Whether function @f fails as one whose @loss is at stake; what it needs fails by its own. */
static bool
function_fails(const NaiveAttack *attack, uint32_t f, uint8_t loss)
{
    const CtFunction *function = &attack->model->functions.data[f];
    uint32_t n = 0;
    uint32_t lost = 0;

    for (uint32_t a = 0; a < attack->instances->n_assets; a++)
        if (needs_asset(attack, function, a)) {
            n++;
            lost += asset_is_lost(attack, a, loss) ? 1 : 0;
        }
    for (uint32_t g = 0; g < attack->model->functions.length; g++)
        if (needs_function(attack, function, g)) {
            n++;
            lost += naive_has(attack, CT_FACT_IMPAIRED, g, CT_LEVEL_UNSTATED) ? 1 : 0;
        }
    uint32_t k = function->k == CT_NO_ID ? n : MIN(function->k, n);

    return n > 0 && k > 0 && lost > n - k;
}

static void
functions(NaiveAttack *attack)
{
    for (uint32_t f = 0; f < attack->model->functions.length; f++)
        if (function_fails(attack, f, attack->model->functions.data[f].loss))
            gain(attack, CT_FACT_IMPAIRED, f, CT_LEVEL_UNSTATED);
}

static bool
all_halted(const NaiveAttack *attack, CtId selector)
{
    const CtCsr *selected = &attack->instances->selected;

    if (selector == CT_NO_ID || selected->start[selector] == selected->start[selector + 1])
        return false;
    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++)
        if (!naive_has(attack, CT_FACT_HALTED, selected->value[i], CT_LEVEL_UNSTATED))
            return false;
    return true;
}

static bool
must_fails(const NaiveAttack *attack, const CtRequirement *row, uint32_t must)
{
    static const uint8_t loss_of[] = {[CT_MUST_AVAILABLE] = CT_LOSS_AVAILABILITY,
                                      [CT_MUST_OBSERVABLE] = CT_LOSS_VIEW,
                                      [CT_MUST_CONTROLLABLE] = CT_LOSS_CONTROL,
                                      [CT_MUST_SAFE] = CT_LOSS_SAFETY};
    bool destroyed;

    if (row->function != CT_NO_ID)
        return must < G_N_ELEMENTS(loss_of) && function_fails(attack, row->function, loss_of[must]);
    destroyed = naive_has(attack, CT_FACT_DESTROYS, row->data, CT_LEVEL_UNSTATED);
    if (must == CT_MUST_CONFIDENTIAL)
        return naive_has(attack, CT_FACT_READS, row->data, CT_LEVEL_UNSTATED) ||
               naive_has(attack, CT_FACT_EXFILTRATED, row->data, CT_LEVEL_UNSTATED);
    if (must == CT_MUST_INTACT)
        return destroyed || naive_has(attack, CT_FACT_ALTERS, row->data, CT_LEVEL_UNSTATED);
    return must == CT_MUST_AVAILABLE &&
           (destroyed || all_halted(attack, attack->model->data.data[row->data].at));
}

static void
requirements(NaiveAttack *attack)
{
    for (uint32_t r = 0; r < attack->model->requirements.length; r++)
        for (uint32_t must = CT_MUST_AVAILABLE; must <= CT_MUST_INTACT; must++)
            if ((attack->model->requirements.data[r].must & 1u << (must - 1)) != 0 &&
                must_fails(attack, &attack->model->requirements.data[r], must))
                gain(attack, CT_FACT_VIOLATED, r, CT_LEVEL_UNSTATED);
}

void
naive_attack_solve(NaiveAttack *attack)
{
    do {
        attack->changed = false;
        admin_implies_user(attack, CT_FACT_EXEC);
        admin_implies_user(attack, CT_FACT_IMPLANT);
        admin_implies_user(attack, CT_FACT_SESSION);
        declared_admin_implies_user(attack);
        presence(attack);
        people(attack);
        places(attack);
        operators(attack);
        agreements(attack);
        functions(attack);
        requirements(attack);
        naive_arrivals(attack);
        naive_rules(attack);
    } while (attack->changed);
}
