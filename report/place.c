/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/place.h"

#include <string.h>

const char *
ct_place_file(const CtTwin *twin, uint16_t file)
{
    const char *name = ct_diag_file_name(twin->diag, file);
    const char *label = twin->source != NULL ? ct_source_label(twin->source) : "";
    size_t length = strlen(label);

    if (length > 0 && strncmp(name, label, length) == 0) {
        name += length;
        while (*name == '/')
            name++;
    }
    return name;
}

char *
ct_place_text(const CtTwin *twin, CtPos pos)
{
    if (pos.line == 0)
        return NULL;
    if (pos.column == 0)
        return g_strdup_printf("%s:%u", ct_place_file(twin, pos.file), pos.line);
    return g_strdup_printf("%s:%u:%u", ct_place_file(twin, pos.file), pos.line, pos.column);
}

void
ct_place_json(CtJson *json, const CtTwin *twin, CtPos pos)
{
    if (pos.line == 0)
        return;
    ct_json_put_string(json, "file", ct_place_file(twin, pos.file));
    ct_json_put_integer(json, "line", pos.line);
    ct_json_put_integer(json, "column", pos.column);
}
