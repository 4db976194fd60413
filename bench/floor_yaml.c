/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/floor_yaml.h"

#include <stdbool.h>
#include <yaml.h>

uint64_t
ct_floor_yaml(const char *text, size_t length)
{
    yaml_parser_t parser;
    uint64_t n_events = 0;
    bool done = false;

    if (!yaml_parser_initialize(&parser))
        return 0;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    while (!done) {
        yaml_event_t event;

        if (!yaml_parser_parse(&parser, &event)) {
            n_events = 0;
            break;
        }
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        n_events++;
    }
    yaml_parser_delete(&parser);
    return n_events;
}
