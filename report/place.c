/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/place.h"

char *
ct_place_text(const CtTwin *twin, CtPos pos)
{
    if (pos.line == 0)
        return NULL;
    if (pos.column == 0)
        return g_strdup_printf("%s:%u", ct_twin_file(twin, pos.file), pos.line);
    return g_strdup_printf("%s:%u:%u", ct_twin_file(twin, pos.file), pos.line, pos.column);
}

void
ct_place_json(CtJson *json, const CtTwin *twin, CtPos pos)
{
    if (pos.line == 0)
        return;
    ct_json_put_string(json, "file", ct_twin_file(twin, pos.file));
    ct_json_put_integer(json, "line", pos.line);
    ct_json_put_integer(json, "column", pos.column);
}
