/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The queue against a sorted list that shares no code with it, on schedules that are unkind to time
 * buckets. Keys come from a handful, so that every rank of the order gets to decide.
 */
#include "tests/support/check.h"

#include "sim/event_queue.h"

typedef struct Entry {
    CtEvent event;
    CtEventHandle handle;
} Entry;

/* One course of pushes, pops and cancellations on the queue and on the list. */
typedef struct Course {
    CtEventQueue *queue;
    GPtrArray *list; /* of Entry; what leaves first stands last */
    uint64_t random;
    int64_t now;  /* of the last pop */
    int64_t last; /* time pushed last */
    uint64_t n_pushed;
    uint64_t n_ops;
    size_t most; /* pending at once */
} Course;

static uint64_t
next_random(Course *course)
{
    uint64_t x = course->random += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */

    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static int64_t
below(Course *course, int64_t n)
{
    return (int64_t)(next_random(course) % (uint64_t)n);
}

static int64_t
later(int64_t time, int64_t delay)
{
    return delay > INT64_MAX - time ? INT64_MAX : time + delay;
}

/* The schedules: the time of the next push. */

static int64_t
at_equal_times(G_GNUC_UNUSED Course *course)
{
    return 5;
}

static int64_t
at_uniform_delays(Course *course)
{
    return later(course->now, 1 + below(course, 100000));
}

static int64_t
at_few_milliseconds(Course *course)
{
    return later(course->now, 1 + below(course, 4));
}

/* Delays of every magnitude up to the end of time. */
static int64_t
in_the_far_future(Course *course)
{
    return later(course->now, below(course, INT64_C(1) << below(course, 63)));
}

static int64_t
in_bursts(Course *course)
{
    if (course->n_pushed % 200 == 0)
        course->last = later(course->now, 1000000 + below(course, 100000000));
    return course->last + below(course, 3);
}

static int64_t
in_rising_order(Course *course)
{
    return later(course->last, 1 + below(course, 1000));
}

static int64_t
in_falling_order(Course *course)
{
    return course->last > 1000 ? course->last - 1 - below(course, 1000) : INT64_C(1) << 40;
}

static int64_t
at_the_horizon(Course *course)
{
    return below(course, 3) > 0 ? INT64_MAX - below(course, 2)
                                : later(course->now, below(course, 1000000));
}

static int64_t
with_jumps(Course *course)
{
    static const int64_t delays[] = {
        0, 1, 1000, 86400000, INT64_C(31536000000), INT64_C(1000000000000000)};

    return later(course->now, delays[below(course, G_N_ELEMENTS(delays))]);
}

/* The scale of delays changes a thousandfold, so that what was tuned is out of tune. */
static int64_t
at_drifting_scales(Course *course)
{
    static const int64_t scales[] = {10, 10000, 10000000, INT64_C(10000000000), 10000};
    int64_t scale = scales[course->n_ops / 4000 % G_N_ELEMENTS(scales)];

    return later(course->now, scale + below(course, scale));
}

/* Any time at all, the past included. */
static int64_t
in_past_and_future(Course *course)
{
    return below(course, later(2 * (course->now / 2), 1000000));
}

static const struct {
    const char *name;
    int64_t (*time)(Course *course);
} schedules[] = {
    {"equal times", at_equal_times},
    {"uniform delays", at_uniform_delays},
    {"few milliseconds", at_few_milliseconds},
    {"far future", in_the_far_future},
    {"bursts", in_bursts},
    {"rising", in_rising_order},
    {"falling", in_falling_order},
    {"horizon", at_the_horizon},
    {"jumps", with_jumps},
    {"drifting scales", at_drifting_scales},
    {"past and future", in_past_and_future},
};

static int
rank(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int
compare(const CtEvent *a, const CtEvent *b)
{
    int order = rank((uint64_t)a->time, (uint64_t)b->time);

    order = order != 0 ? order : rank(a->priority, b->priority);
    order = order != 0 ? order : rank(a->key.hi, b->key.hi);
    order = order != 0 ? order : rank(a->key.lo, b->key.lo);
    return order != 0 ? order : rank(a->sequence, b->sequence);
}

static Entry *
entry_at(Course *course, guint i)
{
    return g_ptr_array_index(course->list, i);
}

static void
insert_sorted(Course *course, Entry *entry)
{
    guint low = 0, high = course->list->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (compare(&entry_at(course, middle)->event, &entry->event) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    g_ptr_array_insert(course->list, (gint)low, entry);
}

static void
push(Course *course, int64_t time)
{
    Entry *entry = g_new(Entry, 1);

    entry->event = (CtEvent){.time = time,
                             .key = {next_random(course) % 3, next_random(course) % 2},
                             .priority = (uint32_t)(next_random(course) % 2),
                             .kind = (uint32_t)course->n_pushed,
                             .actor = 1,
                             .step = 2,
                             .attempt = 3,
                             .detail = 4};
    entry->handle = ct_event_queue_push(course->queue, &entry->event);
    entry->event.sequence = course->n_pushed++;
    course->last = time;
    insert_sorted(course, entry);
}

static bool
same(const CtEvent *a, const CtEvent *b)
{
    return compare(a, b) == 0 && a->kind == b->kind && a->actor == b->actor && a->step == b->step &&
           a->attempt == b->attempt && a->detail == b->detail;
}

/* Both give the same first event, which is then gone and its handle dead. */
static bool
pop(Course *course)
{
    CtEvent event;

    if (course->list->len == 0)
        return !ct_event_queue_pop(course->queue, &event) &&
               ct_event_queue_first(course->queue) == NULL;

    Entry first = *entry_at(course, course->list->len - 1);
    const CtEvent *peeked =
        below(course, 8) == 0 ? ct_event_queue_first(course->queue) : &first.event;

    if (!same(peeked, &first.event) || !ct_event_queue_pop(course->queue, &event) ||
        !same(&event, &first.event))
        return false;
    g_ptr_array_set_size(course->list, (gint)course->list->len - 1);
    course->now = event.time;
    return ct_event_queue_find(course->queue, first.handle) == NULL &&
           !ct_event_queue_cancel(course->queue, first.handle);
}

static bool
cancel(Course *course)
{
    if (course->list->len == 0)
        return !ct_event_queue_cancel(course->queue, (CtEventHandle){0});

    guint i = (guint)below(course, course->list->len);
    Entry entry = *entry_at(course, i);
    const CtEvent *found = ct_event_queue_find(course->queue, entry.handle);

    if (found == NULL || !same(found, &entry.event) ||
        !ct_event_queue_cancel(course->queue, entry.handle))
        return false;
    g_ptr_array_remove_index(course->list, i);
    return !ct_event_queue_cancel(course->queue, entry.handle);
}

/* Around @pending events, @cancels of ten departures by cancellation. False where they part. */
static bool
run(Course *course, int64_t (*time)(Course *), guint pending, int cancels, uint64_t n_ops)
{
    for (course->n_ops = 0; course->n_ops < n_ops; course->n_ops++) {
        bool grow = below(course, 2 * (int64_t)pending + 2) >= (int64_t)course->list->len;

        if (grow)
            push(course, time(course));
        else if (!(below(course, 10) < cancels ? cancel(course) : pop(course)))
            return false;
        if (ct_event_queue_size(course->queue) != course->list->len)
            return false;
        course->most = MAX(course->most, course->list->len);
    }
    while (course->list->len > 0)
        if (!pop(course))
            return false;
    return pop(course);
}

static void
test_equal_to_a_sorted_list(void)
{
    static const struct {
        guint pending;
        uint64_t n_ops;
    } sizes[] = {{2, 500}, {40, 3000}, {300, 12000}, {3000, 30000}};
    static const int cancels[] = {0, 3, 9};

    for (size_t s = 0; s < G_N_ELEMENTS(schedules); s++) {
        g_autoptr(CtEventQueue) queue = ct_event_queue_new();
        g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);

        /* One queue for all, cleared between: nothing of one course may show in the next. */
        for (size_t i = 0; i < G_N_ELEMENTS(sizes) * G_N_ELEMENTS(cancels); i++) {
            size_t size = i / G_N_ELEMENTS(cancels), share = i % G_N_ELEMENTS(cancels);
            Course course = {.queue = queue, .list = list, .random = s * 1000 + i};

            CHECK_MSG(
                run(&course, schedules[s].time, sizes[size].pending, cancels[share],
                    sizes[size].n_ops),
                "%s, about %u pending, %d of 10 cancelled: parted at operation %" G_GUINT64_FORMAT,
                schedules[s].name, sizes[size].pending, cancels[share], course.n_ops);
            size_t bytes = ct_event_queue_bytes(queue);
            CHECK_MSG(bytes <= 65536 + 1024 * course.most, "%s: %zu bytes for %zu pending",
                      schedules[s].name, bytes, course.most);
            g_ptr_array_set_size(list, 0);
            ct_event_queue_clear(queue);
        }
    }
}

static void
test_ties_leave_in_push_order(void)
{
    /* Unsorted on purpose, and full of ties. */
    static const int64_t times[] = {5, 1, 9, 3, 5, 1, 3, 5, 1, 9};
    g_autoptr(CtEventQueue) queue = ct_event_queue_new();
    CtEvent previous = {.time = -1};
    CtEvent event;

    for (uint32_t i = 0; i < G_N_ELEMENTS(times); i++)
        ct_event_queue_push(queue, &(CtEvent){.time = times[i], .step = i});
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        CU_ASSERT_FATAL(ct_event_queue_pop(queue, &event));
        CU_ASSERT(event.time > previous.time ||
                  (event.time == previous.time && event.step > previous.step));
        previous = event;
    }
    CHECK_INT(ct_event_queue_size(queue), 0);
}

static void
test_clear_forgets_and_renumbers(void)
{
    g_autoptr(CtEventQueue) queue = ct_event_queue_new();
    CtEventHandle old = {0};
    CtEvent event;

    for (int i = 0; i < 1000; i++)
        old = ct_event_queue_push(queue, &(CtEvent){.time = i * 1000});
    CU_ASSERT(ct_event_queue_pop(queue, &event));
    ct_event_queue_clear(queue);
    CHECK_INT(ct_event_queue_size(queue), 0);
    CU_ASSERT(!ct_event_queue_pop(queue, &event));
    CU_ASSERT(!ct_event_queue_cancel(queue, old));
    ct_event_queue_push(queue, &(CtEvent){.time = 3});
    CU_ASSERT(!ct_event_queue_cancel(queue, old));
    CU_ASSERT_FATAL(ct_event_queue_pop(queue, &event));
    CHECK_INT(event.sequence, 0);
}

/* Whatever was cancelled is used again: a million events pass through room for a few. */
static void
test_cancelled_room_is_used_again(void)
{
    g_autoptr(CtEventQueue) queue = ct_event_queue_new();
    CtEventHandle handles[100] = {{0}};

    for (uint32_t i = 0; i < 1000000; i++) {
        CtEventHandle *handle = &handles[i % G_N_ELEMENTS(handles)];

        ct_event_queue_cancel(queue, *handle);
        *handle = ct_event_queue_push(queue, &(CtEvent){.time = 7 + i % 1000000, .step = i});
    }
    CHECK_INT(ct_event_queue_size(queue), G_N_ELEMENTS(handles));
    CHECK_MSG(ct_event_queue_bytes(queue) < 100000, "%zu bytes", ct_event_queue_bytes(queue));
}

/* Memory grows to what the most pending events need and not after, however long it goes on. */
static void
test_steady_state_allocates_nothing(void)
{
    static const uint32_t sizes[] = {10, 1000, 20000};

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        g_autoptr(CtEventQueue) queue = ct_event_queue_new();
        Course course = {.random = s};
        size_t warm = 0;
        CtEvent event = {0};

        for (uint32_t i = 0; i < sizes[s]; i++)
            ct_event_queue_push(queue, &(CtEvent){.time = 1 + below(&course, 7200000)});
        for (uint32_t i = 0; i < 40 * sizes[s]; i++) {
            CU_ASSERT_FATAL(ct_event_queue_pop(queue, &event));
            event.time += 3600000 + below(&course, 7200000);
            ct_event_queue_push(queue, &event);
            if (i == 20 * sizes[s])
                warm = ct_event_queue_bytes(queue);
        }
        CHECK_INT(ct_event_queue_bytes(queue), warm);
        CHECK_MSG(warm <= 300 * (size_t)sizes[s] + 65536, "%u pending: %zu bytes", sizes[s], warm);
    }
}

CU_TestInfo test_event_queue_tests[] = {
    {"equal to a sorted list", test_equal_to_a_sorted_list},
    {"ties leave in push order", test_ties_leave_in_push_order},
    {"clear forgets and renumbers", test_clear_forgets_and_renumbers},
    {"cancelled room is used again", test_cancelled_room_is_used_again},
    {"a steady state allocates nothing", test_steady_state_allocates_nothing},
    CU_TEST_INFO_NULL,
};
