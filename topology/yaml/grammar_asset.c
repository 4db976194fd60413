/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys of assets, people, data and credentials.
 */
#include "topology/yaml/grammar.h"

#include <glib.h>

#define KEY(row, member) .offset = offsetof(row, member)
#define SHAPE(list, text, explanation, is_entity)                                                  \
    {                                                                                              \
        .what = text, .doc = explanation, .keys = list, .n_keys = G_N_ELEMENTS(list),              \
        .entity = is_entity                                                                        \
    }

static const CtKey criticality_keys[] = {
    {"safety", CT_KEY_WORD, KEY(CtAsset, safety), .arg = CT_WORDS_SEVERITY,
     .doc = "How bad for people its failure is."},
    {"availability", CT_KEY_WORD, KEY(CtAsset, availability), .arg = CT_WORDS_SEVERITY,
     .doc = "How bad its stop is."},
    {"integrity", CT_KEY_WORD, KEY(CtAsset, integrity), .arg = CT_WORDS_SEVERITY,
     .doc = "How bad its corruption is."},
    {"confidentiality", CT_KEY_WORD, KEY(CtAsset, confidentiality), .arg = CT_WORDS_SEVERITY,
     .doc = "How bad a leak from it is."},
};
static const CtShape shape_criticality = SHAPE(criticality_keys, "criticality", "", false);

static const CtKey asset_keys[] = {
    {"product", CT_KEY_REF, KEY(CtAsset, product), .arg = CT_SECTION_PRODUCTS, .required = true,
     .doc = "What it is an instance of."},
    {"zone", CT_KEY_REF, KEY(CtAsset, zone), .arg = CT_SECTION_ZONES, .required = true,
     .doc = "The zone it belongs to."},
    {"networks", CT_KEY_REFS, KEY(CtAsset, networks), .arg = CT_SECTION_NETWORKS,
     .fallback = "the zone's only network", .doc = "The networks it is attached to."},
    {"count", CT_KEY_COUNT, KEY(CtAsset, count), .low = 1, .high = 100000000, .fallback = "1",
     .doc = "This many alike."},
    {"site", CT_KEY_REF, KEY(CtAsset, site), .arg = CT_SECTION_SITES, .doc = "Where it stands."},
    {"software", CT_KEY_REFS, KEY(CtAsset, software), .arg = CT_SECTION_PRODUCTS,
     .doc = "Further products installed on it."},
    {"stores", CT_KEY_REFS, KEY(CtAsset, stores), .arg = CT_SECTION_CREDENTIALS,
     .doc = "Credentials kept on it."},
    {"roams", CT_KEY_REFS, KEY(CtAsset, roams), .arg = CT_SECTION_NETWORKS,
     .doc = "Networks it visits."},
    {"runs_on", CT_KEY_ASSET, KEY(CtAsset, runs_on), .doc = "The asset that hosts it."},
    {"operated_by", CT_KEY_REF, KEY(CtAsset, operated_by), .arg = CT_SECTION_SUPPLIERS,
     .doc = "The supplier that runs it."},
    {"forwards", CT_KEY_BOOL, KEY(CtAsset, forwards), .fallback = "false",
     .doc = "Passes packets between its networks."},
    {"updates", CT_KEY_WORD, KEY(CtAsset, updates), .arg = CT_WORDS_UPDATES, .fallback = "auto",
     .doc = "How it takes updates; `never`: it cannot be patched."},
    {"rollout", CT_KEY_DURATION, KEY(CtAsset, rollout),
     .fallback = "its zone's, else 3d, with `updates: manual` 30d",
     .doc = "How long it takes until a patch that is there is installed."},
    {"maintenance", CT_KEY_WINDOW, KEY(CtAsset, maintenance), .fallback = "its zone's, else always",
     .doc = "When patches may be installed."},
    {"joins", CT_KEY_DURATION, KEY(CtAsset, joins), .fallback = "it is there from the start",
     .doc = "When it is first switched on, after the start of a replication; `security.onboarding` "
            "says how it is admitted then. At rest it is there."},
    {"admission", CT_KEY_DURATION, KEY(CtAsset, admission), .fallback = "0d",
     .doc = "How long it is in quarantine, on no network, before it is admitted."},
    {"sensor", CT_KEY_FRACTION_F, KEY(CtAsset, sensor), .fallback = "0",
     .doc = "Chance that the sensor on it works."},
    {"sl_t", CT_KEY_INT8, KEY(CtAsset, sl_t), .high = 4, .fallback = "from its criticality",
     .doc = "Its own required security level, 0–4."},
    {"criticality", CT_KEY_MAP, .shape = &shape_criticality, .doc = "What its loss would mean."},
    {"security", CT_KEY_PART, .place = CT_PLACE_OVERRIDE, KEY(CtOverride, security),
     .arg = CT_TABLE_SECURITIES, .shape = &ct_shape_security, .fallback = "its product's",
     .doc = "Overrides its product's protections, key by key."},
    {"firewall", CT_KEY_PART, .place = CT_PLACE_OVERRIDE, KEY(CtOverride, firewall),
     .arg = CT_TABLE_FIREWALLS, .shape = &ct_shape_firewall, .fallback = "its product's",
     .doc = "Overrides its product's packet filter."},
    {"services", CT_KEY_ENTITIES, .place = CT_PLACE_OVERRIDE, KEY(CtOverride, services),
     .arg = CT_SECTION_SERVICES, .shape = &ct_shape_service,
     .doc = "Adds services, or overrides its product's by id."},
};
const CtShape ct_shape_asset =
    SHAPE(asset_keys, "an asset", "An instance of a product, in a zone, on networks.", true);

static const CtKey people_keys[] = {
    {"count", CT_KEY_COUNT, KEY(CtPeople, count), .low = 1, .high = 100000000, .fallback = "1",
     .doc = "How many they are."},
    {"uses", CT_KEY_SELECTOR, KEY(CtPeople, uses), .doc = "Assets they work on."},
    {"accounts", CT_KEY_REFS, KEY(CtPeople, accounts), .arg = CT_SECTION_CREDENTIALS,
     .doc = "Credentials they log in with."},
    {"mail", CT_KEY_BOOL, KEY(CtPeople, mail), .fallback = "true",
     .doc = "Whether outsiders can write to them."},
    {"media", CT_KEY_BOOL, KEY(CtPeople, media), .fallback = "true",
     .doc =
         "Whether they plug in media they find. A machine that nobody is said to use takes media."},
    {"repairs", CT_KEY_BOOL, KEY(CtPeople, repairs), .fallback = "true",
     .doc = "Whether they re-admit devices that failed."},
    {"trained", CT_KEY_FRACTION, KEY(CtPeople, trained), .fallback = "0",
     .doc = "Share of deceptions that training stops."},
};
const CtShape ct_shape_people =
    SHAPE(people_keys,
          "people",
          "A group of persons who use assets and accounts and can be deceived.",
          true);

static const CtKey data_keys[] = {
    {"kind", CT_KEY_NAME, KEY(CtData, kind), .doc = "What it is, in a word."},
    {"at", CT_KEY_SELECTOR, KEY(CtData, at), .doc = "Assets that hold it."},
    {"served_by", CT_KEY_SERVICES, KEY(CtData, served_by),
     .doc = "Services that give access to it."},
    {"opened_by", CT_KEY_SELECTOR, KEY(CtData, opened_by),
     .doc = "Assets on which it is opened; who alters it runs there."},
    {"opened_as", CT_KEY_WORD, KEY(CtData, opened_as), .arg = CT_WORDS_LEVEL, .fallback = "user",
     .doc = "What it runs as where it is opened."},
    {"protected", CT_KEY_WORD, KEY(CtData, protected_as), .arg = CT_WORDS_PROTECTED,
     .fallback = "user", .doc = "What one must be on the machine to get at it."},
    {"writable", CT_KEY_BOOL, KEY(CtData, writable), .fallback = "true",
     .doc = "Whether it can be altered."},
    {"signed_with", CT_KEY_REFS, KEY(CtData, signed_with), .arg = CT_SECTION_CREDENTIALS,
     .doc = "Keys whose signature is checked before it is opened."},
    {"encrypted", CT_KEY_BOOL, KEY(CtData, encrypted), .fallback = "false",
     .doc = "Whether it is unreadable without a credential that opens it."},
};
const CtShape ct_shape_data =
    SHAPE(data_keys, "data", "Something of value that assets hold.", true);

static const CtKey credential_keys[] = {
    {"kind", CT_KEY_WORD, KEY(CtCredential, kind), .arg = CT_WORDS_CREDENTIAL_KIND,
     .fallback = "password", .doc = "What it is."},
    {"strength", CT_KEY_WORD, KEY(CtCredential, strength), .arg = CT_WORDS_STRENGTH,
     .fallback = "strong", .doc = "How well it resists guessing."},
    {"privilege", CT_KEY_WORD, KEY(CtCredential, privilege), .arg = CT_WORDS_LEVEL,
     .fallback = "user; domain-admin and token-signing: admin", .doc = "What a login with it is."},
    {"protected", CT_KEY_WORD, KEY(CtCredential, protected_as), .arg = CT_WORDS_PROTECTED,
     .fallback = "user", .doc = "What one must be on the machine that stores it to take it."},
    {"opens", CT_KEY_OPENS, KEY(CtCredential, opens),
     .doc = "What it opens: product.service, asset.service, networks, channels, data. Of a network "
            "and of "
            "a channel it says the same as their `key` and `credential`; any one that opens them "
            "will do. Conduits may be listed for standards: packets are not asked for it."},
    {"authority", CT_KEY_ASSET, KEY(CtCredential, authority),
     .doc = "The asset that issues and checks it."},
    {"second", CT_KEY_REF, KEY(CtCredential, second), .arg = CT_SECTION_CREDENTIALS,
     .doc = "The second factor that goes with it."},
};
const CtShape ct_shape_credential =
    SHAPE(credential_keys, "a credential", "A secret: where it is stored and what it opens.", true);
