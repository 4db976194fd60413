/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What probability theory says of small packages, from YAML and Lua to the statistics' input: luck
 * that steps share, exploits developed once for a fleet, worms, insiders, what must be looked for
 * first.
 */
#include "tests/support/check.h"

#include "sim/setup.h"
#include "tests/support/sim_times.h"

#include <math.h>

#define MOST_DISTANCE 1.95
#define MOST_Z 3.3

enum { HOUR = 3600000 };

static const int64_t horizon = INT64_C(2000) * HOUR;

typedef struct Package {
    CtTwinStored stored;
    CtTwin *twin;
    CtSim *sim;
} Package;

static void
put_file(CtSource *source, const char *path, const char *text)
{
    ct_source_add(source, path, text, strlen(text));
}

/* @rules alone: they replace the pack's one on exploits, and nothing fits its others. */
static void
package_init(Package *package, const char *topology, const char *scenario, const char *rules)
{
    g_autofree char *script = g_strconcat("pack \"nasim\"\n", scenario, NULL);
    g_autoptr(GError) error = NULL;

    *package = (Package){.stored = {.package = ct_source_new_memory(), .topology = "t.yaml"}};
    put_file(package->stored.package, "t.yaml", topology);
    put_file(package->stored.package, "scenario.lua", script);
    put_file(package->stored.package, "techniques/own.lua", rules);
    package->twin = ct_twin_new(&(CtTwinOptions){.stored = &package->stored});
    bool loaded = ct_twin_load(package->twin, "package", CT_TWIN_RULES, &error);
    g_autofree char *said = ct_diag_to_text(package->twin->diag, 5);

    CHECK_MSG(loaded, "%s\n%s", error != NULL ? error->message : "", said);
    CU_ASSERT_FATAL(loaded);
    package->sim =
        ct_sim_setup(package->twin, &(CtSimOptions){.seed = 30, .horizon_ms = horizon}, &error);
    CHECK_OK(package->sim != NULL, error);
}

static void
package_clear(Package *package)
{
    ct_sim_free(package->sim);
    ct_twin_free(package->twin);
    ct_source_free(package->stored.package);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Package, package_clear)

static void
check_distance(const CtSimTimes *times, uint32_t goal, CtSimCdf cdf, const void *data)
{
    double distance = ct_sim_times_distance(times, goal, horizon, cdf, data);

    CHECK_MSG(distance < MOST_DISTANCE, "goal %u: distance %.3f", goal, distance);
}

static void
check_share(uint32_t k, uint32_t n, double p)
{
    double z = ct_share_z(k, n, p);

    CHECK_MSG(fabs(z) < MOST_Z, "%u of %u where %.4f is the chance: z %.2f", k, n, p, z);
}

static double
exponential_cdf(double ms, const void *mean_ms)
{
    return 1 - exp(-ms / *(const double *)mean_ms);
}

/* Two hosts of one product, one flaw, the second only from the first; a third of another product
 * with another flaw. */
static const char office[] =
    "cybertwin: 1\n"
    "products:\n"
    "  host: { kind: server, services: { web: { port: tcp/80, auth: certificate } } }\n"
    "  other: { kind: server, services: { web: { port: tcp/80, auth: certificate } } }\n"
    "networks: { internet: { medium: internet }, a: {}, b: {} }\n"
    "zones:\n"
    "  outside: { outside: true, networks: [internet] }\n"
    "  front: { networks: [a] }\n"
    "  back: { networks: [b] }\n"
    "conduits:\n"
    "  in: { from: outside, to: front, allow: [ { port: tcp/80 } ] }\n"
    "  on: { from: front, to: back, allow: [ { port: tcp/80 } ] }\n"
    "assets:\n"
    "  first: { product: host, zone: front }\n"
    "  second: { product: host, zone: back }\n"
    "  third: { product: other, zone: back }\n"
    "vulnerabilities:\n"
    "  flaw-1: { affects: [host.web], cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\" }\n"
    "  flaw-2: { affects: [other.web], cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\" }\n";

static const char office_goals[] =
    "attacker \"outsider\" { goals = { a = exec \"first\", b = exec \"second\","
    " c = exec \"third\" } }\n";

/* How a flaw is exploited, with a chance that it works for each @per. */
static char *
exploit_rule(const char *per)
{
    return g_strdup_printf(
        "technique \"nasim-exploit\" {\n"
        "  ids = { it = \"CT-1\" }, name = \"Exploit\", tactics = { \"impact\" },\n"
        "  from = reach \"s\", each = vulnerability \"v\",\n"
        "  gains = function(s) return exec(s.asset, \"admin\") end,\n"
        "  works = { p = 0.6, per = \"%s\" },\n"
        "  time = exponential { mean = \"1h\" }, success = 1, tries = 1, noise = 0,\n"
        "  skill = \"novice\", stops = {}, source = \"assumption\",\n"
        "}\n",
        per);
}

/* Both steps over one flaw work, or neither; over another flaw it is another draw. */
static void
test_shared_luck(void)
{
    enum { N = 4000 };
    static const struct {
        const char *per;
        double second; /* chance to get as far as the second, and the third */
        double third;
    } rows[] = {{"vulnerability", 0.6, 0.36}, {"product", 0.6, 0.36}, {"asset", 0.36, 0.36}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *rule = exploit_rule(rows[i].per);
        g_auto(Package) package = {0};

        package_init(&package, office, office_goals, rule);
        g_autoptr(CtSimTimes) times = ct_sim_times_new(package.sim, N);

        check_share(ct_sim_times_reached(times, 0), N, 0.6);
        check_share(ct_sim_times_reached(times, 1), N, rows[i].second);
        check_share(ct_sim_times_reached(times, 2), N, rows[i].third);
    }
}

/* --- a fleet --- */

static const char fleet_format[] =
    "cybertwin: 1\n"
    "products:\n"
    "  meter: { kind: meter, services: { web: { port: tcp/80, auth: certificate } } }\n"
    "networks: { internet: { medium: internet }, ami: {} }\n"
    "zones: { outside: { outside: true, networks: [internet] }, field: { networks: [ami] } }\n"
    "conduits: { in: { from: outside, to: field, allow: [ { port: tcp/80 } ] } }\n"
    "assets: { meter: { product: meter, zone: field, count: %u } }\n"
    "vulnerabilities:\n"
    "  flaw: { affects: [meter.web], cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\" }\n";

static char *
fleet_rule(const char *chance)
{
    return g_strdup_printf(
        "technique \"nasim-exploit\" {\n"
        "  ids = { it = \"CT-1\" }, name = \"Exploit\", tactics = { \"impact\" },\n"
        "  from = reach \"s\", each = vulnerability \"v\",\n"
        "  gains = function(s) return exec(s.asset, \"admin\") end,\n"
        "  %s\n"
        "  noise = 0, success = 1, skill = \"novice\", stops = {},\n"
        "  source = \"assumption\",\n"
        "}\n",
        chance);
}

/* Any of the first two hundred, and one that is named. */
static const char fleet_goals[] =
    "local some = {}\n"
    "for i = 0, 199 do some[#some + 1] = exec(\"meter[\" .. i .. \"]\", \"admin\") end\n"
    "attacker \"outsider\" { goals = { any = any(some), one = exec(\"meter[17]\", \"admin\") } }\n";

static const char developed_once[] =
    "prepare = { time = exponential { mean = \"1d\" }, per = \"vulnerability\" },"
    "time = exponential { mean = \"20min\" },";

static CtSimTimes *
play_fleet(uint32_t count, const char *chance, uint32_t n)
{
    g_autofree char *rule = fleet_rule(chance);
    g_autofree char *topology = g_strdup_printf(fleet_format, count);
    g_auto(Package) package = {0};

    package_init(&package, topology, fleet_goals, rule);
    return ct_sim_times_new(package.sim, n);
}

/* An exploit is developed once for all of them: until then none falls. */
static void
test_fleet(void)
{
    enum { N = 400 };
    const CtStages one = {.n = 2, .mean_ms = {24.0 * HOUR, HOUR / 3.0}};
    const double day = 24.0 * HOUR;
    g_autoptr(CtSimTimes) times = play_fleet(200, developed_once, N);

    /* Two hundred at 20 min each leave 6 s, next to nothing beside a day. */
    check_distance(times, 0, exponential_cdf, &day);
    check_distance(times, 1, ct_stages_cdf, &one);
}

static void
test_large_fleet(void)
{
    enum { N = 4 };
    g_autoptr(CtSimTimes) times = play_fleet(50000, developed_once, N);

    for (uint32_t r = 0; r < N; r++)
        CHECK_MSG(times->goal_ms[2 * r] > 60000, "the first fell after %" PRId64 " ms",
                  times->goal_ms[2 * r]);
}

/* The mistake that `prepare` is there against: were developing part of each try, the first of two
 * hundred would fall in a two-hundredth of its mean. */
static void
test_fleet_without_prepare(void)
{
    enum { N = 400 };
    const double first = 24.0 * HOUR / 200, one = 24.0 * HOUR;
    g_autoptr(CtSimTimes) times = play_fleet(200, "time = exponential { mean = \"1d\" },", N);

    check_distance(times, 0, exponential_cdf, &first);
    check_distance(times, 1, exponential_cdf, &one);
}

/* --- worms --- */

/* Looking round takes slots as well; what is told of them below is of infecting alone. */
static const char no_scan[] =
    "technique \"nasim-subnet-scan\" {\n"
    "  ids = { it = \"CT-2\" }, name = \"Scan\", tactics = { \"discovery\" },\n"
    "  from = exec(\"a\", \"user\"), when = function() return false end,\n"
    "  gains = function(a) return exec(a, \"admin\") end,\n"
    "  time = constant \"1h\", noise = 0, success = 1, skill = \"novice\", stops = {},\n"
    "  source = \"assumption\",\n"
    "}\n";

/* A worm on the first of @count meters on one network, after all of them, beside @script. */
static CtSimTimes *
play_worm_beside(const char *script, uint32_t count, uint32_t spread, const char *time, uint32_t n)
{
    g_autofree char *infect = fleet_rule(time);
    g_autofree char *rule = g_strconcat(infect, no_scan, NULL);
    g_autofree char *topology = g_strdup_printf(fleet_format, count);
    g_autoptr(GString) scenario = g_string_new(NULL);
    g_auto(Package) package = {0};

    g_string_printf(scenario,
                    "attacker \"worm\" { entry = { exec(\"meter[0]\", \"admin\") }, spread = %u,"
                    " goals = { all = all {",
                    spread);
    for (uint32_t i = 1; i < count; i++)
        g_string_append_printf(scenario, " exec \"meter[%u]\",", i);
    g_string_append_printf(scenario, " } } }\n%s", script);
    package_init(&package, topology, scenario->str, rule);
    CU_ASSERT(!ct_sim_is_one_pass(package.sim));
    return ct_sim_times_new(package.sim, n);
}

static CtSimTimes *
play_worm(uint32_t count, uint32_t spread, const char *time, uint32_t n)
{
    return play_worm_beside("", count, spread, time, n);
}

/* As long as there are enough left, each round multiplies those that are held. */
static void
test_worm_multiplies(void)
{
    static const struct {
        uint32_t spread, rounds;
    } rows[] = {{1, 6}, {3, 3}, {63, 1}, {1000, 1}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(CtSimTimes) times = play_worm(64, rows[i].spread, "time = constant \"1h\",", 2);

        for (uint32_t r = 0; r < 2; r++) {
            CHECK_INT(times->end_ms[r], (int64_t)rows[i].rounds * HOUR);
            CHECK_INT(times->tries[r], 63);
        }
    }
}

/* A pure birth process, until there are fewer left than there are to take them: with k held the
 * next falls at the rate of k, or of as many as are left. */
static void
test_worm_is_born(void)
{
    enum { N = 2000, COUNT = 17 };
    CtStages stages = {.n = COUNT - 1};

    for (uint32_t k = 1; k < COUNT; k++)
        stages.mean_ms[k - 1] = (double)HOUR / MIN(k, COUNT - k);
    g_autoptr(CtSimTimes) times = play_worm(COUNT, 1, "time = exponential { mean = \"1h\" },", N);

    check_distance(times, 0, ct_stages_cdf, &stages);
}

/* One try an hour from each host. Isolated at 1:30, the first of two loses its try, and what was
 * one goes on alone: half as many from then on, 2^(h-1) at h, and the rest at 7. Connected again at
 * 2:30 it and what it infects try at half past: at 6 there are 32 and 8, and 8 more at 6:30. */
static void
test_worm_is_contained(void)
{
    static const struct {
        const char *script;
        int64_t end_ms;
        uint64_t tries;
    } rows[] = {
        {"at('90m', function() isolate 'meter[0]' end)", 7 * HOUR, 64},
        {"at('90m', function() isolate 'meter[0]' end)\n"
         "at('150m', function() reconnect 'meter[0]' end)",
         7 * HOUR, 64},
        {"at('30m', function() isolate 'meter[0]' end)", horizon, 1},
        {"at('30m', function() restore 'meter[0]' end)", horizon, 1},
        {"at('0s', function() isolate 'meter[0]' end)", horizon, 0},
        {"at('60m', function() isolate 'meter[0]' end)", horizon, 1}, /* before the try ends */
        {"at('10m', function() isolate 'meter[0]' end)\n"
         "at('20m', function() reconnect 'meter[0]' end)",
         6 * HOUR + 20 * HOUR / 60, 64},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(CtSimTimes) times =
            play_worm_beside(rows[i].script, 64, 1, "time = constant \"1h\",", 2);

        for (uint32_t r = 0; r < 2; r++) {
            CHECK_INT(times->end_ms[r], rows[i].end_ms);
            CHECK_INT(times->tries[r], rows[i].tries);
        }
    }
}

/* Who never acts changes nothing. */
static void
test_worm_beside_nothing(void)
{
    enum { N = 50, COUNT = 17 };
    static const char time[] = "time = exponential { mean = \"1h\" },";
    g_autoptr(CtSimTimes) alone = play_worm(COUNT, 2, time, N);
    g_autoptr(CtSimTimes) beside =
        play_worm_beside("at('1999h', function() isolate 'meter[0]' end)", COUNT, 2, time, N);

    for (uint32_t r = 0; r < N; r++) {
        CHECK_INT(beside->end_ms[r], alone->end_ms[r]);
        CHECK_INT(beside->tries[r], alone->tries[r]);
        CHECK_INT(beside->goal_ms[r], alone->goal_ms[r]);
    }
}

/* --- who attacks --- */

static const char plant[] =
    "cybertwin: 1\n"
    "products:\n"
    "  hmi: { kind: hmi, services: { view: { port: tcp/5900, auth: certificate } } }\n"
    "networks: { internet: { medium: internet }, lan: {} }\n"
    "zones: { outside: { outside: true, networks: [internet] }, control: { networks: [lan] } }\n"
    "conduits: { in: { from: outside, to: control, allow: [ { port: tcp/5900 } ] } }\n"
    "assets: { desk: { product: hmi, zone: control } }\n"
    "people: { crew: { uses: [desk] } }\n";

static const char insider_rule[] =
    "technique \"misuse\" {\n"
    "  ids = { it = \"CT-2\" }, name = \"Misuse\", tactics = { \"impact\" },\n"
    "  from = people \"p\", via = { uses \"a\" },\n"
    "  gains = exec(\"a\", \"admin\"),\n"
    "  time = exponential { mean = \"3h\" }, success = 0.5, noise = 0,\n"
    "  skill = \"novice\", stops = {}, source = \"assumption\",\n"
    "}\n";

static void
test_insider(void)
{
    enum { N = 3000 };
    const double mean = 6.0 * HOUR;
    g_auto(Package) package = {0}, other = {0};

    package_init(&package, plant,
                 "attacker \"insider\" { entry = { people \"crew\" },"
                 " goals = { desk = exec \"desk\" } }\n",
                 insider_rule);
    g_autoptr(CtSimTimes) times = ct_sim_times_new(package.sim, N);

    check_distance(times, 0, exponential_cdf, &mean);

    package_init(&other, plant, "attacker \"outsider\" { goals = { desk = exec \"desk\" } }\n",
                 insider_rule);
    g_autoptr(CtSimTimes) none = ct_sim_times_new(other.sim, 100);

    CHECK_INT(ct_sim_times_reached(none, 0), 0);
}

static const char door_rules[] =
    "technique \"door\" {\n"
    "  ids = { it = \"CT-3\" }, name = \"Door\", tactics = { \"impact\" },\n"
    "  from = reach \"s\", gains = session(\"s\", \"admin\"),\n"
    "  time = exponential { mean = \"5h\" }, success = 1, noise = 0,\n"
    "  skill = \"novice\", stops = {}, source = \"assumption\",\n"
    "}\n"
    "technique \"look\" {\n"
    "  ids = { it = \"CT-4\" }, name = \"Look\", tactics = { \"impact\" },\n"
    "  from = located \"n\", via = { attached \"a\", in_zone \"z\", adjacent \"y\" },\n"
    "  when = function() return attacker.discover end,\n"
    "  gains = known \"y\", time = exponential { mean = \"2h\" }, success = 1, noise = 0,\n"
    "  fans_out = true, skill = \"novice\", stops = {}, source = \"assumption\",\n"
    "}\n";

/* A host on the internet, so that there is something to look around from. */
static const char shop[] =
    "cybertwin: 1\n"
    "products:\n"
    "  hmi: { kind: hmi, services: { view: { port: tcp/5900, auth: certificate } } }\n"
    "networks: { internet: { medium: internet }, lan: {} }\n"
    "zones: { outside: { outside: true, networks: [internet] }, control: { networks: [lan] } }\n"
    "conduits: { in: { from: outside, to: control, allow: [ { port: tcp/5900 } ] } }\n"
    "assets:\n"
    "  desk: { product: hmi, zone: control }\n"
    "  mirror: { product: hmi, zone: outside }\n";

/* Who knows nothing must look first; who knows all need not. */
static void
test_discover(void)
{
    enum { N = 3000 };
    static const char *const knowledge[] = {"all", "discover"};
    const CtStages ways[] = {{.n = 1, .mean_ms = {5.0 * HOUR}},
                             {.n = 2, .mean_ms = {2.0 * HOUR, 5.0 * HOUR}}};

    for (size_t i = 0; i < G_N_ELEMENTS(knowledge); i++) {
        g_autofree char *scenario =
            g_strdup_printf("attacker \"outsider\" { knowledge = \"%s\", goals = { desk = session"
                            "(\"desk.view\", \"admin\") } }\n",
                            knowledge[i]);
        g_auto(Package) package = {0};

        package_init(&package, shop, scenario, door_rules);
        g_autoptr(CtSimTimes) times = ct_sim_times_new(package.sim, N);

        check_distance(times, 0, ct_stages_cdf, &ways[i]);
    }
}

/* Two attackers of one scenario, one in a hurry with one slot, one with all. */
static void
test_two_attackers(void)
{
    enum { N = 2000 };
    const double mean = 5.0 * HOUR;
    g_auto(Package) package = {0};

    package_init(&package, shop,
                 "attacker \"one\" { goals = { desk = session(\"desk.view\", \"admin\") } }\n"
                 "attacker \"two\" { parallel = 1, goals = {"
                 " all { session(\"desk.view\", \"admin\"), session(\"mirror.view\", \"admin\") }"
                 " } }\n",
                 door_rules);
    const CtStages both = {.n = 2, .mean_ms = {mean, mean}};
    g_autoptr(CtSimTimes) times = ct_sim_times_new(package.sim, N);

    check_distance(times, 0, exponential_cdf, &mean);
    check_distance(times, 1, ct_stages_cdf, &both);
}

CU_TestInfo test_closed_packages_tests[] = {
    {"steps over one flaw share its luck", test_shared_luck},
    {"a fleet waits for the exploit", test_fleet},
    {"fifty thousand alike do not fall in seconds", test_large_fleet},
    {"they would, were developing an exploit part of each try", test_fleet_without_prepare},
    {"a worm multiplies by its slots", test_worm_multiplies},
    {"a worm is a birth process", test_worm_is_born},
    {"a worm is contained by isolating its hosts", test_worm_is_contained},
    {"beside what never happens a worm is as it was", test_worm_beside_nothing},
    {"an insider starts inside", test_insider},
    {"who knows nothing looks first", test_discover},
    {"two attackers of one scenario", test_two_attackers},
    CU_TEST_INFO_NULL,
};
