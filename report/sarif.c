/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The document, its rules and its inputs. */
#include "report/sarif.h"

#include "report/sarif_parts.h"

#include "base/diag.h"

#include <string.h>

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define ROOT "%SRCROOT%"

const CtSarifRule ct_sarif_rules[CT_SARIF_N_RULES] = {
    {"S1", "CrossingWithoutConduit", "Zones meet although no conduit joins them.",
     "Part the networks that zones share, or take the asset off the network of the other zone.",
     NULL},
    {"S2", "PolicyViolated", "What a policy forbids can be done, or what it demands cannot.",
     "Close the way that the message names, or change the policy.", NULL},
    {"S3", "TransitPivot", "Two doors, each allowed, make a way that no rule allows.",
     "Narrow one of the two conduits, or harden what stands between them.", NULL},
    {"S4", "WideRule", "A rule lets more through than the declared flows need.",
     "Name the port, the senders and the receivers that the flows have.", NULL},
    {"S5", "UnguardedDoor", "A door into a higher zone is not guarded enough.",
     "Ask for a second factor, or put a proxy, a deep inspection or a diode there.", NULL},
    {"S6", "FlatZone", "Assets two or more levels apart stand in one zone.",
     "Give those that need more protection a zone of their own.", NULL},
    {"S7", "ChannelAroundZones", "A standing trust goes where no conduit does.",
     "Lead the channel through a conduit, or guard its ends.", NULL},
    {"S8", "FlowBlocked", "A flow that the business requires cannot pass.",
     "Allow it, or take the requirement back.", NULL},
    {"S9", "IdleRule", "A rule matches nothing, repeats or contradicts another.",
     "Remove it, or write what was meant.", NULL},
    {"goal-reachable", "GoalReachable", "An attacker can reach what he is after.",
     "The way is in the code flow, step by step; each step names the line that makes it possible.",
     "9.0"},
    {"target-missed", "TargetMissed", "A target of the topology is missed.",
     "See what counts against it, or change the target.", NULL},
    {"requirement-failed", "RequirementFailed", "A requirement of a selected standard is not met.",
     "The message says what was looked at and what mends it.", NULL},
};

/* A message's text as it stands, though '{0}' stands for an argument and '[a](b)' for a link in
 * SARIF (3.11.5, 3.11.6). */
static char *
plain_message(const char *text)
{
    GString *plain = g_string_new(NULL);

    for (; *text != '\0'; text++) {
        if (*text == '{' || *text == '}')
            g_string_append_c(plain, *text);
        g_string_append_c(plain, *text);
        if (text[0] == ']' && text[1] == '(')
            g_string_append_c(plain, ' ');
    }
    return g_string_free(plain, FALSE);
}

void
ct_sarif_put_message(const CtSarif *sarif, const char *key, const char *text)
{
    g_autofree char *plain = plain_message(text);

    ct_json_key(sarif->json, key);
    ct_json_begin_object(sarif->json);
    ct_json_put_string(sarif->json, "text", plain);
    ct_json_end_object(sarif->json);
}

void
ct_sarif_put_file(const CtSarif *sarif, const char *key, const char *file)
{
    g_autofree char *path =
        sarif->prefix != NULL ? g_build_path("/", sarif->prefix, file, NULL) : g_strdup(file);
    g_autofree char *uri = g_uri_escape_string(path, "/", FALSE);

    ct_json_key(sarif->json, key);
    ct_json_begin_object(sarif->json);
    ct_json_put_string(sarif->json, "uri", uri);
    ct_json_put_string(sarif->json, "uriBaseId", ROOT);
    ct_json_end_object(sarif->json);
}

static void
put_rule(const CtSarif *sarif, const CtSarifRule *rule)
{
    CtJson *json = sarif->json;

    ct_json_begin_object(json);
    ct_json_put_string(json, "id", rule->id);
    ct_json_put_string(json, "name", rule->name);
    ct_sarif_put_message(sarif, "shortDescription", rule->text);
    ct_sarif_put_message(sarif, "fullDescription", rule->text);
    ct_sarif_put_message(sarif, "help", rule->help);
    ct_json_key(json, "properties");
    ct_json_begin_object(json);
    ct_json_key(json, "tags");
    ct_json_begin_array(json);
    ct_json_string(json, "security");
    ct_json_end_array(json);
    if (rule->severity != NULL)
        ct_json_put_string(json, "security-severity", rule->severity);
    ct_json_end_object(json);
    ct_json_end_object(json);
}

static void
put_tool(const CtSarif *sarif)
{
    CtJson *json = sarif->json;

    ct_json_key(json, "tool");
    ct_json_begin_object(json);
    ct_json_key(json, "driver");
    ct_json_begin_object(json);
    ct_json_put_string(json, "name", "Cybertwin");
    ct_json_put_string(json, "version", CT_VERSION);
    ct_json_key(json, "rules");
    ct_json_begin_array(json);
    for (size_t i = 0; i < CT_SARIF_N_RULES; i++)
        put_rule(sarif, &ct_sarif_rules[i]);
    ct_json_end_array(json);
    ct_json_end_object(json);
    ct_json_end_object(json);
}

static void
put_notification(const CtSarif *sarif, const CtDossierDiagnostic *diagnostic)
{
    static const char *const levels[] = {
        [CT_SEVERITY_ERROR] = "error",
        [CT_SEVERITY_WARNING] = "warning",
        [CT_SEVERITY_NOTE] = "note",
    };
    const CtDossier *dossier = sarif->data->dossier;
    CtJson *json = sarif->json;

    ct_json_begin_object(json);
    ct_json_put_string(json, "level", levels[diagnostic->severity]);
    ct_sarif_put_message(sarif, "message", diagnostic->message);
    if (diagnostic->pos.line > 0 && diagnostic->pos.file < dossier->n_files) {
        ct_json_key(json, "locations");
        ct_json_begin_array(json);
        ct_json_begin_object(json);
        ct_sarif_put_place(sarif, dossier->files[diagnostic->pos.file], diagnostic->pos);
        ct_json_end_object(json);
        ct_json_end_array(json);
    }
    ct_json_end_object(json);
}

/* What is odd about the inputs is said of the reading, not of the design. */
static void
put_invocation(const CtSarif *sarif)
{
    const CtDossier *dossier = sarif->data->dossier;
    CtJson *json = sarif->json;

    ct_json_key(json, "invocations");
    ct_json_begin_array(json);
    ct_json_begin_object(json);
    ct_json_put_bool(json, "executionSuccessful", true);
    ct_json_key(json, "toolExecutionNotifications");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < dossier->n_diagnostics; i++)
        put_notification(sarif, &dossier->diagnostics[i]);
    ct_json_end_array(json);
    ct_json_end_object(json);
    ct_json_end_array(json);
}

static void
put_artifacts(const CtSarif *sarif)
{
    const CtDossier *dossier = sarif->data->dossier;
    CtJson *json = sarif->json;

    ct_json_key(json, "artifacts");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < dossier->n_hashes; i++) {
        ct_json_begin_object(json);
        ct_sarif_put_file(sarif, "location", dossier->hashes[i].path);
        ct_json_key(json, "hashes");
        ct_json_begin_object(json);
        ct_json_put_string(json, "sha-256", dossier->hashes[i].sha256);
        ct_json_end_object(json);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_root(const CtSarif *sarif)
{
    CtJson *json = sarif->json;

    ct_json_key(json, "originalUriBaseIds");
    ct_json_begin_object(json);
    ct_json_key(json, ROOT);
    ct_json_begin_object(json);
    ct_sarif_put_message(sarif, "description",
                         sarif->prefix != NULL ? "The root of the repository."
                                               : "The folder of the package.");
    ct_json_end_object(json);
    ct_json_end_object(json);
}

void
ct_report_sarif(CtOut *out, const CtReportData *data, const char *prefix)
{
    g_autoptr(CtJson) json = ct_json_new(out);
    const CtSarif sarif = {.json = json, .data = data, .prefix = prefix};

    ct_json_begin_object(json);
    ct_json_put_string(json, "$schema", SCHEMA);
    ct_json_put_string(json, "version", "2.1.0");
    ct_json_key(json, "runs");
    ct_json_begin_array(json);
    ct_json_begin_object(json);
    put_tool(&sarif);
    put_invocation(&sarif);
    put_root(&sarif);
    ct_json_put_string(json, "columnKind", "unicodeCodePoints");
    put_artifacts(&sarif);
    ct_sarif_put_results(&sarif);
    ct_json_end_object(json);
    ct_json_end_array(json);
    ct_json_end_object(json);
}
