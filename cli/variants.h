/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --variant all: the variants of a scenario beside it as written. */
#pragma once

#include "cli/simulate.h"

#include "report/variants.h"

/* False, having said why, where --variant all goes with what it cannot, or there are none. */
bool ct_variants_are_sound(const CtCli *cli, const CtTwin *twin);

/*
 * Nothing unless --variant is all. @simulation: the scenario as written, @n replications in memory.
 * Cost: loading, attack graphs and @n replications for each variant.
 */
CtStatus ct_variants_try(CtVariants *variants,
                         const CtCli *cli,
                         const CtPackage *package,
                         const CtSimulation *simulation,
                         uint64_t n) G_GNUC_WARN_UNUSED_RESULT;
