/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a technique means for one binding of its variables: may it fire, which further facts does
 * it need, what does it gain, how long does it take. Answers are computed in Lua once per class
 * of bindings that a guard cannot tell apart (DESIGN 5) and shared from then on.
 */
#pragma once

#include "attacks/technique.h"

#include "base/dist.h"
#include "topology/reach.h"

/* Which entity a term speaks of, given a binding. */
typedef enum CtTermHow {
    CT_TERM_VARIABLE,       /* variable `variable` itself */
    CT_TERM_VARIABLE_ASSET, /* the asset of service variable `variable` */
    CT_TERM_CONSTANT,       /* entity `entity` */
    CT_TERM_ANY,            /* any of the n_children terms that follow */
    CT_TERM_AT_LEAST,       /* at least `entity` of the n_children terms that follow */
} CtTermHow;

/* A fact over the variables of a binding; a flat prefix tree for ANY and AT_LEAST. */
typedef struct CtFactTerm {
    uint8_t how;
    uint8_t kind; /* CtFactKind */
    uint8_t level;
    uint8_t variable;
    uint8_t n_children;
    uint32_t entity;
} CtFactTerm;

typedef enum CtPer {
    CT_PER_STEP,
    CT_PER_VULNERABILITY,
    CT_PER_PRODUCT,
    CT_PER_CREDENTIAL,
    CT_PER_CHANNEL,
    CT_PER_PERSON,
    CT_PER_ASSET,
} CtPer;

const char *ct_per_text(CtPer per); /* "vulnerability" …; static */

typedef struct CtVerdict {
    bool fires;
    const char *reason; /* why not, in words; NULL where it fires or the guard gave none */

    CtFactTerm also[CT_MAX_TERMS]; /* needed beside the opener */
    uint8_t n_also;
    CtFactTerm gains[CT_MAX_TERMS];
    uint8_t n_gains;

    CtDist time, prepare, retry;    /* retry: as time unless said */
    uint8_t prepare_per, works_per; /* CtPer */
    double works, success, noise;   /* 0–1 */
    double chance;              /* of one attempt, given that it works: success, and that neither
                                   its time nor its preparation is "never" */
    double effort_hours;        /* of the whole attempt: stated, else means of prepare and time */
    uint32_t tries;             /* UINT32_MAX: unlimited */
    uint8_t skill;              /* CtSkill */
    const char *const *assumed; /* NULL-terminated: "service.auth = password", each read by a guard
                                   and not stated */
    const char *const
        *read; /* NULL-terminated: "service.auth = none", what `when` read and was stated */
} CtVerdict;

/* What an attacker is, as far as rules may ask (the global `attacker` of technique files). */
typedef struct CtAttackerTraits {
    uint8_t skill; /* CtSkill */
    bool autonomous;
    bool discover;      /* knowledge = "discover" */
    double capacity;    /* for floods; same unit as networks.capacity */
    double scale_times; /* --scale-times; 1 */
} CtAttackerTraits;

typedef struct CtGuard CtGuard;

#define CT_GUARD_ERROR ct_guard_error_quark()
typedef enum CtGuardError {
    CT_GUARD_ERROR_SCRIPT, /* a rule raised; the message has file, line and what to write instead */
} CtGuardError;
GQuark ct_guard_error_quark(void);

/* Verdicts over @instances for the rules of @library; both, and @traits' content, outlive it. One
 * thread. */
CtGuard *
ct_guard_new(CtLibrary *library, const CtInstances *instances, const CtAttackerTraits *traits);
void ct_guard_free(CtGuard *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGuard, ct_guard_free)

/*
 * The verdict on @technique opened by @opener (index into its openers) with variables bound to
 * @entities. @signature is that of the reach node it comes through; NULL unless the opener is reach
 * or gated. A pointer into the guard, valid until it is freed; NULL on error. Equal keys, and equal
 * verdicts of one rule, give the same pointer. Cost: a few hash look-ups; a Lua call when nothing
 * that was asked before answers it.
 */
const CtVerdict *ct_guard_judge(CtGuard *guard,
                                const CtTechnique *technique,
                                uint8_t opener,
                                const uint32_t *entities,
                                const CtSignature *signature,
                                GError **error);

/*
 * The verdict on every binding that begins with the @n_bound entities, where it is known and rests
 * on the last of them and on no later variable; NULL otherwise. Asks nothing. @signature as above.
 * Cost: a few hash look-ups.
 */
const CtVerdict *ct_guard_foresee(CtGuard *guard,
                                  const CtTechnique *technique,
                                  uint32_t n_bound,
                                  const uint32_t *entities,
                                  const CtSignature *signature);

/* Test mode: every distinct key asked so far is evaluated anew, in reverse order; false and which
 * one differs. */
bool ct_guard_verify(CtGuard *guard, GError **error) G_GNUC_WARN_UNUSED_RESULT;
