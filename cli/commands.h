/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions of the subcommands, one file each, for the table in cli/commands.c. */
#pragma once

#include "cli/command.h"

CtStatus ct_command_blast(CtCli *cli);
CtStatus ct_command_check(CtCli *cli);
CtStatus ct_command_convert(CtCli *cli);
CtStatus ct_command_cuts(CtCli *cli);
CtStatus ct_command_diff(CtCli *cli);
CtStatus ct_command_explain(CtCli *cli);
CtStatus ct_command_frame(CtCli *cli);
CtStatus ct_command_goals(CtCli *cli);
CtStatus ct_command_graph(CtCli *cli);
CtStatus ct_command_help(CtCli *cli);
CtStatus ct_command_kpi(CtCli *cli);
CtStatus ct_command_list(CtCli *cli);
CtStatus ct_command_paths(CtCli *cli);
CtStatus ct_command_reach(CtCli *cli);
CtStatus ct_command_replay(CtCli *cli);
CtStatus ct_command_report(CtCli *cli);
CtStatus ct_command_run(CtCli *cli);
CtStatus ct_command_structure(CtCli *cli);
CtStatus ct_command_scenario(CtCli *cli);
CtStatus ct_command_segments(CtCli *cli);
CtStatus ct_command_surface(CtCli *cli);
CtStatus ct_command_tree(CtCli *cli);
CtStatus ct_command_stats(CtCli *cli);
CtStatus ct_command_trace(CtCli *cli);
CtStatus ct_command_validate(CtCli *cli);
extern const CtExample ct_validate_examples[];
CtStatus ct_command_verify(CtCli *cli);
CtStatus ct_command_view(CtCli *cli);
CtStatus ct_command_merge(CtCli *cli);
CtStatus ct_command_why(CtCli *cli);
