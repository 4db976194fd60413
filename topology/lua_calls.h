/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attributes that are worked out rather than read from one field. Each pushes one value and
 * returns 1; each may raise. Internal to the views.
 */
#pragma once

#include "topology/lua_model.h"

#define CT_LUA_CALLS(CALL)                                                                         \
    CALL(asset_kind)                                                                               \
    CALL(asset_product)                                                                            \
    CALL(asset_security)                                                                           \
    CALL(asset_updates)                                                                            \
    CALL(asset_forwards)                                                                           \
    CALL(asset_drives_process)                                                                     \
    CALL(asset_reports)                                                                            \
    CALL(asset_reads_mail)                                                                         \
    CALL(asset_zone)                                                                               \
    CALL(asset_site)                                                                               \
    CALL(asset_criticality)                                                                        \
    CALL(asset_sensor)                                                                             \
    CALL(asset_operated_by)                                                                        \
    CALL(asset_stores)                                                                             \
    CALL(asset_networks)                                                                           \
    CALL(asset_roams)                                                                              \
    CALL(asset_sl_t)                                                                               \
    CALL(asset_count)                                                                              \
    CALL(service_asset)                                                                            \
    CALL(service_product)                                                                          \
    CALL(service_port)                                                                             \
    CALL(network_is_radio)                                                                         \
    CALL(network_is_bus)                                                                           \
    CALL(network_is_ip)                                                                            \
    CALL(network_is_carried)                                                                       \
    CALL(network_key)                                                                              \
    CALL(network_keys)                                                                             \
    CALL(channel_credential)                                                                       \
    CALL(channel_credentials)                                                                      \
    CALL(data_keys)                                                                                \
    CALL(supplier_practices)                                                                       \
    CALL(credential_privilege)                                                                     \
    CALL(credential_authority)                                                                     \
    CALL(flaw_product)                                                                             \
    CALL(flaw_component)                                                                           \
    CALL(flaw_service)

#define CT_LUA_CALL(name)                                                                          \
    int ct_call_##name(lua_State *L, const CtLuaModel *model, const CtView *view);
CT_LUA_CALLS(CT_LUA_CALL)
#undef CT_LUA_CALL

/* Pushes row @id of @kind as a constant; nil for CT_NO_ID. */
int ct_lua_push_row(lua_State *L, CtViewKind kind, uint32_t id);

/* Pushes an array of the rows in @span of the model's pool. */
int ct_lua_push_rows(lua_State *L, const CtLuaModel *model, CtViewKind kind, CtSpan span);
