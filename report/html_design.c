/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The blueprint: the design with what is wrong between its zones, then the worst way through it. */
#include "report/html_parts.h"
#include "report/text_parts.h"

#include "draw/frame.h"
#include "draw/render_svg.h"

/* Of the drawing, in its own pixels: what a page of A4 across shows legibly. */
enum { WIDTH = 1280, HEIGHT = 860 };

static void
put_picture(const CtHtml *html, const CtFrame *frame, const char *title, const char *caption)
{
    g_autoptr(CtScene) scene = ct_scene_new(WIDTH, HEIGHT);
    g_autoptr(CtOut) svg = ct_out_new_string();
    CtXml *xml = html->xml;

    ct_frame_draw(scene, frame);
    ct_render_svg(scene, CT_THEME_LIGHT, 1, title, false, svg);
    ct_xml_begin_class(xml, "figure", "blueprint");
    ct_xml_markup(xml, ct_out_text(svg)); /* escaped where it is drawn */
    ct_xml_put(xml, "figcaption", NULL, caption);
    ct_xml_end(xml);
}

/* The first goal that can be reached, which the scenario names first. */
static const CtGoalFinding *
first_reached(const CtDossier *dossier)
{
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++)
            if (dossier->attackers[a].goals[g].n_paths > 0)
                return &dossier->attackers[a].goals[g];
    return NULL;
}

void
ct_html_design(const CtHtml *html)
{
    const CtDossier *dossier = html->data->dossier;
    const CtGoalFinding *goal = first_reached(dossier);
    CtFrame frame = {.layout = html->data->layout, .segmentation = dossier->segmentation};

    if (frame.layout == NULL)
        return;
    ct_html_section(html, "design", "The design");
    put_picture(html, &frame, "The design as a blueprint",
                dossier->segmentation != NULL && dossier->segmentation->n_failures > 0
                    ? "Zones are rooms, conduits the doors between them, identical assets one "
                      "tile with a count, suppliers stand at the sides. Marked is where the "
                      "segmentation fails."
                    : "Zones are rooms, conduits the doors between them, identical assets one "
                      "tile with a count, suppliers stand at the sides.");
    if (goal != NULL && goal->paths[0].n_steps > 0) {
        g_autofree char *caption =
            g_strdup_printf("The way to %s, its steps numbered as in the section on ways.",
                            goal->id);

        frame.segmentation = NULL;
        frame.path = &goal->paths[0];
        put_picture(html, &frame, "The best way through the design", caption);
    }
    ct_xml_end(html->xml);
}
