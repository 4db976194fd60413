/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing is one pass in the order of the header; reading trusts no value. */
#include "sim/run_rows.h"

#include "base/hash.h"
#include "store/chunk.h"

#include <math.h>
#include <string.h>

/* --- writing --- */

static bool
put_texts(CtDb *db, const char *sql, const char *const *texts, int n, GError **error)
{
    g_autoptr(CtQuery) query = ct_query_new(db, sql, error);

    if (query == NULL)
        return false;
    for (int i = 0; i < n; i++)
        ct_query_bind_text(query, i + 1, texts[i]);
    return ct_query_run(query, error);
}

static bool
write_meta(CtDb *db, const CtRunHeader *header, GError **error)
{
    g_autofree char *n = g_strdup_printf("%" G_GUINT64_FORMAT, header->n);
    const char *const rows[][2] = {{"program", header->program},
                                   {"package", header->package},
                                   {"topology", header->topology},
                                   {"lone", header->is_lone ? "true" : "false"},
                                   {"replications", n}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!put_texts(db, "INSERT OR REPLACE INTO meta VALUES (?, ?)", rows[i], 2, error))
            return false;
    return true;
}

static bool
write_options(CtDb *db, const CtRunHeader *header, GError **error)
{
    g_autoptr(CtQuery) query = ct_query_new(db, "INSERT INTO option VALUES (?, ?, ?)", error);

    for (guint i = 0; query != NULL && i < header->options->len; i++) {
        const CtRunOption *option = &g_array_index(header->options, CtRunOption, i);

        ct_query_bind_text(query, 1, option->name);
        ct_query_bind_integer(query, 2, option->position);
        ct_query_bind_text(query, 3, option->value);
        if (!ct_query_run(query, error))
            return false;
    }
    return query != NULL;
}

static bool
write_inputs(CtDb *db, const CtRunHeader *header, GError **error)
{
    g_autoptr(CtQuery) query = ct_query_new(db, "INSERT INTO input VALUES (?, ?, ?, ?, ?)", error);

    for (guint i = 0; query != NULL && i < header->inputs->len; i++) {
        const CtRunInput *input = &g_array_index(header->inputs, CtRunInput, i);
        gsize length, packed_length;
        const void *bytes = g_bytes_get_data(input->bytes, &length);
        g_autofree char *sha256 = ct_hash_sha256(bytes, length);
        g_autoptr(GBytes) packed = ct_chunk_pack(bytes, length);
        const void *data = g_bytes_get_data(packed, &packed_length);

        ct_query_bind_text(query, 1, input->path);
        ct_query_bind_text(query, 2, input->kind);
        ct_query_bind_text(query, 3, sha256);
        ct_query_bind_integer(query, 4, (int64_t)length);
        ct_query_bind_blob(query, 5, data, packed_length);
        if (!ct_query_run(query, error))
            return false;
    }
    return query != NULL;
}

static bool
write_names(CtDb *db, const CtRunHeader *header, GError **error)
{
    g_autoptr(CtQuery) goal = ct_query_new(db, "INSERT INTO goal VALUES (?, ?, ?, ?, ?)", error);
    g_autoptr(CtQuery) rule =
        goal != NULL ? ct_query_new(db, "INSERT INTO rule VALUES (?, ?, ?)", error) : NULL;
    g_autoptr(CtQuery) place =
        rule != NULL ? ct_query_new(db, "INSERT INTO place VALUES (?, ?, ?, ?)", error) : NULL;
    bool ok = place != NULL;

    for (guint i = 0; ok && i < header->goals->len; i++) {
        const CtRunGoal *row = &g_array_index(header->goals, CtRunGoal, i);

        ct_query_bind_integer(goal, 1, i);
        ct_query_bind_text(goal, 2, row->attacker);
        ct_query_bind_text(goal, 3, row->name);
        ct_query_bind_text(goal, 4, row->text);
        ct_query_bind_integer(goal, 5, row->is_possible);
        ok = ct_query_run(goal, error);
    }
    for (guint i = 0; ok && i < header->rules->len; i++) {
        const CtRunRule *row = &g_array_index(header->rules, CtRunRule, i);

        ct_query_bind_integer(rule, 1, i);
        ct_query_bind_text(rule, 2, row->name);
        ct_query_bind_text(rule, 3, row->title);
        ok = ct_query_run(rule, error);
    }
    for (guint i = 0; ok && i < header->places->len; i++) {
        const CtRunPlace *row = &g_array_index(header->places, CtRunPlace, i);

        ct_query_bind_integer(place, 1, i);
        ct_query_bind_text(place, 2, row->kind);
        ct_query_bind_text(place, 3, row->name);
        ct_query_bind_integer(place, 4, row->n_instances);
        ok = ct_query_run(place, error);
    }
    return ok;
}

static bool
write_losses(CtDb *db, const CtRunHeader *header, GError **error)
{
    g_autoptr(CtQuery) query = ct_query_new(db, "INSERT INTO loss VALUES (?, ?, ?, ?)", error);

    for (guint i = 0; query != NULL && i < header->losses->len; i++) {
        const CtRunLoss *row = &g_array_index(header->losses, CtRunLoss, i);
        char cost[G_ASCII_DTOSTR_BUF_SIZE];

        ct_query_bind_integer(query, 1, i);
        ct_query_bind_text(query, 2, row->kind);
        ct_query_bind_text(query, 3, row->name);
        ct_query_bind_text(query, 4,
                           isnan(row->cost_per_hour)
                               ? NULL
                               : g_ascii_dtostr(cost, sizeof cost, row->cost_per_hour));
        if (!ct_query_run(query, error))
            return false;
    }
    return query != NULL;
}

bool
ct_run_write_header(CtDb *db, const CtRunHeader *header, GError **error)
{
    return write_meta(db, header, error) && write_options(db, header, error) &&
           write_inputs(db, header, error) && write_names(db, header, error) &&
           write_losses(db, header, error);
}

/* --- reading --- */

bool
ct_run_damaged(const char *what, GError **error)
{
    g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_DAMAGED, "a damaged run file: %s", what);
    return false;
}

/* Rows of @sql, each taken by @take; false as soon as one is not. */
static bool
read_table(CtDb *db,
           const char *sql,
           CtRunHeader *header,
           bool (*take)(CtQuery *query, CtRunHeader *header, GError **error),
           GError **error)
{
    g_autoptr(CtQuery) query = ct_query_new(db, sql, error);
    bool failed = false;
    uint32_t n = 0;

    if (query == NULL)
        return false;
    while (ct_query_next(query, &failed, error)) {
        if (++n > CT_RUN_MOST_NAMES)
            return ct_run_damaged("a table has more rows than any run has", error);
        if (!take(query, header, error))
            return false;
    }
    return !failed;
}

static void
keep_text(char **where, const char *text)
{
    g_free(*where);
    *where = g_strdup(text);
}

static bool
take_meta(CtQuery *query, CtRunHeader *header, GError **error)
{
    const char *key = ct_query_text(query, 0), *value = ct_query_text(query, 1);

    if (key == NULL || value == NULL)
        return ct_run_damaged("table meta", error);
    if (strcmp(key, "program") == 0)
        keep_text(&header->program, value);
    if (strcmp(key, "package") == 0)
        keep_text(&header->package, value);
    if (strcmp(key, "topology") == 0)
        keep_text(&header->topology, value);
    if (strcmp(key, "lone") == 0)
        header->is_lone = strcmp(value, "true") == 0;
    if (strcmp(key, "replications") == 0 &&
        !g_ascii_string_to_unsigned(value, 10, 0, CT_RUN_MOST_REPLICATIONS, &header->n, NULL))
        return ct_run_damaged("the number of replications", error);
    return true;
}

static bool
take_option(CtQuery *query, CtRunHeader *header, GError **error)
{
    CtRunOption option = {.name = g_strdup(ct_query_text(query, 0)),
                          .position = (uint32_t)ct_query_integer(query, 1),
                          .value = g_strdup(ct_query_text(query, 2))};

    g_array_append_val(header->options, option);
    return (option.name != NULL && option.value != NULL &&
            header->options->len <= CT_RUN_MOST_OPTIONS) ||
           ct_run_damaged("table option", error);
}

static bool
take_input(CtQuery *query, CtRunHeader *header, GError **error)
{
    const char *path = ct_query_text(query, 0), *kind = ct_query_text(query, 1);
    const char *sha256 = ct_query_text(query, 2);
    size_t length;
    const void *data = ct_query_blob(query, 4, &length);

    if (path == NULL || kind == NULL || sha256 == NULL || data == NULL ||
        header->inputs->len >= CT_RUN_MOST_INPUTS)
        return ct_run_damaged("table input", error);
    g_autoptr(GBytes) bytes = ct_chunk_unpack(data, length, CT_RUN_MOST_INPUT_BYTES, error);

    if (bytes == NULL) {
        g_prefix_error(error, "input '%s': ", path);
        return false;
    }
    gsize plain_length;
    const void *plain = g_bytes_get_data(bytes, &plain_length);
    g_autofree char *found = ct_hash_sha256(plain, plain_length);

    if (strcmp(found, sha256) != 0)
        return ct_run_damaged("an input is not what its hash says", error);
    ct_run_header_add_input(header, path, kind, bytes);
    return true;
}

static bool
take_goal(CtQuery *query, CtRunHeader *header, GError **error)
{
    CtRunGoal goal = {.attacker = g_strdup(ct_query_text(query, 1)),
                      .name = g_strdup(ct_query_text(query, 2)),
                      .text = g_strdup(ct_query_text(query, 3)),
                      .is_possible = ct_query_integer(query, 4) != 0};
    bool ok = ct_query_integer(query, 0) == header->goals->len && goal.attacker != NULL &&
              goal.name != NULL && goal.text != NULL;

    g_array_append_val(header->goals, goal);
    return ok || ct_run_damaged("table goal", error);
}

static bool
take_rule(CtQuery *query, CtRunHeader *header, GError **error)
{
    CtRunRule rule = {.name = g_strdup(ct_query_text(query, 1)),
                      .title = g_strdup(ct_query_text(query, 2))};
    bool ok =
        ct_query_integer(query, 0) == header->rules->len && rule.name != NULL && rule.title != NULL;

    g_array_append_val(header->rules, rule);
    return ok || ct_run_damaged("table rule", error);
}

static bool
take_place(CtQuery *query, CtRunHeader *header, GError **error)
{
    int64_t n = ct_query_integer(query, 3);
    CtRunPlace place = {.kind = g_strdup(ct_query_text(query, 1)),
                        .name = g_strdup(ct_query_text(query, 2)),
                        .n_instances = (uint32_t)n};
    bool ok = ct_query_integer(query, 0) == header->places->len && place.kind != NULL &&
              place.name != NULL && n >= 1 && n <= UINT32_MAX;

    g_array_append_val(header->places, place);
    return ok || ct_run_damaged("table place", error);
}

/* What an hour costs is a text that a header wrote, or nothing. */
static bool
read_cost(CtQuery *query, double *ret_cost)
{
    const char *text = ct_query_text(query, 3);
    char *end = NULL;

    *ret_cost = (double)NAN;
    if (text == NULL)
        return ct_query_is_null(query, 3);
    *ret_cost = g_ascii_strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*ret_cost);
}

static bool
take_loss(CtQuery *query, CtRunHeader *header, GError **error)
{
    CtRunLoss loss = {.kind = g_strdup(ct_query_text(query, 1)),
                      .name = g_strdup(ct_query_text(query, 2))};
    bool ok = ct_query_integer(query, 0) == header->losses->len && loss.kind != NULL &&
              loss.name != NULL && read_cost(query, &loss.cost_per_hour);

    g_array_append_val(header->losses, loss);
    return ok || ct_run_damaged("table loss", error);
}

CtRunHeader *
ct_run_read_header(CtDb *db, GError **error)
{
    g_autoptr(CtRunHeader) header = ct_run_header_new();

    if (!read_table(db, "SELECT * FROM meta ORDER BY key", header, take_meta, error) ||
        !read_table(db, "SELECT * FROM option ORDER BY name, position", header, take_option,
                    error) ||
        !read_table(db, "SELECT * FROM input ORDER BY path", header, take_input, error) ||
        !read_table(db, "SELECT * FROM goal ORDER BY id", header, take_goal, error) ||
        !read_table(db, "SELECT * FROM rule ORDER BY id", header, take_rule, error) ||
        !read_table(db, "SELECT * FROM place ORDER BY id", header, take_place, error) ||
        !read_table(db, "SELECT * FROM loss ORDER BY id", header, take_loss, error))
        return NULL;
    if (header->program == NULL || header->package == NULL || header->topology == NULL) {
        ct_run_damaged("table meta", error);
        return NULL;
    }
    return g_steal_pointer(&header);
}
