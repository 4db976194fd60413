/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each class of failure in a model that has exactly it, and in one that just has not; then laws on
 * generated models: ids do not hang on the order of the file, a `--set` that is offered mends, and
 * closing a door gives nobody a way.
 */
#include "tests/support/check.h"

#include "tests/support/model_generator.h"
#include "tests/support/segmented.h"

#include <string.h>

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Ids in the order of the alphabet, with @details their severity and zones too. */
static char *
list_ids(const CtSegmentation *result, bool details)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

    for (uint32_t i = 0; i < result->n_failures; i++) {
        const CtSegFailure *failure = &result->failures[i];

        g_ptr_array_add(ids, details ? g_strdup_printf("%s %s %s>%s", failure->id,
                                                       ct_seg_severity_text(failure->severity),
                                                       failure->from, failure->to)
                                     : g_strdup(failure->id));
    }
    g_ptr_array_sort(ids, compare_texts);
    g_ptr_array_add(ids, NULL);
    return g_strjoinv(details ? "\n" : " ", (char **)ids->pdata);
}

static bool
has_id(const CtSegmentation *result, const char *id)
{
    for (uint32_t i = 0; i < result->n_failures; i++)
        if (strcmp(result->failures[i].id, id) == 0)
            return true;
    return false;
}

/* --- one class at a time --- */

#define ZONES "zones: { a: {}, b: {}, c: {} }\n"

typedef struct Case {
    const char *name, *text, *ids;
} Case;

static const Case cases[] = {
    /* S1 */
    {"each on its own network",
     ZONES "assets:\n"
           "  x: { product: open, zone: a }\n"
           "  y: { product: open, zone: b, networks: [b] }\n",
     ""},
    {"an asset on another zone's network",
     ZONES "assets:\n"
           "  x: { product: open, zone: a }\n"
           "  y: { product: open, zone: b, networks: [a, b] }\n",
     "S1:b:a"},
    {"two zones list one network",
     "networks: { lan: {} }\n"
     "zones: { a: { networks: [lan] }, b: { networks: [lan] } }\n"
     "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n",
     "S1:lan"},
    {"zones meet on a bus",
     "networks: { bus: { medium: can } }\n" ZONES
     "assets: { x: { product: node, zone: a, networks: [bus] },\n"
     "          y: { product: node, zone: b, networks: [bus] } }\n",
     "S1:bus"},
    {"a bus within a zone",
     "networks: { bus: { medium: can } }\n" ZONES
     "assets: { x: { product: node, zone: a, networks: [bus] },\n"
     "          y: { product: node, zone: a, networks: [bus] } }\n",
     ""},
    {"one medium is carried into two zones",
     "networks: { stick: { medium: removable } }\n" ZONES
     "assets: { x: { product: safe, zone: a, networks: [a, stick] },\n"
     "          y: { product: safe, zone: b, networks: [b, stick] } }\n",
     "S1:stick"},
    {"an asset that visits",
     ZONES "assets: { x: { product: safe, zone: a, roams: [b] }, y: { product: safe, zone: b } }\n",
     "S1:a:b"},
    /* S2 */
    {"what never may be, can be",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b } }\n"
           "policies: { p: { never: { from: { zone: a }, to: { zone: b } } } }\n",
     "S2:p"},
    {"what never may be, cannot",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "policies: { p: { never: { from: { zone: a }, to: { zone: b } } } }\n",
     ""},
    {"nobody stands in the first zone but on its network",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] } }\n"
           "assets: { y: { product: open, zone: b } }\n"
           "policies: { p: { never: { from: { zone: a }, to: { zone: b } } } }\n",
     "S2:p"},
    {"another service than the forbidden one",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b } }\n"
           "policies: { p: { never: { from: { zone: a }, to: { zone: b }, service: ssh } } }\n",
     ""},
    {"what always must be, cannot",
     ZONES "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "policies: { p: { always: { from: [x], to: [y], service: ssh } } }\n",
     "S2:p"},
    {"what always must be, can be",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "policies: { p: { always: { from: [x], to: [y], service: ssh } } }\n",
     ""},
    /* S3 */
    {"a pivot",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] },\n"
           "            e: { from: b, to: c, allow: [{ port: tcp/80 }] } }\n"
           "assets: { y: { product: open, zone: b }, z: { product: open, zone: c } }\n",
     "S3:a:c"},
    {"a pivot that is intended",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] },\n"
           "            e: { from: b, to: c, allow: [{ port: tcp/80 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b },\n"
           "          z: { product: open, zone: c } }\n"
           "flows: { f: { from: [x], to: [y, z], service: app },\n"
           "         g: { from: [y], to: [z], service: app } }\n",
     ""},
    {"nothing to stand on between",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }] },\n"
           "            e: { from: b, to: c, allow: [{ port: tcp/80 }] } }\n"
           "assets: { y: { product: safe, zone: b }, z: { product: open, zone: c } }\n",
     ""},
    {"a door that is transit is no pivot",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] },\n"
           "            e: { from: b, to: c, transit: true, allow: [{ port: tcp/80 }] } }\n"
           "assets: { y: { product: open, zone: b }, z: { product: open, zone: c } }\n",
     ""},
    {"zones within say it for those around",
     "zones: { p: {}, a: { parent: p }, b: {}, c: {} }\n"
     "conduits: { d: { from: p, to: b, allow: [{ port: tcp/80 }] },\n"
     "            e: { from: b, to: c, allow: [{ port: tcp/80 }] } }\n"
     "assets: { y: { product: open, zone: b }, z: { product: open, zone: c } }\n",
     "S3:a:c"},
    /* S4 */
    {"a port that no flow uses",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: [tcp/22, tcp/80] }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b, services:\n"
           "          { ssh: { port: tcp/22, auth: password, gives: shell } } } }\n"
           "flows: { f: { from: [x], to: [y], service: app } }\n",
     "S4:d:tcp/22"},
    {"every port, one used",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: any }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b } }\n"
           "flows: { f: { from: [x], to: [y], service: app } }\n",
     "S4:d:any"},
    {"senders that no flow names",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] } }\n"
           "assets: { x: { product: safe, zone: a }, w: { product: safe, zone: a },\n"
           "          y: { product: open, zone: b } }\n"
           "flows: { f: { from: [x], to: [y], service: app } }\n",
     "S4:d:tcp/80"},
    {"just the senders that flows name",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80, from: [x] }] } }\n"
           "assets: { x: { product: safe, zone: a }, w: { product: safe, zone: a },\n"
           "          y: { product: open, zone: b } }\n"
           "flows: { f: { from: [x], to: [y], service: app } }\n",
     ""},
    {"receivers that no flow names",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b },\n"
           "          z: { product: open, zone: b } }\n"
           "flows: { f: { from: [x], to: [y], service: app } }\n",
     "S4:d:tcp/80"},
    {"a range wider than its flow",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80-90 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b } }\n"
           "flows: { f: { from: [x], to: [y], service: app } }\n",
     "S4:d:tcp/80-90"},
    {"no flow over this conduit",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] },\n"
           "            e: { from: a, to: c, allow: [{ port: tcp/22, to: [z] }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b },\n"
           "          z: { product: safe, zone: c } }\n"
           "flows: { f: { from: [x], to: [y], service: app } }\n",
     ""},
    /* S5 */
    {"up without a guard",
     "zones: { a: { sl_t: 1 }, b: { sl_t: 2 } }\n"
     "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }] } }\n"
     "assets: { y: { product: safe, zone: b } }\n",
     "S5:d"},
    {"up in one of the seven",
     "zones: { a: { sl_t: 2 }, b: { sl_t: { RA: 3, IAC: 1 } } }\n"
     "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }] } }\n"
     "assets: { y: { product: safe, zone: b } }\n",
     "S5:d"},
    {"down",
     "zones: { a: { sl_t: 2 }, b: { sl_t: 1 } }\n"
     "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }] } }\n"
     "assets: { y: { product: safe, zone: b } }\n",
     ""},
    {"up with a second factor, a proxy, deep inspection, a diode",
     "zones: { a: {}, b: { sl_t: 1 }, c: { sl_t: 2 }, d: { sl_t: 3 }, e: { sl_t: 4 } }\n"
     "conduits:\n"
     "  p: { from: a, to: b, allow: [{ port: tcp/22 }], controls: { mfa: push } }\n"
     "  q: { from: b, to: c, allow: [{ port: tcp/22 }], controls: { inspection: proxy } }\n"
     "  r: { from: c, to: d, allow: [{ port: tcp/22 }], controls: { inspection: dpi } }\n"
     "  s: { from: d, to: e, allow: [{ port: tcp/22 }], controls: { inspection: diode } }\n"
     "assets: { v: { product: safe, zone: b }, w: { product: safe, zone: c },\n"
     "          x: { product: safe, zone: d }, y: { product: safe, zone: e } }\n",
     ""},
    {"a zone within is of its parent's level",
     "zones: { p: { sl_t: 2 }, a: { parent: p }, b: { sl_t: 2 } }\n"
     "conduits: { d: { from: p, to: b, allow: [{ port: tcp/22 }] } }\n"
     "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n",
     ""},
    /* S6 */
    {"two levels apart",
     ZONES "assets: { x: { product: safe, zone: a, sl_t: 1 },\n"
           "          y: { product: safe, zone: a, criticality: { safety: high } } }\n",
     "S6:a"},
    {"one level apart",
     ZONES "assets: { x: { product: safe, zone: a, criticality: { integrity: medium } },\n"
           "          y: { product: safe, zone: a, criticality: { safety: high } } }\n",
     ""},
    {"nothing is required of the other",
     ZONES "assets: { x: { product: safe, zone: a },\n"
           "          y: { product: safe, zone: a, criticality: { safety: severe } } }\n",
     ""},
    {"two levels apart, in two zones",
     ZONES "assets: { x: { product: safe, zone: a, sl_t: 1 },\n"
           "          y: { product: safe, zone: b, sl_t: 4 } }\n",
     ""},
    /* S7 */
    {"an update from a zone that no conduit joins",
     ZONES "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "channels: { u: { kind: update, from: [x], to: [y] } }\n",
     "S7:u"},
    {"an update that is fetched through a door",
     ZONES "conduits: { d: { from: b, to: a, allow: [{ port: tcp/22 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "channels: { u: { kind: update, from: [x], to: [y] } }\n",
     ""},
    {"an update within a zone",
     ZONES "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: a } }\n"
           "channels: { u: { kind: update, from: [x], to: [y] } }\n",
     ""},
    {"maintenance by one who is nowhere",
     ZONES "assets: { y: { product: safe, zone: b } }\n"
           "channels: { m: { kind: remote-maintenance, from: { supplier: maker }, into: [b],\n"
           "                auth: password } }\n",
     "S7:m"},
    {"commands past the doors",
     ZONES "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "channels: { c: { kind: command, from: [x], to: [y], gives: [control] } }\n",
     "S7:c"},
    {"a build brings nothing to a zone",
     ZONES "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "channels: { c: { kind: build, from: [x], to: { product: safe } } }\n",
     ""},
    /* S8 */
    {"a required flow without a door",
     ZONES "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "flows: { f: { from: [x], to: [y], service: ssh, required: true } }\n",
     "S8:f"},
    {"a flow that need not be",
     ZONES "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
           "flows: { f: { from: [x], to: [y], service: ssh } }\n",
     ""},
    {"a required flow that one of the senders cannot",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22, from: [x] }] } }\n"
           "assets: { x: { product: safe, zone: a }, w: { product: safe, zone: a },\n"
           "          y: { product: safe, zone: b } }\n"
           "flows: { f: { from: [x, w], to: [y], service: ssh, required: true } }\n",
     "S8:f"},
    {"a required flow behind a second factor passes",
     ZONES
     "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }], controls: { mfa: otp } } }\n"
     "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n"
     "flows: { f: { from: [x], to: [y], service: ssh, required: true } }\n",
     ""},
    {"a flow of each home to its own hub",
     "zones: { home: { count: 3 } }\n"
     "assets: { hub: { product: safe, zone: home }, bulb: { product: safe, zone: home } }\n"
     "flows: { f: { from: [bulb], to: [hub], service: ssh, required: true } }\n",
     ""},
    /* S9 */
    {"a port that nobody listens on",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: [tcp/22, tcp/9] }] } }\n"
           "assets: { y: { product: safe, zone: b } }\n",
     "S9:d:allow:tcp/9"},
    {"a rule for a receiver that is not there",
     ZONES
     "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }, { port: tcp/80, to: [z] }] } }\n"
     "assets: { y: { product: safe, zone: b }, z: { product: open, zone: c } }\n",
     "S9:d:allow:tcp/80:to=z"},
    {"a rule for a sender that is not there",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22, from: [z] }] } }\n"
           "assets: { y: { product: safe, zone: b }, z: { product: safe, zone: c } }\n",
     "S9:d:allow:tcp/22:from=z"},
    {"allowed and denied",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22, from: [x] }],\n"
           "                 deny: [{ port: tcp/20-30 }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n",
     "S9:d:allow:tcp/22:from=x"},
    {"denied in part",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }],\n"
           "                 deny: [{ port: tcp/22, from: [x] }] } }\n"
           "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n",
     ""},
    {"said twice",
     ZONES
     "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }, { port: tcp/22, from: [x] }] } }\n"
     "assets: { x: { product: safe, zone: a }, y: { product: safe, zone: b } }\n",
     "S9:d:allow:tcp/22:from=x"},
    {"a deny rule without an allow rule",
     ZONES
     "conduits: { d: { from: a, to: b, allow: [{ port: tcp/22 }], deny: [{ port: tcp/80 }] } }\n"
     "assets: { y: { product: safe, zone: b }, z: { product: open, zone: b } }\n",
     "S9:d:deny:tcp/80"},
    {"two doors",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: any }], deny: [{ port: tcp/22 }] },\n"
           "            e: { from: a, to: b, allow: [{ port: tcp/22 }] } }\n"
           "assets: { y: { product: safe, zone: b }, z: { product: safe, zone: b, services:\n"
           "          { other: { port: tcp/80, auth: password, gives: shell } } } }\n",
     "S9:e:allow:tcp/22:despite=d"},
    {"two doors that both deny",
     ZONES "conduits: { d: { from: a, to: b, allow: [{ port: any }], deny: [{ port: tcp/22 }] },\n"
           "            e: { from: a, to: b, allow: [{ port: any }], deny: [{ port: tcp/22 }] } }\n"
           "assets: { y: { product: safe, zone: b }, z: { product: safe, zone: b, services:\n"
           "          { other: { port: tcp/80, auth: password, gives: shell } } } }\n",
     ""},
    {"what stands outside is not all in the model",
     "networks: { net: { medium: internet } }\n"
     "zones: { a: {}, out: { outside: true, networks: [net] } }\n"
     "conduits: { d: { from: a, to: out, allow: [{ port: tcp/443 }] } }\n"
     "assets: { x: { product: safe, zone: a } }\n",
     ""},
};

/* Every `--set` that is offered does away with its failure. */
static void
check_sets(const Case *test, const char *text, const CtSegmentation *result)
{
    for (uint32_t i = 0; i < result->n_failures; i++) {
        const CtSegFailure *failure = &result->failures[i];
        g_auto(CtSegmented) mended = {0};
        g_autofree char *path = NULL;
        const char *equals;

        if (failure->set == NULL)
            continue;
        equals = strchr(failure->set, '=');
        path = g_strndup(failure->set, (gsize)(equals - failure->set));
        CtPatch patch = {.path = path, .value = equals + 1};

        if (!ct_segmented_init(&mended, text, &patch, 1)) {
            CHECK_MSG(false, "%s: --set %s does not load", test->name, failure->set);
            continue;
        }
        CHECK_MSG(!has_id(mended.result, failure->id), "%s: --set %s leaves %s", test->name,
                  failure->set, failure->id);
    }
}

static void
test_each_class_where_it_is_and_just_is_not(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat(ct_segmented_head, cases[i].text, NULL);
        g_auto(CtSegmented) solved = {0};
        g_autofree char *ids = NULL;

        if (!ct_segmented_init(&solved, text, NULL, 0)) {
            CHECK_MSG(false, "%s: does not load", cases[i].name);
            continue;
        }
        ids = list_ids(solved.result, false);
        CHECK_MSG(strcmp(ids, cases[i].ids) == 0, "%s: got '%s', want '%s'", cases[i].name, ids,
                  cases[i].ids);
        for (uint32_t f = 0; f < solved.result->n_failures; f++) {
            const CtSegFailure *failure = &solved.result->failures[f];

            CHECK_MSG(failure->file != NULL && failure->pos.line > 0 && failure->what != NULL &&
                          failure->fix != NULL && failure->rule != NULL,
                      "%s: %s says too little", cases[i].name, failure->id);
        }
        check_sets(&cases[i], text, solved.result);
    }
}

/* --- laws --- */

/* The entities of each section the other way round: blocks that begin two columns in. */
static char *
turn_round(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) turned = g_string_new(NULL);
    g_autoptr(GString) section = g_string_new(NULL);
    g_autoptr(GString) block = g_string_new(NULL);

    for (char **line = lines;; line++) {
        bool is_top = *line == NULL || ((*line)[0] != ' ' && (*line)[0] != '\0');
        bool is_entity = !is_top && strncmp(*line, "  ", 2) == 0 && (*line)[2] != ' ';

        if (is_top || is_entity) {
            g_string_prepend(section, block->str);
            g_string_truncate(block, 0);
        }
        if (is_top) {
            g_string_append(turned, section->str);
            g_string_truncate(section, 0);
            if (*line == NULL)
                break;
            g_string_append_printf(turned, "%s\n", *line);
        } else if (**line != '\0') {
            g_string_append_printf(block, "%s\n", *line);
        }
    }
    return g_string_free(g_steal_pointer(&turned), FALSE);
}

enum { N_TURNED = 40, N_CLOSED = 40 };

static void
test_ids_do_not_hang_on_the_order_of_the_file(void)
{
    uint32_t n_failures = 0;
    uint32_t n_turned = 0;

    for (uint64_t seed = 0; seed < N_TURNED; seed++) {
        g_autofree char *text = ct_generate_model(seed + 500, &ct_generator_all);
        g_autofree char *other = turn_round(text);
        g_auto(CtSegmented) a = {0};
        g_auto(CtSegmented) b = {0};
        g_autofree char *x = NULL;
        g_autofree char *y = NULL;

        if (!ct_segmented_init(&a, text, NULL, 0) || !ct_segmented_init(&b, other, NULL, 0))
            continue;
        x = list_ids(a.result, true);
        y = list_ids(b.result, true);
        n_failures += a.result->n_failures;
        n_turned++;
        CHECK_MSG(strcmp(x, y) == 0, "seed %u:\n%s\n--- turned round\n%s\n%s", (unsigned)seed, x, y,
                  text);
        if (strcmp(x, y) != 0)
            return;
    }
    CHECK_MSG(n_turned > N_TURNED / 2 && n_failures > 60, "%u models, %u failures", n_turned,
              n_failures);
}

static void
test_closing_a_door_gives_nobody_a_way(void)
{
    uint32_t n_lost = 0;

    for (uint64_t seed = 0; seed < N_CLOSED; seed++) {
        g_autofree char *text = ct_generate_model(seed + 900, &ct_generator_all);
        g_auto(CtSegmented) open = {0};

        if (!ct_segmented_init(&open, text, NULL, 0))
            continue;
        for (uint32_t c = 0; c < open.twin->model->conduits.length && c < 3; c++) {
            g_autofree char *path =
                g_strdup_printf("conduits.%s.allow",
                                ct_model_id(open.twin->model, CT_SECTION_CONDUITS, c));
            CtPatch patch = {.path = path, .value = "[]"};
            g_auto(CtSegmented) closed = {0};
            uint32_t n = open.result->n_zones;

            if (!ct_segmented_init(&closed, text, &patch, 1))
                continue;
            for (uint32_t i = 0; i < n * n; i++) {
                uint8_t before = open.result->cells[i].attackable;
                uint8_t after = closed.result->cells[i].attackable;

                CHECK_MSG(after != CT_ANSWER_YES || before == CT_ANSWER_YES,
                          "seed %u: closing %s opens cell %u", (unsigned)seed, path, i);
                n_lost += before != after ? 1 : 0;
            }
        }
    }
    CHECK_MSG(n_lost > 8, "only %u cells were closed", n_lost);
}

CU_TestInfo test_segmentation_tests[] = {
    {"each class where it is and just is not", test_each_class_where_it_is_and_just_is_not},
    {"ids do not hang on the order of the file", test_ids_do_not_hang_on_the_order_of_the_file},
    {"closing a door gives nobody a way", test_closing_a_door_gives_nobody_a_way},
    CU_TEST_INFO_NULL,
};
