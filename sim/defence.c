/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/defence.h"

#include <stddef.h>
#include <string.h>

enum { N_TIMES = 6 }; /* the first columns */

_Static_assert(sizeof(CtDefenceRow) ==
                   offsetof(CtDefenceRow, alert_ms) + CT_DEFENCE_COLUMNS * sizeof(int64_t),
               "a column for each number");

void
ct_defence_row_numbers(const CtDefenceRow *row, int64_t *numbers)
{
    memcpy(numbers, &row->alert_ms, CT_DEFENCE_COLUMNS * sizeof *numbers);
}

void
ct_defence_row_set(CtDefenceRow *row, const int64_t *numbers)
{
    *row = (CtDefenceRow){.is_there = true};
    memcpy(&row->alert_ms, numbers, CT_DEFENCE_COLUMNS * sizeof *numbers);
}

void
ct_defence_row_begin(CtDefenceRow *row)
{
    *row = (CtDefenceRow){.alert_ms = -1,
                          .detect_ms = -1,
                          .contain_ms = -1,
                          .held_ms = -1,
                          .impair_ms = -1,
                          .recover_ms = -1};
}

bool
ct_defence_row_is_sound(const CtDefenceRow *row, int64_t end_ms)
{
    int64_t numbers[CT_DEFENCE_COLUMNS];

    ct_defence_row_numbers(row, numbers);
    for (int i = 0; i < CT_DEFENCE_COLUMNS; i++)
        if (i < N_TIMES ? numbers[i] < -1 || numbers[i] > end_ms : numbers[i] < 0)
            return false;
    return row->confirmed <= row->true_alerts && row->missed <= row->true_alerts - row->confirmed &&
           row->misled <= row->false_alarms && row->delayed <= row->triaged &&
           row->escalated <= row->triaged && row->examined <= row->escalated;
}
