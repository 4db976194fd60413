/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/igraph_door.h"

G_DEFINE_QUARK(ct_igraph_error_quark, ct_igraph_error)

/* igraph's handlers are process-wide and take no argument of ours: what they leave here is the one
 * piece of mutable state in the library. */
static struct {
    GThread *owner; /* NULL: nobody has come through yet */
    bool seen, warned;
    char reason[256], warning[256];
} state;

/*
 * igraph calls this once per stack level: the innermost call carries the reason, every later one
 * carries "". Keep the first, and copy it before the free below, which may invalidate the buffer
 * it lives in.
 */
static void
on_error(const char *reason,
         G_GNUC_UNUSED const char *file,
         G_GNUC_UNUSED int line,
         G_GNUC_UNUSED igraph_error_t code)
{
    if (!state.seen) {
        g_strlcpy(state.reason, reason, sizeof state.reason);
        state.seen = true;
    }
    IGRAPH_FINALLY_FREE();
}

static void
on_warning(const char *reason, G_GNUC_UNUSED const char *file, G_GNUC_UNUSED int line)
{
    g_strlcpy(state.warning, reason, sizeof state.warning);
    state.warned = true;
}

void
ct_igraph_enter(void)
{
    if (state.owner == NULL) {
        state.owner = g_thread_self();
        igraph_set_error_handler(on_error);
        igraph_set_warning_handler(on_warning);
    }
    g_assert(state.owner == g_thread_self());
    state.seen = state.warned = false;
}

static CtIgraphError
map_code(igraph_error_t code)
{
    switch (code) {
    case IGRAPH_ENOMEM:
        return CT_IGRAPH_ERROR_MEMORY;
    case IGRAPH_INTERRUPTED:
        return CT_IGRAPH_ERROR_INTERRUPTED;
    default:
        return CT_IGRAPH_ERROR_FAILED;
    }
}

bool
ct_igraph_ok(igraph_error_t code, const char *what, GError **error)
{
    g_return_val_if_fail(error == NULL || *error == NULL, false);
    g_return_val_if_fail(state.owner == g_thread_self(), false);

    if (code == IGRAPH_SUCCESS)
        return true;

    const char *reason =
        state.seen && state.reason[0] != '\0' ? state.reason : igraph_strerror(code);

    g_set_error(error, CT_IGRAPH_ERROR, (int)map_code(code), "%s: %s", what, reason);
    state.seen = false;
    return false;
}

const char *
ct_igraph_warning(void)
{
    if (!state.warned)
        return NULL;
    state.warned = false;
    return state.warning;
}
