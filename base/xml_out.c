/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stack of open elements. A begin tag stays open for attributes until content comes. Elements
 * stand on lines of their own, except within running text, where a line break would show.
 */
#include "base/xml_out.h"

#include "base/text.h"

#include <string.h>

typedef struct Element {
    const char *name;
    bool is_open; /* its begin tag may still take attributes */
    bool has_text;
    bool has_elements;
} Element;

struct CtXml {
    CtOut *out;
    CtXmlKind kind;
    GArray *elements; /* Element, outermost first */
};

static const char *const running[] = {"a",     "abbr",   "b",    "cite", "code", "dfn",
                                      "em",    "small",  "span", "kbd",  "sub",  "sup",
                                      "tspan", "strong", "time", "title"};
static const char *const unclosed[] = {"br", "col", "hr", "img", "link", "meta", "wbr"};

static bool
is_among(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool
is_name(const char *name)
{
    return g_ascii_isalpha(*name) && name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
                                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                       "0123456789-:")] == '\0';
}

CtXml *
ct_xml_new(CtOut *out, CtXmlKind kind)
{
    CtXml *xml = g_new0(CtXml, 1);

    xml->out = out;
    xml->kind = kind;
    xml->elements = g_array_new(FALSE, FALSE, sizeof(Element));
    if (kind == CT_XML_XML)
        ct_out_put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    else if (kind == CT_XML_HTML)
        ct_out_put(out, "<!DOCTYPE html>\n");
    return xml;
}

void
ct_xml_free(CtXml *xml)
{
    if (xml == NULL)
        return;
    g_assert(xml->elements->len == 0);
    g_array_unref(xml->elements);
    g_free(xml);
}

static Element *
innermost(CtXml *xml)
{
    guint n = xml->elements->len;

    return n > 0 ? &g_array_index(xml->elements, Element, n - 1) : NULL;
}

static void
close_tag(CtXml *xml)
{
    Element *element = innermost(xml);

    if (element != NULL && element->is_open) {
        ct_out_put_n(xml->out, ">", 1);
        element->is_open = false;
    }
}

void
ct_xml_begin(CtXml *xml, const char *name)
{
    Element *parent = innermost(xml);
    Element element = {.name = name, .is_open = true};

    g_assert(is_name(name));
    close_tag(xml);
    if (parent != NULL) {
        parent->has_elements = true;
        if (is_among(name, running, G_N_ELEMENTS(running)))
            parent->has_text = true;
        else if (!parent->has_text)
            ct_out_put_n(xml->out, "\n", 1);
    }
    ct_out_put_n(xml->out, "<", 1);
    ct_out_put(xml->out, name);
    g_array_append_val(xml->elements, element);
}

void
ct_xml_end(CtXml *xml)
{
    Element element;

    g_assert(xml->elements->len > 0);
    element = *innermost(xml);
    if (xml->kind == CT_XML_XML && element.is_open) {
        ct_out_put(xml->out, "/>");
    } else {
        close_tag(xml);
        if (element.has_elements && !element.has_text)
            ct_out_put_n(xml->out, "\n", 1);
        if (xml->kind == CT_XML_XML || !is_among(element.name, unclosed, G_N_ELEMENTS(unclosed))) {
            ct_out_put_n(xml->out, "</", 2);
            ct_out_put(xml->out, element.name);
            ct_out_put_n(xml->out, ">", 1);
        } else {
            g_assert(!element.has_elements && !element.has_text);
        }
    }
    g_array_set_size(xml->elements, xml->elements->len - 1);
    if (xml->elements->len == 0)
        ct_out_put_n(xml->out, "\n", 1);
}

static const char *
entity_of(gunichar character, bool in_attribute)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n': /* a reader of attributes makes spaces of these */
        return in_attribute ? "&#10;" : NULL;
    case '\t':
        return in_attribute ? "&#9;" : NULL;
    default:
        return NULL;
    }
}

static void
put_escaped(CtXml *xml, const char *text, bool in_attribute)
{
    g_autoptr(GString) escaped = g_string_sized_new(64);
    size_t length = strlen(text), size;

    for (size_t i = 0; i < length; i += size) {
        gunichar character = ct_text_next(text + i, length - i, &size);
        const char *entity = entity_of(character, in_attribute);

        if (entity != NULL)
            g_string_append(escaped, entity);
        else if (character == '\n' || character == '\t')
            g_string_append_c(escaped, (char)character);
        else
            ct_text_append_printable(escaped, character);
    }
    ct_out_put_n(xml->out, escaped->str, escaped->len);
}

void
ct_xml_attribute(CtXml *xml, const char *name, const char *value)
{
    Element *element = innermost(xml);

    g_assert(element != NULL && element->is_open && is_name(name));
    if (value == NULL)
        return;
    ct_out_put_n(xml->out, " ", 1);
    ct_out_put(xml->out, name);
    ct_out_put_n(xml->out, "=\"", 2);
    put_escaped(xml, value, true);
    ct_out_put_n(xml->out, "\"", 1);
}

void
ct_xml_attributef(CtXml *xml, const char *name, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *value = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    ct_xml_attribute(xml, name, value);
}

void
ct_xml_text(CtXml *xml, const char *text)
{
    Element *element = innermost(xml);

    g_assert(element != NULL);
    if (text == NULL || *text == '\0')
        return;
    close_tag(xml);
    element->has_text = true;
    put_escaped(xml, text, false);
}

void
ct_xml_textf(CtXml *xml, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    ct_xml_text(xml, text);
}

void
ct_xml_markup(CtXml *xml, const char *markup)
{
    Element *element = innermost(xml);

    close_tag(xml);
    if (element != NULL)
        element->has_text = true;
    ct_out_put(xml->out, markup);
}

void
ct_xml_begin_class(CtXml *xml, const char *name, const char *class)
{
    ct_xml_begin(xml, name);
    ct_xml_attribute(xml, "class", class);
}

void
ct_xml_put(CtXml *xml, const char *name, const char *class, const char *text)
{
    ct_xml_begin_class(xml, name, class);
    ct_xml_text(xml, text);
    ct_xml_end(xml);
}

void
ct_xml_putf(CtXml *xml, const char *name, const char *class, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    ct_xml_put(xml, name, class, text);
}
