/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files are run one after the other in one sandboxed state; a check is asked by one protected
 * call. What a check returns is a plain table that the words pass, fail, skip and unknown make.
 */
#include "assurance/checks.h"

#include "assurance/checks_parts.h"
#include "assurance/embedded.h"
#include "assurance/read_folder.h"
#include "base/ident.h"
#include "lua/args.h"
#include "lua/json_push.h"

#include <string.h>

G_DEFINE_QUARK(ct_checks_error_quark, ct_checks_error)

enum { MOST_CHECKS = 2000 };

static bool
run_prelude(CtChecks *checks, const CtEmbedded *file, GError **error)
{
    return ct_lua_host_run_prelude(checks->host, file->name, file->text, file->length, error);
}

/* What every script sees, then the words of checks. */
static bool
load_words(CtChecks *checks, GError **error)
{
    for (size_t i = 0; i < ct_n_embedded_prelude; i++)
        if (g_str_has_suffix(ct_embedded_prelude[i].name, "/core.lua") &&
            !run_prelude(checks, &ct_embedded_prelude[i], error))
            return false;
    for (size_t i = 0; i < ct_n_embedded_check_words; i++)
        if (!run_prelude(checks, &ct_embedded_check_words[i], error))
            return false;
    return true;
}

CtChecks *
ct_checks_new(const CtLimits *limits, GError **error)
{
    g_autoptr(CtChecks) checks = g_new0(CtChecks, 1);

    checks->limits = *limits;
    checks->texts = g_string_chunk_new(4096);
    checks->checks = g_ptr_array_new_with_free_func(g_free);
    checks->lists = g_ptr_array_new_with_free_func(g_free);
    checks->host = ct_lua_host_new(limits, 0, error);
    if (checks->host == NULL || !ct_lua_host_call(checks->host, ct_lua_checks_open, checks, error))
        return NULL;
    if (!load_words(checks, error))
        return NULL;
    return g_steal_pointer(&checks);
}

void
ct_checks_free(CtChecks *checks)
{
    if (checks == NULL)
        return;
    ct_lua_host_free(checks->host);
    g_string_chunk_free(checks->texts);
    g_ptr_array_unref(checks->checks);
    g_ptr_array_unref(checks->lists);
    g_free(checks);
}

static gint
compare_checks(gconstpointer a, gconstpointer b)
{
    const CtLoadedCheck *x = *(const CtLoadedCheck *const *)a;
    const CtLoadedCheck *y = *(const CtLoadedCheck *const *)b;

    return strcmp(x->check.name, y->check.name);
}

bool
ct_checks_add(CtChecks *checks, const CtLoadedCheck *check)
{
    CtLoadedCheck *old = (CtLoadedCheck *)(void *)ct_checks_find(checks, check->check.name);

    if (old != NULL && old->batch == checks->batches) {
        ct_diag_error(checks->diag, check->check.pos,
                      "check '%s' is declared twice, first at %s:%u", check->check.name,
                      old->check.file, old->check.line);
        return false;
    }
    if (old == NULL && checks->checks->len >= MOST_CHECKS) {
        ct_diag_error(checks->diag, check->check.pos, "more than %d checks", MOST_CHECKS);
        return false;
    }
    if (old != NULL) {
        ct_diag_add(checks->diag, CT_SEVERITY_NOTE, check->check.pos,
                    "check '%s' replaces the one of %s:%u", check->check.name, old->check.file,
                    old->check.line);
    } else {
        old = g_new0(CtLoadedCheck, 1);
        g_ptr_array_add(checks->checks, old);
    }
    *old = *check;
    old->batch = checks->batches;
    return true;
}

/* A CtReadFolderFunc. */
static bool
load_text(
    void *data, const char *name, const char *text, size_t length, uint16_t file, CtDiag *diag)
{
    CtChecks *checks = data;
    size_t errors = ct_diag_count(diag, CT_SEVERITY_ERROR);
    CtPos pos = {.file = file};

    if (!g_utf8_validate_len(text, length, NULL)) {
        ct_diag_error(diag, pos, "the file is not UTF-8 text");
        return false;
    }
    checks->diag = diag;
    checks->file = g_string_chunk_insert_const(checks->texts, name);
    checks->file_index = file;
    if (!ct_lua_host_run(checks->host, checks->file, text, length, NULL)) {
        const CtLuaFailure *failure = ct_lua_host_failure(checks->host);

        pos.line = failure->n_frames > 0 ? failure->frames[0].line : 0;
        ct_diag_error(diag, pos, "%s", failure->message);
    }
    checks->diag = NULL;
    g_ptr_array_sort(checks->checks, compare_checks);
    for (uint32_t i = 0; i < checks->checks->len; i++)
        ((CtLoadedCheck *)g_ptr_array_index(checks->checks, i))->check.index = i;
    return ct_diag_count(diag, CT_SEVERITY_ERROR) == errors;
}

bool
ct_checks_load_builtin(CtChecks *checks, CtDiag *diag)
{
    bool ok = true;

    checks->batches++;
    for (size_t i = 0; i < ct_n_embedded_checks; i++) {
        const CtEmbedded *file = &ct_embedded_checks[i];
        uint16_t index = ct_diag_add_file(diag, file->name, file->text, file->length);

        ok = load_text(checks, file->name, file->text, file->length, index, diag) && ok;
    }
    return ok;
}

bool
ct_checks_load_folder(CtChecks *checks, CtSource *source, const char *folder, CtDiag *diag)
{
    checks->batches++;
    return ct_read_folder(source, folder, ".lua", checks->limits.lua_file, load_text, checks, diag);
}

uint32_t
ct_checks_count(const CtChecks *checks)
{
    return checks->checks->len;
}

const CtCheck *
ct_checks_get(const CtChecks *checks, uint32_t i)
{
    return &((const CtLoadedCheck *)g_ptr_array_index(checks->checks, i))->check;
}

const CtCheck *
ct_checks_find(const CtChecks *checks, const char *name)
{
    for (uint32_t i = 0; i < checks->checks->len; i++)
        if (strcmp(ct_checks_get(checks, i)->name, name) == 0)
            return ct_checks_get(checks, i);
    return NULL;
}

const char *
ct_checks_nearest(const CtChecks *checks, const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (uint32_t i = 0; i < checks->checks->len; i++)
        g_ptr_array_add(names, (void *)ct_checks_get(checks, i)->name);
    return ct_ident_nearest(name, (const char *const *)names->pdata, names->len);
}

void
ct_checks_set_bench(CtChecks *checks, CtBench *bench)
{
    checks->bench = bench;
    checks->model = (CtLuaModel){.round = 1};
    if (bench != NULL)
        checks->model.instances = bench->subjects->instances;
    ct_lua_model_set(ct_lua_host_state(checks->host), bench != NULL ? &checks->model : NULL);
}

/* --- asking --- */

typedef struct Question {
    CtChecks *checks;
    const CtLoadedCheck *loaded;
    const char *with; /* JSON */
    uint32_t id;
    CtAnswered *answer;
    char unknown[64]; /* a key of `with` that it does not take */
} Question;

/* Looks for a key of `with` that the check does not take. */
static int
inspect_with(lua_State *L)
{
    Question *question = lua_touserdata(L, 1);
    const char *const *takes = question->loaded->check.takes;

    ct_lua_push_json(L, question->with);
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";

        if (!g_strv_contains(takes, key) && strcmp(key, "defeated_by") != 0 &&
            strcmp(key, "shown_by") != 0 &&
            (question->unknown[0] == '\0' || strcmp(key, question->unknown) < 0))
            g_strlcpy(question->unknown, key, sizeof question->unknown);
        lua_pop(L, 1);
    }
    return 0;
}

bool
ct_checks_take(CtChecks *checks, const CtCheck *check, const char *with, GError **error)
{
    Question question = {.checks = checks,
                         .loaded = (const CtLoadedCheck *)(const void *)check,
                         .with = with};

    if (!ct_lua_host_call(checks->host, inspect_with, &question, error))
        return false;
    if (question.unknown[0] == '\0')
        return true;
    const char *near =
        ct_ident_nearest(question.unknown, check->takes, g_strv_length((char **)check->takes));
    g_autofree char *list = g_strjoinv(", ", (char **)check->takes);

    g_set_error(error, CT_CHECKS_ERROR, CT_CHECKS_ERROR_FAILED,
                "check '%s' takes no '%s'%s%s%s; it takes: %s", check->name, question.unknown,
                near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                near != NULL ? "'?" : "", check->takes[0] != NULL ? list : "nothing");
    return false;
}

/* The text @key of the table on top, kept; cut where it is longer than a report bears. */
static const char *
take_text(lua_State *L, CtChecks *checks, const char *key)
{
    const char *kept = NULL;
    int type = ct_lua_raw_field(L, -1, key);

    if (type == LUA_TSTRING) {
        char text[CT_MOST_REASON + 1];
        const char *end;

        g_strlcpy(text, lua_tostring(L, -1), sizeof text);
        if (!g_utf8_validate(text, -1, &end))
            text[end - text] = '\0';
        for (char *at = text; *at != '\0'; at++)
            if ((unsigned char)*at < ' ' || *at == 0x7f)
                *at = ' ';
        kept = g_string_chunk_insert_const(checks->texts, text);
    } else if (type != LUA_TNIL) {
        ct_lua_raise(L, "%s must be a text, not %s", key, ct_lua_describe(L, -1));
    }
    lua_pop(L, 1);
    return kept;
}

static CtRuling
take_ruling(lua_State *L)
{
    int type = ct_lua_raw_field(L, -1, "ruling");
    const char *text = type == LUA_TSTRING ? lua_tostring(L, -1) : "";

    for (int i = 0; i < CT_RULING_COUNT; i++)
        if (strcmp(ct_ruling_text((CtRuling)i), text) == 0) {
            lua_pop(L, 1);
            return (CtRuling)i;
        }
    ct_lua_raise(L, "judge must return what pass, fail, skip or unknown made");
}

/* Reads the table on top of the stack. */
static void
take_answer(lua_State *L, Question *question)
{
    CtAnswered *answer = question->answer;
    CtRuling ruling = take_ruling(L);

    answer->ruling = (uint8_t)ruling;
    if ((question->loaded->check.gives >> ruling & 1) == 0)
        ct_lua_raise(L, "check '%s' came to '%s', which its `gives` does not name",
                     question->loaded->check.name, ct_ruling_text(ruling));
    answer->reason = take_text(L, question->checks, "reason");
    answer->fix = take_text(L, question->checks, "fix");
    answer->document = take_text(L, question->checks, "document");
    if (answer->reason == NULL && ruling != CT_RULING_PASS)
        ct_lua_raise(L, "check '%s' gave no reason for '%s'", question->loaded->check.name,
                     ct_ruling_text(ruling));
    ct_lua_raw_field(L, -1, "claim");
    answer->is_claim = lua_toboolean(L, -1);
    lua_pop(L, 1);
    ct_lua_raw_field(L, -1, "deed");
    answer->deed = lua_isinteger(L, -1) ? (uint32_t)lua_tointeger(L, -1) : CT_NO_ID;
    lua_pop(L, 1);
    if (ct_lua_raw_field(L, -1, "at") != LUA_TNIL)
        answer->pos = ct_lua_subject_pos(L, -1);
    lua_pop(L, 1);
}

static const char with_key = 'w';

/* A copy of the value at @index, tables with what they hold. */
static void
push_copy(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    if (!lua_istable(L, index)) {
        lua_pushvalue(L, index);
        return;
    }
    luaL_checkstack(L, 6, NULL);
    lua_newtable(L);
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pushvalue(L, -2);
        push_copy(L, -2);
        lua_rawset(L, -5);
        lua_pop(L, 1);
    }
}

/* What the row states of @with, read once for all the things it is asked of: a copy each, as a
 * check may write into it. */
static void
push_with(lua_State *L, CtChecks *checks, const char *with)
{
    static const char *const others[] = {"defeated_by",
                                         "shown_by"}; /* of the row, not its check's */

    if (checks->with == NULL || strcmp(checks->with, with) != 0) {
        checks->with = NULL;
        ct_lua_push_json(L, with);
        for (size_t i = 0; lua_istable(L, -1) && i < G_N_ELEMENTS(others); i++) {
            lua_pushstring(L, others[i]);
            lua_pushnil(L);
            lua_rawset(L, -3);
        }
        lua_rawsetp(L, LUA_REGISTRYINDEX, &with_key);
        checks->with = g_string_chunk_insert_const(checks->texts, with);
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &with_key);
    push_copy(L, -1);
    lua_remove(L, -2);
}

static int
ask(lua_State *L)
{
    Question *question = lua_touserdata(L, 1);
    const CtLoadedCheck *loaded = question->loaded;

    luaL_checkstack(L, 20, NULL);
    lua_rawgeti(L, LUA_REGISTRYINDEX, loaded->judge);
    ct_lua_push_subject(L, (CtSubjectKind)loaded->check.about, question->id,
                        loaded->check.is_by_class);
    push_with(L, question->checks, question->with);
    lua_call(L, 2, 1);
    if (!lua_istable(L, -1))
        ct_lua_raise(L, "check '%s' returned %s, not a verdict", loaded->check.name,
                     ct_lua_describe(L, -1));
    take_answer(L, question);
    return 0;
}

bool
ct_checks_ask(CtChecks *checks,
              const CtCheck *check,
              const char *with,
              uint32_t id,
              CtAnswered *ret_answer,
              GError **error)
{
    CtAnswered answer = {.deed = CT_NO_ID};
    Question question = {.checks = checks,
                         .loaded = (const CtLoadedCheck *)(const void *)check,
                         .with = with,
                         .id = id,
                         .answer = &answer};
    GError *inner = NULL;

    if (!ct_lua_host_call(checks->host, ask, &question, &inner)) {
        g_set_error(error, CT_CHECKS_ERROR, CT_CHECKS_ERROR_SCRIPT, "check '%s': %s", check->name,
                    inner->message);
        g_error_free(inner);
        return false;
    }
    *ret_answer = answer;
    return true;
}
