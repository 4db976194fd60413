/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What actions are called, what they are done to, and what a trace calls them. */
#include "sim/actions_private.h"

static const struct {
    const char *text;
    CtSection section;
    CtTraceKind trace;
} kinds[CT_ACTION_COUNT] = {
    [CT_ACTION_ISOLATE] = {"isolate", CT_SECTION_ASSETS, CT_TRACE_ISOLATE},
    [CT_ACTION_RECONNECT] = {"reconnect", CT_SECTION_ASSETS, CT_TRACE_RECONNECT},
    [CT_ACTION_TAKE_DOWN] = {"take-down", CT_SECTION_ASSETS, CT_TRACE_TAKE_DOWN},
    [CT_ACTION_RESTORE] = {"restore", CT_SECTION_ASSETS, CT_TRACE_RESTORE},
    [CT_ACTION_HALT] = {"halt", CT_SECTION_ASSETS, CT_TRACE_HALT},
    [CT_ACTION_RESUME] = {"resume", CT_SECTION_ASSETS, CT_TRACE_RESUME},
    [CT_ACTION_PATCH] = {"patch", CT_SECTION_ASSETS, CT_TRACE_PATCH},
    [CT_ACTION_ROTATE] = {"rotate", CT_SECTION_CREDENTIALS, CT_TRACE_ROTATE},
    [CT_ACTION_BLOCK] = {"block", CT_SECTION_CONDUITS, CT_TRACE_BLOCK},
    [CT_ACTION_UNBLOCK] = {"unblock", CT_SECTION_CONDUITS, CT_TRACE_UNBLOCK},
    [CT_ACTION_REVOKE] = {"revoke", CT_SECTION_CHANNELS, CT_TRACE_REVOKE},
    [CT_ACTION_REINSTATE] = {"reinstate", CT_SECTION_CHANNELS, CT_TRACE_REINSTATE},
    [CT_ACTION_OPEN] = {"open", CT_SECTION_CONDUITS, CT_TRACE_OPEN},
    [CT_ACTION_CLOSE] = {"close", CT_SECTION_CONDUITS, CT_TRACE_CLOSE},
    [CT_ACTION_DISCLOSE] = {"disclose", CT_SECTION_VULNERABILITIES, CT_TRACE_DISCLOSE},
    [CT_ACTION_CONCEAL] = {"conceal", CT_SECTION_VULNERABILITIES, CT_TRACE_CONCEAL},
    [CT_ACTION_AWAIT] = {"await", CT_SECTION_ASSETS, CT_TRACE_AWAIT},
    [CT_ACTION_QUARANTINE] = {"quarantine", CT_SECTION_ASSETS, CT_TRACE_QUARANTINE},
    [CT_ACTION_ADMIT] = {"admit", CT_SECTION_ASSETS, CT_TRACE_ADMIT},
    [CT_ACTION_REFUSE] = {"refuse", CT_SECTION_ASSETS, CT_TRACE_REFUSE},
};

const char *
ct_refusal_text(CtRefusal refusal)
{
    static const char *const texts[CT_REFUSAL_COUNT] = {
        [CT_REFUSAL_COMMANDED] = "an attacker's commands run there",
        [CT_REFUSAL_IMPLANT] = "an attacker's code waits there",
        [CT_REFUSAL_TAINTED] = "a product of it is tainted",
    };

    g_return_val_if_fail(refusal < CT_REFUSAL_COUNT, "");
    return texts[refusal];
}

const char *
ct_action_text(CtActionKind kind)
{
    g_return_val_if_fail(kind < CT_ACTION_COUNT, "");
    return kinds[kind].text;
}

CtSection
ct_action_section(CtActionKind kind)
{
    g_return_val_if_fail(kind < CT_ACTION_COUNT, CT_SECTION_ASSETS);
    return kinds[kind].section;
}

CtSection
ct_trace_kind_section(CtTraceKind kind)
{
    if (kind == CT_TRACE_IMPAIRED || kind == CT_TRACE_RECOVERED)
        return CT_SECTION_FUNCTIONS;
    if (kind == CT_TRACE_VIOLATED || kind == CT_TRACE_UPHELD)
        return CT_SECTION_REQUIREMENTS;
    for (int i = 0; i < CT_ACTION_COUNT; i++)
        if (kinds[i].trace == kind)
            return kinds[i].section;
    g_return_val_if_reached(CT_SECTION_ASSETS);
}

CtTraceKind
ct_action_trace_kind(CtActionKind kind)
{
    return kinds[kind].trace;
}
