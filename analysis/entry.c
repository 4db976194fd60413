/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See the header; what the words do is analysis/lua_entry.c's matter. */
#include "analysis/entry.h"

#include "analysis/lua_entry.h"

#include <string.h>

G_DEFINE_QUARK(ct_scenario_error_quark, ct_scenario_error)

/* Room for one more row, zeroed. */
#define ADD_ROW(rows)                                                                              \
    ((rows).length == (rows).capacity                                                              \
         ? ((rows).capacity = MAX(4, 2 * (rows).capacity),                                         \
            (rows).data = g_realloc_n((rows).data, (rows).capacity, sizeof *(rows).data), 0)       \
         : 0,                                                                                      \
     memset(&(rows).data[(rows).length], 0, sizeof *(rows).data), &(rows).data[(rows).length++])

CtScenarioAttacker *
ct_scenario_add_attacker(CtScenario *scenario, const char *name, CtPos pos)
{
    CtScenarioAttacker *attacker = ADD_ROW(scenario->attackers);

    attacker->name = g_strdup(name);
    attacker->pos = pos;
    attacker->traits = (CtAttackerTraits){.skill = CT_SKILL_EXPERT, .scale_times = 1.0};
    return attacker;
}

void
ct_scenario_add_entry(CtScenarioAttacker *attacker, char *text, CtPos pos)
{
    CtScenarioFact *fact = ADD_ROW(attacker->entries);

    fact->text = text;
    fact->pos = pos;
}

void
ct_scenario_add_later(CtScenarioAttacker *attacker, char *text, CtPos pos)
{
    CtScenarioFact *fact = ADD_ROW(attacker->later);

    fact->text = text;
    fact->pos = pos;
}

CtScenarioGoal *
ct_scenario_add_goal(CtScenarioAttacker *attacker, const char *id, CtPos pos)
{
    CtScenarioGoal *goal = ADD_ROW(attacker->goals);

    goal->id = g_strdup(id);
    goal->pos = pos;
    goal->need = 1;
    return goal;
}

void
ct_scenario_add_fact(CtScenarioGoal *goal, char *text, CtPos pos)
{
    CtScenarioFact *fact = ADD_ROW(goal->facts);

    fact->text = text;
    fact->pos = pos;
}

void
ct_scenario_add_variant(CtScenario *scenario, const char *name, CtPos pos)
{
    CtScenarioVariant *variant = ADD_ROW(scenario->variants);

    variant->name = g_strdup(name);
    variant->pos = pos;
}

void
ct_scenario_add_patch(CtScenario *scenario, const char *path, const char *value)
{
    CtScenarioPatch *patch = ADD_ROW(scenario->patches);

    patch->path = g_strdup(path);
    patch->value = g_strdup(value);
}

void
ct_scenario_drop_facts(CtScenarioAttacker *attacker, const char *field)
{
    for (uint32_t i = 0; strcmp(field, "entry") == 0 && i < attacker->entries.length; i++)
        g_free(attacker->entries.data[i].text);
    for (uint32_t i = 0; strcmp(field, "later") == 0 && i < attacker->later.length; i++)
        g_free(attacker->later.data[i].text);
    for (uint32_t i = 0; strcmp(field, "goals") == 0 && i < attacker->goals.length; i++) {
        CtScenarioGoal *goal = &attacker->goals.data[i];

        for (uint32_t f = 0; f < goal->facts.length; f++)
            g_free(goal->facts.data[f].text);
        g_free(goal->facts.data);
        g_free(goal->id);
    }
    attacker->entries.length = strcmp(field, "entry") == 0 ? 0 : attacker->entries.length;
    attacker->later.length = strcmp(field, "later") == 0 ? 0 : attacker->later.length;
    attacker->goals.length = strcmp(field, "goals") == 0 ? 0 : attacker->goals.length;
}

static void
clear_attacker(CtScenarioAttacker *attacker)
{
    ct_scenario_drop_facts(attacker, "entry");
    ct_scenario_drop_facts(attacker, "later");
    ct_scenario_drop_facts(attacker, "goals");
    g_free(attacker->later.data);
    g_free(attacker->entries.data);
    g_free(attacker->goals.data);
    g_free(attacker->name);
}

void
ct_scenario_free(CtScenario *scenario)
{
    if (scenario == NULL)
        return;
    for (uint32_t i = 0; i < scenario->attackers.length; i++)
        clear_attacker(&scenario->attackers.data[i]);
    g_free(scenario->attackers.data);
    for (uint32_t i = 0; i < scenario->variants.length; i++)
        g_free(scenario->variants.data[i].name);
    g_free(scenario->variants.data);
    for (uint32_t i = 0; i < scenario->patches.length; i++) {
        g_free(scenario->patches.data[i].path);
        g_free(scenario->patches.data[i].value);
    }
    g_free(scenario->patches.data);
    ct_defender_free(scenario->defender);
    g_free(scenario->name);
    g_free(scenario->note);
    g_free(scenario->pack);
    g_free(scenario->file);
    g_clear_pointer(&scenario->text, g_bytes_unref);
    g_free(scenario);
}

CtScenario *
ct_scenario_new(void)
{
    CtScenario *scenario = g_new0(CtScenario, 1);

    scenario->horizon_ms = -1;
    return scenario;
}

/* What ended the script: where, then who called. */
static void
report_failure(const CtLuaHost *host, const CtScenarioReader *reader)
{
    const CtLuaFailure *failure = ct_lua_host_failure(host);
    CtPos pos = {.file = reader->file};

    if (failure->n_frames > 0)
        pos.line = failure->frames[0].line;
    ct_diag_error(reader->diag, pos, "%s", failure->message);
    for (uint32_t i = 1; i < failure->n_frames; i++) {
        pos.line = failure->frames[i].line;
        ct_diag_add(reader->diag, CT_SEVERITY_NOTE, pos, "called from here");
    }
}

static void
run_script(CtScenarioReader *reader,
           const char *name,
           const char *text,
           size_t length,
           const char *variant,
           const CtLimits *limits)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLuaHost) host = ct_lua_host_new(limits, 0, &error);

    if (host == NULL || !ct_lua_host_call(host, ct_lua_entry_open, reader, &error)) {
        ct_diag_error(reader->diag, ((CtPos){.file = reader->file}), "%s", error->message);
        return;
    }
    if (!ct_lua_host_run(host, name, text, length, NULL))
        report_failure(host, reader);
    else if (variant != NULL && !ct_lua_program_run_variant(host, variant, NULL))
        report_failure(host, reader);
}

CtScenario *
ct_scenario_load(CtSource *source,
                 const char *path,
                 const CtScenarioVocabulary *vocabulary,
                 const CtLimits *limits,
                 CtDiag *diag)
{
    return ct_scenario_load_variant(source, path, NULL, vocabulary, limits, diag);
}

CtScenario *
ct_scenario_load_variant(CtSource *source,
                         const char *path,
                         const char *variant,
                         const CtScenarioVocabulary *vocabulary,
                         const CtLimits *limits,
                         CtDiag *diag)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtScenario) scenario = ct_scenario_new();
    const char *label = ct_source_label(source);
    g_autofree char *name = label[0] == '\0' ? g_strdup(path) : g_build_filename(label, path, NULL);
    size_t errors = ct_diag_count(diag, CT_SEVERITY_ERROR);
    CtScenarioReader reader = {.scenario = scenario, .diag = diag, .vocabulary = vocabulary};
    gsize length;

    g_autoptr(GBytes) bytes = ct_source_read(source, path, (size_t)limits->lua_file, &error);
    if (bytes == NULL) {
        reader.file = ct_diag_add_file(diag, name, NULL, 0);
        ct_diag_error(diag, ((CtPos){.file = reader.file}), "%s", error->message);
        return NULL;
    }
    const char *text = g_bytes_get_data(bytes, &length);
    text = text == NULL ? "" : text;
    reader.file = ct_diag_add_bytes(diag, name, bytes);
    if (!g_utf8_validate_len(text, length, NULL))
        ct_diag_error(diag, ((CtPos){.file = reader.file, .line = 1}),
                      "the file is not UTF-8 text");
    else
        run_script(&reader, name, text, length, variant, limits);
    if (ct_diag_count(diag, CT_SEVERITY_ERROR) == errors && scenario->attackers.length == 0)
        ct_diag_error(diag, ((CtPos){.file = reader.file, .line = 1}),
                      "no attacker is declared: write attacker \"outsider\" { entry = { located "
                      "\"internet\" }, goals = { … } }");
    if (ct_diag_count(diag, CT_SEVERITY_ERROR) > errors)
        return NULL;
    scenario->file = g_steal_pointer(&name);
    scenario->text = g_steal_pointer(&bytes);
    return g_steal_pointer(&scenario);
}

/* "all(…)" or "any{…}": what stands inside, g_free(); NULL if @text is neither. */
static char *
inside(const char *text, const char *word)
{
    size_t n = strlen(word), length = strlen(text);

    if (!g_str_has_prefix(text, word) || length < n + 2)
        return NULL;
    if ((text[n] != '(' || text[length - 1] != ')') && (text[n] != '{' || text[length - 1] != '}'))
        return NULL;
    return g_strndup(text + n + 1, length - n - 2);
}

/* The parts of @list between commas outside parentheses, as facts of @goal. */
static void
add_parts(CtScenarioGoal *goal, const char *list)
{
    const char *start = list;
    int depth = 0;

    for (const char *at = list;; at++) {
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        if (*at != '\0' && (*at != ',' || depth > 0))
            continue;
        ct_scenario_add_fact(goal, g_strstrip(g_strndup(start, (gsize)(at - start))), goal->pos);
        if (*at == '\0')
            return;
        start = at + 1;
    }
}

CtScenario *
ct_scenario_from_options(const char *const *entries, const char *const *goals, GError **error)
{
    g_autoptr(CtScenario) scenario = ct_scenario_new();
    CtPos nowhere = {.file = UINT16_MAX};
    CtScenarioAttacker *attacker = ct_scenario_add_attacker(scenario, "attacker", nowhere);

    for (size_t i = 0; entries != NULL && entries[i] != NULL; i++)
        ct_scenario_add_entry(attacker, g_strdup(entries[i]), nowhere);
    for (size_t i = 0; goals != NULL && goals[i] != NULL; i++) {
        g_autofree char *text = g_strstrip(g_strdup(goals[i]));
        g_autofree char *all = inside(text, "all");
        g_autofree char *any = inside(text, "any");

        if (text[0] == '\0') {
            g_set_error(error, CT_SCENARIO_ERROR, CT_SCENARIO_ERROR_FAILED,
                        "a goal must be a fact such as exec:hmi-1:admin, not empty");
            return NULL;
        }
        CtScenarioGoal *goal = ct_scenario_add_goal(attacker, text, nowhere);
        add_parts(goal, all != NULL ? all : any != NULL ? any : text);
        goal->need = all != NULL ? goal->facts.length : 1;
        if (all == NULL && any == NULL && goal->facts.length > 1) {
            g_set_error(error, CT_SCENARIO_ERROR, CT_SCENARIO_ERROR_FAILED,
                        "goal '%s': several facts are written all(…) or any(…)", text);
            return NULL;
        }
    }
    return g_steal_pointer(&scenario);
}

static bool
resolve_fact(CtScenarioFact *fact,
             const CtFactKinds *kinds,
             const CtInstances *instances,
             CtDiag *diag)
{
    g_autoptr(GError) error = NULL;

    if (ct_fact_parse(kinds, instances, fact->text, &fact->fact, &error))
        return true;
    ct_diag_error(diag, fact->pos, "%s", error->message);
    return false;
}

static void
add_outside(CtScenarioAttacker *attacker, const CtInstances *instances)
{
    g_auto(CtIds) networks = {0};

    for (uint32_t zone = 0; zone < instances->n_zones; zone++) {
        const CtZone *row = &instances->model->zones.data[instances->zone_row[zone]];
        const CtCsr *of = &instances->zone_networks;

        for (uint32_t i = of->start[zone];
             ct_tri_or(row->outside, false) && i < of->start[zone + 1]; i++)
            ct_ids_add(&networks, of->value[i]);
    }
    ct_ids_sort_unique(&networks);
    for (uint32_t i = 0; i < networks.length; i++) {
        CtFact fact = {.kind = CT_FACT_LOCATED, .entity = networks.data[i]};

        ct_scenario_add_entry(attacker, ct_fact_text(&ct_fact_kinds_builtin, instances, fact),
                              attacker->pos);
        attacker->entries.data[attacker->entries.length - 1].fact = fact;
    }
}

bool
ct_scenario_resolve(CtScenario *scenario,
                    const CtFactKinds *kinds,
                    const CtInstances *instances,
                    CtDiag *diag)
{
    bool ok = true;

    for (uint32_t a = 0; a < scenario->attackers.length; a++) {
        CtScenarioAttacker *attacker = &scenario->attackers.data[a];

        for (uint32_t i = 0; i < attacker->entries.length; i++)
            ok = resolve_fact(&attacker->entries.data[i], kinds, instances, diag) && ok;
        if (attacker->entries.length == 0 && attacker->later.length == 0)
            add_outside(attacker, instances);
        for (uint32_t i = 0; i < attacker->later.length; i++)
            ok = resolve_fact(&attacker->later.data[i], kinds, instances, diag) && ok;
        for (uint32_t g = 0; g < attacker->goals.length; g++)
            for (uint32_t f = 0; f < attacker->goals.data[g].facts.length; f++)
                ok = resolve_fact(&attacker->goals.data[g].facts.data[f], kinds, instances, diag) &&
                     ok;
    }
    if (scenario->defender != NULL)
        ok = ct_defender_resolve(scenario->defender, kinds, instances, diag) && ok;
    return ok;
}

void
ct_scenario_add_to(const CtScenario *scenario,
                   const CtFactKinds *kinds,
                   const CtInstances *instances,
                   GPtrArray *attackers)
{
    for (uint32_t a = 0; a < scenario->attackers.length; a++) {
        const CtScenarioAttacker *declared = &scenario->attackers.data[a];
        CtAttacker *attacker = ct_attacker_new(declared->name);

        attacker->traits = declared->traits;
        attacker->parallel = declared->parallel;
        attacker->spread = declared->spread;
        attacker->starts_ms = declared->starts_ms;
        attacker->strategy = declared->strategy;
        attacker->is_led = declared->is_led;
        attacker->cost = declared->cost;
        attacker->has_cost = declared->has_cost;
        for (uint32_t i = 0; i < declared->entries.length; i++)
            ct_attacker_add_entry(attacker, declared->entries.data[i].fact);
        for (uint32_t i = 0; i < declared->later.length; i++)
            ct_attacker_add_entry(attacker, declared->later.data[i].fact);
        attacker->n_later = declared->later.length;
        for (uint32_t g = 0; g < declared->goals.length; g++) {
            const CtScenarioGoal *goal = &declared->goals.data[g];
            g_autofree CtFact *facts = g_new(CtFact, goal->facts.length);

            for (uint32_t f = 0; f < goal->facts.length; f++)
                facts[f] = goal->facts.data[f].fact;
            ct_attacker_add_goal(attacker, kinds, instances, goal->id, facts, goal->facts.length,
                                 goal->need);
        }
        g_ptr_array_add(attackers, attacker);
    }
}
