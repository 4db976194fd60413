/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The two halves of compiling a course. Private to sim/course*.c. */
#pragma once

#include "sim/course.h"

/* Fills what attempts are made of, once the course's steps are numbered. */
void ct_course_add_attempts(CtCourse *course);
