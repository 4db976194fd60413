/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * docs/topology-format.md out of the tables: what the tables do not say stands in the texts here.
 */
#include "topology/yaml/grammar.h"

#include "base/limits.h"

#include <string.h>

static const char introduction[] =
    "# The topology file\n"
    "\n"
    "<!-- Generated from the tables that the reader uses; edit those. -->\n"
    "\n"
    "A topology is one YAML document in UTF-8. It begins with `cybertwin: 1` and then has sections "
    "in any order, each a map from ids to entities. References may point forwards and backwards.\n"
    "\n"
    "```yaml\n"
    "cybertwin: 1\n"
    "name: Two zones and a door\n"
    "products:\n"
    "  plc-x: { kind: plc, services: { modbus: { port: tcp/502, auth: none } } }\n"
    "zones: { office: {}, plant: { sl_t: 2 } }\n"
    "conduits:\n"
    "  door: { from: office, to: plant, allow: [ { port: tcp/502 } ] }\n"
    "assets:\n"
    "  plc-1: { product: plc-x, zone: plant }\n"
    "```\n"
    "\n"
    "## Rules of writing\n"
    "\n"
    "- **Ids** are letters, digits, `-` and `_`, a letter or digit first, at most 128 characters. "
    "They are unique in their section; networks, channels, conduits and data share one set of ids, "
    "and so do assets and functions, because one key may name either.\n"
    "- **Booleans** are `true` and `false` only. `yes`, `no`, `on` and `off` are text, and an "
    "error where a boolean is meant.\n"
    "- **One value may stand for a list**: `opens: plc-x.modbus`.\n"
    "- **Nothing** (a key without a value) is an error, save for an entity or a section, which is "
    "then empty.\n"
    "- **Anchors, aliases and merge keys** (`&a`, `*a`, `<<: *a`) work. What is written beats what "
    "is merged, the first of a list of merged maps beats the later ones. Tags do not work.\n"
    "- **Unknown and repeated keys** are errors. `x: { … }` takes anything, on any entity.\n"
    "- **Ports** name their protocol: `tcp/443`, `udp/161`, `icmp`, `can`, `zigbee`, `usb`. Rules "
    "also take ranges, `tcp/8000-8010`, a bare `tcp` for all its ports, and `any`.\n"
    "- **Services** are written `product.service`, for every instance, or `asset.service`.\n"
    "- **A set of assets** is an id, a list, or a selector: `{ zone: z }` with the zones in it, "
    "`{ product: p }`, `{ supplier: s }` (what it made), `{ kind: k }`. A list is their union. In "
    "a channel's `from`, `{ supplier: s }` is the organisation and the assets it operates.\n"
    "- **Instances** of an asset with `count: 20` are `meter[0]` to `meter[19]`; where zones "
    "around "
    "it have counts too, their indices come first, the outermost zone's at the start: "
    "`bulb[17][2]`.\n"
    "- **Fractions** are numbers from 0 to 1 or percentages. **Capacities** are Mbit/s or have a "
    "unit: `kbit`, `Mbit`, `Gbit`.\n"
    "- **Versions** in `affects` are `pkg:type/name@RANGE`, a range being a comma list of `<v`, "
    "`<=v`, `>v`, `>=v`, `=v`, all of which must hold. A component that states no version is taken "
    "to be affected.\n"
    "- **`include: [suppliers.yaml, sites/north.yaml]`** reads other files where it stands; paths "
    "are relative to the including file and stay in the package's folder. Only the first file "
    "needs `cybertwin: 1`. The result is that of one file.\n"
    "- **`--set path=value`** on the command line replaces what a file says: `SECTION.ID.KEY`, "
    "deeper where maps lie in maps, `SECTION.ID` for a whole entity. The value is YAML; `null` "
    "takes a key out; lists are replaced whole.\n"
    "\n"
    "A default in the tables below is what is assumed when a key is absent; where a path in a "
    "result rests on one, the result says so.\n";

static void
put_cell(CtOut *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '|')
            ct_out_put(out, "\\");
        ct_out_put_n(out, c, 1);
    }
}

static const struct {
    const char *title, *link;
    const CtShape *shape;
} parts[] = {
    {"Components", "components", &ct_shape_component},
    {"Services", "services", &ct_shape_service},
    {"Security", "security", &ct_shape_security},
    {"Firewalls", "firewalls", &ct_shape_firewall},
    {"Rules", "rules", &ct_shape_rule},
};

static const char *
part_title(const CtShape *shape)
{
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i].shape == shape)
            return parts[i].title;
    return "";
}

static const char *
part_link(const CtShape *shape)
{
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i].shape == shape)
            return parts[i].link;
    return "";
}

static void
put_key_cells(CtOut *out, const char *prefix, const CtKey *key)
{
    g_autofree char *expects = ct_key_expects(key);

    ct_out_printf(out, "| `%s%s`%s | ", prefix, key->name, key->required ? " (required)" : "");
    put_cell(out, key->type == CT_KEY_REFUSED ? "refused" : expects);
    if (key->type == CT_KEY_PART || key->type == CT_KEY_ENTITIES)
        ct_out_printf(out, ", see [%s](#%s) below", part_title(key->shape), part_link(key->shape));
    else if (key->type == CT_KEY_RULES)
        ct_out_put(out, ", see [Rules](#rules) below");
    ct_out_put(out, " | ");
    put_cell(out, key->fallback != NULL ? key->fallback : "–");
    ct_out_put(out, " | ");
    put_cell(out, key->doc);
    ct_out_put(out, " |\n");
}

static void
put_rows(CtOut *out, const char *prefix, const CtShape *shape)
{
    for (uint32_t i = 0; i < shape->n_keys; i++) {
        const CtKey *key = &shape->keys[i];

        put_key_cells(out, prefix, key);
        if (key->type == CT_KEY_MAP || key->type == CT_KEY_POLICY) {
            g_autofree char *inner = g_strconcat(prefix, key->name, ".", NULL);

            put_rows(out, inner, key->shape);
        }
    }
}

static void
put_table(CtOut *out, const char *title, const CtShape *shape)
{
    ct_out_printf(out, "\n## %s\n\n%s\n\n", title, shape->doc);
    ct_out_put(out, "| key | value | default | meaning |\n|---|---|---|---|\n");
    put_rows(out, "", shape);
}

static void
put_limits(CtOut *out)
{
    ct_out_put(out, "\n## Limits\n\nPast a limit a file is refused; each has an option.\n\n"
                    "| option | default | what |\n|---|---|---|\n");
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        const CtLimitInfo *info = &ct_limit_infos[i];
        uint64_t value;

        if (!g_str_has_prefix(info->flag, "max-yaml") && strcmp(info->flag, "max-includes") != 0 &&
            strcmp(info->flag, "max-assets") != 0)
            continue;
        memcpy(&value, (const char *)&ct_limits_default + info->offset, sizeof value);
        ct_out_printf(out, "| `--%s` | %" G_GUINT64_FORMAT " | ", info->flag, value);
        put_cell(out, info->help);
        ct_out_put(out, " |\n");
    }
}

void
ct_grammar_write_markdown(CtOut *out)
{
    ct_out_put(out, introduction);
    put_table(out, "Top level", &ct_shape_top);
    put_table(out, "Every entity", &ct_shape_entity);
    for (size_t i = 0; i < ct_n_section_grammars; i++) {
        g_autofree char *title =
            g_strdup_printf("`%s`", ct_section_name(ct_section_grammars[i].section));

        put_table(out, title, ct_section_grammars[i].shape);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        put_table(out, parts[i].title, parts[i].shape);
    put_table(out, "`waivers`", &ct_shape_waiver);
    ct_out_put(out, "\n`waivers` is a list of such maps.\n");
    put_limits(out);
}
