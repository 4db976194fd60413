/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands in one's way, in words. Internal to topology/reach_explain*.c.
 */
#pragma once

#include "topology/reach_explain.h"
#include "topology/reach_groups.h"

/* One sender and one service, and what is found out about them. */
typedef struct CtReachQuestion {
    const CtReach *reach;
    const CtReachRules *rules;
    const CtReachGroups *groups;
    uint32_t sender;  /* sender class */
    const char *who;  /* the sender, for sentences */
    CtIds networks;   /* network instances it stands on */
    CtIds origins;    /* nodes, likewise */
    uint32_t service; /* instance */
    uint32_t group;
    CtReachVerdict *verdict;
} CtReachQuestion;

/* Adds a try unless there are too many; @reason is taken over. */
void ct_reach_question_add(CtReachQuestion *question,
                           CtReachObstacle obstacle,
                           uint32_t doors,
                           CtId conduit,
                           char *rule,
                           const char *where,
                           CtPos pos,
                           char *reason);

/*
 * Whether @conduit lets the packets through by its rules. Where it does not, every allow rule is
 * added as a try, or the deny rule that wins.
 */
bool
ct_reach_question_judge(CtReachQuestion *question, CtId conduit, uint32_t doors, const char *where);

/* The receiver's firewall stands in the way: adds why, if it does. */
void ct_reach_question_judge_firewall(CtReachQuestion *question, uint32_t doors);

/* "tcp/443", "udp/1-500", "can". */
char *ct_reach_port_text(CtPortRange port);
