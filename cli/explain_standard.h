/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `explain` says of standards, their requirements, and checks. */
#pragma once

#include "cli/command.h"

#include "analysis/pipeline.h"

/*
 * Explains the first operand if it is a standard ("nis2-art21"), a requirement of one
 * ("iec62443-3-3:SR-1.1") or a check; those of the package of @twin (NULL: none) too. False if it
 * is none.
 */
bool ct_explain_standard(CtCli *cli, const CtTwin *twin, CtStatus *ret_status);
