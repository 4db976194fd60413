/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One technique as loaded from its Lua file: what opens it, what it walks, and handles to its
 * functions. What a rule means for a given binding is attacks/guard.h's matter.
 */
#pragma once

#include "attacks/facts.h"

#include "base/limits.h"
#include "base/out.h"
#include "base/source.h"

typedef enum CtRelationKind {
#define CT_RELATION(NAME, word, from, to, line) CT_RELATION_##NAME,
#include "attacks/relations.def"
#undef CT_RELATION
    CT_RELATION_COUNT,
} CtRelationKind;

typedef struct CtRelationInfo {
    const char *word;
    uint8_t from, to; /* CtEntityKind */
    const char *line;
} CtRelationInfo;

extern const CtRelationInfo ct_relation_infos[CT_RELATION_COUNT];

enum {
    CT_MAX_VARIABLES = 6,
    CT_MAX_OPENERS = 4,
    CT_MAX_TERMS = 16,
};

/* One of the facts that may open a technique (from = any_of{…}); all bind variable 0. */
typedef struct CtOpener {
    uint8_t kind;  /* CtFactKind, or declared */
    uint8_t level; /* CtLevel, unstated where the kind has one */
} CtOpener;

/* Variable i > 0 is bound by walking `relation` from variable `start`. */
typedef struct CtWalk {
    uint8_t relation; /* CtRelationKind */
    uint8_t start;
} CtWalk;

/* What a guard may read beyond classes; entities that exist once (networks, data, channels, sites,
 * zones, flows, functions, products, components, vulnerabilities) may always be read. */
enum {
    CT_SEES_ASSET = 1 << 0,
    CT_SEES_CREDENTIAL = 1 << 1,
    CT_SEES_CONTROLS = 1 << 2,
    CT_SEES_PERSON = 1 << 3,
    CT_SEES_SUPPLIER = 1 << 4,
};

typedef enum CtSkill {
    CT_SKILL_NOVICE,
    CT_SKILL_BEGINNER,
    CT_SKILL_INTERMEDIATE,
    CT_SKILL_EXPERT,
    CT_SKILL_COUNT,
} CtSkill;

const char *ct_skill_text(CtSkill skill);
bool ct_skill_parse(const char *text, CtSkill *ret_skill);

/* The ids of one rule; the target's domain and the route choose which is shown. Interned by the
 * library. */
typedef struct CtTechniqueIds {
    const char *it, *ot, *mobile;          /* NULL where the rule has none there */
    const char *internet_it, *internet_ot; /* where the route starts on the internet */
} CtTechniqueIds;

typedef struct CtTechnique {
    const char *name;   /* unique; draws are keyed by it */
    const char *title;  /* "Exploitation of Remote Services" */
    const char *note;   /* free text of the rule, may be NULL */
    const char *source; /* where its numbers come from, or "assumption" */
    const char *file;   /* package path it was loaded from */
    uint32_t line;      /* of the `technique "…"` call */
    CtTechniqueIds ids;
    CtTechniqueIds titles;      /* of those ids whose title is another; NULL: as `title` */
    const char *const *tactics; /* NULL-terminated */
    const char *const *stops;   /* NULL-terminated: kinds of measures that stop it */

    CtOpener openers[CT_MAX_OPENERS];
    uint8_t n_openers;
    uint8_t n_variables;                     /* bound ones, variable 0 included */
    uint8_t variable_kind[CT_MAX_VARIABLES]; /* CtEntityKind */
    const char *variable_name[CT_MAX_VARIABLES];
    CtWalk walks[CT_MAX_VARIABLES]; /* [0] unused */
    uint32_t sees;
    bool fans_out;
    const CtFactKinds *kinds; /* what the kinds of its facts are: the library's */
    uint32_t index;           /* in the library */
} CtTechnique;

/* What @id, one of the technique's, is called; its title where it has no other. */
const char *ct_technique_title(const CtTechnique *technique, const char *id);

typedef struct CtLibrary CtLibrary;

#define CT_LIBRARY_ERROR ct_library_error_quark()
typedef enum CtLibraryError { CT_LIBRARY_ERROR_FAILED } CtLibraryError;
GQuark ct_library_error_quark(void);

/* An empty library with a sandboxed Lua state of its own. */
CtLibrary *ct_library_new(const CtLimits *limits, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_library_free(CtLibrary *library);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtLibrary, ct_library_free)

/* The kinds of facts its rules speak of: the built-in ones and what its files declared. Valid as
 * long as the library; loading more only appends. */
const CtFactKinds *ct_library_fact_kinds(const CtLibrary *library);

/* The techniques that come with the program (compiled in, from attacks/techniques). */
bool
ct_library_load_builtin(CtLibrary *library, CtDiag *diag, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The techniques of a pack (compiled in, from attacks/packs/NAME), which a scenario can take in
 * place of those. The names of all packs, sorted, NULL-terminated: g_strfreev(). */
bool ct_library_load_pack(CtLibrary *library, const char *pack, CtDiag *diag, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
char **ct_library_pack_names(void);

/*
 * Every *.lua below @folder of @source, sorted by name. A technique of a name already there
 * replaces it (a NOTE says so). What is wrong with a file goes to @diag with file and line; false
 * only when something there is an error.
 */
bool ct_library_load_folder(CtLibrary *library,
                            CtSource *source,
                            const char *folder,
                            CtDiag *diag,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sorted by name. */
uint32_t ct_library_count(const CtLibrary *library);
const CtTechnique *ct_library_get(const CtLibrary *library, uint32_t i);

/* A Markdown table, one row a technique, sorted by name: what it needs, gains, costs and what stops
 * it. The table of docs/techniques.md. */
void ct_library_write_markdown(CtLibrary *library, CtOut *out);

/* By name or by any of its ids; several rules may share an id: *ret_n of them. Free with g_free().
 */
const CtTechnique **
ct_library_find(const CtLibrary *library, const char *name_or_id, uint32_t *ret_n);
