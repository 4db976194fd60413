/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of name resolution that stand in files of their own.
 */
#pragma once

#include "topology/yaml/bind.h"

/* Whether @network was not declared but made for a zone that lists none. */
bool ct_resolve_is_implicit(const CtModel *model, CtId network);

/* Whether @asset has a service of that interned name, its own, its product's or its software's. */
bool ct_resolve_asset_has(const CtModel *model, CtId asset, CtId service);

/* Whether the indices of an asset term, whose id is a name, fit the counts of asset and zones; says
 * why not. */
void ct_resolve_check_instance(CtBinder *binder, CtPos pos, const CtTerm *term);

/* Prepares the matching of package URLs. Cost: components. */
void ct_resolve_index_components(CtBinder *binder);

/* One term of `affects` to rows of model->affects. */
void ct_resolve_affects(CtBinder *binder, const CtFixup *fixup);

/* Fills from CVSS vectors what vulnerabilities do not state. */
void ct_resolve_flaws(CtBinder *binder);

/* The products that channels deliver to. Needs resolved selectors. */
void ct_resolve_channels(CtBinder *binder);

/* The nearest of the texts in @names to @text, NULL if none is near. */
const char *ct_bind_nearest_of(GPtrArray *names, const char *text);
