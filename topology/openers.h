/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which credentials open a channel, a network or data. It can be said from either side: by the
 * channel's `credential` and the network's `key`, or by `opens` of the credential. Any one of them
 * will do.
 */
#pragma once

#include "topology/model.h"

#include "base/span.h"

/*
 * Row of the section that @kind names → credentials: the one it names itself first, the others in
 * file order, none twice. Cost: linear in credentials, in what they open, and in the section. The
 * caller clears it.
 */
void ct_openers_build(const CtModel *model, CtOpensKind kind, CtCsr *ret_openers);
