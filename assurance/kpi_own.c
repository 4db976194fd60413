/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of KPIs, and the numbers that their functions give. */
#include "assurance/kpi_own_parts.h"

#include "assurance/read_folder.h"

#include <math.h>
#include <string.h>

enum { MOST_FILE = 1 << 20, MOST_OWN = 1000 };

CtKpiOwn *
ct_kpi_own_new(const CtLimits *limits, GError **error)
{
    g_autoptr(CtKpiOwn) own = g_new0(CtKpiOwn, 1);

    own->infos = g_ptr_array_new_with_free_func(g_free);
    own->store = ct_store_new();
    own->host = ct_lua_host_new(limits, 0, error);
    if (own->host == NULL || !ct_lua_host_call(own->host, ct_lua_kpi_open, own, error))
        return NULL;
    return g_steal_pointer(&own);
}

void
ct_kpi_own_free(CtKpiOwn *own)
{
    if (own == NULL)
        return;
    ct_lua_host_free(own->host);
    g_ptr_array_unref(own->infos);
    ct_store_free(own->store);
    g_free(own);
}

static void
say_failure(const CtKpiOwn *own, uint16_t file, const char *name, CtDiag *diag)
{
    const CtLuaFailure *failure = ct_lua_host_failure(own->host);
    CtPos pos = {.file = file};

    for (uint32_t i = 0; i < failure->n_frames && pos.line == 0; i++)
        if (strcmp(failure->frames[i].file, name) == 0)
            pos.line = failure->frames[i].line;
    ct_diag_error(diag, pos, "%s", failure->message);
}

/* A CtReadFolderFunc. */
static bool
load_text(
    void *data, const char *name, const char *text, size_t length, uint16_t file, CtDiag *diag)
{
    CtKpiOwn *own = data;

    if (ct_lua_host_run(own->host, name, text, length, NULL))
        return true;
    say_failure(own, file, name, diag);
    return false;
}

bool
ct_kpi_own_load(CtKpiOwn *own, CtSource *source, const char *folder, CtDiag *diag)
{
    return ct_read_folder(source, folder, ".lua", MOST_FILE, load_text, own, diag);
}

uint32_t
ct_kpi_own_count(const CtKpiOwn *own)
{
    return own->infos->len;
}

const CtKpiInfo *
ct_kpi_own_info(const CtKpiOwn *own, uint32_t i)
{
    return g_ptr_array_index(own->infos, i);
}

const char *
ct_kpi_own_add(CtKpiOwn *own, const CtKpiInfo *info)
{
    if (own->infos->len >= MOST_OWN)
        return "there are too many KPIs";
    if (ct_kpi_find_info(info->id) != NULL)
        return "there is a KPI of that id already";
    for (guint i = 0; i < own->infos->len; i++)
        if (strcmp(ct_kpi_own_info(own, i)->id, info->id) == 0)
            return "there is a KPI of that id already";
    g_ptr_array_add(own->infos, g_memdup2(info, sizeof *info));
    return NULL;
}

void
ct_kpi_own_compute(CtKpiOwn *own, uint32_t i, const CtKpiWork *work, const CtKpis *kpis, CtKpi *kpi)
{
    CtKpiAsk ask = {.own = own, .number = i, .work = work, .kpis = kpis, .value = (double)NAN};

    if (!ct_lua_host_call(own->host, ct_lua_kpi_ask, &ask, NULL)) {
        const CtLuaFailure *failure = ct_lua_host_failure(own->host);

        ct_kpi_refuse(kpi, ct_store_take_text(
                               work->store,
                               failure->n_frames > 0
                                   ? g_strdup_printf("its script failed: %s:%u: %s",
                                                     failure->frames[0].file,
                                                     failure->frames[0].line, failure->message)
                                   : g_strdup_printf("its script failed: %s", failure->message)));
        return;
    }
    kpi->value = ask.value;
    if (isnan(ask.value))
        ct_kpi_refuse(kpi, ct_store_text(work->store, *ask.because != '\0'
                                                          ? ask.because
                                                          : "its script gives no number"));
}
