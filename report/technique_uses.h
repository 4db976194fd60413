/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How one technique applies in one attack graph, private to report/technique*.c. */
#pragma once

#include "analysis/pipeline.h"

/* One template of the technique: a verdict, how often it applies, and the first such step. */
typedef struct CtTechniqueUse {
    const CtTemplate *template;
    uint32_t n_steps;
    uint32_t n_hold; /* of them, with what they need in the attacker's hands */
    uint32_t example;
} CtTechniqueUse;

/* In order of the graph's templates; free with g_array_unref(). Cost: steps of the graph. */
GArray *ct_technique_uses(const CtTwin *twin, const CtTechnique *technique);

/* "session:s:admin", over the technique's variables; free with g_free(). */
char *
ct_technique_term_text(const CtTwin *twin, const CtTechnique *technique, const CtFactTerm *term);

/* The facts of @terms that stand side by side, parted by ", "; free with g_free(). */
char *ct_technique_terms_text(const CtTwin *twin,
                              const CtTechnique *technique,
                              const CtFactTerm *terms,
                              unsigned n_terms);

/* "s = rtu-1.web, c = op-password": what @step binds; free with g_free(). */
char *ct_technique_binding_text(const CtTwin *twin, const CtTechnique *technique, uint32_t step);
