/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an asset is made of, from the topology. */
#include "viz/app_parts.h"

#include "topology/reach_reason.h"

enum { MOST_LISTED = 12 };

static void
say_services(GPtrArray *lines, const CtTwin *twin, const CtClass *class)
{
    const CtModel *model = twin->model;

    if (class->services.length > 0)
        ct_app_say(lines, "#Services");
    for (uint32_t i = 0; i < MIN(class->services.length, MOST_LISTED); i++) {
        const CtClassService *service = &twin->classes->services.data[class->services.start + i];
        g_autofree char *port = ct_reach_port_text(service->port);

        ct_app_say(lines, "%s, %s%s", ct_intern_text(model->names, service->name), port,
                   service->encrypted ? ", encrypted" : "");
    }
    if (class->services.length > MOST_LISTED)
        ct_app_say(lines, "and %u more", class->services.length - MOST_LISTED);
}

static void
say_components(GPtrArray *lines, const CtTwin *twin, const CtClass *class)
{
    const CtModel *model = twin->model;
    uint32_t n = 0;

    for (uint32_t p = 0; p < class->software.length; p++) {
        const CtProduct *product =
            &model->products.data[twin->classes->ids.data[class->software.start + p]];

        for (uint32_t i = 0; i < product->components.length; i++) {
            const CtComponent *component = &model->components.data[product->components.start + i];

            if (n == 0)
                ct_app_say(lines, "#Components");
            if (n++ >= MOST_LISTED)
                continue;
            ct_app_say(lines, "%s%s%s%s", ct_intern_text(model->names, component->e.id),
                       component->version != CT_NO_ID ? " " : "",
                       component->version != CT_NO_ID
                           ? ct_intern_text(model->names, component->version)
                           : "",
                       component->supplier != CT_NO_ID && component->supplier != product->supplier
                           ? ", of another supplier"
                           : "");
        }
    }
    if (n > MOST_LISTED)
        ct_app_say(lines, "and %u more", n - MOST_LISTED);
}

static void
say_vulnerabilities(GPtrArray *lines, const CtTwin *twin, const CtClass *class)
{
    const CtModel *model = twin->model;

    if (class->vulnerabilities.length > 0)
        ct_app_say(lines, "#Vulnerabilities");
    for (uint32_t i = 0; i < MIN(class->vulnerabilities.length, MOST_LISTED); i++) {
        const CtClassVulnerability *here =
            &twin->classes->vulnerabilities.data[class->vulnerabilities.start + i];
        const CtVulnerability *vulnerability = &model->vulnerabilities.data[here->vulnerability];

        ct_app_say(lines, "%s%s%s", ct_intern_text(model->names, vulnerability->e.id),
                   here->component != CT_NO_ID ? " in " : "",
                   here->component != CT_NO_ID
                       ? ct_intern_text(model->names, model->components.data[here->component].e.id)
                       : "");
    }
    if (class->vulnerabilities.length > MOST_LISTED)
        ct_app_say(lines, "and %u more", class->vulnerabilities.length - MOST_LISTED);
}

void
ct_app_say_content(GPtrArray *lines, const CtAppSide *side, uint32_t a)
{
    const CtTwin *twin = side->subject.twin;

    if (twin == NULL || twin->classes == NULL)
        return;
    for (uint32_t row = 0; row < twin->model->assets.length; row++)
        if (side->subject.blueprint->asset_of_row[row] == a) {
            const CtClass *class = &twin->classes->classes.data[twin->classes->of_asset[row]];

            say_services(lines, twin, class);
            say_components(lines, twin, class);
            say_vulnerabilities(lines, twin, class);
            return;
        }
}
