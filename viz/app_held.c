/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the attacker has of a thing at the moment shown: since when, by which step, and why. */
#include "viz/app_parts.h"

#include "base/units.h"

#include <string.h>

const char ct_app_held_heading[] = "#What the attacker has here";

static const struct {
    uint16_t mark;
    const char *text;
} marks[] = {
    {CT_MARK_KNOWN, "knows it"},
    {CT_MARK_REACHED, "reaches a service"},
    {CT_MARK_ATTEMPTED, "has tried"},
    {CT_MARK_IMPLANT, "his code runs"},
    {CT_MARK_USER, "runs commands as user"},
    {CT_MARK_ADMIN, "runs commands as admin"},
    {CT_MARK_COMMANDED, "commands the process"},
    {CT_MARK_STOPPED, "has stopped it"},
    {CT_MARK_DATA, "has its data"},
    {CT_MARK_ISOLATED, "the defender cut it off"},
    {CT_MARK_RESTORED, "the defender restored it"},
    {CT_MARK_PATCHED, "a flaw of it was mended"},
    {CT_MARK_ALERTED, "an alert about it stands"},
    {CT_MARK_AWAITED, "not admitted to its networks"},
};

/* The happening that brought change @change; NULL. What they brought lies in their order. */
static const CtHappening *
bringer(const CtChronicle *chronicle, uint32_t change)
{
    uint32_t low = 0, high = chronicle->n_happenings;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (chronicle->happenings[middle].first_change <= change)
            low = middle + 1;
        else
            high = middle;
    }
    while (low > 0 && chronicle->happenings[low - 1].n_changes == 0)
        low--; /* brought nothing */
    const CtHappening *happening = low > 0 ? &chronicle->happenings[low - 1] : NULL;

    return happening != NULL && change - happening->first_change < happening->n_changes ? happening
                                                                                        : NULL;
}

/* Which step it was, once for all that it brought. */
typedef struct Telling {
    GPtrArray *lines;
    const CtAppSide *side;
    uint32_t asset; /* instance of the model; CT_NO_ID */
    bool reasons;
    const CtHappening *told; /* the last; NULL */
} Telling;

/* Where he stood who did it: as the run has it, else as the step can be done. */
static void
say_origin(const Telling *telling, const CtHappening *happening, const CtPathStep *step)
{
    const CtBlueprint *blueprint = telling->side->subject.blueprint;
    bool stands = happening->from_instance != CT_NO_ID;
    bool is_somewhere = stands || happening->from_zone != CT_NO_ID;
    g_autofree char *asset =
        stands ? ct_app_id(blueprint, (CtPick){CT_PICK_INSTANCE, happening->from_instance})
               : g_strdup(is_somewhere ? NULL : step->from);
    const char *zone = is_somewhere && happening->from_zone != CT_NO_ID
                           ? blueprint->zones[happening->from_zone].title
                           : step->from_zone;

    size_t length = happening->target != NULL ? strlen(happening->target) : 0;

    /* Of a session that was had before one knows what it is with, which is said below. */
    if (!is_somewhere && asset != NULL && length > 0 &&
        strncmp(asset, happening->target, length) == 0)
        return;
    if (asset != NULL || zone != NULL)
        ct_app_say(telling->lines, "  from %s%s%s", asset != NULL ? asset : "",
                   asset != NULL && zone != NULL ? " in " : "", zone != NULL ? zone : "");
}

static void
say_step(Telling *telling, const CtHappening *happening)
{
    CtRunWhy *why = telling->reasons ? telling->side->subject.why : NULL;
    const CtPathStep *step =
        why != NULL ? ct_run_why_step(why, happening->record, telling->asset) : NULL;

    ct_app_say(telling->lines, "  by %s %s", happening->technique, happening->title);
    if (step != NULL)
        say_origin(telling, happening, step);
    if (happening->target != NULL)
        ct_app_say(telling->lines, "  on %s", happening->target);
    for (uint32_t i = 0; step != NULL && step->needs[i] != NULL; i++)
        ct_app_say(telling->lines, "    had %s", step->needs[i]);
    if (step != NULL)
        ct_app_say_why(telling->lines, telling->side, step);
}

static void
say_since(Telling *telling, const char *what, uint32_t change)
{
    const CtChronicle *chronicle = telling->side->snapshot->chronicle;
    g_autofree char *since = ct_units_time_text(chronicle->changes[change].time);
    const CtHappening *happening = bringer(chronicle, change);

    if (telling->side->subject.chronicle == NULL) {
        ct_app_say(telling->lines, "%s", what);
        return;
    }
    ct_app_say(telling->lines, "%s since %s", what, since);
    if (happening == NULL || happening->technique == NULL)
        return;
    if (happening == telling->told)
        ct_app_say(telling->lines, "  by the same step");
    else
        say_step(telling, happening);
    telling->told = happening;
}

/* The change that gave each mark that is held, of several assets the first of all; CT_NO_ID. */
static void
find_since(const CtSnapshot *snapshot, uint32_t first, uint32_t n, uint32_t *since)
{
    for (size_t m = 0; m < G_N_ELEMENTS(marks); m++)
        since[m] = CT_NO_ID;
    for (uint32_t k = 0; k < snapshot->next; k++) {
        const CtMarkChange *change = &snapshot->chronicle->changes[k];

        if (change->of != CT_CHANGE_INSTANCE || change->what < first || change->what - first >= n)
            continue;
        for (size_t m = 0; m < G_N_ELEMENTS(marks); m++) {
            if ((change->mark & marks[m].mark) == 0)
                continue;
            if (change->on && since[m] == CT_NO_ID)
                since[m] = k;
            else if (!change->on && n == 1)
                since[m] = CT_NO_ID;
        }
    }
}

void
ct_app_say_held(GPtrArray *lines, const CtAppSide *side, uint32_t first, uint32_t n, bool reasons)
{
    uint32_t since[G_N_ELEMENTS(marks)];
    const CtSnapshot *snapshot = side->snapshot;
    Telling telling = {.lines = lines, .side = side, .asset = CT_NO_ID, .reasons = reasons};
    bool any = false;

    if (snapshot == NULL)
        return;
    if (reasons && side->subject.twin != NULL)
        telling.asset = ct_app_instance(side, (CtPick){CT_PICK_INSTANCE, first});
    ct_app_say(lines, "%s", ct_app_held_heading);
    find_since(snapshot, first, n, since);
    for (size_t m = G_N_ELEMENTS(marks); m-- > 0;) {
        uint32_t held = 0;

        for (uint32_t i = 0; i < n; i++)
            held += (snapshot->marks[first + i] & marks[m].mark) != 0;
        if (held == 0 || since[m] == CT_NO_ID)
            continue;
        g_autofree char *what = n > 1 ? g_strdup_printf("%s (%u of %u)", marks[m].text, held, n)
                                      : g_strdup(marks[m].text);

        say_since(&telling, what, since[m]);
        any = true;
    }
    if (!any)
        ct_app_say(lines, "nothing");
}

void
ct_app_say_thing(GPtrArray *lines,
                 const CtAppSide *side,
                 CtChangeOf of,
                 uint32_t what,
                 const char *text,
                 bool reasons)
{
    const CtSnapshot *snapshot = side->snapshot;
    Telling telling = {.lines = lines, .side = side, .asset = CT_NO_ID, .reasons = reasons};

    if (snapshot == NULL)
        return;
    ct_app_say(lines, "%s", ct_app_held_heading);
    for (uint32_t k = 0; k < snapshot->next && snapshot->things[of][what]; k++) {
        const CtMarkChange *change = &snapshot->chronicle->changes[k];

        if (change->of == of && change->on && change->what == what) {
            say_since(&telling, text, k);
            return;
        }
    }
    ct_app_say(lines, "nothing");
}
