/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of subcommands, in the order in which --help lists them. */
#include "cli/commands.h"

#define TEXT_RESULT (CT_OPTIONS_OUTPUT | CT_OPTIONS_FORMAT | CT_OPTIONS_WIDTH)

static const char *const list_formats[] = {"text", "json", "markdown", NULL};

static const CtExample list_examples[] = {
    {"list techniques", "every technique of the library"},
    {"list facts", "what FACT may be, in questions and scenarios"},
    {NULL, NULL},
};

static const CtExample help_examples[] = {
    {"help run", "explain a command"},
    {"help --completion bash > cybertwin.bash",
     "write what lets bash complete commands and options"},
    {NULL, NULL},
};

const CtCommand ct_commands[] = {
    {
        .name = "list",
        .run = ct_command_list,
        .operands = "techniques|services|kinds|facts|relations",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | CT_OPTIONS_ATTACK,
        .formats = list_formats,
        .line = "list techniques, services, kinds, facts or relations",
        .text = "techniques: the rules of the library, with their ids. services: what a service on "
                "a known port gives unless the topology says. kinds: the kinds of products and "
                "what holds of them. facts: what an attacker can have. relations: what a technique "
                "can walk along.",
        .examples = list_examples,
    },
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
