/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts of scalars to values. Nothing here knows of keys or models; false means "no such value".
 */
#pragma once

#include "topology/model.h"

/* A number from 0 to 1, or "70%". */
bool ct_value_fraction(const char *text, double *ret_fraction);

/* A bound of a target: what it is in. */
typedef enum CtQuantityForm {
    CT_QUANTITY_NUMBER,  /* "3", "0.05" */
    CT_QUANTITY_PERCENT, /* "5%": 5 */
    CT_QUANTITY_TIME,    /* "30d", "2h 30m": milliseconds */
} CtQuantityForm;

bool ct_value_quantity(const char *text, double *ret_value, CtQuantityForm *ret_form);

/* Mbit/s: a bare number, or one with kbit, Mbit or Gbit, "/s" allowed. */
bool ct_value_capacity(const char *text, double *ret_mbit);

/* "tcp/443", "tcp/8000-8010", "can"; @ret_any for "any", which leaves @ret_range alone. On failure
 * @ret_problem gets a static sentence or NULL. */
bool
ct_value_port(const char *text, CtPortRange *ret_range, bool *ret_any, const char **ret_problem);

/* YYYY-MM-DD of the calendar. */
bool ct_value_is_date(const char *text);

/*
 * "mon-fri 08:00-17:00", parts parted by commas; a part is days, hours or both. Days: mon tue wed
 * thu fri sat sun daily, or a range; hours from 00:00 to 24:00, which may run over midnight but not
 * be empty.
 */
bool ct_value_is_window(const char *text);

/* Splits "bulb[17][2]" in place: cuts @text at the first bracket and gives up to CT_MAX_PATH
 * indices. False if the brackets are no well-formed indices. */
bool ct_value_split_instance(char *text, uint32_t *indices, uint8_t *ret_depth);
