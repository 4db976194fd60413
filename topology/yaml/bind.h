/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Between the events of a file and the columns of a model: what the parts of the binder share.
 *
 * A handler is given the first event of a value and takes all of it. Names that are not known yet
 * are noted (CtFixup) and looked up after the last file. For topology/load.c and its neighbours.
 */
#pragma once

#include "topology/load.h"
#include "topology/yaml/grammar.h"
#include "topology/yaml/patch_filter.h"
#include "topology/yaml/reader.h"

/* What a noted name is to become. */
typedef enum CtFixupKind {
    CT_FIXUP_REF,       /* the CtId at (table, row, offset): a row of `section` */
    CT_FIXUP_CHECK,     /* the name must exist in `section`; a selector's term */
    CT_FIXUP_INSTANCE,  /* an asset with indices that must fit its counts */
    CT_FIXUP_COMPONENT, /* the CtId at (table, row, offset): component of the service's product */
    CT_FIXUP_INTO,      /* the CtSpan at (table, row, offset): networks, gathered */
    CT_FIXUP_SERVICE,   /* service_refs row */
    CT_FIXUP_OPENS,     /* opens row */
    CT_FIXUP_PARTY,     /* parties row */
    CT_FIXUP_NEED,      /* needs row */
    CT_FIXUP_AFFECTS,   /* vulnerabilities row */
} CtFixupKind;

typedef struct CtFixup {
    CtPos pos;
    CtId name; /* interned text as written */
    uint32_t row;
    uint16_t offset;
    uint8_t kind; /* CtFixupKind */
    uint8_t table;
    uint8_t section;
} CtFixup;

/* Where a value goes. */
typedef struct CtPlaceRow {
    CtTable table;
    uint32_t row;
} CtPlaceRow;

/* A component's package URL without its version. */
typedef struct CtPurl {
    CtId base;
    uint32_t component;
} CtPurl;

typedef struct CtBinder {
    CtModel *model;
    CtDiag *diag;
    const CtLimits *limits;
    CtYamlBudget budget;
    CtYaml *yaml;          /* of the file being read */
    CtPatchFilter *filter; /* the last of the chain; NULL: no patches */
    GArray *fixups;        /* CtFixup */
    GArray *ids;           /* CtId: lists being gathered, as a stack */
    GArray *terms;         /* CtTerm: the selector being gathered */
    GHashTable *selectors; /* hash of a selector's terms → its row + 1 */
    GArray *same_hash;     /* CtId by selector: an earlier one of equal hash */
    GArray *purls;         /* CtPurl, sorted, while affects are resolved */
    uint64_t comparisons;  /* spent on nearest names */
    GHashTable *reported;  /* hashes of what was said: aliases repeat mistakes */
    CtPos name_pos, domain_pos, x_pos;
} CtBinder;

/* The next event, patches applied. */
static inline void
ct_bind_next(CtBinder *binder, CtYamlEvent *ret_event)
{
    if (binder->filter == NULL)
        ct_yaml_next(binder->yaml, ret_event);
    else
        ct_patch_filter_next(binder->filter, ret_event);
}

/* Whether nothing more will come, so that every loop has to end. */
static inline bool
ct_bind_is_over(const CtYamlEvent *event)
{
    return event->kind == CT_YAML_END || event->kind == CT_YAML_FAILED;
}

/* Takes the rest of the node that began with @first. */
void ct_bind_skip(CtBinder *binder, const CtYamlEvent *first);

/* Reports an error at @pos, once. */
void ct_bind_error(CtBinder *binder, CtPos pos, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* "key is written twice", with both places. */
void ct_bind_twice(CtBinder *binder, const CtYamlEvent *key, CtPos before);

/* "KEY must be EXPECTED" and what was found, or what is close to it; takes the rest of the node. */
void ct_bind_expected(CtBinder *binder, const CtKey *key, const CtYamlEvent *found);

/* What was found, "a map"; static. And a text as messages show it, cut to a line; g_free(). */
const char *ct_bind_kind_text(const CtYamlEvent *event);
char *ct_bind_shown(const char *text);

/* An empty plain scalar, ~ or null. */
bool ct_bind_is_null(const CtYamlEvent *event);

/* The bytes of an event's scalar, interned. */
CtId ct_bind_intern(CtBinder *binder, const CtYamlEvent *event);

/* Calls @take for every item of a list, or for the one value that stands for it. */
typedef void (*CtBindItem)(CtBinder *binder,
                           const CtKey *key,
                           CtPlaceRow place,
                           const CtYamlEvent *item);
void ct_bind_each(CtBinder *binder,
                  const CtKey *key,
                  CtPlaceRow place,
                  const CtYamlEvent *first,
                  CtBindItem take);

/* The field of @key in row @place. */
void *ct_bind_field(const CtBinder *binder, const CtKey *key, CtPlaceRow place);

/* Reads a map of @shape into the row @place; @first is its start, @id names it in messages. */
void
ct_bind_map(CtBinder *binder, const CtShape *shape, CtPlaceRow place, const CtYamlEvent *first);

/* Reads a map of entities of @section; @ret_span, if not NULL, gets their rows. */
void ct_bind_entities(CtBinder *binder,
                      CtSection section,
                      const CtShape *shape,
                      uint32_t owner,
                      const CtYamlEvent *first,
                      CtSpan *ret_span);

/* The handlers by CtKeyType. */
typedef void (*CtBindValue)(CtBinder *binder,
                            const CtKey *key,
                            CtPlaceRow place,
                            const CtYamlEvent *first);

/* bind_scalar.c */
void ct_bind_scalar(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_word(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_words(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);

/* bind_refs.c */
void ct_bind_ref(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_refs(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_component(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_into(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_service(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_services(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_opens(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_parties(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_needs(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_affects(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);

/* bind_selector.c */
void ct_bind_selector(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_asset(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_sender(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);

/* bind_parts.c */
void ct_bind_port(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_ports(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_rules(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_sl_t(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_approvals(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_settings(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_free(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_policy(CtBinder *, const CtKey *, CtPlaceRow, const CtYamlEvent *);
void ct_bind_waivers(CtBinder *binder, const CtYamlEvent *first);

/*
 * "meter", "meter[17]" or "bulb[17][2]" to a term of kind asset whose id is the interned name.
 * False if it is neither.
 */
bool ct_bind_parse_asset(CtBinder *binder, const char *text, CtTerm *ret_term);

/* The selector of the @n_terms terms, whose ids are names; equal ones share a row. */
CtId ct_bind_intern_selector(CtBinder *binder, const CtTerm *terms, size_t n_terms);

/* Appends the ids gathered since @mark of binder->ids to the pool, and takes them off. */
CtSpan ct_bind_pool(CtBinder *binder, guint mark);

/* Notes a name to be looked up at the end. */
void ct_bind_fixup(CtBinder *binder, const CtFixup *fixup);

/* resolve.c: looks up all noted names, completes zones, channels and vulnerabilities. */
void ct_bind_resolve(CtBinder *binder);

/* nearest.c: the id of @section nearest to @text, NULL if none is near. */
const char *ct_bind_nearest(CtBinder *binder, CtSection section, const char *text);

/* capture.c: the node that begins with @first as JSON with sorted keys, or as YAML in flow style.
 * False, and the problem reported, if it cannot be kept. */
bool ct_bind_capture_json(CtBinder *binder, const CtYamlEvent *first, GString *json);
bool ct_bind_capture_yaml(CtBinder *binder, const CtYamlEvent *first, GString *yaml);
