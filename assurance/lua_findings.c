/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words about what was found out: what attackers achieve on an entity, where the segmentation
 * fails, what a simulated run said. A check says in `needs` which of them it uses.
 */
#include "assurance/checks_parts.h"

#include "lua/args.h"
#include "lua/sandbox.h"

#include <math.h>
#include <string.h>

static CtDeeds *
check_deeds(lua_State *L, const char *word)
{
    CtDeeds *deeds = ct_lua_bench(L)->deeds;

    if (deeds == NULL)
        ct_lua_raise(L, "%s: the check must say needs = { \"attack\" }", word);
    return deeds;
}

/* What the deed is done to, as users write it. */
static void
push_entity(lua_State *L, const CtDeed *deed)
{
    const CtSubjects *subjects = ct_lua_bench(L)->subjects;
    char text[160];
    char *own = ct_subjects_text(subjects, (CtSubjectKind)deed->kind, deed->id);

    g_strlcpy(text, own, sizeof text);
    g_free(own);
    lua_pushstring(L, text);
}

/* { deed = 7, on = "rtu-1", technique = "valid-accounts", id = "T0859", title = "Valid Accounts" }
 */
static void
push_deed(lua_State *L, CtDeeds *deeds, uint32_t number)
{
    const CtDeed *deed = ct_deeds_get(deeds, number);
    CtSkill skill = ct_deeds_skill(deeds, number);

    lua_newtable(L);
    lua_pushinteger(L, number);
    lua_setfield(L, -2, "deed");
    lua_pushstring(L, ct_skill_text(skill));
    lua_setfield(L, -2, "skill");
    lua_pushinteger(L, (lua_Integer)skill + 1);
    lua_setfield(L, -2, "rank"); /* novice 1 … expert 4 */
    const CtTechnique *technique = deed->technique != NULL ? deed->technique : deed->last;
    if (technique == NULL)
        return;
    if (deed->technique != NULL) {
        push_entity(L, deed);
        lua_setfield(L, -2, "on");
    }
    lua_newtable(L);
    for (size_t i = 0; technique->stops != NULL && technique->stops[i] != NULL; i++) {
        lua_pushstring(L, technique->stops[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "stops");
    lua_pushstring(L, technique->name);
    lua_setfield(L, -2, "technique");
    lua_pushstring(L, ct_deeds_shown_id(deeds, number));
    lua_setfield(L, -2, "id");
    const char *id = ct_deeds_shown_id(deeds, number);
    lua_pushstring(L, id != NULL ? ct_technique_title(technique, id) : technique->title);
    lua_setfield(L, -2, "title");
}

static bool
is_named(lua_State *L, int list, const char *name)
{
    bool found = false;

    for (lua_Integer i = 1; !found && lua_rawgeti(L, list, i) != LUA_TNIL; i++) {
        found = lua_type(L, -1) == LUA_TSTRING && strcmp(lua_tostring(L, -1), name) == 0;
        lua_pop(L, 1);
    }
    lua_settop(L, 2);
    return found;
}

/* Whether deed @i is done to an asset whose product is of a kind that the list at 1 names. */
static bool
is_of_kinds(lua_State *L, const CtDeed *deed)
{
    const CtSubjects *subjects = ct_lua_bench(L)->subjects;
    const CtModel *model = subjects->model;

    if (deed->kind != CT_SUBJECT_ASSET)
        return false;
    const CtClass *class =
        &subjects->instances->classes->classes.data[ct_subjects_class(subjects, deed->id)];
    return is_named(L, 1, ct_model_text(model, model->products.data[class->product].kind));
}

/* The first deed, on anything (nil at 1) or on assets of the kinds listed there, of a technique
 * that the list at 2 names. */
static uint32_t
deed_among(lua_State *L, const CtDeeds *deeds)
{
    uint32_t n = ct_deeds_count(deeds);
    bool anywhere = lua_isnil(L, 1);

    ct_lua_charge(L, n);
    for (uint32_t i = 0; i < n; i++) {
        const CtDeed *deed = ct_deeds_get(deeds, i);

        if (deed->technique != NULL && is_named(L, 2, deed->technique->name) &&
            (anywhere || is_of_kinds(L, deed)))
            return i;
    }
    return CT_NO_ID;
}

static bool
is_list_of_words(lua_State *L, int index)
{
    bool is_list = lua_istable(L, index) && lua_rawgeti(L, index, 1) == LUA_TSTRING;

    lua_settop(L, 2);
    return is_list;
}

/* deed(s, { "brute-force", … }): the first of these techniques that succeeds on s (nil: on
 * anything; a list of kinds of products: on assets of those); nil. */
static int
word_deed(lua_State *L)
{
    CtDeeds *deeds = check_deeds(L, "deed");
    CtSubjectKind kind;
    uint32_t id, best = CT_NO_ID;

    lua_settop(L, 2);
    luaL_checktype(L, 2, LUA_TTABLE);
    if (lua_isnil(L, 1) || is_list_of_words(L, 1)) {
        best = deed_among(L, deeds);
    } else {
        ct_lua_check_subject(L, 1, &kind, &id);
        for (lua_Integer i = 1; lua_rawgeti(L, 2, i) != LUA_TNIL; i++) {
            if (lua_type(L, -1) != LUA_TSTRING)
                ct_lua_raise(L, "deed: a technique is named by a text, not %s",
                             ct_lua_describe(L, -1));
            best = MIN(best, ct_deeds_find(deeds, lua_tostring(L, -1), kind, id));
            lua_pop(L, 1);
        }
    }
    if (best == CT_NO_ID)
        lua_pushnil(L);
    else
        push_deed(L, deeds, best);
    return 1;
}

/* untried({ "insider-at-work" }): what the first of these techniques that could be tried lacks, and
 * no attacker of the scenario begins with: "people" …; nil. */
static int
word_untried(lua_State *L)
{
    const CtDeeds *deeds = check_deeds(L, "untried");

    luaL_checktype(L, 1, LUA_TTABLE);
    for (lua_Integer i = 1; lua_rawgeti(L, 1, i) != LUA_TNIL; i++) {
        const char *kind =
            lua_type(L, -1) == LUA_TSTRING ? ct_deeds_untried(deeds, lua_tostring(L, -1)) : NULL;

        lua_pop(L, 1);
        if (kind != NULL) {
            lua_pushstring(L, kind);
            return 1;
        }
    }
    lua_pushnil(L);
    return 1;
}

/* The facts that `achieved` can ask for, by what they are of. */
static const struct {
    const char *word;
    uint8_t subject; /* CtSubjectKind */
    uint8_t fact, level;
} facts[] = {
    {"exec", CT_SUBJECT_ASSET, CT_FACT_EXEC, CT_LEVEL_USER},
    {"admin", CT_SUBJECT_ASSET, CT_FACT_EXEC, CT_LEVEL_ADMIN},
    {"implant", CT_SUBJECT_ASSET, CT_FACT_IMPLANT, CT_LEVEL_USER},
    {"controls", CT_SUBJECT_ASSET, CT_FACT_CONTROLS, CT_LEVEL_UNSTATED},
    {"halted", CT_SUBJECT_ASSET, CT_FACT_HALTED, CT_LEVEL_UNSTATED},
    {"spoofs", CT_SUBJECT_ASSET, CT_FACT_SPOOFS, CT_LEVEL_UNSTATED},
    {"recruited", CT_SUBJECT_ASSET, CT_FACT_RECRUITED, CT_LEVEL_UNSTATED},
    {"holds", CT_SUBJECT_CREDENTIAL, CT_FACT_HOLDS, CT_LEVEL_UNSTATED},
    {"operates", CT_SUBJECT_CHANNEL, CT_FACT_OPERATES, CT_LEVEL_UNSTATED},
    {"tainted", CT_SUBJECT_PRODUCT, CT_FACT_TAINTED, CT_LEVEL_UNSTATED},
    {"reads", CT_SUBJECT_DATA, CT_FACT_READS, CT_LEVEL_UNSTATED},
    {"alters", CT_SUBJECT_DATA, CT_FACT_ALTERS, CT_LEVEL_UNSTATED},
    {"destroys", CT_SUBJECT_DATA, CT_FACT_DESTROYS, CT_LEVEL_UNSTATED},
    {"exfiltrated", CT_SUBJECT_DATA, CT_FACT_EXFILTRATED, CT_LEVEL_UNSTATED},
    {"impaired", CT_SUBJECT_FUNCTION, CT_FACT_IMPAIRED, CT_LEVEL_UNSTATED},
};

/* achieved(s, "halted"): how attackers come to have that fact of s, as a deed; nil. */
static int
word_achieved(lua_State *L)
{
    CtDeeds *deeds = check_deeds(L, "achieved");
    const char *word = luaL_checkstring(L, 2);
    CtSubjectKind kind;
    uint32_t id, number;

    ct_lua_check_subject(L, 1, &kind, &id);
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
        if (strcmp(facts[i].word, word) != 0 || facts[i].subject != kind)
            continue;
        if (kind == CT_SUBJECT_ASSET)
            id = ct_subjects_first(ct_lua_bench(L)->subjects, id);
        number = ct_deeds_of_fact(deeds, (CtFact){.kind = facts[i].fact,
                                                  .level = facts[i].level,
                                                  .entity = id});
        if (number == CT_NO_ID)
            lua_pushnil(L);
        else
            push_deed(L, deeds, number);
        return 1;
    }
    ct_lua_raise(L, "achieved: there is no '%.40s' of a %s", word, ct_subject_kind_text(kind));
}

static bool
is_class_wanted(lua_State *L, int index, int class)
{
    bool wanted = false;

    for (lua_Integer i = 1; !wanted && lua_rawgeti(L, index, i) != LUA_TNIL; i++) {
        const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";

        if (strlen(text) != 2 || text[0] != 'S' || text[1] < '1' || text[1] > '9')
            ct_lua_raise(L, "failures: a class is one of S1 to S9, not '%.20s'", text);
        wanted = text[1] - '0' == class;
        lua_pop(L, 1);
    }
    lua_settop(L, 3);
    return wanted;
}

/* failures(zone or nil, { "S1" }): segmentation failures that no waiver covers, into that zone. */
static int
word_failures(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    const char *zone = NULL;
    lua_Integer n = 0;

    if (bench->segmentation == NULL)
        ct_lua_raise(L, "failures: the check must say needs = { \"segments\" }");
    if (!lua_isnil(L, 1)) {
        CtSubjectKind kind;
        uint32_t id;

        ct_lua_check_subject(L, 1, &kind, &id);
        if (kind != CT_SUBJECT_ZONE)
            ct_lua_raise(L, "failures: expected a zone, not %s", ct_lua_describe(L, 1));
        zone = ct_model_id(bench->subjects->model, CT_SECTION_ZONES, id);
    }
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    lua_newtable(L);
    for (uint32_t i = 0; i < bench->segmentation->n_failures; i++) {
        const CtSegFailure *failure = &bench->segmentation->failures[i];

        if (failure->waiver == CT_SEG_WAIVED || !is_class_wanted(L, 2, failure->class) ||
            (zone != NULL && (failure->to == NULL || strcmp(failure->to, zone) != 0)))
            continue;
        lua_newtable(L);
        lua_pushstring(L, failure->id);
        lua_setfield(L, -2, "id");
        lua_pushstring(L, failure->what);
        lua_setfield(L, -2, "what");
        lua_pushstring(L, failure->fix);
        lua_setfield(L, -2, "fix");
        lua_pushstring(L, failure->from);
        lua_setfield(L, -2, "from");
        lua_pushinteger(L, failure->pos.line);
        lua_setfield(L, -2, "line");
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

/* undecided(): why segmentation is not wholly known; nil where it is. */
static int
word_undecided(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);

    lua_pushstring(L, bench->segmentation != NULL ? bench->segmentation->undecided : NULL);
    return 1;
}

static void
set_number(lua_State *L, const char *key, double value)
{
    if (isnan(value))
        return;
    lua_pushnumber(L, value);
    lua_setfield(L, -2, key);
}

/* run(): { n, success, noise, seen, goals = { { name, text, success, … } } }; nil without a run. */
static int
word_run(lua_State *L)
{
    const CtStatistics *statistics = ct_lua_bench(L)->statistics;

    if (statistics == NULL || statistics->n == 0) {
        lua_pushnil(L);
        return 1;
    }
    lua_newtable(L);
    lua_pushinteger(L, (lua_Integer)statistics->n);
    lua_setfield(L, -2, "n");
    set_number(L, "success", statistics->success.value);
    set_number(L, "success_low", statistics->success.low);
    set_number(L, "success_high", statistics->success.high);
    set_number(L, "seen", statistics->seen.value);
    set_number(L, "tries", statistics->tries.value);
    lua_newtable(L);
    for (guint i = 0; i < statistics->goals->len; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);

        lua_newtable(L);
        lua_pushstring(L, goal->name);
        lua_setfield(L, -2, "name");
        lua_pushstring(L, goal->text);
        lua_setfield(L, -2, "text");
        set_number(L, "success", goal->success.value);
        set_number(L, "high", goal->success.high);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "goals");
    return 1;
}

void
ct_lua_findings_open(lua_State *L)
{
    static const luaL_Reg words[] = {
        {"achieved", word_achieved},
        {"deed", word_deed},
        {"failures", word_failures},
        {"run", word_run},
        {"undecided", word_undecided},
        {"untried", word_untried},
        {NULL, NULL},
    };

    for (const luaL_Reg *word = words; word->name != NULL; word++) {
        lua_pushcfunction(L, word->func);
        ct_lua_sandbox_set(L, word->name);
    }
}
