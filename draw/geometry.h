/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Points and rectangles; x grows to the right, y downwards. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct CtPoint {
    double x, y;
} CtPoint;

typedef struct CtRect {
    double x, y, width, height;
} CtRect;

static inline double
ct_rect_right(CtRect rect)
{
    return rect.x + rect.width;
}

static inline double
ct_rect_bottom(CtRect rect)
{
    return rect.y + rect.height;
}

static inline CtPoint
ct_rect_middle(CtRect rect)
{
    return (CtPoint){rect.x + rect.width / 2, rect.y + rect.height / 2};
}

static inline bool
ct_rect_has(CtRect rect, CtPoint point)
{
    return point.x >= rect.x && point.x <= ct_rect_right(rect) && point.y >= rect.y &&
           point.y <= ct_rect_bottom(rect);
}

/* Whether they share more than an edge. */
static inline bool
ct_rect_meets(CtRect a, CtRect b)
{
    return a.x < ct_rect_right(b) && b.x < ct_rect_right(a) && a.y < ct_rect_bottom(b) &&
           b.y < ct_rect_bottom(a);
}

static inline bool
ct_rect_holds(CtRect outer, CtRect inner)
{
    const double slack = 1e-6;

    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           ct_rect_right(inner) <= ct_rect_right(outer) + slack &&
           ct_rect_bottom(inner) <= ct_rect_bottom(outer) + slack;
}

/* Smaller by @by on every side; never less than nothing. */
static inline CtRect
ct_rect_inset(CtRect rect, double by)
{
    return (CtRect){rect.x + by, rect.y + by, MAX(rect.width - 2 * by, 0),
                    MAX(rect.height - 2 * by, 0)};
}
