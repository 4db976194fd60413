/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An app in a window, from its opening until it is closed. */
#pragma once

#include "viz/app.h"
#include "viz/settings.h"

typedef struct CtSession {
    const char *title;
    CtSettings settings;     /* how it opens; afterwards, how it was left */
    const char *screenshots; /* what their names begin with: "plant" */
    void (*say)(bool verbose, const char *line, void *data);
    void *data;
} CtSession;

/* Until the user quits. Error: CT_WINDOW_ERROR. */
bool ct_session_run(CtSession *session, CtApp *app, GError **error) G_GNUC_WARN_UNUSED_RESULT;
