/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Versions, ranges of versions, and package URLs (purl-spec) as far as matching needs them.
 */
#pragma once

#include "base/ids.h"

/*
 * Orders two versions: runs of digits as numbers, runs of letters by bytes, other bytes part them.
 * 1.2 < 1.10; 1.0 < 1.0.1; a part of letters after equal parts is a pre-release and comes before
 * the end (1.0-rc1 < 1.0), save single letters directly after a digit, which are patch letters
 * (1.0.2 < 1.0.2k). Negative, 0, positive as strcmp().
 */
int ct_version_compare(const char *a, const char *b);

/*
 * Whether @range, a comma list of <v <=v >v >=v =v or a bare v, all of which must hold, is well
 * formed; "*" is any version.
 */
bool ct_version_range_is_valid(const char *range);

/* Whether @version lies in a well-formed @range. */
bool ct_version_in_range(const char *version, const char *range);

/*
 * Parts of "pkg:type/namespace/name@version?qualifiers#subpath". @ret_base is its length up to the
 * version (qualifiers and subpath are not in it), @ret_version what stands after '@' up to '?' or
 * '#', NULL if nothing (free with g_free()). False if it is no package URL.
 */
bool ct_purl_split(const char *purl, size_t *ret_base, char **ret_version);
