/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/places.h"

/* The facts of @course by which asset instance @asset has fallen; user follows from admin. */
static uint32_t
facts_of(const CtCourse *course, uint32_t asset, uint32_t ret_facts[2])
{
    static const CtFactKind kinds[] = {CT_FACT_EXEC, CT_FACT_IMPLANT};
    uint32_t n = 0;

    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        CtFactId id = ct_graph_fact(course->graph, (CtFact){.kind = (uint8_t)kinds[k],
                                                            .level = CT_LEVEL_USER,
                                                            .entity = asset});

        if (course->fact_of[id] != CT_NO_ID)
            ret_facts[n++] = course->fact_of[id];
    }
    return n;
}

typedef struct Maker {
    CtPlaces *places;
    const CtInstances *instances;
    GArray *marks;
    CtIds instance; /* asset instances that can fall */
} Maker;

static void
find_marks(Maker *maker, const CtCourse *const *courses, uint32_t n_courses)
{
    CtIds first = {0};

    for (uint32_t a = 0; a < maker->instances->n_assets; a++) {
        guint before = maker->marks->len;

        for (uint32_t c = 0; c < n_courses; c++) {
            uint32_t facts[2];
            uint32_t n = facts_of(courses[c], a, facts);

            for (uint32_t i = 0; i < n; i++) {
                struct CtPlaceMark mark = {.actor = c, .fact = facts[i]};

                g_array_append_val(maker->marks, mark);
            }
        }
        if (maker->marks->len == before)
            continue;
        ct_ids_add(&maker->instance, a);
        ct_ids_add(&first, before);
    }
    ct_ids_add(&first, maker->marks->len);
    maker->places->n_instances = maker->instance.length;
    maker->places->first_mark = first.data;
}

/* One place for each row of @row_of that an instance lies in, in the order of rows. */
static uint32_t *
make_places(Maker *maker, CtPlaceKind kind, const uint32_t *row_of, uint32_t n_rows, GArray *made)
{
    g_autofree uint32_t *count = g_new0(uint32_t, (size_t)n_rows + 1);
    g_autofree uint32_t *place = g_new(uint32_t, (size_t)n_rows + 1);
    uint32_t n = maker->instance.length;
    uint32_t *of_instance = g_new(uint32_t, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++)
        count[row_of[i]]++;
    for (uint32_t row = 0; row < n_rows; row++) {
        CtPlace one = {.kind = (uint8_t)kind, .row = row, .n_instances = count[row]};

        place[row] = made->len;
        if (count[row] > 0)
            g_array_append_val(made, one);
    }
    for (uint32_t i = 0; i < n; i++)
        of_instance[i] = place[row_of[i]];
    return of_instance;
}

static uint32_t
count_distinct(const uint32_t *row_of, uint32_t n)
{
    uint32_t distinct = 0;

    for (uint32_t i = 0; i < n; i++)
        distinct += i == 0 || row_of[i] != row_of[i - 1]; /* instances of a row are contiguous */
    return distinct;
}

static void
fill(Maker *maker)
{
    const CtInstances *instances = maker->instances;
    const CtModel *model = instances->model;
    uint32_t n = maker->instance.length;
    g_autofree uint32_t *zone_row = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *asset_row = g_new(uint32_t, (size_t)n + 1);
    GArray *made = g_array_new(FALSE, FALSE, sizeof(CtPlace));

    for (uint32_t i = 0; i < n; i++) {
        uint32_t asset = maker->instance.data[i];

        zone_row[i] = instances->zone_row[instances->asset_zone[asset]];
        asset_row[i] = instances->asset_row[asset];
    }
    maker->places->zone_place =
        make_places(maker, CT_PLACE_ZONE, zone_row, model->zones.length, made);
    if (count_distinct(asset_row, n) > CT_PLACES_MOST_ASSETS) {
        maker->places->asset_place = g_new(uint32_t, (size_t)n + 1);
        for (uint32_t i = 0; i < n; i++)
            maker->places->asset_place[i] = CT_NO_ID;
    } else {
        maker->places->asset_place =
            make_places(maker, CT_PLACE_ASSET, asset_row, model->assets.length, made);
    }
    maker->places->n_places = made->len;
    maker->places->places = (CtPlace *)(void *)g_array_free(made, FALSE);
}

CtPlaces *
ct_places_new(const CtCourse *const *courses, uint32_t n_courses)
{
    CtPlaces *places = g_new0(CtPlaces, 1);
    Maker maker = {.places = places, .marks = g_array_new(FALSE, FALSE, sizeof *places->marks)};

    if (n_courses > 0)
        maker.instances = courses[0]->graph->instances;
    if (maker.instances != NULL) {
        find_marks(&maker, courses, n_courses);
        fill(&maker);
    }
    places->marks = (struct CtPlaceMark *)(void *)g_array_free(maker.marks, FALSE);
    ct_ids_clear(&maker.instance);
    return places;
}

void
ct_places_free(CtPlaces *places)
{
    if (places == NULL)
        return;
    g_free(places->places);
    g_free(places->zone_place);
    g_free(places->asset_place);
    g_free(places->first_mark);
    g_free(places->marks);
    g_free(places);
}

static void
note(uint32_t place, int64_t time, int64_t *first_ms, uint32_t *fallen)
{
    if (place == CT_NO_ID)
        return;
    if (first_ms[place] < 0 || time < first_ms[place])
        first_ms[place] = time;
    fallen[place]++;
}

void
ct_places_look(const CtPlaces *places,
               const CtCourseState *const *states,
               int64_t *ret_first_ms,
               uint32_t *ret_fallen)
{
    for (uint32_t p = 0; p < places->n_places; p++) {
        ret_first_ms[p] = -1;
        ret_fallen[p] = 0;
    }
    for (uint32_t i = 0; i < places->n_instances; i++) {
        int64_t time = -1;

        for (uint32_t m = places->first_mark[i]; m < places->first_mark[i + 1]; m++) {
            int64_t first =
                ct_course_state_first_ms(states[places->marks[m].actor], places->marks[m].fact);

            if (first >= 0 && (time < 0 || first < time))
                time = first;
        }
        if (time < 0)
            continue;
        note(places->zone_place[i], time, ret_first_ms, ret_fallen);
        note(places->asset_place[i], time, ret_first_ms, ret_fallen);
    }
}
