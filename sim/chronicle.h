/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What happened to the design, told in the numbers of its blueprint: changes of what an attacker
 * has of each thing, and the tries that led there. Plain data for drawings and the window; made
 * from a replication's events, or from all that follows from some facts at rest.
 */
#pragma once

#include "analysis/blueprint.h"
#include "sim/trace.h"

/* What a change speaks of. */
typedef enum CtChangeOf {
    CT_CHANGE_INSTANCE, /* of the blueprint */
    CT_CHANGE_ZONE,     /* he stands on a network of it */
    CT_CHANGE_CHANNEL,  /* he can send over it */
    CT_CHANGE_SUPPLIER, /* acts for him, or something it releases carries his code */
    CT_CHANGE_CREDENTIAL,
    CT_CHANGE_FUNCTION, /* is lost */
    CT_CHANGE_BLOCKED,  /* a conduit is blocked … */
    CT_CHANGE_CLOSED,   /* … or out of its hours: it passes when it is neither */
    CT_CHANGE_REVOKED,  /* a channel carries nothing */
    CT_CHANGE_ROTATED,  /* a credential was replaced, at some time */
    CT_CHANGE_OF_COUNT,
} CtChangeOf;

/* What he has of an instance; several hold at once. */
enum {
    CT_MARK_KNOWN = 1 << 0,
    CT_MARK_REACHED = 1 << 1,   /* packets arrive at a service of it */
    CT_MARK_ATTEMPTED = 1 << 2, /* a try at it began */
    CT_MARK_IMPLANT = 1 << 3,   /* his code runs, and nobody commands it */
    CT_MARK_USER = 1 << 4,
    CT_MARK_ADMIN = 1 << 5,
    CT_MARK_COMMANDED = 1 << 6, /* the process behind it obeys him, or what it reports is his */
    CT_MARK_STOPPED = 1 << 7,
    CT_MARK_DATA = 1 << 8,      /* data it holds was read, altered, destroyed or carried away */
    CT_MARK_ISOLATED = 1 << 9,  /* the defender cut it off */
    CT_MARK_RESTORED = 1 << 10, /* the defender took it back */
    CT_MARK_PATCHED = 1 << 11,  /* a flaw of it was mended */
    CT_MARK_ALERTED = 1 << 12,  /* an alert about it was raised, and not dismissed */
    CT_MARK_AWAITED = 1 << 13,  /* not admitted to its networks yet: it joins, or was refused */
};

typedef struct CtMarkChange {
    int64_t time;
    uint32_t what; /* number in the blueprint, of the kind of thing that `of` says */
    uint16_t mark; /* of an instance; else 1 */
    uint8_t of;    /* CtChangeOf */
    bool on;       /* comes to hold; else ends */
} CtMarkChange;

/* One line of what happened. */
typedef struct CtHappening {
    int64_t time;
    uint8_t kind; /* CtTraceKind; gains and losses of facts are changes alone */
    uint8_t by;   /* CtEventPriority: a script, the world, the defender, an attacker */
    uint32_t actor;
    uint32_t n;                           /* number of the try */
    const char *technique, *title, *rule; /* NULL where it is no try */
    const char *target;                   /* text of what it is done to; of responses with what is
                                             done, LOG: the line; NULL */
    const char *goal;                     /* GOAL: its id */
    uint32_t to_instance, to_zone;        /* CT_NO_ID */
    uint32_t from_instance, from_zone;    /* who enables it; CT_NO_ID */
    uint32_t first_change, n_changes;     /* what it gave or took */
    uint32_t record;                      /* of the events that it was told from */
} CtHappening;

typedef struct CtChronicle {
    const char *const *actors; /* their names; NULL-terminated */
    CtMarkChange *changes;     /* by time */
    uint32_t n_changes;
    CtHappening *happenings; /* by time */
    uint32_t n_happenings;
    int64_t end_ms; /* of the last one */

    struct CtDossierStore *store; /* owns all of it */
} CtChronicle;

/* @records: CtTraceRecord, all events of a replication of @sim, made from @twin; both may be freed
 * afterwards. Cost: linear in the events and in what they reach. */
CtChronicle *ct_chronicle_new(const CtBlueprint *blueprint,
                              const CtTwin *twin,
                              const CtSim *sim,
                              const GArray *records);

/* All that holds in @fixpoint, at time 0. */
CtChronicle *ct_chronicle_new_rest(const CtBlueprint *blueprint,
                                   const CtGraph *graph,
                                   const CtFixpoint *fixpoint);

/* The same of what follows when @id alone is the attacker's: an asset, supplier, product, component
 * or credential; NULL where nothing has that name. @twin at CT_TWIN_SOLVED. */
CtChronicle *
ct_chronicle_new_blast(const CtBlueprint *blueprint, const CtTwin *twin, const char *id);
void ct_chronicle_free(CtChronicle *chronicle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtChronicle, ct_chronicle_free)

/* The first happening after @time; n_happenings where there is none. Cost: logarithmic. */
uint32_t ct_chronicle_after(const CtChronicle *chronicle, int64_t time);
