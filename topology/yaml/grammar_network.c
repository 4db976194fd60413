/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys of networks, sites, zones, conduits and rules.
 */
#include "topology/yaml/grammar.h"

#include <glib.h>

#define KEY(row, member) .offset = offsetof(row, member)
#define SHAPE(list, text, explanation, is_entity)                                                  \
    {                                                                                              \
        .what = text, .doc = explanation, .keys = list, .n_keys = G_N_ELEMENTS(list),              \
        .entity = is_entity                                                                        \
    }

static const CtKey network_keys[] = {
    {"medium", CT_KEY_WORD, KEY(CtNetwork, medium), .arg = CT_WORDS_MEDIUM, .fallback = "ethernet",
     .doc = "What it runs over."},
    {"key", CT_KEY_REF, KEY(CtNetwork, key), .arg = CT_SECTION_CREDENTIALS,
     .doc = "The credential that lets one in."},
    {"isolated", CT_KEY_BOOL, KEY(CtNetwork, isolated), .fallback = "false",
     .doc = "Its members do not reach each other."},
    {"port_security", CT_KEY_BOOL, KEY(CtNetwork, port_security), .fallback = "false",
     .doc = "Foreign devices on a port or bus are refused."},
    {"nac", CT_KEY_BOOL, KEY(CtNetwork, nac), .fallback = "false",
     .doc = "Network access control admits devices."},
    {"capacity", CT_KEY_CAPACITY, KEY(CtNetwork, capacity),
     .doc = "How much traffic floods it: Mbit/s, or with a unit kbit, Mbit or Gbit."},
};
const CtShape ct_shape_network =
    SHAPE(network_keys,
          "a network",
          "A segment, bus or radio over which assets reach each other; a zone that lists none owns "
          "one of its own name.",
          true);

static const CtKey site_keys[] = {
    {"access", CT_KEY_REFS, KEY(CtSite, access), .arg = CT_SECTION_PEOPLE,
     .doc = "Who can put hands on what stands there."},
};
const CtShape ct_shape_site = SHAPE(site_keys, "a site", "A place where assets stand.", true);

static const CtKey zone_keys[] = {
    {"sl_t", CT_KEY_SL_T, KEY(CtZone, sl_t), .high = 4, .fallback = "0",
     .doc = "Target security level 0–4, one number or one each of IAC, UC, SI, DC, RDF, TRE, RA."},
    {"networks", CT_KEY_REFS, KEY(CtZone, networks), .arg = CT_SECTION_NETWORKS,
     .fallback = "one of the zone's name", .doc = "Its networks."},
    {"parent", CT_KEY_REF, KEY(CtZone, parent), .arg = CT_SECTION_ZONES,
     .doc = "The zone it lies in."},
    {"level", CT_KEY_INT8, KEY(CtZone, level), .high = 5, .doc = "Purdue level, 0–5."},
    {"count", CT_KEY_COUNT, KEY(CtZone, count), .low = 1, .high = 100000000, .fallback = "1",
     .doc = "The whole zone, this many times; instances do not reach each other."},
    {"outside", CT_KEY_BOOL, KEY(CtZone, outside), .fallback = "false",
     .doc = "Attackers without another entry start here."},
    {"operated_by", CT_KEY_REF, KEY(CtZone, operated_by), .arg = CT_SECTION_SUPPLIERS,
     .doc = "The supplier that runs what is in it."},
    {"rollout", CT_KEY_DURATION, KEY(CtZone, rollout), .fallback = "its parent's",
     .doc = "How long its assets take until a patch that is there is installed."},
    {"maintenance", CT_KEY_WINDOW, KEY(CtZone, maintenance), .fallback = "its parent's",
     .doc = "When patches may be installed on its assets."},
    {"domain", CT_KEY_WORD, KEY(CtZone, domain), .arg = CT_WORDS_DOMAIN,
     .fallback = "by the kinds of its assets",
     .doc = "Which ATT&CK matrix its steps are shown in."},
};
const CtShape ct_shape_zone =
    SHAPE(zone_keys, "a zone", "Assets that share a security requirement.", true);

static const CtKey rule_keys[] = {
    {"port", CT_KEY_PORTS, KEY(CtRule, ports), .fallback = "any",
     .doc = "tcp/443, tcp/8000-8010, udp/161, can, any; one or a list."},
    {"from", CT_KEY_SELECTOR, KEY(CtRule, from), .fallback = "anyone",
     .doc = "The original sender."},
    {"to", CT_KEY_SELECTOR, KEY(CtRule, to), .fallback = "anyone", .doc = "The final receiver."},
};
const CtShape ct_shape_rule =
    SHAPE(rule_keys, "a rule", "An entry of an `allow` or `deny` list.", false);

/* The same without its last key: a firewall stands at the receiver. */
const CtShape ct_shape_firewall_rule = {.what = "a firewall's rule",
                                        .doc = "An entry of a firewall's `allow` or `deny` list.",
                                        .keys = rule_keys,
                                        .n_keys = G_N_ELEMENTS(rule_keys) - 1};

static const CtKey control_keys[] = {
    {"mfa", CT_KEY_MFA, KEY(CtConduit, mfa), .arg = CT_WORDS_MFA, .fallback = "none",
     .doc = "The second factor asked on the way; true means phishing-resistant."},
    {"inspection", CT_KEY_WORD, KEY(CtConduit, inspection), .arg = CT_WORDS_INSPECTION,
     .fallback = "stateful", .doc = "How traffic is looked at; a diode lets nothing come back."},
    {"encryption", CT_KEY_WORD, KEY(CtConduit, encryption), .arg = CT_WORDS_ENCRYPTION,
     .fallback = "none", .doc = "How traffic is encrypted on the way."},
    {"sensor", CT_KEY_FRACTION, KEY(CtConduit, sensor), .fallback = "0",
     .doc = "Chance that the sensor on the way works."},
};
static const CtShape shape_controls = SHAPE(control_keys, "controls", "", false);

static const CtKey conduit_keys[] = {
    {"from", CT_KEY_REF, KEY(CtConduit, from), .arg = CT_SECTION_ZONES, .required = true,
     .doc = "The zone that opens connections; replies come back."},
    {"to", CT_KEY_REF, KEY(CtConduit, to), .arg = CT_SECTION_ZONES, .required = true,
     .doc = "The zone that is connected to."},
    {"allow", CT_KEY_RULES, KEY(CtConduit, allow), .doc = "What may pass; nothing else does."},
    {"deny", CT_KEY_RULES, KEY(CtConduit, deny),
     .doc = "What may not; wins over `allow` of this conduit."},
    {"transit", CT_KEY_BOOL, KEY(CtConduit, transit),
     .fallback = "true from a zone on a network of medium internet, else false",
     .doc = "Also passes what entered `from` over another conduit."},
    {"enforced_by", CT_KEY_ASSET, KEY(CtConduit, enforced_by),
     .doc = "The asset that enforces it; who commands that opens the door."},
    {"controls", CT_KEY_MAP, .shape = &shape_controls, .doc = "What guards the way."},
    {"window", CT_KEY_WINDOW, KEY(CtConduit, window), .fallback = "always",
     .doc = "When it is open: \"mon-fri 08:00-17:00\", several parted by commas."},
};
const CtShape ct_shape_conduit =
    SHAPE(conduit_keys, "a conduit", "What is allowed from one zone to another.", true);
