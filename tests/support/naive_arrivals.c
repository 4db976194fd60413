/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the naive reach says for every sender that the attacker is, with the devices that he
 * commands now.
 */
#include "tests/support/naive_attack_private.h"

#include <string.h>

static void
add_signatures(GArray *all, const GArray *some)
{
    for (guint i = 0; i < some->len; i++) {
        const CtSignature *signature = &g_array_index(some, CtSignature, i);
        bool known = false;

        for (guint k = 0; k < all->len; k++) {
            const CtSignature *other = &g_array_index(all, CtSignature, k);

            known = known ||
                    (other->mfa == signature->mfa && other->inspection == signature->inspection &&
                     other->encryption == signature->encryption &&
                     other->sensor >= signature->sensor && other->sensor <= signature->sensor);
        }
        if (!known)
            g_array_append_vals(all, signature, 1);
    }
}

static void
arrivals_from(NaiveAttack *attack, CtNaiveReach *reach, uint32_t network, uint32_t sender)
{
    for (uint32_t s = 0; s < attack->instances->n_services; s++) {
        g_autoptr(GArray) some = ct_naive_reach_signatures(reach, network, sender, s);

        add_signatures(attack->arrives[s], some);
    }
}

/* Carried by hand: nothing comes back. */
static bool
is_carried(const CtInstances *instances, uint32_t network)
{
    uint8_t medium = instances->model->networks.data[instances->network_row[network]].medium;

    return ct_medium_is_carried(medium == CT_MEDIUM_UNSTATED ? CT_MEDIUM_ETHERNET : medium);
}

static void
calls_from(NaiveAttack *attack, CtNaiveReach *reach, uint32_t network, uint32_t sender)
{
    const CtInstances *instances = attack->instances;

    if (is_carried(instances, network))
        return;
    for (uint32_t k = 0; k < instances->n_networks; k++) {
        if (is_carried(instances, k) ||
            !naive_has(attack, CT_FACT_PRESENCE, k, CT_LEVEL_UNSTATED) ||
            !ct_naive_reach_out(reach, network, sender, k))
            continue;
        if (sender != CT_NO_ID)
            attack->calls_out[(size_t)sender * instances->n_networks + network] = 1;
        naive_gain(attack, (CtFact){.kind = CT_FACT_OUT, .entity = network});
    }
}

static void
arrivals_of_assets(NaiveAttack *attack, CtNaiveReach *reach)
{
    const CtInstances *instances = attack->instances;

    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t i = instances->attached.start[a]; i < instances->attached.start[a + 1]; i++) {
            calls_from(attack, reach, instances->attached.value[i], a);
            if (naive_has(attack, CT_FACT_EXEC, a, CT_LEVEL_USER))
                arrivals_from(attack, reach, instances->attached.value[i], a);
        }
}

static void
gain_reach(NaiveAttack *attack)
{
    for (uint32_t s = 0; s < attack->instances->n_services; s++) {
        const GArray *arrives = attack->arrives[s];

        if (attack->held_reach[s] != 0)
            naive_gain(attack, (CtFact){.kind = CT_FACT_REACH, .entity = s});
        for (guint i = 0; i < arrives->len; i++) {
            const CtSignature *signature = &g_array_index(arrives, CtSignature, i);

            if (signature->inspection == CT_INSPECTION_DIODE)
                continue;
            naive_gain(attack, (CtFact){.kind = ct_signature_is_gated(signature) ? CT_FACT_GATED
                                                                                 : CT_FACT_REACH,
                                        .entity = s});
        }
    }
}

/* The naive reach with what he commands now; a new one whenever that has changed. */
static CtNaiveReach *
reach_now(NaiveAttack *attack)
{
    uint32_t n = attack->instances->n_assets;
    g_autofree uint8_t *commanded = g_new0(uint8_t, n + 1);

    for (uint32_t a = 0; a < n; a++)
        commanded[a] = naive_has(attack, CT_FACT_EXEC, a, CT_LEVEL_ADMIN) ? 1 : 0;
    if (attack->reach != NULL && memcmp(attack->commanded, commanded, n) == 0)
        return attack->reach;
    ct_naive_reach_free(attack->reach);
    g_free(attack->commanded);
    attack->commanded = g_steal_pointer(&commanded);
    attack->reach = ct_naive_reach_new(attack->instances, attack->commanded);
    return attack->reach;
}

static void
clear_arrivals(NaiveAttack *attack)
{
    for (uint32_t s = 0; attack->arrives != NULL && s < attack->instances->n_services; s++)
        g_array_unref(attack->arrives[s]);
    g_clear_pointer(&attack->arrives, g_free);
    g_clear_pointer(&attack->calls_out, g_free);
}

void
naive_arrivals(NaiveAttack *attack)
{
    const CtInstances *instances = attack->instances;
    CtNaiveReach *reach = reach_now(attack);

    clear_arrivals(attack);
    attack->arrives = g_new0(GArray *, instances->n_services + 1);
    for (uint32_t s = 0; s < instances->n_services; s++)
        attack->arrives[s] = g_array_new(FALSE, FALSE, sizeof(CtSignature));
    attack->calls_out = g_new0(uint8_t, (size_t)instances->n_assets * instances->n_networks + 1);
    arrivals_of_assets(attack, reach);
    for (uint32_t n = 0; n < instances->n_networks; n++) {
        calls_from(attack, reach, n, CT_NO_ID);
        if (naive_has(attack, CT_FACT_LOCATED, n, CT_LEVEL_UNSTATED))
            arrivals_from(attack, reach, n, CT_NO_ID);
    }
    gain_reach(attack);
}

void
naive_arrivals_free(NaiveAttack *attack)
{
    clear_arrivals(attack);
    g_clear_pointer(&attack->reach, ct_naive_reach_free);
    g_clear_pointer(&attack->commanded, g_free);
}
