/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between files of KPIs and the Lua that reads them. Private to assurance/. */
#pragma once

#include "assurance/kpi_own.h"
#include "assurance/kpi_parts.h"
#include "lua/host.h"

struct CtKpiOwn {
    CtLuaHost *host;
    GPtrArray *infos; /* CtKpiInfo, owned */
    CtDossierStore *store;
};

/* Appends a copy; NULL, or what is wrong with it. */
const char *ct_kpi_own_add(CtKpiOwn *own, const CtKpiInfo *info);

/* The word `kpi`; its argument is a CtKpiOwn. */
int ct_lua_kpi_open(lua_State *L);

/* One number asked for. */
typedef struct CtKpiAsk {
    CtKpiOwn *own;
    uint32_t number;
    const CtKpiWork *work;
    const CtKpis *kpis;
    double value; /* NaN: none */
    char because[256];
} CtKpiAsk;

/* Calls the function of ask->number; its argument is a CtKpiAsk. */
int ct_lua_kpi_ask(lua_State *L);
