/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings in an array, sorted when first read. The sort key ends in the number of the finding, so
 * the order is total.
 */
#include "base/diag.h"

#include "base/diag_line.h"
#include "base/sort.h"
#include "base/text.h"

#include <stdlib.h>

#define MOST_KEPT 100000 /* of each severity: a hostile file must not fill the memory */

typedef struct Finding {
    CtPos pos;
    uint32_t number;
    CtSeverity severity;
    char *message; /* owned */
} Finding;

typedef struct File {
    char *name; /* owned */
    const char *text;
    size_t length;
    GBytes *kept; /* what holds the text, NULL where the caller does */
} File;

struct CtDiag {
    GArray *findings; /* Finding */
    GArray *files;    /* File */
    size_t counts[3]; /* by severity, those not kept too */
    bool sorted;
};

static void
clear_finding(gpointer finding)
{
    g_free(((Finding *)finding)->message);
}

static void
clear_file(gpointer file)
{
    g_free(((File *)file)->name);
    g_clear_pointer(&((File *)file)->kept, g_bytes_unref);
}

CtDiag *
ct_diag_new(void)
{
    CtDiag *diag = g_new0(CtDiag, 1);

    diag->findings = g_array_new(FALSE, FALSE, sizeof(Finding));
    g_array_set_clear_func(diag->findings, clear_finding);
    diag->files = g_array_new(FALSE, FALSE, sizeof(File));
    g_array_set_clear_func(diag->files, clear_file);
    diag->sorted = true;
    return diag;
}

void
ct_diag_free(CtDiag *diag)
{
    if (diag == NULL)
        return;
    g_array_unref(diag->findings);
    g_array_unref(diag->files);
    g_free(diag);
}

uint16_t
ct_diag_add_file(CtDiag *diag, const char *name, const char *text, size_t length)
{
    File file = {
        .name = ct_text_printable(name, SIZE_MAX),
        .text = text,
        .length = text == NULL ? 0 : length,
    };

    g_assert(diag->files->len < UINT16_MAX);
    g_array_append_val(diag->files, file);
    return (uint16_t)(diag->files->len - 1);
}

uint16_t
ct_diag_add_bytes(CtDiag *diag, const char *name, GBytes *text)
{
    size_t length;
    const char *bytes = g_bytes_get_data(text, &length);
    uint16_t file = ct_diag_add_file(diag, name, bytes == NULL ? "" : bytes, length);

    g_array_index(diag->files, File, file).kept = g_bytes_ref(text);
    return file;
}

static const File *
get_file(const CtDiag *diag, uint16_t file)
{
    return file < diag->files->len ? &g_array_index(diag->files, File, file) : NULL;
}

const char *
ct_diag_file_name(const CtDiag *diag, uint16_t file)
{
    const File *known = get_file(diag, file);

    return known == NULL ? "(unknown file)" : known->name;
}

size_t
ct_diag_file_count(const CtDiag *diag)
{
    return diag->files->len;
}

const char *
ct_diag_file_text(const CtDiag *diag, uint16_t file, size_t *ret_length)
{
    const File *known = get_file(diag, file);

    *ret_length = known == NULL ? 0 : known->length;
    return known == NULL ? NULL : known->text;
}

void
ct_diag_add(CtDiag *diag, CtSeverity severity, CtPos pos, const char *format, ...)
{
    g_autofree char *message = NULL;
    Finding finding = {.pos = pos, .severity = severity};
    va_list args;

    if (diag->counts[severity]++ >= MOST_KEPT)
        return;
    va_start(args, format);
    message = g_strdup_vprintf(format, args);
    va_end(args);
    finding.message = ct_text_printable(message, SIZE_MAX);
    finding.number = diag->findings->len;
    g_array_append_val(diag->findings, finding);
    diag->sorted = false;
}

size_t
ct_diag_count(const CtDiag *diag, CtSeverity severity)
{
    return diag->counts[severity];
}

size_t
ct_diag_length(const CtDiag *diag)
{
    return diag->findings->len;
}

static int
compare_findings(const void *a, const void *b)
{
    const Finding *x = a;
    const Finding *y = b;

    if (x->pos.file != y->pos.file)
        return x->pos.file < y->pos.file ? -1 : 1;
    if (x->pos.line != y->pos.line)
        return x->pos.line < y->pos.line ? -1 : 1;
    if (x->pos.column != y->pos.column)
        return x->pos.column < y->pos.column ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static const Finding *
get_finding(CtDiag *diag, size_t i)
{
    if (!diag->sorted) {
        ct_sort(diag->findings->data, diag->findings->len, sizeof(Finding), compare_findings);
        /* Renumbered, so that findings added after a look keep coming after those before it. */
        for (guint k = 0; k < diag->findings->len; k++)
            g_array_index(diag->findings, Finding, k).number = k;
        diag->sorted = true;
    }
    g_assert(i < diag->findings->len);
    return &g_array_index(diag->findings, Finding, i);
}

void
ct_diag_get(
    CtDiag *diag, size_t i, CtSeverity *ret_severity, CtPos *ret_pos, const char **ret_message)
{
    const Finding *finding = get_finding(diag, i);

    *ret_severity = finding->severity;
    *ret_pos = finding->pos;
    *ret_message = finding->message;
}

static void
append_pos(const CtDiag *diag, CtPos pos, GString *text)
{
    g_string_append(text, ct_diag_file_name(diag, pos.file));
    if (pos.line == 0)
        return;
    g_string_append_printf(text, ":%u", pos.line);
    if (pos.column != 0 && pos.column < UINT16_MAX) /* past that nobody knows where in the line */
        g_string_append_printf(text, ":%u", pos.column);
}

char *
ct_diag_pos_text(const CtDiag *diag, CtPos pos)
{
    GString *text = g_string_new(NULL);

    append_pos(diag, pos, text);
    return g_string_free(text, FALSE);
}

char *
ct_diag_to_text(CtDiag *diag, size_t most)
{
    static const char *const severities[] = {
        [CT_SEVERITY_ERROR] = "",
        [CT_SEVERITY_WARNING] = "warning: ",
        [CT_SEVERITY_NOTE] = "note: ",
    };
    size_t n = MIN(most, diag->findings->len);
    size_t total = diag->counts[0] + diag->counts[1] + diag->counts[2];
    GString *text = g_string_new(NULL);
    CtDiagLines lines = {0};

    for (size_t i = 0; i < n; i++) {
        const Finding *finding = get_finding(diag, i);
        const File *file = get_file(diag, finding->pos.file);

        append_pos(diag, finding->pos, text);
        g_string_append_printf(text, ": %s%s\n", severities[finding->severity], finding->message);
        if (file == NULL || file->text == NULL || finding->pos.line == 0 ||
            finding->pos.column == UINT16_MAX)
            continue;
        /* Findings are sorted by line: the search for the next goes on where the last ended. */
        if (lines.text != file->text)
            lines = (CtDiagLines){.text = file->text, .length = file->length};
        ct_diag_append_line(&lines, finding->pos.line, finding->pos.column, text);
    }
    if (total > n)
        g_string_append_printf(text, "and %zu more\n", total - n);
    return g_string_free(text, FALSE);
}
