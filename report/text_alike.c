/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Steps of a path that are done again, one after the other, on instances that differ by their
 * number alone: a hundred meters that fall one by one are told by the first of them. Two or three
 * steps may be done again together, as a login and what follows it.
 */
#include "report/text_parts.h"

#include "base/ident.h"

#include <string.h>

enum { LONGEST = 3, FEWEST_MORE = 2 };

static void
put(GString *key, const char *text)
{
    ct_ident_put_without_numbers(key, text);
    g_string_append_c(key, '\n');
}

/* All that is told of a step, but for the numbers. */
static char *
reads_as(const CtPathStep *step)
{
    GString *key = g_string_new(NULL);

    put(key, step->technique);
    put(key, step->title);
    put(key, step->from);
    put(key, step->to);
    for (size_t i = 0; step->gains[i] != NULL; i++)
        put(key, step->gains[i]);
    g_string_append_printf(key, "%d %" G_GINT64_FORMAT "\n", step->is_outcome, step->time_ms);
    for (uint32_t i = 0; i < step->n_why; i++) {
        const CtWhy *why = &step->why[i];

        g_string_append_printf(key, "%u %u %u %u ", why->kind, why->pos.file, why->pos.line,
                               why->pos.column);
        put(key, why->text);
    }
    return g_string_free(key, FALSE);
}

static bool
read_alike(const CtPathStep *a, const CtPathStep *b)
{
    if (g_strcmp0(a->technique, b->technique) != 0 || a->n_why != b->n_why)
        return false;
    g_autofree char *one = reads_as(a), *other = reads_as(b);

    return strcmp(one, other) == 0;
}

/* How many steps after the @period ones from @i on do the same again, whole periods only. */
static uint32_t
count_more(const CtPath *path, uint32_t i, uint32_t period)
{
    uint32_t n = 0;

    while (i + period + n < path->n_steps &&
           read_alike(&path->steps[i + n % period], &path->steps[i + period + n]))
        n++;
    return n - n % period;
}

uint32_t
ct_text_alike_steps(const CtPath *path, uint32_t i, uint32_t *ret_period)
{
    uint32_t most = 0;

    for (uint32_t period = 1; period <= LONGEST; period++) {
        uint32_t n = count_more(path, i, period);

        if (n >= FEWEST_MORE * period && n > most) {
            most = n;
            *ret_period = period;
        }
    }
    return most;
}

void
ct_text_alike_line(
    const CtTextReport *report, const CtPath *path, uint32_t first, uint32_t n, uint32_t period)
{
    const char *from = path->steps[first + period - 1].to;
    const char *to = path->steps[first + n - 1].to;
    g_autofree char *which = period == 1
                                 ? g_strdup_printf("step %u", first)
                                 : g_strdup_printf("steps %u to %u", first - period + 1, first);
    g_autofree char *text = g_strdup_printf("to %u: the same as %s, on %s%s%s", first + n, which,
                                            from, n == 2 * period ? " and " : " … ", to);

    ct_out_printf(report->out, "%3u  ", first + 1);
    ct_text_style(report->out, report->options->color, CT_STYLE_DIM, text);
    ct_out_put(report->out, "\n");
}
