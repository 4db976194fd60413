/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The techniques that a command without a package sees. */
#pragma once

#include "cli/command.h"

#include "attacks/technique.h"

/*
 * The library that comes with the program, and the folders of --techniques. NULL, having said
 * why and set @ret_status, where one cannot be read.
 */
CtLibrary *ct_cli_library(const CtCli *cli, CtStatus *ret_status) G_GNUC_WARN_UNUSED_RESULT;
