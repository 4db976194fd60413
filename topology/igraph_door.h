/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one door to igraph: handlers that do not abort or print, and errors as GError. Debian's
 * igraph is not thread-safe: the first thread that comes through the door is the only one that may.
 * Included only by topology/igraph_*.
 */
#pragma once

#include <glib.h>
#include <igraph.h>
#include <stdbool.h>

#define CT_IGRAPH_ERROR ct_igraph_error_quark()
typedef enum CtIgraphError {
    CT_IGRAPH_ERROR_FAILED,
    CT_IGRAPH_ERROR_MEMORY,
    CT_IGRAPH_ERROR_INTERRUPTED,
} CtIgraphError;
GQuark ct_igraph_error_quark(void);

/* Installs the handlers; to be called before any other call into igraph. Cheap when done before. */
void ct_igraph_enter(void);

/* True for IGRAPH_SUCCESS; else @error says "@what: reason". */
bool ct_igraph_ok(igraph_error_t code, const char *what, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The last warning igraph gave since ct_igraph_enter() or the last call of this; NULL if none.
 * "Could not reach some vertices" comes as a warning with an empty result. */
const char *ct_igraph_warning(void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(igraph_t, igraph_destroy)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(igraph_vector_t, igraph_vector_destroy)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(igraph_vector_int_t, igraph_vector_int_destroy)
