/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Assertions that print both values, and what every suite includes. */
#pragma once

#include <CUnit/CUnit.h>
#include <glib.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define CHECK_INT(got, want)                                                                       \
    do {                                                                                           \
        intmax_t got_ = (intmax_t)(got), want_ = (intmax_t)(want);                                 \
        char msg_[256];                                                                            \
        g_snprintf(msg_, sizeof msg_, "%s: got %" PRIdMAX ", want %" PRIdMAX, #got, got_, want_);  \
        CU_assertImplementation(got_ == want_, __LINE__, msg_, __FILE__, "", CU_FALSE);            \
    } while (0)

#define CHECK_STR(got, want)                                                                       \
    do {                                                                                           \
        const char *got_ = (got), *want_ = (want);                                                 \
        g_autofree char *msg_ = g_strdup_printf("%s: got \"%s\", want \"%s\"", #got,               \
                                                got_ == NULL ? "(null)" : got_, want_);            \
        CU_assertImplementation(g_strcmp0(got_, want_) == 0, __LINE__, msg_, __FILE__, "",         \
                                CU_FALSE);                                                         \
    } while (0)

/* A condition with a formatted explanation. */
#define CHECK_MSG(condition, ...)                                                                  \
    do {                                                                                           \
        g_autofree char *msg_ = g_strdup_printf(__VA_ARGS__);                                      \
        CU_assertImplementation((condition), __LINE__, msg_, __FILE__, "", CU_FALSE);              \
    } while (0)

/* @expr succeeds; otherwise shows the GError, clears it and ends the test. */
#define CHECK_OK(expr, error)                                                                      \
    do {                                                                                           \
        bool ok_ = (expr);                                                                         \
        g_autofree char *msg_ =                                                                    \
            g_strdup_printf("%s: %s", #expr, (error) != NULL ? (error)->message : "no error set"); \
        if (!ok_)                                                                                  \
            g_clear_error(&(error));                                                               \
        CU_assertImplementation(ok_, __LINE__, msg_, __FILE__, "", CU_TRUE);                       \
    } while (0)

/* @expr fails with @domain, @code; the error is cleared. */
#define CHECK_ERR(expr, error, domain, code)                                                       \
    do {                                                                                           \
        bool bad_ = !(expr) && g_error_matches((error), (domain), (code));                         \
        g_autofree char *msg_ =                                                                    \
            g_strdup_printf("%s: %s", #expr, (error) != NULL ? (error)->message : "no error");     \
        g_clear_error(&(error));                                                                   \
        CU_assertImplementation(bad_, __LINE__, msg_, __FILE__, "", CU_FALSE);                     \
    } while (0)
