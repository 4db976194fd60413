/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the segmentation fails (DESIGN 6): the matrix of zones and the failures S1 to S9, as plain
 * data. Everything is owned by the result; texts are as users write them.
 *
 * Ids are made of names, never of places in a list, so that they stay what they are while anything
 * else changes, and no two failures share one:
 *
 *   S1:NETWORK                zones that share a network, or meet on one that belongs to no zone
 *   S1:ZONE:NETWORK           assets of the zone on a network that belongs to another
 *   S2:POLICY                 a policy that does not hold
 *   S3:ZONE:ZONE              a pivot, from and to
 *   S4:CONDUIT:PORT           rules for that port, as written, that are wider than flows need
 *   S5:CONDUIT                a door into a higher zone that is not guarded enough
 *   S6:ZONE                   a flat zone
 *   S7:CHANNEL                a channel around the zones
 *   S8:FLOW                   a required flow that is blocked
 *   S9:CONDUIT:allow:PORTS[:from=WHO][:to=WHO]   a rule that does nothing (deny likewise)
 *   S9:CONDUIT:allow:…:despite=CONDUIT           one that lets through what another conduit denies
 */
#pragma once

#include "analysis/pipeline.h"
#include "analysis/zones.h"

typedef enum CtSegClass {
    CT_SEG_CROSSING = 1, /* S1 */
    CT_SEG_POLICY,
    CT_SEG_PIVOT,
    CT_SEG_WIDE,
    CT_SEG_UNGUARDED,
    CT_SEG_FLAT,
    CT_SEG_CHANNEL,
    CT_SEG_BLOCKED,
    CT_SEG_IDLE, /* S9 */
    CT_SEG_COUNT,
} CtSegClass;

/* "a crossing without a conduit" …; static. */
const char *ct_seg_class_text(CtSegClass class);

typedef enum CtSegSeverity {
    CT_SEG_LOW,
    CT_SEG_MEDIUM,
    CT_SEG_HIGH,
    CT_SEG_CRITICAL,
    CT_SEG_SEVERITY_COUNT,
} CtSegSeverity;

const char *ct_seg_severity_text(CtSegSeverity severity); /* "low" …; static */
bool ct_seg_severity_parse(const char *text, CtSegSeverity *ret_severity);

typedef enum CtSegWaiver {
    CT_SEG_NOT_WAIVED,
    CT_SEG_WAIVED,  /* accepted: it is shown and does not count */
    CT_SEG_EXPIRED, /* was accepted until a day that is past: it counts */
} CtSegWaiver;

typedef struct CtSegFailure {
    const char *id;
    uint8_t class;      /* CtSegClass */
    uint8_t severity;   /* CtSegSeverity */
    const char *from;   /* zone, or the supplier of a channel; NULL */
    const char *to;     /* zone; NULL */
    const char *rule;   /* "corp-control allow[0]", "policy p", "network n" … */
    CtPos pos;          /* of that */
    const char *file;   /* its file within the package; NULL for nowhere */
    const char *what;   /* one sentence: what is wrong */
    const CtPath *path; /* what an attacker makes of it; NULL where he need not, cannot, or was not
                           asked */
    const char *fix;    /* what to do, one or two sentences */
    const char *set;    /* a `--set` that does it: "conduits.c.controls.mfa=otp"; NULL */
    uint8_t waiver;     /* CtSegWaiver */
    const char *reason, *owner, *until; /* of the waiver */
} CtSegFailure;

typedef struct CtSegZone {
    const char *id;
    const char *parent; /* NULL */
    uint32_t depth;     /* zones around it */
    uint32_t count;     /* instances */
    bool is_outside;
} CtSegZone;

typedef struct CtSegmentation {
    CtSegZone *zones; /* in file order */
    uint32_t n_zones;
    CtZoneCell *cells;      /* n × n, from × to; NULL past CT_MOST_ZONES */
    CtSegFailure *failures; /* gravest first, then by class, then by id */
    uint32_t n_failures;
    uint32_t n_counted;              /* those that no waiver covers */
    uint32_t by_class[CT_SEG_COUNT]; /* counted ones; [0] is not used */
    uint32_t n_without_path;         /* attacks that were found and not written down */
    const char *const *idle_waivers; /* of a segmentation failure that is none; NULL-terminated */
    const char *undecided; /* which limit kept a part from being decided; NULL: everything is */
    bool has_target;       /* targets: segmentation_failures: max */
    double target_max;

    struct CtDossierStore *store; /* owns all of it */
} CtSegmentation;

typedef struct CtSegOptions {
    const char *as_of;     /* YYYY-MM-DD: waivers that end before it have ended */
    uint32_t most_paths;   /* failures whose path is looked for, gravest first; 0: 100 */
    const char *undecided; /* why twin->reach or twin->library could not be made; NULL */
} CtSegOptions;

/*
 * @twin at CT_TWIN_INSTANCES at least; without its reach relation or its techniques, what hangs on
 * them is unknown. The attacker of the matrix is not a scenario's: he has default traits. Error: a
 * technique's script. Cost: ct_zone_matrix_new(); a sweep for each 64 crossings, policies, flat
 * zones and channels; a Knuth pass for each start of a path.
 */
CtSegmentation *ct_segmentation_new(const CtTwin *twin,
                                    const CtSegOptions *options,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_segmentation_free(CtSegmentation *segmentation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSegmentation, ct_segmentation_free)

/* Whether a waiver's finding is one of segmentation at all: S1:… to S9:… */
bool ct_segmentation_is_failure_id(const char *finding);

/* Whether more failures count than the target bears. */
bool ct_segmentation_misses(const CtSegmentation *segmentation);
