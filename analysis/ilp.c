/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GLPK counts rows and columns from 1 and keeps a process-wide environment, which is freed with the
 * last program. Its terminal output is off; its presolver is on, so that no basis has to be made.
 */
#include "analysis/ilp.h"

#include <glpk.h>
#include <math.h>

struct CtIlp {
    glp_prob *problem;
    double bound;  /* best proved while solving */
    uint64_t work; /* left for this solving; UINT64_MAX: not counted */
};

CtIlp *
ct_ilp_new(void)
{
    CtIlp *ilp = g_new0(CtIlp, 1);

    glp_term_out(GLP_OFF);
    ilp->problem = glp_create_prob();
    glp_set_obj_dir(ilp->problem, GLP_MIN);
    return ilp;
}

void
ct_ilp_free(CtIlp *ilp)
{
    if (ilp == NULL)
        return;
    glp_delete_prob(ilp->problem);
    g_free(ilp);
}

uint32_t
ct_ilp_add_variable(CtIlp *ilp, double cost)
{
    int column = glp_add_cols(ilp->problem, 1);

    glp_set_col_kind(ilp->problem, column, GLP_BV);
    glp_set_obj_coef(ilp->problem, column, cost);
    return (uint32_t)column - 1;
}

void
ct_ilp_add_row(
    CtIlp *ilp, const uint32_t *variables, const double *coefficients, uint32_t n, double bound)
{
    int row = glp_add_rows(ilp->problem, 1);
    g_autofree int *columns = g_new(int, (size_t)n + 1);
    g_autofree double *values = g_new(double, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++) {
        columns[i + 1] = (int)variables[i] + 1;
        values[i + 1] = coefficients[i];
    }
    glp_set_row_bnds(ilp->problem, row, GLP_LO, bound, 0);
    glp_set_mat_row(ilp->problem, row, (int)n, columns, values);
}

static uint64_t
work_of_node(const CtIlp *ilp)
{
    return (uint64_t)glp_get_num_rows(ilp->problem) + (uint64_t)glp_get_num_cols(ilp->problem) + 1;
}

/*
 * Called by GLPK between nodes: remembers the best bound of those that are left, and stops when the
 * work is done. Work is counted where a node is chosen, once a node.
 */
static void
note_bound(glp_tree *tree, void *info)
{
    CtIlp *ilp = (CtIlp *)info;
    int best = glp_ios_best_node(tree);

    if (ilp->work != UINT64_MAX && glp_ios_reason(tree) == GLP_ISELECT) {
        uint64_t cost = work_of_node(ilp);

        if (ilp->work < cost)
            glp_ios_terminate(tree);
        ilp->work -= MIN(ilp->work, cost);
    }

    if (best != 0 && isfinite(glp_ios_node_bound(tree, best)))
        ilp->bound = MAX(ilp->bound, glp_ios_node_bound(tree, best));
}

static CtIlpStatus
solve(CtIlp *ilp, double seconds, double *ret_bound, uint8_t *ret_values)
{
    glp_iocp options;
    int code;

    glp_init_iocp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.presolve = GLP_ON;
    options.cb_func = note_bound;
    options.cb_info = ilp;
    options.tm_lim = (int)MIN(MAX(seconds, 0.001) * 1000, (double)G_MAXINT / 2);
    ilp->bound = 0;
    code = glp_intopt(ilp->problem, &options);

    *ret_bound = ilp->bound;
    if (code == GLP_ENOPFS || code == GLP_ENODFS ||
        (code == 0 && glp_mip_status(ilp->problem) == GLP_NOFEAS))
        return CT_ILP_INFEASIBLE;
    if (code != 0 || glp_mip_status(ilp->problem) != GLP_OPT)
        return CT_ILP_LIMIT;
    *ret_bound = glp_mip_obj_val(ilp->problem);
    for (int c = 1; c <= glp_get_num_cols(ilp->problem); c++)
        ret_values[c - 1] = glp_mip_col_val(ilp->problem, c) > 0.5 ? 1 : 0;
    return CT_ILP_OPTIMAL;
}

CtIlpStatus
ct_ilp_solve(CtIlp *ilp, double seconds, double *ret_bound, uint8_t *ret_values)
{
    ilp->work = UINT64_MAX;
    return solve(ilp, seconds, ret_bound, ret_values);
}

CtIlpStatus
ct_ilp_solve_counted(
    CtIlp *ilp, uint64_t *work, double seconds, double *ret_bound, uint8_t *ret_values)
{
    uint64_t least = work_of_node(ilp);
    CtIlpStatus status;

    *ret_bound = 0;
    if (*work < least) {
        *work = 0;
        return CT_ILP_LIMIT;
    }
    ilp->work = MIN(*work, UINT64_MAX - 1);
    status = solve(ilp, seconds, ret_bound, ret_values);
    *work = MIN(ilp->work, *work - least); /* a program that the presolver solves has no node */
    return status;
}
