/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Answers are kept in one open-addressed table of numbers, counted as they were first asked, under
 * a key of eight words: the technique, what the rule may see of each variable, and the signature of
 * the route. What it cannot see is no part of the key, and its functions could not have read it
 * (topology/lua_model.h). Of what it can see, the key holds only what they did look into: a
 * function that answered without looking at the network answers so on every network. What they look
 * into depends on what they find, so a rule has several masks of words, and a binding is sought
 * under each. Answers under different keys mostly come out the same: a rule's equal verdicts are
 * kept once.
 */
#include "attacks/guard_sight.h"

#include "attacks/lua_verdict.h"
#include "attacks/rules.h"
#include "attacks/verdict.h"

#include <string.h>

G_DEFINE_QUARK(ct_guard_error_quark, ct_guard_error)

enum { KEY_WORDS = 8, KEY_VARIABLES = 1, KEY_SIGNATURE = 7, MASK_SHIFT = 24, MOST_MASKS = 4 };
G_STATIC_ASSERT(KEY_VARIABLES + CT_MAX_VARIABLES == KEY_SIGNATURE);

/* Bits of a mask: variable v is bit v, the signature the one after. */
enum { MASK_SIGNATURE = 1 << CT_MAX_VARIABLES, MASK_ALL = 2 * MASK_SIGNATURE - 1 };

typedef struct Key {
    uint32_t words[KEY_WORDS]; /* [0]: the technique and its mask; words outside of it are 0 */
} Key;

/* What the guard knows of a rule. */
typedef struct Rule {
    uint8_t sights[CT_MAX_VARIABLES];
    uint8_t masks[MOST_MASKS]; /* of its answers so far; the last in line may be MASK_ALL */
    uint8_t n_masks;
    uint8_t complete_at; /* bit n: some mask lies within the first n variables and no fewer */
} Rule;

/* A verdict of @rule that any number of answers share. */
typedef struct Kept {
    const CtLoadedRule *rule;
    CtVerdict verdict;
} Kept;

/* What was asked, to ask it again, and what came out. */
typedef struct Answer {
    Key key;
    uint32_t entities[CT_MAX_VARIABLES];
    CtSignature signature;
    const Kept *kept;
} Answer;

struct CtGuard {
    CtLibrary *library;
    const CtInstances *instances;
    const CtAttackerTraits *traits;
    CtLuaModel model;

    Rule *rules; /* per technique */

    uint32_t *slots;      /* number of an answer + 1; 0: free */
    uint32_t n_slots;     /* a power of two */
    const Answer *last;   /* bindings that follow one another often share a key; NULL: none yet */
    GPtrArray *answers;   /* Answer, in the order asked */
    GHashTable *verdicts; /* Kept, distinct ones; never walked */
    GArray *signatures;   /* CtSignature, distinct ones */

    GStringChunk *texts;
    GPtrArray *lists;          /* arrays that verdicts point to */
    GPtrArray *read, *assumed; /* of the question that runs */
    CtQuestion *question;
};

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

static guint
hash_kept(gconstpointer data)
{
    const Kept *kept = data;

    return ct_verdict_hash(&kept->verdict) * 31 + kept->rule->technique.index;
}

static gboolean
same_kept(gconstpointer a, gconstpointer b)
{
    const Kept *first = a, *second = b;

    return first->rule == second->rule && ct_verdict_equal(&first->verdict, &second->verdict);
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
    g_assert(n < UINT32_C(1) << MASK_SHIFT);
    guard->rules = g_new0(Rule, n + 1);
    for (uint32_t i = 0; i < n; i++)
        for (uint8_t v = 0; v < ct_library_get(library, i)->n_variables; v++)
            guard->rules[i].sights[v] = (uint8_t)ct_sight_of(ct_library_get(library, i), v);
    guard->n_slots = 1024;
    guard->slots = g_new0(uint32_t, guard->n_slots);
    guard->answers = g_ptr_array_new_with_free_func(g_free);
    guard->verdicts = g_hash_table_new_full(hash_kept, same_kept, g_free, NULL);
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
    g_free(guard->rules);
    g_free(guard->slots);
    g_ptr_array_unref(guard->answers);
    g_hash_table_unref(guard->verdicts);
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

static const Answer *
answer_of(const CtGuard *guard, uint32_t slot)
{
    return g_ptr_array_index(guard->answers, slot - 1);
}

/* The slot that holds @key, or the free one where it goes. */
static uint32_t *
find_slot(const CtGuard *guard, const Key *key)
{
    uint32_t mask = guard->n_slots - 1;

    for (uint32_t i = hash_key(key) & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &guard->slots[i];

        if (*slot == 0 || memcmp(&answer_of(guard, *slot)->key, key, sizeof *key) == 0)
            return slot;
    }
}

static void
grow(CtGuard *guard)
{
    g_free(guard->slots);
    guard->n_slots *= 2;
    guard->slots = g_new0(uint32_t, guard->n_slots);
    for (uint32_t i = 0; i < guard->answers->len; i++)
        *find_slot(guard, &answer_of(guard, i + 1)->key) = i + 1;
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

/* Asks @rule about @answer's entities and fills in the verdict. */
static bool
ask(CtGuard *guard,
    const CtLoadedRule *rule,
    const Answer *answer,
    CtVerdict *verdict,
    GError **error)
{
    CtQuestion question = {.rule = rule,
                           .model = &guard->model,
                           .traits = guard->traits,
                           .entities = answer->entities,
                           .verdict = verdict};
    GError *inner = NULL;

    *verdict = (CtVerdict){0};
    guard->model.signature = answer->signature;
    guard->model.round = ++guard->library->rounds;
    guard->model.looked = 0;
    guard->question = &question;
    g_ptr_array_set_size(guard->read, 0);
    g_ptr_array_set_size(guard->assumed, 0);
    bool ok = ct_lua_host_call(guard->library->host, ct_lua_answer, &question, &inner);
    guard->question = NULL;
    if (!ok) {
        g_set_error(error, CT_GUARD_ERROR, CT_GUARD_ERROR_SCRIPT, "technique '%s': %s",
                    rule->technique.name, inner->message);
        g_error_free(inner);
        return false;
    }
    if (!verdict->fires && question.reason[0] != '\0')
        verdict->reason = g_string_chunk_insert_const(guard->texts, question.reason);
    verdict->read = keep_list(guard, guard->read);
    verdict->assumed = keep_list(guard, guard->assumed);
    return true;
}

/* The verdict like @fresh, whose two lists were kept last; @fresh itself if it is the first. */
static const Kept *
keep_verdict(CtGuard *guard, const Kept *fresh)
{
    Kept *kept = g_hash_table_lookup(guard->verdicts, fresh);

    if (kept != NULL) {
        g_ptr_array_set_size(guard->lists, (gint)guard->lists->len - 2);
        return kept;
    }
    kept = g_memdup2(fresh, sizeof *fresh);
    g_hash_table_add(guard->verdicts, kept);
    return kept;
}

/* The key of a binding under @mask. */
static Key
make_key(CtGuard *guard,
         const CtTechnique *technique,
         uint8_t mask,
         const uint32_t *entities,
         const CtSignature *signature)
{
    const Rule *rule = &guard->rules[technique->index];
    Key key = {.words = {technique->index | (uint32_t)mask << MASK_SHIFT}};

    for (uint8_t v = 0; v < technique->n_variables; v++)
        if ((mask >> v & 1) != 0)
            key.words[KEY_VARIABLES + v] =
                ct_sight_seen(guard->instances, (CtSight)rule->sights[v], entities[v]);
    if ((mask & MASK_SIGNATURE) != 0 && (technique->sees & CT_SEES_CONTROLS) != 0)
        key.words[KEY_SIGNATURE] = number_signature(guard, signature);
    return key;
}

/* How many variables, from the first on, must be bound for all of @mask to be; the first always is.
 */
static unsigned
variables_of(uint8_t mask)
{
    unsigned n = CT_MAX_VARIABLES;

    while (n > 1 && (mask >> (n - 1) & 1) == 0)
        n--;
    return n;
}

/* The mask of what was looked into, or the one that serves for all once a rule has too many. */
static uint8_t
note_mask(CtGuard *guard, Rule *rule)
{
    uint32_t looked = guard->model.looked;
    uint8_t mask = (uint8_t)(looked & (MASK_SIGNATURE - 1));

    if ((looked & CT_VIEW_LOOKED_CONTROLS) != 0)
        mask |= MASK_SIGNATURE;
    for (uint8_t i = 0; i < rule->n_masks; i++)
        if (rule->masks[i] == mask)
            return mask;
    if (rule->n_masks >= MOST_MASKS - 1)
        mask = MASK_ALL;
    if (rule->n_masks < MOST_MASKS) {
        rule->masks[rule->n_masks++] = mask;
        rule->complete_at |= (uint8_t)(1 << variables_of(mask));
    }
    return mask;
}

static const Answer *
answer_anew(CtGuard *guard,
            const CtTechnique *technique,
            const uint32_t *entities,
            const CtSignature *signature,
            GError **error)
{
    g_autofree Answer *answer = g_new0(Answer, 1);
    Kept fresh = {.rule = ct_rule_of(technique)};

    answer->signature = *signature;
    memcpy(answer->entities, entities, technique->n_variables * sizeof *entities);
    if (!ask(guard, fresh.rule, answer, &fresh.verdict, error))
        return NULL;
    answer->kept = keep_verdict(guard, &fresh);
    answer->key = make_key(guard, technique, note_mask(guard, &guard->rules[technique->index]),
                           entities, signature);

    if (2 * (guard->answers->len + 1) > guard->n_slots)
        grow(guard);
    g_ptr_array_add(guard->answers, answer);
    *find_slot(guard, &answer->key) = guard->answers->len;
    return g_steal_pointer(&answer);
}

/* The answer known for a binding that rests on variables within @bound alone; NULL: none is. */
static const Answer *
find_answer(CtGuard *guard,
            const CtTechnique *technique,
            uint32_t bound,
            const uint32_t *entities,
            const CtSignature *signature)
{
    const Rule *rule = &guard->rules[technique->index];

    for (uint8_t i = 0; i < rule->n_masks; i++) {
        if ((rule->masks[i] & ~bound) != 0)
            continue;
        Key key = make_key(guard, technique, rule->masks[i], entities, signature);

        if (guard->last != NULL && memcmp(&guard->last->key, &key, sizeof key) == 0)
            return guard->last;
        uint32_t slot = *find_slot(guard, &key);
        if (slot != 0)
            return guard->last = answer_of(guard, slot);
    }
    return NULL;
}

static const CtSignature no_signature = {.mfa = CT_MFA_NONE,
                                         .inspection = CT_INSPECTION_NONE,
                                         .encryption = CT_ENCRYPTION_NONE};

const CtVerdict *
ct_guard_judge(CtGuard *guard,
               const CtTechnique *technique,
               G_GNUC_UNUSED uint8_t opener,
               const uint32_t *entities,
               const CtSignature *signature,
               GError **error)
{
    if (signature == NULL)
        signature = &no_signature;

    const Answer *answer = find_answer(guard, technique, MASK_ALL, entities, signature);
    if (answer == NULL)
        answer = answer_anew(guard, technique, entities, signature, error);
    if (answer == NULL)
        return NULL;
    guard->last = answer;
    return &answer->kept->verdict;
}

const CtVerdict *
ct_guard_foresee(CtGuard *guard,
                 const CtTechnique *technique,
                 uint32_t n_bound,
                 const uint32_t *entities,
                 const CtSignature *signature)
{
    uint32_t bound = (UINT32_C(1) << n_bound) - 1;
    const Answer *answer;

    /* At one variable fewer it was, or could have been, foreseen already. */
    if ((guard->rules[technique->index].complete_at >> n_bound & 1) == 0)
        return NULL;
    answer = find_answer(guard, technique, bound | MASK_SIGNATURE, entities,
                         signature != NULL ? signature : &no_signature);
    return answer != NULL ? &answer->kept->verdict : NULL;
}

static char *
binding_text(const CtGuard *guard, const Answer *answer)
{
    const CtTechnique *technique = &answer->kept->rule->technique;
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
        const CtTechnique *technique = &first->kept->rule->technique;
        CtVerdict again;

        if (!ask(guard, first->kept->rule, first, &again, error))
            return false;
        if (ct_verdict_equal(&first->kept->verdict, &again))
            continue;
        g_autofree char *binding = binding_text(guard, first);
        g_set_error(error, CT_GUARD_ERROR, CT_GUARD_ERROR_SCRIPT,
                    "%s:%u: technique '%s' answers differently when asked again, for %s: its "
                    "functions must depend on their arguments alone",
                    technique->file, technique->line, technique->name, binding);
        return false;
    }
    return true;
}
