/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --scale-times: the same question with every duration multiplied. */
#pragma once

#include "cli/simulate.h"

#include "report/scales.h"

/* False, having said why, where --scale-times is not a list of factors, or goes with what it
 * cannot. */
bool ct_scales_are_sound(const CtCli *cli);

/*
 * Nothing unless --scale-times is given. @statistics are those of factor 1 over @n replications,
 * NULL for none. @package is left with the last factor. Cost: an attack graph an attacker and @n
 * replications for each factor.
 */
CtStatus ct_scales_try(CtScales *scales,
                       const CtCli *cli,
                       CtPackage *package,
                       const CtStatistics *statistics,
                       uint64_t n) G_GNUC_WARN_UNUSED_RESULT;
