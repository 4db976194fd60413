/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/technique_uses.h"

#include "base/bits.h"

static bool
step_holds(const CtTwin *twin, uint32_t step)
{
    const CtGraph *graph = twin->graph;
    uint32_t held = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        held += ct_bits_get(twin->fixpoint->holds, graph->premises[i]) ? 1 : 0;
    return held >= ct_graph_need(graph, step);
}

GArray *
ct_technique_uses(const CtTwin *twin, const CtTechnique *technique)
{
    const CtGraph *graph = twin->graph;
    GArray *uses = g_array_new(FALSE, TRUE, sizeof(CtTechniqueUse));
    g_autofree uint32_t *use_of = g_new(uint32_t, MAX(graph->templates.length, 1));

    for (uint32_t i = 0; i < graph->templates.length; i++) {
        CtTechniqueUse use = {.template = &graph->templates.data[i]};

        use_of[i] = CT_NO_ID;
        if (use.template->technique == technique) {
            use_of[i] = uses->len;
            g_array_append_val(uses, use);
        }
    }
    for (uint32_t step = 0; step < graph->n_steps; step++) {
        if (graph->step_kind[step] != CT_STEP_ATTEMPT ||
            use_of[graph->step_reason[step]] == CT_NO_ID)
            continue;
        CtTechniqueUse *use =
            &g_array_index(uses, CtTechniqueUse, use_of[graph->step_reason[step]]);

        if (use->n_steps++ == 0)
            use->example = step;
        use->n_hold += step_holds(twin, step) ? 1 : 0;
    }
    return uses;
}

char *
ct_technique_term_text(const CtTwin *twin, const CtTechnique *technique, const CtFactTerm *term)
{
    const CtFactKindInfo *info = &technique->kinds->infos[term->kind];
    g_autofree char *entity = NULL;
    const char *level = info->levels == 2 ? ct_word_text(CT_WORDS_LEVEL, term->level) : "";

    switch ((CtTermHow)term->how) {
    case CT_TERM_VARIABLE:
        entity = g_strdup(technique->variable_name[term->variable]);
        break;
    case CT_TERM_VARIABLE_ASSET:
        entity = g_strdup_printf("%s's asset", technique->variable_name[term->variable]);
        break;
    case CT_TERM_CONSTANT:
        entity = ct_entity_text(twin->instances, (CtEntityKind)info->entity, term->entity);
        break;
    case CT_TERM_ANY:
        return g_strdup("any of");
    case CT_TERM_AT_LEAST:
        return g_strdup_printf("at least %u of", term->entity);
    }
    return g_strdup_printf("%s:%s%s%s", info->text, entity, *level != '\0' ? ":" : "", level);
}

/* Appends the term at @i with its children; the index after it. */
static unsigned
append_term(GString *text,
            const CtTwin *twin,
            const CtTechnique *technique,
            const CtFactTerm *terms,
            unsigned n_terms,
            unsigned i)
{
    g_autofree char *word = ct_technique_term_text(twin, technique, &terms[i]);
    unsigned children = terms[i].n_children;

    g_string_append(text, word);
    i++;
    if (terms[i - 1].how != CT_TERM_ANY && terms[i - 1].how != CT_TERM_AT_LEAST)
        return i;
    g_string_append(text, " (");
    for (unsigned child = 0; child < children && i < n_terms; child++) {
        if (child > 0)
            g_string_append(text, ", ");
        i = append_term(text, twin, technique, terms, n_terms, i);
    }
    g_string_append_c(text, ')');
    return i;
}

char *
ct_technique_terms_text(const CtTwin *twin,
                        const CtTechnique *technique,
                        const CtFactTerm *terms,
                        unsigned n_terms)
{
    GString *text = g_string_new(NULL);

    for (unsigned i = 0; i < n_terms;) {
        if (text->len > 0)
            g_string_append(text, ", ");
        i = append_term(text, twin, technique, terms, n_terms, i);
    }
    return g_string_free(text, FALSE);
}

char *
ct_technique_binding_text(const CtTwin *twin, const CtTechnique *technique, uint32_t step)
{
    const CtGraph *graph = twin->graph;
    uint32_t start = graph->step_binding_start[step];
    uint32_t n = MIN(graph->step_binding_start[step + 1] - start, technique->n_variables);
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; i < n; i++) {
        g_autofree char *entity =
            ct_entity_text(twin->instances, (CtEntityKind)technique->variable_kind[i],
                           graph->bindings[start + i]);

        g_string_append_printf(text, "%s%s = %s", i > 0 ? ", " : "", technique->variable_name[i],
                               entity);
    }
    return g_string_free(text, FALSE);
}
