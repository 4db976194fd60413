/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "lua/host.h"

#include <lua.h>

static CtLimits
tight(void)
{
    CtLimits limits = ct_limits_default;

    limits.lua_bytes = 8 << 20;
    limits.lua_instructions = 300000;
    return limits;
}

static bool
run(const char *text, GError **error)
{
    CtLimits limits = tight();
    g_autoptr(CtLuaHost) host = ct_lua_host_new(&limits, 0, error);

    return host != NULL && ct_lua_host_run(host, "t.lua", text, strlen(text), error);
}

static void
test_errors_name_file_line_and_callers(void)
{
    static const char text[] = "local function inner(x)\n"
                               "  return x.field.deeper\n"
                               "end\n"
                               "local function outer()\n"
                               "  local v = inner({})\n"
                               "  return v\n"
                               "end\n"
                               "local w = outer()\n";
    CtLimits limits = tight();
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLuaHost) host = ct_lua_host_new(&limits, 0, &error);
    /* Lua itself cuts chunk names at 60 bytes. */
    const char *name = "a/very/long/path/to/a/package/of/techniques/that/somebody/keeps/t.lua";

    CHECK_OK(host != NULL, error);
    CU_ASSERT(!ct_lua_host_run(host, name, text, strlen(text), &error));
    CU_ASSERT_PTR_NOT_NULL_FATAL(error);
    g_autofree char *start =
        g_strdup_printf("%s:2: attempt to index a nil value (field 'field')\nstack traceback:\n"
                        "\t%s:2: in ",
                        name, name);
    CHECK_MSG(g_str_has_prefix(error->message, start), "%s", error->message);
    const CtLuaFailure *failure = ct_lua_host_failure(host);
    CHECK_INT(failure->n_frames, 3);
    CHECK_INT(failure->frames[1].line, 5);
    CHECK_INT(failure->frames[2].line, 8);
    CHECK_STR(failure->frames[2].function, "");
}

static void
test_a_syntax_error_has_its_line(void)
{
    g_autoptr(GError) error = NULL;

    CU_ASSERT(!run("local a = 1\nlocal b = = 2\n", &error));
    CU_ASSERT(g_error_matches(error, CT_LUA_ERROR, CT_LUA_ERROR_SYNTAX));
    CHECK_STR(error->message, "t.lua:2: unexpected symbol near '='");
}

static void
test_work_is_budgeted_wherever_it_is_done(void)
{
    static const char *const endless[] = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "while true do pcall(error, 'x') end",
        "local function f() return f() end f()",
        "local function f() pcall(f) pcall(f) end f()",
        "local t = setmetatable({}, { __index = function(t, k) while true do end end }) return t.x",
        "for i = 1, math.huge do local t = {} end",
        "local mt = {} local t = setmetatable({}, mt) mt.__close = function() while true do end "
        "end "
        "do local x <close> = t end",
        "local mt = {} local t = setmetatable({}, mt) mt.__close = function() while true do end "
        "end "
        "while true do pcall(function() local x <close> = t while true do end end) end",
        "while true do local s = ('x'):rep(1000000) end",
        "while true do local s = ('x'):rep(100000) .. 'y' end",
        "local s = ('x'):rep(1 << 20) while true do local b = s .. 'a' == s .. 'b' end",
        "while true do string.format('%99.99f', 1e308) end",
        "local t = {} for i = 1, 10000 do t[i] = i end while true do table.insert(t, 1, 0) "
        "table.remove(t, 1) end",
        "local t = {} for i = 1, 10000 do t[i] = -i end while true do table.sort(t) end",
        "local t = {} for i = 1, 10000 do t['k' .. i] = i end while true do for _ in pairs(t) do "
        "end end",
        "local t = setmetatable({}, { __lt = function() while true do end end }) return t < t",
        "local s = ('x'):rep(100000) while true do utf8.len(s) end",
        "while true do local a = tostring(setmetatable({}, { __tostring = function() return 'x' "
        "end })) end",
        "local t = setmetatable({}, { __concat = function(a) return a .. a end }) return t .. t",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(endless); i++) {
        g_autoptr(GError) error = NULL;

        CU_ASSERT(!run(endless[i], &error));
        CHECK_MSG(error != NULL && error->domain == CT_LUA_ERROR &&
                      (error->code == CT_LUA_ERROR_BUDGET || error->code == CT_LUA_ERROR_MEMORY ||
                       strstr(error->message, "overflow") != NULL),
                  "%s: %s", endless[i], error == NULL ? "no error" : error->message);
    }
}

static void
test_the_same_script_stops_at_the_same_place(void)
{
    static const char text[] = "local n = 0\nwhile true do\n  n = n + 1\n  if n % 7 == 0 then\n"
                               "    n = n + 1\n  end\nend\n";
    g_autofree char *first = NULL;

    for (int i = 0; i < 3; i++) {
        g_autoptr(GError) error = NULL;

        CU_ASSERT(!run(text, &error));
        CU_ASSERT_PTR_NOT_NULL_FATAL(error);
        if (first == NULL)
            first = g_strdup(error->message);
        CHECK_STR(error->message, first);
    }
}

static void
test_memory_is_capped(void)
{
    static const char *const hungry[] = {
        "local t = {} for i = 1, 1e9 do t[i] = i end",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} while true do t = { t } end",
        "return table.concat({ ('x'):rep(5e6), ('y'):rep(5e6) })",
        "local t = {} while true do t[#t + 1] = function() return t end end",
        "local t = {} while true do local ok, e = pcall(string.rep, 'x', 3e6) t[#t + 1] = e end",
        "local s = ('a'):rep(10000) return (s:gsub('a', s))",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(hungry); i++) {
        g_autoptr(GError) error = NULL;

        CU_ASSERT(!run(hungry[i], &error));
        CHECK_MSG(g_error_matches(error, CT_LUA_ERROR, CT_LUA_ERROR_MEMORY) ||
                      g_error_matches(error, CT_LUA_ERROR, CT_LUA_ERROR_BUDGET),
                  "%s: %s", hungry[i], error == NULL ? "no error" : error->message);
    }
}

static void
test_deep_recursion_is_an_error(void)
{
    static const char *const deep[] = {
        "local function f() return 1 + f() end f()",
        "local t = {} setmetatable(t, { __index = function(_, k) return t[k] end }) return t.x",
        "local function f(...) return f(1, ...) end f()",
        "local s = ('('):rep(300) .. '1' .. (')'):rep(300) return tonumber(s) + 1",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(deep); i++) {
        g_autoptr(GError) error = NULL;

        CHECK_MSG(!run(deep[i], &error), "%s", deep[i]);
    }
}

static void
test_a_host_outlives_what_fails_in_it(void)
{
    CtLimits limits = tight();
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLuaHost) host = ct_lua_host_new(&limits, 0, &error);
    static const char *const bad[] = {"while true do end",
                                      "local s = 'x' while true do s = s .. s end",
                                      "error({})",
                                      "error()",
                                      "local = 1",
                                      "error('a\\0b')"};
    static const char good[] = "local t = {} for i = 1, 1000 do t[i] = tostring(i) end";

    CHECK_OK(host != NULL, error);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        CHECK_MSG(!ct_lua_host_run(host, "bad.lua", bad[i], strlen(bad[i]), &error), "%s", bad[i]);
        CU_ASSERT(g_utf8_validate(error->message, -1, NULL));
        g_clear_error(&error);
        CHECK_OK(ct_lua_host_run(host, "good.lua", good, strlen(good), &error), error);
    }
    CHECK_INT(lua_gettop(ct_lua_host_state(host)), 0);
}

/* Every allocation of a busy script fails once; nothing leaks, nothing aborts. */
static void
test_any_allocation_may_fail(void)
{
    static const char text[] =
        "local t = {} for i = 1, 40 do t['k' .. i] = { i, tostring(i) } end\n"
        "for k, v in pairs(t) do t[k] = k:upper() .. v[2] end\n"
        "local l = {} for i = 1, 40 do l[i] = (i * 7) % 40 end table.sort(l)\n"
        "local ok, e = pcall(function() error('mine') end)\n"
        "assert(not ok and table.concat(l, ','):find('1,2,3', 1, true))\n"
        "assert(('a-b'):match('^(%a)%-(%a)$') == 'a')";
    CtLimits limits = ct_limits_default;
    bool succeeded = false;
    uint64_t failures = 0;

    for (uint64_t n = 1; !succeeded && n < 20000; n++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(CtLuaHost) host = ct_lua_host_new(&limits, n, &error);

        if (host != NULL)
            succeeded = ct_lua_host_run(host, "t.lua", text, strlen(text), &error);
        if (!succeeded) {
            failures++;
            CU_ASSERT(g_error_matches(error, CT_LUA_ERROR, CT_LUA_ERROR_MEMORY) ||
                      g_error_matches(error, CT_LUA_ERROR, CT_LUA_ERROR_RUNTIME));
        }
    }
    CU_ASSERT(succeeded);
    CU_ASSERT(failures > 200);
}

CU_TestInfo test_host_tests[] = {
    {"errors name file, line and callers", test_errors_name_file_line_and_callers},
    {"a syntax error has its line", test_a_syntax_error_has_its_line},
    {"work is budgeted wherever it is done", test_work_is_budgeted_wherever_it_is_done},
    {"the same script stops at the same place", test_the_same_script_stops_at_the_same_place},
    {"memory is capped", test_memory_is_capped},
    {"deep recursion is an error", test_deep_recursion_is_an_error},
    {"a host outlives what fails in it", test_a_host_outlives_what_fails_in_it},
    {"any allocation may fail", test_any_allocation_may_fail},
    CU_TEST_INFO_NULL,
};
