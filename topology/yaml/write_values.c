/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The counterpart of the bind files, type by type.
 */
#include "topology/yaml/write_values.h"

#include "topology/yaml/value.h"

#include <math.h>
#include <string.h>

#define FIELD(Type) (*(const Type *)(const void *)field)

typedef void (*WriteValue)(const CtWriter *writer, const CtKey *key, const char *field);

static const char *
text_of(const CtWriter *writer, CtId id)
{
    return ct_model_text(writer->model, id);
}

static bool
is_sl_t_stated(const char *field)
{
    for (int i = 0; i < CT_N_FR; i++)
        if (((const int8_t *)field)[i] >= 0)
            return true;
    return false;
}

/* A zone whose only network is its own says nothing about networks. */
static bool
owns_network(const CtModel *model, uint32_t zone)
{
    CtSpan networks = model->zones.data[zone].networks;

    return networks.length == 1 &&
           model->networks.data[model->pool.data[networks.start]].of_zone == zone;
}

/* Counts of 1 are the default that every row starts with. */
static bool
is_count_stated(const CtKey *key, uint32_t value)
{
    bool has_default = key->fallback != NULL && strcmp(key->fallback, "1") == 0;

    return has_default ? value != 1 : value != CT_NO_ID && value != 0;
}

bool
ct_write_is_stated(const CtWriter *writer, const CtKey *key, CtTable table, uint32_t row)
{
    const char *field = (const char *)ct_rows_get(writer->model, table, row) + key->offset;

    switch ((CtKeyType)key->type) {
    case CT_KEY_WORD:
    case CT_KEY_MFA:
    case CT_KEY_BOOL:
    case CT_KEY_PORT:
        return FIELD(uint8_t) != 0;
    case CT_KEY_WORDS:
        return FIELD(uint32_t) != 0;
    case CT_KEY_NUMBER:
    case CT_KEY_CAPACITY:
    case CT_KEY_FRACTION:
        return !isnan(FIELD(double));
    case CT_KEY_FRACTION_F:
        return !isnan(FIELD(float));
    case CT_KEY_INT8:
        return FIELD(int8_t) >= 0;
    case CT_KEY_INT32:
        return FIELD(int32_t) > 0;
    case CT_KEY_COUNT:
        return is_count_stated(key, FIELD(uint32_t));
    case CT_KEY_SL_T:
        return is_sl_t_stated(field);
    case CT_KEY_REFS:
        if (table == (CtTable)CT_SECTION_ZONES && key->arg == CT_SECTION_NETWORKS &&
            owns_network(writer->model, row))
            return false;
        return ct_span_is_stated(FIELD(CtSpan));
    case CT_KEY_PORTS: /* a rule for every port says so */
        return table == CT_TABLE_RULES || ct_span_is_stated(FIELD(CtSpan));
    case CT_KEY_INTO:
    case CT_KEY_RULES:
    case CT_KEY_SERVICES:
    case CT_KEY_OPENS:
    case CT_KEY_PARTIES:
    case CT_KEY_NEEDS:
    case CT_KEY_AFFECTS:
    case CT_KEY_SETTINGS:
    case CT_KEY_ENTITIES:
        return ct_span_is_stated(FIELD(CtSpan));
    case CT_KEY_APPROVALS:
        return writer->model->channels.data[row].approvals > 0;
    case CT_KEY_SENDER:
    case CT_KEY_MAP:
    case CT_KEY_POLICY:
        return true;
    case CT_KEY_REFUSED:
    case CT_KEY_TYPE_COUNT:
        return false;
    default:
        return FIELD(CtId) != CT_NO_ID;
    }
}

static void
write_text(const CtWriter *writer, const CtKey *key, const char *field)
{
    (void)key;
    ct_emit_text(writer->emit, text_of(writer, FIELD(CtId)));
}

/* A number is no text, or it would not be read again. */
static void
write_quantity(const CtWriter *writer, const CtKey *key, const char *field)
{
    const char *text = text_of(writer, FIELD(CtId));
    CtQuantityForm form;
    double value;

    (void)key;
    if (ct_value_quantity(text, &value, &form) && form == CT_QUANTITY_NUMBER)
        ct_emit_number(writer->emit, value);
    else
        ct_emit_text(writer->emit, text);
}

static void
write_free(const CtWriter *writer, const CtKey *key, const char *field)
{
    (void)key;
    ct_emit_captured(writer->emit, text_of(writer, FIELD(CtId)));
}

static void
write_word(const CtWriter *writer, const CtKey *key, const char *field)
{
    ct_emit_text(writer->emit, ct_word_text(key->arg, FIELD(uint8_t)));
}

static void
write_words(const CtWriter *writer, const CtKey *key, const char *field)
{
    ct_emit_begin_list(writer->emit, false);
    for (unsigned i = 1; i <= ct_words_count(key->arg); i++)
        if ((FIELD(uint32_t) >> (i - 1)) & 1)
            ct_emit_text(writer->emit, ct_word_text(key->arg, i));
    ct_emit_end_list(writer->emit);
}

static void
write_bool(const CtWriter *writer, const CtKey *key, const char *field)
{
    (void)key;
    ct_emit_bool(writer->emit, FIELD(uint8_t) == CT_TRI_TRUE);
}

static void
write_number(const CtWriter *writer, const CtKey *key, const char *field)
{
    if (key->type == CT_KEY_FRACTION_F)
        ct_emit_float(writer->emit, FIELD(float));
    else
        ct_emit_number(writer->emit, FIELD(double));
}

static void
write_integer(const CtWriter *writer, const CtKey *key, const char *field)
{
    if (key->type == CT_KEY_INT8)
        ct_emit_integer(writer->emit, FIELD(int8_t));
    else if (key->type == CT_KEY_INT32)
        ct_emit_integer(writer->emit, FIELD(int32_t));
    else
        ct_emit_integer(writer->emit, FIELD(uint32_t));
}

static void
write_port_text(const CtWriter *writer, CtPortRange range)
{
    const char *protocol = ct_word_text(CT_WORDS_PROTOCOL, range.protocol);
    bool numbered = range.protocol == CT_PROTOCOL_TCP || range.protocol == CT_PROTOCOL_UDP;
    char text[64];

    if (!numbered || (range.low == 0 && range.high == UINT16_MAX))
        g_snprintf(text, sizeof text, "%s", protocol);
    else if (range.low == range.high)
        g_snprintf(text, sizeof text, "%s/%u", protocol, range.low);
    else
        g_snprintf(text, sizeof text, "%s/%u-%u", protocol, range.low, range.high);
    ct_emit_text(writer->emit, text);
}

static void
write_port(const CtWriter *writer, const CtKey *key, const char *field)
{
    (void)key;
    write_port_text(writer, FIELD(CtPortRange));
}

static void
write_ports(const CtWriter *writer, const CtKey *key, const char *field)
{
    CtSpan span = FIELD(CtSpan);

    (void)key;
    if (!ct_span_is_stated(span)) {
        ct_emit_text(writer->emit, "any");
        return;
    }
    if (span.length != 1)
        ct_emit_begin_list(writer->emit, false);
    for (uint32_t i = 0; i < span.length; i++)
        write_port_text(writer, writer->model->port_ranges.data[span.start + i]);
    if (span.length != 1)
        ct_emit_end_list(writer->emit);
}

static void
write_settings(const CtWriter *writer, const CtKey *key, const char *field)
{
    CtSpan span = FIELD(CtSpan);

    (void)key;
    ct_emit_begin_map(writer->emit, false);
    for (uint32_t i = 0; i < span.length; i++) {
        const CtSetting *setting = &writer->model->settings.data[span.start + i];

        ct_emit_key(writer->emit, text_of(writer, setting->path));
        ct_emit_captured(writer->emit, text_of(writer, setting->value));
    }
    ct_emit_end_map(writer->emit);
}

static void
write_sl_t(const CtWriter *writer, const CtKey *key, const char *field)
{
    const int8_t *levels = (const int8_t *)field;
    bool equal = true;

    (void)key;
    for (int i = 1; i < CT_N_FR; i++)
        equal = equal && levels[i] == levels[0];
    if (equal) {
        ct_emit_integer(writer->emit, levels[0]);
        return;
    }
    ct_emit_begin_map(writer->emit, false);
    for (int i = 0; i < CT_N_FR; i++) {
        if (levels[i] < 0)
            continue;
        ct_emit_key(writer->emit, ct_fr_names[i]);
        ct_emit_integer(writer->emit, levels[i]);
    }
    ct_emit_end_map(writer->emit);
}

static const WriteValue writers[CT_KEY_TYPE_COUNT] = {
    [CT_KEY_TEXT] = write_text,         [CT_KEY_NAME] = write_text,
    [CT_KEY_PURL] = write_text,         [CT_KEY_CVSS] = write_text,
    [CT_KEY_DATE] = write_text,         [CT_KEY_WINDOW] = write_text,
    [CT_KEY_DURATION] = write_text,     [CT_KEY_SERVICE_NAME] = write_text,
    [CT_KEY_WORD] = write_word,         [CT_KEY_MFA] = write_word,
    [CT_KEY_WORDS] = write_words,       [CT_KEY_BOOL] = write_bool,
    [CT_KEY_NUMBER] = write_number,     [CT_KEY_CAPACITY] = write_number,
    [CT_KEY_FRACTION] = write_number,   [CT_KEY_FRACTION_F] = write_number,
    [CT_KEY_INT8] = write_integer,      [CT_KEY_INT32] = write_integer,
    [CT_KEY_COUNT] = write_integer,     [CT_KEY_PORT] = write_port,
    [CT_KEY_PORTS] = write_ports,       [CT_KEY_SETTINGS] = write_settings,
    [CT_KEY_SL_T] = write_sl_t,         [CT_KEY_FREE] = write_free,
    [CT_KEY_QUANTITY] = write_quantity,
};

void
ct_write_value(const CtWriter *writer, const CtKey *key, CtTable table, uint32_t row)
{
    const char *field = (const char *)ct_rows_get(writer->model, table, row) + key->offset;

    if (ct_write_names(writer, key, field))
        return;
    g_assert(writers[key->type] != NULL);
    writers[key->type](writer, key, field);
}
