/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What functions and requirements lose in each variant. Private to report/variants.c. */
#pragma once

#include "report/variants.h"

/* By what is lost, in the order in which they came. Stable; few rows. */
void ct_variant_losses_sort(GArray *rows);

/* Those that are lost in any; how much longer only where no course was cut off. */
void ct_variant_losses_text(CtOut *out, const CtVariants *variants, const CtTextOptions *options);

/* The key `variant_losses`; nothing where there are no rows. */
void ct_variant_losses_json(CtJson *json, const GArray *rows);
