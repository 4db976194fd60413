/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What chance decides in one replication, each a function of who it is about and nothing else
 * (DESIGN 7, "Randomness"). One block of Philox serves one try: the first words for how long it
 * takes, the last for whether it succeeds.
 */
#pragma once

#include "base/sampler.h"
#include "base/units.h"

/* Numbers that are part of every result: append only. */
typedef enum CtDrawPurpose {
    CT_DRAW_TRY = 1,     /* how long a try takes, and whether it succeeds */
    CT_DRAW_WORKS,       /* whether a flaw, a key, a person … can be used at all */
    CT_DRAW_PREPARE,     /* how long preparing takes */
    CT_DRAW_RANK,        /* in which order an attacker without a plan tries things */
    CT_DRAW_SCRIPT = 16, /* what a scenario's script draws, by name */
    CT_DRAW_SENSOR = 32, /* whether a sensor sees a try */
    CT_DRAW_FALSE_ALARM, /* when a sensor sees what is not there, and on which instance */
    CT_DRAW_TRIAGE,      /* how long an analyst needs for an alert, and what he makes of it */
    CT_DRAW_RESPONSE,    /* how long it takes until something is done about it */
    CT_DRAW_FIND,        /* whether an investigation finds something */
    CT_DRAW_EXAMINE,     /* how long an expert needs for an alert */
} CtDrawPurpose;

/* No event is later. */
#define CT_TIME_NEVER CT_UNITS_LONGEST_MS

typedef struct CtDrawSource {
    uint64_t seed;
    uint64_t replication;
} CtDrawSource;

typedef struct CtTry {
    int64_t ms;     /* at least 1, at most CT_TIME_NEVER */
    double success; /* uniform in (0, 1): it succeeds if this is below its chance */
} CtTry;

/* Try @n (from 1) of what @key names, which takes @time. */
CtTry ct_draw_try(const CtDrawSource *source, CtKey128 key, uint64_t n, const CtSampler *time);

/* Likewise; but false, and @ret_try untouched, where it is seen without working it out that the try
 * takes longer than @room ms. */
bool ct_draw_try_within(const CtDrawSource *source,
                        CtKey128 key,
                        uint64_t n,
                        const CtSampler *time,
                        int64_t room,
                        CtTry *ret_try);

/* Uniform in (0, 1): it works if this is below its chance. */
double ct_draw_works(const CtDrawSource *source, CtKey128 key);

/* Milliseconds, 0 to CT_TIME_NEVER. */
int64_t ct_draw_prepare(const CtDrawSource *source, CtKey128 key, const CtSampler *time);

/* Least first. */
uint64_t ct_draw_rank(const CtDrawSource *source, CtKey128 key);

/* Uniform in (0, 1): draw @n (from 1) of the name that @key is the hash of. */
double ct_draw_script(const CtDrawSource *source, CtKey128 key, uint64_t n);

/* What defenders draw: a duration of 0 or more (@time may be NULL: none), and a chance. */
CtTry ct_draw_defence(const CtDrawSource *source,
                      CtDrawPurpose purpose,
                      CtKey128 key,
                      uint64_t n,
                      const CtSampler *time);
