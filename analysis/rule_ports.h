/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ports in a few words. */
#pragma once

#include "topology/model.h"

void ct_append_port(GString *text, CtPortRange port); /* "tcp/443", "tcp/8000-8010" */

/* "tcp/443, udp/53, …": the first few of a rule's @ports; "any port" where none are stated. */
void ct_append_rule_ports(GString *text, const CtModel *model, CtSpan ports);
