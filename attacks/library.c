/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules by name, from files run one after the other in one sandboxed state. A file that fails
 * leaves what it had declared before; the load as a whole fails all the same.
 */
#include "attacks/rules.h"

#include "attacks/guard.h"
#include "lua/embedded.h"
#include "lua/sandbox.h"

#include <string.h>

G_DEFINE_QUARK(ct_library_error_quark, ct_library_error)

/* A file asked for a word that was not there. */
typedef struct MissingWord {
    const char *word, *file;
    uint32_t line;
} MissingWord;

static int
compare_rules(gconstpointer left, gconstpointer right)
{
    const CtLoadedRule *a = *(const CtLoadedRule *const *)left,
                       *b = *(const CtLoadedRule *const *)right;

    return strcmp(a->technique.name, b->technique.name);
}

/* The prelude's files see the words that are there, and what they assign becomes words too. */
static bool
load_prelude(CtLibrary *library, GError **error)
{
    for (size_t i = 0; i < ct_n_embedded_prelude; i++) {
        const CtEmbedded *file = &ct_embedded_prelude[i];

        if (!ct_lua_host_run_prelude(library->host, file->name, file->text, file->length, error))
            return false;
    }
    return true;
}

CtLibrary *
ct_library_new(const CtLimits *limits, GError **error)
{
    g_autoptr(CtLibrary) library = g_new0(CtLibrary, 1);

    library->limits = *limits;
    library->texts = g_string_chunk_new(4096);
    library->owned = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    library->rules = g_ptr_array_new_with_free_func(g_free);
    library->kinds = ct_fact_kinds_builtin;
    library->missing = g_array_new(FALSE, FALSE, sizeof(MissingWord));
    library->host = ct_lua_host_new(limits, 0, error);
    if (library->host == NULL)
        return NULL;
    if (!ct_lua_host_call(library->host, ct_lua_technique_open, library, error))
        return NULL;
    if (!load_prelude(library, error))
        return NULL;
    return g_steal_pointer(&library);
}

void
ct_library_free(CtLibrary *library)
{
    if (library == NULL)
        return;
    ct_lua_host_free(library->host);
    g_ptr_array_unref(library->rules);
    g_ptr_array_unref(library->owned);
    g_array_unref(library->missing);
    g_string_chunk_free(library->texts);
    g_free(library);
}

const char *
ct_library_text(CtLibrary *library, const char *text)
{
    return g_string_chunk_insert_const(library->texts, text);
}

static CtLoadedRule *
find_rule(const CtLibrary *library, const char *name)
{
    for (guint i = 0; i < library->rules->len; i++) {
        CtLoadedRule *rule = g_ptr_array_index(library->rules, i);

        if (strcmp(rule->technique.name, name) == 0)
            return rule;
    }
    return NULL;
}

void
ct_library_add(CtLibrary *library, const CtLoadedRule *rule)
{
    CtDiag *diag = library->file->diag;
    CtLoadedRule *old = find_rule(library, rule->technique.name);

    if (old != NULL && old->batch == library->batches) {
        ct_diag_error(diag, rule->pos, "technique '%s' is declared twice, first at %s:%u",
                      rule->technique.name, old->technique.file, old->technique.line);
        return;
    }
    if (old == NULL && library->rules->len >= library->limits.techniques) {
        ct_diag_error(diag, rule->pos,
                      "more than %" G_GUINT64_FORMAT " techniques (--max-techniques)",
                      library->limits.techniques);
        return;
    }
    if (old != NULL) {
        ct_diag_add(diag, CT_SEVERITY_NOTE, rule->pos, "technique '%s' replaces the one of %s:%u",
                    rule->technique.name, old->technique.file, old->technique.line);
    } else {
        old = g_new0(CtLoadedRule, 1);
        g_ptr_array_add(library->rules, old);
    }
    *old = *rule;
    old->batch = library->batches;
}

static void
number_rules(CtLibrary *library)
{
    g_ptr_array_sort(library->rules, compare_rules);
    for (guint i = 0; i < library->rules->len; i++) {
        CtLoadedRule *rule = g_ptr_array_index(library->rules, i);

        rule->technique.index = i;
    }
}

void
ct_library_note_late(CtLibrary *library, const char *name, uint32_t line)
{
    CtPos pos = {.file = library->file->index, .line = line};

    for (guint i = 0; i < library->missing->len; i++) {
        const MissingWord *missing = &g_array_index(library->missing, MissingWord, i);

        if (strcmp(missing->word, name) == 0)
            ct_diag_add(library->file->diag, CT_SEVERITY_NOTE, pos,
                        "fact '%s' is declared here, after %s:%u asked for it: files are read in "
                        "the order of their names",
                        name, missing->file, missing->line);
    }
}

/* Keeps the word for want of which the running file ended, if that was why. */
static void
note_missing(CtLibrary *library, const CtRuleFile *file, const CtLuaFailure *failure)
{
    static const char start[] = CT_LUA_NO_WORD;
    const char *word = failure->message + strlen(start);
    MissingWord missing = {.file = file->name};

    if (!g_str_has_prefix(failure->message, start))
        return;
    g_autofree char *name = g_strndup(word, strcspn(word, "'"));
    missing.word = ct_library_text(library, name);
    missing.line = failure->n_frames > 0 ? failure->frames[0].line : 0;
    g_array_append_val(library->missing, missing);
}

/* The failure that ended the running file, as diagnostics: where, then who called. */
static void
report_failure(CtLibrary *library, const CtRuleFile *file)
{
    const CtLuaFailure *failure = ct_lua_host_failure(library->host);
    CtPos pos = {.file = file->index, .line = 0};

    if (failure->n_frames > 0)
        pos.line = failure->frames[0].line;
    ct_diag_error(file->diag, pos, "%s", failure->message);
    note_missing(library, file, failure);
    for (uint32_t i = 1; i < failure->n_frames; i++) {
        pos.line = failure->frames[i].line;
        ct_diag_add(file->diag, CT_SEVERITY_NOTE, pos, "called from here");
    }
}

/* Runs @file, which its diagnostics know already. */
static bool
load_file(CtLibrary *library, const CtRuleFile *file)
{
    CtDiag *diag = file->diag;
    size_t errors = ct_diag_count(diag, CT_SEVERITY_ERROR);
    const char *end = NULL;

    if (!g_utf8_validate_len(file->text, file->length, &end)) {
        uint32_t line = 1;
        for (const char *at = file->text; at < end; at++)
            line += *at == '\n';
        ct_diag_error(diag, ((CtPos){.file = file->index, .line = line}),
                      "the file is not UTF-8 text from here on");
        return false;
    }
    library->file = file;
    if (!ct_lua_host_run(library->host, file->name, file->text, file->length, NULL))
        report_failure(library, file);
    library->file = NULL;
    return ct_diag_count(diag, CT_SEVERITY_ERROR) == errors;
}

/* Closes a load; the diagnostics have said what is wrong, and where. */
static bool
finish(CtLibrary *library, bool ok, GError **error)
{
    number_rules(library);
    g_array_set_size(library->missing, 0);
    if (!ok)
        g_set_error(error, CT_LIBRARY_ERROR, CT_LIBRARY_ERROR_FAILED,
                    "not all technique files are valid");
    return ok;
}

static bool
load_embedded(CtLibrary *library, const CtEmbedded *embedded, CtDiag *diag)
{
    CtRuleFile file = {.name = embedded->name,
                       .text = embedded->text,
                       .length = embedded->length,
                       .diag = diag};

    file.index = ct_diag_add_file(diag, file.name, file.text, file.length);
    return load_file(library, &file);
}

bool
ct_library_load_builtin(CtLibrary *library, CtDiag *diag, GError **error)
{
    bool ok = true;

    library->batches++;
    for (size_t i = 0; i < ct_n_embedded_techniques; i++)
        ok = load_embedded(library, &ct_embedded_techniques[i], diag) && ok;
    return finish(library, ok, error);
}

/* The folder below attacks/packs that @file is in; its length. */
static const char *
pack_of(const CtEmbedded *file, size_t *ret_length)
{
    const char *name = file->name + strlen("attacks/packs/");

    *ret_length = strcspn(name, "/");
    return name;
}

static bool
is_of_pack(const CtEmbedded *file, const char *pack)
{
    size_t length;
    const char *name = pack_of(file, &length);

    return strlen(pack) == length && strncmp(name, pack, length) == 0;
}

char **
ct_library_pack_names(void)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    const CtEmbedded *last = NULL;

    for (size_t i = 0; i < ct_n_embedded_packs; i++) {
        size_t length;
        const char *start = pack_of(&ct_embedded_packs[i], &length);
        g_autofree char *name = g_strndup(start, length);

        if (last == NULL || !is_of_pack(last, name))
            g_strv_builder_add(names, name);
        last = &ct_embedded_packs[i];
    }
    return g_strv_builder_end(names);
}

bool
ct_library_load_pack(CtLibrary *library, const char *pack, CtDiag *diag, GError **error)
{
    bool ok = true, any = false;

    library->batches++;
    for (size_t i = 0; i < ct_n_embedded_packs; i++) {
        if (!is_of_pack(&ct_embedded_packs[i], pack))
            continue;
        any = true;
        ok = load_embedded(library, &ct_embedded_packs[i], diag) && ok;
    }
    if (!any) {
        g_set_error(error, CT_LIBRARY_ERROR, CT_LIBRARY_ERROR_FAILED, "there is no pack '%s'",
                    pack);
        return false;
    }
    return finish(library, ok, error);
}

static bool
load_from_source(CtLibrary *library, CtSource *source, const char *path, CtDiag *diag)
{
    g_autoptr(GError) error = NULL;
    const char *label = ct_source_label(source);
    g_autofree char *name = label[0] == '\0' ? g_strdup(path) : g_build_filename(label, path, NULL);
    g_autoptr(GBytes) bytes =
        ct_source_read(source, path, (size_t)library->limits.lua_file, &error);

    if (bytes == NULL) {
        CtPos pos = {.file = ct_diag_add_file(diag, ct_library_text(library, name), NULL, 0)};
        ct_diag_error(diag, pos, "%s", error->message);
        return false;
    }
    CtRuleFile file = {.name = ct_library_text(library, name), .diag = diag};
    file.text = g_bytes_get_data(bytes, &file.length);
    file.text = file.text == NULL ? "" : file.text;
    file.index = ct_diag_add_bytes(diag, file.name, bytes);
    return load_file(library, &file);
}

bool
ct_library_load_folder(
    CtLibrary *library, CtSource *source, const char *folder, CtDiag *diag, GError **error)
{
    g_auto(GStrv) names = ct_source_list(source, folder, ".lua");
    bool ok = true;

    library->batches++;
    if (names != NULL && g_strv_length(names) > library->limits.techniques) {
        g_set_error(error, CT_LIBRARY_ERROR, CT_LIBRARY_ERROR_FAILED,
                    "%s holds more than %" G_GUINT64_FORMAT " files (--max-techniques)", folder,
                    library->limits.techniques);
        return false;
    }
    for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
        bool is_root = folder[0] == '\0' || strcmp(folder, ".") == 0;
        g_autofree char *path =
            is_root ? g_strdup(names[i]) : g_strconcat(folder, "/", names[i], NULL);

        ok = load_from_source(library, source, path, diag) && ok;
    }
    return finish(library, ok, error);
}

const CtFactKinds *
ct_library_fact_kinds(const CtLibrary *library)
{
    return &library->kinds;
}

uint32_t
ct_library_count(const CtLibrary *library)
{
    return library->rules->len;
}

const CtTechnique *
ct_library_get(const CtLibrary *library, uint32_t i)
{
    return g_ptr_array_index(library->rules, i);
}

static bool
is_named(const CtTechnique *technique, const char *name_or_id)
{
    const CtTechniqueIds *ids = &technique->ids;
    const char *const names[] = {technique->name, ids->it,          ids->ot,
                                 ids->mobile,     ids->internet_it, ids->internet_ot};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i] != NULL && g_ascii_strcasecmp(names[i], name_or_id) == 0)
            return true;
    return false;
}

const CtTechnique **
ct_library_find(const CtLibrary *library, const char *name_or_id, uint32_t *ret_n)
{
    const CtTechnique **found = g_new0(const CtTechnique *, library->rules->len + 1);

    *ret_n = 0;
    for (uint32_t i = 0; i < library->rules->len; i++)
        if (is_named(ct_library_get(library, i), name_or_id))
            found[(*ret_n)++] = ct_library_get(library, i);
    return found;
}
