/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/defender.h"

#include "base/ident.h"
#include "base/units.h"
#include "topology/rule_names.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *text;
    CtSection section;
    bool needs_target;
} defences[CT_DEFENCE_COUNT] = {
    [CT_DEFENCE_INVESTIGATE] = {"investigate", CT_SECTION_ASSETS, false},
    [CT_DEFENCE_ISOLATE] = {"isolate", CT_SECTION_ASSETS, false},
    [CT_DEFENCE_RECONNECT] = {"reconnect", CT_SECTION_ASSETS, false},
    [CT_DEFENCE_RESTORE] = {"restore", CT_SECTION_ASSETS, false},
    [CT_DEFENCE_HALT] = {"halt", CT_SECTION_ASSETS, false},
    [CT_DEFENCE_RESUME] = {"resume", CT_SECTION_ASSETS, false},
    [CT_DEFENCE_PATCH] = {"patch", CT_SECTION_VULNERABILITIES, false},
    [CT_DEFENCE_ROTATE] = {"rotate", CT_SECTION_CREDENTIALS, true},
    [CT_DEFENCE_BLOCK] = {"block", CT_SECTION_CONDUITS, true},
    [CT_DEFENCE_UNBLOCK] = {"unblock", CT_SECTION_CONDUITS, true},
    [CT_DEFENCE_REVOKE] = {"revoke", CT_SECTION_CHANNELS, true},
    [CT_DEFENCE_REINSTATE] = {"reinstate", CT_SECTION_CHANNELS, true},
    [CT_DEFENCE_QUARANTINE] = {"quarantine", CT_SECTION_ASSETS, false},
    [CT_DEFENCE_ADMIT] = {"admit", CT_SECTION_ASSETS, false},
};

const CtScenarioField ct_defender_fields[] = {
    {"analysts", "integer", "how many look at alerts, one alert each at a time; 1 unless said"},
    {"triage", "string|Duration", "how long an analyst needs for an alert; 30min unless said"},
    {"experts", "integer",
     "how many look, after an analyst, at what he takes for an attack; their verdict is right, and "
     "stands; nobody unless said"},
    {"examines", "string|Duration", "how long an expert needs for an alert; 2h unless said"},
    {"shifts", "string",
     "when they begin with an alert, as in \"mon-fri 08:00-18:00\"; always unless said"},
    {"recognises", "number", "chance that an alert of a real attempt is confirmed; 1 unless said"},
    {"dismisses", "number", "chance that a false alarm is not confirmed; 1 unless said"},
    {"false_alarms", "string|table<string, string>",
     "how often each asset and conduit with a sensor raises one, as in \"2/d\"; or those named"},
    {"finds", "number",
     "chance that an investigation finds each compromised asset on the way; 1 unless said"},
    {"playbook", "Play[]", "what is done about alerts that are confirmed"},
};
const size_t ct_n_defender_fields = G_N_ELEMENTS(ct_defender_fields);

const CtScenarioField ct_play_fields[] = {
    {"on", "string",
     "the kind of fact that the attempt would bring, as in \"exec\"; every alert unless said"},
    {"act", "string[]",
     "isolate, restore, halt, patch, investigate and the like, on what the alert is about; or on "
     "what is named, as in \"block corp-control\" or \"block corp-control allow[0]\""},
    {"after", "string|Duration", "from the verdict to the beginning; at once unless said"},
    {"takes", "string|Duration", "from the beginning to the end; no time unless said"},
};
const size_t ct_n_play_fields = G_N_ELEMENTS(ct_play_fields);

GQuark
ct_defender_error_quark(void)
{
    return g_quark_from_static_string("ct_defender_error");
}

const char *
ct_defence_text(CtDefence defence)
{
    g_return_val_if_fail(defence < CT_DEFENCE_COUNT, "");
    return defences[defence].text;
}

CtSection
ct_defence_section(CtDefence defence)
{
    g_return_val_if_fail(defence < CT_DEFENCE_COUNT, CT_SECTION_ASSETS);
    return defences[defence].section;
}

bool
ct_defence_needs_target(CtDefence defence)
{
    g_return_val_if_fail(defence < CT_DEFENCE_COUNT, false);
    return defences[defence].needs_target;
}

/* Room for one more row, zeroed. */
#define ADD_ROW(rows)                                                                              \
    ((rows).length == (rows).capacity                                                              \
         ? ((rows).capacity = MAX(4, 2 * (rows).capacity),                                         \
            (rows).data = g_realloc_n((rows).data, (rows).capacity, sizeof *(rows).data), 0)       \
         : 0,                                                                                      \
     memset(&(rows).data[(rows).length], 0, sizeof *(rows).data), &(rows).data[(rows).length++])

CtDefender *
ct_defender_new(const char *name, CtPos pos)
{
    CtDefender *defender = g_new0(CtDefender, 1);

    defender->name = g_strdup(name);
    defender->pos = pos;
    defender->analysts = 1;
    defender->triage = (CtDist){.kind = CT_DIST_CONSTANT, .a = (double)(30 * CT_MS_MINUTE)};
    defender->examines = (CtDist){.kind = CT_DIST_CONSTANT, .a = (double)(2 * CT_MS_HOUR)};
    defender->recognises = defender->dismisses = defender->finds = 1;
    return defender;
}

static void
clear_play(CtPlay *play)
{
    for (uint32_t i = 0; i < play->actions.length; i++)
        g_free(play->actions.data[i].target);
    g_free(play->actions.data);
    g_free(play->on);
}

void
ct_defender_free(CtDefender *defender)
{
    if (defender == NULL)
        return;
    for (uint32_t i = 0; i < defender->playbook.length; i++)
        clear_play(&defender->playbook.data[i]);
    for (uint32_t i = 0; i < defender->false_alarms.length; i++)
        g_free(defender->false_alarms.data[i].sensor);
    g_free(defender->playbook.data);
    g_free(defender->false_alarms.data);
    ct_week_clear(&defender->shifts);
    g_free(defender->name);
    g_free(defender);
}

CtPlay *
ct_defender_add_play(CtDefender *defender, CtPos pos)
{
    CtPlay *play = ADD_ROW(defender->playbook);

    play->pos = pos;
    return play;
}

CtPlayAction *
ct_defender_add_action(CtPlay *play, CtDefence defence, const char *target)
{
    CtPlayAction *action = ADD_ROW(play->actions);

    action->defence = defence;
    action->target = g_strdup(target);
    action->entity = CT_NO_ID;
    return action;
}

CtFalseAlarms *
ct_defender_add_false_alarms(CtDefender *defender, const char *sensor, CtPos pos)
{
    CtFalseAlarms *alarms = ADD_ROW(defender->false_alarms);

    alarms->sensor = g_strdup(sensor);
    alarms->pos = pos;
    return alarms;
}

bool
ct_defender_parse_rate(const char *text, double *ret_per_ms, GError **error)
{
    static const struct {
        const char *unit;
        int64_t ms;
    } units[] = {{"s", CT_MS_SECOND},  {"min", CT_MS_MINUTE},   {"m", CT_MS_MINUTE},
                 {"h", CT_MS_HOUR},    {"d", CT_MS_DAY},        {"day", CT_MS_DAY},
                 {"w", 7 * CT_MS_DAY}, {"week", 7 * CT_MS_DAY}, {"y", 365 * CT_MS_DAY}};
    g_auto(GStrv) parts = g_strsplit(text, "/", 2);
    double number = 0;

    for (size_t i = 0; parts[0] != NULL && parts[1] != NULL && i < G_N_ELEMENTS(units); i++) {
        if (strcmp(g_strstrip(parts[1]), units[i].unit) != 0 ||
            !ct_units_parse_number(g_strstrip(parts[0]), &number, NULL) || !isfinite(number))
            continue;
        if (number < 0)
            break;
        *ret_per_ms = number / (double)units[i].ms;
        return true;
    }
    g_set_error(error, CT_DEFENDER_ERROR, CT_DEFENDER_ERROR_FAILED,
                number < 0 ? "'%.64s' is a rate below 0"
                           : "'%.64s' is no rate; write how many in which time, such as \"2/d\", "
                             "\"1/h\" or \"0.5/w\"",
                text);
    return false;
}

/* --- names --- */

static void
report_unknown(const CtModel *model, CtSection section, const char *id, CtPos pos, CtDiag *diag)
{
    uint32_t n = ct_model_count(model, section);
    g_autofree const char **names = g_new(const char *, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++)
        names[i] = ct_model_id(model, section, i);
    const char *near = ct_ident_nearest(id, names, n);

    ct_diag_error(diag, pos, "the topology has no '%.64s' among its %s%s%s%s", id,
                  ct_section_name(section), near != NULL ? " (did you mean '" : "",
                  near != NULL ? near : "", near != NULL ? "'?)" : "");
}

static bool
resolve_action(CtPlayAction *action, const CtInstances *instances, CtPos pos, CtDiag *diag)
{
    CtSection section = defences[action->defence].section;
    g_autoptr(GError) error = NULL;

    if (action->target == NULL)
        return true;
    if (section == CT_SECTION_ASSETS) {
        if (ct_instances_parse_asset(instances, action->target, &action->entity, &error))
            return true;
        ct_diag_error(diag, pos, "%s", error->message);
        return false;
    }
    if (section == CT_SECTION_CONDUITS) {
        if (ct_conduit_part_parse(instances->model, action->target, &action->entity, &action->part,
                                  &error))
            return true;
        ct_diag_error(diag, pos, "%s", error->message);
        return false;
    }
    action->entity = ct_model_find(instances->model, section, action->target);
    if (action->entity != CT_NO_ID)
        return true;
    report_unknown(instances->model, section, action->target, pos, diag);
    return false;
}

static bool
resolve_play(CtPlay *play, const CtFactKinds *kinds, const CtInstances *instances, CtDiag *diag)
{
    const char *names[CT_FACT_KINDS_MOST];
    bool ok = true, found = play->on == NULL;

    for (uint32_t k = 0; k < kinds->n; k++) {
        names[k] = kinds->infos[k].text;
        if (play->on != NULL && strcmp(play->on, names[k]) != 0)
            continue;
        play->kinds[k / 64] |= UINT64_C(1) << (k % 64);
        found = true;
    }
    if (!found) {
        const char *near = ct_ident_nearest(play->on, names, kinds->n);

        ct_diag_error(diag, play->pos,
                      "playbook: on = '%.64s' is no kind of fact%s%s%s; exec, session, halted and "
                      "controls are",
                      play->on, near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
                      near != NULL ? "'?)" : "");
        ok = false;
    }
    for (uint32_t i = 0; i < play->actions.length; i++)
        ok = resolve_action(&play->actions.data[i], instances, play->pos, diag) && ok;
    return ok;
}

static bool
resolve_alarms(CtFalseAlarms *alarms, const CtModel *model, CtDiag *diag)
{
    static const CtSection sections[] = {CT_SECTION_ASSETS, CT_SECTION_CONDUITS};

    for (size_t i = 0; alarms->sensor != NULL && i < G_N_ELEMENTS(sections); i++) {
        alarms->section = sections[i];
        alarms->row = ct_model_find(model, sections[i], alarms->sensor);
        if (alarms->row != CT_NO_ID)
            break;
    }
    if (alarms->sensor == NULL)
        return true;
    if (alarms->row == CT_NO_ID) {
        report_unknown(model, CT_SECTION_ASSETS, alarms->sensor, alarms->pos, diag);
        return false;
    }
    double sensor = alarms->section == CT_SECTION_ASSETS
                        ? (double)model->assets.data[alarms->row].sensor
                        : model->conduits.data[alarms->row].sensor;

    if (sensor > 0)
        return true;
    ct_diag_error(diag, alarms->pos,
                  "false_alarms: '%.64s' has no sensor; the topology gives it one by sensor: 0.5",
                  alarms->sensor);
    return false;
}

bool
ct_defender_resolve(CtDefender *defender,
                    const CtFactKinds *kinds,
                    const CtInstances *instances,
                    CtDiag *diag)
{
    bool ok = true;

    for (uint32_t i = 0; i < defender->playbook.length; i++)
        ok = resolve_play(&defender->playbook.data[i], kinds, instances, diag) && ok;
    for (uint32_t i = 0; i < defender->false_alarms.length; i++)
        ok = resolve_alarms(&defender->false_alarms.data[i], instances->model, diag) && ok;
    return ok;
}

bool
ct_defender_acts(const CtDefender *defender)
{
    for (uint32_t i = 0; i < defender->playbook.length; i++)
        for (uint32_t a = 0; a < defender->playbook.data[i].actions.length; a++)
            if (defender->playbook.data[i].actions.data[a].defence != CT_DEFENCE_INVESTIGATE)
                return true;
    return false;
}
