/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `blast` and `surface` for people. */
#include "report/exposure.h"

#include "report/text_parts.h"

#include <string.h>

enum { MOST_ROWS = 20 };

static char *
name_of(const char *id, uint32_t n_alike)
{
    return n_alike > 1 ? g_strdup_printf("%s +%u alike", id, n_alike - 1) : g_strdup(id);
}

static void
add_source(CtTextTable *table, const CtBlastFinding *blast, const CtBlastSource *source)
{
    g_autofree char *name = name_of(source->id, source->n_alike);
    g_autofree char *assets = g_strdup_printf("%u", source->n_assets);
    g_autofree char *share =
        g_strdup_printf("%.0f%%", blast->weighted_all > 0 ? 100.0 * (double)source->weighted /
                                                                (double)blast->weighted_all
                                                          : 0.0);
    g_autofree char *process = g_strdup_printf("%u", source->n_process);
    g_autofree char *zones = g_strdup_printf("%u", source->n_zones);
    g_autofree char *functions = g_strdup_printf("%u", source->n_functions);
    g_autofree char *data = g_strdup_printf("%u", source->n_data);

    ct_text_table_add(table, (const char *const[]){source->kind, name, assets, share, process,
                                                   zones, functions, data});
}

static void
put_blast(CtOut *out, const CtBlastFinding *blast, const CtTextOptions *options)
{
    static const char *const headers[] = {"what",  "falls first", "assets", "weighted", "process",
                                          "zones", "functions",   "data",   NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);
    uint32_t most = options->all ? blast->n_listed : MIN(blast->n_listed, MOST_ROWS);

    ct_out_printf(out, "What falls when one thing alone is the attacker's, of %u assets\n",
                  blast->n_assets);
    ct_out_printf(out, "computed: %u of %u sources%s\n\n", blast->n_computed, blast->n_sources,
                  blast->n_computed < blast->n_sources ? ", a sample; --max-sources allows more"
                                                       : "");
    for (unsigned column = 2; column < 8; column++)
        ct_text_table_set_right(table, column);
    for (uint32_t i = 0; i < most; i++)
        add_source(table, blast, &blast->sources[i]);
    ct_text_table_write(table, out, options->color);
    if (most < blast->n_listed)
        ct_out_printf(out, "\n%u more; --verbose shows them\n", blast->n_listed - most);
}

void
ct_report_blast_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options)
{
    for (uint32_t i = 0; i < dossier->exposure.n_blasts; i++) {
        const CtBlastFinding *blast = &dossier->exposure.blasts[i];

        if (dossier->exposure.n_blasts > 1) {
            g_autofree char *names = g_strjoinv(", ", (char **)blast->attackers);

            ct_out_printf(out, "%s%s %s\n", i > 0 ? "\n" : "", "With the habits of", names);
        }
        put_blast(out, blast, options);
    }
}

/* "plc-1.web +3 alike in zone plant, asks password, 1 known flaw, exploited in the wild" */
static char *
entry_text(const CtSurfaceEntry *entry)
{
    g_autofree char *name = name_of(entry->id, entry->n_alike);
    GString *text = g_string_new(name);

    if (entry->zone != NULL)
        g_string_append_printf(text, " in zone %s", entry->zone);
    if (entry->auth != NULL)
        g_string_append_printf(text, ", asks %s",
                               strcmp(entry->auth, "none") == 0 ? "nothing" : entry->auth);
    if (entry->gated)
        g_string_append(text, " and a second factor");
    if (entry->flaws > 0)
        g_string_append_printf(text, ", %u known %s%s", entry->flaws,
                               entry->flaws == 1 ? "flaw" : "flaws",
                               entry->known_exploited ? ", exploited in the wild" : "");
    return g_string_free(text, FALSE);
}

static void
put_surface(const CtTextReport *report, const CtSurfaceFinding *surface)
{
    ct_out_printf(report->out, "What %s can touch before his first attempt: %u %s\n",
                  surface->attacker, surface->n_services,
                  surface->n_services == 1 ? "service" : "services");
    for (uint32_t i = 0; i < surface->n_entries; i++) {
        const CtSurfaceEntry *entry = &surface->entries[i];
        g_autofree char *label = g_strdup_printf("%-7s", entry->kind);
        g_autofree char *text = entry_text(entry);
        g_autofree char *place = ct_dossier_pos_text(report->dossier, entry->pos);

        ct_text_reason(report, 2, label, CT_STYLE_PLAIN, text, place);
    }
}

void
ct_report_surface_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .dossier = dossier, .options = options};

    for (uint32_t i = 0; i < dossier->exposure.n_surfaces; i++) {
        if (i > 0)
            ct_out_put(out, "\n");
        put_surface(&report, &dossier->exposure.surfaces[i]);
    }
}
