/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of subcommands, in the order in which --help lists them. */
#include "cli/commands.h"

static const CtExample help_examples[] = {
    {"help run", "explain a command"},
    {"help --completion bash > cybertwin.bash",
     "write what lets bash complete commands and options"},
    {NULL, NULL},
};

const CtCommand ct_commands[] = {
    {
        .name = "help",
        .run = ct_command_help,
        .operands = "[COMMAND]",
        .max_operands = 1,
        .options = CT_OPTIONS_HELP | CT_OPTIONS_OUTPUT | CT_OPTIONS_WIDTH,
        .line = "explain a command, or list them",
        .text = "Without COMMAND, lists the commands. With --man or --completion, writes the "
                "manual page or a completion script, from the same tables as this text.",
        .examples = help_examples,
    },
};
const size_t ct_n_commands = G_N_ELEMENTS(ct_commands);

bool
ct_command_needs_no_operand(const CtCli *cli)
{
    return cli->options.schema;
}
