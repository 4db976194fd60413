/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Attackers come one by one, each with his graph; measures need none and are tried last. */
#include "analysis/exposure_parts.h"

#include <string.h>

#define MILLION UINT64_C(1000000)

enum {
    MOST_SETS = 100,
    MOST_SETS_BRIEF = 10,
    BACKSTOP_SECONDS = 600,
    BRIEF_LISTED = 1000,
    BRIEF_TRIALS = 64,
    FULL_LISTED = INT32_MAX,
};

void
ct_exposure_options_full(CtExposureOptions *options, const CtLimits *limits)
{
    *options = (CtExposureOptions){
        .parts = CT_EXPOSURE_ALL,
        .cuts = {.most = MOST_SETS, .work = limits->cut_work, .seconds = BACKSTOP_SECONDS},
        .trials = (uint32_t)MIN(limits->trials, UINT32_MAX),
        .trial_work = UINT64_MAX,
        .max_sources = (uint32_t)MIN(limits->sources, UINT32_MAX),
        .blast_work = UINT64_MAX,
        .seed = 1,
        .blast_listed = FULL_LISTED,
    };
}

void
ct_exposure_options_brief(CtExposureOptions *options, const CtLimits *limits)
{
    ct_exposure_options_full(options, limits);
    options->cuts.most = MOST_SETS_BRIEF;
    options->cuts.work = MIN(limits->cut_work, 20 * MILLION);
    options->trials = MIN(options->trials, BRIEF_TRIALS);
    options->trial_work = MILLION;
    options->blast_work = 50 * MILLION;
    options->blast_listed = BRIEF_LISTED;
}

struct CtExposureWriter {
    const CtTwin *twin;
    const CtExposureOptions *options;
    CtDossierStore *store;
    GArray *weak, *blasts, *surfaces;
    GArray *blast_of; /* attacker → its row of blasts */
    GArray *places;   /* row of weak → attacker and goal */
    CtRuleTrials *trials;
};

typedef struct Place {
    uint32_t attacker, goal;
} Place;

CtExposureWriter *
ct_exposure_writer_new(const CtTwin *twin, const CtExposureOptions *options, CtDossierStore *store)
{
    CtExposureWriter *writer = g_new0(CtExposureWriter, 1);

    writer->twin = twin;
    writer->options = options;
    writer->store = store;
    writer->weak = g_array_new(FALSE, FALSE, sizeof(CtWeakFinding));
    writer->blasts = g_array_new(FALSE, FALSE, sizeof(CtBlastFinding));
    writer->surfaces = g_array_new(FALSE, FALSE, sizeof(CtSurfaceFinding));
    writer->blast_of = g_array_new(FALSE, FALSE, sizeof(guint));
    writer->trials = ct_rule_trials_new(twin, options->trials, options->trial_work);
    writer->places = g_array_new(FALSE, FALSE, sizeof(Place));
    return writer;
}

void
ct_exposure_writer_free(CtExposureWriter *writer)
{
    if (writer == NULL)
        return;
    g_array_unref(writer->weak);
    g_array_unref(writer->blasts);
    g_array_unref(writer->surfaces);
    g_array_unref(writer->blast_of);
    g_array_unref(writer->places);
    ct_rule_trials_free(writer->trials);
    g_free(writer);
}

static const CtAttacker *
attacker_of(const CtExposureWriter *writer, guint i)
{
    return g_ptr_array_index(writer->twin->attackers, i);
}

/* What falls does not hang on entries and goals, nor on times, which skill sets. */
static bool
fall_alike(const CtAttacker *a, const CtAttacker *b)
{
    return a->traits.discover == b->traits.discover &&
           a->traits.autonomous == b->traits.autonomous &&
           a->traits.capacity <= b->traits.capacity && a->traits.capacity >= b->traits.capacity;
}

static void
add_blast(CtExposureWriter *writer)
{
    const CtAttacker *attacker = attacker_of(writer, writer->twin->attacker);
    CtBlastFinding blast;
    guint row = writer->blasts->len;

    for (guint i = 0; i < writer->blast_of->len; i++)
        if (fall_alike(attacker_of(writer, i), attacker)) {
            row = g_array_index(writer->blast_of, guint, i);
            break;
        }
    g_array_append_val(writer->blast_of, row);
    if (row < writer->blasts->len)
        return;
    ct_exposure_blast(writer->twin, writer->options, writer->store, &blast);
    g_array_append_val(writer->blasts, blast);
}

void
ct_exposure_add_attacker(CtExposureWriter *writer)
{
    const CtTwin *twin = writer->twin;
    const CtAttacker *attacker = attacker_of(writer, twin->attacker);
    unsigned parts = writer->options->parts;

    for (uint32_t g = 0; (parts & CT_EXPOSURE_CUTS) != 0 && g < attacker->goals.length; g++) {
        CtWeakFinding weak;
        Place place = {.attacker = twin->attacker, .goal = g};

        ct_exposure_goal(twin, writer->trials, g, writer->options, writer->store, &weak);
        g_array_append_val(writer->weak, weak);
        g_array_append_val(writer->places, place);
    }
    if ((parts & CT_EXPOSURE_BLAST) != 0)
        add_blast(writer);
    if ((parts & CT_EXPOSURE_SURFACE) != 0) {
        CtSurfaceFinding surface;

        ct_exposure_surface(twin, writer->store, &surface);
        g_array_append_val(writer->surfaces, surface);
    }
}

static void
name_attackers(CtExposureWriter *writer)
{
    for (guint b = 0; b < writer->blasts->len; b++) {
        g_autoptr(GPtrArray) names = g_ptr_array_new();

        for (guint i = 0; i < writer->blast_of->len; i++)
            if (g_array_index(writer->blast_of, guint, i) == b)
                g_ptr_array_add(names, attacker_of(writer, i)->id);
        g_array_index(writer->blasts, CtBlastFinding, b).attackers =
            ct_store_list(writer->store, names);
    }
}

static void
try_measures(CtExposureWriter *writer)
{
    g_autoptr(CtMeasureTrials) trials =
        ct_measure_trials_new(writer->twin, writer->options->trials, writer->options->trial_work);

    for (guint i = 0; i < writer->weak->len; i++) {
        CtWeakFinding *weak = &g_array_index(writer->weak, CtWeakFinding, i);
        Place place = g_array_index(writer->places, Place, i);

        if (weak->reachable == CT_ANSWER_YES)
            ct_exposure_measures(trials, writer->twin, place.attacker, place.goal, writer->options,
                                 writer->store, &weak->cuts[weak->n_cuts++]);
    }
}

void
ct_exposure_finish(CtExposureWriter *writer, CtExposure *ret_exposure)
{
    name_attackers(writer);
    try_measures(writer);
    *ret_exposure = (CtExposure){
        .is_there = true,
        .weak = ct_store_array(writer->store, writer->weak),
        .n_weak = writer->weak->len,
        .blasts = ct_store_array(writer->store, writer->blasts),
        .n_blasts = writer->blasts->len,
        .surfaces = ct_store_array(writer->store, writer->surfaces),
        .n_surfaces = writer->surfaces->len,
    };
}

bool
ct_exposure_is_decided(const CtExposure *exposure)
{
    for (uint32_t i = 0; i < exposure->n_weak; i++) {
        if (exposure->weak[i].reachable == CT_ANSWER_YES && !exposure->weak[i].chokes_complete)
            return false;
        for (uint32_t k = 0; k < exposure->weak[i].n_cuts; k++) {
            const CtCutsFinding *cuts = &exposure->weak[i].cuts[k];

            if (cuts->exists == CT_ANSWER_UNKNOWN || !cuts->optimal)
                return false;
        }
    }
    return true;
}

const CtCutsFinding *
ct_weak_find_cuts(const CtWeakFinding *weak, const char *by)
{
    for (uint32_t k = 0; k < weak->n_cuts; k++)
        if (strcmp(weak->cuts[k].by, by) == 0)
            return &weak->cuts[k];
    return NULL;
}
