/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a replication is looked at once it has ended: rows of assets and of zones as the topology
 * writes them, each with all its instances. An instance has fallen when an attacker's code runs
 * there, commanded or not.
 */
#pragma once

#include "sim/state.h"

typedef enum CtPlaceKind {
    CT_PLACE_ZONE,
    CT_PLACE_ASSET,
} CtPlaceKind;

typedef struct CtPlace {
    uint8_t kind;         /* CtPlaceKind */
    uint32_t row;         /* of the model's zones or assets */
    uint32_t n_instances; /* assets that count */
} CtPlace;

typedef struct CtPlaces {
    CtPlace *places; /* zones, then assets, in file order; those that can fall */
    uint32_t n_places;
    uint32_t n_instances; /* assets that can fall */
    uint32_t *zone_place; /* instance → place, CT_NO_ID past the limit */
    uint32_t *asset_place;
    uint32_t *first_mark; /* instance → its marks, n_instances + 1 */
    struct CtPlaceMark {
        uint32_t actor, fact; /* of that actor's course */
    } * marks;
} CtPlaces;

/* Assets are told apart one by one up to so many rows; past it only zones are. */
#define CT_PLACES_MOST_ASSETS 4096

/* For courses over one set of instances; none (NULL graph->instances) gives no places. Cost: linear
 * in instances. */
CtPlaces *ct_places_new(const CtCourse *const *courses, uint32_t n_courses);
void ct_places_free(CtPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPlaces, ct_places_free)

/*
 * When each place first fell, CT_NOT_REACHED, and how many of its instances had by the end, whether
 * they were restored since or not.
 * @states: one an actor. Cost: instances that can fall.
 */
void ct_places_look(const CtPlaces *places,
                    const CtCourseState *const *states,
                    int64_t *ret_first_ms,
                    uint32_t *ret_fallen);
