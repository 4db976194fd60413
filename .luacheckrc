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
    "technique", "fact", "any_of", "all_of", "at_least", "second_factor", "unsatisfiable",
    "person", "now", "wait", "easy", "hard", "very_hard", "E", "H", "V", "hours", "constant",
    "exponential", "uniform", "triangular", "normal", "lognormal", "weibull", "gamma", "pareto",
    "exploit_development", "exploit_works", "attacker", "credential", "asset",
    -- facts (attacks/facts.def)
    "nearby", "located", "presence", "touches", "possesses", "out", "reach", "gated", "session",
    "implant", "exec", "holds", "operates", "tainted", "supplier", "people", "contact",
    "persuaded", "controls", "halted", "spoofs", "reads", "alters", "destroys", "exfiltrated",
    "impaired", "severed", "known", "condition", "recruited", "signs", "agreed", "signed",
    -- relations (attacks/relations.def)
    "attached", "attached_to", "roams", "accepts", "opens", "key", "stores", "stored_on",
    "issues", "issued_by", "uses", "used_by", "accounts", "account_of", "colleagues", "sends",
    "sent_by", "supplier_sends", "builds", "updates", "updated_by", "delivers", "commands",
    "maintains", "lands", "installed", "runs", "contains", "component_of", "supplies",
    "manages", "carries", "targets", "talks_to", "talks_from", "keeps", "kept_on", "serves",
    "opened_by", "hosts", "hosted_on", "into", "stands_at", "houses", "listens", "in_zone",
    "adjacent", "vulnerability", "flaw",
}
files["attacks/techniques"] = { read_globals = technique_words }
files["attacks/packs"] = { read_globals = technique_words }
files["scenarios"] = { read_globals = technique_words }
files["tests/golden/packages"] = { read_globals = technique_words }
-- The prelude is where these words are made.
files["lua/prelude"] = { globals = technique_words }
