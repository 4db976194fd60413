/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/trace.h"

#include "base/json_out.h"
#include "base/text.h"
#include "base/text_table.h"
#include "base/units.h"
#include "sim/actions.h"
#include "sim/step_names.h"
#include "topology/rule_names.h"

#include <string.h>

/* One event in words. */
typedef struct Told {
    char *technique; /* id and title; NULL where the event is of no technique */
    const char *rule;
    char *target; /* NULL */
    char *fact;   /* what is gained, or the goal; NULL */
    char *source; /* the asset that a worm tries it from; NULL: no worm, or the attacker himself */
} Told;

static void
told_clear(Told *told)
{
    g_free(told->technique);
    g_free(told->target);
    g_free(told->fact);
    g_free(told->source);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Told, told_clear)

/* "hmi-1", "CVE-2017-17562 on rtu-1", "meter[3]: an attacker's commands run there". */
static char *
action_text(const CtTraceReport *report, const CtTraceRecord *record)
{
    const CtInstances *instances = report->sim->actors[0].course->graph->instances;
    CtSection section = ct_trace_kind_section((CtTraceKind)record->kind);

    if (section == CT_SECTION_CONDUITS)
        return ct_conduit_part_text(instances->model, record->fact, record->n);
    if (section != CT_SECTION_ASSETS)
        return g_strdup(ct_model_id(instances->model, section, record->fact));
    g_autofree char *asset = ct_instances_asset_text(instances, record->fact);

    if (record->kind == CT_TRACE_REFUSE)
        return g_strdup_printf("%s: %s", asset, ct_refusal_text((CtRefusal)record->n));
    if (record->kind != CT_TRACE_PATCH)
        return g_steal_pointer(&asset);
    return g_strdup_printf("%s on %s",
                           ct_model_id(instances->model, CT_SECTION_VULNERABILITIES, record->n),
                           asset);
}

static bool
is_defence(const CtTraceRecord *record)
{
    return record->step == CT_NO_ID &&
           (ct_trace_kind_is_alert((CtTraceKind)record->kind) ||
            ct_trace_kind_is_response((CtTraceKind)record->kind) || record->kind == CT_TRACE_FOUND);
}

/* "isolate hmi-1", "hmi-1": what a defender does, or sees though it is not there. */
static char *
defence_text(const CtTraceReport *report, const CtTraceRecord *record)
{
    const CtInstances *instances = report->sim->actors[0].course->graph->instances;
    bool is_response = ct_trace_kind_is_response((CtTraceKind)record->kind);
    CtSection section = is_response ? ct_defence_section((CtDefence)record->actor)
                        : record->kind == CT_TRACE_FOUND ? CT_SECTION_ASSETS
                                                         : (CtSection)record->actor;
    g_autofree char *entity = section == CT_SECTION_ASSETS
                                  ? ct_instances_asset_text(instances, record->fact)
                                  : g_strdup(ct_model_id(instances->model, section, record->fact));

    if (!is_response)
        return g_steal_pointer(&entity);
    if (section == CT_SECTION_CONDUITS) {
        g_autofree char *part = ct_conduit_part_text(instances->model, record->fact, record->n);

        return g_strdup_printf("%s %s", ct_defence_text((CtDefence)record->actor), part);
    }
    if (record->actor != CT_DEFENCE_PATCH)
        return g_strdup_printf("%s %s", ct_defence_text((CtDefence)record->actor), entity);
    g_autofree char *asset = ct_instances_asset_text(instances, record->n);

    return g_strdup_printf("patch %s on %s", entity, asset);
}

static Told
tell(const CtTraceReport *report, const CtTraceRecord *record)
{
    Told told = {0};
    CtFact from;

    if (is_defence(record)) {
        told.target = defence_text(report, record);
        return told;
    }

    if (ct_trace_kind_is_action((CtTraceKind)record->kind))
        told.target = action_text(report, record);
    if (ct_trace_kind_is_action((CtTraceKind)record->kind) || record->kind == CT_TRACE_LOG)
        return told;
    const CtCourse *course = report->sim->actors[record->actor].course;
    const CtAttacker *attacker = g_ptr_array_index(report->twin->attackers, record->actor);

    if (record->step != CT_NO_ID) {
        const CtTechnique *technique =
            course->graph->templates.data[course->graph->step_reason[record->step]].technique;
        const char *id = ct_step_technique_id(course->graph, record->step);

        told.rule = technique->name;
        told.technique = g_strdup_printf("%s %s", id, ct_technique_title(technique, id));
        told.target = ct_step_target(course->graph, record->step);
    }
    if (record->kind == CT_TRACE_GAIN || record->kind == CT_TRACE_LOSS ||
        record->kind == CT_TRACE_GIVE)
        told.fact = ct_graph_fact_text(course->graph, record->fact);
    if ((record->kind == CT_TRACE_BEGIN || record->kind == CT_TRACE_SUCCESS) &&
        ct_graph_fact_of(course->graph, record->fact, &from))
        told.source = ct_instances_asset_text(course->graph->instances, from.entity);
    if (record->kind == CT_TRACE_GOAL)
        told.fact = g_strdup(attacker->goals.data[record->fact].id);
    return told;
}

static const char *
actor_name(const CtTraceReport *report, const CtTraceRecord *record)
{
    static const char *const others[] = {[CT_EVENT_PRIORITY_SCRIPT] = "script",
                                         [CT_EVENT_PRIORITY_WORLD] = "world",
                                         [CT_EVENT_PRIORITY_DEFENDER] = "defender",
                                         [CT_EVENT_PRIORITY_ATTACKER] = "attacker",
                                         [CT_EVENT_PRIORITY_SENSOR] = "sensor"};

    if (record->kind == CT_TRACE_LOG)
        return others[CT_EVENT_PRIORITY_SCRIPT];
    if (record->kind == CT_TRACE_FALSE_ALARM)
        return others[CT_EVENT_PRIORITY_SENSOR];
    if (is_defence(record) && record->kind != CT_TRACE_FOUND)
        return report->twin->scenario != NULL && report->twin->scenario->defender != NULL
                   ? report->twin->scenario->defender->name
                   : others[CT_EVENT_PRIORITY_DEFENDER];
    if (ct_trace_kind_is_action((CtTraceKind)record->kind))
        return others[record->actor];
    return ((const CtAttacker *)g_ptr_array_index(report->twin->attackers, record->actor))->id;
}

/* --- text --- */

static bool
is_shown(const CtTraceReport *report, const CtTraceRecord *record)
{
    switch ((CtTraceKind)record->kind) {
    case CT_TRACE_SUCCESS:
    case CT_TRACE_GOAL:
    case CT_TRACE_END:
    case CT_TRACE_GIVE:
    case CT_TRACE_LOG:
    case CT_TRACE_ALERT:
    case CT_TRACE_CONFIRMED:
    case CT_TRACE_FOUND:
        return true;
    case CT_TRACE_DISMISSED: /* of a real attempt: it was missed */
        return report->text.all || record->step != CT_NO_ID;
    case CT_TRACE_RESPONDING: /* what takes no time, or is seen by what it does, needs no line */
        return report->text.all || record->actor == CT_DEFENCE_INVESTIGATE;
    case CT_TRACE_LOSS:
    case CT_TRACE_GAIN: {
        const CtGraph *graph = report->sim->actors[record->actor].course->graph;
        CtFact fact;

        /* What follows by itself, presence and the like, is for --verbose. */
        return report->text.all ||
               (ct_graph_fact_of(graph, record->fact, &fact) &&
                (graph->kinds->infos[fact.kind].held || fact.kind == CT_FACT_IMPAIRED));
    }
    default:
        return report->text.all || ct_trace_kind_is_action((CtTraceKind)record->kind);
    }
}

static void
put_line(CtOut *out,
         const CtTraceReport *report,
         const char *time,
         const char *word,
         CtStyle style,
         const char *text)
{
    enum { TIME_COLUMNS = 12, WORD_COLUMNS = 8 };
    unsigned indent = 2 + TIME_COLUMNS + 2 + WORD_COLUMNS + 2;

    ct_out_printf(out, "  %*s  ", TIME_COLUMNS, time);
    ct_text_style(out, report->text.color, style, word);
    ct_out_printf(out, "%*s", MAX(1, (int)(WORD_COLUMNS + 2 - (int)strlen(word))), "");
    ct_text_wrap(out, text, MAX(report->text.width, indent + 20), indent);
    ct_out_put(out, "\n");
}

static char *
line_text(const CtTraceRecord *record, const Told *told)
{
    if (told->fact != NULL)
        return g_strdup(told->fact);
    if (record->text != NULL)
        return ct_text_printable(record->text, strlen(record->text));
    if (told->technique == NULL)
        return ct_trace_kind_is_alert((CtTraceKind)record->kind)
                   ? g_strdup_printf("%s (nothing is there)", told->target)
                   : g_strdup(told->target != NULL ? told->target : "");
    g_autofree char *again = record->n > 1 ? g_strdup_printf(" (try %u)", record->n) : NULL;

    if (ct_trace_kind_is_alert((CtTraceKind)record->kind))
        return g_strdup_printf("%s (%s)", told->target, told->technique);
    return g_strconcat(told->technique, told->target != NULL ? " → " : "",
                       told->target != NULL ? told->target : "",
                       told->source != NULL ? ", from " : "",
                       told->source != NULL ? told->source : "", again, NULL);
}

static void
put_record(CtOut *out, const CtTraceReport *report, const CtTraceRecord *record, bool same_moment)
{
    static const CtStyle styles[CT_TRACE_COUNT] = {[CT_TRACE_SUCCESS] = CT_STYLE_BOLD,
                                                   [CT_TRACE_GOAL] = CT_STYLE_BAD,
                                                   [CT_TRACE_FAILURE] = CT_STYLE_DIM,
                                                   [CT_TRACE_CANCEL] = CT_STYLE_DIM};
    g_auto(Told) told = tell(report, record);
    g_autofree char *time = ct_units_time_text(record->time);
    g_autofree char *text = line_text(record, &told);

    put_line(out, report, same_moment ? "" : time, ct_trace_kind_text((CtTraceKind)record->kind),
             styles[record->kind], text);
}

static void
put_text(CtOut *out, const CtTraceReport *report)
{
    int64_t last = -1;

    ct_out_printf(out, "Replication %" G_GUINT64_FORMAT "\n", report->replication);
    for (guint i = 0; i < report->records->len; i++) {
        const CtTraceRecord *record = &g_array_index(report->records, CtTraceRecord, i);

        if (!is_shown(report, record))
            continue;
        put_record(out, report, record, record->time == last);
        last = record->time;
    }
}

/* --- for programs --- */

static void
put_jsonl(CtOut *out, const CtTraceReport *report, const CtTraceRecord *record)
{
    g_auto(Told) told = tell(report, record);
    g_autoptr(CtJson) json = ct_json_new_compact(out);

    ct_json_begin_object(json);
    ct_json_put_integer(json, "time_ms", record->time);
    ct_json_put_string(json, "event", ct_trace_kind_text((CtTraceKind)record->kind));
    bool is_action = ct_trace_kind_is_action((CtTraceKind)record->kind) || is_defence(record);

    ct_json_put_string(json, is_action || record->text != NULL ? "by" : "attacker",
                       actor_name(report, record));
    if (record->text != NULL)
        ct_json_put_string(json, "text", record->text);
    if (is_action)
        ct_json_put_string(json, "target", told.target);
    if (told.technique != NULL) {
        ct_json_put_string(json, "rule", told.rule);
        ct_json_put_string(json, "technique", told.technique);
        ct_json_put_string(json, "target", told.target);
        ct_json_put_integer(json, "try", record->n);
        if (told.source != NULL)
            ct_json_put_string(json, "from", told.source);
    }
    if (told.fact != NULL)
        ct_json_put_string(json, record->kind == CT_TRACE_GOAL ? "goal" : "fact", told.fact);
    ct_json_end_object(json);
}

static void
put_cell(CtOut *out, const char *text, bool last)
{
    g_autofree char *safe = text != NULL && strchr("=+-@\t\r", text[0]) != NULL && text[0] != '\0'
                                ? g_strconcat("'", text, NULL)
                                : g_strdup(text != NULL ? text : "");

    if (strpbrk(safe, "\",\r\n") != NULL) {
        g_auto(GStrv) parts = g_strsplit(safe, "\"", -1);
        g_autofree char *quoted = g_strjoinv("\"\"", parts);

        ct_out_printf(out, "\"%s\"", quoted);
    } else {
        ct_out_put(out, safe);
    }
    ct_out_put(out, last ? "\r\n" : ",");
}

static void
put_csv(CtOut *out, const CtTraceReport *report, const CtTraceRecord *record)
{
    g_auto(Told) told = tell(report, record);
    g_autofree char *time = g_strdup_printf("%" G_GINT64_FORMAT, record->time);
    bool is_try = record->n > 0 && record->step != CT_NO_ID;
    g_autofree char *n = is_try ? g_strdup_printf("%u", record->n) : g_strdup("");

    put_cell(out, time, false);
    put_cell(out, ct_trace_kind_text((CtTraceKind)record->kind), false);
    put_cell(out, actor_name(report, record), false);
    put_cell(out, told.rule, false);
    put_cell(out, told.technique, false);
    put_cell(out, told.target, false);
    put_cell(out, n, false);
    put_cell(out, told.fact, false);
    put_cell(out, told.source, false);
    put_cell(out, record->text, true);
}

void
ct_report_trace(CtOut *out, const CtTraceReport *report, CtTraceFormat format)
{
    if (format == CT_TRACE_FORMAT_TEXT) {
        put_text(out, report);
        return;
    }
    if (format == CT_TRACE_FORMAT_CSV)
        ct_out_put(out, "time_ms,event,attacker,rule,technique,target,try,fact,from,text\r\n");
    for (guint i = 0; i < report->records->len; i++) {
        const CtTraceRecord *record = &g_array_index(report->records, CtTraceRecord, i);

        if (format == CT_TRACE_FORMAT_CSV)
            put_csv(out, report, record);
        else
            put_jsonl(out, report, record);
    }
}
