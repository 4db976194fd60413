/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The least that reading a YAML file can cost here: libyaml's events, each thrown away.
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* How many events @length bytes at @text are; 0 if libyaml refuses them. */
uint64_t ct_floor_yaml(const char *text, size_t length);
