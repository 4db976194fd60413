/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The exposure of a dossier for programs: keys of the result of `run`, and commands of their own.
 */
#include "report/exposure.h"

#include "report/json_parts.h"

static void
put_element(CtJson *json, const CtDossier *dossier, const CtElementFinding *element)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", element->kind);
    ct_json_put_string(json, "id", element->id);
    ct_json_put_string(json, "note", element->note);
    ct_json_put_dossier_place(json, dossier, element->pos);
    if (element->n_alike > 1) {
        ct_json_put_integer(json, "count", element->n);
        ct_json_put_integer(json, "alike", element->n_alike);
    }
    ct_json_end_object(json);
}

static void
put_elements(CtJson *json,
             const CtDossier *dossier,
             const char *key,
             const CtElementFinding *elements,
             uint32_t n)
{
    if (key != NULL)
        ct_json_key(json, key);
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < n; i++)
        put_element(json, dossier, &elements[i]);
    ct_json_end_array(json);
}

static void
put_choke_points(CtJson *json, const CtDossier *dossier)
{
    const CtExposure *exposure = &dossier->exposure;

    ct_json_key(json, "choke_points");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < exposure->n_weak; i++) {
        const CtWeakFinding *weak = &exposure->weak[i];

        if (weak->reachable != CT_ANSWER_YES)
            continue;
        ct_json_begin_object(json);
        ct_json_put_string(json, "goal", weak->goal);
        ct_json_put_string(json, "attacker", weak->attacker);
        ct_json_put_bool(json, "complete", weak->chokes_complete);
        put_elements(json, dossier, "elements", weak->chokes, weak->n_chokes);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_cut(CtJson *json,
        const CtDossier *dossier,
        const CtWeakFinding *weak,
        const CtCutsFinding *cuts)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "goal", weak->goal);
    ct_json_put_string(json, "attacker", weak->attacker);
    ct_json_put_string(json, "by", cuts->by);
    ct_json_put_string(json, "exists", ct_answer_text((CtAnswer)cuts->exists));
    ct_json_put_string(json, "why", cuts->why);
    ct_json_put_number(json, "weight", cuts->weight);
    ct_json_put_bool(json, "optimal", cuts->optimal);
    ct_json_put_number(json, "lower_bound", cuts->lower_bound);
    ct_json_put_number(json, "gap", cuts->weight - cuts->lower_bound);
    ct_json_put_bool(json, "complete", cuts->complete);
    ct_json_put_bool(json, "presumes_measures_close", cuts->presumes);
    ct_json_put_integer(json, "candidates", cuts->n_candidates);
    ct_json_key(json, "sets");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < cuts->n_sets; i++)
        put_elements(json, dossier, NULL, cuts->sets[i].elements, cuts->sets[i].n_elements);
    ct_json_end_array(json);
    put_elements(json, dossier, "inapplicable", cuts->useless, cuts->n_useless);
    ct_json_end_object(json);
}

static void
put_cuts(CtJson *json, const CtDossier *dossier)
{
    const CtExposure *exposure = &dossier->exposure;

    ct_json_key(json, "cuts");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < exposure->n_weak; i++)
        for (uint32_t k = 0; k < exposure->weak[i].n_cuts; k++)
            put_cut(json, dossier, &exposure->weak[i], &exposure->weak[i].cuts[k]);
    ct_json_end_array(json);
}

static void
put_source(CtJson *json, const CtDossier *dossier, const CtBlastSource *source)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", source->kind);
    ct_json_put_string(json, "id", source->id);
    ct_json_put_integer(json, "alike", source->n_alike);
    ct_json_put_integer(json, "assets", source->n_assets);
    ct_json_put_integer(json, "weighted", (int64_t)source->weighted);
    ct_json_put_integer(json, "process", source->n_process);
    ct_json_put_integer(json, "zones", source->n_zones);
    ct_json_put_integer(json, "functions", source->n_functions);
    ct_json_put_integer(json, "data", source->n_data);
    ct_json_put_dossier_place(json, dossier, source->pos);
    ct_json_end_object(json);
}

static void
put_blasts(CtJson *json, const CtDossier *dossier)
{
    const CtExposure *exposure = &dossier->exposure;

    ct_json_key(json, "blast_radius");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < exposure->n_blasts; i++) {
        const CtBlastFinding *blast = &exposure->blasts[i];

        ct_json_begin_object(json);
        ct_json_put_texts(json, "attackers", blast->attackers);
        ct_json_put_integer(json, "assets", blast->n_assets);
        ct_json_put_integer(json, "weighted", (int64_t)blast->weighted_all);
        ct_json_put_integer(json, "computed", blast->n_computed);
        ct_json_put_integer(json, "of", blast->n_sources);
        if (blast->n_computed < blast->n_sources)
            ct_json_put_integer(json, "sample_seed", (int64_t)blast->seed);
        ct_json_key(json, "sources");
        ct_json_begin_array(json);
        for (uint32_t k = 0; k < blast->n_listed; k++)
            put_source(json, dossier, &blast->sources[k]);
        ct_json_end_array(json);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_entry(CtJson *json, const CtDossier *dossier, const CtSurfaceEntry *entry)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", entry->kind);
    ct_json_put_string(json, "id", entry->id);
    ct_json_put_integer(json, "alike", entry->n_alike);
    if (entry->zone != NULL) {
        ct_json_put_string(json, "zone", entry->zone);
        ct_json_put_string(json, "auth", entry->auth);
        ct_json_put_bool(json, "gated", entry->gated);
        ct_json_put_integer(json, "flaws", entry->flaws);
        ct_json_put_bool(json, "known_exploited", entry->known_exploited);
    }
    ct_json_put_dossier_place(json, dossier, entry->pos);
    ct_json_end_object(json);
}

static void
put_surfaces(CtJson *json, const CtDossier *dossier)
{
    const CtExposure *exposure = &dossier->exposure;

    ct_json_key(json, "attack_surface");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < exposure->n_surfaces; i++) {
        const CtSurfaceFinding *surface = &exposure->surfaces[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "attacker", surface->attacker);
        ct_json_put_integer(json, "services", surface->n_services);
        ct_json_put_integer(json, "gated", surface->n_gated);
        ct_json_put_integer(json, "people", surface->n_people);
        ct_json_put_integer(json, "channels", surface->n_channels);
        ct_json_put_integer(json, "networks", surface->n_networks);
        ct_json_key(json, "entries");
        ct_json_begin_array(json);
        for (uint32_t k = 0; k < surface->n_entries; k++)
            put_entry(json, dossier, &surface->entries[k]);
        ct_json_end_array(json);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

void
ct_json_put_exposure(CtJson *json, const CtDossier *dossier)
{
    static const char *const keys[] = {"choke_points", "cuts", "blast_radius", "attack_surface"};

    if (dossier->exposure.is_there) {
        put_choke_points(json, dossier);
        put_cuts(json, dossier);
        put_blasts(json, dossier);
        put_surfaces(json, dossier);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        ct_json_key(json, keys[i]);
        ct_json_null(json); /* not decided, which is not nothing */
    }
}

static CtJson *
begin(CtOut *out)
{
    CtJson *json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    return json;
}

static void
put_goals(CtJson *json, const CtDossier *dossier)
{
    const CtExposure *exposure = &dossier->exposure;

    ct_json_key(json, "goals");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < exposure->n_weak; i++) {
        const CtWeakFinding *weak = &exposure->weak[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", weak->goal);
        ct_json_put_string(json, "attacker", weak->attacker);
        ct_json_put_string(json, "goal", weak->fact);
        ct_json_put_string(json, "reachable", ct_answer_text((CtAnswer)weak->reachable));
        ct_json_put_bool(json, "from_start", weak->from_start);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

void
ct_report_cuts_json(CtOut *out, const CtDossier *dossier)
{
    g_autoptr(CtJson) json = begin(out);

    put_goals(json, dossier);
    put_choke_points(json, dossier);
    put_cuts(json, dossier);
    ct_json_end_object(json);
}

void
ct_report_blast_json(CtOut *out, const CtDossier *dossier)
{
    g_autoptr(CtJson) json = begin(out);

    put_blasts(json, dossier);
    ct_json_end_object(json);
}

void
ct_report_surface_json(CtOut *out, const CtDossier *dossier)
{
    g_autoptr(CtJson) json = begin(out);

    put_surfaces(json, dossier);
    ct_json_end_object(json);
}
