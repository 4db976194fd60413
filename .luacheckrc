-- SPDX-License-Identifier: GPL-2.0-or-later
-- Scripts see the sandbox, not Lua's whole library. See docs/techniques.md for the words.
std = {
    read_globals = {
        "assert", "error", "ipairs", "next", "pairs", "pcall", "print", "rawequal", "rawget",
        "rawlen", "rawset", "select", "setmetatable", "getmetatable", "tonumber", "tostring",
        "type", "xpcall", "string", "table", "math", "utf8", "_VERSION",
    },
}
max_line_length = 120
unused_args = false -- a rule's function names what it is given, in order, used or not

-- What techniques are written in.
local technique_words = {
    "technique", "fact",
    "any_of", "all_of", "at_least", "reach", "gated", "exec", "session", "holds", "operates",
    "tainted", "controls", "halted", "reads", "impaired", "known", "located", "presence",
    "condition", "agreed", "signed", "second_factor", "unsatisfiable", "contains",
    "vulnerability", "credential", "asset", "person", "supplier",
    "accepts", "now", "wait", "easy", "hard", "very_hard", "E", "H", "V",
    "hours", "constant", "exponential", "uniform", "triangular", "normal", "lognormal", "weibull",
    "gamma", "pareto", "exploit_development", "exploit_works", "attacker",
}
files["attacks/techniques"] = { read_globals = technique_words }
files["attacks/packs"] = { read_globals = technique_words }
files["scenarios"] = { read_globals = technique_words }
-- The prelude is where these words are made.
files["lua/prelude"] = { globals = technique_words }
