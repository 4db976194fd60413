/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workers take numbers in small runs from one counter and hand rows over through a queue of
 * bounded length, so that a slow disk slows them down instead of filling memory.
 */
#include "sim/replicate.h"

#include "sim/engine.h"
#include "sim/first_passage.h"

enum { MOST_WAITING = 1024, TICK_MS = 250 };

typedef struct Shared {
    const CtSim *sim;
    const CtReplicateRange *range;
    const CtReplicateOptions *options;
    GMutex lock;
    GCond is_less, is_more; /* rows waiting */
    GQueue rows;
    uint64_t next; /* number to be played next */
    uint32_t n_working;
    bool stopped;
} Shared;

/* What one thread plays with. */
typedef struct Player {
    CtEngine *engine;
    CtFirstPassage *passage;
    CtSummary summary;
} Player;

static void
player_init(Player *player, const CtSim *sim, bool engine)
{
    *player = (Player){0};
    if (engine || !ct_sim_is_one_pass(sim))
        player->engine = ct_engine_new(sim);
    else
        player->passage = ct_first_passage_new(sim);
    ct_summary_init(&player->summary, sim);
}

static void
player_clear(Player *player)
{
    ct_engine_free(player->engine);
    ct_first_passage_free(player->passage);
    ct_summary_clear(&player->summary);
}

static CtRow *
play(Player *player, const CtSim *sim, uint64_t replication)
{
    if (player->engine != NULL)
        ct_engine_run(player->engine, replication, &player->summary);
    else
        ct_first_passage_run(player->passage, replication, &player->summary);
    return ct_row_new(&player->summary, sim);
}

CtRow *
ct_replicate_one(const CtSim *sim, uint64_t replication)
{
    Player player;

    player_init(&player, sim, false);
    CtRow *row = play(&player, sim, replication);

    player_clear(&player);
    return row;
}

static bool
is_stopped(const Shared *shared)
{
    return shared->stopped ||
           (shared->options->stop != NULL && g_atomic_int_get(shared->options->stop) != 0);
}

/* The next number that is wanted; false when there is none, or it is time to end. */
static bool
take_number(Shared *shared, uint64_t *ret_replication)
{
    const CtReplicateRange *range = shared->range;
    bool found = false;

    g_mutex_lock(&shared->lock);
    while (!is_stopped(shared) && !found && shared->next < range->n) {
        uint64_t number = range->first + shared->next++;

        if (range->is_there != NULL && range->is_there(number, range->data))
            continue;
        *ret_replication = number;
        found = true;
    }
    g_mutex_unlock(&shared->lock);
    return found;
}

static void
hand_over(Shared *shared, CtRow *row)
{
    g_mutex_lock(&shared->lock);
    while (shared->rows.length >= MOST_WAITING && !shared->stopped)
        g_cond_wait(&shared->is_less, &shared->lock);
    g_queue_push_tail(&shared->rows, row);
    g_cond_signal(&shared->is_more);
    g_mutex_unlock(&shared->lock);
}

static gpointer
work(gpointer data)
{
    Shared *shared = data;
    Player player;
    uint64_t replication;

    player_init(&player, shared->sim, shared->options->engine);
    while (take_number(shared, &replication))
        hand_over(shared, play(&player, shared->sim, replication));
    player_clear(&player);
    g_mutex_lock(&shared->lock);
    shared->n_working--;
    g_cond_signal(&shared->is_more);
    g_mutex_unlock(&shared->lock);
    return NULL;
}

/* A row, or NULL: none came for a while, or no more will (@ret_last). */
static CtRow *
take_row(Shared *shared, bool *ret_last)
{
    gint64 until = g_get_monotonic_time() + TICK_MS * G_TIME_SPAN_MILLISECOND;

    g_mutex_lock(&shared->lock);
    while (shared->rows.length == 0 && shared->n_working > 0)
        if (!g_cond_wait_until(&shared->is_more, &shared->lock, until))
            break;
    CtRow *row = g_queue_pop_head(&shared->rows);

    *ret_last = row == NULL && shared->n_working == 0;
    g_cond_signal(&shared->is_less);
    g_mutex_unlock(&shared->lock);
    return row;
}

static void
stop(Shared *shared)
{
    g_mutex_lock(&shared->lock);
    shared->stopped = true;
    g_cond_broadcast(&shared->is_less);
    g_mutex_unlock(&shared->lock);
}

static void
collect(Shared *shared)
{
    const CtReplicateOptions *options = shared->options;
    bool last = false;

    while (!last) {
        CtRow *row = take_row(shared, &last);

        if (row != NULL && shared->stopped)
            ct_row_free(row);
        else if (row != NULL && !options->sink(row, options->data))
            stop(shared);
        if (options->tick != NULL)
            options->tick(options->data);
    }
}

bool
ct_replicate(const CtSim *sim, const CtReplicateRange *range, const CtReplicateOptions *options)
{
    Shared shared = {.sim = sim, .range = range, .options = options};
    uint32_t jobs = options->jobs > 0 ? options->jobs : g_get_num_processors();
    g_autofree GThread **threads = g_new0(GThread *, (size_t)jobs + 1);

    g_mutex_init(&shared.lock);
    g_cond_init(&shared.is_less);
    g_cond_init(&shared.is_more);
    g_queue_init(&shared.rows);
    shared.n_working = jobs;
    for (uint32_t i = 0; i < jobs; i++)
        threads[i] = g_thread_new("replications", work, &shared);
    collect(&shared);
    for (uint32_t i = 0; i < jobs; i++)
        g_thread_join(threads[i]);
    bool complete = !is_stopped(&shared) || (shared.next >= range->n && !shared.stopped);

    g_mutex_clear(&shared.lock);
    g_cond_clear(&shared.is_less);
    g_cond_clear(&shared.is_more);
    return complete;
}
