/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin why PACKAGE FACT`, and `why-not`: how he gets it, or what keeps him from it. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "base/bits.h"
#include "report/why.h"

#include <string.h>

/* What he started with: facts that hold and that no step gained. */
static void
collect_entries(const CtTwin *twin, CtIds *ret_entries)
{
    for (CtFactId fact = 0; fact < twin->graph->n_facts; fact++) {
        if (ct_bits_get(twin->fixpoint->holds, fact) && twin->fixpoint->cause[fact] == CT_NO_ID)
            ct_ids_add(ret_entries, fact);
    }
}

/* The proof, for the attacker that is selected; NULL where the fact has no number of its own. */
static CtCertificate *
prove(const CtTwin *twin, const char *text)
{
    g_auto(CtIds) entries = {0};
    CtFact fact;

    if (!ct_fact_parse(twin->graph->kinds, twin->instances, text, &fact, NULL))
        return NULL;
    collect_entries(twin, &entries);
    return ct_certificate_new(twin->graph, twin->fixpoint, entries.data, entries.length,
                              ct_graph_fact(twin->graph, fact));
}

static CtStatus
write_answer(CtCli *cli, const CtWhyAnswer *answer)
{
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_why_json(out, answer);
    else
        ct_report_why_text(out, answer,
                           &(CtTextOptions){.width = cli->width,
                                            .color = cli->color,
                                            .all = cli->options.verbose});
    return ct_result_close(cli, out, ct_package_judge_goals(answer->dossier));
}

/* The fact is every attacker's one goal. One that is none is said before the graph is built. */
static CtStatus
load(CtPackage *package, const CtCli *cli)
{
    CtStatus status = ct_package_load(package, cli, cli->operands[0], CT_TWIN_RULES);

    if (status != CT_STATUS_OK)
        return status;
    const CtTwin *twin = package->twin;
    const CtFactKinds *kinds = ct_library_fact_kinds(twin->library);

    for (guint i = 0; i < twin->attackers->len; i++) {
        CtAttacker *attacker = g_ptr_array_index(twin->attackers, i);
        g_autoptr(GError) error = NULL;
        CtFact fact;

        ct_attacker_clear_goals(attacker);
        if (!ct_fact_parse(kinds, twin->instances, cli->operands[1], &fact, &error)) {
            ct_say_error(cli, "%s", error->message);
            return CT_STATUS_INPUT;
        }
        ct_attacker_add_goal(attacker, kinds, twin->instances, NULL, &fact, 1, 1);
    }
    return CT_STATUS_OK;
}

CtStatus
ct_command_why(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    CtStatus status = load(&package, cli);

    if (status != CT_STATUS_OK)
        return status;
    g_autoptr(CtDossier) dossier =
        ct_package_analyse(&package, cli, &(CtDossierOptions){.cost = CT_COST_EFFORT, .n_paths = 1},
                           &status);

    if (dossier == NULL)
        return status;
    g_autoptr(CtCertificate) certificate =
        status == CT_STATUS_OK ? prove(package.twin, cli->operands[1]) : NULL;

    return ct_status_worse(status, write_answer(cli, &(CtWhyAnswer){.fact = cli->operands[1],
                                                                    .dossier = dossier,
                                                                    .certificate = certificate,
                                                                    .graph = package.twin->graph}));
}
