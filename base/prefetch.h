/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tells the processor what will be read soon, where the compiler can say so. Changes no result;
 * @at need not be readable.
 */
#pragma once

static inline void
ct_prefetch(const void *at)
{
#if defined(__GNUC__)
    __builtin_prefetch(at);
#else
    (void)at;
#endif
}
