/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two candidates are alike when a rule and the facts they lack and gain are, but for instances that
 * nothing tells apart: of a fleet that all lack one thing, one is told, and how many there are.
 * Instances of a zone's copies are told apart, since nothing passes between copies; of those that
 * read the same but for their numbers one is told as well.
 */
#include "analysis/near_miss_parts.h"

#include "analysis/alike.h"
#include "base/ident.h"

#define MOST_TOLD 500 /* to say why packets do not arrive takes a walk through the rules */

typedef struct Folder {
    const CtGraph *graph;
    CtFolds *folds;
    GArray *key; /* uint32_t */
} Folder;

static void
put(Folder *folder, uint32_t number)
{
    g_array_append_val(folder->key, number);
}

static void
put_entity(Folder *folder, CtEntityKind kind, uint32_t entity)
{
    uint32_t key[2];
    size_t n = ct_alike_stand_in(folder->graph->instances, folder->folds, kind, entity, key);

    for (size_t i = 0; i < n; i++)
        put(folder, key[i]);
}

/* An auxiliary fact is like no other. */
static void
put_fact(Folder *folder, CtFactId id)
{
    const CtGraph *graph = folder->graph;
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact)) {
        put(folder, CT_NO_ID);
        put(folder, id);
        return;
    }
    put(folder, fact.kind);
    put(folder, fact.level);
    put_entity(folder, ct_fact_kind_entity(graph->kinds, fact.kind), fact.entity);
}

static void
put_bindings(Folder *folder, const CtTechnique *technique, const uint32_t *entities, uint32_t n)
{
    for (uint32_t v = 0; v < n && v < technique->n_variables; v++)
        put_entity(folder, (CtEntityKind)technique->variable_kind[v], entities[v]);
}

static void
put_step(Folder *folder, uint32_t step)
{
    const CtGraph *graph = folder->graph;
    uint32_t start = graph->step_binding_start[step];
    bool is_attempt = graph->step_kind[step] == CT_STEP_ATTEMPT;

    put(folder, graph->step_kind[step]);
    put(folder, is_attempt ? graph->step_reason[step] : step); /* what is no attempt stays single */
    if (is_attempt)
        put_bindings(folder, graph->templates.data[graph->step_reason[step]].technique,
                     graph->bindings + start, graph->step_binding_start[step + 1] - start);
    put_fact(folder, graph->step_gain[step]);
}

static GBytes *
key_of(Folder *folder, const CtCandidate *candidate)
{
    const CtRejected *rejected = candidate->rejected;

    g_array_set_size(folder->key, 0);
    put(folder, rejected != NULL);
    put(folder, candidate->suffices);
    if (rejected != NULL) {
        put(folder, rejected->technique->index);
        for (const char *text = rejected->reason; *text != '\0'; text++)
            put(folder, (uint8_t)*text);
        put(folder, 0);
        put_bindings(folder, rejected->technique, rejected->entities,
                     rejected->technique->n_variables);
    } else {
        put_step(folder, candidate->step);
    }
    for (uint32_t i = 0; i < candidate->n_missing; i++)
        put_fact(folder, candidate->missing[i]);
    return g_bytes_new(folder->key->data, folder->key->len * sizeof(uint32_t));
}

void
ct_near_miss_fold(CtSearch *search, const CtTargets *targets)
{
    g_auto(CtIds) facts = {0}, assets = {0};
    g_autoptr(GHashTable) first = /* key → place + 1; asked, never walked */
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_autoptr(GArray) key = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t kept = 0;

    for (guint i = 0; i < search->twin->entries->len; i++)
        ct_ids_add(&facts, g_array_index(search->twin->entries, CtFactId, i));
    for (uint32_t i = 0; i < targets->n; i++)
        ct_ids_add(&facts, targets->facts[i]);
    ct_alike_named_assets(search->graph, facts.data, facts.length, &assets);
    g_autoptr(CtFolds) folds = ct_folds_new(search->graph->instances, assets.data, assets.length);
    Folder folder = {.graph = search->graph, .folds = folds, .key = key};

    for (guint i = 0; i < search->candidates->len; i++) {
        CtCandidate *candidate = &g_array_index(search->candidates, CtCandidate, i);
        GBytes *bytes = key_of(&folder, candidate);
        uint32_t place = GPOINTER_TO_UINT(g_hash_table_lookup(first, bytes));

        if (place != 0) {
            g_array_index(search->candidates, CtCandidate, place - 1).n_alike++;
            g_bytes_unref(bytes);
            continue;
        }
        candidate->n_alike = 1;
        g_array_index(search->candidates, CtCandidate, kept++) = *candidate;
        g_hash_table_insert(first, bytes, GUINT_TO_POINTER(kept));
    }
    g_array_set_size(search->candidates, kept);
}

/* All that is told of it; without the numbers of instances, too. */
static char *
reads_as(const CtNearMiss *miss, bool numbers)
{
    const char *const texts[] = {miss->technique, miss->title, miss->target, miss->gains,
                                 miss->missing};
    GString *key = g_string_new(NULL);

    g_string_append_printf(key, "%d %u %u %u", miss->lacks_fact, miss->pos.file, miss->pos.line,
                           miss->pos.column);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_string_append_c(key, '\n');
        if (numbers)
            g_string_append(key, texts[i] != NULL ? texts[i] : "");
        else
            ct_ident_put_without_numbers(key, texts[i]);
    }
    return g_string_free(key, FALSE);
}

GArray *
ct_near_miss_tell_all(const CtSearch *search, uint32_t most)
{
    g_autoptr(GHashTable) told = /* texts; asked, never walked */
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) first = /* texts without numbers → place + 1; likewise */
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GArray *misses = g_array_new(FALSE, FALSE, sizeof(CtNearMiss));

    for (guint i = 0; i < search->candidates->len && (misses->len < most || i < MOST_TOLD); i++) {
        const CtCandidate *candidate = &g_array_index(search->candidates, CtCandidate, i);
        CtNearMiss miss = ct_near_miss_tell(search, candidate);
        g_autofree char *key = reads_as(&miss, false);

        if (!g_hash_table_add(told, reads_as(&miss, true)))
            continue; /* another rule, the same words: one thing to a reader */
        uint32_t place = GPOINTER_TO_UINT(g_hash_table_lookup(first, key));

        miss.n_alike = candidate->n_alike;
        if (place != 0) {
            g_array_index(misses, CtNearMiss, place - 1).n_alike += miss.n_alike;
            continue;
        }
        if (misses->len == most)
            continue;
        g_array_append_val(misses, miss);
        g_hash_table_insert(first, g_steal_pointer(&key), GUINT_TO_POINTER(misses->len));
    }
    return misses;
}
