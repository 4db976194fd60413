/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar of topology files as a JSON Schema (draft-07), for editors and other tools. What a
 * schema cannot say (references, contradictions) is left to `cybertwin check`.
 */
#pragma once

#include "base/out.h"

/* Writes the schema, the same bytes every time. topology/schema/topology.schema.json is a copy. */
void ct_schema_write(CtOut *out);
