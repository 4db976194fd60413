/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/trace.h"

#include "analysis/defender.h"
#include "sim/actions.h"
#include "sim/members.h"
#include "store/chunk.h"

#include <string.h>

G_DEFINE_QUARK(ct_trace_error, ct_trace_error)

enum {
    EVENTS_A_CHUNK = 4096,
    RECORD_BYTES = 28,
    MOST_CHUNK_BYTES = 1 << 28,
    MOST_TEXT = 1024, /* bytes of a line; what is longer is cut */
};

static void
clear_record(void *data)
{
    g_free(((CtTraceRecord *)data)->text);
}

GArray *
ct_trace_records_new(void)
{
    GArray *records = g_array_new(FALSE, FALSE, sizeof(CtTraceRecord));

    g_array_set_clear_func(records, clear_record);
    return records;
}

/* --- playing --- */

typedef struct Player {
    const CtSim *sim;
    CtCsr *members; /* per actor: fact of the course → nameable facts of the graph */
    GArray *records;
} Player;

static bool
is_about_fact(uint32_t kind)
{
    return kind == CT_TRACE_GAIN || kind == CT_TRACE_LOSS || kind == CT_TRACE_GIVE;
}

/* At most MOST_TEXT bytes, whole characters, of one line. */
static char *
line_of(const char *text)
{
    char *line = g_utf8_make_valid(text, (gssize)strnlen(text, MOST_TEXT));

    if (strlen(line) > MOST_TEXT) /* the sign for what is no character is three bytes long */
        *g_utf8_find_prev_char(line, line + MOST_TEXT) = '\0';
    g_strdelimit(line, "\r\n\t", ' ');
    return line;
}

static void
record_log(const CtTraceEvent *event, Player *player)
{
    CtTraceRecord one = {.time = event->time,
                         .kind = event->kind,
                         .step = CT_NO_ID,
                         .fact = CT_NO_ID,
                         .text = line_of(event->text)};

    one.n = (uint32_t)strlen(one.text);
    g_array_append_val(player->records, one);
}

static void
record(const CtTraceEvent *event, void *data)
{
    Player *player = data;

    if (event->kind == CT_TRACE_LOG) {
        record_log(event, player);
        return;
    }

    bool is_false = ct_trace_kind_is_alert(event->kind) && event->attempt == CT_NO_ID;

    if (ct_trace_kind_is_action(event->kind) || ct_trace_kind_is_response(event->kind) ||
        event->kind == CT_TRACE_FOUND || is_false) {
        CtTraceRecord one = {.time = event->time,
                             .kind = event->kind,
                             .actor = event->actor,
                             .step = CT_NO_ID,
                             .n = event->n,
                             .fact = event->fact};

        g_array_append_val(player->records, one);
        return;
    }
    const CtCourse *course = player->sim->actors[event->actor].course;
    const CtCsr *members = &player->members[event->actor];
    CtTraceRecord one = {.time = event->time,
                         .kind = event->kind,
                         .actor = event->actor,
                         .step = event->attempt != CT_NO_ID ? course->graph_step[event->attempt]
                                                            : CT_NO_ID,
                         .n = event->n,
                         .fact = event->by};

    if (event->kind == CT_TRACE_GOAL)
        one.fact = event->fact - course->first_goal;
    if (!is_about_fact(event->kind)) {
        g_array_append_val(player->records, one);
        return;
    }
    for (uint32_t i = members->start[event->fact]; i < members->start[event->fact + 1]; i++) {
        one.fact = members->value[i];
        g_array_append_val(player->records, one);
    }
}

GArray *
ct_trace_play(const CtSim *sim, uint64_t replication, CtSummary *ret_summary)
{
    Player player = {.sim = sim,
                     .members = g_new0(CtCsr, (size_t)sim->n_actors + 1),
                     .records = ct_trace_records_new()};
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_auto(CtSummary) own = {0};

    for (uint32_t i = 0; i < sim->n_actors; i++)
        ct_course_members(sim->actors[i].course, &player.members[i]);
    if (ret_summary == NULL)
        ct_summary_init(&own, sim);
    ct_engine_set_trace(engine, record, &player);
    ct_engine_run(engine, replication, ret_summary != NULL ? ret_summary : &own);
    for (uint32_t i = 0; i < sim->n_actors; i++)
        ct_csr_clear(&player.members[i]);
    g_free(player.members);
    return player.records;
}

/* --- packing --- */

static void
put32(GByteArray *bytes, uint32_t number)
{
    uint32_t little = GUINT32_TO_LE(number);

    g_byte_array_append(bytes, (const guint8 *)&little, sizeof little);
}

static void
put_record(GByteArray *bytes, const CtTraceRecord *record)
{
    uint64_t time = GUINT64_TO_LE((uint64_t)record->time);

    g_byte_array_append(bytes, (const guint8 *)&time, sizeof time);
    put32(bytes, record->kind);
    put32(bytes, record->actor);
    put32(bytes, record->step);
    put32(bytes, record->n);
    put32(bytes, record->fact);
}

/* What the attackers have, in the order in which it came. */
typedef struct Held {
    GArray *pairs;     /* attacker and fact; CT_NO_ID twice where it was lost since */
    GHashTable *place; /* pair → its place + 1; asked, never walked */
    guint n_lost;
} Held;

static void
held_init(Held *held)
{
    held->pairs = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    held->place = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    held->n_lost = 0;
}

static void
held_clear(Held *held)
{
    g_array_unref(held->pairs);
    g_hash_table_unref(held->place);
}

static void
held_note(Held *held, const CtTraceRecord *record)
{
    const gint64 key = (gint64)((uint64_t)record->actor << 32 | record->fact);

    if (record->kind == CT_TRACE_GAIN) {
        g_array_append_val(held->pairs, record->actor);
        g_array_append_val(held->pairs, record->fact);
        g_hash_table_insert(held->place, g_memdup2(&key, sizeof key),
                            GUINT_TO_POINTER(held->pairs->len / 2));
    } else if (record->kind == CT_TRACE_LOSS) {
        guint place = GPOINTER_TO_UINT(g_hash_table_lookup(held->place, &key));

        if (place == 0)
            return;
        g_array_index(held->pairs, uint32_t, 2 * place - 2) = CT_NO_ID;
        g_array_index(held->pairs, uint32_t, 2 * place - 1) = CT_NO_ID;
        g_hash_table_remove(held->place, &key);
        held->n_lost++;
    }
}

static CtRunTraceChunk
pack_chunk(const GArray *records, guint first, guint last, const Held *held, uint64_t replication)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    CtRunTraceChunk chunk = {
        .replication = replication,
        .part = first / EVENTS_A_CHUNK,
        .first_ms = g_array_index(records, CtTraceRecord, first).time,
        .last_ms = g_array_index(records, CtTraceRecord, last - 1).time,
        .n_events = last - first,
    };

    put32(bytes, held->pairs->len / 2 - held->n_lost);
    put32(bytes, last - first);
    for (guint i = 0; i < held->pairs->len; i++)
        if (g_array_index(held->pairs, uint32_t, i | 1) != CT_NO_ID)
            put32(bytes, g_array_index(held->pairs, uint32_t, i));
    for (guint i = first; i < last; i++)
        put_record(bytes, &g_array_index(records, CtTraceRecord, i));
    for (guint i = first; i < last; i++) {
        const CtTraceRecord *one = &g_array_index(records, CtTraceRecord, i);

        if (one->kind == CT_TRACE_LOG)
            g_byte_array_append(bytes, (const guint8 *)one->text, one->n);
    }
    chunk.data = ct_chunk_pack(bytes->data, bytes->len);
    return chunk;
}

static void
clear_chunk(void *data)
{
    g_bytes_unref(((CtRunTraceChunk *)data)->data);
}

GArray *
ct_trace_pack(const GArray *records, uint64_t replication)
{
    GArray *chunks = g_array_new(FALSE, FALSE, sizeof(CtRunTraceChunk));
    Held held;

    held_init(&held);
    g_array_set_clear_func(chunks, clear_chunk);
    for (guint first = 0; first < records->len; first += EVENTS_A_CHUNK) {
        guint last = MIN(first + EVENTS_A_CHUNK, records->len);
        CtRunTraceChunk chunk = pack_chunk(records, first, last, &held, replication);

        g_array_append_val(chunks, chunk);
        for (guint i = first; i < last; i++)
            held_note(&held, &g_array_index(records, CtTraceRecord, i));
    }
    held_clear(&held);
    return chunks;
}

void
ct_trace_chunks_free(GArray *chunks)
{
    g_array_unref(chunks);
}

/* --- unpacking --- */

static uint32_t
get32(const guint8 *bytes)
{
    uint32_t little;

    memcpy(&little, bytes, sizeof little);
    return GUINT32_FROM_LE(little);
}

static bool
is_fact(const CtSim *sim, uint32_t actor, uint32_t fact)
{
    return actor < sim->n_actors && fact < sim->actors[actor].course->graph->first_reach_node;
}

static bool
course_is_worm(const CtSim *sim, uint32_t actor)
{
    return sim->actors[actor].worm != NULL;
}

/* A conduit, or one of its allow rules. */
static bool
is_part(const CtModel *model, const CtTraceRecord *record)
{
    return record->fact < model->conduits.length &&
           (record->n == 0 || (ct_span_is_stated(model->conduits.data[record->fact].allow) &&
                               record->n <= model->conduits.data[record->fact].allow.length));
}

static bool
is_sound_action(const CtSim *sim, const CtTraceRecord *record)
{
    const CtInstances *instances =
        sim->n_actors > 0 ? sim->actors[0].course->graph->instances : NULL;
    CtSection section = ct_trace_kind_section((CtTraceKind)record->kind);

    if (instances == NULL || record->actor > CT_EVENT_PRIORITY_SENSOR || record->step != CT_NO_ID)
        return false;
    if (record->kind == CT_TRACE_PATCH && record->n >= instances->model->vulnerabilities.length)
        return false;
    if (record->kind == CT_TRACE_REFUSE && record->n >= CT_REFUSAL_COUNT)
        return false;
    if (section == CT_SECTION_CONDUITS)
        return is_part(instances->model, record);
    return record->fact < (section == CT_SECTION_ASSETS
                               ? instances->n_assets
                               : ct_model_count(instances->model, section));
}

static bool
is_entity(const CtSim *sim, CtSection section, uint32_t entity)
{
    const CtInstances *instances =
        sim->n_actors > 0 ? sim->actors[0].course->graph->instances : NULL;

    return instances != NULL &&
           entity < (section == CT_SECTION_ASSETS ? instances->n_assets
                                                  : ct_model_count(instances->model, section));
}

/* An alert that is false, a response, or what an investigation found. */
static bool
is_sound_defence(const CtSim *sim, const CtTraceRecord *record)
{
    if (record->kind == CT_TRACE_FOUND)
        return record->actor < sim->n_actors && is_entity(sim, CT_SECTION_ASSETS, record->fact);
    if (!ct_trace_kind_is_response((CtTraceKind)record->kind))
        return (record->actor == CT_SECTION_ASSETS || record->actor == CT_SECTION_CONDUITS) &&
               is_entity(sim, (CtSection)record->actor, record->fact);
    return record->actor < CT_DEFENCE_COUNT &&
           is_entity(sim, ct_defence_section((CtDefence)record->actor), record->fact) &&
           (record->actor != CT_DEFENCE_PATCH || is_entity(sim, CT_SECTION_ASSETS, record->n)) &&
           (ct_defence_section((CtDefence)record->actor) != CT_SECTION_CONDUITS ||
            is_part(sim->actors[0].course->graph->instances->model, record));
}

static bool
is_sound(const CtSim *sim, const CtTraceRecord *record)
{
    if (record->time < 0 || record->kind >= CT_TRACE_COUNT)
        return false;
    if (ct_trace_kind_is_action((CtTraceKind)record->kind))
        return is_sound_action(sim, record);
    bool is_defence = ct_trace_kind_is_alert((CtTraceKind)record->kind) ||
                      ct_trace_kind_is_response((CtTraceKind)record->kind) ||
                      record->kind == CT_TRACE_FOUND;

    if (is_defence && record->step == CT_NO_ID)
        return is_sound_defence(sim, record);
    if (record->actor >= sim->n_actors)
        return false;
    if (record->kind == CT_TRACE_LOG)
        return record->actor == 0 && record->step == CT_NO_ID && record->fact == CT_NO_ID;
    const CtCourse *course = sim->actors[record->actor].course;

    if (record->step != CT_NO_ID && (record->step >= course->graph->n_steps ||
                                     course->graph->step_kind[record->step] != CT_STEP_ATTEMPT))
        return false;
    if (record->kind == CT_TRACE_GOAL)
        return record->fact < course->n_goals;
    if (is_about_fact(record->kind))
        return is_fact(sim, record->actor, record->fact);
    bool may_have_maker = course_is_worm(sim, record->actor) &&
                          (record->kind == CT_TRACE_BEGIN || record->kind == CT_TRACE_SUCCESS);

    return record->fact == CT_NO_ID ||
           (may_have_maker && is_fact(sim, record->actor, record->fact));
}

static CtTraceRecord
get_record(const guint8 *at)
{
    uint64_t time;

    memcpy(&time, at, sizeof time);
    return (CtTraceRecord){.time = (int64_t)GUINT64_FROM_LE(time),
                           .kind = get32(at + 8),
                           .actor = get32(at + 12),
                           .step = get32(at + 16),
                           .n = get32(at + 20),
                           .fact = get32(at + 24)};
}

static bool
take_text(CtTraceRecord *record, const guint8 **text, const guint8 *end)
{
    if (record->n > MOST_TEXT || record->n > (size_t)(end - *text) ||
        !g_utf8_validate_len((const char *)*text, record->n, NULL))
        return false;
    record->text = g_strndup((const char *)*text, record->n);
    *text += record->n;
    return true;
}

static bool
unpack_plain(const CtSim *sim, const guint8 *at, gsize length, GArray *records, GArray *held)
{
    uint64_t n_held = length >= 8 ? get32(at) : 0;
    uint64_t n_events = length >= 8 ? get32(at + 4) : 0;

    if (length < 8 || length < 8 + 8 * n_held + RECORD_BYTES * n_events)
        return false;
    const guint8 *text = at + 8 + 8 * n_held + RECORD_BYTES * n_events, *end = at + length;

    at += 8;
    for (uint64_t i = 0; i < n_held; i++, at += 8) {
        const uint32_t pair[2] = {get32(at), get32(at + 4)};

        if (!is_fact(sim, pair[0], pair[1]))
            return false;
        if (held != NULL)
            g_array_append_vals(held, pair, 2);
    }
    for (uint64_t i = 0; i < n_events; i++, at += RECORD_BYTES) {
        CtTraceRecord record = get_record(at);

        if (!is_sound(sim, &record) ||
            (record.kind == CT_TRACE_LOG && !take_text(&record, &text, end)))
            return false;
        g_array_append_val(records, record);
    }
    return text == end;
}

bool
ct_trace_unpack(const CtSim *sim,
                const void *data,
                size_t length,
                GArray *records,
                GArray *held,
                GError **error)
{
    g_autoptr(GBytes) bytes = ct_chunk_unpack(data, length, MOST_CHUNK_BYTES, error);
    gsize plain_length;
    const guint8 *plain;

    if (bytes == NULL)
        return false;
    plain = g_bytes_get_data(bytes, &plain_length);
    if (unpack_plain(sim, plain, plain_length, records, held))
        return true;
    g_set_error_literal(error, CT_TRACE_ERROR, CT_TRACE_ERROR_FORMAT,
                        "a part of the trace is damaged");
    return false;
}
