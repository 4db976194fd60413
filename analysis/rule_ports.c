/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/rule_ports.h"

#include "topology/words.h"

enum { MOST_PORTS = 4 };

void
ct_append_port(GString *text, CtPortRange port)
{
    const char *protocol = ct_word_text(CT_WORDS_PROTOCOL, port.protocol);

    if (port.low == 0 && port.high == UINT16_MAX)
        g_string_append(text, port.protocol == 0 ? "any port" : protocol);
    else if (port.low == port.high)
        g_string_append_printf(text, "%s/%u", protocol, port.low);
    else
        g_string_append_printf(text, "%s/%u-%u", protocol, port.low, port.high);
}

void
ct_append_rule_ports(GString *text, const CtModel *model, CtSpan ports)
{
    if (!ct_span_is_stated(ports) || ports.length == 0) {
        g_string_append(text, "any port");
        return;
    }
    for (uint32_t i = 0; i < MIN(ports.length, MOST_PORTS); i++) {
        if (i > 0)
            g_string_append(text, ", ");
        ct_append_port(text, model->port_ranges.data[ports.start + i]);
    }
    if (ports.length > MOST_PORTS)
        g_string_append(text, ", …");
}
