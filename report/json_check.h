/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `check` found, as JSON (docs/schemas/check.schema.json). Names no path of this machine: a
 * file is named within its package, a package by the last part of its path.
 */
#pragma once

#include "analysis/pipeline.h"
#include "base/json_out.h"

typedef struct CtCheckJson CtCheckJson;

/* A document on @out, which stays the caller's and must outlive it. */
CtCheckJson *ct_check_json_new(CtOut *out);
void ct_check_json_free(CtCheckJson *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCheckJson, ct_check_json_free)

/* One input: @twin as far as it could be loaded, and what stopped it; NULL if nothing did. */
void ct_check_json_add(CtCheckJson *document,
                       const char *path,
                       const CtTwin *twin,
                       const GError *problem);

/* Completes the document; once. */
void ct_check_json_end(CtCheckJson *document);

/* The diagnostics of @twin as an array. */
void ct_check_json_diagnostics(CtJson *json, const CtTwin *twin);
