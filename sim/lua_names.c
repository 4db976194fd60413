/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a script names, looked up: techniques, entities, facts. */
#include "sim/lua_run.h"

#include "lua/args.h"

#include <string.h>

bool
ct_lua_run_is_technique(const CtTechnique *technique, const char *text)
{
    const CtTechniqueIds *ids = &technique->ids;
    const char *const all[] = {technique->name, ids->it,          ids->ot,
                               ids->mobile,     ids->internet_it, ids->internet_ot};

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (g_strcmp0(all[i], text) == 0)
            return true;
    return false;
}

bool
ct_lua_run_knows_technique(const CtLuaRun *run, const char *text, char *near, size_t size)
{
    const CtLibrary *library = run->shared->twin->library;
    uint32_t n = ct_library_count(library);
    g_autofree const char **names = g_new0(const char *, (size_t)6 * n + 1);
    size_t n_names = 0;

    for (uint32_t i = 0; i < n; i++) {
        const CtTechnique *one = ct_library_get(library, i);
        const char *const all[] = {one->name,       one->ids.it,          one->ids.ot,
                                   one->ids.mobile, one->ids.internet_it, one->ids.internet_ot};

        if (ct_lua_run_is_technique(one, text))
            return true;
        for (size_t k = 0; k < G_N_ELEMENTS(all); k++)
            if (all[k] != NULL)
                names[n_names++] = all[k];
    }
    ct_lua_suggest(text, names, n_names, near, size);
    return false;
}

bool
ct_lua_run_knows_target(const CtTwin *twin, const char *text, char *near, size_t size)
{
    const CtModel *model = twin->model;
    g_autofree char *row = g_strndup(text, strcspn(text, "["));
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (int section = 0; section < CT_SECTION_COUNT; section++) {
        uint32_t n = ct_model_count(model, (CtSection)section);

        if (ct_model_find(model, (CtSection)section, row) != CT_NO_ID)
            return true;
        for (uint32_t i = 0; i < n; i++)
            g_ptr_array_add(names, (void *)(uintptr_t)ct_model_id(model, (CtSection)section, i));
    }
    ct_lua_suggest(row, (const char *const *)names->pdata, names->len, near, size);
    return false;
}

/* Owns its error, so that who calls may jump. */
static bool
parse_fact(const CtTwin *twin, const char *text, CtFact *ret_fact, char *message, size_t size)
{
    g_autoptr(GError) error = NULL;

    if (ct_fact_parse(ct_library_fact_kinds(twin->library), twin->instances, text, ret_fact,
                      &error))
        return true;
    g_strlcpy(message, error->message, size);
    return false;
}

CtFact
ct_lua_run_fact(lua_State *L, const CtLuaRun *run, int index, const char *word)
{
    const char *text = ct_lua_entry_fact_text(L, index);
    char message[256];
    CtFact fact;

    if (text == NULL)
        ct_lua_raise(L, "%s: expected a fact, such as exec(\"hmi-1\", \"user\"), not %s", word,
                     ct_lua_describe(L, index));
    if (!parse_fact(run->shared->twin, text, &fact, message, sizeof message))
        ct_lua_raise(L, "%s: %s", word, message);
    return fact;
}

bool
ct_lua_run_has(lua_State *L, const CtLuaRun *run, uint32_t actor, int index, const char *word)
{
    const CtCourse *course = run->shared->sim->actors[actor].course;
    CtFactId fact = ct_graph_fact(course->graph, ct_lua_run_fact(L, run, index, word));
    uint32_t there = fact != CT_NO_ID ? course->fact_of[fact] : CT_NO_ID;

    return there != CT_NO_ID && ct_course_state_holds(ct_engine_state(run->engine, actor), there);
}
