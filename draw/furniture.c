/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/furniture.h"

#include "draw/metrics.h"
#include "draw/plan_parts.h"

void
ct_furniture_title(CtScene *scene, CtRect box, const char *title, const char *line)
{
    scene->pick = (CtPick){0};
    if (box.height < 12)
        return;
    ct_scene_text(scene, (CtPoint){box.x, box.y + 11}, box.width, title, 17, CT_PAINT_INK,
                  CT_ALIGN_LEFT, true);
    if (line != NULL && box.height >= 30)
        ct_scene_text(scene, (CtPoint){box.x, box.y + 30}, box.width, line, 11, CT_PAINT_INK_DIM,
                      CT_ALIGN_LEFT, false);
}

/* --- legend --- */

typedef enum Sample {
    SAMPLE_STATE,
    SAMPLE_DATA,
    SAMPLE_CONDUIT,
    SAMPLE_CHANNEL,
    SAMPLE_CRITICAL,
    SAMPLE_PATH,
    SAMPLE_FAILURE,
    SAMPLE_CHOKE,
    SAMPLE_CUT,
    SAMPLE_ICON,
} Sample;

typedef struct Entry {
    Sample sample;
    CtShown shown;
    CtIcon icon; /* ICON */
    CtPaint paint;
    const char *text;
} Entry;

static void
add_entry(GArray *entries, Sample sample, CtShown shown, const char *text)
{
    Entry entry = {sample, shown, CT_ICON_NONE, CT_PAINT_NONE, text};

    g_array_append_val(entries, entry);
}

static void
add_icon(GArray *entries, CtIcon icon, CtPaint paint, const char *text)
{
    Entry entry = {SAMPLE_ICON, 0, icon, paint, text};

    g_array_append_val(entries, entry);
}

/* Controls that some door has. */
static void
add_guards(GArray *entries, const CtBlueprint *blueprint)
{
    static const struct {
        CtIcon icon;
        const char *text;
    } guards[] = {{CT_ICON_FACTOR, "second factor"},
                  {CT_ICON_SEALED, "encrypted"},
                  {CT_ICON_INSPECT, "inspected"},
                  {CT_ICON_WATCH, "watched"}};
    bool seen[CT_ICON_COUNT] = {false};

    for (uint32_t i = 0; i < blueprint->n_conduits; i++) {
        CtIcon icons[CT_PLAN_MOST_GUARDS];

        for (uint32_t k = ct_plan_guards(&blueprint->conduits[i], icons); k-- > 0;)
            seen[icons[k]] = true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(guards); i++)
        if (seen[guards[i].icon])
            add_icon(entries, guards[i].icon, CT_PAINT_GUARD, guards[i].text);
}

static GArray *
legend_entries(const CtLegend *legend)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));

    for (int i = CT_SHOWN_KNOWN; legend->states && i < CT_SHOWN_COUNT; i++)
        add_entry(entries, SAMPLE_STATE, (CtShown)i, ct_shown_text((CtShown)i));
    if (legend->states) {
        add_entry(entries, SAMPLE_DATA, 0, "data lost");
        add_icon(entries, CT_ICON_SKULL, CT_PAINT_STATE + CT_SHOWN_ADMIN,
                 "the attacker stands here");
    }
    if (legend->defence) {
        add_icon(entries, CT_ICON_BELL, CT_PAINT_GUARD, "alert");
        add_icon(entries, CT_ICON_PATCH, CT_PAINT_GUARD, "patched");
        add_icon(entries, CT_ICON_CUT, CT_PAINT_GUARD, "blocked or revoked");
        add_icon(entries, CT_ICON_SHIELD, CT_PAINT_GUARD, "the defender acts");
    }
    if (legend->script)
        add_icon(entries, CT_ICON_SCRIPT, CT_PAINT_CHANNEL, "the script acts");
    add_entry(entries, SAMPLE_CONDUIT, 0, "conduit: a door, what may pass");
    if (legend->blueprint != NULL)
        add_guards(entries, legend->blueprint);
    if (legend->channels)
        add_entry(entries, SAMPLE_CHANNEL, 0, "channel: updates, remote access");
    add_entry(entries, SAMPLE_CRITICAL, 0, "criticality, low to severe");
    if (legend->path)
        add_entry(entries, SAMPLE_PATH, 0, "step of the attack; dashed: through no door");
    if (legend->failures)
        add_entry(entries, SAMPLE_FAILURE, 0, "segmentation fails here");
    if (legend->chokes)
        add_entry(entries, SAMPLE_CHOKE, 0, "every way goes through here");
    if (legend->cuts)
        add_entry(entries, SAMPLE_CUT, 0, "without these there is no way");
    return entries;
}

static void
draw_sample(CtScene *scene, const Entry *entry, CtRect box)
{
    CtPoint middle = ct_rect_middle(box);
    CtPaint state = CT_PAINT_STATE + (CtPaint)entry->shown;
    const CtPoint across[] = {{box.x, middle.y}, {ct_rect_right(box), middle.y}};

    switch (entry->sample) {
    case SAMPLE_STATE:
        ct_scene_rect(scene, box, ct_shown_is_fallen(entry->shown) ? state : CT_PAINT_TILE, state,
                      1.5)
            ->radius = 2;
        ct_scene_icon(scene, ct_rect_inset(box, 2), ct_icon_of_shown(entry->shown),
                      ct_shown_is_fallen(entry->shown) ? CT_PAINT_STATE_INK + (CtPaint)entry->shown
                                                       : state);
        break;
    case SAMPLE_DATA:
        ct_scene_icon(scene, box, CT_ICON_DOCUMENT, CT_PAINT_DATA);
        break;
    case SAMPLE_CONDUIT:
        ct_scene_line(scene, across, 2, CT_PAINT_CONDUIT, 1.6);
        ct_scene_rect(scene, (CtRect){middle.x - 2, box.y, 4, box.height}, CT_PAINT_ROOM,
                      CT_PAINT_CONDUIT, 1.2);
        break;
    case SAMPLE_CHANNEL:
        ct_scene_line(scene, across, 2, CT_PAINT_CHANNEL, 1.4)->dash = CT_DASH_DASHED;
        break;
    case SAMPLE_CRITICAL:
        for (int i = 0; i < 3; i++)
            ct_scene_rect(scene, (CtRect){box.x + 4 * i, middle.y - 1.5, 3, 3}, CT_PAINT_CRITICAL,
                          CT_PAINT_NONE, 0);
        break;
    case SAMPLE_PATH:
        ct_scene_disc(scene, middle, box.height / 2, CT_PAINT_PATH, CT_PAINT_NONE, 0);
        ct_scene_text(scene, middle, box.width, "1", box.height * 0.75, CT_PAINT_PATH_INK,
                      CT_ALIGN_MIDDLE, true);
        break;
    case SAMPLE_FAILURE:
        ct_scene_icon(scene, box, CT_ICON_BREACH, CT_PAINT_FAILURE);
        break;
    case SAMPLE_CHOKE:
        ct_scene_icon(scene, box, CT_ICON_SHIELD, CT_PAINT_CHOKE);
        break;
    case SAMPLE_CUT:
        ct_scene_icon(scene, box, CT_ICON_SCISSORS, CT_PAINT_CHOKE);
        break;
    case SAMPLE_ICON:
        ct_scene_icon(scene, box, entry->icon, entry->paint);
        break;
    }
}

/* Draws into @scene, or only measures where it is NULL. Returns the height. */
static double
flow_legend(CtScene *scene, CtRect box, const CtLegend *legend)
{
    g_autoptr(GArray) entries = legend_entries(legend);
    double size = legend->text > 0 ? legend->text : 10;
    double line = size * 1.9, sample = size * 1.3, x = box.x, y = box.y;

    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        double text = ct_text_width(entry->text, size, false);
        double width = sample + 6 + text + 16;

        if (x > box.x && x + width > ct_rect_right(box) + 16) {
            x = box.x;
            y += line;
        }
        if (scene != NULL && y + line <= ct_rect_bottom(box) + 1e-6) {
            draw_sample(scene, entry, (CtRect){x, y + (line - sample) / 2, sample, sample});
            ct_scene_text(scene, (CtPoint){x + sample + 6, y + line / 2},
                          MIN(text + 1, ct_rect_right(box) - x - sample - 6), entry->text, size,
                          CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
        } else if (scene != NULL) {
            scene->n_left_out++;
        }
        x += width;
    }
    return y + line - box.y;
}

void
ct_furniture_legend(CtScene *scene, CtRect box, const CtLegend *legend)
{
    scene->pick = (CtPick){0};
    flow_legend(scene, box, legend);
}

double
ct_furniture_legend_height(double width, const CtLegend *legend)
{
    return flow_legend(NULL, (CtRect){0, 0, width, 0}, legend);
}

/* --- what he holds --- */

enum { SHELF_TEXT = 10, SHELF_ICON = 13, SHELF_HEIGHT = 22 };

double
ct_furniture_holdings_height(void)
{
    return SHELF_HEIGHT;
}

typedef struct Shelf {
    CtScene *scene;
    double x, right, y;
    uint32_t n, n_left; /* put there; not any more */
} Shelf;

static void
put_words(Shelf *shelf, const char *text, bool bold)
{
    double width = MIN(ct_text_width(text, SHELF_TEXT, bold) + 1, shelf->right - shelf->x);

    shelf->scene->pick = (CtPick){0};
    ct_scene_text(shelf->scene, (CtPoint){shelf->x, shelf->y}, width, text, SHELF_TEXT,
                  CT_PAINT_INK_DIM, CT_ALIGN_LEFT, bold);
    shelf->x += width + 10;
}

/* A thing with its icon; what does not fit is counted. */
static void
put_thing(Shelf *shelf, CtPick pick, CtIcon icon, const char *title, CtPaint paint)
{
    enum { MOST = 180, BESIDE = 140 /* for what is said of the others */ };
    double width = MIN(ct_text_width(title, SHELF_TEXT, false) + 1, MOST);

    if (shelf->n_left > 0 || shelf->x + SHELF_ICON + 4 + width + BESIDE > shelf->right) {
        shelf->n_left++;
        return;
    }
    shelf->scene->pick = pick;
    ct_scene_icon(shelf->scene,
                  (CtRect){shelf->x, shelf->y - SHELF_ICON / 2.0, SHELF_ICON, SHELF_ICON}, icon,
                  paint);
    ct_scene_text(shelf->scene, (CtPoint){shelf->x + SHELF_ICON + 4, shelf->y}, width, title,
                  SHELF_TEXT, CT_PAINT_INK, CT_ALIGN_LEFT, false);
    shelf->x += SHELF_ICON + 4 + width + 12;
    shelf->n++;
}

void
ct_furniture_holdings(CtScene *scene, CtRect box, const CtSnapshot *snapshot)
{
    const CtBlueprint *blueprint = snapshot->blueprint;
    const CtPaint his = CT_PAINT_STATE + CT_SHOWN_ADMIN;
    uint8_t *const *things = snapshot->things;
    Shelf shelf = {scene, box.x, ct_rect_right(box), ct_rect_middle(box).y, 0, 0};
    bool any = false;

    put_words(&shelf, "In the attacker's hands:", true);
    for (uint32_t i = 0; i < blueprint->n_channels; i++)
        if (things[CT_CHANGE_CHANNEL][i])
            put_thing(&shelf, (CtPick){CT_PICK_CHANNEL, i}, CT_ICON_ARRIVES,
                      blueprint->channels[i].title, his);
    for (uint32_t i = 0; i < blueprint->n_credentials; i++)
        if (things[CT_CHANGE_CREDENTIAL][i])
            put_thing(&shelf, (CtPick){CT_PICK_CREDENTIAL, i}, CT_ICON_KEY,
                      blueprint->credentials[i].title, his);
    if (shelf.n == 0)
        put_words(&shelf, "no credential, no channel", false);
    for (uint32_t i = 0; i < blueprint->n_credentials; i++) {
        if (!things[CT_CHANGE_ROTATED][i] || things[CT_CHANGE_CREDENTIAL][i])
            continue;
        if (!any && shelf.n_left == 0)
            put_words(&shelf, "Replaced:", true);
        any = true;
        put_thing(&shelf, (CtPick){CT_PICK_CREDENTIAL, i}, CT_ICON_ROTATE,
                  blueprint->credentials[i].title, CT_PAINT_GUARD);
    }
    if (shelf.n_left > 0) {
        g_autofree char *more = g_strdup_printf("and %u more", shelf.n_left);

        put_words(&shelf, more, false);
    }
    scene->pick = (CtPick){0};
}
