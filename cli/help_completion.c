/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Completion scripts for bash and zsh, from the tables. */
#include "cli/help.h"

#include <string.h>

/* All option spellings of @command, parted by spaces. */
static char *
option_words(const CtCommand *command)
{
    uint64_t groups = command->options | CT_OPTIONS_COMMON;
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < ct_n_options; i++) {
        if (ct_options[i].groups & groups)
            g_string_append_printf(text, "%s--%s", text->len > 0 ? " " : "", ct_options[i].name);
    }
    for (size_t i = 0; (groups & CT_OPTIONS_LIMITS) && i < ct_n_limit_infos; i++)
        g_string_append_printf(text, " --%s", ct_limit_infos[i].flag);
    return g_string_free(text, FALSE);
}

static char *
command_words(void)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < ct_n_commands; i++)
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", ct_commands[i].name);
    return g_string_free(text, FALSE);
}

/* The line that offers @words. */
static void
put_bash_words(CtOut *out, const char *words)
{
    ct_out_printf(out, "mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\")", words);
}

/* The words that the first operand of @command may be, parted by spaces: "techniques|facts
 * [PACKAGE]" names them, help takes a command. NULL where it is the name of something else. */
static char *
first_operand(const CtCommand *command, const char *commands)
{
    const char *operands = command->operands != NULL ? command->operands : "";
    char *words = g_strndup(operands, strcspn(operands, " "));

    if ((command->options & CT_OPTIONS_HELP) != 0) {
        g_free(words);
        return g_strdup(commands);
    }
    if (strchr(words, '|') == NULL || !g_ascii_islower(words[0]))
        g_clear_pointer(&words, g_free);
    return words != NULL ? g_strdelimit(words, "|", ' ') : NULL;
}

/* What may follow in the command line of @command. */
static void
put_bash_command(CtOut *out, const CtCommand *command, const char *commands)
{
    g_autofree char *options = option_words(command);
    g_autofree char *operand = first_operand(command, commands);

    ct_out_printf(out, "    %s)\n", command->name);
    if (command->formats != NULL) {
        g_autofree char *formats = g_strjoinv(" ", (char **)command->formats);

        ct_out_put(out, "        case $before in -f|--format) ");
        put_bash_words(out, formats);
        ct_out_put(out, "; return ;; esac\n");
    }
    if (operand != NULL) {
        ct_out_put(out, "        case $COMP_CWORD:$word in *:-*) ;; 2:*) ");
        put_bash_words(out, operand);
        ct_out_put(out, "; return ;; esac\n");
    }
    ct_out_put(out, "        case $word in -*) ");
    put_bash_words(out, options);
    ct_out_put(out, " ;; esac ;;\n");
}

static void
write_bash(CtOut *out)
{
    g_autofree char *commands = command_words();

    ct_out_put(out, "# SPDX-License-Identifier: GPL-2.0-or-later\n"
                    "# Written by `cybertwin help --completion bash`.\n"
                    "_cybertwin() {\n"
                    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                    "    COMPREPLY=()\n"
                    "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                    "        ");
    g_autofree char *first = g_strconcat(commands, " --help --version", NULL);

    put_bash_words(out, first);
    ct_out_put(out, "\n        return\n    fi\n    case $before in\n");
    for (size_t i = 0; i < ct_n_options; i++) {
        if (ct_options[i].words == NULL)
            continue;
        g_autofree char *words = g_strjoinv(" ", (char **)ct_options[i].words);

        ct_out_printf(out, "    --%s) ", ct_options[i].name);
        put_bash_words(out, words);
        ct_out_put(out, "; return ;;\n");
    }
    ct_out_put(out, "    esac\n    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < ct_n_commands; i++)
        put_bash_command(out, &ct_commands[i], commands);
    ct_out_put(out, "    esac\n}\ncomplete -o default -F _cybertwin cybertwin\n");
}

/* Text inside zsh's '…[text]': brackets, colons and quotes would end it. */
static void
put_zsh(CtOut *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'')
            ct_out_put(out, "'\\''");
        else if (strchr("[]:\\", *at) != NULL)
            ct_out_printf(out, "\\%c", *at);
        else
            ct_out_put_n(out, at, 1);
    }
}

static void
put_zsh_option(CtOut *out, const CtCommand *command, const CtOption *option)
{
    ct_out_printf(out, "            '%s--%s%s[", option->kind == CT_OPTION_TEXTS ? "*" : "",
                  option->name, option->argument != NULL ? "=" : "");
    put_zsh(out, option->help);
    ct_out_put(out, "]");
    if (option->argument != NULL) {
        const char *const *words = option->words;

        if (option->offset == G_STRUCT_OFFSET(CtOptions, format))
            words = command->formats;
        ct_out_printf(out, ":%s:", option->argument);
        if (words != NULL) {
            g_autofree char *list = g_strjoinv(" ", (char **)words);

            ct_out_printf(out, "(%s)", list);
        } else if (option->kind == CT_OPTION_FILE || strcmp(option->argument, "DIR") == 0) {
            ct_out_put(out, "_files");
        }
    }
    ct_out_put(out, "' \\\n");
}

static void
write_zsh(CtOut *out)
{
    ct_out_put(out, "#compdef cybertwin\n"
                    "# SPDX-License-Identifier: GPL-2.0-or-later\n"
                    "# Written by `cybertwin help --completion zsh`.\n"
                    "_cybertwin() {\n"
                    "    local -a commands=(\n");
    for (size_t i = 0; i < ct_n_commands; i++) {
        ct_out_printf(out, "        '%s:", ct_commands[i].name);
        put_zsh(out, ct_commands[i].line);
        ct_out_put(out, "'\n");
    }
    g_autofree char *commands = command_words();

    ct_out_put(out, "    )\n"
                    "    if (( CURRENT == 2 )); then\n"
                    "        _describe command commands\n"
                    "        return\n"
                    "    fi\n"
                    "    local command=$words[2]\n"
                    "    shift words; (( CURRENT-- ))\n"
                    "    case $command in\n");
    for (size_t i = 0; i < ct_n_commands; i++) {
        const CtCommand *command = &ct_commands[i];
        uint64_t groups = command->options | CT_OPTIONS_COMMON;

        ct_out_printf(out, "    %s)\n        _arguments \\\n", command->name);
        for (size_t k = 0; k < ct_n_options; k++) {
            if (ct_options[k].groups & groups)
                put_zsh_option(out, command, &ct_options[k]);
        }
        for (size_t k = 0; (groups & CT_OPTIONS_LIMITS) && k < ct_n_limit_infos; k++) {
            ct_out_printf(out, "            '--%s=[", ct_limit_infos[k].flag);
            put_zsh(out, ct_limit_infos[k].help);
            ct_out_put(out, "]:N:' \\\n");
        }
        g_autofree char *operand = first_operand(command, commands);

        if (operand != NULL)
            ct_out_printf(out, "            '1:operand:(%s)' \\\n", operand);
        ct_out_put(out, "            '*:operand:_files' ;;\n");
    }
    ct_out_put(out, "    esac\n}\n_cybertwin \"$@\"\n");
}

void
ct_help_write_completion(CtOut *out, const char *shell)
{
    if (strcmp(shell, "zsh") == 0)
        write_zsh(out);
    else
        write_bash(out);
}
