/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of a dossier, private to analysis/dossier*.c. */
#pragma once

#include "analysis/dossier.h"
#include "analysis/store.h"

/* What holds in @fixpoint, counted. Cost: linear in facts that can be counted. */
void ct_fallen_write(const CtGraph *graph,
                     const CtFixpoint *fixpoint,
                     CtDossierStore *store,
                     CtFallen *ret_fallen);
