/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "Did you mean" over a model's ids. Looking through a million ids for each of a million mistakes
 * would take days, so a load has a budget of comparisons.
 */
#include "topology/yaml/resolve.h"

#include "base/ident.h"

enum { MOST_COMPARISONS = 2000000 };

const char *
ct_bind_nearest_of(GPtrArray *names, const char *text)
{
    return ct_ident_nearest(text, (const char *const *)names->pdata, names->len);
}

const char *
ct_bind_nearest(CtBinder *binder, CtSection section, const char *text)
{
    uint32_t n = ct_model_count(binder->model, section);
    g_autoptr(GPtrArray) names = NULL;

    if (binder->comparisons + n > MOST_COMPARISONS)
        return NULL;
    binder->comparisons += n;
    names = g_ptr_array_sized_new(n);
    for (uint32_t i = 0; i < n; i++)
        g_ptr_array_add(names, (char *)ct_model_id(binder->model, section, i));
    return ct_bind_nearest_of(names, text);
}
