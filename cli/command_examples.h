/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Examples of the subcommands, each up to one with a NULL line, for the table in cli/commands.c. */
#pragma once

#include "cli/command.h"

extern const CtExample ct_examples_blast[];
extern const CtExample ct_examples_check[];
extern const CtExample ct_examples_convert[];
extern const CtExample ct_examples_cuts[];
extern const CtExample ct_examples_diff[];
extern const CtExample ct_examples_explain[];
extern const CtExample ct_examples_frame[];
extern const CtExample ct_examples_replay[];
extern const CtExample ct_examples_view[];
extern const CtExample ct_examples_goals[];
extern const CtExample ct_examples_graph[];
extern const CtExample ct_examples_help[];
extern const CtExample ct_examples_kpi[];
extern const CtExample ct_examples_list[];
extern const CtExample ct_examples_merge[];
extern const CtExample ct_examples_paths[];
extern const CtExample ct_examples_reach[];
extern const CtExample ct_examples_report[];
extern const CtExample ct_examples_run[];
extern const CtExample ct_examples_scenario[];
extern const CtExample ct_examples_segments[];
extern const CtExample ct_examples_stats[];
extern const CtExample ct_examples_structure[];
extern const CtExample ct_examples_surface[];
extern const CtExample ct_examples_trace[];
extern const CtExample ct_examples_tree[];
extern const CtExample ct_examples_verify[];
extern const CtExample ct_examples_why[];
