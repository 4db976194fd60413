/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options of all commands: one table, from which parsing, --help, the manual page and the
 * shell completions come. A command takes the groups that it names.
 */
#pragma once

#include "base/limits.h"

#include <glib.h>
#include <stdbool.h>

/* Which commands take an option: it is in one of these groups, a command names several. */
enum {
    CT_OPTIONS_COMMON = 1 << 0,   /* every command */
    CT_OPTIONS_OUTPUT = 1 << 1,   /* -o */
    CT_OPTIONS_MODEL = 1 << 2,    /* whatever loads a topology */
    CT_OPTIONS_ATTACK = 1 << 3,   /* whatever loads techniques */
    CT_OPTIONS_ATTACKER = 1 << 4, /* whatever has an attacker */
    CT_OPTIONS_RUN = 1 << 5,
    CT_OPTIONS_REACH = 1 << 6,
    CT_OPTIONS_CONVERT = 1 << 7,
    CT_OPTIONS_HELP = 1 << 8,
    CT_OPTIONS_LIMITS = 1 << 9, /* from base/limits */
    CT_OPTIONS_GRAPH = 1 << 10,
    CT_OPTIONS_WIDTH = 1 << 11,     /* whatever prints text */
    CT_OPTIONS_FORMAT = 1 << 12,    /* whatever has several formats */
    CT_OPTIONS_GOAL = 1 << 13,      /* whatever asks about goals */
    CT_OPTIONS_COST = 1 << 14,      /* whatever weighs a way */
    CT_OPTIONS_NODES = 1 << 15,     /* whatever writes a graph or tree of facts and steps */
    CT_OPTIONS_SAMPLE = 1 << 16,    /* whatever may take a sample */
    CT_OPTIONS_REPLICATE = 1 << 17, /* whatever simulates what it is given */
    CT_OPTIONS_REPORT = 1 << 18,
    CT_OPTIONS_VALIDATE = 1 << 19,
    CT_OPTIONS_CUTS = 1 << 20,
    CT_OPTIONS_BLAST = 1 << 21,
    CT_OPTIONS_SIMULATE = 1 << 22,   /* run: replications */
    CT_OPTIONS_STATISTICS = 1 << 23, /* whatever shows estimates */
    CT_OPTIONS_TRACE = 1 << 24,
    CT_OPTIONS_VERIFY = 1 << 25,
    CT_OPTIONS_JOBS = 1 << 26, /* whatever replicates */
    CT_OPTIONS_SEGMENTS = 1 << 27,
    CT_OPTIONS_PATHS = 1 << 28,     /* whatever takes a number of paths */
    CT_OPTIONS_STANDARDS = 1 << 29, /* whatever reads catalogs of standards */
    CT_OPTIONS_FRAME = 1 << 30,
};

/* Past what an enumerator holds. */
#define CT_OPTIONS_DIFF (UINT64_C(1) << 31)
#define CT_OPTIONS_WINDOW (UINT64_C(1) << 32)
#define CT_OPTIONS_REPLAY (UINT64_C(1) << 33)

/* Values as given; NULL, 0 or false where they were not. Strings and lists are owned. */
typedef struct CtOptions {
    gboolean help, quiet, verbose;
    char *color;
    gint width; /* columns, 0: not given */
    char *format, *output;
    char **set; /* "path=value" */
    char *as_of;
    char **techniques; /* folders */
    char **catalogs;   /* folders */
    char **standards;  /* ids of catalogs */
    char *run;         /* a run file */
    char **entries, **goals;
    gint paths; /* -k */
    char *cost, *fail_on;
    char *service;
    gint replications; /* -1: not given */
    char *seed, *horizon, *until, *shard, *scale_times, *variant;
    gint jobs; /* 0: as many as there are processors */
    gboolean resume, to_horizon, allow_failed;
    char *file_prefix, *table; /* of report */
    char *replication;         /* of trace */
    gint samples;              /* of verify; 0: not given */
    char *baseline;            /* file */
    char *profile;             /* file */
    char **kpis;               /* folders */
    gboolean hash;
    gboolean schema;
    char *from;
    gboolean all;
    gint max_nodes;                                   /* 0: not given */
    gint most;                                        /* sets of a cut; 0: not given */
    gint sample;                                      /* which sample; 0: not given */
    char *at, *size, *scale, *theme, *blast, *frames; /* of frame */
    char *speed, *compare;                            /* of replay */
    gint path;                                        /* 0: not given */
    gint count;                                       /* 0: not given */
    gboolean failures;
    char *show;
    gboolean man;
    char *completion;
    CtLimits limits;
} CtOptions;

typedef enum CtOptionKind {
    CT_OPTION_FLAG,
    CT_OPTION_TEXT,
    CT_OPTION_TEXTS, /* repeatable */
    CT_OPTION_FILE,
    CT_OPTION_NUMBER,
} CtOptionKind;

typedef struct CtOption {
    const char *name;
    char letter; /* 0: none */
    CtOptionKind kind;
    uint64_t groups;
    size_t offset;            /* in CtOptions */
    const char *argument;     /* "DIR"; NULL for a flag */
    const char *const *words; /* NULL-terminated: the values allowed; NULL where any is */
    const char *help;
} CtOption;

extern const CtOption ct_options[];
extern const size_t ct_n_options;

#define CT_OPTIONS_ERROR ct_options_error_quark()
typedef enum CtOptionsError { CT_OPTIONS_ERROR_USAGE } CtOptionsError;
GQuark ct_options_error_quark(void);

/* Sets every default. */
void ct_options_init(CtOptions *options);
void ct_options_clear(CtOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtOptions, ct_options_clear)

/*
 * Parses the options of @groups out of @arguments (owned, NULL-terminated, without the program's
 * and the command's name); what remains are the operands. Messages name the nearest option.
 */
bool ct_options_parse(CtOptions *options, uint64_t groups, char ***arguments, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Whether @text is in @words; if not, says which are and which is nearest. @what: "--format". */
bool ct_options_check_word(const char *what,
                           const char *text,
                           const char *const *words,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
