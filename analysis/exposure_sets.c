/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is alike in a set of elements is told once: in a copy of a zone, and in how many copies. */
#include "analysis/exposure_parts.h"

/* What one copy of a zone, or no copy, loses of what is alike in it. */
typedef struct Loss {
    uint32_t element; /* the first of them */
    uint32_t copy;    /* CT_NO_ID: in no copy that has its like */
    uint32_t n;
} Loss;

/* How many elements are of each kind, and how many copies of each orbit. */
typedef struct Sizes {
    uint32_t *of_kind, *of_orbit;
} Sizes;

static uint32_t
kind_of(const CtElements *elements, uint32_t element)
{
    return elements->alike != NULL ? elements->alike[element] : element;
}

static Sizes
measure(const CtElements *elements)
{
    Sizes sizes = {.of_kind = g_new0(uint32_t, (size_t)elements->rows->len + 1),
                   .of_orbit = g_new0(uint32_t, (size_t)elements->n_orbits + 1)};

    for (uint32_t e = 0; e < elements->rows->len; e++)
        sizes.of_kind[kind_of(elements, e)]++;
    for (uint32_t c = 0; c < elements->n_copies; c++)
        sizes.of_orbit[elements->orbit[c]]++;
    return sizes;
}

/* Loss of each copy and kind, in the order of the set. */
static GArray *
losses_of(const CtElements *elements, const CtIds *set)
{
    GArray *losses = g_array_new(FALSE, FALSE, sizeof(Loss));
    g_autoptr(GHashTable) of_kind = g_hash_table_new(NULL, NULL); /* kind + 1 → loss + 1 */

    for (uint32_t i = 0; i < set->length; i++) {
        uint32_t e = set->data[i];
        gpointer key = GSIZE_TO_POINTER((size_t)kind_of(elements, e) + 1);
        guint known = GPOINTER_TO_UINT(g_hash_table_lookup(of_kind, key));

        if (known == 0) {
            Loss loss = {.element = e,
                         .copy = elements->copy != NULL ? elements->copy[e] : CT_NO_ID};

            g_array_append_val(losses, loss);
            known = losses->len;
            g_hash_table_insert(of_kind, key, GUINT_TO_POINTER(known));
        }
        g_array_index(losses, Loss, known - 1).n++;
    }
    return losses;
}

/* Of an orbit: what its copies lose of a place. */
typedef struct Shared {
    uint32_t orbit, place, n;
} Shared;

static guint
hash_shared(gconstpointer key)
{
    const Shared *shared = key;

    return (shared->orbit * 31 + shared->place) * 31 + shared->n;
}

static gboolean
equal_shared(gconstpointer a, gconstpointer b)
{
    const Shared *x = a, *y = b;

    return x->orbit == y->orbit && x->place == y->place && x->n == y->n;
}

static CtElementFinding
tell(const CtElements *elements,
     const Loss *loss,
     uint32_t n_copies,
     const Sizes *sizes,
     CtDossierStore *store)
{
    CtElementFinding finding =
        ct_element_finding(elements->graph, g_array_index(elements->rows, CtElement, loss->element),
                           store);
    uint32_t n_all;

    finding.n = loss->n;
    finding.n_alike = sizes->of_kind[kind_of(elements, loss->element)];
    if (loss->copy == CT_NO_ID)
        return finding;
    n_all = sizes->of_orbit[elements->orbit[loss->copy]];
    if (n_copies == n_all && finding.n == finding.n_alike) {
        finding.n *= n_all;
        finding.n_alike *= n_all;
        return finding;
    }
    finding.note =
        ct_store_take_text(store, n_copies == n_all
                                      ? g_strdup_printf("%s; in each of the %u copies of the zone",
                                                        finding.note, n_all)
                                      : g_strdup_printf("%s; in %u of the %u copies of the zone",
                                                        finding.note, n_copies, n_all));
    return finding;
}

static void
write_set(const CtElements *elements,
          const CtIds *set,
          const Sizes *sizes,
          CtDossierStore *store,
          CtCutSet *written)
{
    g_autoptr(GArray) losses = losses_of(elements, set);
    g_autoptr(GHashTable) rows = g_hash_table_new_full(hash_shared, equal_shared, g_free, NULL);
    g_autofree uint32_t *n_copies = g_new0(uint32_t, (size_t)losses->len + 1);
    g_autofree uint32_t *first = g_new0(uint32_t, (size_t)losses->len + 1);

    for (guint i = 0; i < losses->len; i++) {
        const Loss *loss = &g_array_index(losses, Loss, i);
        guint row = 0;

        if (loss->copy != CT_NO_ID) {
            Shared shared = {.orbit = elements->orbit[loss->copy],
                             .place = elements->place[loss->element],
                             .n = loss->n};

            row = GPOINTER_TO_UINT(g_hash_table_lookup(rows, &shared));
            if (row == 0)
                g_hash_table_insert(rows, g_memdup2(&shared, sizeof shared),
                                    GUINT_TO_POINTER(written->n_elements + 1));
        }
        if (row == 0) {
            first[written->n_elements] = i;
            row = ++written->n_elements;
        }
        n_copies[row - 1]++;
    }
    written->elements = ct_store_alloc(store, written->n_elements, sizeof *written->elements);
    for (uint32_t row = 0; row < written->n_elements; row++)
        written->elements[row] =
            tell(elements, &g_array_index(losses, Loss, first[row]), n_copies[row], sizes, store);
}

void
ct_exposure_write_sets(const CtElements *elements,
                       const CtCutResult *cuts,
                       CtDossierStore *store,
                       CtCutsFinding *finding)
{
    Sizes sizes = measure(elements);

    finding->n_sets = cuts->sets->len;
    finding->sets = ct_store_alloc(store, finding->n_sets, sizeof *finding->sets);
    for (uint32_t i = 0; i < finding->n_sets; i++)
        write_set(elements, &g_array_index(cuts->sets, CtIds, i), &sizes, store, &finding->sets[i]);
    g_free(sizes.of_kind);
    g_free(sizes.of_orbit);
}
