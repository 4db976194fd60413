/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/run_make.h"

#include "base/units.h"

#include <math.h>
#include <string.h>

#define TECHNIQUES_PREFIX "techniques-"
#define CATALOGS_PREFIX "catalogs-"

enum { MOST_FOLDERS = 1000 };

/* --- to a header --- */

static int
compare_inputs(gconstpointer a, gconstpointer b)
{
    return strcmp(((const CtRunInput *)a)->path, ((const CtRunInput *)b)->path);
}

static int
compare_options(gconstpointer left, gconstpointer right)
{
    const CtRunOption *a = left, *b = right;
    int order = strcmp(a->name, b->name);

    return order != 0 ? order : (a->position > b->position) - (a->position < b->position);
}

/* What was read of each of @sources, as PREFIXn/PATH. */
static void
add_folders(CtRunHeader *header, const GPtrArray *sources, const char *prefix, const char *kind)
{
    const char *path;

    for (guint s = 0; sources != NULL && s < sources->len; s++) {
        const CtSource *source = g_ptr_array_index(sources, s);

        for (size_t i = 0; i < ct_source_n_read(source); i++) {
            GBytes *bytes = ct_source_get_read(source, i, &path);
            g_autofree char *stored = g_strdup_printf("%s%u/%s", prefix, s, path);

            ct_run_header_add_input(header, stored, kind, bytes);
        }
    }
}

static void
add_inputs(CtRunHeader *header, const CtTwin *twin, const CtRunRequest *request)
{
    const char *path;

    for (size_t i = 0; i < ct_source_n_read(twin->source); i++) {
        GBytes *bytes = ct_source_get_read(twin->source, i, &path);
        g_autofree char *stored = g_strconcat("package/", path, NULL);

        ct_run_header_add_input(header, stored, "package", bytes);
    }
    add_folders(header, twin->technique_sources, TECHNIQUES_PREFIX, "technique");
    add_folders(header, request->catalogs, CATALOGS_PREFIX, "catalog");
    g_array_sort(header->inputs, compare_inputs);
}

static void
add_number(CtRunHeader *header, const char *name, uint64_t value)
{
    char text[32];

    g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, value);
    ct_run_header_add_option(header, name, text);
}

static void
add_texts(CtRunHeader *header, const char *name, const char *const *texts)
{
    for (size_t i = 0; texts != NULL && texts[i] != NULL; i++)
        ct_run_header_add_option(header, name, texts[i]);
}

static void
add_limits(CtRunHeader *header, const CtLimits *limits)
{
    for (size_t i = 0; i < ct_n_limit_infos; i++)
        add_number(header, ct_limit_infos[i].flag,
                   *(const uint64_t *)(const void *)((const char *)limits +
                                                     ct_limit_infos[i].offset));
}

static void
add_options(CtRunHeader *header, const CtTwin *twin, const CtSim *sim, const CtRunRequest *request)
{
    const CtTwinOptions *options = &twin->options;

    for (size_t i = 0; i < options->n_patches; i++) {
        g_autofree char *patch =
            g_strconcat(options->patches[i].path, "=", options->patches[i].value, NULL);

        ct_run_header_add_option(header, "set", patch);
    }
    if (options->variant != NULL)
        ct_run_header_add_option(header, "variant", options->variant);
    add_texts(header, "entry", options->entries);
    add_texts(header, "goal", options->goals);
    add_number(header, "technique-folders", twin->technique_sources->len);
    add_texts(header, "standard", request->standards);
    if (request->catalogs != NULL && request->catalogs->len > 0)
        add_number(header, "catalog-folders", request->catalogs->len);
    add_number(header, "seed", sim->seed);
    add_number(header, "horizon-ms", (uint64_t)sim->horizon_ms);
    ct_run_header_add_option(header, "to-horizon", sim->to_horizon ? "true" : "false");
    if (request->until != NULL)
        ct_run_header_add_option(header, "until", request->until);
    if (request->shard != NULL)
        ct_run_header_add_option(header, "shard", request->shard);
    if (request->cost != NULL)
        ct_run_header_add_option(header, "cost", request->cost);
    if (request->paths > 0)
        add_number(header, "paths", request->paths);
    if (request->as_of != NULL)
        ct_run_header_add_option(header, "as-of", request->as_of);
    add_limits(header, &twin->limits);
    g_array_sort(header->options, compare_options);
}

static void
add_goals(CtRunHeader *header, const CtTwin *twin, const CtSim *sim)
{
    for (guint a = 0; a < twin->attackers->len; a++) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, a);

        for (uint32_t g = 0; g < attacker->goals.length; g++) {
            CtRunGoal goal = {.attacker = g_strdup(attacker->id),
                              .name = g_strdup(attacker->goals.data[g].id),
                              .text = g_strdup(attacker->goals.data[g].text),
                              .is_possible = sim->actors[a].course->goal_possible[g]};

            g_array_append_val(header->goals, goal);
        }
    }
}

/* "T1078/T0859 Valid Accounts": under which ids it is shown, and its title. */
static void
add_rule(CtRunHeader *header, const CtTechnique *technique)
{
    const CtTechniqueIds *ids = &technique->ids;
    const char *first = ids->it != NULL ? ids->it : ids->ot != NULL ? ids->ot : ids->mobile;
    const char *second = g_strcmp0(first, ids->ot) != 0 ? ids->ot : NULL;
    CtRunRule rule = {.name = g_strdup(technique->name),
                      .title = g_strconcat(first != NULL ? first : "", second != NULL ? "/" : "",
                                           second != NULL ? second : "", first != NULL ? " " : "",
                                           technique->title, NULL)};

    g_array_append_val(header->rules, rule);
}

static void
add_names(CtRunHeader *header, const CtTwin *twin, const CtSim *sim)
{
    for (uint32_t r = 0; r < sim->n_rules; r++)
        add_rule(header, ct_library_get(twin->library, r));
    for (uint32_t p = 0; p < sim->places->n_places; p++) {
        const CtPlace *one = &sim->places->places[p];
        bool is_zone = one->kind == CT_PLACE_ZONE;
        CtRunPlace place = {.kind = g_strdup(is_zone ? "zone" : "asset"),
                            .name =
                                g_strdup(ct_model_id(twin->model,
                                                     is_zone ? CT_SECTION_ZONES : CT_SECTION_ASSETS,
                                                     one->row)),
                            .n_instances = one->n_instances};

        g_array_append_val(header->places, place);
    }
}

static void
add_loss(CtRunHeader *header, const char *kind, const char *name, double cost_per_hour)
{
    CtRunLoss loss = {.kind = g_strdup(kind),
                      .name = g_strdup(name),
                      .cost_per_hour = cost_per_hour};

    g_array_append_val(header->losses, loss);
}

/* In the order of CtRow.losses; nothing where rows have none. */
static void
add_losses(CtRunHeader *header, const CtModel *model, const CtSim *sim)
{
    if (sim->losses == NULL)
        return;
    for (CtId f = 0; f < model->functions.length; f++)
        add_loss(header, "function", ct_model_id(model, CT_SECTION_FUNCTIONS, f),
                 model->functions.data[f].cost_per_hour);
    for (CtId r = 0; r < model->requirements.length; r++)
        add_loss(header, "requirement", ct_model_id(model, CT_SECTION_REQUIREMENTS, r),
                 (double)NAN);
}

/* What it is called in itself: where it stands on a disk is no part of the result. */
static const char *
name_of(const CtTwin *twin)
{
    return twin->model->name != CT_NO_ID ? ct_model_text(twin->model, twin->model->name)
                                         : twin->topology_path;
}

CtRunHeader *
ct_run_make_header(const CtTwin *twin, const CtSim *sim, const CtRunRequest *request)
{
    CtRunHeader *header = ct_run_header_new();

    header->program = g_strdup(CT_VERSION);
    header->package = g_strdup(name_of(twin));
    header->topology = g_strdup(twin->topology_path);
    header->is_lone = twin->is_lone_file;
    header->n = request->n;
    add_options(header, twin, sim, request);
    add_inputs(header, twin, request);
    if (request->profile != NULL) {
        g_autofree char *path = g_strconcat(CT_RUN_INPUT_PROFILE "/", request->profile, NULL);

        ct_run_header_add_input(header, path, CT_RUN_INPUT_PROFILE, request->profile_bytes);
    }
    add_goals(header, twin, sim);
    add_names(header, twin, sim);
    add_losses(header, twin->model, sim);
    return header;
}

/* --- and back --- */

static uint64_t
number_of(const CtRunHeader *header, const char *name, uint64_t fallback)
{
    const char *text = ct_run_header_option(header, name);
    guint64 number;

    if (text == NULL || !g_ascii_string_to_unsigned(text, 10, 0, UINT64_MAX, &number, NULL))
        return fallback;
    return number;
}

static GPtrArray *
new_folders(uint64_t n)
{
    GPtrArray *folders = g_ptr_array_new_with_free_func((GDestroyNotify)ct_source_free);

    for (uint64_t i = 0; i < MIN(n, MOST_FOLDERS); i++)
        g_ptr_array_add(folders, ct_source_new_memory());
    return folders;
}

/* Where an input of the run belongs; NULL: to none of the sources. */
static CtSource *
source_of(const CtRunAgain *again, const CtRunInput *input)
{
    const struct {
        const char *prefix;
        const GPtrArray *folders;
    } numbered[] = {{TECHNIQUES_PREFIX, again->stored.techniques},
                    {CATALOGS_PREFIX, again->catalogs}};

    if (g_strcmp0(input->kind, CT_RUN_INPUT_PROFILE) == 0)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(numbered); i++)
        if (g_str_has_prefix(input->path, numbered[i].prefix)) {
            uint64_t n = g_ascii_strtoull(input->path + strlen(numbered[i].prefix), NULL, 10);

            return n < numbered[i].folders->len ? g_ptr_array_index(numbered[i].folders, (guint)n)
                                                : NULL;
        }
    return again->stored.package;
}

static void
take_inputs(const CtRunHeader *header, CtRunAgain *again)
{
    again->stored.package = ct_source_new_memory();
    again->stored.techniques = new_folders(number_of(header, "technique-folders", 0));
    again->catalogs = new_folders(number_of(header, "catalog-folders", 0));
    for (guint i = 0; i < header->inputs->len; i++) {
        const CtRunInput *input = &g_array_index(header->inputs, CtRunInput, i);
        const char *slash = strchr(input->path, '/');
        CtSource *source = source_of(again, input);
        gsize length;
        const char *bytes = g_bytes_get_data(input->bytes, &length);

        if (source != NULL && slash != NULL && ct_source_is_inside(slash + 1))
            ct_source_add(source, slash + 1, bytes, length);
    }
}

static uint64_t *
limit_of(CtLimits *limits, size_t i)
{
    return (uint64_t *)(void *)((char *)limits + ct_limit_infos[i].offset);
}

void
ct_run_limits(const CtRunHeader *header, CtLimits *ret_limits)
{
    *ret_limits = ct_limits_default;
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        uint64_t *limit = limit_of(ret_limits, i);

        *limit = number_of(header, ct_limit_infos[i].flag, *limit);
    }
}

static void
take_options(const CtRunHeader *header, const CtLimits *most, CtRunAgain *again)
{
    CtLimits bound = *most;

    ct_run_limits(header, &again->limits);
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        uint64_t *limit = limit_of(&again->limits, i);

        *limit = MIN(*limit, *limit_of(&bound, i));
    }
    for (guint i = 0; i < header->options->len; i++) {
        const CtRunOption *option = &g_array_index(header->options, CtRunOption, i);
        const char *equals = strchr(option->value, '=');

        if (strcmp(option->name, "set") == 0 && equals != NULL) {
            CtPatch patch = {.path = g_strndup(option->value, (gsize)(equals - option->value)),
                             .value = g_strdup(equals + 1)};

            g_array_append_val(again->patches, patch);
        } else if (strcmp(option->name, "entry") == 0) {
            g_ptr_array_add(again->entries, option->value);
        } else if (strcmp(option->name, "goal") == 0) {
            g_ptr_array_add(again->goals, option->value);
        }
    }
    g_ptr_array_add(again->entries, NULL);
    g_ptr_array_add(again->goals, NULL);
}

static void
clear_patch(void *data)
{
    CtPatch *patch = data;

    g_free((char *)patch->path);
    g_free((char *)patch->value);
}

static bool
load(const CtRunHeader *header, CtRunAgain *again, GError **error)
{
    CtSimOptions options = {.seed = number_of(header, "seed", 0),
                            .horizon_ms =
                                (int64_t)MIN(number_of(header, "horizon-ms", CT_SIM_HORIZON_MS),
                                             (uint64_t)CT_TIME_NEVER),
                            .to_horizon =
                                g_strcmp0(ct_run_header_option(header, "to-horizon"), "true") == 0};

    again->twin = ct_twin_new(&(CtTwinOptions){
        .limits = &again->limits,
        .patches = (const CtPatch *)(const void *)again->patches->data,
        .n_patches = again->patches->len,
        .entries = (const char *const *)again->entries->pdata,
        .goals = (const char *const *)again->goals->pdata,
        .variant = ct_run_header_option(header, "variant"),
        .stored = &again->stored,
        .remember = true,
        .warnings = true,
    });
    if (!ct_twin_load(again->twin, header->package, CT_TWIN_SOLVED, error))
        return false;
    again->sim = ct_sim_setup(again->twin, &options, error);
    return again->sim != NULL;
}

CtRunAgain *
ct_run_again_new(const CtRunHeader *header, const CtLimits *most, GError **error)
{
    g_autoptr(CtRunAgain) again = g_new0(CtRunAgain, 1);

    again->patches = g_array_new(FALSE, FALSE, sizeof(CtPatch));
    g_array_set_clear_func(again->patches, clear_patch);
    again->entries = g_ptr_array_new();
    again->goals = g_ptr_array_new();
    again->stored.topology = header->topology;
    again->stored.is_lone = header->is_lone;
    if (strcmp(header->program, CT_VERSION) != 0) {
        g_set_error(error, CT_RUN_FILE_ERROR, CT_RUN_FILE_ERROR_DIFFERENT,
                    "the run was made by version %s; this is " CT_VERSION
                    ", which may play it otherwise",
                    header->program);
        return NULL;
    }
    take_options(header, most, again);
    take_inputs(header, again);
    if (!load(header, again, error)) {
        g_prefix_error(error, "the inputs in the run file do not load: ");
        return NULL;
    }
    return g_steal_pointer(&again);
}

void
ct_run_again_free(CtRunAgain *again)
{
    if (again == NULL)
        return;
    ct_sim_free(again->sim);
    ct_twin_free(again->twin);
    g_clear_pointer(&again->stored.package, ct_source_free);
    g_clear_pointer(&again->stored.techniques, g_ptr_array_unref);
    g_clear_pointer(&again->catalogs, g_ptr_array_unref);
    g_array_unref(again->patches);
    g_ptr_array_unref(again->entries);
    g_ptr_array_unref(again->goals);
    g_free(again);
}
