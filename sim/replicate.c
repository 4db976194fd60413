/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workers take numbers in small runs from one counter and hand rows over through a queue of
 * bounded length, so that a slow disk slows them down instead of filling memory. Threads and locks
 * are those of POSIX and not GLib's: ThreadSanitizer understands them.
 */
#include "sim/replicate.h"

#include "sim/engine.h"
#include "sim/first_passage.h"

#include <pthread.h>
#include <time.h>

enum { MOST_WAITING = 1024, MOST_TOGETHER = 32, TOGETHER_MS = 20, TICK_MS = 250 };

typedef struct Shared {
    const CtSim *sim;
    const CtReplicateRange *range;
    const CtReplicateOptions *options;
    pthread_mutex_t lock;
    pthread_cond_t is_less, is_more; /* rows waiting */
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

    pthread_mutex_lock(&shared->lock);
    while (!is_stopped(shared) && !found && shared->next < range->n) {
        uint64_t number = range->first + shared->next++;

        if (range->is_there != NULL && range->is_there(number, range->data))
            continue;
        *ret_replication = number;
        found = true;
    }
    pthread_mutex_unlock(&shared->lock);
    return found;
}

static void
hand_over(Shared *shared, GQueue *block)
{
    CtRow *row;

    pthread_mutex_lock(&shared->lock);
    while (shared->rows.length >= MOST_WAITING && !shared->stopped)
        pthread_cond_wait(&shared->is_less, &shared->lock);
    while ((row = g_queue_pop_head(block)) != NULL)
        g_queue_push_tail(&shared->rows, row);
    pthread_cond_signal(&shared->is_more);
    pthread_mutex_unlock(&shared->lock);
}

/* Rows go over several at a time, so that waking who takes them costs little beside playing. */
static void *
work(void *data)
{
    Shared *shared = data;
    Player player;
    GQueue block = G_QUEUE_INIT;
    gint64 since = g_get_monotonic_time();
    uint64_t replication;

    player_init(&player, shared->sim, shared->options->engine);
    while (take_number(shared, &replication)) {
        g_queue_push_tail(&block, play(&player, shared->sim, replication));
        if (block.length < MOST_TOGETHER &&
            g_get_monotonic_time() - since < TOGETHER_MS * G_TIME_SPAN_MILLISECOND)
            continue;
        hand_over(shared, &block);
        since = g_get_monotonic_time();
    }
    hand_over(shared, &block);
    player_clear(&player);
    pthread_mutex_lock(&shared->lock);
    shared->n_working--;
    pthread_cond_signal(&shared->is_more);
    pthread_mutex_unlock(&shared->lock);
    return NULL;
}

/* Moves what is there to @rows, which is empty: nothing, if none came for a while, or no more will
 * (@ret_last). */
static void
take_rows(Shared *shared, GQueue *rows, bool *ret_last)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)TICK_MS * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&shared->lock);
    while (shared->rows.length == 0 && shared->n_working > 0)
        if (pthread_cond_timedwait(&shared->is_more, &shared->lock, &until) != 0)
            break;
    *rows = shared->rows;
    g_queue_init(&shared->rows);
    *ret_last = rows->length == 0 && shared->n_working == 0;
    pthread_cond_broadcast(&shared->is_less);
    pthread_mutex_unlock(&shared->lock);
}

static void
stop(Shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    shared->stopped = true;
    pthread_cond_broadcast(&shared->is_less);
    pthread_mutex_unlock(&shared->lock);
}

static void
collect(Shared *shared)
{
    const CtReplicateOptions *options = shared->options;
    GQueue rows = G_QUEUE_INIT;
    CtRow *row;
    bool last = false;

    while (!last) {
        take_rows(shared, &rows, &last);
        while ((row = g_queue_pop_head(&rows)) != NULL) {
            if (shared->stopped)
                ct_row_free(row);
            else if (!options->sink(row, options->data))
                stop(shared);
        }
        if (options->tick != NULL)
            options->tick(options->data);
    }
}

/* As g_thread_new(), which ends the program where no thread can be had. */
static void
start(pthread_t *thread, Shared *shared)
{
    int failed = pthread_create(thread, NULL, work, shared);

    if (failed != 0)
        g_error("cannot start a thread: %s", g_strerror(failed));
}

bool
ct_replicate(const CtSim *sim, const CtReplicateRange *range, const CtReplicateOptions *options)
{
    Shared shared = {.sim = sim, .range = range, .options = options};
    uint32_t jobs = options->jobs > 0 ? options->jobs : g_get_num_processors();
    g_autofree pthread_t *threads = g_new0(pthread_t, (size_t)jobs + 1);
    pthread_condattr_t monotonic;

    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&shared.lock, NULL);
    pthread_cond_init(&shared.is_less, &monotonic);
    pthread_cond_init(&shared.is_more, &monotonic);
    pthread_condattr_destroy(&monotonic);
    g_queue_init(&shared.rows);
    shared.n_working = jobs;
    for (uint32_t i = 0; i < jobs; i++)
        start(&threads[i], &shared);
    collect(&shared);
    for (uint32_t i = 0; i < jobs; i++)
        pthread_join(threads[i], NULL);
    bool complete = !is_stopped(&shared) || (shared.next >= range->n && !shared.stopped);

    pthread_mutex_destroy(&shared.lock);
    pthread_cond_destroy(&shared.is_less);
    pthread_cond_destroy(&shared.is_more);
    return complete;
}
