/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Formulas of the literature over plain numbers. */
#include "assurance/kpi_parts.h"

#include "base/fmath.h"

#include <math.h>
#include <string.h>

/*
 * P1 = 1 − e^(−V·m/k): an exploit is at hand. u = (1 − f)^V: no flaw is one he can use. Times in
 * days: t1 = 1; t2 = 5.8·ET, one to be tried after another; t3, one to be waited for.
 * T = t1·P1 + t2·(1 − P1)·(1 − u) + t3·u·(1 − P1).
 *
 * ET, the tries until one of f·V usable flaws among V is met, drawn without putting back, is
 * (V + 1) / (f·V + 1).
 */
double
ct_kpi_mcqueen_days(uint64_t flaws, uint8_t skill)
{
    static const struct {
        double exploits; /* m: that he has or finds; of k = 9447 */
        double share;    /* AM / V: of flaws that he can use */
    } skills[] = {
        [CT_SKILL_NOVICE] = {50, 0.15},
        [CT_SKILL_BEGINNER] = {150, 0.30},
        [CT_SKILL_INTERMEDIATE] = {250, 0.55},
        [CT_SKILL_EXPERT] = {450, 1.00},
    };
    const double known = 9447;
    double share = skills[skill].share, v = (double)flaws;
    double at_hand = 1 - ct_exp(-v * skills[skill].exploits / known);
    double none = flaws == 0 ? 1 : ct_pow(1 - share, v);
    double tries = (v + 1) / (share * v + 1);
    double wait = (1 / share - 0.5) * 30.42 + 5.8;

    return at_hand + 5.8 * tries * (1 - at_hand) * (1 - none) + wait * none * (1 - at_hand);
}

double
ct_kpi_diversity(const uint64_t *counts, size_t n)
{
    uint64_t total = 0;
    double entropy = 0;

    for (size_t i = 0; i < n; i++)
        total += counts[i];
    if (total == 0)
        return (double)NAN;
    for (size_t i = 0; i < n; i++) {
        double share = (double)counts[i] / (double)total;

        if (counts[i] > 0)
            entropy -= share * ct_log(share);
    }
    return ct_exp(entropy) / (double)total;
}

double
ct_kpi_concentration(const double *weights, size_t n)
{
    double total = 0, sum = 0;

    for (size_t i = 0; i < n; i++)
        total += weights[i];
    if (!(total > 0))
        return (double)NAN;
    for (size_t i = 0; i < n; i++)
        sum += weights[i] / total * (weights[i] / total);
    return sum;
}

/* The letter of @metric in @vector, "/AV:N" → 'N'; 0 where it is not there. */
static char
metric(const char *vector, const char *name)
{
    const char *found = strstr(vector, name);

    return found != NULL ? found[strlen(name)] : 0;
}

double
ct_kpi_exploitability(const char *vector)
{
    static const struct {
        const char *name;
        const char *letters;
        double numbers[4], changed[4]; /* per letter; of a changed scope */
    } metrics[] = {
        {"/AV:", "NALP", {0.85, 0.62, 0.55, 0.2}, {0.85, 0.62, 0.55, 0.2}},
        {"/AC:", "LH", {0.77, 0.44}, {0.77, 0.44}},
        {"/PR:", "NLH", {0.85, 0.62, 0.27}, {0.85, 0.68, 0.5}},
        {"/UI:", "NR", {0.85, 0.62}, {0.85, 0.62}},
    };
    const double most = 0.85 * 0.77 * 0.85 * 0.85;
    double product = 1;

    if (!g_str_has_prefix(vector, "CVSS:3."))
        return (double)NAN;
    bool changed = metric(vector, "/S:") == 'C';

    for (size_t i = 0; i < G_N_ELEMENTS(metrics); i++) {
        char letter = metric(vector, metrics[i].name);
        const char *place = letter != 0 ? strchr(metrics[i].letters, letter) : NULL;

        if (place == NULL)
            return (double)NAN;
        product *= (changed ? metrics[i].changed : metrics[i].numbers)[place - metrics[i].letters];
    }
    return product / most;
}
