/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict on segmentation, which `segments` and `run` share. */
#pragma once

#include "cli/command.h"

#include "analysis/segmentation.h"

/* By the topology's target and --fail-on. */
CtStatus ct_segments_judge(const CtCli *cli, const CtSegmentation *segmentation);
