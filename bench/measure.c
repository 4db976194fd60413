/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/measure.h"

#include <glib.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

double
ct_measure_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double
ct_measure_heap(void)
{
    struct mallinfo2 info = mallinfo2();

    return (double)info.uordblks + (double)info.hblkhd;
}

double
ct_measure_peak(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss * 1024;
}

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

double
ct_measure_median(double *samples, size_t n)
{
    if (n == 0)
        return 0;
    qsort(samples, n, sizeof *samples, compare_doubles);
    return n % 2 == 1 ? samples[n / 2] : (samples[n / 2 - 1] + samples[n / 2]) / 2;
}

static char *
processor_name(void)
{
    g_autofree char *text = NULL;
    const char *line;

    if (!g_file_get_contents("/proc/cpuinfo", &text, NULL, NULL))
        return g_strdup("unknown processor");
    line = strstr(text, "model name");
    line = line == NULL ? NULL : strchr(line, ':');
    if (line == NULL)
        return g_strdup("unknown processor");
    return g_strstrip(g_strndup(line + 1, strcspn(line + 1, "\n")));
}

char *
ct_measure_machine(void)
{
    g_autofree char *processor = processor_name();
    double memory = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    struct utsname system;

    uname(&system);
    return g_strdup_printf("%s, %ld cores, %.0f GiB; %s %s %s; %s %s, %s build", processor,
                           sysconf(_SC_NPROCESSORS_ONLN), memory / (1 << 30), system.sysname,
                           system.release, system.machine,
#ifdef __clang__
                           "clang",
#else
                           "gcc",
#endif
                           __VERSION__, CT_BUILD_TYPE);
}
