/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a package on disk to an attack graph with its fixpoint, stage by stage, everything in one
 * struct with one free. Every command starts here. What is wrong with an input stands in
 * twin->diag, which lives as long as the twin, also after a failure.
 */
#pragma once

#include "analysis/attacker.h"
#include "analysis/entry.h"
#include "attacks/fixpoint.h"
#include "attacks/ground.h"
#include "topology/load.h"

typedef enum CtTwinStage {
    CT_TWIN_MODEL,     /* the topology, loaded and checked */
    CT_TWIN_INSTANCES, /* classes and what `count:` unfolds to */
    CT_TWIN_REACH,     /* the network reach relation */
    CT_TWIN_RULES,     /* techniques and the scenario's declarations; needs no reach */
    CT_TWIN_SOLVED,    /* the attack graph of the selected attacker, and what follows */
} CtTwinStage;

/* Inputs that come from elsewhere than the disk; the twin refers to the sources as well. */
typedef struct CtTwinStored {
    CtSource *package;
    const char *topology;  /* path within it */
    bool is_lone;          /* a topology by itself */
    GPtrArray *techniques; /* CtSource, of each --techniques folder */
} CtTwinStored;

typedef struct CtTwinOptions {
    const CtLimits *limits; /* NULL: defaults */
    const CtPatch *patches; /* --set */
    size_t n_patches;
    const char *const *techniques; /* --techniques: folders, NULL-terminated, or NULL */
    const char *const *entries;    /* --entry: fact texts instead of the scenario's, or NULL */
    const char *const *goals;      /* --goal: likewise */
    const char *variant;           /* of the scenario; NULL: as written. Its patches are @patches */
    const char *scenario;          /* a scenario file within the package; NULL: scenario.lua */
    bool remember;                 /* sources remember what is read (base/source.h) */
    CtTwinStored *stored;          /* instead of what is on the disk; NULL: that */
    bool warnings;                 /* look for what is legal but odd, too */
    bool only_reads;               /* what a script declares is not looked up in the topology */
} CtTwinOptions;

#define CT_TWIN_ERROR ct_twin_error_quark()
typedef enum CtTwinError {
    CT_TWIN_ERROR_INPUT,     /* twin->diag or the message say what is wrong: exit status 2 */
    CT_TWIN_ERROR_UNDECIDED, /* a limit was hit; answers are unknown: exit status 4 */
} CtTwinError;
GQuark ct_twin_error_quark(void);

/* The attack graph of one attacker, and what follows from his entries. */
typedef struct CtTwinSolution {
    CtGuard *guard;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    GArray *entries; /* CtFactId */
} CtTwinSolution;

void ct_twin_solution_free(CtTwinSolution *solution);

typedef struct CtTwin {
    CtTwinOptions options; /* the caller's texts, borrowed */
    int reached;           /* the last CtTwinStage done; -1 none; at RULES reach may be NULL */
    CtLimits limits;
    char *package;       /* as given */
    char *topology_path; /* within the source: "topology.yaml" */
    bool is_lone_file;   /* a topology file by itself: no scenario, no techniques of its own */
    CtSource *source;
    CtDiag *diag;

    CtModel *model;
    CtClasses *classes;
    CtInstances *instances;
    CtReach *reach;
    CtLibrary *library;
    GPtrArray *technique_sources; /* CtSource of each --techniques folder */
    bool has_scenario;            /* a scenario was read */
    CtScenario *scenario;         /* it; NULL */
    int64_t horizon_ms;           /* how long the scenario says that it lasts; -1 unsaid */
    GPtrArray *attackers; /* CtAttacker: the scenario's, with --entry, --goal and defaults */

    uint32_t attacker; /* the selected one of them */
    GArray *entries;   /* CtFactId: its entries in the graph */
    CtGuard *guard;
    CtGraph *graph;
    CtFixpoint *fixpoint;
} CtTwin;

/* Nothing loaded yet; @options' texts must outlive the twin. */
CtTwin *ct_twin_new(const CtTwinOptions *options);
void ct_twin_free(CtTwin *twin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtTwin, ct_twin_free)

/* Whether @stage needs @other, itself included. What is wrong with the rules does not wait for
 * reach, and a limit that reach passes does not hide who attacks, and for what. */
bool ct_twin_stage_needs(CtTwinStage stage, CtTwinStage other);

/*
 * Loads @path, a package folder or a topology file, up to @stage; a twin already loaded goes on
 * from where it is. At CT_TWIN_SOLVED the first attacker is selected. On false the stages before
 * the failing one are there.
 */
bool ct_twin_load(CtTwin *twin, const char *path, CtTwinStage stage, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Grounds and solves for attacker @i in place of the one selected. */
bool ct_twin_select(CtTwin *twin, uint32_t i, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Likewise over @reach, which is of twin->instances and outlives the solution, in place of
 * twin->reach. */
bool ct_twin_select_on(CtTwin *twin, uint32_t i, const CtReach *reach, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Hands the solution of the selected attacker over; the twin has none until one is selected. It
 * refers to the twin, which outlives it. */
CtTwinSolution *ct_twin_take_solution(CtTwin *twin);

/* The path within its package of file @file of twin->diag; borrowed. What results name. */
const char *ct_twin_file(const CtTwin *twin, uint16_t file);
