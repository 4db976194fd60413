/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The `cybertwin` command: finds the subcommand, parses its options, counts its operands and hands
 * over. What a subcommand is stands in the table below and nowhere else.
 */
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "base/ident.h"

#include <string.h>

const CtCommand *
ct_command_find(const char *name)
{
    for (size_t i = 0; i < ct_n_commands; i++) {
        if (strcmp(ct_commands[i].name, name) == 0)
            return &ct_commands[i];
    }
    return NULL;
}

CtStatus
ct_command_refuse(const CtCli *cli, const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (size_t i = 0; i < ct_n_commands; i++)
        g_ptr_array_add(names, (void *)ct_commands[i].name);
    const char *near = ct_ident_nearest(name, (const char *const *)names->pdata, names->len);

    ct_say_error(cli, "there is no command '%s'%s%s%s", name,
                 near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
    ct_say_error(cli, "'cybertwin --help' lists the commands");
    return CT_STATUS_INPUT;
}

static CtStatus
refuse_usage(const CtCli *cli, const char *problem)
{
    ct_say_error(cli, "%s", problem);
    fprintf(stderr, "usage: cybertwin %s [OPTION…]%s%s\n'cybertwin help %s' says more\n",
            cli->command->name, *cli->command->operands != '\0' ? " " : "", cli->command->operands,
            cli->command->name);
    return CT_STATUS_INPUT;
}

/* Said before the work is done, not after. */
static bool
check_output(const CtCli *cli, GError **error)
{
    const char *path = cli->options.output;

    if (path == NULL || cli->options.from != NULL) /* a folder of its own is written then */
        return true;
    g_autofree char *folder = g_path_get_dirname(path);

    if (*path != '\0' && g_file_test(folder, G_FILE_TEST_IS_DIR) &&
        !g_file_test(path, G_FILE_TEST_IS_DIR))
        return true;
    g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                "--output '%s' is not a file in an existing folder", path);
    return false;
}

/* Options, operands, format: what can be said about an invocation before it runs. */
static bool
parse(CtCli *cli, GError **error)
{
    const CtCommand *command = cli->command;

    if (!ct_options_parse(&cli->options, command->options | CT_OPTIONS_COMMON, &cli->operands,
                          error))
        return false;
    cli->n_operands = g_strv_length(cli->operands);
    if (cli->options.help)
        return true;
    if (command->formats != NULL) {
        cli->format = cli->options.format != NULL ? cli->options.format : command->formats[0];
        if (!ct_options_check_word("--format", cli->format, command->formats, error))
            return false;
    }
    if (!check_output(cli, error))
        return false;
    if (cli->n_operands < command->min_operands && !ct_command_needs_no_operand(cli)) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE, "%s needs %s", command->name,
                    command->operands);
        return false;
    }
    if (cli->n_operands > command->max_operands) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE, "%s does not take '%s'",
                    command->name, cli->operands[command->max_operands]);
        return false;
    }
    return true;
}

static CtStatus
run_command(const CtCommand *command, char **words)
{
    CtCli cli = {.command = command, .operands = g_strdupv(words)};
    g_autoptr(GError) error = NULL;
    CtStatus status;

    ct_options_init(&cli.options);
    bool ok = parse(&cli, &error);
    ct_terminal_measure(&cli);
    if (!ok)
        status = refuse_usage(&cli, error->message);
    else if (cli.options.help)
        status = ct_help_print(&cli, command);
    else
        status = command->run(&cli);
    ct_progress_stop();
    ct_options_clear(&cli.options);
    g_strfreev(cli.operands);
    return status;
}

int
main(int argc, char **argv)
{
    CtCli cli = {0};

    ct_terminal_start();
    if (argc < 2) {
        ct_help_overview(stderr);
        return CT_STATUS_INPUT;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        puts("cybertwin " CT_VERSION);
        return CT_STATUS_OK;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        ct_help_overview(stdout);
        return CT_STATUS_OK;
    }
    if (argv[1][0] == '-') {
        ct_say_error(&cli, "there is no option '%s' before a command", argv[1]);
        ct_say_error(&cli, "'cybertwin --help' lists the commands");
        return CT_STATUS_INPUT;
    }
    const CtCommand *command = ct_command_find(argv[1]);

    if (command == NULL)
        return ct_command_refuse(&cli, argv[1]);
    return run_command(command, argv + 2);
}
