/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which vulnerabilities a class has, and where they sit. One that is not affected is silent; one
 * that is patched or fixed is a flaw of an older release; one that `means` a credential is that
 * credential, and no flaw of its own.
 */
#include "topology/classes_parts.h"

#include "base/span.h"
#include "topology/rows_add.h"

struct CtClassesFlaws {
    CtCsr of_product;                    /* product → indices of `terms`, in file order */
    CtCsr mended_of_product;             /* likewise, of what an older release has */
    CT_ROWS(CtClassVulnerability) terms; /* `service` is a row of the model here */
};

bool
ct_classes_is_mended(const CtVulnerability *vulnerability)
{
    return ct_tri_or(vulnerability->patched, false) || vulnerability->vex == CT_VEX_FIXED;
}

/* Whether it is no flaw of any release. */
static bool
is_silent(const CtVulnerability *vulnerability)
{
    return vulnerability->vex == CT_VEX_NOT_AFFECTED || vulnerability->means != CT_NO_ID;
}

/* Those that are @mended, or those that are not. */
static void
collect_flaws(CtClassesFlaws *flaws, const CtModel *model, bool mended, CtCsr *ret_of_product)
{
    g_auto(CtIds) product = {0};
    g_auto(CtIds) index = {0};

    for (uint32_t v = 0; v < model->vulnerabilities.length; v++) {
        const CtVulnerability *vulnerability = &model->vulnerabilities.data[v];

        if (is_silent(vulnerability) || ct_classes_is_mended(vulnerability) != mended)
            continue;
        for (uint32_t i = 0; i < vulnerability->affects.length; i++) {
            const CtAffects *affects = &model->affects.data[vulnerability->affects.start + i];

            if (affects->product == CT_NO_ID)
                continue;
            ct_ids_add(&product, affects->product);
            ct_ids_add(&index, flaws->terms.length);
            CT_ROWS_ADD(&flaws->terms, ((CtClassVulnerability){
                                           .vulnerability = v,
                                           .product = affects->product,
                                           .component = affects->component,
                                           .service = affects->service,
                                       }));
        }
    }
    ct_csr_build(ret_of_product, model->products.length, product.data, index.data, index.length);
}

CtClassesFlaws *
ct_classes_flaws_new(const CtModel *model)
{
    CtClassesFlaws *flaws = g_new0(CtClassesFlaws, 1);

    collect_flaws(flaws, model, false, &flaws->of_product);
    collect_flaws(flaws, model, true, &flaws->mended_of_product);
    return flaws;
}

void
ct_classes_flaws_free(CtClassesFlaws *flaws)
{
    if (flaws == NULL)
        return;
    ct_csr_clear(&flaws->of_product);
    ct_csr_clear(&flaws->mended_of_product);
    g_free(flaws->terms.data);
    g_free(flaws);
}

/* Whether @flaw of the class is there already: two terms of `affects` may meet in one place.
 * Flaws come in file order, so an equal one can only be among the last. */
static bool
is_known_flaw(const CtClasses *classes, uint32_t first, const CtClassVulnerability *flaw)
{
    for (uint32_t i = classes->vulnerabilities.length; i > first; i--) {
        const CtClassVulnerability *known = &classes->vulnerabilities.data[i - 1];

        if (known->vulnerability != flaw->vulnerability)
            return false;
        if (known->product == flaw->product && known->component == flaw->component &&
            known->service == flaw->service)
            return true;
    }
    return false;
}

static void
add_flaw(CtClasses *classes, uint32_t first, CtClassVulnerability flaw, uint32_t service)
{
    flaw.service = service;
    if (!is_known_flaw(classes, first, &flaw))
        CT_ROWS_ADD(&classes->vulnerabilities, flaw);
}

/* A term that names a service holds where it listens; one that names a component, at each service
 * the component is behind, or of no service where it is behind none. */
static void
place_flaw(CtClasses *classes,
           const CtClass *class,
           uint32_t first,
           const CtClassVulnerability *flaw)
{
    bool placed = false;

    for (uint32_t i = 0; i < class->services.length; i++) {
        const CtClassService *service = &classes->services.data[class->services.start + i];
        bool named = flaw->service != CT_NO_ID && service->service == flaw->service;
        bool behind = flaw->service == CT_NO_ID && flaw->component != CT_NO_ID &&
                      service->component == flaw->component;

        if (named || behind) {
            add_flaw(classes, first, *flaw, i);
            placed = true;
        }
    }
    if (!placed && flaw->service == CT_NO_ID)
        add_flaw(classes, first, *flaw, CT_NO_ID);
}

/* The flaws of @class among @of_product, appended. */
static CtSpan
add_flaws(const CtClassesFlaws *flaws,
          const CtCsr *of_product,
          CtClasses *classes,
          const CtClass *class)
{
    uint32_t first = classes->vulnerabilities.length;
    g_auto(CtIds) indices = {0};

    for (uint32_t p = 0; p < class->software.length; p++) {
        CtId product = classes->ids.data[class->software.start + p];

        for (uint32_t i = of_product->start[product]; i < of_product->start[product + 1]; i++)
            ct_ids_add(&indices, of_product->value[i]);
    }
    ct_ids_sort_unique(&indices); /* file order over all products */
    for (uint32_t i = 0; i < indices.length; i++)
        place_flaw(classes, class, first, &flaws->terms.data[indices.data[i]]);
    return (CtSpan){.start = first, .length = classes->vulnerabilities.length - first};
}

void
ct_classes_flaws_add(const CtClassesFlaws *flaws, CtClasses *classes, CtClass *class)
{
    class->vulnerabilities = add_flaws(flaws, &flaws->of_product, classes, class);
    class->mended = add_flaws(flaws, &flaws->mended_of_product, classes, class);
}
