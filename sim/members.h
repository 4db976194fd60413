/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which facts of the attack graph a fact of a course stands for, those that can be named. */
#pragma once

#include "sim/course.h"

/* Fact of the course → facts of the graph, by number; clear with ct_csr_clear(). Cost: linear. */
void ct_course_members(const CtCourse *course, CtCsr *ret_members);
