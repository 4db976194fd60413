/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A filter follows its path down the maps: `match` components are matched by the open maps, and
 * only in the innermost of those, `depth` == `match` + 1, keys are compared. What it puts in is
 * events of its own (before), the events of its value, and events of its own again (after).
 */
#include "topology/yaml/patch_filter.h"

#include "base/ident.h"
#include "topology/yaml/grammar.h"

#include <string.h>

typedef enum Mode { MODE_PASS, MODE_BEFORE, MODE_VALUE, MODE_AFTER } Mode;

struct CtPatchFilter {
    CtPatchFilter *upstream; /* NULL: the file */
    CtYaml *const *yaml;
    const CtPatch *patch;
    const CtLimits *limits;
    CtYamlBudget *budget;
    CtDiag *diag;
    char **path;
    uint32_t n_path;
    CtPos path_pos; /* of the path in it */
    CtPos pos;      /* of the value */
    bool removes;

    uint32_t depth, match;
    bool expects_key, descends;
    bool applied, fed;

    Mode mode;
    GArray *before, *after; /* CtYamlEvent */
    guint at;               /* next of before or after */
    CtYaml *value;
    uint32_t value_depth;
};

static CtYaml *
open_value(const CtPatchFilter *filter)
{
    return ct_yaml_new(filter->patch->value, strlen(filter->patch->value), filter->pos,
                       filter->limits, filter->budget, filter->diag);
}

/* Whether the value is a document of its own; notes whether it is null. */
static bool
check_value(CtPatchFilter *filter)
{
    g_autoptr(CtYaml) yaml = open_value(filter);
    CtYamlEvent event;

    ct_yaml_next(yaml, &event);
    if (event.kind == CT_YAML_END) {
        ct_diag_error(filter->diag, filter->pos, "a value is missing; write null to remove a key");
        return false;
    }
    filter->removes = event.kind == CT_YAML_SCALAR && event.plain &&
                      (strcmp(event.text, "null") == 0 || strcmp(event.text, "~") == 0);
    while (event.kind != CT_YAML_END && event.kind != CT_YAML_FAILED)
        ct_yaml_next(yaml, &event);
    return event.kind == CT_YAML_END;
}

static bool
check_section(const CtPatchFilter *filter)
{
    const char *names[CT_SECTION_COUNT + 3];
    size_t n = 0;
    const char *first = filter->path[0];

    for (size_t i = 0; i < ct_n_section_grammars; i++)
        names[n++] = ct_section_name(ct_section_grammars[i].section);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(first, names[i]) != 0)
            continue;
        if (filter->n_path > 1)
            return true;
        ct_diag_error(filter->diag, filter->path_pos,
                      "'%s' is a whole section; write %s.ID or %s.ID.KEY", first, first, first);
        return false;
    }
    for (uint32_t i = 0; i < ct_shape_top.n_keys; i++)
        names[n++] = ct_shape_top.keys[i].name;
    if (ct_shape_find(&ct_shape_top, first) != NULL)
        return true;

    const char *near = ct_ident_nearest(first, names, n);

    ct_diag_error(filter->diag, filter->path_pos,
                  near != NULL ? "there is no section '%s'; did you mean '%s'?"
                               : "there is no section '%s'; a path is SECTION.ID.KEY%s",
                  first, near != NULL ? near : "");
    return false;
}

static bool
check_path(const CtPatchFilter *filter)
{
    for (uint32_t i = 0; i < filter->n_path; i++) {
        if (filter->path[i][0] != '\0')
            continue;
        ct_diag_error(filter->diag, filter->path_pos,
                      "'%s' is no path; write SECTION.ID.KEY, as in conduits.c1.controls.mfa",
                      filter->patch->path);
        return false;
    }
    return check_section(filter);
}

static CtPatchFilter *
filter_new(const CtPatch *patch, CtPatchFilter *upstream, CtDiag *diag)
{
    CtPatchFilter *filter = g_new0(CtPatchFilter, 1);
    char *shown = g_strconcat(patch->path, "=", patch->value, NULL);
    g_autoptr(GBytes) text = g_bytes_new_take(shown, strlen(shown));
    size_t column = (size_t)g_utf8_strlen(patch->path, -1) + 2;

    filter->upstream = upstream;
    filter->patch = patch;
    filter->diag = diag;
    filter->path = g_strsplit(patch->path[0] == '\0' ? "." : patch->path, ".", -1);
    filter->n_path = g_strv_length(filter->path);
    filter->path_pos =
        (CtPos){.line = 1, .column = 1, .file = ct_diag_add_bytes(diag, "--set", text)};
    filter->pos = filter->path_pos;
    filter->pos.column = (uint16_t)MIN(column, UINT16_MAX);
    filter->before = g_array_new(FALSE, FALSE, sizeof(CtYamlEvent));
    filter->after = g_array_new(FALSE, FALSE, sizeof(CtYamlEvent));
    return filter;
}

CtPatchFilter *
ct_patch_filter_new(const CtPatch *patches,
                    size_t n_patches,
                    CtYaml *const *yaml,
                    const CtLimits *limits,
                    CtYamlBudget *budget,
                    CtDiag *diag)
{
    CtPatchFilter *last = NULL;
    bool ok = true;

    for (size_t i = 0; i < n_patches; i++) {
        last = filter_new(&patches[i], last, diag);
        last->yaml = yaml;
        last->limits = limits;
        last->budget = budget;
        ok = check_path(last) && check_value(last) && ok;
    }
    if (ok)
        return last;
    ct_patch_filter_free(last);
    return NULL;
}

void
ct_patch_filter_free(CtPatchFilter *last)
{
    while (last != NULL) {
        CtPatchFilter *filter = last;

        last = filter->upstream;
        g_strfreev(filter->path);
        g_array_unref(filter->before);
        g_array_unref(filter->after);
        ct_yaml_free(filter->value);
        g_free(filter);
    }
}

static void
add(const CtPatchFilter *filter, GArray *events, CtYamlKind kind, const char *text)
{
    CtYamlEvent event = {.kind = (uint8_t)kind, .plain = true, .pos = filter->pos, .text = text};

    if (text != NULL)
        event.length = (uint32_t)strlen(text);
    g_array_append_val(events, event);
}

/* Puts in the path from component @from on, each but the last opening a map, and the value. */
static void
begin_insert(CtPatchFilter *filter, uint32_t from)
{
    g_array_set_size(filter->before, 0);
    g_array_set_size(filter->after, 0);
    for (uint32_t i = from; i < filter->n_path; i++) {
        add(filter, filter->before, CT_YAML_SCALAR, filter->path[i]);
        if (i + 1 < filter->n_path) {
            add(filter, filter->before, CT_YAML_MAP, NULL);
            add(filter, filter->after, CT_YAML_MAP_END, NULL);
        }
    }
    filter->mode = MODE_BEFORE;
    filter->at = 0;
    filter->applied = true;
}

static void
begin_value(CtPatchFilter *filter)
{
    ct_yaml_free(filter->value);
    filter->value = open_value(filter);
    filter->value_depth = 0;
    filter->mode = MODE_VALUE;
    filter->at = 0;
}

/* The next event of what is put in. */
static void
insert_next(CtPatchFilter *filter, CtYamlEvent *ret_event)
{
    if (filter->mode == MODE_BEFORE) {
        *ret_event = g_array_index(filter->before, CtYamlEvent, filter->at++);
        if (filter->at == filter->before->len)
            begin_value(filter);
        return;
    }
    if (filter->mode == MODE_VALUE) {
        ct_yaml_next(filter->value, ret_event);
        if (ret_event->kind == CT_YAML_MAP || ret_event->kind == CT_YAML_LIST)
            filter->value_depth++;
        else if (ret_event->kind == CT_YAML_MAP_END || ret_event->kind == CT_YAML_LIST_END)
            filter->value_depth--;
        if (filter->value_depth == 0)
            filter->mode = filter->after->len > 0 ? MODE_AFTER : MODE_PASS;
        return;
    }
    *ret_event = g_array_index(filter->after, CtYamlEvent, filter->at++);
    if (filter->at == filter->after->len)
        filter->mode = MODE_PASS;
}

static void
upstream_next(CtPatchFilter *filter, CtYamlEvent *event)
{
    if (filter->fed) { /* its own document is over */
        *event = (CtYamlEvent){.kind = CT_YAML_END, .pos = filter->pos};
        return;
    }
    if (filter->upstream != NULL)
        ct_patch_filter_next(filter->upstream, event);
    else
        ct_yaml_next(*filter->yaml, event);
}

static void
skip_value(CtPatchFilter *filter)
{
    uint32_t depth = 0;
    CtYamlEvent event;

    do {
        upstream_next(filter, &event);
        if (event.kind == CT_YAML_MAP || event.kind == CT_YAML_LIST)
            depth++;
        else if (event.kind == CT_YAML_MAP_END || event.kind == CT_YAML_LIST_END)
            depth--;
    } while (depth > 0 && event.kind != CT_YAML_END && event.kind != CT_YAML_FAILED);
}

/* A key of the map being followed; false if it was used up here. */
static bool
take_key(CtPatchFilter *filter, CtYamlEvent *event)
{
    if (strcmp(event->text, filter->path[filter->match]) != 0) {
        filter->expects_key = false;
        return true;
    }
    if (filter->match + 1 < filter->n_path) {
        filter->expects_key = false;
        filter->descends = true;
        return true;
    }

    bool merged = event->merged;

    skip_value(filter);
    filter->applied = true;
    if (filter->removes)
        return false;
    begin_insert(filter, filter->match);
    g_array_index(filter->before, CtYamlEvent, 0).merged = merged;
    insert_next(filter, event);
    return true;
}

/* The end of the map being followed: what was not met is put in before it. */
static void
take_end(CtPatchFilter *filter, CtYamlEvent *event)
{
    CtYamlEvent end = *event;

    filter->depth--;
    filter->expects_key = true;
    if (filter->match >= 2 && !filter->applied && filter->removes) {
        ct_diag_error(filter->diag, filter->path_pos, "there is no '%s' to remove",
                      filter->patch->path);
        filter->applied = true;
    } else if (filter->match >= 2 && !filter->applied) {
        begin_insert(filter, filter->match);
        g_array_append_val(filter->after, end);
        insert_next(filter, event);
    }
    if (filter->match > 0)
        filter->match--;
}

/* The value of a key of the map being followed. */
static void
take_value(CtPatchFilter *filter, const CtYamlEvent *event)
{
    bool is_map = event->kind == CT_YAML_MAP;

    filter->expects_key = true;
    if (is_map || event->kind == CT_YAML_LIST)
        filter->depth++;
    if (filter->descends && is_map) {
        filter->match++;
    } else if (filter->descends && !filter->applied) {
        g_autofree char *where = ct_diag_pos_text(filter->diag, event->pos);

        ct_diag_error(filter->diag, filter->path_pos,
                      "'%s' leads into a value that is no map (%s); set that value as a whole",
                      filter->patch->path, where);
        filter->applied = true;
    }
    filter->descends = false;
}

/* One event of upstream; false if it was used up here. */
static bool
pass(CtPatchFilter *filter, CtYamlEvent *event)
{
    upstream_next(filter, event);
    if (event->kind == CT_YAML_END || event->kind == CT_YAML_FAILED)
        return true;
    if (filter->depth == 0 && event->kind != CT_YAML_MAP) /* no topology; the binder says so */
        filter->depth = UINT32_MAX / 2;
    if (filter->depth == 0) {
        filter->depth = 1;
        filter->expects_key = true;
        return true;
    }
    if (filter->depth != filter->match + 1) {
        if (event->kind == CT_YAML_MAP || event->kind == CT_YAML_LIST)
            filter->depth++;
        else if (event->kind != CT_YAML_SCALAR)
            filter->depth--;
        return true;
    }
    if (event->kind == CT_YAML_MAP_END)
        take_end(filter, event);
    else if (filter->expects_key)
        return take_key(filter, event);
    else
        take_value(filter, event);
    return true;
}

void
ct_patch_filter_next(CtPatchFilter *filter, CtYamlEvent *ret_event)
{
    if (filter->mode != MODE_PASS) {
        insert_next(filter, ret_event);
        return;
    }
    while (!pass(filter, ret_event))
        continue;
}

void
ct_patch_filter_begin_file(CtPatchFilter *last)
{
    for (CtPatchFilter *filter = last; filter != NULL; filter = filter->upstream)
        filter->depth = filter->match = 0;
}

void
ct_patch_filter_resume_file(CtPatchFilter *last)
{
    for (CtPatchFilter *filter = last; filter != NULL; filter = filter->upstream) {
        filter->depth = 1;
        filter->match = 0;
        filter->expects_key = true;
    }
}

const CtPatch *
ct_patch_filter_next_unused(CtPatchFilter *last, bool *ret_feeds, CtPos *ret_pos)
{
    CtPatchFilter *unused = NULL;

    for (CtPatchFilter *filter = last; filter != NULL; filter = filter->upstream)
        if (!filter->applied)
            unused = filter; /* the first patch is the last of the chain */
    if (unused == NULL)
        return NULL;

    ct_patch_filter_begin_file(last);
    unused->applied = unused->fed = true;
    *ret_pos = unused->path_pos;
    *ret_feeds = !unused->removes &&
                 (unused->n_path <= 2 || ct_shape_find(&ct_shape_top, unused->path[0]) != NULL);
    if (*ret_feeds) {
        CtYamlEvent map = {.kind = CT_YAML_MAP, .pos = unused->pos};

        begin_insert(unused, 0);
        g_array_prepend_val(unused->before, map);
        add(unused, unused->after, CT_YAML_MAP_END, NULL);
    }
    return unused->patch;
}
