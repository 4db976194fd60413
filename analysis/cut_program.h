/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The covering program of a search for cuts: of each way one element has to go. Elements that can
 * be swapped are counted, not named: a way that uses m of n alike is closed for them, and with it
 * all its images, once no m of them are left (analysis/cut_groups.h). Private to analysis/cut*.c.
 */
#pragma once

#include "analysis/cut.h"
#include "analysis/ilp.h"

typedef struct CtCutProgram CtCutProgram;

/* @weight as in ct_cuts_find(); @ret_is_exact: weights are told apart. Both inputs must outlive it.
 */
CtCutProgram *
ct_cut_program_new(const CtElements *elements, const double *weight, bool *ret_is_exact);
void ct_cut_program_free(CtCutProgram *program);

/* One of @way, rising, has to go. False if none of it can. */
bool ct_cut_program_add_way(CtCutProgram *program, const CtIds *way);

/* From now on, no set that contains @set, which an answer gave, or what swaps make of it. */
void ct_cut_program_exclude(CtCutProgram *program, const CtIds *set);

/* The least set that closes all ways, as ct_ilp_solve_counted(); of the alike the first go. */
CtIlpStatus ct_cut_program_solve(
    CtCutProgram *program, uint64_t *work, double seconds, double *ret_bound, uint8_t *ret_gone);
