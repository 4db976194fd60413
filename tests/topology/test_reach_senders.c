/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who can send to a service, against asking of each origin whether it can. */
#include "tests/support/check.h"

#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "topology/reach_senders.h"

/* Whether a walk from @node arrives at @service where no door asks a second factor; a plain search
 * that knows nothing of words or queues. */
static bool
arrives(const CtReach *reach, uint32_t node, uint32_t service, bool no_gate, uint8_t *seen)
{
    const CtReachNode *at = &reach->nodes.data[node];

    if (seen[node])
        return false;
    seen[node] = 1;
    if (at->kind == CT_REACH_GROUP && at->place == reach->group_of_service[service] &&
        (!no_gate || reach->signatures.data[at->signature].mfa <= CT_MFA_NONE))
        return true;
    for (uint32_t e = reach->first_edge[node]; e < reach->first_edge[node + 1]; e++)
        if (reach->edges.data[e].opener == CT_NO_ID &&
            arrives(reach, reach->edges.data[e].to, service, no_gate, seen))
            return true;
    return false;
}

static void
check_service(const CtReach *reach, const uint64_t *const *words, uint32_t first, uint32_t i)
{
    for (uint32_t node = 0; node < reach->nodes.length; node++) {
        for (int gate = 0; gate < 2; gate++) {
            g_autofree uint8_t *seen = g_new0(uint8_t, reach->nodes.length);

            CHECK_INT(words[gate][node] >> i & 1, arrives(reach, node, first + i, gate, seen));
        }
        if (reach->nodes.data[node].kind == CT_REACH_ORIGIN)
            CHECK_INT(words[0][node] >> i & 1, ct_reach_allows(reach, node, first + i, NULL));
    }
}

static void
test_says_of_each_origin_what_a_walk_says(void)
{
    uint64_t n_can = 0, n_gated = 0;

    for (uint64_t seed = 0; seed < 100; seed++) {
        g_auto(CtLoaded) loaded = {0};
        g_autofree char *why = NULL;
        g_autofree char *text = ct_generate_model(seed, &ct_generator_reach);

        if (!ct_loaded_init(&loaded, text, &why))
            continue;
        const CtReach *reach = loaded.reach;
        uint32_t n_services = loaded.instances->n_services;

        for (uint32_t first = 0; first < n_services; first += CT_REACH_MOST_RECEIVERS) {
            uint32_t services[CT_REACH_MOST_RECEIVERS];
            uint32_t n = MIN(n_services - first, CT_REACH_MOST_RECEIVERS);

            for (uint32_t i = 0; i < n; i++)
                services[i] = first + i;
            g_autofree uint64_t *all = ct_reach_senders(reach, services, n, false);
            g_autofree uint64_t *open = ct_reach_senders(reach, services, n, true);

            for (uint32_t i = 0; i < n; i++)
                check_service(reach, (const uint64_t *const[]){all, open}, first, i);
            for (uint32_t node = 0; node < reach->nodes.length; node++) {
                n_can += all[node] != 0;
                n_gated += all[node] != open[node];
            }
        }
    }
    CHECK_MSG(n_can > 500 && n_gated > 20,
              "%" G_GUINT64_FORMAT " words, %" G_GUINT64_FORMAT " with gates", n_can, n_gated);
}

CU_TestInfo test_reach_senders_tests[] = {
    {"says of each origin what a walk says", test_says_of_each_origin_what_a_walk_says},
    CU_TEST_INFO_NULL,
};
