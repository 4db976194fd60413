-- SPDX-License-Identifier: GPL-2.0-or-later
-- Scripts see the sandbox, not Lua's whole library: what of Lua is left, the words of techniques
-- and scenarios, and the names of relations and facts, read from the tables they are made from.
local words = {
    "assert", "error", "ipairs", "next", "pairs", "pcall", "print", "rawequal", "rawget", "rawlen",
    "rawset", "select", "setmetatable", "getmetatable", "tonumber", "tostring", "type", "xpcall",
    "string", "table", "math", "utf8", "_VERSION",

    "technique", "fact", "any_of", "all_of", "at_least", "condition", "agreed", "signed",
    "second_factor", "unsatisfiable", "contains",
    "vulnerability", "credential", "asset", "person", "supplier",
    "now", "days", "wait", "easy", "hard", "very_hard", "E", "H", "V", "hours", "constant",
    "exponential", "uniform", "triangular", "normal", "lognormal", "weibull", "gamma", "pareto",
    "exploit_development", "exploit_works",

    "account_of", "accounts", "achieved", "all", "as_of", "assets", "begins", "check", "claim",
    "component_type", "components", "conduits_from", "conduits_into", "confirmed", "count", "deed",
    "enforces", "failures", "flaws", "flows_from", "holders", "is_outside", "listed_by", "musts",
    "networks", "related", "run", "same", "service_name", "services", "serving", "sl_t", "spoken_to",
    "stated", "undecided", "untried",

    "attacker", "defender", "horizon", "starts", "at", "every", "on", "attempt", "variant", "name",
    "note", "pack", "spawn", "log", "set", "random", "elapsed", "give", "has", "state",
    "is_blocked", "isolate", "reconnect", "take_down", "restore", "halt", "resume", "patch",
    "rotate", "block", "unblock", "revoke", "reinstate", "disclose", "conceal", "zones",
    "conduits", "functions", "quarantine", "admit",
}
-- What the prelude and its C side define.
for _, path in ipairs { "lua/prelude/core.lua", "lua/prelude/technique.lua", "assurance/checks/words.lua" } do
    for line in io.lines(path) do
        words[#words + 1] = line:match("^function ([%a_]+)")
    end
end
for _, path in ipairs { "attacks/relations.def", "attacks/facts.def" } do
    for line in io.lines(path) do
        words[#words + 1] = line:match('^CT_%u+%([%u%d_]+, "([%a_]+)"')
    end
end
std = { read_globals = words }
max_line_length = 120
unused_args = false -- a rule's function names what it is given, in order, used or not

-- The prelude is where words are made.
files["lua/prelude"] = { ignore = { "111", "121", "122", "131" } }
files["assurance/checks/words.lua"] = { ignore = { "111", "121", "122", "131" } }

-- Kinds of facts that this package declares.
files["tests/golden/packages/declared"] = { read_globals = { "escaped", "learnt" } }

-- Wrong on purpose, and definitions for editors that run nowhere.
exclude_files = {
    "tests/bad-lua", "lua/definitions", "tests/fuzz/corpus",
    "tests/golden/packages/night/misspelt.lua", "tests/golden/packages/wrong-house/standards/c.lua",
}
