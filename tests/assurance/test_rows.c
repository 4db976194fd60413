/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every row of every catalog that names a check comes to each verdict that the check can give, in
 * a design that was written for it (cases.yaml); and where a row names techniques that make a
 * claim untrue, one of them does.
 */
#include "tests/support/check.h"

#include "assurance/yaml_tree.h"
#include "tests/assurance/bench_design.h"

#include <string.h>

static CtDiag *diag;
static CtChecks *checks;
static CtCatalogs *catalogs;
static CtYamlTree *cases;

static void
load_all(void)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    GError *error = NULL;

    if (cases != NULL)
        return;
    diag = ct_diag_new();
    checks = ct_checks_new(&ct_limits_default, &error);
    CHECK_OK(checks != NULL, error);
    catalogs = ct_catalogs_new(&ct_limits_default);
    bool ok = ct_checks_load_builtin(checks, diag) && ct_catalogs_load_builtin(catalogs, diag) &&
              ct_catalogs_bind(catalogs, checks, diag);
    CHECK_OK(g_file_get_contents(CT_SOURCE_DIR "/tests/assurance/cases.yaml", &text, &length,
                                 &error),
             error);
    cases =
        ct_yaml_tree_new(text, length, (CtPos){.line = 1, .column = 1}, &ct_limits_default, diag);
    g_autofree char *said = ct_diag_to_text(diag, 10);
    CHECK_MSG(ok && cases != NULL, "%s", said);
    CU_ASSERT_FATAL(ok && cases != NULL);
}

/* --- what $NAME stands for --- */

static const struct {
    const char *name, *good, *bad;
} attributes[] = {
    {"removable_media", "blocked", "allowed"}, {"macros", "blocked", "allowed"},
    {"debug_port", "closed", "open"},          {"onboarding", "attested", "none"},
    {"commissioning", "protected", "open"},    {"mode_switch", "run", "program"},
};

static const struct {
    const char *name, *best, *worst;
} practices[] = {
    {"sdl", "ML4", "none"},
    {"signing", "offline", "none"},
    {"review", "two-person", "none"},
};

/* What makes asset it-1 one of a sort, and what makes it none. NULL: the base does. */
static const struct {
    const char *sort, *sorted, *unsorted;
} sorts[] = {
    {"host", "products.thing.kind=server", NULL},
    {"network", "products.thing.kind=switch", NULL},
    {"software", "products.thing.kind=app", NULL},
    {"embedded", NULL, "products.thing.kind=server"},
    {"process", NULL, "products.thing.kind=server"},
    {"logins", "products.thing.services={s: {port: tcp/22, auth: password}}", NULL},
    {"remote", "products.thing.services={s: {port: tcp/22, auth: password}}", NULL},
    {"certificates", "products.thing.services={s: {port: tcp/443, auth: certificate}}", NULL},
    {"removable", "networks.stick={medium: usb}|assets.it-1.networks=[plant, stick]", NULL},
    {"critical", "functions.f={needs: [it-1]}", NULL},
    {"keeps", "credentials.sk={kind: key}|assets.it-1.stores=[sk]", NULL},
};

static const struct {
    const char *group, *set;
} groups[] = {
    {"backend", "products.thing.kind=server"},
    {"vehicle", "products.thing.kind=ecu"},
    {"people", "people.p={count: 1}"},
    {"update", "channels.u={kind: update, from: it-1, to: {product: thing}}"},
    {"build", "channels.b={kind: build, from: it-1, to: {product: thing}}"},
    {"command", "channels.m={kind: command, from: it-1, to: {product: thing}}"},
    {"radio", "networks.r={medium: wifi}|assets.it-1.networks=[plant, r]"},
    {"bus", "networks.b={medium: can}|assets.it-1.networks=[plant, b]"},
    {"usb", "networks.stick={medium: usb}|assets.it-1.networks=[plant, stick]"},
    {"data", "data.d={at: [it-1]}"},
    {"flow", "products.thing.services={s: {port: tcp/9000, auth: none}}|flows.f={from: it-1, to: "
             "it-1, service: s}"},
};

static const char *
text_of(const CtYamlNode *with, const char *key)
{
    const CtYamlNode *node = ct_yaml_node_get(with, key);

    return node != NULL && node->kind == CT_YAML_NODE_TEXT ? node->text : NULL;
}

static const char *
first_of(const CtYamlNode *with, const char *key)
{
    const CtYamlNode *list = ct_yaml_node_get(with, key);

    return list != NULL && list->first != NULL ? list->first->text : NULL;
}

/* The patches for "$sorted" and the like, parted by '|'. */
static const char *
sets_of(const char *word, const CtYamlNode *with, const char *about)
{
    const char *sort = text_of(with, "sort"), *group = text_of(with, "group");

    if (strcmp(word, "$group") == 0) {
        for (size_t i = 0; group != NULL && i < G_N_ELEMENTS(groups); i++)
            if (strcmp(groups[i].group, group) == 0)
                return groups[i].set;
        return "";
    }
    for (size_t i = 0; sort != NULL && i < G_N_ELEMENTS(sorts); i++)
        if (strcmp(sorts[i].sort, sort) == 0) {
            const char *set = strcmp(word, "$sorted") == 0 ? sorts[i].sorted : sorts[i].unsorted;
            return set != NULL ? set : "";
        }
    return strcmp(word, "$unsorted") == 0 && about != NULL ? "assets.it-1=null" : "";
}

static const char *
value_of(const char *name, const CtYamlNode *with)
{
    const char *attribute = text_of(with, "attribute"), *practice = text_of(with, "practice");
    bool good = strcmp(name, "good") == 0, best = strcmp(name, "best") == 0;

    for (size_t i = 0; attribute != NULL && i < G_N_ELEMENTS(attributes); i++)
        if ((good || strcmp(name, "bad") == 0) && strcmp(attributes[i].name, attribute) == 0)
            return good ? attributes[i].good : attributes[i].bad;
    for (size_t i = 0; practice != NULL && i < G_N_ELEMENTS(practices); i++)
        if ((best || strcmp(name, "worst") == 0) && strcmp(practices[i].name, practice) == 0)
            return best ? practices[i].best : practices[i].worst;
    if (good || best)
        return "true";
    if (strcmp(name, "bad") == 0 || strcmp(name, "worst") == 0)
        return "false";
    if (strcmp(name, "give") == 0)
        return first_of(with, "gives") != NULL ? first_of(with, "gives") : "control";
    return text_of(with, name) != NULL ? text_of(with, name) : "unused";
}

static char *
fill_in(const char *text, const CtYamlNode *with)
{
    GString *filled = g_string_new(NULL);

    for (const char *at = text; *at != '\0'; at++) {
        if (*at != '$') {
            g_string_append_c(filled, *at);
            continue;
        }
        size_t length = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_");
        g_autofree char *name = g_strndup(at + 1, length);

        g_string_append(filled, value_of(name, with));
        at += length;
    }
    return g_string_free(filled, FALSE);
}

static void
add_sets(GPtrArray *patches, const CtYamlNode *list, const CtYamlNode *with)
{
    for (const CtYamlNode *at = list != NULL ? list->first : NULL; at != NULL; at = at->next) {
        bool word = at->text[0] == '$' && strchr(at->text, '=') == NULL;
        g_auto(GStrv) parts =
            g_strsplit(word ? sets_of(at->text, with, at->text) : at->text, word ? "|" : "\n", -1);

        for (char **part = parts; *part != NULL; part++)
            if (**part != '\0')
                g_ptr_array_add(patches, fill_in(*part, with));
    }
}

/* --- which case --- */

static bool
fits(const CtYamlNode *one, const CtYamlNode *with)
{
    const CtYamlNode *wanted = ct_yaml_node_get(one, "for");

    for (const CtYamlNode *at = wanted != NULL ? wanted->first : NULL; at != NULL; at = at->next) {
        const CtYamlNode *given = ct_yaml_node_get(with, at->key);
        g_autofree char *a = ct_yaml_node_json(at);
        g_autofree char *b = given != NULL ? ct_yaml_node_json(given) : g_strdup("");

        if (strcmp(a, b) != 0)
            return false;
    }
    return true;
}

/* The case of @check for @verdict; one that says `for` goes before one that does not. */
static const CtYamlNode *
find_case(const char *check, const char *verdict, const CtYamlNode *with)
{
    const CtYamlNode *list = ct_yaml_node_get(ct_yaml_tree_root(cases), "cases");
    const CtYamlNode *plain = NULL;

    for (const CtYamlNode *at = list->first; at != NULL; at = at->next) {
        if (strcmp(text_of(at, "check"), check) != 0 ||
            strcmp(text_of(at, "verdict"), verdict) != 0 || !fits(at, with))
            continue;
        if (ct_yaml_node_get(at, "for") != NULL)
            return at;
        plain = plain != NULL ? plain : at;
    }
    return plain;
}

/* --- judging --- */

/* A rule called @name that succeeds on what checks about @about look at, from exec:it-1:user. */
static char *
technique_text(const char *name, CtSubjectKind about, bool insider)
{
    const char *from = insider ? "people \"q\", via = { uses \"a\" }" : "exec(\"a\", \"user\")";
    const char *via = "", *gains = "halted \"a\"";

    if (about == CT_SUBJECT_CREDENTIAL) {
        via = "via = { stores \"c\" }, ";
        gains = "holds \"c\"";
    } else if (about == CT_SUBJECT_NETWORK)
        via = "via = { attached_to \"n\" }, ";
    else if (about == CT_SUBJECT_FLOW)
        via = "via = { attached_to \"n\", carries \"f\" }, ";
    else if (about == CT_SUBJECT_DATA)
        via = "via = { keeps \"d\" }, ";
    else if (about == CT_SUBJECT_CHANNEL)
        via = "via = { sends \"c\" }, ";
    else if (about == CT_SUBJECT_PRODUCT)
        via = "via = { runs \"p\" }, ";
    return g_strdup_printf(
        "technique \"%s\" { ids = { it = \"T0001\" }, name = \"Test\", tactics = "
        "{ \"impact\" }, from = %s, %sgains = %s, "
        "time = hours(1), success = 1, noise = 0, skill = \"novice\", "
        "source = \"assumption\" }\n",
        name, from, via, gains);
}

/* Rules under the names of the row's techniques, of which none can succeed, but for @but. */
static void
add_never(GString *text, const CtYamlNode *with, const char *but)
{
    const CtYamlNode *list = ct_yaml_node_get(with, "techniques");

    for (const CtYamlNode *at = list != NULL ? list->first : NULL; at != NULL; at = at->next)
        if (g_strcmp0(at->text, but) != 0)
            g_string_append_printf(
                text,
                "technique \"%s\" { ids = { it = \"T0002\" }, name = \"Never\", tactics = { "
                "\"impact\" }, from = exec(\"a\", \"user\"), when = function() return false "
                "end, gains = halted \"a\", time = hours(1), success = 1, noise = 0, skill = "
                "\"novice\", source = \"assumption\" }\n",
                at->text);
}

static void
set_run(const CtYamlNode *figures, CtStatistics *run, CtGoalStatistics *goal)
{
    double success = g_ascii_strtod(text_of(figures, "success"), NULL);

    *goal = (CtGoalStatistics){.name = (char *)"goal",
                               .text = (char *)"halted:it-1",
                               .success = {success, success, success}};
    run->n = 100;
    run->success = goal->success;
    run->seen.value = g_ascii_strtod(text_of(figures, "seen"), NULL);
    run->goals = g_array_new(FALSE, TRUE, sizeof(CtGoalStatistics));
    g_array_append_vals(run->goals, goal, 1);
}

/* Rows of any catalogs that ask the same of the same kind of product: one design tells of all. */
typedef struct Question {
    const CtCatalogRow *row; /* the first */
    const char *kind;        /* of the product that they are about; NULL: any */
    GPtrArray *names;        /* "CATALOG:ROW" */
    CtYamlTree *with;
} Question;

static void
check_rows(const CtJudged *judged, const Question *question, const char *verdict, bool attack)
{
    for (guint i = 0; i < question->names->len; i++) {
        const char *name = g_ptr_array_index(question->names, i);
        g_auto(GStrv) parts = g_strsplit(name, ":", 2);
        const CtRequirementResult *result = ct_judged_row(judged, parts[0], parts[1]);

        CHECK_MSG(result != NULL && strcmp(ct_ruling_text((CtRuling)result->ruling), verdict) == 0,
                  "%s (%s %s): got %s (%s), want %s", name, question->row->check,
                  question->row->with,
                  result != NULL ? ct_ruling_text((CtRuling)result->ruling) : "nothing",
                  result != NULL ? result->reason : "", verdict);
        if (result == NULL)
            continue;
        CHECK_MSG(result->reason != NULL &&
                      (result->document != NULL) == (result->ruling == CT_RULING_NOT_ASSESSABLE),
                  "%s: a reason, and a document where it is open", name);
        if (result->ruling == CT_RULING_FAIL)
            CHECK_MSG(result->fix != NULL, "%s: what would mend it", name);
        if (result->ruling == CT_RULING_FAIL && attack)
            CHECK_MSG(result->n_evidence > 0 && result->evidence[0].path != NULL,
                      "%s: the attack is shown", name);
    }
}

static bool
is_about_attacks(const CtCatalogRow *row)
{
    return row->bound->needs != 0 || row->defeated_by != NULL || row->shown_by != NULL;
}

static void
judge_case(const Question *question, const CtYamlNode *one, const char *verdict, const char *defeat)
{
    static const char *const held[] = {"exec:it-1:user", NULL};
    const CtYamlNode *root = ct_yaml_tree_root(cases), *figures = ct_yaml_node_get(one, "run");
    const CtYamlNode *with = ct_yaml_tree_root(question->with);
    const CtCheck *check = question->row->bound;
    g_autoptr(GPtrArray) patches = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const char *insider = text_of(one, "insider");
    const char *deed = defeat != NULL ? defeat : insider != NULL ? insider : text_of(one, "deed");
    const char *entries[8] = {NULL};
    CtStatistics run = {0};
    CtGoalStatistics goal;
    g_auto(CtJudged) judged = {0};
    g_autofree char *why = NULL;
    size_t n = 0;

    if (deed != NULL && strcmp(deed, "$first") == 0)
        deed = first_of(with, "techniques");
    if (question->kind != NULL && strcmp(verdict, "not-applicable") != 0)
        g_ptr_array_add(patches, g_strdup_printf("products.thing.kind=%s", question->kind));
    add_sets(patches, ct_yaml_node_get(one, "set"), with);
    if (defeat != NULL)
        add_sets(patches,
                 ct_yaml_node_get(ct_yaml_node_get(root, "defeats"),
                                  ct_subject_kind_text((CtSubjectKind)check->about)),
                 with);
    g_ptr_array_add(patches, NULL);
    for (guint i = 0; i < question->names->len; i++)
        g_ptr_array_add(names, g_ptr_array_index(question->names, i));
    g_ptr_array_add(names, NULL);
    const CtYamlNode *given = ct_yaml_node_get(one, "entries");
    for (const CtYamlNode *at = given != NULL ? given->first : NULL; at != NULL; at = at->next)
        entries[n++] = at->text;
    g_autofree char *rule =
        deed != NULL ? technique_text(deed, (CtSubjectKind)check->about, insider != NULL) : NULL;
    g_autoptr(GString) techniques = g_string_new(rule);

    add_never(techniques, with, deed);
    if (figures != NULL)
        set_run(figures, &run, &goal);
    bool ok =
        ct_judged_init(&judged, text_of(root, "base"), catalogs, checks,
                       &(CtJudgeWith){.patches = (const char *const *)patches->pdata,
                                      .technique = techniques->len > 0 ? techniques->str : NULL,
                                      .entries = deed != NULL ? held
                                                 : n > 0      ? entries
                                                              : NULL,
                                      .undecided = ct_yaml_node_get(one, "undecided") != NULL,
                                      .solved = is_about_attacks(question->row),
                                      .run = figures != NULL ? &run : NULL,
                                      .standards = (const char *const *)names->pdata},
                       &why);

    CHECK_MSG(ok, "%s %s for %s: %s", check->name, question->row->with, verdict, why);
    if (ok)
        check_rows(&judged, question, verdict, deed != NULL);
    if (run.goals != NULL)
        g_array_unref(run.goals);
}

static const char *
kind_of(const CtCatalogRow *row)
{
    static const char *const kinds[] = {"plc", "server", "switch", "app"};

    for (int type = 0; type < CT_COMPONENT_TYPE_COUNT; type++)
        if ((row->applies_to >> type & 1) != 0)
            return kinds[type];
    return NULL;
}

static void
free_question(void *data)
{
    Question *question = data;

    g_ptr_array_unref(question->names);
    ct_yaml_tree_free(question->with);
    g_free(question);
}

static GPtrArray *
new_questions(void)
{
    GPtrArray *questions = g_ptr_array_new_with_free_func(free_question);
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (uint32_t i = 0; i < ct_catalogs_count(catalogs); i++) {
        const CtCatalog *catalog = ct_catalogs_get(catalogs, i);

        for (uint32_t r = 0; r < catalog->n_rows; r++) {
            const CtCatalogRow *row = &catalog->rows[r];

            if (row->bound == NULL)
                continue;
            const char *kind = kind_of(row);
            g_autofree char *key =
                g_strdup_printf("%s %s %s", row->check, row->with, kind != NULL ? kind : "");
            Question *question = g_hash_table_lookup(known, key);

            if (question == NULL) {
                question = g_new0(Question, 1);
                question->row = row;
                question->kind = kind;
                question->names = g_ptr_array_new_with_free_func(g_free);
                question->with =
                    ct_yaml_tree_new(row->with, strlen(row->with), (CtPos){.line = 1, .column = 1},
                                     &ct_limits_default, diag);
                g_ptr_array_add(questions, question);
                g_hash_table_insert(known, g_steal_pointer(&key), question);
            }
            g_ptr_array_add(question->names, g_strdup_printf("%s:%s", catalog->id, row->id));
        }
    }
    return questions;
}

static void
judge_verdicts(const Question *question)
{
    const CtYamlNode *with = ct_yaml_tree_root(question->with);
    const CtCheck *check = question->row->bound;

    for (int i = 0; i < CT_RULING_COUNT; i++) {
        const char *verdict = ct_ruling_text((CtRuling)i);

        if ((check->gives >> i & 1) == 0)
            continue;
        const CtYamlNode *one = find_case(check->name, verdict, with);

        CHECK_MSG(one != NULL, "%s %s: no case of %s, with %s", check->name, verdict, verdict,
                  question->row->with);
        if (one != NULL)
            judge_case(question, one, verdict, NULL);
    }
}

static void
judge_questions(bool attacks)
{
    load_all();
    g_autoptr(GPtrArray) questions = new_questions();

    for (guint i = 0; i < questions->len; i++) {
        const Question *question = g_ptr_array_index(questions, i);
        if (is_about_attacks(question->row) == attacks)
            judge_verdicts(question);
    }
}

static void
test_rows_of_the_design(void)
{
    judge_questions(false);
}

static void
test_rows_of_attacks(void)
{
    judge_questions(true);
}

/* The first technique that each names; that all of them exist is for test_catalogs.c. */
static void
test_claims_are_defeated(void)
{
    load_all();
    g_autoptr(GPtrArray) questions = new_questions();

    for (guint i = 0; i < questions->len; i++) {
        const Question *question = g_ptr_array_index(questions, i);
        const char *const *names = question->row->defeated_by;
        const CtYamlNode *one =
            find_case(question->row->check, "pass", ct_yaml_tree_root(question->with));

        if (names != NULL && one != NULL)
            judge_case(question, one, "fail", names[0]);
    }
}

static void
test_every_check_is_used(void)
{
    load_all();
    for (uint32_t c = 0; c < ct_checks_count(checks); c++) {
        bool used = false;

        for (uint32_t i = 0; i < ct_catalogs_count(catalogs); i++)
            for (uint32_t r = 0; r < ct_catalogs_get(catalogs, i)->n_rows; r++)
                used =
                    used || ct_catalogs_get(catalogs, i)->rows[r].bound == ct_checks_get(checks, c);
        CHECK_MSG(used, "no row names check %s", ct_checks_get(checks, c)->name);
    }
}

static void
free_all(void)
{
    ct_catalogs_free(catalogs);
    ct_checks_free(checks);
    ct_yaml_tree_free(cases);
    ct_diag_free(diag);
    cases = NULL;
}

CU_TestInfo test_rows_tests[] = {
    {"every check is used", test_every_check_is_used},
    {"every row comes to every verdict", test_rows_of_the_design},
    {"every row about attacks comes to every verdict", test_rows_of_attacks},
    {"a claim that an attacker defeats fails", test_claims_are_defeated},
    {"and all is freed", free_all},
    CU_TEST_INFO_NULL,
};
