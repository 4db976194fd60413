/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Standard output and standard error of the command. Ctrl-C may end the process at any time: what
 * writes a file holds it back while there is something to be taken away.
 */
#include "cli/terminal.h"

#include "cli/progress.h"

#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_PLAIN = 80, WIDTH_MOST = 100, SHOWN_DIAGNOSTICS = 50 };

static gint *deferred; /* what the first Ctrl-C sets; NULL: nothing */

static void
on_interrupt(G_GNUC_UNUSED int signal_number)
{
    if (deferred != NULL && g_atomic_int_compare_and_exchange(deferred, 0, 1))
        return;
    ct_progress_wipe();
    _exit(CT_STATUS_INTERRUPTED);
}

void
ct_terminal_defer_interrupt(gint *flag)
{
    deferred = flag;
}

void
ct_terminal_start(void)
{
    struct sigaction interrupt = {.sa_handler = on_interrupt};
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    /* Arguments are UTF-8 whatever the user's locale. Messages' locale stays "C": GLib's would
     * come translated. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, "");
    sigemptyset(&interrupt.sa_mask);
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore,
              NULL); /* past a limit of the size of files is an error like another */
}

static bool
wants_color(const char *when, int descriptor)
{
    const char *terminal = g_getenv("TERM");
    const char *refused = g_getenv("NO_COLOR");

    if (g_strcmp0(when, "always") == 0)
        return true;
    if (g_strcmp0(when, "never") == 0)
        return false;
    return isatty(descriptor) != 0 && (refused == NULL || *refused == '\0') &&
           g_strcmp0(terminal, "dumb") != 0;
}

void
ct_terminal_measure(CtCli *cli)
{
    struct winsize size = {0};
    bool to_file = cli->options.output != NULL;

    cli->width = WIDTH_PLAIN;
    if (!to_file && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col >= 40)
        cli->width = MIN(size.ws_col, WIDTH_MOST);
    if (cli->options.width > 0)
        cli->width = (unsigned)cli->options.width;
    cli->color = wants_color(cli->options.color, STDOUT_FILENO) &&
                 (!to_file || g_strcmp0(cli->options.color, "always") == 0);
    cli->color_error = wants_color(cli->options.color, STDERR_FILENO);
}

/* File names and fact texts come from outside: no escape sequence of theirs gets through. */
G_GNUC_PRINTF(2, 0)
static void
say_line(const char *before, const char *format, va_list arguments)
{
    g_autofree char *raw = g_strdup_vprintf(format, arguments);
    g_autofree char *text = g_utf8_make_valid(raw, -1);

    for (char *at = text; *at != '\0'; at++) {
        if ((guchar)*at < 0x20 && *at != '\n')
            *at = '?';
        if (*at == 0x7f)
            *at = '?';
    }
    ct_progress_wipe();
    fprintf(stderr, "%s%s\n", before, text);
}

void
ct_say_error(G_GNUC_UNUSED const CtCli *cli, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say_line("cybertwin: ", format, arguments);
    va_end(arguments);
}

void
ct_say(const CtCli *cli, const char *format, ...)
{
    va_list arguments;

    if (cli->options.quiet)
        return;
    va_start(arguments, format);
    say_line("", format, arguments);
    va_end(arguments);
}

void
ct_say_verbose(const CtCli *cli, const char *format, ...)
{
    va_list arguments;

    if (!cli->options.verbose)
        return;
    va_start(arguments, format);
    say_line("", format, arguments);
    va_end(arguments);
}

void
ct_say_diagnostics(const CtCli *cli, CtDiag *diag)
{
    size_t warnings = ct_diag_count(diag, CT_SEVERITY_WARNING);
    size_t notes = ct_diag_count(diag, CT_SEVERITY_NOTE);

    if (ct_diag_count(diag, CT_SEVERITY_ERROR) > 0 ||
        (cli->options.verbose && warnings + notes > 0)) {
        g_autofree char *text = ct_diag_to_text(diag, SHOWN_DIAGNOSTICS);

        ct_progress_wipe();
        fputs(text, stderr);
    } else if (warnings > 0) {
        ct_say(cli, "%zu warning%s; 'cybertwin check' shows %s", warnings, warnings == 1 ? "" : "s",
               warnings == 1 ? "it" : "them");
    }
}

void
ct_terminal_hold(bool hold)
{
    sigset_t held;

    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &held, NULL);
}

CtOut *
ct_result_open(CtCli *cli)
{
    ct_progress_stop();
    if (cli->options.output == NULL)
        return ct_out_new_stream(stdout);
    return ct_out_new_file(cli->options.output);
}

/* Whether what reads our standard output has closed it, as `head` does. */
static bool
reader_is_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};

    return poll(&output, 1, 0) > 0 && (output.revents & (POLLERR | POLLHUP)) != 0;
}

CtStatus
ct_result_close(CtCli *cli, CtOut *out, CtStatus status)
{
    g_autoptr(GError) error = NULL;
    bool ok = ct_out_close(out, &error);

    ct_out_free(out);
    if (!ok && (cli->options.output != NULL || !reader_is_gone())) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INTERNAL;
    }
    return status;
}
