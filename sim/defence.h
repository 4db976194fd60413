/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What remains of a defender's part in one replication: whole numbers. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Times are ms since the start of the replication; -1: it did not come to that. */
typedef struct CtDefenceRow {
    bool is_there;            /* somebody defends */
    int64_t end_ms;           /* of the replication; where the row was read, else 0 */
    int64_t alert_ms;         /* first alert of a real attempt */
    int64_t detect_ms;        /* first of them that was confirmed */
    int64_t contain_ms;       /* first action since that takes something from the attacker */
    int64_t held_ms;          /* first fact that an attempt gained */
    int64_t impair_ms;        /* first function impaired */
    int64_t recover_ms;       /* since when none is, given one was */
    int64_t true_alerts;      /* raised */
    int64_t false_alarms;     /* likewise */
    int64_t confirmed;        /* true alerts */
    int64_t missed;           /* true alerts dismissed */
    int64_t misled;           /* false alarms confirmed */
    int64_t triaged;          /* alerts that an analyst has begun with … */
    int64_t delayed;          /* … those of them that waited */
    int64_t waited_ms;        /* … and how long, together */
    int64_t busy_ms;          /* of all analysts */
    int64_t available_ms;     /* analysts × hours of their shifts */
    int64_t actions;          /* of the playbook that changed anything */
    int64_t escalated;        /* alerts that analysts handed to experts … */
    int64_t examined;         /* … those that an expert has begun with … */
    int64_t expert_waited_ms; /* … and how long they waited for him, together */
    int64_t expert_busy_ms;
    int64_t expert_available_ms; /* experts × hours of their shifts */
} CtDefenceRow;

enum { CT_DEFENCE_COLUMNS = 22 };

/* The numbers in the order above. */
void ct_defence_row_numbers(const CtDefenceRow *row, int64_t *numbers);
void ct_defence_row_set(CtDefenceRow *row, const int64_t *numbers);

/* Nobody defends, or nothing has happened yet. */
void ct_defence_row_begin(CtDefenceRow *row);

/* Whether the numbers of a row from a file can be of a replication that ended at @end_ms. */
bool ct_defence_row_is_sound(const CtDefenceRow *row, int64_t end_ms);
