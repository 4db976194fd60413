/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ways out of the sandbox that scripts have tried elsewhere, and what must be the same in every
 * run. Each escape must fail with an error that says what is missing and why.
 */
#include "tests/support/check.h"

#include "lua/host.h"

static bool
run(const char *text, GError **error)
{
    g_autoptr(CtLuaHost) host = ct_lua_host_new(&ct_limits_default, 0, error);

    return host != NULL && ct_lua_host_run(host, "t.lua", text, strlen(text), error);
}

static const struct {
    const char *text, *message;
} escapes[] = {
    {"os.execute('id')", "'os' is not available here: scripts have no clock"},
    {"local t = os.time()", "'os' is not available here"},
    {"io.open('/etc/passwd')", "'io' is not available here"},
    {"require 'os'", "'require' is not available here"},
    {"dofile '/etc/passwd'", "'dofile' is not available here"},
    {"loadfile '/etc/passwd'", "'loadfile' is not available here"},
    {"load('return 1')()", "'load' is not available here"},
    {"loadstring('return 1')()", "'loadstring' is not available here"},
    {"debug.getregistry()", "'debug' is not available here"},
    {"package.loadlib('x', 'y')", "'package' is not available here"},
    {"coroutine.create(print)", "'coroutine' is not available here"},
    {"coroutine.yield()", "'coroutine' is not available here"},
    {"collectgarbage('stop')", "'collectgarbage' is not available here"},
    {"xpcall(function() while true do end end, function() while true do end end)",
     "'xpcall' is not available here: use pcall"},
    {"print('x')", "'print' is not available here"},
    {"local k = next({})", "'next' is not available here"},
    {"rawset(string, 'len', nil)", "'rawset' is not available here"},
    {"local g = _G", "'_G' is not available here"},
    {"local e = _ENV.os", "'os' is not available here"},
    {"string.dump(function() end)", "attempt to call a nil value (field 'dump')"},
    {"math.random()", "attempt to call a nil value (field 'random')"},
    {"math.randomseed(1)", "attempt to call a nil value (field 'randomseed')"},
    {"table.move({}, 1, 1e15, 2)", "attempt to call a nil value (field 'move')"},
    {"string.len = nil", "string cannot be changed"},
    {"table.insert = error", "table cannot be changed"},
    {"math.huge = 0", "math cannot be changed"},
    {"pairs = nil", "'pairs' is a word of the language and cannot be assigned"},
    {"setmetatable(string, nil)", "setmetatable: this table is read-only"},
    {"getmetatable('').__index = nil", "attempt to index a string value"},
    {"getmetatable('').__index.len = nil", "attempt to index"},
    {"getmetatable(string).__index.len = nil", "attempt to index"},
    {"getmetatable(_ENV).__index = nil", "attempt to index a string value"},
    {"setmetatable(_ENV, {})", "setmetatable: this table is read-only"},
    {"setmetatable({}, { __gc = function() while true do end end })",
     "setmetatable: __gc is not available"},
    {"setmetatable({}, { __mode = 'k' })", "setmetatable: __mode is not available"},
    {"setmetatable({}, { __close = function() end })", "setmetatable: __close is not available"},
    {"setmetatable(1, {})", "bad argument #1"},
    {"string.format('%p', {})", "string.format: %p is not available"},
    {"string.rep('x', 1e9)", "string.rep would make a text of more than 16 MiB"},
    {"table.concat({}, '', 1, 1e15)", "table.concat: the table has only 0 elements"},
    {"table.insert(setmetatable({}, { __len = function() return 1 << 53 end }), 1, 0)",
     "a table with __len cannot be taken apart"},
    {"table.remove(setmetatable({}, { __len = function() return 1 << 53 end }), 1)",
     "a table with __len cannot be taken apart"},
    {"table.concat(setmetatable({}, { __len = function() return 1 << 53 end, __index = rawlen }))",
     "a table with __len cannot be taken apart"},
    {"table.unpack(setmetatable({}, { __len = function() return 1000 end }))",
     "a table with __len cannot be taken apart"},
    {"table.unpack({}, 1, 1e7)", "table.unpack: more than 256 values at once"},
    {"table.unpack({}, math.mininteger, math.maxinteger)", "table.unpack: more than 256"},
    {"for k in pairs({ [{}] = 1 }) do end", "pairs: a table as a key has no order"},
    {"for k in pairs({ [function() end] = 1 }) do end", "pairs: a function as a key"},
    {"return undefined_thing", "there is no variable or word 'undefined_thing'"},
    {"return tostirng(1)", "there is no variable or word 'tostirng' (did you mean 'tostring'?)"},
    {"local s = ('a'):rep(3000) return s:find(('.-'):rep(5) .. 'b')", "this pattern could take"},
    {"return string.find(('a'):rep(30), ('a?'):rep(30) .. ('a'):rep(30))",
     "this pattern could take"},
    {"return (('a'):rep(2000):gsub(('a*'):rep(4) .. 'b', ''))", "this pattern could take"},
    {"for w in ('a'):rep(2000):gmatch(('a*'):rep(4) .. 'b') do end", "this pattern could take"},
    {"return ('x'):rep(5000):match('%b()%b()%b()%b()')", "this pattern could take"},
    {"error(setmetatable({}, { __tostring = function() error('again') end }))",
     "the script raised a table, which says nothing"},
    {"tostring(setmetatable({}, { __tostring = function() return 1 end }))",
     "__tostring must return a text"},
};

static void
test_escapes_fail_and_say_why(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *want = g_strdup_printf("t.lua:1: %s", escapes[i].message);

        CU_ASSERT(!run(escapes[i].text, &error));
        CHECK_MSG(error != NULL && g_str_has_prefix(error->message, want),
                  "%s\n got:  %s\n want: %s", escapes[i].text,
                  error == NULL ? "no error" : error->message, want);
    }
}

static void
test_bytecode_is_refused(void)
{
    static const char bytes[] = "\x1bLuaT\0\x19\x93\r\n\x1a\n\x04\x08\x08";
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLuaHost) host = ct_lua_host_new(&ct_limits_default, 0, &error);

    CHECK_OK(host != NULL, error);
    CU_ASSERT(!ct_lua_host_run(host, "t.lua", bytes, sizeof bytes, &error));
    CHECK_MSG(error != NULL && strstr(error->message, "binary chunk") != NULL, "%s",
              error == NULL ? "" : error->message);
}

static void
test_what_is_left_works_and_is_the_same_everywhere(void)
{
    static const char *const fine[] = {
        "local s = '' for k, v in pairs { b = 2, a = 1, [3] = 'x', [1] = 'y', [true] = 0 } do "
        "s = s .. tostring(k) .. '=' .. tostring(v) .. ' ' end "
        "assert(s == 'true=0 1=y 3=x a=1 b=2 ', s)",
        "local t = { a = 1, b = 2, c = 3 } for k in pairs(t) do t[k] = nil end "
        "for _ in pairs(t) do error('left') end",
        "local n = 0 for _ in pairs { a = 1, b = nil, c = 3 } do n = n + 1 end assert(n == 2)",
        "local s = '' for k in pairs { [1.5] = 1, [-2] = 1, [10] = 1, [9] = 1 } do s = s .. k .. ' "
        "' "
        "end assert(s == '-2 1.5 9 10 ', s)",
        "assert(tostring({}) == 'table' and tostring(nil) == 'nil' and tostring(1.5) == '1.5')",
        "assert(tostring(function() end) == 'function')",
        "assert(string.format('%s|%5s|%d|%%', {}, 'a', 3) == 'table|    a|3|%')",
        "local t = {} for i = 1, 300 do t[i] = { i % 3, i } end "
        "table.sort(t, function(a, b) return a[1] < b[1] end) "
        "for i = 2, 300 do assert(t[i - 1][1] < t[i][1] or (t[i - 1][1] == t[i][1] and "
        "t[i - 1][2] < t[i][2])) end",
        "local t = { 'b', 'a', 'c' } table.sort(t) assert(table.concat(t) == 'abc')",
        "local t = { 3, 1, 2 } table.sort(t, function(a, b) return a > b end) "
        "assert(table.concat(t) == '321')",
        "local t = { 5, 4, 3, 2, 1 } table.sort(t, function() return true end)",
        "assert(('rtu-12'):match('^(%a+)%-(%d+)$') == 'rtu')",
        "assert((('a,b,c'):gsub(',', ';')) == 'a;b;c')",
        "local n = 0 for w in ('one two three'):gmatch('%a+') do n = n + #w end assert(n == 11)",
        "assert(('a.b'):find('.', 1, true) == 2)",
        "assert(('x'):rep(3, '-') == 'x-x-x' and (''):rep(1e15) == '' and ('x'):rep(-1) == '')",
        "assert(select('#', table.unpack({ 1, 2, 3 })) == 3)",
        "assert(utf8.len('äöü') == 3 and math.max(1, 2) == 2 and math.type(1) == 'integer')",
        "local ok, e = pcall(error, 'x') assert(not ok and e == 'x')",
        "local m = setmetatable({}, { __index = { a = 1 }, __call = function() return 2 end }) "
        "assert(m.a == 1 and m() == 2)",
        "own = 3 assert(own == 3)",
        "assert(rawlen({ 1, 2 }) == 2 and rawequal(1, 1) and type(nil) == 'nil')",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(fine); i++) {
        g_autoptr(GError) error = NULL;

        bool ok = run(fine[i], &error);
        CHECK_MSG(ok, "%s: %s", fine[i], error == NULL ? "" : error->message);
    }
}

static void
test_what_one_script_assigns_is_its_own(void)
{
    static const char first[] = "mine = 1", second[] = "return mine";
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLuaHost) host = ct_lua_host_new(&ct_limits_default, 0, &error);

    CHECK_OK(host != NULL, error);
    CHECK_OK(ct_lua_host_run(host, "a.lua", first, strlen(first), &error), error);
    CU_ASSERT(!ct_lua_host_run(host, "b.lua", second, strlen(second), &error));
    CHECK_STR(error->message, "b.lua:1: there is no variable or word 'mine'");
}

CU_TestInfo test_sandbox_tests[] = {
    {"escapes fail and say why", test_escapes_fail_and_say_why},
    {"bytecode is refused", test_bytecode_is_refused},
    {"what is left works and is the same everywhere",
     test_what_is_left_works_and_is_the_same_everywhere},
    {"what one script assigns is its own", test_what_one_script_assigns_is_its_own},
    CU_TEST_INFO_NULL,
};
