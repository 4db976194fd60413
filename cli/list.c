/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin list WHAT`: the words that topologies, techniques and questions are written in. */
#include "cli/commands.h"

#include "cli/library.h"
#include "cli/list_parts.h"
#include "cli/package.h"
#include "cli/terminal.h"

#include "assurance/kpi.h"
#include "report/technique.h"

#include <string.h>

static const CtColumn technique_columns[] = {
    {"ids", "ids", CT_COLUMN_WORDS},    {"name", "name", CT_COLUMN_TEXT},
    {"title", "title", CT_COLUMN_TEXT}, {"tactics", NULL, CT_COLUMN_WORDS},
    {"stops", NULL, CT_COLUMN_WORDS},   {NULL, NULL, CT_COLUMN_TEXT},
};
static const CtColumn service_columns[] = {
    {"port", "port", CT_COLUMN_TEXT},
    {"name", "service", CT_COLUMN_TEXT},
    {"gives", "gives unless the topology says", CT_COLUMN_WORDS},
    {"encrypted", "encrypted", CT_COLUMN_MARK},
    {NULL, NULL, CT_COLUMN_TEXT},
};
static const CtColumn kind_columns[] = {
    {"kind", "kind", CT_COLUMN_TEXT},
    {"note", "what it is", CT_COLUMN_TEXT},
    {"traits", "what holds of it", CT_COLUMN_WORDS},
    {NULL, NULL, CT_COLUMN_TEXT},
};
static const CtColumn fact_columns[] = {
    {"kind", "fact", CT_COLUMN_TEXT},       {"entity", "of", CT_COLUMN_TEXT},
    {"levels", "levels", CT_COLUMN_WORDS},  {"mode", "mode", CT_COLUMN_TEXT},
    {"meaning", "meaning", CT_COLUMN_TEXT}, {NULL, NULL, CT_COLUMN_TEXT},
};
static const CtColumn relation_columns[] = {
    {"relation", "relation", CT_COLUMN_TEXT},
    {"from", "from", CT_COLUMN_TEXT},
    {"to", "to", CT_COLUMN_TEXT},
    {"meaning", "meaning", CT_COLUMN_TEXT},
    {NULL, NULL, CT_COLUMN_TEXT},
};

static const CtColumn kpi_columns[] = {
    {"id", "figure", CT_COLUMN_TEXT},  {"name", "what it is", CT_COLUMN_TEXT},
    {"unit", NULL, CT_COLUMN_TEXT},    {"better", "better", CT_COLUMN_TEXT},
    {"catalog", NULL, CT_COLUMN_TEXT}, {"formula", NULL, CT_COLUMN_TEXT},
    {"source", NULL, CT_COLUMN_TEXT},  {NULL, NULL, CT_COLUMN_TEXT},
};

static void
add_techniques(CtListing *listing, const CtLibrary *library)
{
    for (uint32_t i = 0; i < ct_library_count(library); i++) {
        const CtTechnique *technique = ct_library_get(library, i);
        g_autofree const char **distinct = ct_technique_distinct_ids(technique);
        g_autofree char *ids = g_strjoinv(", ", (char **)distinct);
        g_autofree char *tactics = g_strjoinv(", ", (char **)technique->tactics);
        g_autofree char *stops = g_strjoinv(", ", (char **)technique->stops);
        const char *const cells[] = {ids, technique->name, technique->title, tactics, stops};

        ct_listing_add(listing, cells);
    }
}

/* The words of a bit set over @list, parted by ", "; free with g_free(). */
static char *
join_words(CtWordList list, uint32_t set)
{
    GString *text = g_string_new(NULL);

    for (unsigned value = 1; value <= ct_words_count(list); value++) {
        if (set & (1U << (value - 1)))
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                                   ct_word_text(list, value));
    }
    return g_string_free(text, FALSE);
}

static void
add_services(CtListing *listing)
{
    for (size_t i = 0; i < ct_n_port_infos; i++) {
        const CtPortInfo *info = &ct_port_infos[i];
        const char *protocol = ct_word_text(CT_WORDS_PROTOCOL, info->protocol);
        g_autofree char *port =
            info->port != 0 ? g_strdup_printf("%s/%u", protocol, info->port) : g_strdup(protocol);
        g_autofree char *gives = join_words(CT_WORDS_GIVES, info->gives);
        const char *const cells[] = {port, info->name, gives, info->encrypted ? "yes" : ""};

        ct_listing_add(listing, cells);
    }
}

/* What holds of a kind, parted by ", "; free with g_free(). */
static char *
join_traits(const CtKindInfo *info)
{
    const struct {
        bool holds;
        const char *word;
    } traits[] = {{info->is_ot, "OT"},
                  {info->drives_process, "drives a process"},
                  {info->reports, "reports"},
                  {info->reads_mail, "reads mail"},
                  {info->forwards, "forwards"}};
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(traits); i++) {
        if (traits[i].holds)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", traits[i].word);
    }
    return g_string_free(text, FALSE);
}

static void
add_kinds(CtListing *listing)
{
    for (size_t i = 0; i < ct_n_kind_infos; i++) {
        const CtKindInfo *info = &ct_kind_infos[i];
        g_autofree char *traits = join_traits(info);
        const char *const cells[] = {info->name, info->note, traits};

        ct_listing_add(listing, cells);
    }
}

static void
add_facts(CtListing *listing, const CtLibrary *library)
{
    const CtFactKinds *kinds = ct_library_fact_kinds(library);

    for (uint32_t kind = 0; kind < kinds->n; kind++) {
        const CtFactKindInfo *info = &kinds->infos[kind];
        const char *const cells[] = {info->text, ct_entity_kind_text((CtEntityKind)info->entity),
                                     info->levels == 2 ? "user, admin" : "",
                                     info->held ? "held" : "derived", info->line};

        ct_listing_add(listing, cells);
    }
}

static void
add_relations(CtListing *listing)
{
    for (int kind = 0; kind < CT_RELATION_COUNT; kind++) {
        const CtRelationInfo *info = &ct_relation_infos[kind];
        const char *const cells[] = {info->word, ct_entity_kind_text((CtEntityKind)info->from),
                                     ct_entity_kind_text((CtEntityKind)info->to), info->line};

        ct_listing_add(listing, cells);
    }
}

static void
add_kpi(CtListing *listing, const CtKpiInfo *info)
{
    const char *const cells[] = {info->id,      info->name,
                                 info->unit,    ct_kpi_better_text((CtKpiBetter)info->better),
                                 info->catalog, info->formula,
                                 info->source};

    ct_listing_add(listing, cells);
}

static const CtColumn *
columns_of(const char *what)
{
    static const struct {
        const char *what;
        const CtColumn *columns;
    } lists[] = {{"techniques", technique_columns},
                 {"services", service_columns},
                 {"kinds", kind_columns},
                 {"facts", fact_columns},
                 {"relations", relation_columns},
                 {"kpis", kpi_columns},
                 {"standards", ct_list_standard_columns},
                 {"checks", ct_list_check_columns}};

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        if (strcmp(lists[i].what, what) == 0)
            return lists[i].columns;
    }
    return NULL;
}

static CtStatus
write_listing(CtCli *cli, const CtListing *listing, const char *what)
{
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_listing_write_json(listing, out, what);
    else if (strcmp(cli->format, "markdown") == 0)
        ct_listing_write_markdown(listing, out);
    else
        ct_listing_write_text(listing, out, cli->width, cli->color);
    return ct_result_close(cli, out, CT_STATUS_OK);
}

/* docs/techniques.md, which says more than a table of names. */
static CtStatus
write_reference(CtCli *cli, CtLibrary *library)
{
    CtOut *out = ct_result_open(cli);

    ct_library_write_markdown(library, out);
    return ct_result_close(cli, out, CT_STATUS_OK);
}

/* Techniques or facts, of @library. */
static CtStatus
list_rules(CtCli *cli, CtListing *listing, CtLibrary *library)
{
    const char *what = cli->operands[0];

    if (strcmp(what, "facts") == 0)
        add_facts(listing, library);
    else if (strcmp(cli->format, "markdown") == 0)
        return write_reference(cli, library);
    else
        add_techniques(listing, library);
    return write_listing(cli, listing, what);
}

static CtStatus
list_library(CtCli *cli, CtListing *listing)
{
    CtStatus status = CT_STATUS_OK;

    if (cli->n_operands == 2) {
        g_auto(CtPackage) package = {0};

        status = ct_package_load(&package, cli, cli->operands[1], CT_TWIN_RULES);
        return status == CT_STATUS_OK ? list_rules(cli, listing, package.twin->library) : status;
    }
    g_autoptr(CtLibrary) library = ct_cli_library(cli, &status);

    return library != NULL ? list_rules(cli, listing, library) : status;
}

/* The table; of a package, its own after it. */
static CtStatus
list_kpis(CtCli *cli, CtListing *listing)
{
    g_auto(CtPackage) package = {0};
    CtStatus status = cli->n_operands == 2
                          ? ct_package_load(&package, cli, cli->operands[1], CT_TWIN_MODEL)
                          : CT_STATUS_OK;

    if (status != CT_STATUS_OK)
        return status;
    for (uint32_t i = 0; i < ct_kpi_count_infos(); i++)
        add_kpi(listing, ct_kpi_get_info(i));
    for (uint32_t i = 0; package.kpis.own != NULL && i < ct_kpi_own_count(package.kpis.own); i++)
        add_kpi(listing, ct_kpi_own_info(package.kpis.own, i));
    return write_listing(cli, listing, "kpis");
}

CtStatus
ct_command_list(CtCli *cli)
{
    static const char *const words[] = {"techniques", "services",  "kinds",  "facts", "relations",
                                        "kpis",       "standards", "checks", NULL};
    const char *what = cli->operands[0];
    g_autoptr(GError) error = NULL;

    if (!ct_options_check_word("list", what, words, &error)) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    g_autoptr(CtListing) listing = ct_listing_new(columns_of(what));

    if (strcmp(what, "techniques") == 0 || strcmp(what, "facts") == 0)
        return list_library(cli, listing);
    if (strcmp(what, "kpis") == 0)
        return list_kpis(cli, listing);
    if (strcmp(what, "standards") == 0 || strcmp(what, "checks") == 0) {
        CtStatus status = ct_list_fill_standards(cli, listing);

        return status == CT_STATUS_OK ? write_listing(cli, listing, what) : status;
    }
    if (cli->n_operands == 2) {
        ct_say_error(cli, "%s are the same for every package: list %s takes no PACKAGE", what,
                     what);
        return CT_STATUS_INPUT;
    }
    if (strcmp(what, "services") == 0)
        add_services(listing);
    else if (strcmp(what, "kinds") == 0)
        add_kinds(listing);
    else
        add_relations(listing);
    return write_listing(cli, listing, what);
}
