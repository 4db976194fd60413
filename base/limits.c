/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/limits.h"

#define MIB (UINT64_C(1) << 20)
#define MILLION UINT64_C(1000000)

const CtLimits ct_limits_default = {
    .yaml_bytes = 256 * MIB,
    .yaml_nodes = 32 * MILLION,
    .yaml_depth = 64,
    .yaml_scalar = MIB,
    .yaml_aliases = 4 * MILLION,
    .include_files = 1000,
    .assets = 2 * MILLION,
    .reach = 50 * MILLION,
    .lua_bytes = 256 * MIB,
    .lua_instructions = 100 * MILLION,
    .lua_file = MIB,
    .techniques = 10000,
    .steps = 200 * MILLION,
    .cut_work = 2000 * MILLION,
    .trials = 1000,
    .sources = 65536,
    .search = 300 * MILLION,
    .tries = 10 * MILLION,
    .script_events = MILLION,
};

#define LIMIT(flag, field, help)                                                                   \
    {                                                                                              \
        flag, help, offsetof(CtLimits, field)                                                      \
    }

const CtLimitInfo ct_limit_infos[] = {
    LIMIT("max-yaml-bytes", yaml_bytes, "bytes of all files of a topology together"),
    LIMIT("max-yaml-nodes", yaml_nodes, "YAML nodes, after aliases are expanded"),
    LIMIT("max-yaml-depth", yaml_depth, "nested YAML collections"),
    LIMIT("max-yaml-scalar", yaml_scalar, "bytes of one YAML scalar"),
    LIMIT("max-yaml-aliases", yaml_aliases, "nodes that YAML aliases may expand to"),
    LIMIT("max-includes", include_files, "files of one topology"),
    LIMIT("max-assets", assets, "assets, every count: unfolded"),
    LIMIT("max-reach", reach, "edges of the network reach relation"),
    LIMIT("max-lua-bytes", lua_bytes, "bytes of memory of one Lua state"),
    LIMIT("max-lua-instructions", lua_instructions, "Lua instructions of one call"),
    LIMIT("max-lua-file", lua_file, "bytes of one Lua file"),
    LIMIT("max-techniques", techniques, "techniques loaded"),
    LIMIT("max-steps", steps, "steps of the attack graph"),
    LIMIT("max-cut-work", cut_work, "steps looked at for cuts of a goal by one kind of element"),
    LIMIT("max-trials", trials, "sets of measures tried by loading the topology with them"),
    LIMIT("max-sources", sources, "sources of blast radii; past it a sample is taken"),
    LIMIT("max-search",
          search,
          "work on one goal's cheapest paths by a sum (pivots times the size of the program); past "
          "it the best found so far is given, with a lower bound"),
    LIMIT("max-tries", tries, "tries of one replication; past it the replication has failed"),
    LIMIT("max-script-events",
          script_events,
          "handlers run and lines logged by a scenario's script in one replication, and handlers "
          "waiting at once; past it the replication has failed"),
};

const size_t ct_n_limit_infos = G_N_ELEMENTS(ct_limit_infos);
