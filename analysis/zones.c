/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A world a part. What a sweep finds is one word a zone instance; from these a bit for each pair of
 * parts is kept, which is what a cell asks.
 */
#include "analysis/zones.h"

#include "analysis/closure64.h"
#include "base/bits.h"

#include <string.h>

/* Which parts get into which: a row of bits a part. */
typedef struct Pairs {
    uint32_t n, words;
    uint64_t *bits;
} Pairs;

static bool
pairs_get(const Pairs *pairs, uint32_t from, uint32_t to)
{
    return ct_bits_get(pairs->bits + (size_t)from * pairs->words, to);
}

/* Per zone instance the bits of those of @first … that it is in. */
static void
put_words(const CtZoneParts *parts, uint32_t first, uint32_t n, uint64_t *ret_word)
{
    memset(ret_word, 0, parts->instances->n_zones * sizeof *ret_word);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = parts->zones.start[first + i]; k < parts->zones.start[first + i + 1]; k++)
            ret_word[parts->zones.value[k]] |= UINT64_C(1) << i;
}

/*
 * What @word, per zone instance, says of parts @first … as starts. One instance of a zone is held
 * against what else is of the zone: there the instances that it is in itself do not count.
 */
static void
take_words(const CtZoneParts *parts,
           uint32_t first,
           uint32_t n,
           const uint64_t *from,
           const uint64_t *word,
           Pairs *pairs)
{
    for (uint32_t q = 0; q < pairs->n; q++) {
        const CtMatrixPart *goal = &g_array_index(parts->rows, CtMatrixPart, q);
        uint64_t any = 0;
        uint64_t other = 0;

        if (goal->kind == CT_PART_ONE)
            continue;
        for (uint32_t k = parts->zones.start[q]; k < parts->zones.start[q + 1]; k++) {
            uint32_t zone = parts->zones.value[k];

            any |= word[zone];
            other |= word[zone] & ~from[zone];
        }
        for (uint32_t i = 0; i < n; i++) {
            const CtMatrixPart *start = &g_array_index(parts->rows, CtMatrixPart, first + i);
            uint64_t hit = start->kind == CT_PART_ONE ? other : any;

            if ((hit >> i & 1) != 0)
                ct_bits_set(pairs->bits + (size_t)(first + i) * pairs->words, q);
        }
    }
}

/* --- attackable --- */

static void
enter_assets(const CtGraph *graph, const uint64_t *from, CtClosure *closure)
{
    const CtInstances *instances = graph->instances;
    const CtCsr *listed = &instances->network_zones;
    CtFact fact = {.kind = CT_FACT_EXEC, .level = CT_LEVEL_USER};

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        fact.entity = a;
        if (from[instances->asset_zone[a]] != 0)
            ct_closure_enter(closure, ct_graph_fact(graph, fact), from[instances->asset_zone[a]]);
    }
    fact = (CtFact){.kind = CT_FACT_LOCATED};
    for (uint32_t n = 0; n < instances->n_networks; n++)
        for (uint32_t i = listed->start[n]; i < listed->start[n + 1]; i++) {
            fact.entity = n;
            if (from[listed->value[i]] != 0)
                ct_closure_enter(closure, ct_graph_fact(graph, fact), from[listed->value[i]]);
        }
}

static uint64_t
worlds(const CtGraph *graph, const CtClosure *closure, CtFactKind kind, uint32_t entity)
{
    return ct_closure_worlds(closure, ct_graph_fact(graph, (CtFact){.kind = (uint8_t)kind,
                                                                    .level = CT_LEVEL_USER,
                                                                    .entity = entity}));
}

static void
gather_fallen(const CtGraph *graph, const CtClosure *closure, uint64_t *ret_word)
{
    const CtInstances *instances = graph->instances;

    memset(ret_word, 0, instances->n_zones * sizeof *ret_word);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        uint64_t word = worlds(graph, closure, CT_FACT_EXEC, a) |
                        worlds(graph, closure, CT_FACT_CONTROLS, a) |
                        worlds(graph, closure, CT_FACT_HALTED, a);

        for (uint32_t s = instances->service_first[a]; s < instances->service_first[a + 1]; s++)
            word |= worlds(graph, closure, CT_FACT_SESSION, s);
        ret_word[instances->asset_zone[a]] |= word;
    }
}

static Pairs
pairs_new(const CtZoneParts *parts)
{
    Pairs pairs = {.n = parts->rows->len, .words = parts->rows->len / 64 + 1};

    pairs.bits = g_new0(uint64_t, (size_t)pairs.n * pairs.words + 1);
    return pairs;
}

static void
sweep_all(const CtZoneParts *parts, const CtGraph *graph, const CtReachZones *reach, Pairs *pairs)
{
    size_t n_zones = (size_t)parts->instances->n_zones + 1;
    g_autofree uint64_t *from = g_new0(uint64_t, n_zones);
    g_autofree uint64_t *word = g_new0(uint64_t, n_zones);
    g_autoptr(CtClosure) closure = graph != NULL ? ct_closure_new(graph) : NULL;

    for (uint32_t first = 0; first < parts->rows->len; first += CT_N_WORLDS) {
        uint32_t n = MIN(CT_N_WORLDS, parts->rows->len - first);

        put_words(parts, first, n, from);
        if (graph != NULL) {
            ct_closure_clear(closure);
            enter_assets(graph, from, closure);
            ct_closure_run(closure, NULL, n == CT_N_WORLDS ? UINT64_MAX : (UINT64_C(1) << n) - 1);
            gather_fallen(graph, closure, word);
        } else {
            memset(word, 0, n_zones * sizeof *word);
            ct_reach_zones_follow(reach, from, word);
        }
        take_words(parts, first, n, from, word, pairs);
    }
}

static uint8_t
answer_of(const CtZoneParts *parts, const Pairs *pairs, CtId from, CtId to)
{
    uint32_t start, goal;

    if (!ct_zone_parts_of_cell(parts, from, to, &start, &goal))
        return CT_NO_ANSWER;
    if (pairs->bits == NULL)
        return CT_ANSWER_UNKNOWN;
    for (uint32_t i = 0; i < (from == to ? parts->n_one[from] : 1); i++)
        if (pairs_get(pairs, start + i, goal))
            return CT_ANSWER_YES;
    return from == to && parts->ones_cut[from] ? CT_ANSWER_UNKNOWN : CT_ANSWER_NO;
}

CtZoneMatrix *
ct_zone_matrix_new(const CtInstances *instances,
                   const CtFolds *folds,
                   const CtReachZones *reach,
                   const CtGraph *graph)
{
    CtZoneMatrix *matrix = g_new0(CtZoneMatrix, 1);
    Pairs allowed = {0}, attackable = {0};

    g_return_val_if_fail(instances->model->zones.length <= CT_MOST_ZONES, matrix);
    matrix->n = instances->model->zones.length;
    matrix->cells = g_new0(CtZoneCell, (size_t)matrix->n * matrix->n + 1);
    matrix->parts = ct_zone_parts_new(instances, folds);
    if (reach != NULL) {
        allowed = pairs_new(matrix->parts);
        sweep_all(matrix->parts, NULL, reach, &allowed);
    }
    if (graph != NULL) {
        attackable = pairs_new(matrix->parts);
        sweep_all(matrix->parts, graph, NULL, &attackable);
    }
    for (CtId from = 0; from < matrix->n; from++)
        for (CtId to = 0; to < matrix->n; to++) {
            uint8_t let = answer_of(matrix->parts, &allowed, from, to);

            *ct_zone_cell(matrix, from, to) =
                (CtZoneCell){.intended = let == CT_NO_ANSWER ? CT_NO_ANSWER : CT_ANSWER_UNKNOWN,
                             .allowed = let,
                             .attackable = answer_of(matrix->parts, &attackable, from, to)};
        }
    ct_zone_matrix_intend(matrix, instances);
    g_free(allowed.bits);
    g_free(attackable.bits);
    return matrix;
}

void
ct_zone_matrix_free(CtZoneMatrix *matrix)
{
    if (matrix == NULL)
        return;
    ct_zone_parts_free(matrix->parts);
    g_free(matrix->cells);
    g_free(matrix);
}
