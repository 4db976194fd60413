/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * KPIs of a user's own, in Lua: files of the package's folder `kpis` and of folders given beside.
 *
 *   kpi "spare_ways" {
 *     name = "Ways beyond the first", unit = "ways", scale = "count", better = "lower",
 *     formula = "attack_paths − 1", source = "house rule 7",
 *     value = function(known)
 *       local ways = known.kpis.attack_paths
 *       if not ways then return nil, "no ways were counted" end
 *       return ways - 1
 *     end,
 *   }
 *
 * `value` gets what was found as a table (see CtKpiOwn's docs in docs/user-guide.md) and answers
 * with a number, or with nil and why there is none. Scripts run in the sandbox of lua/host.h.
 */
#pragma once

#include "assurance/kpi.h"

#include "base/limits.h"
#include "base/source.h"

typedef struct CtKpiOwn CtKpiOwn;

/* None yet. Error: the Lua heap's cap is too small. */
CtKpiOwn *ct_kpi_own_new(const CtLimits *limits, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_kpi_own_free(CtKpiOwn *own);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtKpiOwn, ct_kpi_own_free)

/*
 * Runs every *.lua of @folder ("" for the source itself) of @source, in the order of names. What is
 * wrong goes to @diag with file and line; false then. Ids are those of the table or used twice are
 * errors.
 */
bool ct_kpi_own_load(CtKpiOwn *own, CtSource *source, const char *folder, CtDiag *diag);

uint32_t ct_kpi_own_count(const CtKpiOwn *own);
const CtKpiInfo *ct_kpi_own_info(const CtKpiOwn *own, uint32_t i);

/*
 * Computes number @i from @kpis (those of the table) and what they were computed from. What the
 * script says instead of a number, or what went wrong in it, becomes `because`.
 */
struct CtKpiWork;
void ct_kpi_own_compute(
    CtKpiOwn *own, uint32_t i, const struct CtKpiWork *work, const CtKpis *kpis, CtKpi *kpi);
