/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everything that explains the command, written from the tables of commands and options: --help,
 * the manual page and the completion scripts.
 */
#pragma once

#include "cli/command.h"

#include <stdio.h>

/* The commands, one line each. */
void ct_help_overview(FILE *stream);

/* One command with its options, limits and examples, on standard output. */
CtStatus ct_help_print(CtCli *cli, const CtCommand *command);

/* The manual page cybertwin(1), in roff. */
void ct_help_write_man(CtOut *out);

/* The completion script of @shell, "bash" or "zsh". */
void ct_help_write_completion(CtOut *out, const char *shell);
