/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Distance: optimal string alignment (insert, delete, replace, swap neighbours), the restricted
 * Damerau-Levenshtein distance, in three rolling rows.
 */
#include "base/ident.h"

#include <string.h>

#define LONGEST_COMPARED 64
#define LONGEST_ID 128

bool
ct_ident_is_valid(const char *text, size_t length)
{
    if (length == 0 || length > LONGEST_ID || !g_ascii_isalnum(text[0]))
        return false;
    for (size_t i = 1; i < length; i++)
        if (!g_ascii_isalnum(text[i]) && text[i] != '_' && text[i] != '-')
            return false;
    return true;
}

static size_t
fold(const char *text, char *ret_folded)
{
    size_t length = 0;

    for (; length < LONGEST_COMPARED && text[length] != '\0'; length++)
        ret_folded[length] = g_ascii_tolower(text[length]);
    return length;
}

static unsigned
smallest(unsigned a, unsigned b, unsigned c)
{
    return MIN(a, MIN(b, c));
}

/* The distance of two folded texts, or anything above @limit when it is above @limit. */
static unsigned
distance(const char *a, size_t n_a, const char *b, size_t n_b, unsigned limit)
{
    unsigned rows[3][LONGEST_COMPARED + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= n_b; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= n_a; i++) {
        unsigned best = row[0] = (unsigned)i;
        unsigned *spare = before;

        for (size_t j = 1; j <= n_b; j++) {
            row[j] = smallest(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], before[j - 2] + 1);
            best = MIN(best, row[j]);
        }
        /* A swap reaches back two rows, hence one more than the row's best. */
        if (best > limit + 1)
            return best;
        before = last;
        last = row;
        row = spare;
    }
    return last[n_b];
}

const char *
ct_ident_nearest(const char *text, const char *const *candidates, size_t n_candidates)
{
    char folded[LONGEST_COMPARED], other[LONGEST_COMPARED];
    size_t n = fold(text, folded);
    const char *nearest = NULL;
    unsigned nearest_distance = UINT_MAX;

    for (size_t i = 0; i < n_candidates; i++) {
        size_t n_other = fold(candidates[i], other);
        size_t longer = MAX(n, n_other);
        unsigned limit = (unsigned)MAX(1, longer / 3);
        unsigned d;

        if (longer - MIN(n, n_other) > limit)
            continue;
        limit = MIN(limit, nearest_distance);
        d = distance(folded, n, other, n_other, limit);
        if (d <= limit && d < nearest_distance && (d == 0 || d < longer)) {
            nearest = candidates[i];
            nearest_distance = d;
        }
    }
    return nearest;
}

void
ct_ident_put_without_numbers(GString *out, const char *text)
{
    bool inside = false;

    for (; text != NULL && *text != '\0'; text++) {
        bool number = inside && g_ascii_isdigit(*text);

        if (!number)
            g_string_append_c(out, *text);
        inside = *text == '[' || number;
    }
}
