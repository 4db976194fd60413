/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Proof that a fact holds, or that it does not, which can be checked against the attack graph
 * without trusting what found it (DESIGN 6; after McConnell et al., "Certifying algorithms", 2011):
 *
 *   holds      a list of steps, each with its premises before it, the last one gaining the fact
 *   holds not  a set of facts with the fact and no entry in it, such that every step that gains a
 *              member lacks members enough to be kept from firing
 */
#pragma once

#include "attacks/justify.h"

#include "base/json_out.h"

typedef struct CtCertificate {
    CtFactId fact;
    bool holds;
    CtIds entries; /* sorted */
    CtIds steps;   /* where it holds */
    CtIds facts;   /* where it does not: the set, sorted */
} CtCertificate;

/* Cost: see attacks/justify.h. */
CtCertificate *ct_certificate_new(const CtGraph *graph,
                                  const CtFixpoint *fixpoint,
                                  const CtFactId *entries,
                                  size_t n_entries,
                                  CtFactId fact);
void ct_certificate_free(CtCertificate *certificate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCertificate, ct_certificate_free)

/* For reading; a set longer than @most facts is cut, which the text says. */
void ct_certificate_write_text(const CtCertificate *certificate,
                               const CtGraph *graph,
                               uint32_t most,
                               CtOut *out);

/* One object, whole: `fact`, `holds`, `entries`, and `steps` or `closed`. */
void
ct_certificate_write_json(const CtCertificate *certificate, const CtGraph *graph, CtJson *json);

/* "T0859 Valid Accounts", "admin implies user", "conduit c1": why @step exists; g_free(). */
char *ct_certificate_step_text(const CtGraph *graph, uint32_t step);
