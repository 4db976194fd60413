/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random topologies as YAML text: small, valid, and full of what is easy to get wrong (nested and
 * replicated zones, shared networks, dual-homed and forwarding assets, overlapping rules, transit,
 * firewalls, enforcing devices, media that carry no IP). The same seed and sizes give the same
 * text. Every entity, rule and optional key stands on lines of its own, so that ct_shrink() can
 * take it out.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct CtGeneratorSizes {
    uint32_t zones, networks, products, assets, conduits; /* at most; the number is drawn */
    uint32_t rules;          /* at most in one list of a conduit or firewall */
    uint32_t count;          /* highest `count`; 1: none are written */
    uint32_t openers;        /* of 100 conduits, how many are enforced by an asset */
    uint32_t second_factors; /* of 100 conduits, how many certainly ask one; the rest may */
    uint32_t supply;    /* at most of each: suppliers, vulnerabilities, credentials, people, data,
                           channels, functions, flows; 0: none of these sections */
    const char *prefix; /* of every id; NULL: none */
} CtGeneratorSizes;

/* For suites of network reach: no supply chain. */
extern const CtGeneratorSizes ct_generator_reach;
/* For suites of the attack graph: a bit of everything. */
extern const CtGeneratorSizes ct_generator_all;
/* Likewise, small enough for oracles by the thousand. */
extern const CtGeneratorSizes ct_generator_small;
/* Small, and most conduits ask a second factor. */
extern const CtGeneratorSizes ct_generator_gated;

/* Free with g_free(). */
char *ct_generate_model(uint64_t seed, const CtGeneratorSizes *sizes);

/* A random number below @most, from @state, which it moves on (splitmix64). */
uint32_t ct_random_below(uint64_t *state, uint32_t most);
