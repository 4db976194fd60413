/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/run_file.h"

#include "base/hash.h"
#include "sim/named_rows.h"

#include <string.h>

static void
clear_input(void *data)
{
    CtRunInput *input = data;

    g_free(input->path);
    g_free(input->kind);
    g_clear_pointer(&input->bytes, g_bytes_unref);
}

static void
clear_option(void *data)
{
    CtRunOption *option = data;

    g_free(option->name);
    g_free(option->value);
}

CtRunHeader *
ct_run_header_new(void)
{
    CtRunHeader *header = g_new0(CtRunHeader, 1);

    header->options = g_array_new(FALSE, FALSE, sizeof(CtRunOption));
    g_array_set_clear_func(header->options, clear_option);
    header->inputs = g_array_new(FALSE, FALSE, sizeof(CtRunInput));
    g_array_set_clear_func(header->inputs, clear_input);
    header->goals = CT_NAMED_ROWS_NEW(CtRunGoal, text);
    header->places = CT_NAMED_ROWS_NEW(CtRunPlace, name);
    header->rules = CT_NAMED_ROWS_NEW(CtRunRule, title);
    header->losses = CT_NAMED_ROWS_NEW(CtRunLoss, name);
    return header;
}

void
ct_run_header_free(CtRunHeader *header)
{
    if (header == NULL)
        return;
    g_free(header->program);
    g_free(header->package);
    g_free(header->topology);
    g_array_unref(header->options);
    g_array_unref(header->inputs);
    g_array_unref(header->goals);
    g_array_unref(header->places);
    g_array_unref(header->rules);
    g_array_unref(header->losses);
    g_free(header);
}

void
ct_run_header_add_option(CtRunHeader *header, const char *name, const char *value)
{
    CtRunOption option = {.name = g_strdup(name), .value = g_strdup(value)};

    for (guint i = 0; i < header->options->len; i++)
        option.position += strcmp(g_array_index(header->options, CtRunOption, i).name, name) == 0;
    g_array_append_val(header->options, option);
}

void
ct_run_header_add_input(CtRunHeader *header, const char *path, const char *kind, GBytes *bytes)
{
    CtRunInput input = {.path = g_strdup(path),
                        .kind = g_strdup(kind),
                        .bytes = g_bytes_ref(bytes)};

    g_array_append_val(header->inputs, input);
}

void
ct_run_header_remove_option(CtRunHeader *header, const char *name)
{
    for (guint i = header->options->len; i-- > 0;)
        if (strcmp(g_array_index(header->options, CtRunOption, i).name, name) == 0)
            g_array_remove_index(header->options, i);
}

static void
copy_names(CtRunHeader *copy, const CtRunHeader *header)
{
    for (guint i = 0; i < header->goals->len; i++) {
        const CtRunGoal *row = &g_array_index(header->goals, CtRunGoal, i);
        CtRunGoal goal = {.attacker = g_strdup(row->attacker),
                          .name = g_strdup(row->name),
                          .text = g_strdup(row->text),
                          .is_possible = row->is_possible};

        g_array_append_val(copy->goals, goal);
    }
    for (guint i = 0; i < header->places->len; i++) {
        const CtRunPlace *row = &g_array_index(header->places, CtRunPlace, i);
        CtRunPlace place = {.kind = g_strdup(row->kind),
                            .name = g_strdup(row->name),
                            .n_instances = row->n_instances};

        g_array_append_val(copy->places, place);
    }
    for (guint i = 0; i < header->rules->len; i++) {
        const CtRunRule *row = &g_array_index(header->rules, CtRunRule, i);
        CtRunRule rule = {.name = g_strdup(row->name), .title = g_strdup(row->title)};

        g_array_append_val(copy->rules, rule);
    }
    for (guint i = 0; i < header->losses->len; i++) {
        const CtRunLoss *row = &g_array_index(header->losses, CtRunLoss, i);
        CtRunLoss loss = {.kind = g_strdup(row->kind),
                          .name = g_strdup(row->name),
                          .cost_per_hour = row->cost_per_hour};

        g_array_append_val(copy->losses, loss);
    }
}

CtRunHeader *
ct_run_header_copy(const CtRunHeader *header)
{
    CtRunHeader *copy = ct_run_header_new();

    copy->program = g_strdup(header->program);
    copy->package = g_strdup(header->package);
    copy->topology = g_strdup(header->topology);
    copy->is_lone = header->is_lone;
    copy->n = header->n;
    for (guint i = 0; i < header->options->len; i++) {
        const CtRunOption *option = &g_array_index(header->options, CtRunOption, i);

        ct_run_header_add_option(copy, option->name, option->value);
    }
    for (guint i = 0; i < header->inputs->len; i++) {
        const CtRunInput *input = &g_array_index(header->inputs, CtRunInput, i);

        ct_run_header_add_input(copy, input->path, input->kind, input->bytes);
    }
    copy_names(copy, header);
    return copy;
}

static const CtRunOption *
find_option(const CtRunHeader *header, const char *name, uint32_t position)
{
    for (guint i = 0; i < header->options->len; i++) {
        const CtRunOption *option = &g_array_index(header->options, CtRunOption, i);

        if (option->position == position && strcmp(option->name, name) == 0)
            return option;
    }
    return NULL;
}

const char *
ct_run_header_option(const CtRunHeader *header, const char *name)
{
    const CtRunOption *option = find_option(header, name, 0);

    return option != NULL ? option->value : NULL;
}

static const CtRunInput *
find_input(const CtRunHeader *header, const char *path)
{
    for (guint i = 0; i < header->inputs->len; i++) {
        const CtRunInput *input = &g_array_index(header->inputs, CtRunInput, i);

        if (strcmp(input->path, path) == 0)
            return input;
    }
    return NULL;
}

/* An option or input of @a that @b lacks or has otherwise. */
static char *
missing(const CtRunHeader *a, const CtRunHeader *b)
{
    for (guint i = 0; i < a->options->len; i++) {
        const CtRunOption *option = &g_array_index(a->options, CtRunOption, i);
        const CtRunOption *other = find_option(b, option->name, option->position);

        if (other == NULL || strcmp(other->value, option->value) != 0)
            return g_strdup_printf("option '%s'", option->name);
    }
    for (guint i = 0; i < a->inputs->len; i++) {
        const CtRunInput *input = &g_array_index(a->inputs, CtRunInput, i);
        const CtRunInput *other = find_input(b, input->path);

        if (other == NULL || !g_bytes_equal(other->bytes, input->bytes))
            return g_strdup_printf("file '%s'", input->path);
    }
    return NULL;
}

char *
ct_run_header_difference(const CtRunHeader *a, const CtRunHeader *b)
{
    char *difference;

    if (g_strcmp0(a->program, b->program) != 0)
        return g_strdup_printf("version of the program (%s, %s)", a->program, b->program);
    difference = missing(a, b);
    return difference != NULL ? difference : missing(b, a);
}
