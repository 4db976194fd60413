/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attacks/guard_sight.h"

CtSight
ct_sight_of(const CtTechnique *technique, uint8_t variable)
{
    uint32_t sees = technique->sees;

    switch ((CtEntityKind)technique->variable_kind[variable]) {
    case CT_ENTITY_ASSET:
        return (sees & CT_SEES_ASSET) != 0 ? CT_SIGHT_ASSET_ROW : CT_SIGHT_ASSET_CLASS;
    case CT_ENTITY_SERVICE:
        return (sees & CT_SEES_ASSET) != 0 ? CT_SIGHT_SERVICE_ROW : CT_SIGHT_SERVICE_CLASS;
    case CT_ENTITY_CREDENTIAL:
        return (sees & CT_SEES_CREDENTIAL) != 0 ? CT_SIGHT_SELF : CT_SIGHT_NOTHING;
    case CT_ENTITY_PEOPLE:
        return (sees & CT_SEES_PERSON) != 0 ? CT_SIGHT_SELF : CT_SIGHT_NOTHING;
    case CT_ENTITY_SUPPLIER:
        return (sees & CT_SEES_SUPPLIER) != 0 ? CT_SIGHT_SELF : CT_SIGHT_NOTHING;
    case CT_ENTITY_NETWORK:
        return CT_SIGHT_NETWORK_ROW;
    case CT_ENTITY_ZONE:
        return CT_SIGHT_ZONE_ROW;
    case CT_ENTITY_NONE:
    case CT_ENTITY_COUNT:
        return CT_SIGHT_NOTHING;
    case CT_ENTITY_SITE:
    case CT_ENTITY_PRODUCT:
    case CT_ENTITY_COMPONENT:
    case CT_ENTITY_CHANNEL:
    case CT_ENTITY_DATA:
    case CT_ENTITY_FLOW:
    case CT_ENTITY_FUNCTION:
    case CT_ENTITY_CONDITION:
    case CT_ENTITY_VULNERABILITY:
    case CT_ENTITY_REQUIREMENT:
        break;
    }
    return CT_SIGHT_SELF;
}

/* The row of classes->services behind it. */
static uint32_t
class_service(const CtInstances *instances, uint32_t service)
{
    uint32_t asset = ct_instances_service_asset(instances, service);

    return ct_instances_class(instances, asset)->services.start + service -
           instances->service_first[asset];
}

/* The service of the first asset of its row: one for all that are alike. */
static uint32_t
first_alike(const CtInstances *instances, uint32_t service)
{
    uint32_t asset = ct_instances_service_asset(instances, service);
    uint32_t first = instances->asset_first[instances->asset_row[asset]];

    return instances->service_first[first] + service - instances->service_first[asset];
}

uint32_t
ct_sight_seen(const CtInstances *instances, CtSight sight, uint32_t entity)
{
    switch (sight) {
    case CT_SIGHT_NOTHING:
        return 0;
    case CT_SIGHT_SELF:
        return entity;
    case CT_SIGHT_ASSET_CLASS:
        return instances->classes->of_asset[instances->asset_row[entity]];
    case CT_SIGHT_ASSET_ROW:
        return instances->asset_row[entity];
    case CT_SIGHT_SERVICE_CLASS:
        return class_service(instances, entity);
    case CT_SIGHT_SERVICE_ROW:
        return first_alike(instances, entity);
    case CT_SIGHT_NETWORK_ROW:
        return instances->network_row[entity];
    case CT_SIGHT_ZONE_ROW:
        return instances->zone_row[entity];
    }
    return entity;
}
