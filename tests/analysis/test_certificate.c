/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/certificate_checker.h"
#include "tests/support/check.h"
#include "tests/support/graph_builder.h"

#include "base/bits.h"

#define FACTS(...) ((const CtFactId[]){__VA_ARGS__})

static CtCertificate *
certificate_of(const CtGraph *graph, CtFactId fact)
{
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, FACTS(0), 1);

    return ct_certificate_new(graph, fixpoint, FACTS(0), 1, fact);
}

static void
test_a_derivation_lists_premises_first(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(4);

    ct_test_graph_attempt(test, 3, FACTS(1, 2), 2, 0, 1, 0);
    ct_test_graph_attempt(test, 2, FACTS(1), 1, 0, 1, 0);
    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 1, 0);

    g_autoptr(CtCertificate) certificate = certificate_of(ct_test_graph_finish(test), 3);

    CU_ASSERT(certificate->holds);
    CHECK_INT(certificate->steps.length, 3);
    CHECK_INT(certificate->steps.data[0], 2);
    CHECK_INT(certificate->steps.data[1], 1);
    CHECK_INT(certificate->steps.data[2], 0);
    CU_ASSERT_PTR_NULL(ct_certificate_check(certificate, test->graph, FACTS(0), 1));
}

static void
test_an_absence_takes_only_what_shuts_it_out(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(6);

    /* 3 needs 1 and 2, neither of which holds; 1 could be gained by more steps than 2. */
    ct_test_graph_attempt(test, 3, FACTS(1, 2), 2, 0, 1, 0);
    ct_test_graph_attempt(test, 1, FACTS(4), 1, 0, 1, 0);
    ct_test_graph_attempt(test, 1, FACTS(5), 1, 0, 1, 0);

    g_autoptr(CtCertificate) certificate = certificate_of(ct_test_graph_finish(test), 3);

    CU_ASSERT(!certificate->holds);
    CHECK_INT(certificate->facts.length, 2);
    CHECK_INT(certificate->facts.data[0], 2);
    CHECK_INT(certificate->facts.data[1], 3);
    CU_ASSERT_PTR_NULL(ct_certificate_check(certificate, test->graph, FACTS(0), 1));
}

/* Why the checker should accept this fact's certificate and does not; or nothing. */
static const char *
complaint(const CtGraph *graph)
{
    for (CtFactId fact = 0; fact < graph->n_facts; fact++) {
        g_autoptr(CtCertificate) certificate = certificate_of(graph, fact);
        const char *wrong = ct_certificate_check(certificate, graph, FACTS(0), 1);

        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

static bool
is_refused(const CtGraph *graph, gpointer data G_GNUC_UNUSED)
{
    return complaint(graph) != NULL;
}

static CtRandomGraph
shape_of(uint32_t i)
{
    return (CtRandomGraph){.seed = 500 + i,
                           .n_facts = 4 + i % 25,
                           .n_attempts = 3 + i % 30,
                           .n_derived = i % 20,
                           .thresholds = i % 2 == 0};
}

static void
test_every_certificate_is_accepted(void)
{
    for (uint32_t i = 0; i < 4000; i++) {
        CtRandomGraph shape = shape_of(i);
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);
        const char *wrong = complaint(test->graph);

        if (wrong != NULL) {
            CtRandomGraph least = ct_random_graph_shrink(shape, is_refused, NULL);
            g_autofree char *text = ct_random_graph_text(&least);

            CHECK_MSG(false, "a certificate %s:\n%s", wrong, text);
            return;
        }
    }
}

/* --- mutations: each breaks the proof, so each must be refused --- */

/* Whether the steps without the one at @without still derive the fact. */
static bool
is_spare(const CtCertificate *certificate, const CtGraph *graph, uint32_t without)
{
    uint32_t dropped = certificate->steps.data[without];

    for (uint32_t i = 0; i < certificate->steps.length; i++)
        for (uint32_t p = graph->step_premise_start[certificate->steps.data[i]];
             p < graph->step_premise_start[certificate->steps.data[i] + 1]; p++)
            if (graph->premises[p] == graph->step_gain[dropped] && i != without &&
                ct_graph_need(graph, certificate->steps.data[i]) ==
                    graph->step_premise_start[certificate->steps.data[i] + 1] -
                        graph->step_premise_start[certificate->steps.data[i]])
                return false;
    return graph->step_gain[dropped] != certificate->fact;
}

static void
check_broken_derivations(CtCertificate *certificate, const CtGraph *graph, uint32_t *n_refused)
{
    uint32_t n = certificate->steps.length;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t step = certificate->steps.data[i];

        if (is_spare(certificate, graph, i))
            continue;
        certificate->steps.data[i] = certificate->steps.data[n - 1 == i ? 0 : n - 1];
        if (n > 1) {
            CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, graph, FACTS(0), 1));
            ++*n_refused;
        }
        certificate->steps.data[i] = graph->n_steps;
        CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, graph, FACTS(0), 1));
        certificate->steps.data[i] = step;
    }
    if (n > 0) {
        certificate->steps.length = n - 1; /* the last step is the one that gains the fact */
        CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, graph, FACTS(0), 1));
        certificate->steps.length = n;
        certificate->holds = false; /* and the claim turned round */
        CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, graph, FACTS(0), 1));
        certificate->holds = true;
    }
}

static void
check_broken_absences(CtCertificate *certificate, const CtGraph *graph, uint32_t *n_refused)
{
    uint32_t n = certificate->facts.length;

    /* Without the fact itself, with the entry, or claimed to hold, it proves nothing. */
    for (uint32_t i = 0; i < n; i++) {
        CtFactId fact = certificate->facts.data[i];

        certificate->facts.data[i] = 0;
        CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, graph, FACTS(0), 1));
        certificate->facts.data[i] = graph->n_facts;
        CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, graph, FACTS(0), 1));
        certificate->facts.data[i] = fact;
        ++*n_refused;
    }
    certificate->holds = true;
    CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, graph, FACTS(0), 1));
    certificate->holds = false;

    /* Of a set closed by a chain of single premises no member can be spared. */
    uint32_t length = certificate->facts.length;
    certificate->facts.length = 0;
    CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, graph, FACTS(0), 1));
    certificate->facts.length = length;
}

static void
test_broken_certificates_are_refused(void)
{
    uint32_t n_derivations = 0, n_absences = 0;

    for (uint32_t i = 0; i < 1500; i++) {
        CtRandomGraph shape = shape_of(i);
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);

        for (CtFactId fact = 1; fact < test->graph->n_facts; fact++) {
            g_autoptr(CtCertificate) certificate = certificate_of(test->graph, fact);

            if (certificate->holds)
                check_broken_derivations(certificate, test->graph, &n_derivations);
            else
                check_broken_absences(certificate, test->graph, &n_absences);
        }
    }
    CHECK_MSG(n_derivations > 1000, "only %u derivations were broken", n_derivations);
    CHECK_MSG(n_absences > 1000, "only %u absences were broken", n_absences);
}

static void
test_a_member_that_others_rest_on_cannot_be_left_out(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(5);

    /* 1 ← 2 ← 3 ← 1 and 4 ← 0: the ring holds nothing up. */
    ct_test_graph_derive(test, 1, FACTS(2), 1, 0);
    ct_test_graph_derive(test, 2, FACTS(3), 1, 0);
    ct_test_graph_derive(test, 3, FACTS(1), 1, 0);
    ct_test_graph_attempt(test, 4, FACTS(0), 1, 0, 1, 0);

    g_autoptr(CtCertificate) certificate = certificate_of(ct_test_graph_finish(test), 1);

    CHECK_INT(certificate->facts.length, 3);
    CU_ASSERT_PTR_NULL(ct_certificate_check(certificate, test->graph, FACTS(0), 1));
    for (uint32_t i = 0; i < 3; i++) {
        CtFactId fact = certificate->facts.data[i];

        certificate->facts.data[i] = certificate->facts.data[(i + 1) % 3];
        CU_ASSERT_PTR_NOT_NULL(ct_certificate_check(certificate, test->graph, FACTS(0), 1));
        certificate->facts.data[i] = fact;
    }
}

CU_TestInfo test_certificate_tests[] = {
    {"a derivation lists premises first", test_a_derivation_lists_premises_first},
    {"an absence takes only what shuts it out", test_an_absence_takes_only_what_shuts_it_out},
    {"every certificate is accepted", test_every_certificate_is_accepted},
    {"broken certificates are refused", test_broken_certificates_are_refused},
    {"a member that others rest on cannot be left out",
     test_a_member_that_others_rest_on_cannot_be_left_out},
    CU_TEST_INFO_NULL,
};
