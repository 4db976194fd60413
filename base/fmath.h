/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Transcendental functions whose every bit is the same on every machine: only +, -, *, / and the
 * square root, which IEEE 754 rounds in one way, and no call of the C library, whose log and exp
 * differ between versions. Relies on -ffp-contract=off and round to nearest. Errors below are in
 * units in the last place (ulp) of the true value, held by tests.
 */
#pragma once

/* Natural logarithm; error < 1 ulp. -INFINITY at 0, NAN below. */
double ct_log(double x);

/* e^x; error < 1 ulp, < 2 where the result is subnormal. */
double ct_exp(double x);

/* x^y of @x ≥ 0; error < 1.5 ulp. 1 where @y is 0, NAN where @x is negative. */
double ct_pow(double x, double y);

/* ln Γ(x) of @x > 0; error < 1e-14 × max(1, |result|). */
double ct_lgamma(double x);

/* The standard normal distribution function; relative error < 1e-13 down to -37. */
double ct_normal_cdf(double x);

/* Its inverse; @p in (0, 1). Relative error < 1e-15. Source: Wichura, AS 241 (PPND16), Applied
 * Statistics 37 (1988). */
double ct_normal_inverse(double p);

/* Regularised incomplete gamma functions, lower P and upper Q = 1 - P, of @shape > 0 and @x ≥ 0;
 * relative error < 1e-11 for shapes up to 1000. Sources: the series and the continued fraction of
 * Abramowitz and Stegun 6.5.29 and 6.5.31. */
double ct_gamma_p(double shape, double x);
double ct_gamma_q(double shape, double x);

/*
 * The x at which ct_gamma_p(@shape, x) is @p in (0, 1) and ct_gamma_q() is @q = 1 - @p: the smaller
 * of the two decides, so that neither tail is lost. @log_gamma is ct_lgamma(@shape). Relative error
 * < 1e-10. Halley's steps from Wilson and Hilferty's guess, kept inside a bracket.
 */
double ct_gamma_inverse(double shape, double p, double q, double log_gamma);

/* The chance of exactly @k successes in @n independent tries of chance @p; relative error < 1e-11
 * up to a million tries. */
double ct_binomial_pmf(double n, double p, double k);

/* The value that Student's t with @freedom ≥ 1 degrees of freedom passes with probability @tail in
 * (0, 0.5); relative error < 1e-9. Sources: Abramowitz and Stegun 26.5.8 and 26.7.5. */
double ct_student_upper(double freedom, double tail);
