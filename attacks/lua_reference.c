/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See the header. A test holds the table, the sandbox and both documents together. */
#include "attacks/lua_reference.h"

#include "attacks/technique.h"
#include "topology/lua_attributes.h"

#include <string.h>

const CtLuaWord ct_lua_technique_words[] = {
    {"technique", "name: string", "fun(fields: TechniqueFields)",
     "declares a technique: technique "
     "\"name\" { … }"},
    {"fact", "name: string", "fun(fields: FactFields)",
     "declares a kind of fact of one's own: fact \"name\" { of = \"asset\" }"},
    {"attacker", NULL, "Attacker", "who attacks; inside functions only"},
    {"any_of", "facts: Fact[]", "Fact", "one of the facts suffices"},
    {"all_of", "facts: Fact[]", "Fact", "all of the facts, as one member of an alternative"},
    {"at_least", "k: integer, facts: Fact[]", "Fact", "at least k of the facts"},
    {"unsatisfiable", "reason: string", "Fact", "never holds, for the reason given"},
    {"second_factor", "c: Credential", "Fact",
     "holds(c.second); never holds where none is modelled"},
    {"contains", "list: any[], value: any", "boolean",
     "whether the value is in the list; an unknown word is an error"},
    {"filter", "list: any[], keep: fun(value: any): boolean", "any[]", "the members that are kept"},
    {"map", "list: any[], f: fun(value: any): any", "any[]", "f of every member"},
    {"constant", "time: Duration", "Duration", "always the same: constant \"1h\""},
    {"exponential", "p: { mean: Duration }", "Duration", "exponential"},
    {"uniform", "p: { low: Duration, high: Duration }", "Duration", "uniform"},
    {"triangular", "p: { low: Duration, mode: Duration, high: Duration }", "Duration",
     "triangular"},
    {"normal", "p: { mean: Duration, sd: Duration }", "Duration",
     "normal; what falls below 0 counts as 0"},
    {"lognormal", "p: { median: Duration, sigma: number }", "Duration", "lognormal"},
    {"weibull", "p: { scale: Duration, shape: number }", "Duration", "Weibull"},
    {"gamma", "p: { scale: Duration, shape: number }", "Duration", "gamma"},
    {"pareto", "p: { minimum: Duration, shape: number }", "Duration",
     "Pareto; without a mean up to shape 1"},
    {"truncated_normal", "p: { mean: Duration, sd: Duration, low?: Duration, high?: Duration }",
     "Duration", "normal, drawn anew until it lies between low (else 0) and high (else no end)"},
    {"binomial", "p: { each: Duration, tries: integer, p: number }", "Duration",
     "each for every success among so many tries of chance p"},
    {"bernoulli", "p: number", "Duration", "at once with chance p, else never"},
    {"maybe", "p: { p: number, time: Duration }", "Duration",
     "the time given with chance p, else never"},
    {"seconds", "n: number", "Duration", "n seconds"},
    {"minutes", "n: number", "Duration", "n minutes"},
    {"hours", "n: number", "Duration", "n hours"},
    {"days", "n: number", "Duration", "n days"},
    {"now", NULL, "Duration", "at once: a millisecond"},
    {"wait", "mean: Duration", "Duration",
     "exponential, because somebody else must act first: wait \"3d\""},
    {"easy", "factor?: number", "Duration", "exponential, mean 1 d × factor (MAL)"},
    {"hard", "factor?: number", "Duration", "exponential, mean 10 d × factor (MAL)"},
    {"very_hard", "factor?: number", "Duration", "exponential, mean 100 d × factor (MAL)"},
    {"E", NULL, "Duration", "easy()"},
    {"H", NULL, "Duration", "hard()"},
    {"V", NULL, "Duration", "very_hard()"},
    {"exploit_development", "v: Vulnerability", "Duration",
     "mean 1 d where an exploit is known, else 5.8 d by skill (McQueen et al. 2006)"},
    {"exploit_works", "v: Vulnerability", "number",
     "1 where known to be exploited, else EPSS, at least 0.6 (0.2 at high complexity)"},
    {"returns_with_older_release", "a: Asset, v: Vulnerability", "boolean, string?",
     "whether a mended flaw of its firmware is there again under an older release; if not, why"},
};
const size_t ct_n_lua_technique_words = G_N_ELEMENTS(ct_lua_technique_words);

static const CtLuaWord fields[] = {
    {"ids", NULL, "table",
     "ids shown by the target's domain: it, ot, mobile, and internet = { it, "
     "ot } where the route starts there"},
    {"name", NULL, "string", "its title"},
    {"tactics", NULL, "string[]|string", "ATT&CK tactics"},
    {"from", NULL, "Fact",
     "the fact that opens it and binds the first variable; any_of for several"},
    {"via", NULL, "Relation[]?", "relations walked from variables already bound, one new each"},
    {"each", NULL, "Relation?", "one more walk, after via"},
    {"also", NULL, "Fact|Fact[]|function|nil", "what it needs besides"},
    {"sees", NULL, "string[]|string|nil",
     "what functions may read beyond the class: asset, credential, controls, person, supplier"},
    {"when", NULL, "function?", "whether it applies: true, or false and a reason"},
    {"gains", NULL, "Fact|Fact[]|function", "what one success yields"},
    {"prepare", NULL, "table?", "{ time =, per = }: spent once by an attacker for each `per`"},
    {"works", NULL, "table?",
     "{ p =, per = }: the chance, drawn once for each `per`, that it works"},
    {"time", NULL, "Duration|function", "of one attempt"},
    {"success", NULL, "number|function", "chance of one attempt, given that it works"},
    {"noise", NULL, "number|function", "chance that a perfect sensor on the way sees one attempt"},
    {"skill", NULL, "string|function", "novice, beginner, intermediate or expert"},
    {"effort", NULL, "number|Duration|function|nil",
     "in hours; unsaid, the means of prepare and time"},
    {"retry", NULL, "Duration|function|nil", "until the next attempt; unsaid, as time"},
    {"tries", NULL, "integer?", "attempts at most; unsaid, unlimited"},
    {"fans_out", NULL, "boolean?", "one execution serves every asset, service and zone"},
    {"stops", NULL, "string[]|string|nil", "kinds of measures that stop it"},
    {"note", NULL, "string?", "free text"},
    {"source", NULL, "string", "where the numbers come from, or \"assumption\""},
};

static char *
class_name(const char *kind)
{
    return g_strdup_printf("%c%s", g_ascii_toupper(kind[0]), kind + 1);
}

static bool
is_new_word(int kind)
{
    for (int before = 0; before < kind; before++)
        if (strcmp(ct_fact_kinds_builtin.infos[before].text,
                   ct_fact_kinds_builtin.infos[kind].text) == 0)
            return false;
    return true;
}

static void
define_views(CtOut *out)
{
    for (int kind = CT_VIEW_ASSET; kind < CT_VIEW_COUNT; kind++) {
        g_autofree char *name = class_name(ct_view_kind_text((CtViewKind)kind));
        size_t n;
        const CtAttribute *attributes = ct_attributes((CtViewKind)kind, &n);

        ct_out_printf(out, "---@class %s\n", name);
        if (kind <= CT_VIEW_VULNERABILITY)
            ct_out_put(out, "---@field id string as the topology names it\n"
                            "---@field x table its free map\n");
        for (size_t i = 0; i < n; i++) {
            g_autofree char *type = ct_attribute_type_text(&attributes[i]);
            ct_out_printf(out, "---@field %s %s %s\n", attributes[i].name, type,
                          attributes[i].line);
        }
        ct_out_put(out, "\n");
    }
}

/* "---@param a T" lines and the names alone, of "a: T, b?: U". */
static void
define_parameters(CtOut *out, const char *parameters, GString *names)
{
    int depth = 0;
    const char *start = parameters;

    for (const char *at = parameters;; at++) {
        depth += *at == '{' || *at == '(' ? 1 : *at == '}' || *at == ')' ? -1 : 0;
        if (*at != '\0' && (*at != ',' || depth > 0))
            continue;
        g_autofree char *one = g_strstrip(g_strndup(start, (gsize)(at - start)));
        char *colon = strchr(one, ':');

        g_assert(colon != NULL);
        *colon = '\0';
        ct_out_printf(out, "---@param %s %s\n", one, g_strstrip(colon + 1));
        g_string_append_printf(names, "%s%.*s", names->len > 0 ? ", " : "", (int)strcspn(one, "?"),
                               one);
        if (*at == '\0')
            return;
        start = at + 1;
    }
}

static void
define_words(CtOut *out)
{
    for (size_t i = 0; i < ct_n_lua_technique_words; i++) {
        const CtLuaWord *word = &ct_lua_technique_words[i];
        g_autoptr(GString) names = g_string_new(NULL);

        ct_out_printf(out, "---%s\n", word->line);
        if (word->parameters == NULL) {
            ct_out_printf(out, "---@type %s\n%s = nil\n\n", word->returns, word->name);
            continue;
        }
        define_parameters(out, word->parameters, names);
        ct_out_printf(out, "---@return %s\nfunction %s(%s) end\n\n", word->returns, word->name,
                      names->str);
    }
}

static void
define_facts(CtOut *out)
{
    for (int kind = 0; kind < CT_FACT_COUNT; kind++) {
        const CtFactKindInfo *info = &ct_fact_kinds_builtin.infos[kind];
        bool levels = info->levels == 2;

        if (!is_new_word(kind))
            continue;
        ct_out_printf(out,
                      "---%s\n---@param subject string|table\n%s---@return Fact\n"
                      "function %s(subject%s) end\n\n",
                      info->line,
                      levels ? "---@param level \"user\"|\"admin\"\n" : "---@param kind? string\n",
                      info->text, levels ? ", level" : ", kind");
    }
}

static void
define_relations(CtOut *out)
{
    for (int kind = 0; kind < CT_RELATION_COUNT; kind++)
        ct_out_printf(out,
                      "---%s\n---@param name string\n---@param start? string\n"
                      "---@return Relation\nfunction %s(name, start) end\n\n",
                      ct_relation_infos[kind].line, ct_relation_infos[kind].word);
}

static void
begin_definitions(CtOut *out, const char *what)
{
    ct_out_printf(out,
                  "---@meta\n"
                  "-- SPDX-License-Identifier: GPL-2.0-or-later\n"
                  "-- %s, for lua-language-server. Generated from the tables\n"
                  "-- of the program; a test holds them together.\n\n",
                  what);
}

static void
write_technique_types(CtOut *out)
{
    begin_definitions(out, "What a technique is declared with");
    ct_out_put(out, "---@class Fact\n\n---@class Relation\n\n"
                    "---@alias Duration string|userdata\n\n"
                    "---@class Attacker\n"
                    "---@field skill \"novice\"|\"beginner\"|\"intermediate\"|\"expert\"\n"
                    "---@field autonomous boolean acts without being commanded\n"
                    "---@field discover boolean knows nothing from the start\n"
                    "---@field capacity number for floods, as networks.capacity\n\n"
                    "---@class FactFields\n"
                    "---@field of string|string[] the kinds of entities that it is said of\n"
                    "---@field levels? string[] { \"user\", \"admin\" }; admin implies user\n"
                    "---@field means? string in words\n\n"
                    "---@class TechniqueFields\n");
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        ct_out_printf(out, "---@field %s %s %s\n", fields[i].name, fields[i].returns,
                      fields[i].line);
    ct_out_put(out, "\n");
}

static void
write_entities(CtOut *out)
{
    begin_definitions(out, "What rules may read of the model");
    define_views(out);
}

static void
write_words(CtOut *out)
{
    begin_definitions(out, "Words of technique files");
    define_words(out);
}

static void
write_facts(CtOut *out)
{
    begin_definitions(out, "Facts as words of technique files");
    define_facts(out);
}

static void
write_relations(CtOut *out)
{
    begin_definitions(out, "Relations as words of technique files");
    define_relations(out);
}

const CtLuaDefinitions ct_lua_definitions[] = {
    {"lua/definitions/techniques.d.lua", write_technique_types},
    {"lua/definitions/entities.d.lua", write_entities},
    {"lua/definitions/words.d.lua", write_words},
    {"lua/definitions/facts.d.lua", write_facts},
    {"lua/definitions/relations.d.lua", write_relations},
};
const size_t ct_n_lua_definitions = G_N_ELEMENTS(ct_lua_definitions);

static void
put_words(CtOut *out, const char *title, const CtLuaWord *words, size_t n)
{
    ct_out_printf(out, "### %s\n\n| word | what it is |\n|---|---|\n", title);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *call = words[i].parameters == NULL
                                    ? g_strdup(words[i].name)
                                    : g_strdup_printf("%s(%s)", words[i].name, words[i].parameters);
        ct_out_printf(out, "| `%s` | %s |\n", call, words[i].line);
    }
    ct_out_put(out, "\n");
}

static void
put_attributes(CtOut *out)
{
    ct_out_put(out, "### Attributes\n\nEvery entity has `id` and the free map `x` besides.\n\n"
                    "| attribute | values | what it says | needs in `sees` |\n|---|---|---|---|\n");
    for (int kind = CT_VIEW_ASSET; kind < CT_VIEW_COUNT; kind++) {
        const char *sees = ct_attribute_sees_word((CtViewKind)kind);
        size_t n;
        const CtAttribute *attributes = ct_attributes((CtViewKind)kind, &n);

        for (size_t i = 0; i < n; i++) {
            g_autofree char *type = ct_attribute_type_text(&attributes[i]);
            g_auto(GStrv) parts = g_strsplit(type, "|", -1);
            g_autofree char *cell = g_strjoinv(" ", parts);
            bool needs = sees != NULL && (kind != CT_VIEW_ASSET || attributes[i].single);

            ct_out_printf(out, "| `%s.%s` | %s | %s | %s |\n", ct_view_kind_text((CtViewKind)kind),
                          attributes[i].name, cell, attributes[i].line, needs ? sees : "");
        }
    }
    ct_out_put(out, "\n");
}

void
ct_lua_write_reference(CtOut *out)
{
    put_words(out, "Fields of a technique", fields, G_N_ELEMENTS(fields));
    put_words(out, "Words", ct_lua_technique_words, ct_n_lua_technique_words);
    ct_out_put(out, "### Facts\n\n| fact | of | levels | meaning |\n|---|---|---|---|\n");
    for (int kind = 0; kind < CT_FACT_COUNT; kind++)
        ct_out_printf(out, "| `%s` | %s | %s | %s |\n", ct_fact_kinds_builtin.infos[kind].text,
                      ct_entity_kind_text(ct_fact_kinds_builtin.infos[kind].entity),
                      ct_fact_kinds_builtin.infos[kind].levels == 2 ? "user, admin" : "",
                      ct_fact_kinds_builtin.infos[kind].line);
    ct_out_put(out, "\n### Relations\n\n| relation | from | to | meaning |\n|---|---|---|---|\n");
    for (int kind = 0; kind < CT_RELATION_COUNT; kind++)
        ct_out_printf(out, "| `%s` | %s | %s | %s |\n", ct_relation_infos[kind].word,
                      ct_entity_kind_text(ct_relation_infos[kind].from),
                      ct_entity_kind_text(ct_relation_infos[kind].to),
                      ct_relation_infos[kind].line);
    ct_out_put(out, "\n");
    put_attributes(out);
}
