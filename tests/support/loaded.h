/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A topology from text to its reach relation, for suites that start from YAML.
 */
#pragma once

#include "topology/reach.h"

typedef struct CtLoaded {
    CtDiag *diag;
    CtModel *model;
    CtClasses *classes;
    CtInstances *instances;
    CtReach *reach;
} CtLoaded;

/* False with @ret_why (free with g_free()) if @text does not load or passes a limit. */
bool ct_loaded_init(CtLoaded *loaded, const char *text, char **ret_why);
void ct_loaded_clear(CtLoaded *loaded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtLoaded, ct_loaded_clear)

/* Whether one at @from (an asset instance, or a network as a host that no rule names) reaches
 * @service ("asset.service"), by texts; asserts that they name something. */
bool ct_loaded_reaches(const CtLoaded *loaded, const char *from, const char *service);
