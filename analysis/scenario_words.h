/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of the words of scenario.lua: what scripts can call, when, and what they can hear.
 * Bindings (analysis/lua_entry.h, sim/lua_run.h), their documentation and the definitions for
 * editors come from it; a test holds them together.
 */
#pragma once

#include <stddef.h>

typedef enum CtWordWhen {
    CT_WORD_DECLARES,  /* while the script is read */
    CT_WORD_SCHEDULES, /* then, and while a replication is played */
    CT_WORD_ACTS,      /* while a replication is played: in handlers and coroutines */
    CT_WORD_WAITS,     /* in coroutines */
} CtWordWhen;

typedef struct CtScenarioWord {
    const char *name; /* "me:attempt" is a method of an attacker who is led by a script */
    CtWordWhen when;
    const char *parameters; /* as LuaLS writes them; "" for none */
    const char *returns;    /* likewise; "" for nothing */
    const char *line;       /* what it does, in one line */
    const char *example;
} CtScenarioWord;

extern const CtScenarioWord ct_scenario_words[];
extern const size_t ct_n_scenario_words;

/* What `attacker "name" { … }` takes. */
typedef struct CtScenarioField {
    const char *name;
    const char *type; /* as LuaLS writes it */
    const char *line;
} CtScenarioField;

extern const CtScenarioField ct_scenario_fields[];
extern const size_t ct_n_scenario_fields;

typedef enum CtScenarioEvent {
#define CT_SCENARIO_EVENT(NAME, text, parameters, line) CT_SCENARIO_EVENT_##NAME,
#include "analysis/scenario_events.def"
#undef CT_SCENARIO_EVENT
    CT_SCENARIO_EVENT_COUNT,
} CtScenarioEvent;

typedef struct CtScenarioEventInfo {
    const char *text;       /* as `on` takes it */
    const char *parameters; /* of the handler, as LuaLS writes them */
    const char *line;
} CtScenarioEventInfo;

extern const CtScenarioEventInfo ct_scenario_events[CT_SCENARIO_EVENT_COUNT];

/* "is only there while the script is read" …, for messages; static. */
const char *ct_word_when_text(CtWordWhen when);
