/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every size that an input can cause, its default and the flag that changes it (DESIGN 11). One
 * table in limits.c serves the options, their help text and the manual.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

typedef struct CtLimits {
    uint64_t yaml_bytes;       /* --max-yaml-bytes: of all files of a topology, 256 MiB */
    uint64_t yaml_nodes;       /* --max-yaml-nodes: after alias expansion, 32M */
    uint64_t yaml_depth;       /* --max-yaml-depth: nested collections, 64 */
    uint64_t yaml_scalar;      /* --max-yaml-scalar: bytes of one scalar, 1 MiB */
    uint64_t yaml_aliases;     /* --max-yaml-aliases: nodes that aliases may expand to, 4M */
    uint64_t include_files;    /* --max-includes: files of one topology, 1 000 */
    uint64_t assets;           /* --max-assets: instances, 2M */
    uint64_t reach;            /* --max-reach: edges of the reach relation, 50M */
    uint64_t lua_bytes;        /* --max-lua-bytes: heap of one Lua state, 256 MiB */
    uint64_t lua_instructions; /* --max-lua-instructions: of one call from C, 100M */
    uint64_t lua_file;         /* --max-lua-file: bytes of one script, 1 MiB */
    uint64_t techniques;       /* --max-techniques: loaded rules, 10 000 */
    uint64_t steps;            /* --max-steps: steps of the attack graph, 200M */
    uint64_t cut_work;         /* --max-cut-work: for cuts by one kind of element, 2G */
    uint64_t trials;           /* --max-trials: sets of measures tried, 1 000 */
    uint64_t sources;          /* --max-sources: of a blast radius, 65 536; past it a sample */
    uint64_t search;           /* --max-search: work on one goal's cheapest paths, 300M */
    uint64_t tries;            /* --max-tries: tries of one replication, 10M */
    uint64_t script_events;    /* --max-script-events: of one replication, 1M */
} CtLimits;

extern const CtLimits ct_limits_default;

typedef struct CtLimitInfo {
    const char *flag; /* "max-assets" */
    const char *help;
    size_t offset; /* of the uint64_t in CtLimits */
} CtLimitInfo;

extern const CtLimitInfo ct_limit_infos[];
extern const size_t ct_n_limit_infos;
