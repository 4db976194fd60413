/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which tables there are, and their columns. */
#include "report/csv.h"

#include "report/csv_parts.h"

#include <string.h>

enum { MOST_COLUMNS = 24 };

static const struct {
    const char *name;
    void (*put)(const CtCsvReport *report);
    const char *columns[MOST_COLUMNS];
} tables[] = {
    {"goals",
     ct_csv_put_goals,
     {"attacker", "goal", "fact", "requirement", "reachable", "ordered_by", "optimal", "paths",
      "steps", "effort_hours", "time_ms", "probability", "stealth", "skill", NULL}},
    {"paths",
     ct_csv_put_paths,
     {"attacker", "goal", "path", "steps", "effort_hours", "time_ms", "probability", "stealth",
      "skill", "hops", "crossings", NULL}},
    {"steps",
     ct_csv_put_steps,
     {"attacker",  "goal",      "path",  "step",    "technique", "title",      "from",    "to",
      "from_zone", "to_zone",   "gains", "outcome", "time_ms",   "prepare_ms", "done_ms", "works",
      "success",   "detection", "skill", "file",    "line",      "column",     NULL}},
    {"reasons",
     ct_csv_put_reasons,
     {"attacker", "goal", "path", "step", "kind", "reason", "file", "line", "column", NULL}},
    {"near-misses",
     ct_csv_put_near_misses,
     {"attacker", "goal", "technique", "title", "target", "gains", "missing", "file", "line",
      "column", NULL}},
    {"zones",
     ct_csv_put_zones,
     {"from", "to", "intended", "allowed", "attackable", "verdict", NULL}},
    {"failures",
     ct_csv_put_failures,
     {"id", "class", "severity", "from", "to", "rule", "what", "fix", "set", "waiver", "until",
      "owner", "reason", "file", "line", "column", NULL}},
    {"changes",
     ct_csv_put_changes,
     {"kind", "id", "note", "cost", "goals_closed", "goals", "file", "line", "column", NULL}},
    {"cuts",
     ct_csv_put_cuts,
     {"attacker", "goal", "by", "set", "kind", "id", "note", "weight", "proved_least", "file",
      "line", "column", NULL}},
    {"figures",
     ct_csv_put_figures,
     {"id", "catalog", "name", "value", "low", "high", "unit", "better", "of", "min", "max",
      "verdict", "because", NULL}},
    {"simulation",
     ct_csv_put_simulation,
     {"attacker", "goal", "replications", "reached", "share", "share_low", "share_high",
      "median_ms", "median_low_ms", "median_high_ms", "restricted_mean_ms",
      "restricted_mean_low_ms", "restricted_mean_high_ms", NULL}},
    {"curves", ct_csv_put_curves, {"attacker", "goal", "time_ms", "share", NULL}},
    {"places",
     ct_csv_put_places,
     {"kind", "id", "instances", "fell", "fell_low", "fell_high", "share", "median_ms", NULL}},
    {"techniques",
     ct_csv_put_techniques,
     {"rule", "title", "replications", "tries", "successes", NULL}},
    {"losses",
     ct_csv_put_losses,
     {"kind",
      "id",
      "lost",
      "lost_low",
      "lost_high",
      "median_ms",
      "median_low_ms",
      "median_high_ms",
      "lost_ms",
      "lost_low_ms",
      "lost_high_ms",
      "times",
      "times_low",
      "times_high",
      "lost_at_end",
      "service",
      "service_low",
      "service_high",
      "cost",
      "cost_low",
      "cost_high",
      "to_horizon",
      NULL}},
    {"costs", ct_csv_put_costs, {"cost", "share_above", NULL}},
    {"defence",
     ct_csv_put_defence,
     {"what", "replications", "share", "share_low", "share_high", "median_ms", "median_low_ms",
      "median_high_ms", "mean_given_ms", "mean_given_low_ms", "mean_given_high_ms", NULL}},
    {"workload", ct_csv_put_workload, {"what", "unit", "value", "low", "high", NULL}},
    {"blast",
     ct_csv_put_blast,
     {"kind", "id", "alike", "assets", "weighted", "weighted_all", "process", "zones", "functions",
      "data", "file", "line", "column", NULL}},
    {"surface",
     ct_csv_put_surface,
     {"attacker", "kind", "id", "alike", "zone", "auth", "gated", "flaws", "known_exploited",
      "file", "line", "column", NULL}},
    {"requirements",
     ct_csv_put_requirements,
     {"standard", "id", "title", "area", "verdict", "gravity", "automation", "recommended",
      "reason", "fix", "document", "waiver", "until", "owner", "waived_for", "file", "line",
      "column", NULL}},
    {"inputs", ct_csv_put_inputs, {"file", "sha256", NULL}},
};

const char *const ct_report_csv_tables[] = {"goals",        "paths",      "steps",      "reasons",
                                            "near-misses",  "zones",      "failures",   "changes",
                                            "cuts",         "figures",    "simulation", "curves",
                                            "places",       "techniques", "losses",     "costs",
                                            "defence",      "workload",   "blast",      "surface",
                                            "requirements", "inputs",     NULL};

G_STATIC_ASSERT(G_N_ELEMENTS(ct_report_csv_tables) == G_N_ELEMENTS(tables) + 1);

void
ct_csv_put_place(const CtCsvReport *report, CtPos pos)
{
    const CtDossier *dossier = report->data->dossier;

    if (pos.line == 0 || pos.file >= dossier->n_files) {
        for (int i = 0; i < 3; i++)
            ct_csv_text(report->csv, NULL);
        return;
    }
    ct_csv_text(report->csv, dossier->files[pos.file]);
    ct_csv_integer(report->csv, pos.line);
    ct_csv_integer(report->csv, pos.column);
}

void
ct_csv_put_list(const CtCsvReport *report, const char *const *texts)
{
    g_autofree char *text = texts != NULL ? g_strjoinv(" ", (char **)texts) : NULL;

    ct_csv_text(report->csv, text);
}

void
ct_csv_put_estimate(const CtCsvReport *report, CtEstimate estimate)
{
    ct_csv_number(report->csv, estimate.value);
    ct_csv_number(report->csv, estimate.low);
    ct_csv_number(report->csv, estimate.high);
}

void
ct_csv_put_time(const CtCsvReport *report, int64_t ms)
{
    if (ms < 0)
        ct_csv_text(report->csv, NULL);
    else
        ct_csv_integer(report->csv, ms);
}

void
ct_csv_put_quantile(const CtCsvReport *report, CtTimeQuantile quantile)
{
    ct_csv_put_time(report, quantile.value_ms);
    ct_csv_put_time(report, quantile.low_ms);
    ct_csv_put_time(report, quantile.high_ms);
}

void
ct_report_csv(CtOut *out, const CtReportData *data, const char *table)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        if (strcmp(tables[i].name, table) != 0)
            continue;
        g_autoptr(CtCsv) csv = ct_csv_new(out, tables[i].columns);

        tables[i].put(&(CtCsvReport){.csv = csv, .data = data});
        return;
    }
    g_assert_not_reached(); /* the caller checks the name */
}
