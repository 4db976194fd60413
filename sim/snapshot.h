/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The state of a design at a point of a chronicle's time: what the attacker has of every instance,
 * and how many of each asset, fold and zone are in which state. Moving forward applies what changed
 * in between; moving back takes it back, or begins anew, whichever is nearer.
 */
#pragma once

#include "sim/chronicle.h"

/* The one state under which an instance is shown, worst last. */
typedef enum CtShown {
    CT_SHOWN_UNTOUCHED,
    CT_SHOWN_KNOWN,
    CT_SHOWN_REACHED,
    CT_SHOWN_ATTEMPTED,
    CT_SHOWN_RESTORED,
    CT_SHOWN_ISOLATED,
    CT_SHOWN_IMPLANT,
    CT_SHOWN_USER,
    CT_SHOWN_ADMIN,
    CT_SHOWN_COMMANDED,
    CT_SHOWN_STOPPED,
    CT_SHOWN_COUNT,
} CtShown;

/* "untouched", "reached" …; static. */
const char *ct_shown_text(CtShown shown);

/* Of marks of an instance. */
CtShown ct_shown_of(uint16_t marks);

/* His code runs there, or it obeys him, or it is stopped. */
static inline bool
ct_shown_is_fallen(CtShown shown)
{
    return shown >= CT_SHOWN_IMPLANT;
}

typedef struct CtSnapshotCounts {
    uint32_t shown[CT_SHOWN_COUNT]; /* instances in each state */
    uint32_t data;                  /* instances whose data is lost */
    uint32_t patched, alerted;      /* likewise: mended, and with an alert about it */
} CtSnapshotCounts;

typedef struct CtSnapshot {
    const CtBlueprint *blueprint;
    const CtChronicle *chronicle;
    int64_t time;                          /* all changes up to it, itself included */
    uint32_t next;                         /* the first change not applied */
    uint16_t *marks;                       /* per instance: CT_MARK_… */
    uint32_t *asset_of;                    /* per instance: its asset */
    uint16_t *changed;                     /* per change that is applied: the marks it turned */
    CtSnapshotCounts all;                  /* of all instances */
    CtSnapshotCounts *asset, *fold, *zone; /* zone: of the assets that stand in it, not within */
    uint8_t *things[CT_CHANGE_OF_COUNT];   /* per zone, channel …: what CtChangeOf says */
    uint32_t n_things[CT_CHANGE_OF_COUNT]; /* how many are */
} CtSnapshot;

/* Before everything, at time -1; both outlive it. Cost: instances and changes. */
CtSnapshot *ct_snapshot_new(const CtBlueprint *blueprint, const CtChronicle *chronicle);
void ct_snapshot_free(CtSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSnapshot, ct_snapshot_free)

/* Moves to @time. Cost: the changes in between, or, moving back, those before @time if they are
 * fewer: at most half of all when moving back. */
void ct_snapshot_seek(CtSnapshot *snapshot, int64_t time);

/* Fallen instances. */
uint32_t ct_snapshot_fallen(const CtSnapshotCounts *counts);

/* How two numbers move with time: at @n moments, evenly from 0 to the end, the share of fallen
 * instances and of functions that are up, each 0–1. Cost: all changes. */
void ct_snapshot_series(const CtBlueprint *blueprint,
                        const CtChronicle *chronicle,
                        int64_t end_ms,
                        uint32_t n,
                        double *ret_held,
                        double *ret_up);

/* What functions that are lost have cost up to each of the same moments, by their cost per hour.
 * Cost: all changes. */
void ct_snapshot_costs(const CtBlueprint *blueprint,
                       const CtChronicle *chronicle,
                       int64_t end_ms,
                       uint32_t n,
                       double *ret_cost);

/* The same up to @time alone. */
double ct_snapshot_cost(const CtBlueprint *blueprint, const CtChronicle *chronicle, int64_t time);
