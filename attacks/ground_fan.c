/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attacks/ground_fan.h"

bool
ct_fan_is_instance(uint8_t entity_kind)
{
    return entity_kind == CT_ENTITY_ASSET || entity_kind == CT_ENTITY_SERVICE ||
           entity_kind == CT_ENTITY_ZONE;
}

bool
ct_fan_term_has_instance(const CtTechnique *technique, const CtFactTerm *terms, uint8_t *i)
{
    const CtFactTerm *term = &terms[(*i)++];
    bool has = term->how == CT_TERM_VARIABLE_ASSET ||
               (term->how == CT_TERM_VARIABLE &&
                ct_fan_is_instance(technique->variable_kind[term->variable]));

    for (uint32_t c = 0; c < term->n_children; c++)
        has = ct_fan_term_has_instance(technique, terms, i) || has;
    return has;
}

static uint32_t
variable_of(const CtFactTerm *term)
{
    return term->how == CT_TERM_VARIABLE || term->how == CT_TERM_VARIABLE_ASSET
               ? UINT32_C(1) << term->variable
               : 0;
}

uint32_t
ct_fan_needed(const CtTechnique *technique, const CtVerdict *verdict, uint8_t gain)
{
    uint32_t needed = variable_of(&verdict->gains[gain]);

    for (uint8_t i = 0; i < verdict->n_also;) {
        uint8_t end = i;
        bool of_instance = ct_fan_term_has_instance(technique, verdict->also, &end);

        for (; i < end; i++)
            if (of_instance)
                needed |= variable_of(&verdict->also[i]);
    }
    return needed;
}

bool
ct_fan_shares(const CtTechnique *technique, const CtVerdict *verdict)
{
    uint32_t instances = 0;

    if (!technique->fans_out)
        return false;
    for (uint32_t v = 0; v < technique->n_variables; v++)
        if (ct_fan_is_instance(technique->variable_kind[v]))
            instances |= UINT32_C(1) << v;
    for (uint8_t gain = 0; gain < verdict->n_gains; gain++)
        if ((instances & ~ct_fan_needed(technique, verdict, gain)) != 0)
            return true;
    return false;
}

bool
ct_fan_same(const CtTechnique *technique, const uint32_t *a, const uint32_t *b)
{
    for (uint32_t v = 0; v < technique->n_variables; v++)
        if (!ct_fan_is_instance(technique->variable_kind[v]) && a[v] != b[v])
            return false;
    return true;
}

/* What an attempt of a verdict is, in numbers: bindings that agree in them can share it. */
typedef struct AttemptNumbers {
    double dists[3][4];
    double works, success, noise, effort;
    uint32_t tries;
    uint8_t skill, prepare_per, works_per, opener;
} AttemptNumbers;

static AttemptNumbers
numbers_of(const CtBinding *binding, const CtVerdict *verdict)
{
    const CtDist *const dists[] = {&verdict->time, &verdict->prepare, &verdict->retry};
    AttemptNumbers numbers = {.works = verdict->works,
                              .success = verdict->success,
                              .noise = verdict->noise,
                              .effort = verdict->effort_hours,
                              .tries = verdict->tries,
                              .skill = verdict->skill,
                              .prepare_per = verdict->prepare_per,
                              .works_per = verdict->works_per,
                              .opener = binding->opener};

    for (size_t i = 0; i < G_N_ELEMENTS(dists); i++) {
        numbers.dists[i][0] = dists[i]->kind;
        numbers.dists[i][1] = dists[i]->a;
        numbers.dists[i][2] = dists[i]->b;
        numbers.dists[i][3] = dists[i]->c;
    }
    return numbers;
}

/* The terms of a verdict that a fan shares, as they stand: what they speak of is in the key. */
static void
append_shared(GByteArray *key, const CtTechnique *technique, const CtVerdict *verdict)
{
    for (uint8_t i = 0; i < verdict->n_also;) {
        uint8_t end = i;
        bool of_instance = ct_fan_term_has_instance(technique, verdict->also, &end);

        for (; i < end; i++) {
            const CtFactTerm *term = &verdict->also[i];
            const uint32_t words[] = {term->how,      term->kind,       term->level,
                                      term->variable, term->n_children, term->entity};

            if (!of_instance)
                g_byte_array_append(key, (const guint8 *)words, sizeof words);
        }
    }
}

/* What bindings of one fan have in common: numbers, the opening fact, what else the attempt rests
 * on, and every variable that it does not serve many of. */
GBytes *
ct_fan_key(const CtBinding *binding, const CtVerdict *verdict, CtFactId opener)
{
    const CtTechnique *technique = binding->technique;
    const AttemptNumbers numbers = numbers_of(binding, verdict);
    GByteArray *key = g_byte_array_new();

    g_byte_array_append(key, (const guint8 *)&numbers, sizeof numbers);
    g_byte_array_append(key, (const guint8 *)&opener, sizeof opener);
    for (uint32_t v = 0; v < technique->n_variables; v++)
        if (!ct_fan_is_instance(technique->variable_kind[v]))
            g_byte_array_append(key, (const guint8 *)&binding->entities[v],
                                sizeof binding->entities[v]);
    append_shared(key, technique, verdict);
    return g_byte_array_free_to_bytes(key);
}
