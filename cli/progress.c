/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A thread that wakes five times a second and redraws. The state is process-wide because the
 * screen is: one line of it, shared with the signal handler, which may only write().
 */
#include "cli/progress.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_MS = 1000, EVERY_MS = 200 };

static struct {
    GMutex mutex;
    GCond wake;
    GThread *thread;
    const char *phase; /* NULL: to end */
    gint64 since;      /* of the first phase, monotonic microseconds */
    gint64 phase_since;
    _Atomic uint64_t done, total, first; /* of the phase; done when it was first told */
    atomic_bool shown;
} progress;

void
ct_progress_wipe(void)
{
    static const char wipe[] = "\r\033[K";

    if (atomic_exchange(&progress.shown, false)) {
        ssize_t written = write(STDERR_FILENO, wipe, sizeof wipe - 1);
        (void)written; /* a lost wipe leaves a line on the screen, nothing else */
    }
}

/* ", 340 of 1000, 12 s left" once there is something to go by; g_free(). */
static char *
count_text(gint64 now)
{
    uint64_t done = atomic_load(&progress.done), total = atomic_load(&progress.total);
    uint64_t first = atomic_load(&progress.first);
    double passed = (double)(now - progress.phase_since) / 1e6;

    if (total == 0)
        return g_strdup("");
    if (done <= first || done > total)
        return g_strdup_printf(", %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, done, total);
    return g_strdup_printf(", %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT ", %.0f s left", done,
                           total, passed * (double)(total - done) / (double)(done - first));
}

static void *
show(G_GNUC_UNUSED void *data)
{
    g_mutex_lock(&progress.mutex);
    while (progress.phase != NULL) {
        gint64 now = g_get_monotonic_time();
        gint64 passed_ms = (now - progress.since) / 1000;

        if (passed_ms >= FIRST_MS) {
            g_autofree char *count = count_text(now);
            g_autofree char *line = g_strdup_printf("\r\033[K%s … %" G_GINT64_FORMAT " s%s",
                                                    progress.phase, passed_ms / 1000, count);

            atomic_store(&progress.shown, true);
            if (write(STDERR_FILENO, line, strlen(line)) < 0)
                break;
        }
        g_cond_wait_until(&progress.wake, &progress.mutex, now + (gint64)EVERY_MS * 1000);
    }
    g_mutex_unlock(&progress.mutex);
    return NULL;
}

void
ct_progress_phase(const CtCli *cli, const char *phase)
{
    if (cli->options.quiet || !isatty(STDERR_FILENO) || g_strcmp0(g_getenv("TERM"), "dumb") == 0)
        return;
    g_mutex_lock(&progress.mutex);
    progress.phase = phase;
    progress.phase_since = g_get_monotonic_time();
    atomic_store(&progress.total, 0);
    g_mutex_unlock(&progress.mutex);
    if (progress.thread == NULL) {
        progress.since = g_get_monotonic_time();
        progress.thread = g_thread_new("progress", show, NULL);
    }
}

void
ct_progress_count(uint64_t done, uint64_t total)
{
    if (atomic_load(&progress.total) == 0)
        atomic_store(&progress.first, done);
    atomic_store(&progress.done, done);
    atomic_store(&progress.total, total);
}

void
ct_progress_stop(void)
{
    if (progress.thread == NULL)
        return;
    g_mutex_lock(&progress.mutex);
    progress.phase = NULL;
    g_cond_signal(&progress.wake);
    g_mutex_unlock(&progress.mutex);
    g_thread_join(progress.thread);
    progress.thread = NULL;
    ct_progress_wipe();
}
