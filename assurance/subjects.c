/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "assurance/subjects.h"

#include "topology/functions.h"

#include <string.h>

static const char *const kind_texts[] = {
    "system", "zone",       "conduit", "network", "asset", "product",  "supplier",
    "people", "credential", "channel", "data",    "flow",  "function",
};
G_STATIC_ASSERT(G_N_ELEMENTS(kind_texts) == CT_SUBJECT_KIND_COUNT);

static const char *const type_texts[] = {"embedded", "host", "network", "software"};

/* Kinds of products that are no embedded devices. */
static const struct {
    const char *kind;
    uint8_t type; /* CtComponentType */
} types[] = {
    {"access-point", CT_COMPONENT_NETWORK},
    {"app", CT_COMPONENT_SOFTWARE},
    {"build-system", CT_COMPONENT_HOST},
    {"cloud", CT_COMPONENT_HOST},
    {"dataset", CT_COMPONENT_SOFTWARE},
    {"directory", CT_COMPONENT_HOST},
    {"ews", CT_COMPONENT_HOST},
    {"firewall", CT_COMPONENT_NETWORK},
    {"gateway", CT_COMPONENT_NETWORK},
    {"gateway-ot", CT_COMPONENT_NETWORK},
    {"historian", CT_COMPONENT_HOST},
    {"hmi", CT_COMPONENT_HOST},
    {"hub", CT_COMPONENT_NETWORK},
    {"laptop", CT_COMPONENT_HOST},
    {"model", CT_COMPONENT_SOFTWARE},
    {"phone", CT_COMPONENT_HOST},
    {"pipeline", CT_COMPONENT_SOFTWARE},
    {"registry", CT_COMPONENT_HOST},
    {"router", CT_COMPONENT_NETWORK},
    {"server", CT_COMPONENT_HOST},
    {"software", CT_COMPONENT_SOFTWARE},
    {"switch", CT_COMPONENT_NETWORK},
    {"workstation", CT_COMPONENT_HOST},
};

const char *
ct_subject_kind_text(CtSubjectKind kind)
{
    return kind_texts[kind];
}

bool
ct_subject_kind_parse(const char *text, CtSubjectKind *ret_kind)
{
    for (int i = 0; i < CT_SUBJECT_KIND_COUNT; i++)
        if (strcmp(kind_texts[i], text) == 0) {
            *ret_kind = (CtSubjectKind)i;
            return true;
        }
    return false;
}

bool
ct_component_type_parse(const char *text, CtComponentType *ret_type)
{
    for (int i = 0; i < CT_COMPONENT_TYPE_COUNT; i++)
        if (strcmp(type_texts[i], text) == 0) {
            *ret_type = (CtComponentType)i;
            return true;
        }
    return false;
}

CtComponentType
ct_component_type_of(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i].kind, kind) == 0)
            return (CtComponentType)types[i].type;
    return CT_COMPONENT_EMBEDDED;
}

uint32_t
ct_subjects_first(const CtSubjects *subjects, uint32_t fold)
{
    return subjects->folds->members.value[subjects->folds->members.start[fold]];
}

uint32_t
ct_subjects_zone(const CtSubjects *subjects, uint32_t fold)
{
    const CtInstances *instances = subjects->instances;

    return instances->zone_row[instances->asset_zone[ct_subjects_first(subjects, fold)]];
}

uint32_t
ct_subjects_class(const CtSubjects *subjects, uint32_t fold)
{
    const CtInstances *instances = subjects->instances;

    return instances->classes->of_asset[instances->asset_row[ct_subjects_first(subjects, fold)]];
}

int
ct_subjects_sl_t(const CtSubjects *subjects, uint32_t zone, int area)
{
    int highest = -1;

    for (int i = 0; i < CT_N_FR; i++) {
        int8_t level = -1;

        if (area >= 0 && area != i)
            continue;
        for (uint32_t z = zone; z != CT_NO_ID && level < 0;
             z = subjects->model->zones.data[z].parent)
            level = subjects->model->zones.data[z].sl_t[i];
        highest = MAX(highest, level);
    }
    return highest;
}

bool
ct_subjects_is_outside(const CtSubjects *subjects, uint32_t zone)
{
    const CtModel *model = subjects->model;

    for (uint32_t z = zone; z != CT_NO_ID; z = model->zones.data[z].parent)
        if (model->zones.data[z].outside == CT_TRI_TRUE)
            return true;
    return false;
}

/* A zone that a supplier runs for itself: nobody set a level for it. */
static bool
is_of_others(const CtSubjects *subjects, uint32_t zone)
{
    const CtModel *model = subjects->model;

    for (uint32_t z = zone; z != CT_NO_ID; z = model->zones.data[z].parent)
        if (model->zones.data[z].operated_by != CT_NO_ID)
            return ct_subjects_sl_t(subjects, zone, -1) < 0;
    return false;
}

/* Rows of pairs (product or zone, fold). */
static void
index_folds(CtSubjects *subjects)
{
    const CtClasses *classes = subjects->instances->classes;
    uint32_t n = subjects->folds->n_folds;
    g_auto(CtIds) products = {0}, of = {0}, zones = {0}, folds = {0};

    for (uint32_t fold = 0; fold < n; fold++) {
        CtSpan software = classes->classes.data[ct_subjects_class(subjects, fold)].software;

        ct_ids_add(&zones, ct_subjects_zone(subjects, fold));
        ct_ids_add(&folds, fold);
        for (uint32_t i = 0; i < software.length; i++) {
            ct_ids_add(&products, classes->ids.data[software.start + i]);
            ct_ids_add(&of, fold);
        }
    }
    ct_csr_build(&subjects->of_product, subjects->model->products.length, products.data, of.data,
                 products.length);
    ct_csr_build(&subjects->in_zone, subjects->model->zones.length, zones.data, folds.data,
                 zones.length);
}

/* Assets that differ in their free map alone, as what is claimed of them does, are not alike to a
 * check: the folds are split by it. */
static void
split_folds(CtSubjects *subjects)
{
    const CtInstances *instances = subjects->instances;
    const CtModel *model = subjects->model;
    CtFolds *folds = subjects->folds;
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autofree uint32_t *ids = g_new(uint32_t, (size_t)instances->n_assets + 1);
    uint32_t n = 0;

    for (uint32_t asset = 0; asset < instances->n_assets; asset++) {
        CtId extra = model->assets.data[instances->asset_row[asset]].e.extra;
        CtId x = extra == CT_NO_ID ? CT_NO_ID : model->extras.data[extra].x;
        gint64 key = (gint64)((uint64_t)folds->of_asset[asset] << 32 | x);
        gpointer found = g_hash_table_lookup(known, &key);

        if (found == NULL) {
            found = GUINT_TO_POINTER(++n);
            g_hash_table_insert(known, g_memdup2(&key, sizeof key), found);
        }
        folds->of_asset[asset] = GPOINTER_TO_UINT(found) - 1;
        ids[asset] = asset;
    }
    folds->n_folds = n;
    ct_csr_clear(&folds->members);
    ct_csr_build(&folds->members, n, folds->of_asset, ids, instances->n_assets);
}

CtSubjects *
ct_subjects_new(const CtInstances *instances)
{
    CtSubjects *subjects = g_new0(CtSubjects, 1);

    subjects->instances = instances;
    subjects->model = instances->model;
    subjects->folds = ct_folds_new(instances, NULL, 0);
    split_folds(subjects);
    index_folds(subjects);
    return subjects;
}

void
ct_subjects_free(CtSubjects *subjects)
{
    if (subjects == NULL)
        return;
    ct_csr_clear(&subjects->of_product);
    ct_csr_clear(&subjects->in_zone);
    ct_csr_clear(&subjects->flows_from);
    for (int kind = 0; kind < CT_SUBJECT_KIND_COUNT; kind++)
        ct_csr_clear(&subjects->related[kind]);
    ct_folds_free(subjects->folds);
    g_free(subjects);
}

const CtCsr *
ct_subjects_related(CtSubjects *subjects, CtSubjectKind kind)
{
    CtCsr *related = &subjects->related[kind];
    g_auto(CtIds) folds = {0}, rows = {0};

    if (related->start != NULL)
        return related;
    for (uint32_t row = 0; row < ct_subjects_count(subjects, kind); row++) {
        ct_subjects_folds(subjects, kind, row, &folds);
        while (rows.length < folds.length)
            ct_ids_add(&rows, row);
    }
    ct_csr_build(related, subjects->folds->n_folds, folds.data, rows.data, folds.length);
    return related;
}

const CtCsr *
ct_subjects_flows_from(CtSubjects *subjects)
{
    const CtModel *model = subjects->model;
    const CtCsr *selected = &subjects->instances->selected;
    g_auto(CtIds) folds = {0}, rows = {0};

    if (subjects->flows_from.start != NULL)
        return &subjects->flows_from;
    for (uint32_t f = 0; f < model->flows.length; f++) {
        CtId from = model->flows.data[f].from;
        g_auto(CtIds) own = {0};

        if (from == CT_NO_ID)
            continue;
        for (uint32_t i = selected->start[from]; i < selected->start[from + 1]; i++)
            ct_ids_add(&own, subjects->folds->of_asset[selected->value[i]]);
        ct_ids_sort_unique(&own);
        for (uint32_t i = 0; i < own.length; i++) {
            ct_ids_add(&folds, own.data[i]);
            ct_ids_add(&rows, f);
        }
    }
    ct_csr_build(&subjects->flows_from, subjects->folds->n_folds, folds.data, rows.data,
                 folds.length);
    return &subjects->flows_from;
}

CtSection
ct_subjects_section(CtSubjectKind kind)
{
    static const uint8_t sections[CT_SUBJECT_KIND_COUNT] = {
        [CT_SUBJECT_ZONE] = CT_SECTION_ZONES,
        [CT_SUBJECT_CONDUIT] = CT_SECTION_CONDUITS,
        [CT_SUBJECT_NETWORK] = CT_SECTION_NETWORKS,
        [CT_SUBJECT_ASSET] = CT_SECTION_ASSETS,
        [CT_SUBJECT_PRODUCT] = CT_SECTION_PRODUCTS,
        [CT_SUBJECT_SUPPLIER] = CT_SECTION_SUPPLIERS,
        [CT_SUBJECT_PEOPLE] = CT_SECTION_PEOPLE,
        [CT_SUBJECT_CREDENTIAL] = CT_SECTION_CREDENTIALS,
        [CT_SUBJECT_CHANNEL] = CT_SECTION_CHANNELS,
        [CT_SUBJECT_DATA] = CT_SECTION_DATA,
        [CT_SUBJECT_FLOW] = CT_SECTION_FLOWS,
        [CT_SUBJECT_FUNCTION] = CT_SECTION_FUNCTIONS,
    };

    return (CtSection)sections[kind];
}

uint32_t
ct_subjects_count(const CtSubjects *subjects, CtSubjectKind kind)
{
    if (kind == CT_SUBJECT_SYSTEM)
        return 1;
    if (kind == CT_SUBJECT_ASSET)
        return subjects->folds->n_folds;
    return ct_model_count(subjects->model, ct_subjects_section(kind));
}

bool
ct_subjects_counts(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id)
{
    const CtModel *model = subjects->model;
    const CtInstances *instances = subjects->instances;

    switch (kind) {
    case CT_SUBJECT_ZONE:
        return !ct_subjects_is_outside(subjects, id) && !is_of_others(subjects, id);
    case CT_SUBJECT_ASSET:
        return ct_subjects_counts(subjects, CT_SUBJECT_ZONE, ct_subjects_zone(subjects, id));
    case CT_SUBJECT_CONDUIT:
        return ct_subjects_counts(subjects, CT_SUBJECT_ZONE, model->conduits.data[id].to);
    case CT_SUBJECT_PRODUCT:
        for (uint32_t i = subjects->of_product.start[id]; i < subjects->of_product.start[id + 1];
             i++)
            if (ct_subjects_counts(subjects, CT_SUBJECT_ASSET, subjects->of_product.value[i]))
                return true;
        return false;
    case CT_SUBJECT_NETWORK: {
        uint32_t first = instances->network_first[id];
        const CtCsr *zones = &instances->network_zones;

        /* The internet is nobody's; a radio or a bus of no zone is the architect's. */
        if (model->networks.data[id].medium == CT_MEDIUM_INTERNET)
            return false;
        if (zones->start[first] == zones->start[first + 1])
            return true;
        for (uint32_t i = zones->start[first]; i < zones->start[first + 1]; i++)
            if (ct_subjects_counts(subjects, CT_SUBJECT_ZONE, instances->zone_row[zones->value[i]]))
                return true;
        return false;
    }
    case CT_SUBJECT_SYSTEM:
    case CT_SUBJECT_SUPPLIER:
    case CT_SUBJECT_PEOPLE:
    case CT_SUBJECT_CREDENTIAL:
    case CT_SUBJECT_CHANNEL:
    case CT_SUBJECT_DATA:
    case CT_SUBJECT_FLOW:
    case CT_SUBJECT_FUNCTION:
    case CT_SUBJECT_KIND_COUNT:
        break;
    }
    return true;
}

char *
ct_subjects_text(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id)
{
    const CtModel *model = subjects->model;

    if (kind == CT_SUBJECT_SYSTEM)
        return g_strdup(model->name != CT_NO_ID ? ct_model_text(model, model->name) : "the design");
    if (kind == CT_SUBJECT_ASSET)
        id = subjects->instances->asset_row[ct_subjects_first(subjects, id)];
    return g_strdup(ct_model_id(model, ct_subjects_section(kind), id));
}

CtPos
ct_subjects_pos(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id)
{
    if (kind == CT_SUBJECT_SYSTEM)
        return (CtPos){0};
    if (kind == CT_SUBJECT_ASSET)
        id = subjects->instances->asset_row[ct_subjects_first(subjects, id)];
    return ct_model_entity(subjects->model, ct_subjects_section(kind), id)->pos;
}

uint64_t
ct_subjects_size(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id)
{
    const CtInstances *instances = subjects->instances;

    if (kind == CT_SUBJECT_ASSET)
        return subjects->folds->members.start[id + 1] - subjects->folds->members.start[id];
    if (kind == CT_SUBJECT_ZONE)
        return instances->zone_first[id + 1] - instances->zone_first[id];
    return 1;
}
