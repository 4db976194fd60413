/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many replications on several threads. Which thread plays which, and in which order they end,
 * shows nowhere: a replication is a function of its number, and whoever keeps the rows keeps them
 * by number.
 */
#pragma once

#include "sim/row.h"

/* Which replications are wanted: those of @first to @first + @n - 1 that @is_there does not have.
 */
typedef struct CtReplicateRange {
    uint64_t first, n;
    bool (*is_there)(uint64_t replication, void *data); /* NULL: none is */
    void *data;
} CtReplicateRange;

/*
 * Takes a row over; called on the thread that called ct_replicate(), in no order. False ends the
 * run: what is under way is dropped.
 */
typedef bool (*CtReplicateSink)(CtRow *row, void *data);

typedef struct CtReplicateOptions {
    uint32_t jobs;    /* threads; 0: as many as there are processors */
    bool engine;      /* the engine even where one pass would do; for tests */
    const gint *stop; /* set by others, atomically: end soon; NULL: never */
    /* Called on the caller's thread after some rows and at least four times a second; NULL. */
    void (*tick)(void *data);
    CtReplicateSink sink;
    void *data;
} CtReplicateOptions;

/*
 * False where it was stopped before all was done. @sim is closed. Memory: states of each thread,
 * and rows on their way, at most about 2 000.
 */
bool
ct_replicate(const CtSim *sim, const CtReplicateRange *range, const CtReplicateOptions *options);

/* One replication, whose row the caller frees; by one pass where that will do. */
CtRow *ct_replicate_one(const CtSim *sim, uint64_t replication);
