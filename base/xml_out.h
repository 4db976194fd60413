/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Streaming HTML and XML. Whatever is put as text or as the value of an attribute arrives at a
 * reader as that text and nothing else: markup in it is escaped, what does not print (control
 * characters, text direction overrides, bytes that are no UTF-8) is '?', line feeds and tabs stay.
 * Names of elements and attributes are the program's own. Misuse (an attribute after content, an
 * end without a begin, text after the end) is a bug and asserts.
 */
#pragma once

#include "base/out.h"

#include <stdint.h>

typedef struct CtXml CtXml;

typedef enum CtXmlKind {
    CT_XML_XML,      /* with a declaration */
    CT_XML_HTML,     /* with a doctype; elements that HTML leaves open are not closed */
    CT_XML_FRAGMENT, /* HTML within a document of somebody else */
} CtXmlKind;

CtXml *ct_xml_new(CtOut *out, CtXmlKind kind); /* @out stays the caller's */
void ct_xml_free(CtXml *xml);                  /* every element must be ended */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtXml, ct_xml_free)

/* @name: of letters, digits, '-', ':'; must outlive the element. */
void ct_xml_begin(CtXml *xml, const char *name);
void ct_xml_end(CtXml *xml);

/* Of the element begun last, before its content. NULL: no attribute. */
void ct_xml_attribute(CtXml *xml, const char *name, const char *value);
void ct_xml_attributef(CtXml *xml, const char *name, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* NULL is nothing. */
void ct_xml_text(CtXml *xml, const char *text);
void ct_xml_textf(CtXml *xml, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Markup of the program's own, as it is. Never anything that came from an input. */
void ct_xml_markup(CtXml *xml, const char *markup);

/* An element with text alone; @class may be NULL. */
void ct_xml_put(CtXml *xml, const char *name, const char *class, const char *text);
void ct_xml_putf(CtXml *xml, const char *name, const char *class, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* An element begun, with a class. */
void ct_xml_begin_class(CtXml *xml, const char *name, const char *class);
