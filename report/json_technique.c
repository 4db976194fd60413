/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Techniques for programs. */
#include "report/technique.h"

#include "report/json_parts.h"
#include "report/technique_uses.h"

static void
put_ids(CtJson *json, const CtTechnique *technique)
{
    const CtTechniqueIds *ids = &technique->ids;

    ct_json_key(json, "ids");
    ct_json_begin_object(json);
    ct_json_put_string(json, "it", ids->it);
    ct_json_put_string(json, "ot", ids->ot);
    ct_json_put_string(json, "mobile", ids->mobile);
    ct_json_put_string(json, "internet_it", ids->internet_it);
    ct_json_put_string(json, "internet_ot", ids->internet_ot);
    ct_json_end_object(json);
}

static void
put_variables(CtJson *json, const CtTechnique *technique)
{
    ct_json_key(json, "opened_by");
    ct_json_begin_array(json);
    for (unsigned i = 0; i < technique->n_openers; i++) {
        const CtFactKindInfo *info = &technique->kinds->infos[technique->openers[i].kind];

        ct_json_begin_object(json);
        ct_json_put_string(json, "fact", info->text);
        ct_json_put_string(json, "level",
                           info->levels == 2
                               ? ct_word_text(CT_WORDS_LEVEL, technique->openers[i].level)
                               : NULL);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_key(json, "variables");
    ct_json_begin_array(json);
    for (unsigned i = 0; i < technique->n_variables; i++) {
        ct_json_begin_object(json);
        ct_json_put_string(json, "name", technique->variable_name[i]);
        ct_json_put_string(json, "of",
                           ct_entity_kind_text((CtEntityKind)technique->variable_kind[i]));
        ct_json_put_string(json, "relation",
                           i > 0 ? ct_relation_infos[technique->walks[i].relation].word : NULL);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_use(CtJson *json, const CtTechnique *technique, const CtTwin *twin, const CtTechniqueUse *use)
{
    const CtVerdict *verdict = use->template->verdict;
    g_autofree char *gains =
        ct_technique_terms_text(twin, technique, verdict->gains, verdict->n_gains);
    g_autofree char *also =
        ct_technique_terms_text(twin, technique, verdict->also, verdict->n_also);
    g_autofree char *example = ct_technique_binding_text(twin, technique, use->example);
    g_autofree char *time = ct_dist_text(&verdict->time);
    g_autofree char *prepare = ct_dist_text(&verdict->prepare);

    ct_json_begin_object(json);
    ct_json_put_integer(json, "steps", use->n_steps);
    ct_json_put_integer(json, "held", use->n_hold);
    ct_json_put_string(json, "gains", gains);
    ct_json_put_string(json, "needs", also);
    ct_json_put_string(json, "example", example);
    ct_json_put_string(json, "time", time);
    ct_json_put_string(json, "prepare", prepare);
    ct_json_put_number(json, "works", verdict->works);
    ct_json_put_number(json, "success", verdict->success);
    ct_json_put_number(json, "noise", verdict->noise);
    ct_json_put_number(json, "effort", verdict->effort_hours);
    ct_json_put_string(json, "skill", ct_skill_text((CtSkill)verdict->skill));
    ct_json_put_texts(json, "assumed", verdict->assumed);
    ct_json_end_object(json);
}

static void
put_technique(CtJson *json, const CtTechnique *technique, const CtTwin *twin)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "name", technique->name);
    ct_json_put_string(json, "title", technique->title);
    put_ids(json, technique);
    ct_json_put_texts(json, "tactics", technique->tactics);
    put_variables(json, technique);
    ct_json_put_texts(json, "stops", technique->stops);
    ct_json_put_string(json, "note", technique->note);
    ct_json_put_string(json, "source", technique->source);
    ct_json_put_string(json, "file", technique->file);
    ct_json_put_integer(json, "line", technique->line);
    if (twin != NULL) {
        g_autoptr(GArray) uses = ct_technique_uses(twin, technique);

        ct_json_key(json, "uses");
        ct_json_begin_array(json);
        for (guint i = 0; i < uses->len; i++)
            put_use(json, technique, twin, &g_array_index(uses, CtTechniqueUse, i));
        ct_json_end_array(json);
    }
    ct_json_end_object(json);
}

void
ct_report_techniques_json(CtOut *out,
                          const CtTechnique *const *techniques,
                          uint32_t n_techniques,
                          const CtTwin *twin)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_key(json, "techniques");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < n_techniques; i++)
        put_technique(json, techniques[i], twin);
    ct_json_end_array(json);
    ct_json_end_object(json);
}
