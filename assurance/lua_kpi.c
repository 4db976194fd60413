/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `kpi "id" { … }` puts a row beside the table and its function into one of ours; asked, the
 * function gets what was found, as plain tables.
 */
#include "assurance/kpi_own_parts.h"

#include "base/ident.h"
#include "base/units.h"
#include "lua/args.h"
#include "lua/sandbox.h"

#include <math.h>
#include <string.h>

static const char own_key = 'o', functions_key = 'f';

static const char *const fields[] = {"name", "unit",    "scale",  "better",
                                     "note", "formula", "source", "value"};

static CtKpiOwn *
get_own(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &own_key);
    CtKpiOwn *own = lua_touserdata(L, -1);

    lua_pop(L, 1);
    return own;
}

/* --- declaring --- */

/* A text of the table at @index; @fallback where it is not there. */
static const char *
text_field(lua_State *L, int index, const char *id, const char *field, const char *fallback)
{
    int type = ct_lua_raw_field(L, index, field);

    if (type == LUA_TNIL && fallback != NULL) {
        lua_pop(L, 1);
        return fallback;
    }
    if (type != LUA_TSTRING || lua_rawlen(L, -1) > 1000)
        ct_lua_raise(L, "kpi '%s': '%s' must be a text of at most 1000 bytes, not %s", id, field,
                     type == LUA_TSTRING ? "so long a one" : ct_lua_describe(L, -1));
    const char *text = ct_store_text(get_own(L)->store, lua_tostring(L, -1));

    lua_pop(L, 1);
    return text;
}

static uint8_t
word_field(lua_State *L, const char *id, const char *field, const char *const *words, size_t n)
{
    const char *text = text_field(L, 2, id, field, words[0]);
    char buffer[128];

    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], text) == 0)
            return (uint8_t)i;
    ct_lua_raise(L, "kpi '%s': there is no %s '%.64s'%s", id, field, text,
                 ct_lua_suggest(text, words, n, buffer, sizeof buffer));
}

static void
check_fields(lua_State *L, const char *id)
{
    char buffer[128];

    lua_pushnil(L);
    while (lua_next(L, 2) != 0) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        bool is_known = false;

        for (size_t i = 0; key != NULL && i < G_N_ELEMENTS(fields); i++)
            is_known = is_known || strcmp(key, fields[i]) == 0;
        if (!is_known)
            ct_lua_raise(L, "kpi '%s' has no field '%.64s'%s", id, key != NULL ? key : "[1]",
                         key != NULL ? ct_lua_suggest(key, fields, G_N_ELEMENTS(fields), buffer,
                                                      sizeof buffer)
                                     : "");
        lua_pop(L, 1);
    }
}

/* kpi "id" { … }: upvalue 1 is the id, argument 1 the table. */
static int
declare(lua_State *L)
{
    static const char *const scales[] = {"number",      "count",   "ratio",
                                         "probability", "percent", "time"};
    static const CtKpiScale scale_of[] = {CT_KPI_NUMBER,      CT_KPI_COUNT,   CT_KPI_RATIO,
                                          CT_KPI_PROBABILITY, CT_KPI_PERCENT, CT_KPI_TIME};
    static const char *const betters[] = {"lower", "higher"};
    CtKpiOwn *own = get_own(L);
    const char *id = ct_store_text(own->store, lua_tostring(L, lua_upvalueindex(1)));

    if (!lua_istable(L, 1))
        ct_lua_raise(L, "kpi '%s': expected a table in braces, not %s", id, ct_lua_describe(L, 1));
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    check_fields(L, id);
    uint8_t scale = (uint8_t)scale_of[word_field(L, id, "scale", scales, G_N_ELEMENTS(scales))];
    CtKpiInfo info = {.id = id,
                      .name = text_field(L, 2, id, "name", id),
                      .unit = scale == CT_KPI_TIME      ? "days"
                              : scale == CT_KPI_PERCENT ? "%"
                                                        : text_field(L, 2, id, "unit", scales[0]),
                      .scale = scale,
                      .better = word_field(L, id, "better", betters, 2) == 0 ? CT_KPI_LOWER
                                                                             : CT_KPI_HIGHER,
                      .formula = text_field(L, 2, id, "formula", "see its script"),
                      .source = text_field(L, 2, id, "source", "own definition")};

    if (ct_lua_raw_field(L, 2, "value") != LUA_TFUNCTION)
        ct_lua_raise(L, "kpi '%s': 'value' must be a function, not %s", id, ct_lua_describe(L, -1));
    const char *problem = ct_kpi_own_add(own, &info);

    if (problem != NULL)
        ct_lua_raise(L, "kpi '%s': %s", id, problem);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_insert(L, -2);
    lua_rawseti(L, -2, (lua_Integer)ct_kpi_own_count(own));
    return 0;
}

static int
kpi_word(lua_State *L)
{
    lua_settop(L, 1);
    if (lua_type(L, 1) != LUA_TSTRING || !ct_ident_is_valid(lua_tostring(L, 1), lua_rawlen(L, 1)))
        ct_lua_raise(L, "kpi: expected an id of letters, digits, '-' and '_', not %s",
                     lua_type(L, 1) == LUA_TSTRING ? "another text" : ct_lua_describe(L, 1));
    lua_pushcclosure(L, declare, 1);
    return 1;
}

int
ct_lua_kpi_open(lua_State *L)
{
    lua_settop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &own_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_pushcfunction(L, kpi_word);
    ct_lua_sandbox_set(L, "kpi");
    return 0;
}

/* --- asking --- */

static void
put_number(lua_State *L, const char *key, double value)
{
    if (isnan(value))
        return;
    lua_pushnumber(L, value);
    lua_setfield(L, -2, key);
}

static void
put_text(lua_State *L, const char *key, const char *text)
{
    if (text == NULL)
        return;
    lua_pushstring(L, text);
    lua_setfield(L, -2, key);
}

/* known.kpis.ID: those of the table, in their units. */
static void
put_kpis(lua_State *L, const CtKpis *kpis)
{
    lua_newtable(L);
    for (uint32_t i = 0; i < kpis->n_kpis; i++)
        if (kpis->kpis[i].row != CT_NO_ID)
            put_number(L, kpis->kpis[i].info.id, kpis->kpis[i].value);
    lua_setfield(L, -2, "kpis");
}

/* known.counts["asset instances"] */
static void
put_counts(lua_State *L, const CtDossier *dossier)
{
    lua_newtable(L);
    for (uint32_t i = 0; i < dossier->n_counts; i++)
        put_number(L, dossier->counts[i].name, (double)dossier->counts[i].count);
    lua_setfield(L, -2, "counts");
}

/* known.goals[i]: attacker, id, fact, reachable; success and median_days where simulated */
static void
put_goals(lua_State *L, const CtDossier *dossier, const CtStatistics *statistics)
{
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++, n++) {
            const CtGoalFinding *goal = &dossier->attackers[a].goals[g];
            const CtGoalStatistics *simulated =
                statistics != NULL && (guint)n < statistics->goals->len
                    ? &g_array_index(statistics->goals, CtGoalStatistics, (guint)n)
                    : NULL;

            lua_newtable(L);
            put_text(L, "attacker", dossier->attackers[a].id);
            put_text(L, "id", goal->id);
            put_text(L, "fact", goal->text);
            put_text(L, "reachable", ct_answer_text((CtAnswer)goal->reachable));
            if (simulated != NULL) {
                int64_t median = simulated->quantiles[CT_STATISTICS_N_QUANTILES / 2].value_ms;

                put_number(L, "success", simulated->success.value);
                put_number(L, "median_days",
                           median >= 0 ? (double)median / (double)CT_MS_DAY : (double)NAN);
            }
            lua_rawseti(L, -2, n + 1);
        }
    lua_setfield(L, -2, "goals");
}

/* known.failures[i]: id, class ("S4"), severity, from, to, waived */
static void
put_failures(lua_State *L, const CtSegmentation *segmentation)
{
    lua_newtable(L);
    for (uint32_t i = 0; segmentation != NULL && i < segmentation->n_failures; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];
        char class[8];

        g_snprintf(class, sizeof class, "S%u", failure->class);
        lua_newtable(L);
        put_text(L, "id", failure->id);
        put_text(L, "class", class);
        put_text(L, "severity", ct_seg_severity_text((CtSegSeverity)failure->severity));
        put_text(L, "from", failure->from);
        put_text(L, "to", failure->to);
        lua_pushboolean(L, failure->waiver == CT_SEG_WAIVED);
        lua_setfield(L, -2, "waived");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "failures");
}

int
ct_lua_kpi_ask(lua_State *L)
{
    CtKpiAsk *ask = lua_touserdata(L, 1);
    const CtKpiWork *work = ask->work;

    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_rawgeti(L, -1, (lua_Integer)ask->number + 1);
    lua_newtable(L);
    put_kpis(L, ask->kpis);
    put_counts(L, work->dossier);
    put_goals(L, work->dossier, work->statistics);
    put_failures(L, work->dossier->segmentation);
    if (work->statistics != NULL)
        put_number(L, "replications", (double)work->statistics->n);
    lua_call(L, 1, 2);
    if (lua_type(L, -2) == LUA_TNUMBER) {
        ask->value = lua_tonumber(L, -2);
        if (!isfinite(ask->value))
            ask->value = (double)NAN;
    } else if (lua_type(L, -2) != LUA_TNIL) {
        ct_lua_raise(L, "'value' must give a number, or nil and why, not %s",
                     ct_lua_describe(L, -2));
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        g_strlcpy(ask->because, lua_tostring(L, -1), sizeof ask->because);
    }
    return 0;
}
