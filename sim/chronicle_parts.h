/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of sim/chronicle share. */
#pragma once

#include "analysis/store.h"
#include "sim/chronicle.h"

/* What is kept while events are read; per actor which attempt is credited with each fact. */
typedef struct CtChronicleDraft {
    const CtBlueprint *blueprint;
    const CtInstances *instances;
    const CtSim *sim;
    CtDossierStore *store;
    GArray *changes, *happenings;
    uint32_t **cause;  /* actor → fact of his graph → step; CT_NO_ID */
    uint32_t record;   /* the event that is read */
    bool ends;         /* what changes ceases to hold */
    bool tells_losses; /* the events say when functions are lost, not only attackers' facts */
    CtCsr zone_assets; /* zone instance → asset instances; made when first asked for */
} CtChronicleDraft;

/* From instances of the model to numbers of the blueprint. */
uint32_t ct_chronicle_instance_of(const CtChronicleDraft *draft, uint32_t asset);
uint32_t ct_chronicle_zone_of(const CtChronicleDraft *draft, uint32_t zone);

void ct_chronicle_add_change(
    CtChronicleDraft *draft, int64_t time, CtChangeOf of, uint32_t what, uint32_t mark);

/* @asset: an instance of the model. */
void ct_chronicle_add_mark(CtChronicleDraft *draft, int64_t time, uint32_t asset, uint32_t mark);

/* @fact of the attacker whose graph it is has come to hold, or (draft->ends) ceases to. */
void
ct_chronicle_add_fact(CtChronicleDraft *draft, const CtGraph *graph, int64_t time, CtFact fact);

/* An event of a try, an alert about one, or a goal. */
void ct_chronicle_add_try(CtChronicleDraft *draft, const CtTwin *twin, const CtTraceRecord *record);

/* An event of no try: what a defender, the world or a script did, and to what. */
void ct_chronicle_add_deed(CtChronicleDraft *draft, const CtTraceRecord *record);

/* The happening added last is an alert of kind @kind about a try: marks what it was done to. */
void ct_chronicle_add_alert(CtChronicleDraft *draft, uint32_t kind);
