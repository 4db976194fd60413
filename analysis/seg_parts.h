/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of the search for segmentation failures, private to analysis/seg*.c. */
#pragma once

#include "analysis/segmentation.h"
#include "analysis/store.h"

#include "base/span.h"
#include "topology/flows.h"

/* Who starts, holding what. */
typedef enum CtSegStartKind {
    CT_SEG_START_NONE,
    CT_SEG_START_PART,     /* id: a part of the matrix; all its assets and networks */
    CT_SEG_START_SELECTOR, /* id: its assets, and the networks of zones it names */
    CT_SEG_START_NETWORK,  /* id: row; located on it */
    CT_SEG_START_ASSET,    /* id: instance */
    CT_SEG_START_CHANNEL,  /* id: row; its senders, and the supplier */
} CtSegStartKind;

/* On what he is to get a session, execution, control or a halt. */
typedef enum CtSegGoalKind {
    CT_SEG_GOAL_PART,    /* id: a part of the matrix */
    CT_SEG_GOAL_POLICY,  /* id: row; its `to`, or a service of it */
    CT_SEG_GOAL_GUESTS,  /* id: zone row; its assets on network row `other` */
    CT_SEG_GOAL_MEMBERS, /* id: network row; all assets on it */
    CT_SEG_GOAL_ASSET,   /* id: instance */
    CT_SEG_GOAL_CHANNEL, /* id: channel row; assets of zone row `other`; an implant will do */
} CtSegGoalKind;

typedef struct CtSegDraft {
    CtSegFailure failure;
    uint8_t if_attackable; /* severity where the attack succeeds */
    bool only_if_attackable;
    bool is_known;       /* `attackable` is an answer of the matrix */
    uint8_t attackable;  /* CtAnswer */
    uint8_t start, goal; /* kinds */
    uint32_t start_id, goal_id, goal_other;
    CtId from_row, to_row; /* zone rows: ends of a pivot, sides of an unguarded conduit */
} CtSegDraft;

typedef struct CtSegWork {
    const CtTwin *twin;
    const CtModel *model;
    const CtInstances *instances;
    const CtGraph *graph;       /* NULL: undecided */
    const CtZoneMatrix *matrix; /* NULL: too many zones */
    const CtFolds *folds;
    CtDossierStore *store;
    GArray *drafts; /* CtSegDraft */
    CtCsr on_zone; /* zone row → first members of folds on its networks and those of zones within */
    uint64_t *transit; /* bit a conduit */
    uint64_t looks;    /* pairs of rules and assets looked at so far */
    const char *undecided;
} CtSegWork;

/* Pairs past which rules are no longer looked into; the result says so. */
enum { CT_SEG_MOST_LOOKS = 400000000 };

/* True while there is budget for @n more. */
bool ct_seg_look(CtSegWork *work, uint64_t n);

/* A draft of @class; @id is taken over. Its texts are filled in by the caller, from the store. */
CtSegDraft *ct_seg_add(CtSegWork *work, CtSegClass class, char *id, CtPos pos);

/* Text into the store; @text is taken over. */
const char *ct_seg_keep(CtSegWork *work, char *text);

const char *ct_seg_zone(const CtSegWork *work, CtId zone);

/* The highest SL-T of a zone in any of the seven; unstated ones are their parents'. */
int ct_seg_level(const CtModel *model, CtId zone, int requirement);
int ct_seg_highest_level(const CtModel *model, CtId zone);

/* The cell of two zones alone; CT_NO_ANSWER where there is none or no matrix. */
CtZoneCell ct_seg_cell(const CtSegWork *work, CtId from, CtId to);

/* The facts of a start or goal; free with ct_ids_clear(). Goals leave out what the start has. */
void ct_seg_start_facts(const CtSegWork *work, const CtSegDraft *draft, CtIds *ret_facts);
void ct_seg_goal_facts(const CtSegWork *work, const CtSegDraft *draft, CtIds *ret_facts);

/* Decides `attackable` of every draft, and with it its severity; drops those that need it. */
void ct_seg_judge(CtSegWork *work);

/* Finds paths of the first @most drafts in the order they stand in. Returns how many were left. */
uint32_t ct_seg_find_paths(CtSegWork *work, uint32_t most);

/* Makes more of what a draft says, now that its path is known. */
void ct_seg_tell(CtSegWork *work);

/* Zones that @from may send to and that may send to @to. */
void ct_seg_list_between(const CtZoneMatrix *matrix, CtId from, CtId to, CtIds *ret_between);

/* The conduit from one zone, or one around or within it, to another; of several the first by name;
 * CT_NO_ID. */
CtId ct_seg_find_door(const CtModel *model, CtId from, CtId to);

/* "hmi-1, hmi-2 and 3 more" of asset rows, sorted by name, each once. */
char *ct_seg_names(const CtModel *model, const CtIds *asset_rows);
char *ct_seg_zone_names(const CtModel *model, const CtIds *zones); /* likewise of zone rows */

/* --- rules as text --- */

char *ct_seg_ports_text(const CtModel *model, CtSpan ports);   /* "tcp/443,tcp/8000-8010", "any" */
char *ct_seg_selector_id(const CtModel *model, CtId selector); /* for ids: "a+b", "zone=x" */
char *ct_seg_selector_yaml(const CtModel *model, CtId selector); /* "[a, b]", "{ zone: x }" */

/* "{ port: [tcp/443], from: [a], to: [b] }" */
char *ct_seg_rule_yaml(const CtModel *model, const CtRule *rule);

/* "conduits.c.allow=[…]" with the rules of @list but for row @rule, which becomes @instead, or goes
 * where that is NULL. */
char *
ct_seg_set_list(const CtModel *model, CtId conduit, bool allow, uint32_t rule, const char *instead);

/* "corp-control allow[0]" */
char *ct_seg_rule_text(const CtModel *model, CtId conduit, bool allow, uint32_t rule);

char *ct_seg_range_text(CtPortRange range);
bool ct_seg_range_within(CtPortRange inner, CtPortRange outer);
bool ct_seg_selects(const CtInstances *instances, CtId selector, uint32_t asset);

/*
 * Whether all that may send into, or receive from, @conduit is in the model: not where it is
 * transit, or leads on, or where the zone is outside.
 */
bool ct_seg_knows_senders(const CtSegWork *work, CtId conduit);
bool ct_seg_knows_receivers(const CtSegWork *work, CtId conduit);

/* Whether some other conduit takes on what @conduit brings. */
bool ct_seg_leads_on(const CtSegWork *work, CtId conduit);

/* --- the classes --- */

void ct_seg_find_crossings(CtSegWork *work); /* S1 */
void ct_seg_find_policies(CtSegWork *work);  /* S2 */
void ct_seg_find_pivots(CtSegWork *work);    /* S3 */
void ct_seg_find_wide(CtSegWork *work);      /* S4 */
void ct_seg_find_unguarded(CtSegWork *work); /* S5 */
void ct_seg_find_flat(CtSegWork *work);      /* S6 */
void ct_seg_find_channels(CtSegWork *work);  /* S7 */
void ct_seg_find_blocked(CtSegWork *work);   /* S8, and `always` policies */
void ct_seg_find_idle(CtSegWork *work);      /* S9 */

/* Network row → zone rows that list it. */
void ct_seg_list_zones(const CtModel *model, CtCsr *ret_listed);

/* The zone of @zones that is lowest, or highest, by SL-T; ties by name. */
CtId ct_seg_extreme_zone(const CtModel *model, const CtIds *zones, bool highest);
