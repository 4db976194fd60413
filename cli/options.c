/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One table of options, handed to GOption a command at a time. GOption's texts stay English
 * because no message locale is ever set (cli/main.c); its own --help is off, since ours is
 * written from the same table.
 */
#include "cli/options.h"

#include "base/ident.h"
#include "report/csv.h"

#include <string.h>

static const char *const color_words[] = {"auto", "always", "never", NULL};
static const char *const cost_words[] = {"effort",  "time",  "steps", "probability",
                                         "stealth", "skill", NULL};
static const char *const import_words[] = {"nasim", NULL};
static const char *const fail_words[] = {"reachable", "critical", "high", "medium",
                                         "low",       "never",    NULL};
static const char *const diff_words[] = {"reachable", "critical", "high",  "medium",
                                         "low",       "worse",    "never", NULL};
static const char *const severity_words[] = {"critical", "high", "medium", "low", "never", NULL};
static const char *const shell_words[] = {"bash", "zsh", NULL};
static const char *const theme_words[] = {"light", "dark", NULL};

/* A row each is kept in memory, or in a run file. */
enum { MOST_REPLICATIONS = 10000000 };

#define AT(field) G_STRUCT_OFFSET(CtOptions, field)

const CtOption ct_options[] = {
    {"help", 'h', CT_OPTION_FLAG, CT_OPTIONS_COMMON, AT(help), NULL, NULL, "show this text"},
    {"quiet", 'q', CT_OPTION_FLAG, CT_OPTIONS_COMMON, AT(quiet), NULL, NULL,
     "no warnings and no progress, only results and errors"},
    {"verbose", 'v', CT_OPTION_FLAG, CT_OPTIONS_COMMON, AT(verbose), NULL, NULL,
     "also say what is being done, and notes"},
    {"color", 0, CT_OPTION_TEXT, CT_OPTIONS_COMMON, AT(color), "WHEN", color_words,
     "auto (on a terminal, unless NO_COLOR is set), always or never"},
    {"width", 0, CT_OPTION_NUMBER, CT_OPTIONS_WIDTH, AT(width), "COLUMNS", NULL,
     "columns of text output, 40 to 500 (default: the terminal's, at most 100; else 80)"},
    {"format", 'f', CT_OPTION_TEXT, CT_OPTIONS_FORMAT, AT(format), "FORMAT", NULL, "what to write"},
    {"output", 'o', CT_OPTION_FILE, CT_OPTIONS_OUTPUT, AT(output), "FILE", NULL,
     "write to FILE, whole or not at all, instead of standard output; of 'run' and 'merge' a name "
     "that ends in .ctrun gets the run file"},
    {"set", 0, CT_OPTION_TEXTS, CT_OPTIONS_MODEL, AT(set), "PATH=VALUE", NULL,
     "change the topology before anything else, for example "
     "conduits.corp-control.controls.mfa=otp; VALUE is YAML, null removes; may be repeated"},
    {"techniques", 0, CT_OPTION_TEXTS, CT_OPTIONS_ATTACK, AT(techniques), "DIR", NULL,
     "also load the techniques in DIR; one of a known name replaces it; may be repeated"},
    {"catalogs", 0, CT_OPTION_TEXTS, CT_OPTIONS_STANDARDS, AT(catalogs), "DIR", NULL,
     "also read the catalogs (*.yaml) and checks (*.lua) in DIR; one of a known name replaces it; "
     "may be repeated"},
    {"standard", 0, CT_OPTION_TEXTS, CT_OPTIONS_VALIDATE | CT_OPTIONS_REPLICATE | CT_OPTIONS_RUN,
     AT(standards), "ID", NULL,
     "judge by this standard ('list standards' names them), or by one requirement of it, ID:ROW; "
     "may be repeated"},
    {"as-of", 0, CT_OPTION_TEXT, CT_OPTIONS_MODEL, AT(as_of), "DATE", NULL,
     "the day on which the question is asked, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else "
     "today in UTC)"},
    {"entry", 0, CT_OPTION_TEXTS, CT_OPTIONS_ATTACKER, AT(entries), "FACT", NULL,
     "what the attacker starts with, for example located:internet, instead of the scenario's; "
     "may be repeated"},
    {"goal", 0, CT_OPTION_TEXTS, CT_OPTIONS_RUN | CT_OPTIONS_GOAL, AT(goals), "FACT", NULL,
     "what the attacker is after, for example exec:hmi-1:admin, instead of the scenario's; "
     "may be repeated"},
    {"paths", 'k', CT_OPTION_NUMBER, CT_OPTIONS_RUN | CT_OPTIONS_PATHS, AT(paths), "N", NULL,
     "at most N paths to each goal (default 5; of the command paths, 10)"},
    {"cost", 0, CT_OPTION_TEXT, CT_OPTIONS_RUN | CT_OPTIONS_COST, AT(cost), "COST", cost_words,
     "what makes a path good: effort, time, steps, probability, stealth or skill (default: the "
     "scenario's, else effort; of 'goals': time)"},
    {"fail-on", 0, CT_OPTION_TEXT, CT_OPTIONS_RUN, AT(fail_on), "WHAT", fail_words,
     "reachable: exit status 1 if any goal is reachable; critical, high, medium or low: if a "
     "segmentation failure is as grave; never (default)"},
    {"fail-on", 0, CT_OPTION_TEXT, CT_OPTIONS_SEGMENTS, AT(fail_on), "SEVERITY", severity_words,
     "exit status 1 if a failure that no waiver covers is critical, at least high, medium or low; "
     "never (default)"},
    {"fail-on", 0, CT_OPTION_TEXT, CT_OPTIONS_VALIDATE, AT(fail_on), "SEVERITY", severity_words,
     "exit status 1 if a requirement fails that is critical, at least high, medium (default) or "
     "low; never"},
    {"fail-on", 0, CT_OPTION_TEXT, CT_OPTIONS_DIFF, AT(fail_on), "WHAT", diff_words,
     "reachable: exit status 1 if a goal became reachable; critical, high, medium or low "
     "(default): also if a failure as grave was gained or a target is newly missed; worse: also if "
     "any figure is worse; never"},
    {"replications", 'n', CT_OPTION_NUMBER, CT_OPTIONS_SIMULATE | CT_OPTIONS_REPLICATE,
     AT(replications), "N", NULL,
     "simulate N courses of the attack (default 1000 where the package has a scenario, else 0); "
     "0: none"},
    {"seed", 0, CT_OPTION_TEXT, CT_OPTIONS_SIMULATE | CT_OPTIONS_REPLICATE, AT(seed), "NUMBER",
     NULL, "what chance starts from, 0 to 2^64 - 1 (default 1): equal seeds give equal results"},
    {"horizon", 0, CT_OPTION_TEXT, CT_OPTIONS_SIMULATE | CT_OPTIONS_REPLICATE, AT(horizon), "TIME",
     NULL, "a course ends after TIME, for example 90d (default: the scenario's, else 365d)"},
    {"to-horizon", 0, CT_OPTION_FLAG, CT_OPTIONS_SIMULATE | CT_OPTIONS_REPLICATE, AT(to_horizon),
     NULL, NULL, "a course goes on when all goals are reached"},
    {"until", 0, CT_OPTION_TEXT, CT_OPTIONS_SIMULATE, AT(until), "WHAT:HALF", NULL,
     "replicate until the interval of a chance is narrower than HALF to either side, looking after "
     "100, 200, 400 … replications, at most -n (default 102400): success:0.01 for all goals, or "
     "a goal's id instead of success"},
    {"scale-times", 0, CT_OPTION_TEXT, CT_OPTIONS_SIMULATE, AT(scale_times), "FACTORS", NULL,
     "ask again with every duration multiplied by each of FACTORS, for example 0.5,2, and put the "
     "times of the goals side by side"},
    {"variant", 0, CT_OPTION_TEXT, CT_OPTIONS_SIMULATE, AT(variant), "NAME", NULL,
     "the scenario as its variant NAME has it; all: each of them beside the scenario as written, "
     "under the same luck"},
    {"profile", 0, CT_OPTION_FILE, CT_OPTIONS_REPLICATE | CT_OPTIONS_RUN, AT(profile), "FILE", NULL,
     "hold against the targets in FILE, each in place of the topology's for the same KPI"},
    {"run", 0, CT_OPTION_FILE, CT_OPTIONS_VALIDATE, AT(run), "RUN", NULL,
     "count what the replications of RUN say, a run file of this design"},
    {"baseline", 0, CT_OPTION_FILE, CT_OPTIONS_RUN | CT_OPTIONS_VALIDATE, AT(baseline), "FILE",
     NULL,
     "fail only on what is new since FILE, a run file or JSON result of 'run' (of 'validate', its "
     "JSON): a goal reached, a failure as grave as --fail-on says (default low), a target missed, "
     "a "
     "requirement failing"},
    {"kpis", 0, CT_OPTION_TEXTS, CT_OPTIONS_REPLICATE, AT(kpis), "DIR", NULL,
     "also compute the KPIs that the Lua files in DIR define; may be repeated"},
    {"shard", 0, CT_OPTION_TEXT, CT_OPTIONS_SIMULATE, AT(shard), "I/N", NULL,
     "only the I-th of N shares of the replications, into a run file for 'merge'"},
    {"resume", 0, CT_OPTION_FLAG, CT_OPTIONS_SIMULATE, AT(resume), NULL, NULL,
     "go on with the run file that -o names: starts it, does what is missing, or nothing"},
    {"jobs", 'j', CT_OPTION_NUMBER, CT_OPTIONS_JOBS, AT(jobs), "N", NULL,
     "threads (default: as many as there are processors); shows in no result"},
    {"allow-failed", 0, CT_OPTION_FLAG, CT_OPTIONS_STATISTICS, AT(allow_failed), NULL, NULL,
     "give estimates although some replications hit a limit, over the others alone"},
    {"file-prefix", 0, CT_OPTION_TEXT, CT_OPTIONS_REPORT, AT(file_prefix), "FOLDER", NULL,
     "of sarif: where the package stands in the repository, put before the names of its files"},
    {"table", 0, CT_OPTION_TEXT, CT_OPTIONS_REPORT, AT(table), "NAME", ct_report_csv_tables,
     "of csv: which one; without it, all of them, into the new folder that -o names"},
    {"replication", 0, CT_OPTION_TEXT, CT_OPTIONS_TRACE | CT_OPTIONS_FRAME | CT_OPTIONS_REPLAY,
     AT(replication), "N", NULL,
     "which one, from 0; or fastest, median or worst (default: median)"},
    {"at", 0, CT_OPTION_TEXT, CT_OPTIONS_FRAME | CT_OPTIONS_REPLAY, AT(at), "TIME", NULL,
     "the moment of a run to show, counted from its start, for example 3h or 2d4h (default: the "
     "end "
     "in a picture, the start in the window)"},
    {"size", 0, CT_OPTION_TEXT, CT_OPTIONS_FRAME, AT(size), "WIDTHxHEIGHT", NULL,
     "of the picture, before --scale (default 1280x800)"},
    {"scale", 0, CT_OPTION_TEXT, CT_OPTIONS_FRAME | CT_OPTIONS_WINDOW, AT(scale), "NUMBER", NULL,
     "of a picture: pixels of a PNG to one of --size, 0.25 to 8; without it the picture has "
     "--size, and text and lines grow with it, twice as large at 3840x2160. Of the window: how "
     "large text and lines are, 1 to 4 (default: as it was left, else 2 on a screen of "
     "3840x2160)"},
    {"speed", 0, CT_OPTION_TEXT, CT_OPTIONS_REPLAY, AT(speed), "SPEED", NULL,
     "how much faster than in life it plays, for example 600x, ten minutes in a second (default: "
     "all of it in about half a minute)"},
    {"compare", 0, CT_OPTION_FILE, CT_OPTIONS_REPLAY, AT(compare), "RUN", NULL,
     "show this run beside the first, on one clock, and mark where they differ"},
    {"theme", 0, CT_OPTION_TEXT, CT_OPTIONS_FRAME | CT_OPTIONS_WINDOW, AT(theme), "THEME",
     theme_words, "light or dark (default: light; of the window, as it was left)"},
    {"path", 0, CT_OPTION_NUMBER, CT_OPTIONS_FRAME, AT(path), "K", NULL,
     "show the K-th best way to the first --goal, else to the scenario's first goal, its steps "
     "numbered"},
    {"show", 0, CT_OPTION_TEXT, CT_OPTIONS_FRAME, AT(show), "WHAT,…", NULL,
     "over the plan, of a run as well: one or several of failures, as --failures; chokes, what "
     "lies on every way to "
     "the first goal; cuts, the fewest things without which there is no way; matrix, what is open "
     "from zone to zone, in place of the plan"},
    {"failures", 0, CT_OPTION_FLAG, CT_OPTIONS_FRAME, AT(failures), NULL, NULL,
     "mark where the segmentation fails, at the door or wall that is breached"},
    {"blast", 0, CT_OPTION_TEXT, CT_OPTIONS_FRAME, AT(blast), "ID", NULL,
     "show what falls when this alone is the attacker's: an asset, supplier, product, component or "
     "credential"},
    {"frames", 0, CT_OPTION_FILE, CT_OPTIONS_FRAME, AT(frames), "DIR", NULL,
     "write a numbered sequence over the whole run into the folder DIR, for a video"},
    {"count", 0, CT_OPTION_NUMBER, CT_OPTIONS_FRAME, AT(count), "N", NULL,
     "how many pictures --frames writes, 2 to 10000 (default 120)"},
    {"samples", 0, CT_OPTION_NUMBER, CT_OPTIONS_VERIFY, AT(samples), "N", NULL,
     "play N of the replications again (default 25)"},
    {"hash", 0, CT_OPTION_FLAG, CT_OPTIONS_VERIFY, AT(hash), NULL, NULL,
     "only print the hash of everything that is part of the result"},
    {"service", 0, CT_OPTION_TEXT, CT_OPTIONS_REACH, AT(service), "NAME", NULL,
     "ask about this service of TO only"},
    {"schema", 0, CT_OPTION_FLAG, CT_OPTIONS_CONVERT, AT(schema), NULL, NULL,
     "write the JSON Schema of topology files, for editors"},
    {"from", 0, CT_OPTION_TEXT, CT_OPTIONS_CONVERT, AT(from), "TOOL", import_words,
     "read the model of another tool and write it as the package folder that -o names; nasim: a "
     "scenario of the Network Attack Simulator"},
    {"all", 0, CT_OPTION_FLAG, CT_OPTIONS_GRAPH, AT(all), NULL, NULL,
     "also what the attacker cannot get, and the steps he cannot take"},
    {"all", 0, CT_OPTION_FLAG, CT_OPTIONS_VALIDATE, AT(all), NULL, NULL,
     "every requirement with what was looked at, and everything that could be done"},
    {"max-nodes", 0, CT_OPTION_NUMBER, CT_OPTIONS_GRAPH | CT_OPTIONS_NODES, AT(max_nodes), "N",
     NULL,
     "at most N facts and steps: 'graph' refuses to write more (default 20000), 'tree' stops "
     "opening facts (default 2000)"},
    {"most", 0, CT_OPTION_NUMBER, CT_OPTIONS_CUTS, AT(most), "N", NULL,
     "at most N of the least sets of each kind (default 100)"},
    {"sample", 0, CT_OPTION_NUMBER, CT_OPTIONS_BLAST | CT_OPTIONS_SAMPLE, AT(sample), "N", NULL,
     "which sample to take where there are more sources than --max-sources, or than 'structure' "
     "follows (default 1)"},
    {"man", 0, CT_OPTION_FLAG, CT_OPTIONS_HELP, AT(man), NULL, NULL,
     "write the manual page, in roff"},
    {"completion", 0, CT_OPTION_TEXT, CT_OPTIONS_HELP, AT(completion), "SHELL", shell_words,
     "write the completion script for bash or zsh"},
};
const size_t ct_n_options = G_N_ELEMENTS(ct_options);

G_DEFINE_QUARK(ct_options_error_quark, ct_options_error)

void
ct_options_init(CtOptions *options)
{
    *options = (CtOptions){.limits = ct_limits_default, .replications = -1};
}

void
ct_options_clear(CtOptions *options)
{
    for (size_t i = 0; i < ct_n_options; i++) {
        void *field = (char *)options + ct_options[i].offset;

        switch (ct_options[i].kind) {
        case CT_OPTION_TEXT:
        case CT_OPTION_FILE:
            g_clear_pointer((char **)field, g_free);
            break;
        case CT_OPTION_TEXTS:
            g_clear_pointer((char ***)field, g_strfreev);
            break;
        case CT_OPTION_FLAG:
        case CT_OPTION_NUMBER:
            break;
        }
    }
}

bool
ct_options_check_word(const char *what, const char *text, const char *const *words, GError **error)
{
    if (g_strv_contains(words, text))
        return true;

    const char *near = ct_ident_nearest(text, words, g_strv_length((char **)words));
    g_autofree char *list = g_strjoinv(", ", (char **)words);

    if (near != NULL)
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    "%s '%s' is not one of: %s; did you mean '%s'?", what, text, list, near);
    else
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE, "%s '%s' is not one of: %s",
                    what, text, list);
    return false;
}

static GOptionArg
argument_kind(CtOptionKind kind)
{
    switch (kind) {
    case CT_OPTION_FLAG:
        return G_OPTION_ARG_NONE;
    case CT_OPTION_TEXT:
        return G_OPTION_ARG_STRING;
    case CT_OPTION_TEXTS:
        return G_OPTION_ARG_STRING_ARRAY;
    case CT_OPTION_FILE:
        return G_OPTION_ARG_FILENAME;
    case CT_OPTION_NUMBER:
        return G_OPTION_ARG_INT;
    }
    g_assert_not_reached();
}

/* GOption's entries for @groups, and the limits' where they are asked for. */
static GArray *
build_entries(CtOptions *options, uint64_t groups)
{
    GArray *entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

    for (size_t i = 0; i < ct_n_options; i++) {
        const CtOption *option = &ct_options[i];
        GOptionEntry entry = {
            .long_name = option->name,
            .short_name = option->letter,
            .arg = argument_kind(option->kind),
            .arg_data = (char *)options + option->offset,
        };

        if (option->groups & groups)
            g_array_append_val(entries, entry);
    }
    for (size_t i = 0; (groups & CT_OPTIONS_LIMITS) && i < ct_n_limit_infos; i++) {
        GOptionEntry entry = {
            .long_name = ct_limit_infos[i].flag,
            .arg = G_OPTION_ARG_INT64,
            .arg_data = (char *)&options->limits + ct_limit_infos[i].offset,
        };

        g_array_append_val(entries, entry);
    }
    return entries;
}

/* GOption says "Unknown option --frmat=x"; says what is near to it as well. */
static void
explain_unknown(const GArray *entries, const char *message, GError **error)
{
    const char *written = strrchr(message, ' ');
    g_autofree char *name = g_strdup(written != NULL ? written + 1 : message);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const char *near = NULL;

    name[strcspn(name, "=")] = '\0';
    for (guint i = 0; i < entries->len; i++)
        g_ptr_array_add(names, (void *)g_array_index(entries, GOptionEntry, i).long_name);
    if (g_str_has_prefix(name, "--"))
        near = ct_ident_nearest(name + 2, (const char *const *)names->pdata, names->len);
    if (near != NULL)
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    "there is no option '%s'; did you mean '--%s'?", name, near);
    else
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE, "there is no option '%s'",
                    name);
}

static bool
check_values(const CtOptions *options, uint64_t groups, GError **error)
{
    for (size_t i = 0; i < ct_n_options; i++) {
        const CtOption *option = &ct_options[i];

        if (!(option->groups & groups) || option->words == NULL)
            continue;
        const char *text = *(char *const *)((const char *)options + option->offset);
        g_autofree char *what = g_strconcat("--", option->name, NULL);

        if (text != NULL && !ct_options_check_word(what, text, option->words, error))
            return false;
    }
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        uint64_t value =
            *(const uint64_t *)((const char *)&options->limits + ct_limit_infos[i].offset);

        if (value == 0 || value > INT64_MAX) {
            g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE, "--%s must be at least 1",
                        ct_limit_infos[i].flag);
            return false;
        }
    }
    if (options->width != 0 && (options->width < 40 || options->width > 500)) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    "--width must be between 40 and 500");
        return false;
    }
    if (options->max_nodes < 0) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    "--max-nodes must be at least 1");
        return false;
    }
    if (options->most < 0 || options->most > 100000) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    "--most must be between 1 and 100000");
        return false;
    }
    if (options->sample < 0) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE, "--sample must be at least 1");
        return false;
    }
    if (options->replications < -1 || options->replications > MOST_REPLICATIONS ||
        options->jobs < 0 || options->jobs > 1024 || options->samples < 0) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    options->jobs < 0 || options->jobs > 1024 ? "--jobs must be between 1 and 1024"
                    : options->samples < 0                    ? "--samples must be at least 1"
                                           : "--replications must be between 0 and 10000000");
        return false;
    }
    if (options->paths < 0 || options->paths > 10000) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    "--paths must be between 1 and 10000");
        return false;
    }
    return true;
}

bool
ct_options_parse(CtOptions *options, uint64_t groups, char ***arguments, GError **error)
{
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GArray) entries = build_entries(options, groups);
    g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) problem = NULL;

    /* GOption takes the first word for the program's name. */
    g_ptr_array_add(argv, g_strdup("cybertwin"));
    for (char **word = *arguments; *word != NULL; word++)
        g_ptr_array_add(argv, g_strdup(*word));
    g_ptr_array_add(argv, NULL);

    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, (GOptionEntry *)entries->data, NULL);

    g_auto(GStrv) words = (char **)g_ptr_array_free(g_steal_pointer(&argv), FALSE);
    if (!g_option_context_parse_strv(context, &words, &problem)) {
        if (g_error_matches(problem, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
            explain_unknown(entries, problem->message, error);
        else
            g_set_error_literal(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE, problem->message);
        return false;
    }
    if (!check_values(options, groups, error))
        return false;

    /* GOption leaves a literal "--" standing in front of the operands that follow it. */
    g_autoptr(GPtrArray) left = g_ptr_array_new();
    bool dashes = false;

    for (char **word = words + 1; *word != NULL; word++) {
        if (!dashes && strcmp(*word, "--") == 0)
            dashes = true;
        else
            g_ptr_array_add(left, g_strdup(*word));
    }
    g_ptr_array_add(left, NULL);
    g_strfreev(*arguments);
    *arguments = (char **)g_ptr_array_free(g_steal_pointer(&left), FALSE);
    return true;
}
