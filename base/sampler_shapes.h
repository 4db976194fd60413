/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shapes of the sampler whose inverse needs preparation; only base/sampler.c asks for them. */
#pragma once

#include "base/sampler.h"

void ct_sampler_prepare_truncated_normal(CtSampler *sampler);
double ct_sampler_truncated_normal(const CtSampler *sampler, double u); /* ms */

/* Cost: in proportion to the standard deviation of the number of successes. */
void ct_sampler_prepare_binomial(CtSampler *sampler);
double ct_sampler_binomial(const CtSampler *sampler, double u); /* the number of successes */
