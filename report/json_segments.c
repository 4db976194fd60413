/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `segments` for programs; `segmentation` of a result. */
#include "report/segments.h"

#include "report/json_parts.h"

static void
put_zones(CtJson *json, const CtSegmentation *segmentation)
{
    ct_json_key(json, "zones");
    ct_json_begin_array(json);
    for (uint32_t z = 0; z < segmentation->n_zones; z++) {
        const CtSegZone *zone = &segmentation->zones[z];

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", zone->id);
        ct_json_put_string(json, "parent", zone->parent);
        ct_json_put_integer(json, "count", zone->count);
        ct_json_put_bool(json, "outside", zone->is_outside);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_cell(CtJson *json, const CtSegmentation *segmentation, uint32_t from, uint32_t to)
{
    const CtZoneCell *cell = &segmentation->cells[(size_t)from * segmentation->n_zones + to];

    if (cell->allowed == CT_NO_ANSWER)
        return;
    ct_json_begin_object(json);
    ct_json_put_string(json, "from", segmentation->zones[from].id);
    ct_json_put_string(json, "to", segmentation->zones[to].id);
    ct_json_put_string(json, "intended", ct_answer_text((CtAnswer)cell->intended));
    ct_json_put_string(json, "allowed", ct_answer_text((CtAnswer)cell->allowed));
    ct_json_put_string(json, "attackable", ct_answer_text((CtAnswer)cell->attackable));
    ct_json_end_object(json);
}

static void
put_position(CtJson *json, const CtSegFailure *failure)
{
    ct_json_key(json, "position");
    if (failure->file == NULL) {
        ct_json_null(json);
        return;
    }
    ct_json_begin_object(json);
    ct_json_put_string(json, "file", failure->file);
    ct_json_put_integer(json, "line", failure->pos.line);
    ct_json_put_integer(json, "column", failure->pos.column);
    ct_json_end_object(json);
}

void
ct_json_put_waiver(
    CtJson *json, uint8_t waiver, const char *reason, const char *owner, const char *until)
{
    ct_json_key(json, "waiver");
    if (waiver == CT_SEG_NOT_WAIVED) {
        ct_json_null(json);
        return;
    }
    ct_json_begin_object(json);
    ct_json_put_bool(json, "expired", waiver == CT_SEG_EXPIRED);
    ct_json_put_string(json, "reason", reason);
    ct_json_put_string(json, "owner", owner);
    ct_json_put_string(json, "until", until);
    ct_json_end_object(json);
}

static void
put_failure(CtJson *json, const CtSegFailure *failure)
{
    char class[3] = {'S', (char)('0' + failure->class), '\0'};

    ct_json_begin_object(json);
    ct_json_put_string(json, "id", failure->id);
    ct_json_put_string(json, "class", class);
    ct_json_put_string(json, "severity", ct_seg_severity_text((CtSegSeverity)failure->severity));
    ct_json_put_string(json, "from", failure->from);
    ct_json_put_string(json, "to", failure->to);
    ct_json_put_string(json, "rule", failure->rule);
    put_position(json, failure);
    ct_json_put_string(json, "what", failure->what);
    ct_json_put_witness(json, failure->path);
    ct_json_put_string(json, "fix", failure->fix);
    ct_json_put_string(json, "set", failure->set);
    ct_json_put_waiver(json, failure->waiver, failure->reason, failure->owner, failure->until);
    ct_json_end_object(json);
}

static void
put_texts(CtJson *json, const char *key, const char *const *texts)
{
    ct_json_key(json, key);
    ct_json_begin_array(json);
    for (; texts != NULL && *texts != NULL; texts++)
        ct_json_string(json, *texts);
    ct_json_end_array(json);
}

void
ct_json_put_segmentation(CtJson *json, const CtSegmentation *segmentation)
{
    uint32_t n;

    ct_json_key(json, "segmentation");
    if (segmentation == NULL) {
        ct_json_null(json);
        return;
    }
    n = segmentation->cells != NULL ? segmentation->n_zones : 0;
    ct_json_begin_object(json);
    put_zones(json, segmentation);
    ct_json_key(json, "matrix");
    ct_json_begin_array(json);
    for (uint32_t from = 0; from < n; from++)
        for (uint32_t to = 0; to < n; to++)
            put_cell(json, segmentation, from, to);
    ct_json_end_array(json);
    ct_json_key(json, "failures");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < segmentation->n_failures; i++)
        put_failure(json, &segmentation->failures[i]);
    ct_json_end_array(json);
    ct_json_put_integer(json, "counted", segmentation->n_counted);
    ct_json_key(json, "target");
    if (segmentation->has_target)
        ct_json_number(json, segmentation->target_max);
    else
        ct_json_null(json);
    ct_json_put_integer(json, "witnesses_left_out", segmentation->n_without_path);
    put_texts(json, "idle_waivers", segmentation->idle_waivers);
    ct_json_put_string(json, "undecided", segmentation->undecided);
    ct_json_end_object(json);
}

void
ct_report_segments_json(CtOut *out, const CtSegmentation *segmentation, const char *name)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_string(json, "package", name);
    ct_json_put_segmentation(json, segmentation);
    ct_json_end_object(json);
}
