/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys of channels, flows, functions and what is asked of the system.
 */
#include "topology/yaml/grammar.h"

#include <glib.h>

#define KEY(row, member) .offset = offsetof(row, member)
#define SHAPE(list, text, explanation, is_entity)                                                  \
    {                                                                                              \
        .what = text, .doc = explanation, .keys = list, .n_keys = G_N_ELEMENTS(list),              \
        .entity = is_entity                                                                        \
    }

static const CtKey channel_keys[] = {
    {"kind", CT_KEY_WORD, KEY(CtChannel, kind), .arg = CT_WORDS_CHANNEL_KIND, .required = true,
     .doc = "What the trust is for."},
    {"from", CT_KEY_SENDER, KEY(CtChannel, from), .required = true,
     .doc = "Who sends: assets, or {supplier: s}, the organisation and the assets it operates."},
    {"to", CT_KEY_SELECTOR, KEY(CtChannel, to),
     .doc = "Who receives; {product: p} also where p is installed as software."},
    {"into", CT_KEY_INTO, KEY(CtChannel, into),
     .doc = "Networks, or zones, that the sender is put on."},
    {"service", CT_KEY_SERVICES, KEY(CtChannel, services),
     .doc = "Services that the sender reaches."},
    {"signed_with", CT_KEY_REFS, KEY(CtChannel, signed_with), .arg = CT_SECTION_CREDENTIALS,
     .doc = "Keys whose signature the receivers check."},
    {"confirmed_by", CT_KEY_PARTIES, KEY(CtChannel, confirmed_by),
     .doc = "Assets, credentials or people that must agree too."},
    {"approvals", CT_KEY_APPROVALS, KEY(CtChannel, approvals),
     .doc = "{k: 2, of: developers}: how many of which people must approve."},
    {"operated_by", CT_KEY_SERVICE, KEY(CtChannel, operated_by),
     .doc = "The service whose administrator can send."},
    {"credential", CT_KEY_REF, KEY(CtChannel, credential), .arg = CT_SECTION_CREDENTIALS,
     .doc = "The credential that opens it."},
    {"gives", CT_KEY_WORDS, KEY(CtChannel, gives), .arg = CT_WORDS_CHANNEL_GIVES,
     .fallback = "control", .doc = "What the sender can do to the receivers."},
    {"auth", CT_KEY_WORD, KEY(CtChannel, auth), .arg = CT_WORDS_AUTH, .fallback = "password",
     .doc = "How the sender is asked who he is."},
    {"mfa", CT_KEY_MFA, KEY(CtChannel, mfa), .arg = CT_WORDS_MFA, .fallback = "none",
     .doc = "The second factor asked of the sender."},
    {"installs_as", CT_KEY_WORD, KEY(CtChannel, installs_as), .arg = CT_WORDS_LEVEL,
     .fallback = "admin", .doc = "What a delivered update runs as."},
    {"encrypted", CT_KEY_BOOL, KEY(CtChannel, encrypted), .fallback = "false",
     .doc = "Whether the delivery is encrypted."},
    {"batch", CT_KEY_COUNT, KEY(CtChannel, batch), .low = 1, .high = 100000000, .fallback = "all",
     .doc = "How many receivers one command reaches at once."},
};
const CtShape ct_shape_channel =
    SHAPE(channel_keys, "a channel", "Standing trust that is no packet rule.", true);

static const CtKey flow_keys[] = {
    {"from", CT_KEY_SELECTOR, KEY(CtFlow, from), .required = true, .doc = "Who connects."},
    {"to", CT_KEY_SELECTOR, KEY(CtFlow, to), .required = true, .doc = "To whom."},
    {"service", CT_KEY_SERVICE_NAME, KEY(CtFlow, service),
     .doc = "The receiver's service, by its id."},
    {"port", CT_KEY_PORTS, KEY(CtFlow, ports), .doc = "The port, where no service is named."},
    {"required", CT_KEY_BOOL, KEY(CtFlow, required), .fallback = "false",
     .doc = "Whether it must be possible: a receiver that it does not get through to in a run, for "
            "what was blocked or switched off, fails."},
};
const CtShape ct_shape_flow =
    SHAPE(flow_keys, "a flow", "Communication that the business needs.", true);

static const CtKey impact_keys[] = {
    {"safety", CT_KEY_WORD, KEY(CtFunction, safety), .arg = CT_WORDS_SEVERITY,
     .doc = "How bad for people its loss is."},
    {"cost_per_hour", CT_KEY_NUMBER, KEY(CtFunction, cost_per_hour),
     .doc = "What an hour without it costs."},
};
static const CtShape shape_impact = SHAPE(impact_keys, "an impact", "", false);

static const CtKey function_keys[] = {
    {"needs", CT_KEY_NEEDS, KEY(CtFunction, needs), .required = true,
     .doc = "Assets and functions: a list (all), {all: […]}, {any: […]} or {k: 2, of: […]}."},
    {"loss", CT_KEY_WORD, KEY(CtFunction, loss), .arg = CT_WORDS_LOSS, .fallback = "availability",
     .doc = "What is lost when it fails."},
    {"impact", CT_KEY_MAP, .shape = &shape_impact, .doc = "What its loss means."},
};
const CtShape ct_shape_function =
    SHAPE(function_keys,
          "a function",
          "A business or safety function that depends on assets and other functions.",
          true);

static const CtKey condition_keys[] = {
    {"holds", CT_KEY_BOOL, KEY(CtCondition, holds), .fallback = "false",
     .doc = "Whether it is so from the start."},
};
const CtShape ct_shape_condition =
    SHAPE(condition_keys, "a condition", "A physical state that a service may need.", true);

static const CtKey requirement_keys[] = {
    {"function", CT_KEY_REF, KEY(CtRequirement, function), .arg = CT_SECTION_FUNCTIONS,
     .doc = "The function it is about."},
    {"data", CT_KEY_REF, KEY(CtRequirement, data), .arg = CT_SECTION_DATA,
     .doc = "The data it is about."},
    {"must", CT_KEY_WORDS, KEY(CtRequirement, must), .arg = CT_WORDS_MUST, .required = true,
     .doc = "Of a function: available, observable, controllable, safe; of data: confidential, "
            "intact, available. Asked for another thing than the function's loss names, its needs "
            "count as failing by what is asked: false reports count against observable and safe "
            "alone."},
};
const CtShape ct_shape_requirement =
    SHAPE(requirement_keys, "a requirement", "What the system must uphold.", true);

static const CtKey policy_body_keys[] = {
    {"from", CT_KEY_SELECTOR, KEY(CtPolicy, from), .required = true, .doc = "Who connects."},
    {"to", CT_KEY_SELECTOR, KEY(CtPolicy, to), .required = true, .doc = "To whom."},
    {"service", CT_KEY_SERVICE_NAME, KEY(CtPolicy, service), .fallback = "any",
     .doc = "The receiver's service, by its id."},
    {"port", CT_KEY_PORTS, KEY(CtPolicy, ports), .fallback = "any", .doc = "The port."},
};
static const CtShape shape_policy_body =
    SHAPE(policy_body_keys, "the 'never' or 'always' of a policy", "", false);

static const CtKey policy_keys[] = {
    {"never", CT_KEY_POLICY, .arg = 1, .shape = &shape_policy_body,
     .doc = "What must never be possible."},
    {"always", CT_KEY_POLICY, .arg = 0, .shape = &shape_policy_body,
     .doc = "What must always be possible."},
};
const CtShape ct_shape_policy = SHAPE(policy_keys,
                                      "a policy",
                                      "What must never or must always be possible; one of the two.",
                                      true);

static const CtKey measure_keys[] = {
    {"cost", CT_KEY_NUMBER, KEY(CtMeasure, cost), .doc = "What it costs."},
    {"set", CT_KEY_SETTINGS, KEY(CtMeasure, set), .required = true,
     .doc = "Its effect, as `--set` would write it: a map from paths to values."},
};
const CtShape ct_shape_measure =
    SHAPE(measure_keys, "a measure", "A countermeasure with a cost and an effect.", true);

static const CtKey target_keys[] = {
    {"min", CT_KEY_QUANTITY, KEY(CtTarget, min), .doc = "The least that passes."},
    {"max", CT_KEY_QUANTITY, KEY(CtTarget, max), .doc = "The most that passes."},
};
const CtShape ct_shape_target =
    SHAPE(target_keys, "a target", "A gate for the KPI of that id.", true);

static const CtKey waiver_keys[] = {
    {"finding", CT_KEY_TEXT, KEY(CtWaiver, finding), .required = true,
     .doc = "The id of the finding: a segmentation failure's, `S4:corp-control:tcp/443`, or a "
            "requirement's, `STANDARD:ROW`, `iec62443-3-3:SR-5.2`."},
    {"reason", CT_KEY_TEXT, KEY(CtWaiver, reason), .required = true, .doc = "Why it is accepted."},
    {"owner", CT_KEY_TEXT, KEY(CtWaiver, owner), .required = true, .doc = "Who answers for it."},
    {"until", CT_KEY_DATE, KEY(CtWaiver, until), .required = true,
     .doc = "The last day on which it holds."},
};
const CtShape ct_shape_waiver =
    SHAPE(waiver_keys, "a waiver", "A finding that is accepted for a time.", false);
