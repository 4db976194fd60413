/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/palette.h"

typedef struct Colour {
    const char *name;
    uint32_t rgba[CT_THEME_COUNT];
} Colour;

static const Colour colours[CT_PAINT_COUNT] = {
    [CT_PAINT_NONE] = {"none", {0, 0}},
    [CT_PAINT_PAPER] = {"paper", {0xeef3f8ff, 0x0b1a2bff}},
    [CT_PAINT_GRID] = {"grid", {0xe1e9f1ff, 0x10233aff}},
    [CT_PAINT_ROOM] = {"room", {0xffffffff, 0x12283fff}},
    [CT_PAINT_ROOM_DEEP] = {"room-deep", {0xf7fafdff, 0x173150ff}},
    [CT_PAINT_OUTSIDE] = {"outside", {0xe2e5eaff, 0x060f1aff}},
    [CT_PAINT_PREMISES] = {"premises", {0xf3eef8ff, 0x1d2040ff}},
    [CT_PAINT_WALL] = {"wall", {0x2c4a6eff, 0x7fa8d0ff}},
    [CT_PAINT_INK] = {"ink", {0x16263aff, 0xe8f1faff}},
    [CT_PAINT_INK_DIM] = {"ink-dim", {0x566a80ff, 0x9db4ccff}},
    [CT_PAINT_TILE] = {"tile", {0xffffffff, 0x1b3654ff}},
    [CT_PAINT_TILE_EDGE] = {"tile-edge", {0xb9c7d6ff, 0x3d5f83ff}},
    [CT_PAINT_CONDUIT] = {"conduit", {0x5f7f9fff, 0x6f97bfff}},
    [CT_PAINT_CHANNEL] = {"channel", {0x8a63b0ff, 0xb492daff}},
    [CT_PAINT_GUARD] = {"guard", {0x00735aff, 0x35c9a0ff}},
    [CT_PAINT_CRITICAL] = {"critical", {0x3f5a78ff, 0xc3d6eaff}},
    [CT_PAINT_PATH] = {"path", {0xb3261eff, 0xff7a59ff}},
    [CT_PAINT_PATH_INK] = {"path-ink", {0xffffffff, 0x1a0d08ff}},
    [CT_PAINT_FAILURE] = {"failure", {0xc2185bff, 0xff6fa5ff}},
    [CT_PAINT_CHOKE] = {"choke", {0x00735aff, 0x35c9a0ff}},
    [CT_PAINT_PANEL] = {"panel", {0xfbfdffff, 0x0f2135ff}},
    [CT_PAINT_PANEL_EDGE] = {"panel-edge", {0xc9d5e2ff, 0x2c4a69ff}},
    [CT_PAINT_STATE + CT_SHOWN_UNTOUCHED] = {"state-untouched", {0xb9c7d6ff, 0x3d5f83ff}},
    [CT_PAINT_STATE + CT_SHOWN_KNOWN] = {"state-known", {0x8fa6bdff, 0x5f85adff}},
    [CT_PAINT_STATE + CT_SHOWN_REACHED] = {"state-reached", {0x3a8fd0ff, 0x56b4e9ff}},
    [CT_PAINT_STATE + CT_SHOWN_ATTEMPTED] = {"state-attempted", {0xd9a400ff, 0xf0d442ff}},
    [CT_PAINT_STATE + CT_SHOWN_RESTORED] = {"state-restored", {0x009e73ff, 0x2fc79aff}},
    [CT_PAINT_STATE + CT_SHOWN_ISOLATED] = {"state-isolated", {0x5b6b7bff, 0x8b9cadff}},
    [CT_PAINT_STATE + CT_SHOWN_IMPLANT] = {"state-implant", {0xf6c177ff, 0xb9803aff}},
    [CT_PAINT_STATE + CT_SHOWN_USER] = {"state-user", {0xf09a2aff, 0xe69f00ff}},
    [CT_PAINT_STATE + CT_SHOWN_ADMIN] = {"state-admin", {0xd9480fff, 0xf2672eff}},
    [CT_PAINT_STATE + CT_SHOWN_COMMANDED] = {"state-commanded", {0xa3123fff, 0xff5c8aff}},
    [CT_PAINT_STATE + CT_SHOWN_STOPPED] = {"state-stopped", {0x1b1b1bff, 0xf5f5f5ff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_UNTOUCHED] = {"ink-untouched", {0x16263aff, 0xe8f1faff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_KNOWN] = {"ink-known", {0x16263aff, 0xe8f1faff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_REACHED] = {"ink-reached", {0x16263aff, 0xe8f1faff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_ATTEMPTED] = {"ink-attempted", {0x16263aff, 0xe8f1faff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_RESTORED] = {"ink-restored", {0x16263aff, 0xe8f1faff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_ISOLATED] = {"ink-isolated", {0xffffffff, 0x0b1a2bff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_IMPLANT] = {"ink-implant", {0x2a1800ff, 0x0b1a2bff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_USER] = {"ink-user", {0x2a1800ff, 0x1a1000ff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_ADMIN] = {"ink-admin", {0xffffffff, 0x1a0800ff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_COMMANDED] = {"ink-commanded", {0xffffffff, 0x240010ff}},
    [CT_PAINT_STATE_INK + CT_SHOWN_STOPPED] = {"ink-stopped", {0xffffffff, 0x101010ff}},
    [CT_PAINT_DATA] = {"data", {0x7b2d8bff, 0xe08bf0ff}},
};

uint32_t
ct_palette_rgba(CtTheme theme, CtPaint paint)
{
    g_return_val_if_fail(theme < CT_THEME_COUNT && paint < CT_PAINT_COUNT, 0);
    return colours[paint].rgba[theme];
}

const char *
ct_paint_text(CtPaint paint)
{
    g_return_val_if_fail(paint < CT_PAINT_COUNT, "");
    return colours[paint].name;
}

const char *
ct_theme_text(CtTheme theme)
{
    return theme == CT_THEME_DARK ? "dark" : "light";
}
