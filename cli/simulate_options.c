/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/simulate_parts.h"

#include "cli/terminal.h"

#include "base/units.h"

#include <string.h>

bool
ct_share_parse(const CtCli *cli, CtShare *ret_share)
{
    const char *text = cli->options.shard;
    const char *slash = text != NULL ? strchr(text, '/') : NULL;
    g_autofree char *first = slash != NULL ? g_strndup(text, (gsize)(slash - text)) : NULL;
    guint64 i, n;

    *ret_share = (CtShare){0};
    if (text == NULL)
        return true;
    if (slash == NULL || !g_ascii_string_to_unsigned(slash + 1, 10, 1, 1000000, &n, NULL) ||
        !g_ascii_string_to_unsigned(first, 10, 1, n, &i, NULL)) {
        ct_say_error(cli, "--shard '%s': write I/N with I from 1 to N, as in 3/8", text);
        return false;
    }
    *ret_share = (CtShare){.i = i - 1, .n = n};
    return true;
}

bool
ct_share_has(const CtShare *share, uint64_t replication)
{
    return share->n == 0 || replication % share->n == share->i;
}

uint64_t
ct_share_size(const CtShare *share, uint64_t n)
{
    if (share->n == 0)
        return n;
    return n / share->n + (share->i < n % share->n);
}

bool
ct_until_parse(const CtCli *cli, CtUntil *ret_until)
{
    const char *text = cli->options.until;
    const char *colon = text != NULL ? strrchr(text, ':') : NULL;
    double half = 0;

    *ret_until = (CtUntil){0};
    if (text == NULL)
        return true;
    if (colon == NULL || colon == text || !ct_units_parse_number(colon + 1, &half, NULL) ||
        !(half > 0 && half < 1)) {
        ct_say_error(cli, "--until '%s': write WHAT:HALF, HALF between 0 and 1, as in success:0.01",
                     text);
        return false;
    }
    *ret_until = (CtUntil){.what = g_strndup(text, (gsize)(colon - text)), .half_width = half};
    return true;
}

void
ct_until_clear(CtUntil *until)
{
    g_free(until->what);
    *until = (CtUntil){0};
}
