/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/xml_out.h"

static void
test_elements_stand_on_lines_and_running_text_does_not(void)
{
    g_autoptr(CtOut) out = ct_out_new_string();
    g_autoptr(CtXml) xml = ct_xml_new(out, CT_XML_HTML);

    ct_xml_begin(xml, "html");
    ct_xml_begin(xml, "meta");
    ct_xml_attribute(xml, "charset", "utf-8");
    ct_xml_attribute(xml, "absent", NULL);
    ct_xml_end(xml);
    ct_xml_begin_class(xml, "p", "lead");
    ct_xml_text(xml, "one ");
    ct_xml_put(xml, "b", NULL, "two");
    ct_xml_textf(xml, " %d", 3);
    ct_xml_end(xml);
    ct_xml_begin(xml, "script"); /* an empty element is closed all the same */
    ct_xml_end(xml);
    ct_xml_end(xml);

    CHECK_STR(ct_out_text(out), "<!DOCTYPE html>\n"
                                "<html>\n"
                                "<meta charset=\"utf-8\">\n"
                                "<p class=\"lead\">one <b>two</b> 3</p>\n"
                                "<script></script>\n"
                                "</html>\n");
}

static void
test_xml_closes_everything(void)
{
    g_autoptr(CtOut) out = ct_out_new_string();
    g_autoptr(CtXml) xml = ct_xml_new(out, CT_XML_XML);

    ct_xml_begin(xml, "testsuite");
    ct_xml_attributef(xml, "tests", "%d", 1);
    ct_xml_begin(xml, "testcase");
    ct_xml_end(xml);
    ct_xml_begin(xml, "system-out");
    ct_xml_text(xml, "");
    ct_xml_end(xml);
    ct_xml_end(xml);

    CHECK_STR(ct_out_text(out), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<testsuite tests=\"1\">\n"
                                "<testcase/>\n"
                                "<system-out/>\n"
                                "</testsuite>\n");
}

static void
test_text_stays_text(void)
{
    static const struct {
        const char *text, *content, *attribute;
    } cases[] = {
        {"</p><script>alert(1)</script>", "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
         "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"\" onload='x' & y", "&quot; onload=&#39;x&#39; &amp; y",
         "&quot; onload=&#39;x&#39; &amp; y"},
        {"]]>", "]]&gt;", "]]&gt;"},
        {"&lt;", "&amp;lt;", "&amp;lt;"},
        {"a\nb\tc\rd", "a\nb\tc?d", "a&#10;b&#9;c?d"},
        {"\033[31m\001\x7f", "?[31m??", "?[31m??"},
        {"\xE2\x80\xAEgnp.exe", "?gnp.exe", "?gnp.exe"},     /* right-to-left override */
        {"\xC0\xAF\xFFz\xED\xA0\x80", "???z???", "???z???"}, /* no UTF-8 */
        {"gr\xC3\xBC\xC3\x9F \xF0\x9F\x94\x91", "grüß 🔑", "grüß 🔑"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(CtOut) out = ct_out_new_string();
        g_autoptr(CtXml) xml = ct_xml_new(out, CT_XML_FRAGMENT);
        g_autofree char *want =
            g_strdup_printf("<td title=\"%s\">%s</td>\n", cases[i].attribute, cases[i].content);

        ct_xml_begin(xml, "td");
        ct_xml_attribute(xml, "title", cases[i].text);
        ct_xml_text(xml, cases[i].text);
        ct_xml_end(xml);
        CHECK_STR(ct_out_text(out), want);
    }
}

CU_TestInfo test_xml_out_tests[] = {
    {"elements stand on lines of their own, running text does not",
     test_elements_stand_on_lines_and_running_text_does_not},
    {"XML closes every element", test_xml_closes_everything},
    {"text stays text, whatever is in it", test_text_stays_text},
    CU_TEST_INFO_NULL,
};
