/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/row.h"

#include <string.h>

G_DEFINE_QUARK(ct_row_error, ct_row_error)

static void
put(GByteArray *bytes, uint64_t number)
{
    uint8_t text[10];
    guint n = 0;

    do {
        text[n] = (uint8_t)((number & 0x7f) | (number > 0x7f ? 0x80 : 0));
        number >>= 7;
        n++;
    } while (number > 0);
    g_byte_array_append(bytes, text, n);
}

static void
put_rules(GByteArray *bytes, const CtSummary *summary, uint32_t n_rules)
{
    uint32_t n = 0, before = UINT32_MAX;

    for (uint32_t r = 0; r < n_rules; r++)
        n += summary->rule_tries[r] > 0;
    put(bytes, n);
    for (uint32_t r = 0; r < n_rules; r++) {
        if (summary->rule_tries[r] == 0)
            continue;
        put(bytes, r - before); /* the first: from -1 */
        put(bytes, summary->rule_tries[r]);
        put(bytes, summary->rule_gains[r]);
        before = r;
    }
}

static void
put_places(GByteArray *bytes, const CtSummary *summary, uint32_t n_places)
{
    uint32_t n = 0, before = UINT32_MAX;

    for (uint32_t p = 0; p < n_places; p++)
        n += summary->place_ms[p] >= 0;
    put(bytes, n);
    for (uint32_t p = 0; p < n_places; p++) {
        if (summary->place_ms[p] < 0)
            continue;
        put(bytes, p - before);
        put(bytes, (uint64_t)summary->place_ms[p]);
        put(bytes, summary->place_fallen[p]);
        before = p;
    }
}

static void
put_defence(GByteArray *bytes, const CtDefenceRow *defence)
{
    int64_t numbers[CT_DEFENCE_COLUMNS];

    if (!defence->is_there)
        return;
    ct_defence_row_numbers(defence, numbers);
    for (int i = 0; i < CT_DEFENCE_COLUMNS; i++)
        put(bytes, (uint64_t)numbers[i] + 1);
}

static void
take_losses(CtRow *row, const CtSummary *summary)
{
    const CtLosses *losses = summary->losses;
    uint32_t n_functions = losses != NULL ? ct_losses_n_functions(losses) : 0;

    row->n_losses = losses != NULL ? n_functions + ct_losses_n_requirements(losses) : 0;
    row->losses = g_new(CtLossTime, (size_t)row->n_losses + 1);
    for (uint32_t i = 0; i < row->n_losses; i++)
        row->losses[i] = i < n_functions ? ct_losses_of_function(losses, i)
                                         : ct_losses_of_requirement(losses, i - n_functions);
}

CtRow *
ct_row_new(const CtSummary *summary, const CtSim *sim)
{
    CtRow *row = g_new0(CtRow, 1);
    GByteArray *bytes = g_byte_array_new();

    put_rules(bytes, summary, sim->n_rules);
    put_places(bytes, summary, sim->places->n_places);
    put_defence(bytes, &summary->defence);
    *row = (CtRow){
        .replication = summary->replication,
        .outcome = (uint8_t)summary->outcome,
        .end_ms = summary->end_ms,
        .tries = summary->tries,
        .gains = summary->gains,
        .noise_ppm = summary->noise_ppm,
        .seen_ppm = summary->seen_ppm,
        .effort_ms = summary->effort_ms,
        .goal_ms = g_memdup2(summary->goal_ms, (sim->n_goals + 1) * sizeof *row->goal_ms),
        .n_goals = sim->n_goals,
        .detail_length = bytes->len,
    };
    row->detail = g_byte_array_free(bytes, FALSE);
    take_losses(row, summary);
    return row;
}

void
ct_row_free(CtRow *row)
{
    if (row == NULL)
        return;
    g_free(row->goal_ms);
    g_free(row->losses);
    g_free(row->detail);
    g_free(row);
}

bool
ct_row_has_same_losses(const CtRow *a, const CtRow *b)
{
    if (a->n_losses != b->n_losses)
        return false;
    for (uint32_t i = 0; i < a->n_losses; i++)
        if (a->losses[i].first_ms != b->losses[i].first_ms ||
            a->losses[i].total_ms != b->losses[i].total_ms ||
            a->losses[i].times != b->losses[i].times ||
            a->losses[i].is_lost != b->losses[i].is_lost)
            return false;
    return true;
}

/* --- reading --- */

typedef struct Reader {
    const uint8_t *at, *end;
    bool bad;
} Reader;

static uint64_t
get(Reader *reader)
{
    uint64_t number = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (reader->at == reader->end)
            break;
        uint8_t byte = *reader->at++;

        if (shift == 63 && byte > 1)
            break;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return number;
    }
    reader->bad = true;
    return 0;
}

/* The next index of a list that rises and stays below @n. */
static uint32_t
get_index(Reader *reader, uint64_t *next, uint32_t n)
{
    uint64_t distance = get(reader);

    if (distance == 0 || distance > n || *next + distance > n)
        reader->bad = true;
    else
        *next += distance;
    return (uint32_t)(*next - 1);
}

static void
walk_defence(Reader *reader, int64_t end_ms, const CtRowVisitor *visitor)
{
    int64_t numbers[CT_DEFENCE_COLUMNS];
    CtDefenceRow row;

    for (int i = 0; i < CT_DEFENCE_COLUMNS && !reader->bad; i++) {
        uint64_t number = get(reader);

        reader->bad = reader->bad || number > INT64_MAX;
        numbers[i] = reader->bad ? 0 : (int64_t)number - 1;
    }
    if (reader->bad)
        return;
    ct_defence_row_set(&row, numbers);
    row.end_ms = end_ms;
    reader->bad = !ct_defence_row_is_sound(&row, end_ms);
    if (!reader->bad && visitor != NULL && visitor->defence != NULL)
        visitor->defence(&row, visitor->data);
}

static void
walk(Reader *reader,
     uint32_t n_rules,
     uint32_t n_places,
     int64_t end_ms,
     const CtRowVisitor *visitor)
{
    uint64_t next = 0;

    for (uint64_t n = get(reader); n > 0 && !reader->bad; n--) {
        uint32_t rule = get_index(reader, &next, n_rules);
        uint64_t tries = get(reader), gains = get(reader);

        reader->bad = reader->bad || gains > tries;
        if (visitor != NULL && visitor->rule != NULL)
            visitor->rule(rule, tries, gains, visitor->data);
    }
    next = 0;
    for (uint64_t n = reader->bad ? 0 : get(reader); n > 0 && !reader->bad; n--) {
        uint32_t place = get_index(reader, &next, n_places);
        uint64_t first_ms = get(reader), fallen = get(reader);

        reader->bad = reader->bad || first_ms > INT64_MAX || fallen == 0 || fallen > UINT32_MAX;
        if (visitor != NULL && visitor->place != NULL)
            visitor->place(place, (int64_t)first_ms, (uint32_t)fallen, visitor->data);
    }
    if (!reader->bad && reader->at != reader->end)
        walk_defence(reader, end_ms, visitor);
}

bool
ct_row_read_detail(const CtRow *row,
                   uint32_t n_rules,
                   uint32_t n_places,
                   const CtRowVisitor *visitor,
                   GError **error)
{
    Reader reader = {.at = row->detail, .end = row->detail + row->detail_length};

    walk(&reader, n_rules, n_places, row->end_ms, NULL);
    if (reader.bad || reader.at != reader.end) {
        g_set_error(error, CT_ROW_ERROR, CT_ROW_ERROR_FORMAT,
                    "replication %" G_GUINT64_FORMAT ": its detail is damaged at byte %td",
                    row->replication, reader.at - row->detail);
        return false;
    }
    reader = (Reader){.at = row->detail, .end = row->detail + row->detail_length};
    walk(&reader, n_rules, n_places, row->end_ms, visitor);
    return true;
}
