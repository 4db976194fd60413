/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin help`, --help of the command and of each subcommand. */
#include "cli/help.h"

#include "cli/commands.h"
#include "cli/terminal.h"

#include "base/ident.h"
#include "base/text_table.h"

enum { NAME_COLUMN = 26 };

void
ct_help_overview(FILE *stream)
{
    g_autoptr(CtOut) out = ct_out_new_stream(stream);

    ct_out_put(out, "Cybertwin: how an attacker gets through an architecture, before it is built.\n"
                    "\n"
                    "usage: cybertwin COMMAND [OPTION…] [OPERAND…]\n"
                    "       cybertwin --help | --version\n"
                    "\n");
    for (size_t i = 0; i < ct_n_commands; i++)
        ct_out_printf(out, "  %-8s  %s\n", ct_commands[i].name, ct_commands[i].line);
    ct_out_put(out, "\n"
                    "PACKAGE is a folder with topology.yaml and, if it has them, scenario.lua and\n"
                    "techniques/; or a topology file alone.\n"
                    "\n"
                    "'cybertwin help COMMAND' explains a command and its options.\n");
    if (!ct_out_close(out, NULL))
        return; /* standard output or error is gone: there is nobody left to tell */
}

/* "  -o, --output FILE       text", the text wrapped under itself. */
static void
print_option(CtOut *out, unsigned width, const char *left, const char *text)
{
    unsigned columns = ct_text_columns(left);

    ct_out_put(out, left);
    if (columns + 2 > NAME_COLUMN) {
        ct_out_put(out, "\n");
        columns = 0;
    }
    ct_out_printf(out, "%*s", (int)(NAME_COLUMN - columns), "");
    ct_text_wrap(out, text, width, NAME_COLUMN);
    ct_out_put(out, "\n");
}

static void
print_options(CtOut *out, unsigned width, const CtCommand *command)
{
    uint64_t groups = command->options | CT_OPTIONS_COMMON;

    ct_out_put(out, "\nOptions\n");
    for (size_t i = 0; i < ct_n_options; i++) {
        const CtOption *option = &ct_options[i];
        g_autofree char *letter =
            option->letter != 0 ? g_strdup_printf("-%c,", option->letter) : g_strdup("   ");
        g_autofree char *left = g_strdup_printf("  %s --%s%s%s", letter, option->name,
                                                option->argument != NULL ? " " : "",
                                                option->argument != NULL ? option->argument : "");
        g_autofree char *formats = NULL;

        if (!(option->groups & groups))
            continue;
        if (option->offset == G_STRUCT_OFFSET(CtOptions, format) && command->formats != NULL) {
            g_autofree char *list = g_strjoinv(", ", (char **)command->formats);
            formats =
                g_strdup_printf("%s: %s (default: %s)", option->help, list, command->formats[0]);
        }
        print_option(out, width, left, formats != NULL ? formats : option->help);
    }
}

static void
print_limits(CtOut *out, unsigned width)
{
    ct_out_put(out, "\nLimits\n");
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        const CtLimitInfo *info = &ct_limit_infos[i];
        uint64_t value = *(const uint64_t *)((const char *)&ct_limits_default + info->offset);
        g_autofree char *left = g_strdup_printf("      --%s N", info->flag);
        g_autofree char *text =
            g_strdup_printf("%s (default %" G_GUINT64_FORMAT ")", info->help, value);

        print_option(out, width, left, text);
    }
}

CtStatus
ct_help_print(CtCli *cli, const CtCommand *command)
{
    CtOut *out = ct_out_new_stream(stdout);
    g_auto(GStrv) paragraphs = g_strsplit(command->text, "\n\n", -1);

    ct_out_printf(out, "usage: cybertwin %s [OPTION…]%s%s\n", command->name,
                  *command->operands != '\0' ? " " : "", command->operands);
    for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
        ct_out_put(out, "\n");
        ct_text_wrap(out, *paragraph, cli->width, 0);
        ct_out_put(out, "\n");
    }
    print_options(out, cli->width, command);
    if (command->options & CT_OPTIONS_LIMITS)
        print_limits(out, cli->width);
    if (command->examples != NULL)
        ct_out_put(out, "\nExamples\n");
    for (const CtExample *example = command->examples; example != NULL && example->line != NULL;
         example++)
        ct_out_printf(out, "  cybertwin %s\n      %s\n", example->line, example->text);
    g_clear_pointer(&cli->options.output, g_free); /* help goes to the terminal */
    return ct_result_close(cli, out, CT_STATUS_OK);
}

CtStatus
ct_command_help(CtCli *cli)
{
    if (cli->options.man || cli->options.completion != NULL) {
        CtOut *out = ct_result_open(cli);

        if (cli->options.man)
            ct_help_write_man(out);
        else
            ct_help_write_completion(out, cli->options.completion);
        return ct_result_close(cli, out, CT_STATUS_OK);
    }
    if (cli->n_operands == 0) {
        ct_help_overview(stdout);
        return CT_STATUS_OK;
    }
    const CtCommand *command = ct_command_find(cli->operands[0]);

    if (command != NULL)
        return ct_help_print(cli, command);
    return ct_command_refuse(cli, cli->operands[0]);
}
