/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grounded graph and its fixpoint against an attack computed the slow and obvious way, on
 * generated models with the whole library.
 */
#pragma once

#include <stdint.h>

/* The models of seeds @first … @first + @n - 1; the first that differs is shrunk and shown. */
void ct_check_ground_models(uint64_t first, uint32_t n);
