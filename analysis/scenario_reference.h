/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is written from the tables of analysis/scenario_words.h. */
#pragma once

#include "base/out.h"

/* The tables of docs/scenarios.md, in Markdown. */
void ct_scenario_write_reference(CtOut *out);

/* lua/definitions/scenario.d.lua, for lua-language-server. */
void ct_scenario_write_definitions(CtOut *out);
