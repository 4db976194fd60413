/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values that are one scalar, and words of the controlled lists.
 */
#include "topology/yaml/bind.h"

#include "base/ident.h"
#include "base/units.h"
#include "topology/cvss.h"
#include "topology/version.h"
#include "topology/yaml/value.h"

#include <string.h>

/* Numbers and booleans are plain; quoted they are text. */
static bool
parse_number(const CtKey *key, const CtYamlEvent *first, double *ret)
{
    g_autoptr(GError) error = NULL;

    switch (key->type) {
    case CT_KEY_FRACTION:
    case CT_KEY_FRACTION_F:
        return ct_value_fraction(first->text, ret);
    case CT_KEY_CAPACITY:
        return ct_value_capacity(first->text, ret);
    default:
        return ct_units_parse_number(first->text, ret, &error) && (*ret >= 0 || key->arg != 0);
    }
}

static bool
parse_integer(const CtKey *key, const char *text, int64_t *ret)
{
    g_autoptr(GError) error = NULL;

    return ct_units_parse_integer(text, key->low, key->high, ret, &error);
}

static bool
is_text_valid(CtBinder *binder, const CtKey *key, const CtYamlEvent *first)
{
    g_autofree char *problem = NULL;
    g_autofree char *version = NULL;
    size_t base;
    CtQuantityForm form;
    double value;
    int64_t ms;
    CtCvss cvss;

    switch (key->type) {
    case CT_KEY_TEXT:
        return !key->required || strspn(first->text, " \t\n") < first->length;
    case CT_KEY_QUANTITY:
        return ct_value_quantity(first->text, &value, &form) &&
               (first->plain || form != CT_QUANTITY_NUMBER);
    case CT_KEY_NAME:
    case CT_KEY_SERVICE_NAME:
        return ct_ident_is_valid(first->text, first->length);
    case CT_KEY_PURL:
        return ct_purl_split(first->text, &base, &version);
    case CT_KEY_DATE:
        return ct_value_is_date(first->text);
    case CT_KEY_WINDOW:
        return ct_value_is_window(first->text);
    case CT_KEY_DURATION:
        return ct_units_parse_time(first->text, &ms, NULL);
    case CT_KEY_CVSS:
        if (ct_cvss_parse(first->text, &cvss, &problem))
            return true;
        ct_bind_error(binder, first->pos, "'cvss': %s", problem);
        return false;
    default:
        return true;
    }
}

static void
store_integer(CtBinder *binder, const CtKey *key, CtPlaceRow place, int64_t value)
{
    void *field = ct_bind_field(binder, key, place);

    switch (key->type) {
    case CT_KEY_INT8:
        *(int8_t *)field = (int8_t)value;
        break;
    case CT_KEY_INT32:
        *(int32_t *)field = (int32_t)value;
        break;
    default:
        *(uint32_t *)field = (uint32_t)value;
        break;
    }
}

void
ct_bind_scalar(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    double number;
    int64_t integer;

    if (first->kind != CT_YAML_SCALAR) {
        ct_bind_expected(binder, key, first);
        return;
    }
    switch (key->type) {
    case CT_KEY_BOOL:
        if (first->plain && strcmp(first->text, "true") == 0)
            *(uint8_t *)ct_bind_field(binder, key, place) = CT_TRI_TRUE;
        else if (first->plain && strcmp(first->text, "false") == 0)
            *(uint8_t *)ct_bind_field(binder, key, place) = CT_TRI_FALSE;
        else
            ct_bind_expected(binder, key, first);
        break;
    case CT_KEY_NUMBER:
    case CT_KEY_CAPACITY:
    case CT_KEY_FRACTION:
    case CT_KEY_FRACTION_F:
        if (!first->plain || !parse_number(key, first, &number))
            ct_bind_expected(binder, key, first);
        else if (key->type == CT_KEY_FRACTION_F)
            *(float *)ct_bind_field(binder, key, place) = (float)number;
        else
            *(double *)ct_bind_field(binder, key, place) = number;
        break;
    case CT_KEY_INT8:
    case CT_KEY_INT32:
    case CT_KEY_COUNT:
        if (!first->plain || !parse_integer(key, first->text, &integer))
            ct_bind_expected(binder, key, first);
        else
            store_integer(binder, key, place, integer);
        break;
    default:
        if (is_text_valid(binder, key, first))
            *(CtId *)ct_bind_field(binder, key, place) = ct_bind_intern(binder, first);
        else if (key->type != CT_KEY_CVSS)
            ct_bind_expected(binder, key, first);
        break;
    }
}

void
ct_bind_word(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    unsigned word = 0;

    if (first->kind == CT_YAML_SCALAR) {
        word = ct_word_find(key->arg, first->text);
        if (key->type == CT_KEY_MFA && first->plain) {
            if (strcmp(first->text, "true") == 0)
                word = CT_MFA_PHISHING_RESISTANT;
            else if (strcmp(first->text, "false") == 0)
                word = CT_MFA_NONE;
        }
    }
    if (word == 0)
        ct_bind_expected(binder, key, first);
    else
        *(uint8_t *)ct_bind_field(binder, key, place) = (uint8_t)word;
}

static void
add_word(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    unsigned word = item->kind == CT_YAML_SCALAR ? ct_word_find(key->arg, item->text) : 0;

    if (word == 0)
        ct_bind_expected(binder, key, item);
    else
        *(uint32_t *)ct_bind_field(binder, key, place) |= UINT32_C(1) << (word - 1);
}

void
ct_bind_words(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtPos pos = first->pos;
    size_t before = ct_diag_count(binder->diag, CT_SEVERITY_ERROR);

    ct_bind_each(binder, key, place, first, add_word);
    if (*(uint32_t *)ct_bind_field(binder, key, place) == 0 &&
        ct_diag_count(binder->diag, CT_SEVERITY_ERROR) == before) {
        g_autofree char *expects = ct_key_expects(key);

        ct_bind_error(binder, pos, "'%s' must be %s; found an empty list", key->name, expects);
    }
}
