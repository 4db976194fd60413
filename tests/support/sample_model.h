/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small model made by hand, row by row, for suites of what needs no file.
 *
 *   plant ─┬─ corp     mail, vm on mail          network corp-net
 *          └─ control  hmi, rtu × 40 (and radio) network control-net
 *   conduit corp → control: tcp/443, tcp/8000-8010; control → corp: every port
 *   supplier maker (supplied by chipco) makes rtu-500; chipco makes its component
 *   channel ota: maker → {product: rtu-500}; channel backup: mail → hmi, rtu
 */
#pragma once

#include "topology/instances.h"

typedef struct CtSampleModel {
    CtDiag *diag;
    CtModel *model;
    CtClasses *classes;
    CtInstances *instances;
} CtSampleModel;

/* @title, if not NULL, becomes the name: of asset hmi and zone control. */
CtSampleModel ct_sample_model(const char *title);
void ct_sample_model_clear(CtSampleModel *sample);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtSampleModel, ct_sample_model_clear)
