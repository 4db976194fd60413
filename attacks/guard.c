/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Answers are kept in one open-addressed table under a key of eight words: the technique, what the
 * rule may see of each variable, and the signature of the route. What it cannot see is no part of
 * the key, and its functions could not have read it (topology/lua_model.h). Answers lie in chunks
 * that never move, in the order in which they were first asked.
 */
#include "attacks/guard.h"

#include "attacks/lua_verdict.h"
#include "attacks/rules.h"

#include <string.h>

G_DEFINE_QUARK(ct_guard_error_quark, ct_guard_error)

enum { KEY_WORDS = 8, KEY_VARIABLES = 1, KEY_SIGNATURE = 7 };
G_STATIC_ASSERT(KEY_VARIABLES + CT_MAX_VARIABLES == KEY_SIGNATURE);

typedef struct Key {
    uint32_t words[KEY_WORDS];
} Key;

typedef struct Slot {
    Key key;
    const CtVerdict *verdict; /* NULL: free */
} Slot;

/* What was asked, to ask it again, and what came out. */
typedef struct Answer {
    const CtLoadedRule *rule;
    uint32_t entities[CT_MAX_VARIABLES];
    CtSignature signature;
    CtVerdict verdict;
} Answer;

/* How much of a variable a rule sees. */
typedef enum Sight {
    SIGHT_NOTHING,
    SIGHT_SELF,
    SIGHT_ASSET_CLASS,
    SIGHT_ASSET_ROW,
    SIGHT_SERVICE_CLASS,
    SIGHT_SERVICE_ROW,
    SIGHT_NETWORK_ROW,
    SIGHT_ZONE_ROW,
} Sight;

struct CtGuard {
    CtLibrary *library;
    const CtInstances *instances;
    const CtAttackerTraits *traits;
    CtLuaModel model;

    uint8_t (*sights)[CT_MAX_VARIABLES]; /* per technique */
    uint32_t *class_service;             /* service instance → row of classes->services */

    Slot *slots;
    uint32_t n_slots;   /* a power of two */
    Slot last;          /* bindings that follow one another often share a key */
    GPtrArray *answers; /* Answer, in the order asked */
    GArray *signatures; /* CtSignature, distinct ones */

    GStringChunk *texts;
    GPtrArray *lists;          /* arrays that verdicts point to */
    GPtrArray *read, *assumed; /* of the question that runs */
    CtQuestion *question;
};

static Sight
sight_of(const CtTechnique *technique, uint8_t variable)
{
    uint32_t sees = technique->sees;

    switch ((CtEntityKind)technique->variable_kind[variable]) {
    case CT_ENTITY_ASSET:
        return (sees & CT_SEES_ASSET) != 0 ? SIGHT_ASSET_ROW : SIGHT_ASSET_CLASS;
    case CT_ENTITY_SERVICE:
        return (sees & CT_SEES_ASSET) != 0 ? SIGHT_SERVICE_ROW : SIGHT_SERVICE_CLASS;
    case CT_ENTITY_CREDENTIAL:
        return (sees & CT_SEES_CREDENTIAL) != 0 ? SIGHT_SELF : SIGHT_NOTHING;
    case CT_ENTITY_PEOPLE:
        return (sees & CT_SEES_PERSON) != 0 ? SIGHT_SELF : SIGHT_NOTHING;
    case CT_ENTITY_SUPPLIER:
        return (sees & CT_SEES_SUPPLIER) != 0 ? SIGHT_SELF : SIGHT_NOTHING;
    case CT_ENTITY_NETWORK:
        return SIGHT_NETWORK_ROW;
    case CT_ENTITY_ZONE:
        return SIGHT_ZONE_ROW;
    case CT_ENTITY_NONE:
    case CT_ENTITY_COUNT:
        return SIGHT_NOTHING;
    case CT_ENTITY_SITE:
    case CT_ENTITY_PRODUCT:
    case CT_ENTITY_COMPONENT:
    case CT_ENTITY_CHANNEL:
    case CT_ENTITY_DATA:
    case CT_ENTITY_FLOW:
    case CT_ENTITY_FUNCTION:
    case CT_ENTITY_CONDITION:
    case CT_ENTITY_VULNERABILITY:
    case CT_ENTITY_REQUIREMENT:
        break;
    }
    return SIGHT_SELF;
}

static void
on_read(void *data, const char *text, bool assumed)
{
    CtGuard *guard = data;
    char *own = g_string_chunk_insert_const(guard->texts, text);
    GPtrArray *list = assumed ? guard->assumed : guard->read;

    if (!assumed && !guard->question->in_when)
        return;
    if (!g_ptr_array_find(list, own, NULL))
        g_ptr_array_add(list, own);
}

static uint32_t *
new_class_services(const CtInstances *instances)
{
    uint32_t *rows = g_new(uint32_t, instances->n_services + 1);

    for (uint32_t asset = 0; asset < instances->n_assets; asset++) {
        uint32_t first = instances->service_first[asset];
        uint32_t start = ct_instances_class(instances, asset)->services.start;

        for (uint32_t s = first; s < instances->service_first[asset + 1]; s++)
            rows[s] = start + (s - first);
    }
    return rows;
}

CtGuard *
ct_guard_new(CtLibrary *library, const CtInstances *instances, const CtAttackerTraits *traits)
{
    CtGuard *guard = g_new0(CtGuard, 1);
    uint32_t n = ct_library_count(library);

    guard->library = library;
    guard->instances = instances;
    guard->traits = traits;
    guard->model = (CtLuaModel){.instances = instances, .on_read = on_read, .data = guard};
    guard->sights = g_malloc0_n(n + 1, sizeof *guard->sights);
    for (uint32_t i = 0; i < n; i++)
        for (uint8_t v = 0; v < ct_library_get(library, i)->n_variables; v++)
            guard->sights[i][v] = (uint8_t)sight_of(ct_library_get(library, i), v);
    guard->class_service = new_class_services(instances);
    guard->n_slots = 1024;
    guard->slots = g_new0(Slot, guard->n_slots);
    guard->answers = g_ptr_array_new_with_free_func(g_free);
    guard->signatures = g_array_new(FALSE, TRUE, sizeof(CtSignature));
    guard->texts = g_string_chunk_new(4096);
    guard->lists = g_ptr_array_new_with_free_func(g_free);
    guard->read = g_ptr_array_new();
    guard->assumed = g_ptr_array_new();
    return guard;
}

void
ct_guard_free(CtGuard *guard)
{
    if (guard == NULL)
        return;
    g_free(guard->sights);
    g_free(guard->class_service);
    g_free(guard->slots);
    g_ptr_array_unref(guard->answers);
    g_array_unref(guard->signatures);
    g_string_chunk_free(guard->texts);
    g_ptr_array_unref(guard->lists);
    g_ptr_array_unref(guard->read);
    g_ptr_array_unref(guard->assumed);
    g_free(guard);
}

/* The number of @signature's content, counted from 1. There are few. */
static uint32_t
number_signature(CtGuard *guard, const CtSignature *signature)
{
    for (guint i = 0; i < guard->signatures->len; i++) {
        const CtSignature *known = &g_array_index(guard->signatures, CtSignature, i);

        if (known->mfa == signature->mfa && known->inspection == signature->inspection &&
            known->encryption == signature->encryption && known->sensor == signature->sensor)
            return i + 1;
    }
    g_array_append_vals(guard->signatures, signature, 1);
    return guard->signatures->len;
}

/* The service of the first asset of its row: one for all that are alike. */
static uint32_t
first_alike(const CtInstances *instances, uint32_t service)
{
    uint32_t asset = ct_instances_service_asset(instances, service);
    uint32_t first = instances->asset_first[instances->asset_row[asset]];

    return instances->service_first[first] + service - instances->service_first[asset];
}

static uint32_t
seen_of(const CtGuard *guard, Sight sight, uint32_t entity)
{
    const CtInstances *instances = guard->instances;

    switch (sight) {
    case SIGHT_NOTHING:
        return 0;
    case SIGHT_SELF:
        return entity;
    case SIGHT_ASSET_CLASS:
        return instances->classes->of_asset[instances->asset_row[entity]];
    case SIGHT_ASSET_ROW:
        return instances->asset_row[entity];
    case SIGHT_SERVICE_CLASS:
        return guard->class_service[entity];
    case SIGHT_SERVICE_ROW:
        return first_alike(instances, entity);
    case SIGHT_NETWORK_ROW:
        return instances->network_row[entity];
    case SIGHT_ZONE_ROW:
        return instances->zone_row[entity];
    }
    return entity;
}

static uint32_t
hash_key(const Key *key)
{
    uint64_t hash = UINT64_C(0x9e3779b97f4a7c15);

    for (int i = 0; i < KEY_WORDS; i += 2) {
        uint64_t word = key->words[i] | (uint64_t)key->words[i + 1] << 32;

        hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd);
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

/* The slot that holds @key, or the free one where it goes. */
static Slot *
find_slot(const CtGuard *guard, const Key *key)
{
    uint32_t mask = guard->n_slots - 1;

    for (uint32_t i = hash_key(key) & mask;; i = (i + 1) & mask) {
        Slot *slot = &guard->slots[i];

        if (slot->verdict == NULL || memcmp(&slot->key, key, sizeof *key) == 0)
            return slot;
    }
}

static void
grow(CtGuard *guard)
{
    Slot *old = guard->slots;
    uint32_t n_old = guard->n_slots;

    guard->n_slots *= 2;
    guard->slots = g_new0(Slot, guard->n_slots);
    for (uint32_t i = 0; i < n_old; i++)
        if (old[i].verdict != NULL)
            *find_slot(guard, &old[i].key) = old[i];
    g_free(old);
}

static const char *const *
keep_list(CtGuard *guard, GPtrArray *texts)
{
    const char **list = g_new0(const char *, texts->len + 1);

    for (guint i = 0; i < texts->len; i++)
        list[i] = g_ptr_array_index(texts, i);
    g_ptr_array_add(guard->lists, list);
    return list;
}

/* Asks @answer's question and fills its verdict in. */
static bool
ask(CtGuard *guard, Answer *answer, GError **error)
{
    CtQuestion question = {.rule = answer->rule,
                           .model = &guard->model,
                           .traits = guard->traits,
                           .entities = answer->entities,
                           .verdict = &answer->verdict};
    GError *inner = NULL;

    answer->verdict = (CtVerdict){0};
    guard->model.signature = answer->signature;
    guard->model.round = ++guard->library->rounds;
    guard->question = &question;
    g_ptr_array_set_size(guard->read, 0);
    g_ptr_array_set_size(guard->assumed, 0);
    bool ok = ct_lua_host_call(guard->library->host, ct_lua_answer, &question, &inner);
    guard->question = NULL;
    if (!ok) {
        g_set_error(error, CT_GUARD_ERROR, CT_GUARD_ERROR_SCRIPT, "technique '%s': %s",
                    answer->rule->technique.name, inner->message);
        g_error_free(inner);
        return false;
    }
    if (!answer->verdict.fires && question.reason[0] != '\0')
        answer->verdict.reason = g_string_chunk_insert_const(guard->texts, question.reason);
    answer->verdict.read = keep_list(guard, guard->read);
    answer->verdict.assumed = keep_list(guard, guard->assumed);
    return true;
}

static const CtVerdict *
answer_anew(CtGuard *guard,
            const Key *key,
            const CtTechnique *technique,
            const uint32_t *entities,
            const CtSignature *signature,
            GError **error)
{
    g_autofree Answer *answer = g_new0(Answer, 1);

    answer->rule = ct_rule_of(technique);
    answer->signature = *signature;
    memcpy(answer->entities, entities, technique->n_variables * sizeof *entities);
    if (!ask(guard, answer, error))
        return NULL;

    if (2 * (guard->answers->len + 1) > guard->n_slots)
        grow(guard);
    *find_slot(guard, key) = (Slot){.key = *key, .verdict = &answer->verdict};
    g_ptr_array_add(guard->answers, answer);
    return &g_steal_pointer(&answer)->verdict;
}

const CtVerdict *
ct_guard_judge(CtGuard *guard,
               const CtTechnique *technique,
               G_GNUC_UNUSED uint8_t opener,
               const uint32_t *entities,
               const CtSignature *signature,
               GError **error)
{
    static const CtSignature nothing = {.mfa = CT_MFA_NONE,
                                        .inspection = CT_INSPECTION_NONE,
                                        .encryption = CT_ENCRYPTION_NONE};
    Key key = {.words = {technique->index}};

    if (signature == NULL)
        signature = &nothing;
    for (uint8_t v = 0; v < technique->n_variables; v++)
        key.words[KEY_VARIABLES + v] =
            seen_of(guard, (Sight)guard->sights[technique->index][v], entities[v]);
    if ((technique->sees & CT_SEES_CONTROLS) != 0)
        key.words[KEY_SIGNATURE] = number_signature(guard, signature);

    if (guard->last.verdict != NULL && memcmp(&guard->last.key, &key, sizeof key) == 0)
        return guard->last.verdict;

    const Slot *slot = find_slot(guard, &key);
    const CtVerdict *verdict = slot->verdict;
    if (verdict == NULL)
        verdict = answer_anew(guard, &key, technique, entities, signature, error);
    if (verdict != NULL)
        guard->last = (Slot){.key = key, .verdict = verdict};
    return verdict;
}

static bool
same_lists(const char *const *a, const char *const *b)
{
    return g_strv_equal((const char *const *)a, (const char *const *)b);
}

static bool
same_dist(const CtDist *a, const CtDist *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d &&
           a->never == b->never;
}

static bool
same_terms(const CtFactTerm *a, const CtFactTerm *b, uint8_t n)
{
    for (uint8_t i = 0; i < n; i++)
        if (a[i].how != b[i].how || a[i].kind != b[i].kind || a[i].level != b[i].level ||
            a[i].variable != b[i].variable || a[i].n_children != b[i].n_children ||
            a[i].entity != b[i].entity)
            return false;
    return true;
}

static bool
same_verdicts(const CtVerdict *a, const CtVerdict *b)
{
    return a->fires == b->fires && a->n_also == b->n_also && a->n_gains == b->n_gains &&
           a->skill == b->skill && a->works == b->works && a->success == b->success &&
           a->noise == b->noise && a->effort_hours == b->effort_hours &&
           g_strcmp0(a->reason, b->reason) == 0 && same_terms(a->also, b->also, a->n_also) &&
           same_terms(a->gains, b->gains, a->n_gains) && same_dist(&a->time, &b->time) &&
           same_dist(&a->prepare, &b->prepare) && same_dist(&a->retry, &b->retry) &&
           same_lists(a->assumed, b->assumed) && same_lists(a->read, b->read);
}

static char *
binding_text(const CtGuard *guard, const Answer *answer)
{
    const CtTechnique *technique = &answer->rule->technique;
    GString *text = g_string_new(NULL);

    for (uint8_t v = 0; v < technique->n_variables; v++) {
        g_autofree char *entity =
            ct_entity_text(guard->instances, (CtEntityKind)technique->variable_kind[v],
                           answer->entities[v]);
        g_string_append_printf(text, "%s%s = %s", v > 0 ? ", " : "", technique->variable_name[v],
                               entity);
    }
    return g_string_free(text, FALSE);
}

bool
ct_guard_verify(CtGuard *guard, GError **error)
{
    for (guint i = guard->answers->len; i-- > 0;) {
        const Answer *first = g_ptr_array_index(guard->answers, i);
        Answer again = *first;

        if (!ask(guard, &again, error))
            return false;
        if (same_verdicts(&first->verdict, &again.verdict))
            continue;
        g_autofree char *binding = binding_text(guard, first);
        g_set_error(error, CT_GUARD_ERROR, CT_GUARD_ERROR_SCRIPT,
                    "%s:%u: technique '%s' answers differently when asked again, for %s: its "
                    "functions must depend on their arguments alone",
                    first->rule->technique.file, first->rule->technique.line,
                    first->rule->technique.name, binding);
        return false;
    }
    return true;
}
