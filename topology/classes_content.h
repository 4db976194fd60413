/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The effective content of one asset: its products' services and security with the asset's
 * overrides and every default applied. Internal to topology/classes.c.
 */
#pragma once

#include "topology/classes.h"

#include <glib.h>

typedef struct CtClassesContent CtClassesContent;

/* @model must outlive the result. Cost: linear in what vulnerabilities affect. */
CtClassesContent *ct_classes_content_new(const CtModel *model);
void ct_classes_content_free(CtClassesContent *content);

/*
 * Works out the content of @asset and keeps it until the next call. @carried_media: it is attached
 * to a network that a stick carries. Returns a byte form that is equal for equal content (places in
 * files apart); the caller unrefs. Cost: the services of its products.
 */
GBytes *ct_classes_content_of(CtClassesContent *content, const CtAsset *asset, bool carried_media);

/* Appends what the last ct_classes_content_of() found to @classes; its new class. */
uint32_t ct_classes_content_add(CtClassesContent *content, CtClasses *classes);
