/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GLPK counts rows and columns from 1 and keeps a process-wide environment, which is freed with the
 * last program. Its terminal output is off. Solving from scratch uses its presolver, so that no
 * basis has to be made; solving within a budget starts from the last one's basis.
 */
#include "analysis/ilp.h"

#include <glpk.h>
#include <math.h>

/* Relative; GLPK's own default prunes what differs by less than a step's tie-break. */
#define OBJECTIVE_TOLERANCE 1e-10

/* What a relaxation's value may be off a whole number. */
#define WHOLE 1e-7

struct CtIlp {
    glp_prob *problem;
    double bound;  /* best proved while solving */
    uint64_t work; /* left for this solving; UINT64_MAX: not counted */
    int pivots;    /* count that ends a solving within a budget */
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
ct_ilp_add_continuous(CtIlp *ilp, double cost)
{
    int column = glp_add_cols(ilp->problem, 1);

    glp_set_col_bnds(ilp->problem, column, GLP_DB, 0, 1);
    glp_set_obj_coef(ilp->problem, column, cost);
    return (uint32_t)column - 1;
}

void
ct_ilp_set_cost(CtIlp *ilp, uint32_t variable, double cost)
{
    glp_set_obj_coef(ilp->problem, (int)variable + 1, cost);
}

uint32_t
ct_ilp_count(const CtIlp *ilp)
{
    return (uint32_t)glp_get_num_cols(ilp->problem);
}

uint64_t
ct_ilp_size(const CtIlp *ilp)
{
    return (uint64_t)glp_get_num_cols(ilp->problem) + (uint64_t)glp_get_num_rows(ilp->problem) + 1;
}

void
ct_ilp_set_least(CtIlp *ilp, uint32_t variable, double low)
{
    glp_set_col_bnds(ilp->problem, (int)variable + 1, low < 1 ? GLP_DB : GLP_FX, low, 1);
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

static void
remember_bound(CtIlp *ilp, glp_tree *tree)
{
    int best = glp_ios_best_node(tree);

    if (best != 0 && isfinite(glp_ios_node_bound(tree, best)))
        ilp->bound = MAX(ilp->bound, glp_ios_node_bound(tree, best));
}

/* A node is set up, and solved anew by pivots, each of which passes over rows and variables. In
 * steps of a slice, as measured: so many, and about so many passes. */
enum { NODE_STEPS = 4096, NODE_PASSES = 256 };

/*
 * Called by GLPK between nodes: remembers the best bound of those that are left, and stops when the
 * work is done. Work is counted where a node is chosen, once a node.
 */
static void
note_bound(glp_tree *tree, void *info)
{
    CtIlp *ilp = (CtIlp *)info;

    if (ilp->work != UINT64_MAX && glp_ios_reason(tree) == GLP_ISELECT) {
        uint64_t cost = NODE_STEPS + NODE_PASSES * ct_ilp_size(ilp);

        if (ilp->work < cost)
            glp_ios_terminate(tree);
        ilp->work -= MIN(ilp->work, cost);
    }
    remember_bound(ilp, tree);
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
    uint64_t least = ct_ilp_size(ilp);
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

static int
milliseconds(const CtIlpBudget *budget)
{
    return (int)MIN(MAX(budget->seconds, 0.001) * 1000, (double)G_MAXINT / 2);
}

/* Called by GLPK between nodes. */
static void
watch(glp_tree *tree, void *info)
{
    CtIlp *ilp = (CtIlp *)info;

    remember_bound(ilp, tree);
    if (glp_get_it_cnt(glp_ios_get_prob(tree)) >= ilp->pivots)
        glp_ios_terminate(tree);
}

/* Every column of the relaxation's answer that has to be 0 or 1 is. */
static bool
is_integral(glp_prob *problem)
{
    for (int c = 1; c <= glp_get_num_cols(problem); c++) {
        double value = glp_get_col_prim(problem, c);

        if (glp_get_col_kind(problem, c) == GLP_BV && fabs(value - round(value)) > WHOLE)
            return false;
    }
    return true;
}

/*
 * The relaxation, from the last basis: costs are not negative, so the basis of no rows is dual
 * feasible, and stays so with every row that is added.
 */
static CtIlpStatus
relax(CtIlp *ilp, const CtIlpBudget *budget)
{
    glp_smcp options;
    int code;

    glp_init_smcp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.meth = GLP_DUALP;
    options.it_lim = (int)MIN(budget->pivots, G_MAXINT - 1);
    options.tm_lim = milliseconds(budget);
    code = glp_simplex(ilp->problem, &options);
    if (code == GLP_EITLIM || code == GLP_ETMLIM) {
        /* Dual values never fall below the optimum's: what was reached is a bound. */
        if (glp_get_dual_stat(ilp->problem) == GLP_FEAS)
            ilp->bound = MAX(0, glp_get_obj_val(ilp->problem));
        return CT_ILP_LIMIT;
    }
    if (code != 0) {
        glp_std_basis(ilp->problem); /* a basis that broke down is of no use to the next round */
        return CT_ILP_LIMIT;
    }
    if (glp_get_status(ilp->problem) != GLP_OPT)
        return CT_ILP_INFEASIBLE;
    ilp->bound = MAX(0, glp_get_obj_val(ilp->problem));
    return CT_ILP_OPTIMAL;
}

static CtIlpStatus
branch(CtIlp *ilp, const CtIlpBudget *budget)
{
    glp_iocp options;
    int code;

    glp_init_iocp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.cb_func = watch;
    options.cb_info = ilp;
    options.tol_obj = OBJECTIVE_TOLERANCE;
    options.tm_lim = milliseconds(budget);
    code = glp_intopt(ilp->problem, &options);
    if (code == 0 && glp_mip_status(ilp->problem) == GLP_NOFEAS)
        return CT_ILP_INFEASIBLE;
    if (code != 0 || glp_mip_status(ilp->problem) != GLP_OPT)
        return CT_ILP_LIMIT;
    ilp->bound = MAX(ilp->bound, glp_mip_obj_val(ilp->problem));
    return CT_ILP_OPTIMAL;
}

CtIlpStatus
ct_ilp_solve_within(CtIlp *ilp, CtIlpBudget *budget, double *ret_bound, uint8_t *ret_values)
{
    int before = glp_get_it_cnt(ilp->problem);
    gint64 began = g_get_monotonic_time();
    bool whole = false;
    CtIlpStatus status;
    uint64_t spent;

    *ret_bound = 0;
    if (budget->pivots == 0 || budget->seconds <= 0)
        return CT_ILP_LIMIT;
    ilp->bound = 0;
    ilp->pivots = (int)MIN((uint64_t)before + budget->pivots, G_MAXINT - 1);
    status = relax(ilp, budget);
    if (status == CT_ILP_OPTIMAL) {
        whole = is_integral(ilp->problem);
        if (!whole)
            status = branch(ilp, budget);
    }
    *ret_bound = ilp->bound;
    for (int c = 1; status == CT_ILP_OPTIMAL && c <= glp_get_num_cols(ilp->problem); c++)
        ret_values[c - 1] =
            (whole ? glp_get_col_prim(ilp->problem, c) : glp_mip_col_val(ilp->problem, c)) > 0.5
                ? 1
                : 0;

    spent = (uint64_t)MAX(glp_get_it_cnt(ilp->problem) - before, 1);
    budget->pivots -= MIN(spent, budget->pivots);
    budget->seconds -= (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC;
    return status;
}
