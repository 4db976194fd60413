/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text report: what falls when nothing stops the attacker. */
#include "report/text_parts.h"

#include <inttypes.h>
#include <string.h>

enum { FEWEST_ALIKE = 3, MOST_ROWS = 40 };

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

static size_t
length_without_number(const char *id)
{
    size_t length = strlen(id);

    while (length > 0 && g_ascii_isdigit(id[length - 1]))
        length--;
    return length;
}

/* Whether as much falls in both, and their names differ by a number at the end alone: "floor-3",
 * "floor-4". */
static bool
read_alike(const CtZoneFallen *a, const CtZoneFallen *b)
{
    size_t length = length_without_number(a->id);

    return a->n_assets == b->n_assets && a->n_user == b->n_user && a->n_admin == b->n_admin &&
           length_without_number(b->id) == length && strncmp(a->id, b->id, length) == 0;
}

/* The zones from @first on that are told in one row; the index after them. */
static uint32_t
end_of_row(const CtFallen *fallen, uint32_t first, bool all)
{
    const CtZoneFallen *zones = fallen->zones;
    uint32_t next = first + 1;

    while (next < fallen->n_zones && same_zone(zones[first].id, zones[next].id))
        next++;
    if (all || next > first + 1)
        return next;
    while (next < fallen->n_zones && read_alike(&zones[first], &zones[next]))
        next++;
    return next - first < FEWEST_ALIKE ? first + 1 : next;
}

static char *
name_of_row(const CtFallen *fallen, uint32_t first, uint32_t next)
{
    const char *id = fallen->zones[first].id;
    size_t length = strcspn(id, "[");

    if (next == first + 1)
        return g_strdup_printf("  %s", id);
    if (id[length] == '[')
        return g_strdup_printf("  %.*s, %" PRIu32 " of them", (int)length, id, next - first);
    return g_strdup_printf("  %s to %s, %" PRIu32 " of them", id, fallen->zones[next - 1].id,
                           next - first);
}

static uint32_t
add_zones(CtTextTable *table, const CtFallen *fallen, uint32_t first, bool all)
{
    uint32_t next = end_of_row(fallen, first, all);
    uint32_t n_assets = 0, n_user = 0, n_admin = 0;

    for (uint32_t i = first; i < next; i++) {
        n_assets += fallen->zones[i].n_assets;
        n_user += fallen->zones[i].n_user;
        n_admin += fallen->zones[i].n_admin;
    }
    g_autofree char *name = name_of_row(fallen, first, next);
    g_autofree char *assets = g_strdup_printf("%" PRIu32, n_assets);
    g_autofree char *user = g_strdup_printf("%" PRIu32, n_user);
    g_autofree char *admin = g_strdup_printf("%" PRIu32, n_admin);
    const char *const cells[] = {name, assets, user, admin, NULL};

    ct_text_table_add(table, cells);
    return next;
}

static void
put_zones(const CtTextReport *report, const CtFallen *fallen)
{
    static const char *const headers[] = {"  zone", "assets", "commanded", "as administrator",
                                          NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, report->options->width);
    bool all = report->options->all;
    uint32_t next = 0;

    for (unsigned column = 1; column < 4; column++)
        ct_text_table_set_right(table, column);
    for (uint32_t rows = 0; next < fallen->n_zones && (all || rows < MOST_ROWS); rows++)
        next = add_zones(table, fallen, next, all);
    ct_out_put(report->out, "\n");
    ct_text_table_write(table, report->out, report->options->color);
    if (next < fallen->n_zones)
        ct_out_printf(report->out, "  and %" PRIu32 " more zones (--verbose shows all)\n",
                      fallen->n_zones - next);
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
