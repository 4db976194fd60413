/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The result of analysing one package: everything that a report, a drawing or the window shows,
 * and nothing of what it was computed from. One free releases all of it.
 */
#pragma once

#include "analysis/exposure.h"
#include "analysis/findings.h"
#include "analysis/pipeline.h"
#include "analysis/segmentation.h"

typedef struct CtNamedCount {
    const char *name; /* "assets", a section; or a word of its own */
    uint64_t count;
} CtNamedCount;

typedef struct CtNamedHash {
    const char *path; /* within the package */
    const char *sha256;
} CtNamedHash;

typedef struct CtDossierDiagnostic {
    uint8_t severity; /* CtSeverity */
    CtPos pos;
    const char *message;
} CtDossierDiagnostic;

/* A gate that the topology states for a KPI, as written; assurance/kpi.h holds it against one. */
typedef struct CtDossierTarget {
    const char *id;
    const char *min, *max; /* "0.05", "5%", "30d"; NULL unstated */
    CtPos pos;
} CtDossierTarget;

/* One attacker: who, from where, for what, and what came of it. */
typedef struct CtAttackerFinding {
    const char *id;
    const char *skill;     /* "novice" … */
    const char *knowledge; /* "all" or "discover" */
    bool autonomous;
    bool is_led; /* his script decides what is tried, and when */
    double capacity;
    uint32_t parallel;          /* tries at once in simulation; 0: all */
    int64_t starts_ms;          /* when he comes; 0: at once */
    uint32_t spread;            /* of a worm: on each asset that it holds; 0: no worm */
    const char *strategy;       /* what he tries first where he cannot try all; "script"; static */
    const char *const *entries; /* fact texts */
    CtGoalFinding *goals;
    uint32_t n_goals;
    CtFallen fallen;
    uint64_t n_facts, n_steps, n_held; /* of the attack graph; facts that hold */
} CtAttackerFinding;

typedef struct CtDossier {
    const char *package;  /* as named on the command line, last part only */
    const char *name;     /* the topology's `name:`; NULL */
    const char *domain;   /* NULL */
    CtNamedCount *counts; /* sections with rows in section order, then instances */
    uint32_t n_counts;
    CtNamedHash *hashes; /* inputs, sorted by path */
    uint32_t n_hashes;
    CtDossierTarget *targets; /* in the order of the topology */
    uint32_t n_targets;
    CtAttackerFinding *attackers;
    uint32_t n_attackers;
    CtExposure exposure; /* empty unless asked for */
    CtDossierDiagnostic *diagnostics;
    uint32_t n_diagnostics;
    const char *const *files; /* names for CtPos.file */
    uint32_t n_files;
    CtSegmentation *segmentation;      /* NULL where it was not asked for */
    const struct CtVariants *variants; /* borrowed; report/variants.h; likewise */
    const struct CtScales *scales; /* borrowed; report/scales.h; NULL where it was not asked for */

    struct CtDossierStore *store; /* owns all texts and arrays */
} CtDossier;

typedef struct CtDossierOptions {
    CtCost cost;            /* order of the paths */
    bool scenario_cost;     /* the attacker's own `cost` wins, where its scenario states one */
    uint32_t n_paths;       /* how many of each goal; 0: 5 */
    uint32_t n_near_misses; /* 0: 10 */
    const struct CtExposureOptions *exposure; /* analysis/exposure_write.h; NULL: none */
    const char *as_of; /* YYYY-MM-DD: look for segmentation failures, with the waivers of that
                          day; NULL: do not */
    void (*look)(const CtTwin *twin, void *data); /* called once for each attacker, selected and
                                                     solved; NULL: nobody looks on */
    void *look_data;
} CtDossierOptions;

/*
 * Analyses @twin, loaded to CT_TWIN_SOLVED, for every attacker of its scenario. A goal that a limit
 * left undecided is a finding, no error; errors are a technique's script failing, or a scenario's.
 * @twin may be freed afterwards. Cost: one grounding and fixpoint an attacker, one Knuth pass an
 * attacker, and a closure restricted to the path for each goal.
 */
CtDossier *ct_dossier_new(CtTwin *twin,
                          const CtDossierOptions *options,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What is left to say when a limit kept the attack graph of @twin, loaded to CT_TWIN_RULES, from
 * being built: every goal is unknown, for the reason @why; n_facts is 0 and nothing has fallen.
 */
CtDossier *ct_dossier_new_undecided(CtTwin *twin, const CtDossierOptions *options, const char *why);

/* The model, and options->exposure of every attacker; no paths. Cost and errors as above. */
CtDossier *ct_dossier_new_exposure(CtTwin *twin,
                                   const CtDossierOptions *options,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_dossier_free(CtDossier *dossier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDossier, ct_dossier_free)

/* "topology.yaml:12:5", "topology.yaml:12" without a column, NULL for nowhere; g_free(). */
char *ct_dossier_pos_text(const CtDossier *dossier, CtPos pos);
