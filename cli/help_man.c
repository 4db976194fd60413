/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cybertwin(1) from the tables. Plain man macros, so that any roff formats it. */
#include "cli/help.h"

/* Text for roff: backslashes, hyphens, and a dot or quote that would start a request. */
static void
put_roff(CtOut *out, const char *text)
{
    bool at_start = true;

    for (const char *at = text; *at != '\0'; at++) {
        if (at_start && (*at == '.' || *at == '\''))
            ct_out_put(out, "\\&");
        if (*at == '\\')
            ct_out_put(out, "\\e");
        else if (*at == '-')
            ct_out_put(out, "\\-");
        else
            ct_out_put_n(out, at, 1);
        at_start = *at == '\n';
    }
}

static void
put_paragraphs(CtOut *out, const char *text)
{
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);

    for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
        if (paragraph != paragraphs)
            ct_out_put(out, ".PP\n");
        put_roff(out, *paragraph);
        ct_out_put(out, "\n");
    }
}

static void
put_option(CtOut *out, const CtOption *option)
{
    ct_out_put(out, ".TP\n");
    if (option->letter != 0)
        ct_out_printf(out, "\\fB\\-%c\\fR, ", option->letter);
    ct_out_put(out, "\\fB\\-\\-");
    put_roff(out, option->name);
    ct_out_put(out, "\\fR");
    if (option->argument != NULL)
        ct_out_printf(out, " \\fI%s\\fR", option->argument);
    ct_out_put(out, "\n");
    put_roff(out, option->help);
    ct_out_put(out, "\n");
}

static void
put_command(CtOut *out, const CtCommand *command)
{
    ct_out_put(out, ".SS \"cybertwin ");
    put_roff(out, command->name);
    ct_out_put(out, " ");
    put_roff(out, command->operands);
    ct_out_put(out, "\"\n");
    put_paragraphs(out, command->text);
    if (command->formats != NULL) {
        g_autofree char *list = g_strjoinv(", ", (char **)command->formats);

        ct_out_put(out, ".PP\nFormats: ");
        put_roff(out, list);
        ct_out_put(out, ".\n");
    }
    for (size_t i = 0; i < ct_n_options; i++) {
        if (ct_options[i].groups & command->options & ~(uint64_t)CT_OPTIONS_COMMON)
            put_option(out, &ct_options[i]);
    }
    for (const CtExample *example = command->examples; example != NULL && example->line != NULL;
         example++) {
        ct_out_put(out, ".PP\n.RS\n.nf\n\\fBcybertwin ");
        put_roff(out, example->line);
        ct_out_put(out, "\\fR\n.fi\n");
        put_roff(out, example->text);
        ct_out_put(out, "\n.RE\n");
    }
}

static void
put_limits(CtOut *out)
{
    ct_out_put(out, ".SH LIMITS\n"
                    "Every size that an input can cause has a limit. Going past it is an error, "
                    "or the answer\n\\fIunknown\\fR where one was being computed.\n");
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        const CtLimitInfo *info = &ct_limit_infos[i];
        uint64_t value = *(const uint64_t *)((const char *)&ct_limits_default + info->offset);

        ct_out_put(out, ".TP\n\\fB\\-\\-");
        put_roff(out, info->flag);
        ct_out_put(out, "\\fR \\fIN\\fR\n");
        put_roff(out, info->help);
        ct_out_printf(out, " (default %" G_GUINT64_FORMAT ")\n", value);
    }
}

static void
put_statuses(CtOut *out)
{
    static const CtStatus statuses[] = {CT_STATUS_OK,        CT_STATUS_MISSED,
                                        CT_STATUS_INPUT,     CT_STATUS_INTERNAL,
                                        CT_STATUS_UNDECIDED, CT_STATUS_INTERRUPTED};

    ct_out_put(out, ".SH EXIT STATUS\n");
    for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
        ct_out_printf(out, ".TP\n\\fB%d\\fR\n", (int)statuses[i]);
        put_roff(out, ct_status_text(statuses[i]));
        ct_out_put(out, "\n");
    }
}

void
ct_help_write_man(CtOut *out)
{
    ct_out_put(out, ".\\\" SPDX-License-Identifier: GPL-2.0-or-later\n"
                    ".\\\" Written by `cybertwin help --man`.\n"
                    ".TH CYBERTWIN 1 \"\" \"Cybertwin " CT_VERSION "\" \"User Commands\"\n"
                    ".SH NAME\n"
                    "cybertwin \\- how an attacker gets through an architecture\n"
                    ".SH SYNOPSIS\n"
                    "\\fBcybertwin\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIOPERAND\\fR]...\n"
                    ".SH DESCRIPTION\n");
    put_paragraphs(out,
                   "Cybertwin reads the architecture of a supply chain or a plant from YAML, works "
                   "out what an attacker can do with it, and answers with the paths to each goal, "
                   "each step with its technique and the line of the topology that allows it.\n\n"
                   "PACKAGE is a folder with topology.yaml and, if it has them, scenario.lua and "
                   "techniques/; or a topology file alone. FACT is something an attacker can have, "
                   "written kind:entity or kind:entity:level, for example exec:hmi-1:admin; "
                   "'cybertwin list facts' names the kinds.");
    ct_out_put(out, ".SH COMMANDS\n");
    for (size_t i = 0; i < ct_n_commands; i++)
        put_command(out, &ct_commands[i]);
    ct_out_put(out, ".SH OPTIONS OF EVERY COMMAND\n");
    for (size_t i = 0; i < ct_n_options; i++) {
        if (ct_options[i].groups & CT_OPTIONS_COMMON)
            put_option(out, &ct_options[i]);
    }
    put_limits(out);
    put_statuses(out);
    ct_out_put(out, ".SH ENVIRONMENT\n"
                    ".TP\n\\fBNO_COLOR\\fR\n"
                    "if set and not empty, no colours unless \\-\\-color=always\n"
                    ".TP\n\\fBSOURCE_DATE_EPOCH\\fR\n"
                    "seconds since 1970: the day on which the question is asked, unless "
                    "\\-\\-as\\-of says\n");
}
