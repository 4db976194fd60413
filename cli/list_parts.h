/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of `list` that have a file of their own. */
#pragma once

#include "cli/command.h"

#include "report/listing.h"

extern const CtColumn ct_list_standard_columns[], ct_list_check_columns[];

/* `list standards`, `list checks`: those that come with the program and, where the second operand
 * names a package, those of it. CT_STATUS_OK, or what to end with, having said why. */
CtStatus ct_list_fill_standards(CtCli *cli, CtListing *listing);
