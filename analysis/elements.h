/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a defender could take away: assets, conduit rules, credentials, vulnerabilities, techniques,
 * suppliers; and which steps of a slice go with each.
 */
#pragma once

#include "analysis/slice.h"

typedef enum CtElementKind {
    CT_ELEMENT_ASSET,         /* asset instance: what is gained on it */
    CT_ELEMENT_RULE,          /* allow rule of a conduit: what it lets through */
    CT_ELEMENT_CREDENTIAL,    /* its being held, and what it is used for */
    CT_ELEMENT_VULNERABILITY, /* row: attempts on it, wherever it sits */
    CT_ELEMENT_TECHNIQUE,     /* index in the library: its attempts */
    CT_ELEMENT_SUPPLIER,      /* what is done to and through what it makes */
    CT_ELEMENT_COUNT,
} CtElementKind;

const char *ct_element_kind_text(CtElementKind kind); /* "asset", "rule" …; static */
bool ct_element_kind_parse(const char *text, CtElementKind *ret_kind);

typedef struct CtElement {
    uint8_t kind; /* CtElementKind */
    uint32_t id;
} CtElement;

typedef struct CtElements {
    const CtGraph *graph;
    GArray *rows;    /* CtElement, by kind, then id */
    CtCsr of_step;   /* local step → elements without which it cannot be taken */
    CtCsr steps;     /* element → local steps */
    uint32_t *alike; /* element → number of its kind; any two of a kind can be swapped without
                        changing anything else. NULL: each is of its own */
    uint32_t *copy;  /* element → number of the copy of a replicated zone it stands in; CT_NO_ID:
                        in none that has its like. NULL: no zone is replicated */
    uint32_t *place; /* element → what it is in its copy: those of one place are alike, there and
                        in other copies of the orbit */
    uint32_t *orbit; /* copy → number of its kind; two of an orbit can be swapped as wholes, place
                        by place, without changing anything else */
    uint32_t n_copies, n_orbits;
} CtElements;

/*
 * The elements of @kinds (bit per CtElementKind) that occur in @slice. Assets that @goals speak of
 * are left out: without its target no attack is left, and nothing is learned.
 * Cost: the slice's steps, bindings and premises.
 */
CtElements *ct_elements_new(const CtGraph *graph,
                            const CtSlice *slice,
                            uint32_t kinds,
                            const CtFactId *goals,
                            uint32_t n_goals);

/*
 * Every allow rule of a conduit, whether it is on some way in @slice or not, in the order of rows.
 * A step that goes out by one of several rules of a conduit counts as needing all of them, since
 * the graph names only the first: a way that is found stands while all of them do.
 */
CtElements *ct_elements_new_rules(const CtGraph *graph, const CtSlice *slice);

/*
 * Fills elements->alike of assets, those of one fold in one copy of a zone (attacks/fold.h), and
 * what is known of copies. @named: facts that entries and goals name; what they speak of is like no
 * other. Cost: linear in instances, and sorting the zones.
 */
void ct_elements_find_alike(CtElements *elements, const CtFactId *named, size_t n_named);

/* The asset that @fact speaks of; CT_NO_ID if none. */
uint32_t ct_element_asset_of(const CtGraph *graph, CtFactId fact);
void ct_elements_free(CtElements *elements);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtElements, ct_elements_free)

/* "corp-control allow[2]", "jump-1", "T1078 valid-accounts" …; free with g_free(). */
char *ct_element_text(const CtGraph *graph, CtElement element);

/* Where the topology has it; line 0 for a technique. */
CtPos ct_element_pos(const CtGraph *graph, CtElement element);
