/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of one kind in a folder, each read whole and known to the diagnostics. */
#pragma once

#include "base/diag.h"
#include "base/source.h"

/* One file: its name as it is shown, its text (never NULL), its number in @diag. False where it is
 * of no use, which has been said. */
typedef bool (*CtReadFolderFunc)(
    void *data, const char *name, const char *text, size_t length, uint16_t file, CtDiag *diag);

/*
 * Gives @func every file of @folder ("" or ".": the source's own) whose name ends in @suffix, by
 * name. False where one cannot be read, which is said, is longer than @most bytes, or is of no use;
 * the others are read all the same.
 */
bool ct_read_folder(CtSource *source,
                    const char *folder,
                    const char *suffix,
                    uint64_t most,
                    CtReadFolderFunc func,
                    void *data,
                    CtDiag *diag);
