/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The chance that a goal can be had if every step is tried once. What steps share (a flaw that
 * works or does not) is drawn once, so nothing presumes independence: where few things are
 * uncertain all worlds are gone through, else worlds are drawn, under the luck of the simulation,
 * so that two designs meet the same. Sixty-four worlds go through the graph at a time.
 */
#include "assurance/kpi_parts.h"

#include "analysis/closure64.h"
#include "base/stats.h"
#include "sim/draws.h"
#include "sim/keys.h"

#include <string.h>

enum {
    MOST_EXACT = 12, /* uncertain things of which all worlds are gone through */
    MOST_WORLDS = 4096,
    LEAST_WORLDS = 256,
    SEED = 1,
};

/* Facts and steps that all worlds together may walk over, 64 worlds at a time. A draw costs about
 * as much as walking over one for 64 worlds. */
#define WORK UINT64_C(4000000)

/* One thing that chance decides. */
typedef struct Chance {
    CtKey128 key;
    double p;
} Chance;

typedef struct Chances {
    GArray *all;        /* Chance */
    GHashTable *by_key; /* key → its first chance + 1; asked, never walked */
    uint32_t *works;    /* per attempt of the slice → chance; CT_NO_ID: certain */
    uint32_t *success;  /* likewise */
    bool is_mixed;      /* one draw is held against two chances */
} Chances;

static void
clear_chances(Chances *chances)
{
    g_array_unref(chances->all);
    g_hash_table_unref(chances->by_key);
    g_free(chances->works);
    g_free(chances->success);
}

static guint
hash_key(gconstpointer key)
{
    return (guint)((const CtKey128 *)key)->lo;
}

static gboolean
equal_keys(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(CtKey128)) == 0;
}

/* Attempts that share a draw share the chance. */
static uint32_t
add_chance(Chances *chances, CtKey128 key, double p)
{
    Chance chance = {.key = key, .p = p};

    if (p >= 1)
        return CT_NO_ID;
    gpointer found = g_hash_table_lookup(chances->by_key, &key);

    if (found != NULL) {
        uint32_t known = GPOINTER_TO_UINT(found) - 1;

        if (g_array_index(chances->all, Chance, known).p == p)
            return known;
        chances->is_mixed = true;
    }
    g_array_append_val(chances->all, chance);
    g_hash_table_insert(chances->by_key, g_memdup2(&key, sizeof key),
                        GUINT_TO_POINTER(chances->all->len));
    return chances->all->len - 1;
}

/* Every uncertain thing of the slice: shared keys of `works` once, the success of each attempt. */
static Chances
find_chances(const CtKpiLook *look)
{
    const CtSlice *slice = look->slice;
    const CtGraph *graph = look->twin->graph;
    g_autoptr(CtSimKeys) keys =
        ct_sim_keys_new_of(graph, look->attacker->id, slice->step, slice->n_attempts);
    Chances chances = {
        .all = g_array_new(FALSE, FALSE, sizeof(Chance)),
        .by_key = g_hash_table_new_full(hash_key, equal_keys, g_free, NULL),
        .works = g_new(uint32_t, (size_t)slice->n_attempts + 1),
        .success = g_new(uint32_t, (size_t)slice->n_attempts + 1),
    };

    for (uint32_t a = 0; a < slice->n_attempts; a++) {
        const CtVerdict *verdict =
            graph->templates.data[graph->step_reason[slice->step[a]]].verdict;
        /* Not the key of `works`, which may be that of the draw: these are two draws. */
        const uint64_t parts[3] = {keys->draw[a].hi, keys->draw[a].lo, 1};

        chances.works[a] = add_chance(&chances, keys->works_key[keys->works[a]], verdict->works);
        chances.success[a] =
            add_chance(&chances, ct_hash_key(parts, sizeof parts), verdict->chance);
    }
    return chances;
}

/* --- worlds --- */

typedef struct Worlds {
    const CtSlice *slice;
    const Chances *chances;
    CtClosure *closure;
    uint64_t *available; /* per step of the slice */
    uint64_t *holds;     /* per chance: the worlds in which it does */
} Worlds;

/* The worlds, of 64, in which the goal is had. */
static uint64_t
follow(Worlds *worlds)
{
    const CtSlice *slice = worlds->slice;

    for (uint32_t a = 0; a < slice->n_attempts; a++) {
        uint32_t works = worlds->chances->works[a], success = worlds->chances->success[a];

        worlds->available[a] = (works != CT_NO_ID ? worlds->holds[works] : UINT64_MAX) &
                               (success != CT_NO_ID ? worlds->holds[success] : UINT64_MAX);
    }
    ct_closure_clear(worlds->closure);
    for (uint32_t i = 0; i < slice->entries.length; i++)
        ct_closure_enter(worlds->closure, slice->entries.data[i], UINT64_MAX);
    ct_closure_run(worlds->closure, worlds->available, UINT64_MAX);
    return ct_closure_worlds(worlds->closure, 0);
}

/* All worlds: bit b of a world's number says whether chance b holds. */
static CtKpiNumber
go_through_all(Worlds *worlds)
{
    const Chance *chances = (const Chance *)(const void *)worlds->chances->all->data;
    uint32_t n = worlds->chances->all->len;
    double sum = 0;

    for (uint64_t base = 0; base < UINT64_C(1) << n; base += 64) {
        for (uint32_t c = 0; c < n; c++) {
            worlds->holds[c] = 0;
            for (uint64_t w = 0; w < 64; w++)
                worlds->holds[c] |= (((base + w) >> c) & 1) << w;
        }
        uint64_t had = follow(worlds);

        for (uint64_t w = 0; w < 64 && base + w < UINT64_C(1) << n; w++) {
            double p = ((had >> w) & 1) != 0 ? 1 : 0;

            for (uint32_t c = 0; c < n && p > 0; c++)
                p *= (((base + w) >> c) & 1) != 0 ? chances[c].p : 1 - chances[c].p;
            sum += p;
        }
    }
    return ct_kpi_number(sum);
}

static CtKpiNumber
draw_some(Worlds *worlds)
{
    const Chance *chances = (const Chance *)(const void *)worlds->chances->all->data;
    uint64_t size = (uint64_t)worlds->slice->n_facts + worlds->slice->n_steps +
                    UINT64_C(64) * worlds->chances->all->len + 1;
    uint64_t n = CLAMP(WORK / size * 64, LEAST_WORLDS, MOST_WORLDS) / 64 * 64;
    uint64_t n_had = 0;

    for (uint64_t base = 0; base < n; base += 64) {
        for (uint32_t c = 0; c < worlds->chances->all->len; c++) {
            worlds->holds[c] = 0;
            for (uint64_t w = 0; w < 64; w++) {
                const CtDrawSource source = {.seed = SEED, .replication = base + w};

                if (ct_draw_works(&source, chances[c].key) < chances[c].p)
                    worlds->holds[c] |= UINT64_C(1) << w;
            }
        }
        n_had += (uint64_t)__builtin_popcountll(follow(worlds));
    }
    CtEstimate share = ct_stats_share(n_had, n, CT_STATISTICS_CONFIDENCE);

    return (CtKpiNumber){.value = share.value, .low = share.low, .high = share.high, .n = n};
}

void
ct_kpi_look_at_chance(const CtKpiLook *look, CtKpiGoal *goal)
{
    Chances chances = find_chances(look);
    g_autoptr(CtClosure) closure = ct_closure_new_slice(look->slice);
    g_autofree uint64_t *available = g_new(uint64_t, (size_t)look->slice->n_steps + 1);
    g_autofree uint64_t *holds = g_new0(uint64_t, (size_t)chances.all->len + 1);
    Worlds worlds = {.slice = look->slice,
                     .chances = &chances,
                     .closure = closure,
                     .available = available,
                     .holds = holds};

    for (uint32_t s = 0; s < look->slice->n_steps; s++)
        available[s] = UINT64_MAX;
    goal->probability = chances.all->len <= MOST_EXACT && !chances.is_mixed
                            ? go_through_all(&worlds)
                            : draw_some(&worlds);
    clear_chances(&chances);
}
