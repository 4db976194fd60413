/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The base metrics of both versions as tables of metric and letters.
 */
#include "topology/cvss.h"

#include <glib.h>
#include <string.h>

typedef struct Metric {
    const char *name;
    const char *values; /* one letter each */
} Metric;

static const Metric base_3[] = {
    {"AV", "NALP"}, {"AC", "LH"}, {"PR", "NLH"}, {"UI", "NR"},
    {"S", "UC"},    {"C", "HLN"}, {"I", "HLN"},  {"A", "HLN"},
};
static const Metric base_4[] = {
    {"AV", "NALP"}, {"AC", "LH"},  {"AT", "NP"},  {"PR", "NLH"}, {"UI", "NPA"}, {"VC", "HLN"},
    {"VI", "HLN"},  {"VA", "HLN"}, {"SC", "HLN"}, {"SI", "HLN"}, {"SA", "HLN"},
};

enum { MAX_METRICS = G_N_ELEMENTS(base_4) };

static char
value_of(const Metric *metrics, size_t n, const char *values, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(metrics[i].name, name) == 0)
            return values[i];
    return '\0';
}

/* The word value of @letter: its place in @letters. */
static uint8_t
word_of(const char *letters, char letter)
{
    const char *at = strchr(letters, letter);

    return at == NULL ? 0 : (uint8_t)(at - letters + 1);
}

static uint8_t
gains_of(char confidentiality, char integrity, char availability)
{
    if (integrity != 'N')
        return CT_VULN_GAINS_UNSTATED;
    if (confidentiality == 'N' && availability != 'N')
        return CT_VULN_GAINS_HALT;
    if (confidentiality != 'N' && availability == 'N')
        return CT_VULN_GAINS_READ;
    return CT_VULN_GAINS_UNSTATED;
}

static void
fill(const Metric *metrics, size_t n, const char *values, bool is_4, CtCvss *cvss)
{
    char user = value_of(metrics, n, values, "UI");
    bool hard = value_of(metrics, n, values, "AC") == 'H';

    *cvss = (CtCvss){
        .vector = word_of("NALP", value_of(metrics, n, values, "AV")),
        .privileges = word_of("NLH", value_of(metrics, n, values, "PR")),
        .interaction = user == 'N' ? CT_TRI_FALSE : CT_TRI_TRUE,
    };
    if (is_4) {
        bool beyond = value_of(metrics, n, values, "SC") != 'N' ||
                      value_of(metrics, n, values, "SI") != 'N' ||
                      value_of(metrics, n, values, "SA") != 'N';

        hard = hard || value_of(metrics, n, values, "AT") == 'P';
        cvss->scope_changed = beyond ? CT_TRI_TRUE : CT_TRI_FALSE;
        cvss->gains =
            gains_of(value_of(metrics, n, values, "VC"), value_of(metrics, n, values, "VI"),
                     value_of(metrics, n, values, "VA"));
    } else {
        cvss->scope_changed = value_of(metrics, n, values, "S") == 'C' ? CT_TRI_TRUE : CT_TRI_FALSE;
        cvss->gains = gains_of(value_of(metrics, n, values, "C"), value_of(metrics, n, values, "I"),
                               value_of(metrics, n, values, "A"));
    }
    cvss->complexity = hard ? CT_COMPLEXITY_HIGH : CT_COMPLEXITY_LOW;
}

/* Takes one "AV:N" into @values; a sentence if it will not do, NULL if it does. */
static char *
take_metric(const char *part, const Metric *metrics, size_t n, char *values)
{
    const char *colon = strchr(part, ':');

    if (colon == NULL || colon == part || colon[1] == '\0')
        return g_strdup_printf("'%s' is not METRIC:VALUE", part);
    for (size_t i = 0; i < n; i++) {
        if (strlen(metrics[i].name) != (size_t)(colon - part) ||
            strncmp(metrics[i].name, part, (size_t)(colon - part)) != 0)
            continue;
        if (values[i] != '\0')
            return g_strdup_printf("metric '%s' is written twice", metrics[i].name);
        if (colon[2] != '\0' || strchr(metrics[i].values, colon[1]) == NULL) {
            g_autoptr(GString) letters = g_string_new(NULL);

            for (const char *c = metrics[i].values; *c != '\0'; c++)
                g_string_append_printf(letters, "%s%c", c > metrics[i].values ? ", " : "", *c);
            return g_strdup_printf("metric '%s' is one of %s", metrics[i].name, letters->str);
        }
        values[i] = colon[1];
        return NULL;
    }
    return NULL; /* threat, environmental, supplemental */
}

bool
ct_cvss_parse(const char *text, CtCvss *ret_cvss, char **ret_problem)
{
    bool is_4 = g_str_has_prefix(text, "CVSS:4.0/");
    const Metric *metrics = is_4 ? base_4 : base_3;
    size_t n = is_4 ? G_N_ELEMENTS(base_4) : G_N_ELEMENTS(base_3);
    char values[MAX_METRICS] = {0};

    if (!is_4 && !g_str_has_prefix(text, "CVSS:3.1/") && !g_str_has_prefix(text, "CVSS:3.0/")) {
        *ret_problem = g_strdup("a vector begins with CVSS:3.1/ or CVSS:4.0/");
        return false;
    }

    g_auto(GStrv) parts = g_strsplit(text + strlen("CVSS:3.1/"), "/", -1);

    for (size_t i = 0; parts[i] != NULL; i++) {
        char *problem = take_metric(parts[i], metrics, n, values);

        if (problem != NULL) {
            *ret_problem = problem;
            return false;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (values[i] == '\0') {
            *ret_problem = g_strdup_printf("base metric '%s' is missing", metrics[i].name);
            return false;
        }
    }
    fill(metrics, n, values, is_4, ret_cvss);
    return true;
}
