/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why one can, or cannot, send to another: for `cybertwin reach`. Plain results with text ids and
 * positions; nothing in them refers to the model, so they outlive it (file indices of positions
 * are those of the model's CtDiag).
 *
 * "Can" is judged by the reach relation; the reasons are found by walking the topology itself, one
 * sender and one service, every conduit and every rule as written.
 */
#pragma once

#include "topology/reach.h"

typedef enum CtReachAnswer {
    CT_REACH_NO,
    CT_REACH_GATED, /* only through a door that asks a second factor */
    CT_REACH_YES,
} CtReachAnswer;

/* One leg of the way. */
typedef struct CtReachDoor {
    char *conduit; /* id; NULL: no conduit, over a common network or a forwarding asset */
    char *from;    /* zone, or network where there is no conduit */
    char *to;      /* likewise */
    char *rule;    /* "allow[0]": the rule that lets it pass; NULL where none is needed */
    CtPos pos;     /* of that rule; of the receiver's network where there is no conduit */
} CtReachDoor;

/* Why something that was tried does not let it pass. */
typedef enum CtReachObstacle {
    CT_REACH_OBSTACLE_PORT,        /* an allow rule for other ports */
    CT_REACH_OBSTACLE_FROM,        /* an allow rule for other senders */
    CT_REACH_OBSTACLE_TO,          /* an allow rule for other receivers */
    CT_REACH_OBSTACLE_DENIED,      /* allowed, but a deny rule of the same conduit wins */
    CT_REACH_OBSTACLE_NOTHING,     /* a conduit without allow rules */
    CT_REACH_OBSTACLE_NOT_TRANSIT, /* would pass, but not what came over another conduit */
    CT_REACH_OBSTACLE_FIREWALL,    /* the receiver's own firewall: a deny, or no allow */
    CT_REACH_OBSTACLE_ISOLATED,    /* on the same network, which is isolated */
    CT_REACH_OBSTACLE_MEDIUM,      /* the network carries no such protocol */
    CT_REACH_OBSTACLE_NO_CONDUIT,  /* no conduit leads there */
    CT_REACH_OBSTACLE_GATED,       /* would pass, with a second factor */
} CtReachObstacle;

typedef struct CtReachTry {
    CtReachObstacle obstacle;
    uint32_t doors; /* conduits passed before it */
    char *conduit;  /* id; NULL: not at a conduit */
    char *rule;     /* "allow[0]", "deny[2]"; NULL: not a rule */
    char *where;    /* zone or network instance where packets stood, or asset */
    char *reason;   /* one sentence without a full stop */
    CtPos pos;      /* of the rule, conduit, firewall or network */
} CtReachTry;

enum { CT_REACH_MOST_TRIES = 100 };

typedef struct CtReachVerdict {
    char *service; /* "rtu-1.iec104" */
    char *port;    /* "tcp/2404" */
    CtPos pos;     /* of the service */
    CtReachAnswer answer;
    CtSignature signature;     /* of the way found; all none where the answer is no */
    GPtrArray *doors;          /* CtReachDoor, in order; empty where the answer is no */
    GPtrArray *tries;          /* CtReachTry, nearest first; empty where the answer is yes. Only
                                  conduits that lead towards the receiver */
    uint32_t n_tries_left_out; /* past CT_REACH_MOST_TRIES */
} CtReachVerdict;

typedef struct CtReachExplanation {
    char *from, *to;
    GPtrArray *verdicts; /* CtReachVerdict, a service each */
} CtReachExplanation;

#define CT_REACH_EXPLAIN_ERROR ct_reach_explain_error_quark()
typedef enum CtReachExplainError { CT_REACH_EXPLAIN_ERROR_NAME } CtReachExplainError;
GQuark ct_reach_explain_error_quark(void);

/*
 * @from: an asset instance, `located:NETWORK`, a network or a zone (anyone on its networks, or on
 * those of zones within). @to: an asset instance, or asset.service. @service: the name of one
 * service of @to, NULL for all. Fails on a text that names none of these.
 * Cost: conduits × rules for each service.
 */
CtReachExplanation *ct_reach_explain(const CtReach *reach,
                                     const char *from,
                                     const char *to,
                                     const char *service,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_reach_explanation_free(CtReachExplanation *explanation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtReachExplanation, ct_reach_explanation_free)
