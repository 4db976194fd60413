/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What packets carry from door to door. Going to services: a control signature. Looking for a
 * listener: the set of ports on which they could still be travelling, all at once. Label 0 is the
 * best of the first kind; labels of one walk are ordered by "at least as good".
 */
#pragma once

#include "topology/reach.h"
#include "topology/reach_rules.h"

typedef struct CtLabels {
    CtReachRules *rules;
    bool listening;
    CtTuples signatures; /* mfa, inspection and encryption, and the sensors' union, see .c */
    CtIdSets ports;      /* sets of cells */
    CtTuples filtered;   /* conduit, sender class, set of cells, rule that may be blocked */
    CtIds filtered_to;   /* the set that passes */
    CtIds filtered_by;   /* the first allow rule that lets some of it pass */
} CtLabels;

void ct_labels_init(CtLabels *labels, CtReachRules *rules, bool listening);
void ct_labels_clear(CtLabels *labels);

/* @label behind @conduit, its rules having let it through. */
uint32_t ct_labels_signature_behind(CtLabels *labels, uint32_t label, CtId conduit);

/*
 * The ports of @label that @conduit lets through from sender class @sender to a receiver that no
 * rule knows; set 0 if there are none. By its allow rules but those that may be blocked by
 * themselves, or by @single, which is one of these, alone.
 */
uint32_t ct_labels_ports_behind(
    CtLabels *labels, uint32_t label, CtId conduit, uint32_t sender, CtId single, CtId *ret_rule);

/* All ports of @family. */
uint32_t ct_labels_ports_of(CtLabels *labels, uint8_t family);

/* The family of the ports of a label that is not empty. */
uint8_t ct_labels_family(const CtLabels *labels, uint32_t label);

/* Whether who can have @a has no use for @b. */
bool ct_labels_at_least(const CtLabels *labels, uint32_t a, uint32_t b);

CtSignature ct_labels_signature(const CtLabels *labels, uint32_t label);
