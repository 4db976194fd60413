/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Checks: Lua functions that look at one entity of a design and say pass, fail, not applicable or
 * not assessable, with a reason (assurance/checks, docs/standards.md). They run in the
 * sandbox (lua/host.h), see the design read-only, and must answer from their arguments alone.
 */
#pragma once

#include "assurance/bench.h"

#include "base/source.h"

enum { CT_MOST_REASON = 480 }; /* bytes of a reason or a fix */

/* What a check needs to have been computed. */
enum {
    CT_NEEDS_ATTACK = 1 << 0,   /* what the scenario's attackers achieve */
    CT_NEEDS_SEGMENTS = 1 << 1, /* segmentation failures */
    CT_NEEDS_RUN = 1 << 2,      /* a simulated run, where there is one */
};

typedef struct CtCheck {
    const char *name;
    const char *title;    /* what it looks for, one line */
    const char *document; /* that decides where it cannot; NULL */
    const char *file;
    uint32_t line;
    CtPos pos;
    uint8_t about;            /* CtSubjectKind */
    bool is_by_class;         /* of assets: sees what assets of a class share, asked once a class */
    unsigned needs;           /* CT_NEEDS_… */
    unsigned gives;           /* bit a CtRuling that it can come to */
    const char *const *takes; /* names of what `with` may hold, sorted; NULL-terminated */
    uint32_t index;
} CtCheck;

/* What a check said of one thing. Texts are the library's, as long as it lives. */
typedef struct CtAnswered {
    uint8_t ruling; /* CtRuling */
    bool is_claim;
    const char *reason, *fix, *document; /* NULL where it gave none */
    CtPos pos;                           /* line 0: that of the subject */
    uint32_t deed;                       /* of bench->deeds; CT_NO_ID */
} CtAnswered;

typedef struct CtChecks CtChecks;

#define CT_CHECKS_ERROR ct_checks_error_quark()
typedef enum CtChecksError {
    CT_CHECKS_ERROR_FAILED,
    CT_CHECKS_ERROR_SCRIPT, /* a check raised; the message has file and line */
} CtChecksError;
GQuark ct_checks_error_quark(void);

/* A library with the words of checks (a Lua state of its own) and no check yet. */
CtChecks *ct_checks_new(const CtLimits *limits, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_checks_free(CtChecks *checks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtChecks, ct_checks_free)

/* Those that come with the program; every *.lua of @folder in @source. One of a known name replaces
 * it (a NOTE says so). What is wrong goes to @diag; false then. */
bool ct_checks_load_builtin(CtChecks *checks, CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;
bool ct_checks_load_folder(CtChecks *checks, CtSource *source, const char *folder, CtDiag *diag)
    G_GNUC_WARN_UNUSED_RESULT;

uint32_t ct_checks_count(const CtChecks *checks); /* sorted by name */
const CtCheck *ct_checks_get(const CtChecks *checks, uint32_t i);
const CtCheck *ct_checks_find(const CtChecks *checks, const char *name);
const char *ct_checks_nearest(const CtChecks *checks, const char *name);

/* Whether @check takes @with (JSON of a map). */
bool ct_checks_take(CtChecks *checks, const CtCheck *check, const char *with, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Makes @bench what checks look at, until the next call; it outlives that. NULL: nothing. */
void ct_checks_set_bench(CtChecks *checks, CtBench *bench);

/*
 * Asks @check, given @with, about @id of its kind (of a check by class: a fold of the class).
 * Error: CT_CHECKS_ERROR_SCRIPT. Cost: one Lua call.
 */
bool ct_checks_ask(CtChecks *checks,
                   const CtCheck *check,
                   const char *with,
                   uint32_t id,
                   CtAnswered *ret_answer,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
