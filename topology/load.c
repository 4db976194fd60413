/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files to a model: the top level of every file, includes read where they stand, patches that
 * found no place, then names resolved and the whole checked.
 */
#include "topology/load.h"

#include "base/ident.h"
#include "base/out.h"
#include "topology/validate.h"
#include "topology/warnings.h"
#include "topology/yaml/bind.h"
#include "topology/yaml/patch_filter.h"

#include <string.h>

enum { MAX_TOP_KEYS = 64 };

typedef struct Load {
    CtBinder binder;
    CtSource *source;
    uint64_t bytes;    /* of all files so far */
    GPtrArray *paths;  /* of files read, in order */
    GArray *positions; /* CtPos of what included them */
} Load;

static void read_file(Load *load, const char *path, CtPos from);

/* "dir/a.yaml" + "../b.yaml" → "b.yaml"; NULL where that leaves the package. */
static char *
join_path(const char *including, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(including);
    g_auto(GStrv) parts = NULL;
    g_autofree char *joined = g_strconcat(folder, "/", path, NULL);
    g_autoptr(GPtrArray) clean = g_ptr_array_new();

    if (path[0] == '/')
        return NULL;
    parts = g_strsplit(joined, "/", -1);
    for (size_t i = 0; parts[i] != NULL; i++) {
        if (strcmp(parts[i], "..") == 0) {
            if (clean->len == 0)
                return NULL;
            g_ptr_array_set_size(clean, (int)clean->len - 1);
        } else if (parts[i][0] != '\0' && strcmp(parts[i], ".") != 0) {
            g_ptr_array_add(clean, parts[i]);
        }
    }
    g_ptr_array_add(clean, NULL);
    return g_strjoinv("/", (char **)clean->pdata);
}

static void
gather_include(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    (void)key;
    (void)place;
    if (item->kind != CT_YAML_SCALAR || item->length == 0) {
        ct_bind_error(binder, item->pos, "'include' takes paths of files, one or a list");
        ct_bind_skip(binder, item);
        return;
    }

    CtId name = ct_bind_intern(binder, item);
    uint32_t words[3] = {name, item->pos.line, item->pos.column};

    g_array_append_vals(binder->ids, words, 3);
}

static void
read_includes(Load *load, const char *including, const CtYamlEvent *first)
{
    static const CtKey key = {"include", CT_KEY_TEXT, .arg = 0};
    CtBinder *binder = &load->binder;
    guint mark = binder->ids->len, end;
    uint16_t file = first->pos.file;

    ct_bind_each(binder, &key, (CtPlaceRow){0}, first, gather_include);
    end = binder->ids->len;
    for (guint i = mark; i < end; i += 3) {
        const uint32_t *words = &g_array_index(binder->ids, uint32_t, i);
        CtPos pos = {.line = words[1], .column = (uint16_t)words[2], .file = file};
        const char *written = ct_model_text(binder->model, words[0]);
        g_autofree char *path = join_path(including, written);

        if (path == NULL)
            ct_bind_error(binder, pos,
                          "'%s' leads out of the package's folder; include files inside it",
                          written);
        else
            read_file(load, path, pos);
    }
    g_array_set_size(binder->ids, mark);
    ct_patch_filter_resume_file(binder->filter);
}

static const CtSectionGrammar *
find_section(const char *name)
{
    for (size_t i = 0; i < ct_n_section_grammars; i++)
        if (strcmp(ct_section_name(ct_section_grammars[i].section), name) == 0)
            return &ct_section_grammars[i];
    return NULL;
}

static void
report_unknown_section(CtBinder *binder, const CtYamlEvent *event)
{
    const char *names[MAX_TOP_KEYS];
    size_t n = 0;

    for (size_t i = 0; i < ct_n_section_grammars; i++)
        names[n++] = ct_section_name(ct_section_grammars[i].section);
    for (uint32_t i = 0; i < ct_shape_top.n_keys; i++)
        names[n++] = ct_shape_top.keys[i].name;
    names[n++] = "include";
    names[n++] = "waivers";

    const char *near = ct_ident_nearest(event->text, names, n);
    g_autoptr(GString) all = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(all, "%s%s", i == 0 ? "" : ", ", names[i]);
    if (near != NULL)
        ct_bind_error(binder, event->pos, "unknown section '%s'; did you mean '%s'?", event->text,
                      near);
    else
        ct_bind_error(binder, event->pos, "unknown section '%s'; there are %s", event->text,
                      all->str);
}

/* name, domain and x are of the whole topology: once in all files. */
static void
read_top_value(CtBinder *binder, const CtKey *key, const CtYamlEvent *event, CtYamlEvent *value)
{
    CtPos *before = key->name[0] == 'n'   ? &binder->name_pos
                    : key->name[0] == 'd' ? &binder->domain_pos
                                          : &binder->x_pos;
    CtPlaceRow place = {.table = CT_TABLE_COUNT};

    if (before->line != 0) {
        g_autofree char *where = ct_diag_pos_text(binder->diag, *before);

        ct_bind_error(binder, event->pos, "key '%s' is written twice; the first is at %s",
                      key->name, where);
        ct_bind_skip(binder, value);
        return;
    }
    *before = event->pos;
    if (ct_bind_is_null(value))
        ct_bind_expected(binder, key, value);
    else if (key->type == CT_KEY_FREE)
        ct_bind_free(binder, key, place, value);
    else
        ct_bind_scalar(binder, key, place, value);
}

static void
check_version(CtBinder *binder, const CtYamlEvent *value)
{
    if (value->kind == CT_YAML_SCALAR && value->plain && strcmp(value->text, "1") == 0)
        return;
    ct_bind_error(binder, value->pos,
                  "this version of the program reads topologies of format 1; write cybertwin: 1");
    ct_bind_skip(binder, value);
}

/* Reads one key of the top level; @seen holds where its keys stood. */
static void
read_top_key(Load *load, const char *path, GHashTable *seen, CtYamlEvent *event)
{
    CtBinder *binder = &load->binder;
    const CtSectionGrammar *section = find_section(event->text);
    const CtKey *key = ct_shape_find(&ct_shape_top, event->text);
    bool include = strcmp(event->text, "include") == 0, version, waivers, known, fresh = true;
    CtYamlEvent copy = *event, value;

    version = strcmp(event->text, "cybertwin") == 0;
    waivers = strcmp(event->text, "waivers") == 0;
    known = section != NULL || key != NULL || include || version || waivers;
    if (!known) {
        report_unknown_section(binder, event);
    } else if (key == NULL) {
        const CtPos *before = g_hash_table_lookup(seen, event->text);

        fresh = before == NULL;
        if (fresh)
            g_hash_table_insert(seen, g_strdup(event->text),
                                g_memdup2(&event->pos, sizeof event->pos));
        else if (!event->merged)
            ct_bind_twice(binder, event, *before);
    }
    ct_bind_next(binder, &value);
    if (ct_bind_is_over(&value))
        return;
    if (!known || !fresh)
        ct_bind_skip(binder, &value);
    else if (section != NULL)
        ct_bind_entities(binder, section->section, section->shape, 0, &value, NULL);
    else if (key != NULL)
        read_top_value(binder, key, &copy, &value);
    else if (include)
        read_includes(load, path, &value);
    else if (waivers && !ct_bind_is_null(&value))
        ct_bind_waivers(binder, &value);
    else if (version)
        check_version(binder, &value);
}

/* @main: the file that the user named, which says first that it is a topology. */
static void
read_document(Load *load, const char *path, bool main)
{
    CtBinder *binder = &load->binder;
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free); /* key → its CtPos */
    CtYamlEvent event;
    bool first = main;

    ct_bind_next(binder, &event);
    if (event.kind == CT_YAML_FAILED)
        return;
    if (event.kind == CT_YAML_END) {
        if (main)
            ct_bind_error(binder, event.pos,
                          "the file is empty; a topology begins with cybertwin: 1");
        return;
    }
    if (event.kind != CT_YAML_MAP) {
        ct_bind_error(binder, event.pos,
                      "a topology is a map of sections and begins with cybertwin: 1");
        ct_bind_skip(binder, &event);
        ct_bind_next(binder, &event);
        return;
    }
    for (;;) {
        ct_bind_next(binder, &event);
        if (ct_bind_is_over(&event))
            return;
        if (event.kind == CT_YAML_MAP_END)
            break;
        if (first && strcmp(event.text, "cybertwin") != 0)
            ct_bind_error(binder, event.pos,
                          "a topology begins with cybertwin: 1; found '%s' first", event.text);
        first = false;
        read_top_key(load, path, seen, &event);
    }
    if (first)
        ct_bind_error(binder, event.pos, "the file is empty; a topology begins with cybertwin: 1");
    ct_bind_next(binder, &event); /* what follows the document is refused there */
}

/* Whether @path may be read now; says why not. */
static bool
may_read(Load *load, const char *path, CtPos from)
{
    CtBinder *binder = &load->binder;

    for (guint i = 0; i < load->paths->len; i++) {
        if (strcmp(g_ptr_array_index(load->paths, i), path) != 0)
            continue;
        if (i == 0) {
            ct_bind_error(binder, from, "'%s' is the file that all this is included by", path);
            return false;
        }

        g_autofree char *where =
            ct_diag_pos_text(binder->diag, g_array_index(load->positions, CtPos, i));

        ct_bind_error(binder, from, "'%s' is included twice; the first is at %s", path, where);
        return false;
    }
    if (load->paths->len > binder->limits->include_files) {
        ct_bind_error(binder, from, "more than %" G_GUINT64_FORMAT " files (--max-includes)",
                      binder->limits->include_files);
        return false;
    }
    return true;
}

static void
read_file(Load *load, const char *path, CtPos from)
{
    CtBinder *binder = &load->binder;
    g_autoptr(GError) error = NULL;
    const char *label = ct_source_label(load->source);
    g_autofree char *name = label[0] == '\0' || strcmp(label, ".") == 0
                                ? g_strdup(path)
                                : g_build_filename(label, path, NULL);
    bool main = load->paths->len == 0;

    if (!main && !may_read(load, path, from))
        return;
    g_ptr_array_add(load->paths, g_strdup(path));
    g_array_append_val(load->positions, from);

    size_t left = (size_t)(binder->limits->yaml_bytes - load->bytes);
    g_autoptr(GBytes) bytes = ct_source_read(load->source, path, left, &error);

    if (bytes == NULL) {
        if (main)
            from.file = ct_diag_add_file(binder->diag, name, NULL, 0);
        if (g_error_matches(error, CT_SOURCE_ERROR, CT_SOURCE_ERROR_TOO_LARGE))
            ct_bind_error(binder, from,
                          "'%s' makes the topology larger than %" G_GUINT64_FORMAT
                          " bytes (--max-yaml-bytes)",
                          path, binder->limits->yaml_bytes);
        else
            ct_bind_error(binder, from, "%s", error->message);
        return;
    }

    CtPos start = {.line = 1, .column = 1, .file = ct_diag_add_bytes(binder->diag, name, bytes)};
    size_t length;
    const char *text = g_bytes_get_data(bytes, &length);
    CtYaml *outer = binder->yaml;
    g_autoptr(CtYaml) yaml = ct_yaml_new(text == NULL ? "" : text, length, start, binder->limits,
                                         &binder->budget, binder->diag);

    load->bytes += length;
    binder->yaml = yaml;
    ct_patch_filter_begin_file(binder->filter);
    read_document(load, path, main);
    binder->yaml = outer;
}

/* Patches that met no file: whole entities are made, the rest has nowhere to go. */
static void
read_unused_patches(Load *load)
{
    CtBinder *binder = &load->binder;
    const CtPatch *patch;
    bool feeds;
    CtPos pos;

    while ((patch = ct_patch_filter_next_unused(binder->filter, &feeds, &pos)) != NULL) {
        if (feeds) {
            read_document(load, "", false);
            continue;
        }

        g_auto(GStrv) parts = g_strsplit(patch->path, ".", -1);
        const CtSectionGrammar *section = find_section(parts[0]);

        if (section == NULL || parts[1] == NULL) {
            ct_bind_error(binder, pos, "there is no '%s' to remove", patch->path);
            continue;
        }

        const char *near = ct_bind_nearest(binder, section->section, parts[1]);

        ct_bind_error(binder, pos,
                      near != NULL ? "there is no %s '%s'; did you mean '%s'?"
                                   : "there is no %s '%s'%s",
                      ct_section_word(section->section), parts[1], near != NULL ? near : "");
    }
}

static void
load_init(Load *load, CtSource *source, const CtLoadOptions *options, CtDiag *diag)
{
    CtBinder *binder = &load->binder;

    *load = (Load){.source = source,
                   .paths = g_ptr_array_new_with_free_func(g_free),
                   .positions = g_array_new(FALSE, FALSE, sizeof(CtPos))};
    *binder = (CtBinder){
        .model = ct_model_new(diag),
        .diag = diag,
        .limits = options != NULL && options->limits != NULL ? options->limits : &ct_limits_default,
        .fixups = g_array_new(FALSE, FALSE, sizeof(CtFixup)),
        .ids = g_array_new(FALSE, FALSE, sizeof(CtId)),
        .terms = g_array_new(FALSE, FALSE, sizeof(CtTerm)),
        .selectors = g_hash_table_new(NULL, NULL),
        .same_hash = g_array_new(FALSE, FALSE, sizeof(CtId)),
        .purls = g_array_new(FALSE, FALSE, sizeof(CtPurl)),
        .reported = g_hash_table_new(NULL, NULL),
    };
    if (options != NULL && options->n_patches > 0)
        binder->filter = ct_patch_filter_new(options->patches, options->n_patches, &binder->yaml,
                                             binder->limits, &binder->budget, diag);
}

static void
load_clear(Load *load)
{
    CtBinder *binder = &load->binder;

    ct_patch_filter_free(binder->filter);
    g_array_unref(binder->fixups);
    g_array_unref(binder->ids);
    g_array_unref(binder->terms);
    g_hash_table_unref(binder->selectors);
    g_array_unref(binder->same_hash);
    g_array_unref(binder->purls);
    g_hash_table_unref(binder->reported);
    g_ptr_array_unref(load->paths);
    g_array_unref(load->positions);
}

CtModel *
ct_model_load(CtSource *source, const char *path, const CtLoadOptions *options, CtDiag *diag)
{
    size_t before = ct_diag_count(diag, CT_SEVERITY_ERROR);
    CtModel *model;
    Load load;

    load_init(&load, source, options, diag);
    model = load.binder.model;
    read_file(&load, path, (CtPos){0});
    read_unused_patches(&load);
    ct_bind_resolve(&load.binder);
    if (ct_diag_count(diag, CT_SEVERITY_ERROR) == before)
        ct_model_validate(model, load.binder.limits, diag);
    if (ct_diag_count(diag, CT_SEVERITY_ERROR) == before && options != NULL && options->warnings)
        ct_model_warn(model, diag);
    load_clear(&load);
    if (ct_diag_count(diag, CT_SEVERITY_ERROR) == before)
        return model;
    ct_model_free(model);
    return NULL;
}
