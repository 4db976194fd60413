/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the scenario reader share. A function that takes a node reports what is wrong
 * with it and returns false or CT_NO_ID; reading goes on.
 */
#pragma once

#include "topology/import/document.h"
#include "topology/import/nasim.h"

typedef struct CtNasimReader {
    const CtDocument *document;
    CtDiag *diag;
    CtNasim *nasim;
    uint32_t *seen_names, *seen_hosts; /* the list in which each was seen last */
    uint32_t n_lists;
} CtNasimReader;

/* A key of a map: which, whether it must be there, and the kind of its value. */
typedef struct CtNasimKey {
    const char *name;
    bool required;
    uint8_t kind; /* CtDocKind or CT_NASIM_ANY */
} CtNasimKey;

enum {
    CT_NASIM_ANY = 255,
    CT_NASIM_MOST_KEYS = 20,
    CT_NASIM_MOST_NAMES = 50000, /* of services: one port each */
};

/*
 * Looks the values of @keys up in map @map, "exploit 'e_ssh'" in messages: ret_values[i] is the
 * node of keys[i]'s value, CT_NO_ID where it is not there or not of its kind. Unknown, missing and
 * repeated keys are reported.
 */
void ct_nasim_take_map(const CtNasimReader *reader,
                       uint32_t map,
                       const char *what,
                       const CtNasimKey *keys,
                       size_t n_keys,
                       uint32_t *ret_values);

static inline const CtDocNode *
ct_nasim_node(const CtNasimReader *reader, uint32_t i)
{
    return ct_document_node(reader->document, i);
}

/* A number from @low to @high. */
bool ct_nasim_take_number(const CtNasimReader *reader,
                          uint32_t node,
                          const char *what,
                          double low,
                          double high,
                          double *ret_number);

/* A whole number from @low to @high. */
bool ct_nasim_take_integer(const CtNasimReader *reader,
                           uint32_t node,
                           const char *what,
                           int64_t low,
                           int64_t high,
                           int64_t *ret_integer);

/* The index of @node's text in @names ("service"), reported if it is none of them. */
uint32_t ct_nasim_take_name(const CtNasimReader *reader,
                            uint32_t node,
                            const char *what,
                            const CtIntern *names);

/* A list of names, none twice, as a span of nasim->ids. */
CtSpan
ct_nasim_take_names(CtNasimReader *reader, uint32_t node, const char *what, const CtIntern *names);

/* "(1, 0)" as a host's index. */
uint32_t ct_nasim_take_host(const CtNasimReader *reader, uint32_t node);

/* host_configurations, sensitive_hosts and firewall, once subnets and names are known. */
void ct_nasim_take_hosts(CtNasimReader *reader, uint32_t map);
void ct_nasim_take_sensitive(const CtNasimReader *reader, uint32_t map);
void ct_nasim_take_firewall(CtNasimReader *reader, uint32_t map);
