/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `reach` for programs. */
#include "report/reach.h"

#include "base/json_out.h"
#include "report/place.h"

static const char *const answers[] = {
    [CT_REACH_NO] = "no",
    [CT_REACH_GATED] = "gated",
    [CT_REACH_YES] = "yes",
};

static const char *const obstacles[] = {
    [CT_REACH_OBSTACLE_PORT] = "port",
    [CT_REACH_OBSTACLE_FROM] = "sender",
    [CT_REACH_OBSTACLE_TO] = "receiver",
    [CT_REACH_OBSTACLE_DENIED] = "denied",
    [CT_REACH_OBSTACLE_NOTHING] = "nothing-allowed",
    [CT_REACH_OBSTACLE_NOT_TRANSIT] = "not-transit",
    [CT_REACH_OBSTACLE_FIREWALL] = "firewall",
    [CT_REACH_OBSTACLE_ISOLATED] = "isolated",
    [CT_REACH_OBSTACLE_MEDIUM] = "medium",
    [CT_REACH_OBSTACLE_NO_CONDUIT] = "no-conduit",
};

static void
put_doors(CtJson *json, const CtTwin *twin, const GPtrArray *doors)
{
    ct_json_key(json, "doors");
    ct_json_begin_array(json);
    for (guint i = 0; i < doors->len; i++) {
        const CtReachDoor *door = doors->pdata[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "from", door->from);
        ct_json_put_string(json, "to", door->to);
        ct_json_put_string(json, "conduit", door->conduit);
        ct_json_put_string(json, "rule", door->rule);
        ct_place_json(json, twin, door->pos);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_tries(CtJson *json, const CtTwin *twin, const CtReachVerdict *verdict)
{
    ct_json_key(json, "tries");
    ct_json_begin_array(json);
    for (guint i = 0; i < verdict->tries->len; i++) {
        const CtReachTry *tried = verdict->tries->pdata[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "obstacle", obstacles[tried->obstacle]);
        ct_json_put_string(json, "reason", tried->reason);
        ct_json_put_string(json, "where", tried->where);
        ct_json_put_string(json, "conduit", tried->conduit);
        ct_json_put_string(json, "rule", tried->rule);
        ct_place_json(json, twin, tried->pos);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_put_integer(json, "tries_left_out", verdict->n_tries_left_out);
}

static void
put_controls(CtJson *json, const CtSignature *signature)
{
    ct_json_key(json, "controls");
    ct_json_begin_object(json);
    ct_json_put_string(json, "mfa", ct_word_text(CT_WORDS_MFA, signature->mfa));
    ct_json_put_string(json, "inspection",
                       ct_word_text(CT_WORDS_INSPECTION, signature->inspection));
    ct_json_put_string(json, "encryption",
                       ct_word_text(CT_WORDS_ENCRYPTION, signature->encryption));
    ct_json_put_number(json, "sensor", signature->sensor);
    ct_json_end_object(json);
}

void
ct_report_reach_json(CtOut *out, const CtTwin *twin, const CtReachExplanation *explanation)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_string(json, "from", explanation->from);
    ct_json_put_string(json, "to", explanation->to);
    ct_json_key(json, "services");
    ct_json_begin_array(json);
    for (guint i = 0; i < explanation->verdicts->len; i++) {
        const CtReachVerdict *verdict = explanation->verdicts->pdata[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "service", verdict->service);
        ct_json_put_string(json, "port", verdict->port);
        ct_json_put_string(json, "reachable", answers[verdict->answer]);
        ct_place_json(json, twin, verdict->pos);
        put_controls(json, &verdict->signature);
        put_doors(json, twin, verdict->doors);
        put_tries(json, twin, verdict);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}
