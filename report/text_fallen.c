/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text report: what falls when nothing stops the attacker. */
#include "report/text_parts.h"

#include <inttypes.h>
#include <string.h>

static void
put_line(const CtTextReport *report, const char *label, const char *text)
{
    ct_out_put(report->out, "  ");
    ct_text_reason(report, 0, label, CT_STYLE_PLAIN, text, NULL);
}

static void
append_count(GString *text, uint32_t n, const char *what)
{
    if (n > 0)
        g_string_append_printf(text, "%s%" PRIu32 " %s", text->len > 0 ? ", " : "", n, what);
}

/* Whether both are instances of one zone: "home[3]", "home[4]". */
static bool
same_zone(const char *a, const char *b)
{
    size_t length = strcspn(a, "[");

    return a[length] == '[' && strncmp(a, b, length + 1) == 0;
}

/* One row for the zones from @first on that are instances of one; the index after them. */
static uint32_t
add_zones(CtTextTable *table, const CtFallen *fallen, uint32_t first)
{
    CtZoneFallen sum = fallen->zones[first];
    uint32_t next = first + 1;

    while (next < fallen->n_zones && same_zone(sum.id, fallen->zones[next].id)) {
        sum.n_assets += fallen->zones[next].n_assets;
        sum.n_user += fallen->zones[next].n_user;
        sum.n_admin += fallen->zones[next++].n_admin;
    }
    g_autofree char *name = next == first + 1
                                ? g_strdup_printf("  %s", sum.id)
                                : g_strdup_printf("  %.*s, %" PRIu32 " of them",
                                                  (int)strcspn(sum.id, "["), sum.id, next - first);
    g_autofree char *assets = g_strdup_printf("%" PRIu32, sum.n_assets);
    g_autofree char *user = g_strdup_printf("%" PRIu32, sum.n_user);
    g_autofree char *admin = g_strdup_printf("%" PRIu32, sum.n_admin);
    const char *const cells[] = {name, assets, user, admin, NULL};

    ct_text_table_add(table, cells);
    return next;
}

static void
put_zones(const CtTextReport *report, const CtFallen *fallen)
{
    static const char *const headers[] = {"  zone", "assets", "commanded", "as administrator",
                                          NULL};
    CtTextTable *table = ct_text_table_new(headers, report->options->width);

    for (unsigned column = 1; column < 4; column++)
        ct_text_table_set_right(table, column);
    for (uint32_t i = 0; i < fallen->n_zones;)
        i = add_zones(table, fallen, i);
    ct_out_put(report->out, "\n");
    ct_text_table_write(table, report->out, report->options->color);
    ct_text_table_free(table);
}

void
ct_text_fallen(const CtTextReport *report, const CtAttackerFinding *attacker)
{
    const CtFallen *fallen = &attacker->fallen;
    g_autofree char *assets =
        g_strdup_printf("%" PRIu32 " of %" PRIu32 " run his commands, %" PRIu32 " as administrator",
                        fallen->n_user, fallen->n_assets, fallen->n_admin);
    g_autofree char *credentials =
        g_strdup_printf("%" PRIu32 " of %" PRIu32 " are his", fallen->n_credentials,
                        fallen->n_credentials_all);
    g_autofree char *functions = g_strjoinv(", ", (char **)fallen->functions);
    GString *process = g_string_new(NULL);
    GString *data = g_string_new(NULL);

    append_count(process, fallen->n_controlled, "commanded");
    append_count(process, fallen->n_halted, "stopped");
    append_count(process, fallen->n_spoofed, "with falsified reports");
    append_count(data, fallen->n_read, "read");
    append_count(data, fallen->n_altered, "altered");
    append_count(data, fallen->n_destroyed, "destroyed");
    append_count(data, fallen->n_exfiltrated, "carried away");

    ct_text_heading(report, "What falls when nothing stops the attacker");
    put_line(report, "assets     ", assets);
    if (process->len > 0)
        put_line(report, "process    ", process->str);
    if (fallen->n_credentials_all > 0)
        put_line(report, "credentials", credentials);
    if (data->len > 0)
        put_line(report, "data       ", data->str);
    if (*functions != '\0')
        put_line(report, "functions  ", functions);
    if (fallen->n_zones > 0)
        put_zones(report, fallen);
    g_string_free(process, TRUE);
    g_string_free(data, TRUE);
}
