/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What functions and requirements lose in the variants of a scenario, pair by pair. */
#pragma once

#include "cli/simulate.h"
#include "report/variants.h"

/* Adds a row for each thing that @other can lose. @name: of the variant; NULL: @other is @written.
 * @stands: estimates may be given. Cost: replications × what can be lost. */
void ct_variants_add_losses(CtVariants *variants,
                            const CtSimulation *written,
                            const CtSimulation *other,
                            const char *name,
                            bool stands);
