/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Judges certificates against the attack graph alone: a few loops, no search, nothing shared with
 * what made them.
 */
#pragma once

#include "attacks/certificate.h"

/* NULL where @certificate proves what it says, given @entries and no others; else what is
 * wrong, static. */
const char *ct_certificate_check(const CtCertificate *certificate,
                                 const CtGraph *graph,
                                 const CtFactId *entries,
                                 size_t n_entries);
