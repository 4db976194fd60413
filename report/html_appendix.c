/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all of it rests on: assumptions, inputs, chance, version. */
#include "report/html_parts.h"

#include "base/diag.h"

#include <string.h>

enum { MOST_ASSUMPTIONS = 200, MOST_DIAGNOSTICS = 100 };

/* --- assumptions --- */

/* What a default said where the topology says nothing, once each. */
typedef struct Assumption {
    const CtWhy *why;
    uint32_t n; /* steps that it carried */
} Assumption;

static void
add_path(GArray *assumptions, GHashTable *index, const CtPath *path)
{
    for (uint32_t s = 0; s < path->n_steps; s++)
        for (uint32_t w = 0; w < path->steps[s].n_why; w++) {
            const CtWhy *why = &path->steps[s].why[w];
            g_autofree char *key = NULL;
            gpointer at;

            if (why->kind != CT_WHY_ASSUMED)
                continue;
            key = g_strdup_printf("%u:%u:%u:%s", why->pos.file, why->pos.line, why->pos.column,
                                  why->text);
            if (g_hash_table_lookup_extended(index, key, NULL, &at)) {
                g_array_index(assumptions, Assumption, GPOINTER_TO_UINT(at)).n++;
                continue;
            }
            Assumption one = {.why = why, .n = 1};

            g_hash_table_insert(index, g_steal_pointer(&key), GUINT_TO_POINTER(assumptions->len));
            g_array_append_val(assumptions, one);
        }
}

static GArray *
gather_assumptions(const CtDossier *dossier)
{
    GArray *assumptions = g_array_new(FALSE, FALSE, sizeof(Assumption));
    g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++)
            for (uint32_t p = 0; p < dossier->attackers[a].goals[g].n_paths; p++)
                add_path(assumptions, index, &dossier->attackers[a].goals[g].paths[p]);
    return assumptions;
}

static void
put_assumptions(const CtHtml *html)
{
    static const char *const headers[] = {"Assumed", "Steps that it carries", "Of", NULL};
    g_autoptr(GArray) assumptions = gather_assumptions(html->data->dossier);
    uint32_t shown = MIN(assumptions->len, MOST_ASSUMPTIONS);

    ct_xml_put(html->xml, "h3", NULL, "Assumptions");
    if (shown == 0) {
        ct_html_paragraph(html, NULL,
                          "No step of these ways rests on something that the topology leaves "
                          "unsaid.");
        return;
    }
    ct_html_paragraph(html, NULL,
                      "What the topology leaves unsaid, where a default carried a step of one of "
                      "these ways. If one is wrong, write the truth into the topology.");
    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t i = 0; i < shown; i++) {
        const Assumption *assumption = &g_array_index(assumptions, Assumption, i);
        g_autofree char *n = g_strdup_printf("%u", assumption->n);

        ct_xml_begin(html->xml, "tr");
        ct_html_row_head(html, assumption->why->text);
        ct_html_cell(html, "number", n);
        ct_xml_begin(html->xml, "td");
        ct_html_place(html, assumption->why->pos);
        ct_xml_end(html->xml);
        ct_xml_end(html->xml);
    }
    ct_html_end_table(html);
    if (shown < assumptions->len)
        ct_xml_putf(html->xml, "p", "note", "and %u more", assumptions->len - shown);
}

/* --- inputs --- */

static void
put_inputs(const CtHtml *html)
{
    static const char *const headers[] = {"File", "SHA-256", NULL};
    const CtDossier *dossier = html->data->dossier;

    ct_xml_put(html->xml, "h3", NULL, "Inputs");
    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t i = 0; i < dossier->n_hashes; i++) {
        ct_xml_begin(html->xml, "tr");
        ct_html_row_head(html, dossier->hashes[i].path);
        ct_xml_begin(html->xml, "td");
        ct_xml_put(html->xml, "code", NULL, dossier->hashes[i].sha256);
        ct_xml_end(html->xml);
        ct_xml_end(html->xml);
    }
    ct_html_end_table(html);
}

static void
put_diagnostics(const CtHtml *html)
{
    const CtDossier *dossier = html->data->dossier;
    uint32_t shown = MIN(dossier->n_diagnostics, MOST_DIAGNOSTICS);

    if (shown == 0)
        return;
    ct_xml_put(html->xml, "h3", NULL, "Oddities of the inputs");
    ct_xml_begin_class(html->xml, "ul", "plain");
    for (uint32_t i = 0; i < shown; i++) {
        ct_xml_begin(html->xml, "li");
        ct_xml_textf(html->xml, "%s ", dossier->diagnostics[i].message);
        ct_html_place(html, dossier->diagnostics[i].pos);
        ct_xml_end(html->xml);
    }
    ct_xml_end(html->xml);
    if (shown < dossier->n_diagnostics)
        ct_xml_putf(html->xml, "p", "note", "and %u more", dossier->n_diagnostics - shown);
}

static void
put_fact(const CtHtml *html, const char *name, const char *value)
{
    ct_xml_put(html->xml, "dt", NULL, name);
    ct_xml_put(html->xml, "dd", NULL, value);
}

static void
put_making(const CtHtml *html)
{
    const CtReportData *data = html->data;
    const CtStatistics *statistics = data->statistics;

    ct_xml_put(html->xml, "h3", NULL, "How it was made");
    ct_xml_begin(html->xml, "dl");
    put_fact(html, "Program", "Cybertwin " CT_VERSION);
    if (data->as_of != NULL)
        put_fact(html, "As of", data->as_of);
    if (statistics != NULL) {
        g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, statistics->seed);
        g_autofree char *n = g_strdup_printf("%" G_GUINT64_FORMAT " that count, %" G_GUINT64_FORMAT
                                             " that hit a limit",
                                             statistics->n, statistics->n_failed);

        put_fact(html, "Replications", n);
        put_fact(html, "Seed", seed);
        put_fact(html, "Intervals", "95%, sampling error only");
    } else {
        put_fact(html, "Replications", "none: nothing was simulated");
    }
    put_fact(html, "Times and efforts",
             "means of single steps, each succeeding: to compare designs by, no forecast");
    ct_xml_end(html->xml);
}

void
ct_html_appendix(const CtHtml *html)
{
    ct_html_section(html, "appendix", "Appendix");
    put_making(html);
    put_assumptions(html);
    put_inputs(html);
    put_diagnostics(html);
    ct_xml_end(html->xml);
}
