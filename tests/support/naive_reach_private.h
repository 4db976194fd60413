/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the naive reach share. */
#pragma once

#include "tests/support/naive_reach.h"

struct CtNaiveReach {
    const CtInstances *instances;
    const CtModel *model;
    const uint8_t *commanded;
    GArray *ports; /* CtPortRange: one port of every kind that rules can tell apart */
    /* Questions are asked many times over; what was found out stays. By [own]: */
    GArray **arrivals[2];   /* (network, sender, service) → CtSignatures */
    uint8_t **listeners[2]; /* (network, sender) → byte a network that gets called */
};

/* Who asks for what, while one question is answered. */
typedef struct NaiveQuestion {
    CtNaiveReach *naive;
    uint32_t sender;   /* asset instance, CT_NO_ID: one that no rule names */
    uint32_t receiver; /* likewise */
    CtPortRange port;
    bool outward; /* for a listener: no second factor, no diode */
} NaiveQuestion;

/* The instance of zone row @row that zone instance @zone is or is within; CT_NO_ID. */
uint32_t naive_around(const CtInstances *instances, uint32_t zone, CtId row);

/* Wherever the rows of both lie in one zone row, the instances lie in one instance of it. */
bool naive_same_instance(const CtInstances *instances, uint32_t a, uint32_t b);

/* A selector that is not stated names everyone; one that is, nobody it does not name. */
bool naive_selector_names(const CtNaiveReach *naive, CtId selector, uint32_t asset);

/* Whether some rule of @list speaks of the question; without @use_to whatever it says of `to`. */
bool naive_list_matches(const NaiveQuestion *question, CtSpan list, bool use_to);
