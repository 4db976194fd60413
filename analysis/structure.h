/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shape of a topology: what it falls into, single points and links without which it falls
 * apart, what most ways pass; and the communities of the real connectivity held against the zones
 * as declared. Nothing here knows of attacks.
 */
#pragma once

#include "topology/connectivity.h"
#include "topology/igraph_structure.h"

/* Assets of one zone in one community. */
typedef struct CtZonePart {
    uint32_t zone; /* row */
    uint32_t community;
    uint32_t n;     /* asset instances */
    uint32_t first; /* one of them */
} CtZonePart;

typedef enum CtDisagreementKind {
    CT_DISAGREEMENT_MERGED, /* zones that have most of their assets in one community */
    CT_DISAGREEMENT_SPLIT,  /* a zone whose assets are in several */
    CT_DISAGREEMENT_STRAY,  /* assets of a zone that sit in a community that is mostly another's */
} CtDisagreementKind;

typedef struct CtDisagreement {
    uint8_t kind;       /* CtDisagreementKind */
    uint32_t community; /* MERGED, STRAY */
    uint32_t zone;      /* SPLIT, STRAY: row */
    CtSpan parts;       /* SPLIT: its parts, of structure->parts */
    CtIds zones;        /* MERGED: rows; STRAY: the one whose community it is; SPLIT: none */
    CtIds assets;       /* STRAY: instances */
    CtIds conduits;     /* MERGED: rows of those between the zones */
    double across;      /* MERGED: pairs of assets of different zones there that can talk */
    double possible;    /* MERGED: all such pairs */
} CtDisagreement;

typedef struct CtStructure {
    CtGraphView *view;
    uint32_t *component; /* per vertex */
    uint32_t n_components;
    CtIds points;       /* vertices without which it falls apart, by betweenness, greatest first */
    CtIds bridges;      /* arcs likewise, without those to what hangs on one arc alone */
    uint32_t n_pendant; /* such arcs */
    double *share;      /* betweenness, per vertex, 0–1 */
    CtIds between;      /* vertices that some ways pass, those that most pass first */
    uint32_t n_sources; /* vertices from which ways were followed; less than all: a sample */

    CtConnectivity *connectivity; /* NULL: it would take too long */
    uint32_t *community;          /* per class; NULL likewise */
    uint32_t *zone_of_community;  /* the zone with most assets there */
    uint32_t n_communities;       /* those of one asset that talks to nobody not counted */
    double modularity;
    GArray *parts;         /* CtZonePart, by zone, then the largest first */
    GArray *disagreements; /* CtDisagreement, MERGED, SPLIT, STRAY, each in file order */
} CtStructure;

/* Ways are followed from so many vertices, or, of large graphs, from as many as their vertices and
 * arcs leave in CT_STRUCTURE_MOST_WAYS, but from no fewer than CT_STRUCTURE_LEAST_SOURCES. */
#define CT_STRUCTURE_MOST_SOURCES 1000
#define CT_STRUCTURE_LEAST_SOURCES 50
#define CT_STRUCTURE_MOST_WAYS 60000000
#define CT_STRUCTURE_MOST_WORK 200000000

/* @reach and what it stands on must outlive the result. @seed: which sample, if it takes one. */
CtStructure *
ct_structure_new(const CtReach *reach, uint64_t seed, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_structure_free(CtStructure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtStructure, ct_structure_free)

/* The zone with most assets in @community, the first of several; CT_NO_ID if none is there. */
uint32_t ct_structure_zone_of(const CtStructure *structure, uint32_t community);
