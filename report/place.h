/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places in the files of a package, named so that they mean the same on every machine. */
#pragma once

#include "analysis/pipeline.h"
#include "base/json_out.h"

/* "topology.yaml:12:5"; NULL for nowhere; free with g_free(). */
char *ct_place_text(const CtTwin *twin, CtPos pos);

/* "file", "line" and "column" into the open object; nothing for nowhere. */
void ct_place_json(CtJson *json, const CtTwin *twin, CtPos pos);
