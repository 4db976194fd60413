/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Security levels after IEC 62443: cumulative, so a zone has level s in a foundational requirement
 * when every row of it up to s is met. Rows that only a document decides leave two bounds.
 */
#include "assurance/assess_parts.h"

#include "base/bits.h"

enum { HIGHEST = 4 };

static void
level_of(const CtCatalog *catalog,
         const CtGathered *gathered,
         uint32_t zone,
         int area,
         CtZoneLevels *levels)
{
    int fails = HIGHEST + 1, opens = HIGHEST + 1;
    const CtCatalogRow *stopper = NULL;

    for (uint32_t r = 0; r < catalog->n_rows; r++) {
        const CtCatalogRow *row = &catalog->rows[r];
        CtRuling ruling = (CtRuling)gathered[r].rulings[zone];

        if (ct_assess_area(row->area) != area)
            continue;
        if (ruling == CT_RULING_FAIL && row->min_sl < fails) {
            fails = row->min_sl;
            stopper = row;
        }
        if (ruling == CT_RULING_NOT_ASSESSABLE) {
            opens = MIN(opens, row->min_sl);
            if (row->min_sl <= levels->target[area])
                levels->open[area]++;
        }
    }
    levels->achieved[area] = (int8_t)(fails - 1);
    levels->proven[area] = (int8_t)(MIN(fails, opens) - 1);
    levels->stopper[area] = stopper != NULL ? stopper->id : NULL;
}

void
ct_assess_levels(CtAssessing *work,
                 const CtCatalog *catalog,
                 const CtGathered *gathered,
                 CtStandardResult *standard)
{
    uint32_t n = ct_assess_n_scopes(work, CT_SCOPE_ZONE);

    standard->levels = ct_store_alloc(work->store, n, sizeof *standard->levels);
    for (uint32_t zone = 0; zone < n; zone++) {
        CtZoneLevels *levels = &standard->levels[standard->n_levels];

        if (!ct_subjects_counts(work->subjects, CT_SUBJECT_ZONE, zone) ||
            work->subjects->in_zone.start[zone] == work->subjects->in_zone.start[zone + 1])
            continue; /* not the architect's, or nothing stands in it */
        levels->zone = ct_store_take_text(work->store,
                                          ct_subjects_text(work->subjects, CT_SUBJECT_ZONE, zone));
        levels->place =
            ct_assess_spot(work, ct_subjects_pos(work->subjects, CT_SUBJECT_ZONE, zone));
        for (int area = 0; area < CT_N_AREAS; area++) {
            levels->target[area] = (int8_t)ct_assess_target(work, CT_SCOPE_ZONE, zone, area);
            level_of(catalog, gathered, zone, area, levels);
            levels->stopper[area] = ct_store_text(work->store, levels->stopper[area]);
        }
        standard->n_levels++;
    }
}
