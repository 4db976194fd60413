/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a technique's functions see of the architecture: read-only views of entities, whose
 * attributes bear the names of the topology file and hold effective values. Every read is
 * reported, so that an answer can say what it rests on; what a rule did not declare in `sees`
 * cannot be read, so that an answer holds for every entity it is used for.
 *
 * A view belongs to one question (a round): one that a script has kept from an earlier question
 * refuses to be read.
 */
#pragma once

#include "topology/reach.h"

typedef struct lua_State lua_State;

typedef enum CtViewKind {
    CT_VIEW_NONE,
    CT_VIEW_ASSET,   /* id: instance */
    CT_VIEW_SERVICE, /* id: row of classes->services; owner: asset instance */
    CT_VIEW_NETWORK, /* from here on, id: row */
    CT_VIEW_ZONE,
    CT_VIEW_SITE,
    CT_VIEW_PRODUCT,
    CT_VIEW_COMPONENT,
    CT_VIEW_SUPPLIER,
    CT_VIEW_PEOPLE,
    CT_VIEW_CREDENTIAL,
    CT_VIEW_CHANNEL,
    CT_VIEW_DATA,
    CT_VIEW_FLOW,
    CT_VIEW_FUNCTION,
    CT_VIEW_CONDITION,
    CT_VIEW_VULNERABILITY, /* id: row of classes->vulnerabilities */
    CT_VIEW_SECURITY,      /* id: class */
    CT_VIEW_CRITICALITY,   /* id: asset row */
    CT_VIEW_PRACTICES,     /* id: supplier row */
    CT_VIEW_CONTROLS,      /* the signature of the route */
    CT_VIEW_COUNT,
} CtViewKind;

/* How an entity came into a rule's hands: what a fact about it means for other bindings. */
typedef enum CtViewOrigin {
    CT_VIEW_OF_CLASS,       /* one of many alike: no fact can name it */
    CT_VIEW_VARIABLE,       /* bound by the rule */
    CT_VIEW_VARIABLE_ASSET, /* the asset of a service that is bound */
    CT_VIEW_CONSTANT,       /* read from something bound: the same for all that share the answer */
} CtViewOrigin;

typedef struct CtView {
    uint32_t id;
    uint32_t owner; /* SERVICE: the asset instance it was met on, CT_NO_ID if none */
    uint32_t round;
    uint8_t kind;     /* CtViewKind */
    uint8_t origin;   /* CtViewOrigin */
    uint8_t variable; /* of VARIABLE and VARIABLE_ASSET */
    bool open;        /* what differs between entities of one class may be read */
} CtView;

/* In CtLuaModel.looked; variables are fewer. */
#define CT_VIEW_LOOKED_CONTROLS (UINT32_C(1) << 31)

/* What is being asked about. Owned by who asks; the state keeps a pointer while it is asked. */
typedef struct CtLuaModel {
    const CtInstances *instances;
    CtSignature signature; /* what controls views show */
    uint32_t round;
    /* Which arguments were looked into since this was last cleared: a bit a variable, and
     * CT_VIEW_LOOKED_CONTROLS. What is reached through one counts as looking into it. */
    uint32_t looked;
    /* Called with "service.auth = password" for every read of a value that was stated, or
     * assumed because nothing was. */
    void (*on_read)(void *data, const char *text, bool assumed);
    void *data;
} CtLuaModel;

/* Adds the types of views and the word `contains` to a state. May raise. */
void ct_lua_model_open(lua_State *L);

/* Makes @model what views of @L read; NULL: none. Neither allocates nor raises after the first. */
void ct_lua_model_set(lua_State *L, CtLuaModel *model);

/* Pushes a view of @view.kind and so on; the round is the present one. May raise. */
void ct_lua_model_push(lua_State *L, CtView view);

/* The view at @index, NULL if there is none; not checked for its round. */
const CtView *ct_lua_model_test(lua_State *L, int index);

/* Raises if @view is of an earlier round. */
void ct_lua_model_check(lua_State *L, const CtView *view);

const char *ct_view_kind_text(CtViewKind kind); /* "service"; static */
