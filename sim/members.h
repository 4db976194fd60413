/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a course is made of, looked up the other way round. */
#pragma once

#include "sim/course.h"

/* Fact of the course → facts of the graph that it stands for and that can be named, by number.
 * Clear with ct_csr_clear(). Cost: linear. */
void ct_course_members(const CtCourse *course, CtCsr *ret_members);

/* Fact → steps of all kinds that gain it; step → facts that it needs. As above. */
void ct_course_backwards(const CtCourse *course, CtCsr *ret_gainers, CtCsr *ret_premises);
