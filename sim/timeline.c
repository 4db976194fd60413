/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A window is a bit a minute of the week, of which only the turns are kept. Each conduit has one
 * pending event: its next turn.
 */
#include "sim/timeline.h"

#include "base/bits.h"
#include "base/units.h"
#include "sim/actions.h"

#include <string.h>

enum { DAY_MINUTES = 24 * 60, MINUTE_MS = 60 * 1000 };

/* --- texts --- */

static uint32_t
day_of(const char *text)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    for (uint32_t i = 0; i < G_N_ELEMENTS(days); i++)
        if (strncmp(text, days[i], 3) == 0)
            return i;
    return 0;
}

static uint32_t
minutes_of(const char *text)
{
    return (uint32_t)(((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] -
                      '0');
}

static void
add_part(uint64_t *open, uint32_t first_day, uint32_t last_day, uint32_t from, uint32_t to)
{
    for (uint32_t day = first_day;; day = (day + 1) % 7) {
        for (uint32_t i = from; i < (to > from ? to : to + DAY_MINUTES); i++)
            ct_bits_set(open, (day * DAY_MINUTES + i) % CT_WEEK_MINUTES);
        if (day == last_day)
            return;
    }
}

static void
read_part(uint64_t *open, char *part)
{
    uint32_t first = 0, last = 6, from = 0, to = DAY_MINUTES;
    char *hours = g_ascii_isdigit(part[0]) ? part : strchr(part, ' ');

    if (!g_ascii_isdigit(part[0]) && !g_str_has_prefix(part, "daily")) {
        first = day_of(part);
        last = part[3] == '-' ? day_of(part + 4) : first;
    }
    if (hours != NULL) {
        g_strstrip(hours);
        from = minutes_of(hours);
        to = minutes_of(hours + 6);
    }
    add_part(open, first, last, from, to);
}

void
ct_window_init(CtWindow *window, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    g_autofree uint64_t *open = ct_bits_new(CT_WEEK_MINUTES);
    g_autoptr(GArray) turns = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (size_t i = 0; parts[i] != NULL; i++)
        read_part(open, g_strstrip(parts[i]));
    for (uint32_t m = 0; m < CT_WEEK_MINUTES; m++)
        if (ct_bits_get(open, m) != ct_bits_get(open, m == 0 ? CT_WEEK_MINUTES - 1 : m - 1))
            g_array_append_val(turns, m);
    *window = (CtWindow){.at_start = ct_bits_get(open, 0), .n = turns->len};
    if (turns->len > 0)
        window->opens_first = ct_bits_get(open, g_array_index(turns, uint32_t, 0));
    window->minutes = (uint32_t *)(void *)g_array_free(g_steal_pointer(&turns), FALSE);
}

void
ct_window_clear(CtWindow *window)
{
    g_free(window->minutes);
    *window = (CtWindow){0};
}

/* --- in a replication --- */

typedef struct Turning {
    CtId conduit;
    CtKey128 key;
    CtWindow window;
} Turning;

typedef struct Timeline {
    GArray *turnings; /* Turning */
} Timeline;

typedef struct Attached {
    const Timeline *timeline;
    uint32_t host;
} Attached;

static void
schedule(CtEngine *engine, const Attached *attached, uint32_t i, uint64_t turn)
{
    const Turning *one = &g_array_index(attached->timeline->turnings, Turning, i);
    uint64_t minute =
        turn / one->window.n * CT_WEEK_MINUTES + one->window.minutes[turn % one->window.n];

    if (turn / one->window.n > UINT32_MAX)
        return;
    ct_engine_schedule(engine, attached->host,
                       &(CtEvent){.time = (int64_t)minute * MINUTE_MS,
                                  .priority = CT_EVENT_PRIORITY_WORLD,
                                  .key = one->key,
                                  .step = i,
                                  .attempt = (uint32_t)(turn / one->window.n),
                                  .detail = (uint32_t)(turn % one->window.n)});
}

static void
act(CtEngine *engine, const Turning *one, bool opens)
{
    ct_engine_act(engine, CT_EVENT_PRIORITY_WORLD,
                  &(CtAction){.kind = opens ? CT_ACTION_OPEN : CT_ACTION_CLOSE,
                              .entity = one->conduit});
}

static void
begin(CtEngine *engine, void *data)
{
    const Attached *attached = data;

    for (uint32_t i = 0; i < attached->timeline->turnings->len; i++) {
        const Turning *one = &g_array_index(attached->timeline->turnings, Turning, i);

        if (!one->window.at_start)
            act(engine, one, false);
        if (one->window.n > 0) /* what turns on Monday 00:00 is as it is then */
            schedule(engine, attached, i, one->window.minutes[0] == 0);
    }
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    const Attached *attached = data;
    const Turning *one = &g_array_index(attached->timeline->turnings, Turning, event->step);

    act(engine, one, (event->detail % 2 == 0) == one->window.opens_first);
    schedule(engine, attached, event->step,
             (uint64_t)event->attempt * one->window.n + event->detail + 1);
}

static const CtHost host = {.begin = begin, .wake = wake};

static void *
attach(CtEngine *engine, const void *shared)
{
    Attached *attached = g_new(Attached, 1);

    attached->timeline = shared;
    attached->host = ct_engine_add_host(engine, &host, attached);
    return attached;
}

static void
free_timeline(void *shared)
{
    Timeline *timeline = shared;

    for (guint i = 0; i < timeline->turnings->len; i++)
        ct_window_clear(&g_array_index(timeline->turnings, Turning, i).window);
    g_array_unref(timeline->turnings);
    g_free(timeline);
}

/* --- */

/* False, and nothing to be cleared, where the conduit is always open. */
static bool
init_turning(Turning *turning, const CtModel *model, CtId conduit)
{
    CtId text = model->conduits.data[conduit].window;

    if (text == CT_NO_ID)
        return false;
    g_autofree char *name =
        g_strconcat("window ", ct_model_id(model, CT_SECTION_CONDUITS, conduit), NULL);

    *turning = (Turning){.conduit = conduit, .key = ct_hash_key(name, strlen(name))};
    ct_window_init(&turning->window, ct_model_text(model, text));
    if (turning->window.n > 0 || !turning->window.at_start)
        return true;
    ct_window_clear(&turning->window);
    return false;
}

bool
ct_timeline_is_needed(const CtModel *model)
{
    for (CtId c = 0; c < model->conduits.length; c++) {
        Turning turning;

        if (!init_turning(&turning, model, c))
            continue;
        ct_window_clear(&turning.window);
        return true;
    }
    return false;
}

void
ct_timeline_join(CtSim *sim, const CtModel *model)
{
    Timeline *timeline = g_new0(Timeline, 1);

    g_return_if_fail(sim->is_changing || sim->n_actors == 0);
    timeline->turnings = g_array_new(FALSE, FALSE, sizeof(Turning));
    for (CtId c = 0; c < model->conduits.length; c++) {
        Turning turning;

        if (init_turning(&turning, model, c))
            g_array_append_val(timeline->turnings, turning);
    }
    ct_sim_add_host_kind(sim, &(CtHostKind){.attach = attach,
                                            .detach = g_free,
                                            .free_shared = free_timeline,
                                            .shared = timeline});
}
