/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/fleet.h"

#include <glib.h>

#define ZONE_SIZE 50u

static const struct {
    const char *name, *line, *entry;
} families[CT_FLEET_FAMILY_COUNT] = {
    [CT_FLEET_PARTITIONED] = {"partitioned", "zones of 50, each open to the next and to the core",
                              "located:zone-0"},
    [CT_FLEET_FLAT] = {"flat", "one network, all exploitable by all, written out", "located:lan"},
    [CT_FLEET_COUNT] = {"count", "the same from one row with count:", "located:lan"},
};

const char *
ct_fleet_name(CtFleetFamily family)
{
    return families[family].name;
}

const char *
ct_fleet_line(CtFleetFamily family)
{
    return families[family].line;
}

const char *
ct_fleet_entry(CtFleetFamily family)
{
    return families[family].entry;
}

/* A product with a service that an exploit takes over: the vector asks for nothing. */
static void
write_head(CtFleetFamily family, uint32_t n_assets, CtOut *out)
{
    ct_out_printf(out, "cybertwin: 1\nname: %s fleet of %u\n", ct_fleet_name(family), n_assets);
    ct_out_put(out, "suppliers:\n"
                    "  maker: { name: Maker, tier: 1 }\n"
                    "products:\n"
                    "  node:\n"
                    "    kind: gateway\n"
                    "    supplier: maker\n"
                    "    version: \"1.0\"\n"
                    "    components:\n"
                    "      httpd: { purl: \"pkg:generic/httpd@2.5.0\", supplier: maker }\n"
                    "    services:\n"
                    "      web: { port: tcp/443, auth: password, gives: [manage], runs_as: admin,"
                    " component: httpd }\n"
                    "vulnerabilities:\n"
                    "  CVE-2024-0001:\n"
                    "    affects: [\"pkg:generic/httpd@<3.0.0\"]\n"
                    "    cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"\n"
                    "    epss: 0.5\n"
                    "    gains: admin\n");
}

static void
write_partitioned(uint32_t n_assets, uint32_t n_zones, CtOut *out)
{
    ct_out_put(out, "zones:\n");
    for (uint32_t z = 0; z < n_zones; z++)
        ct_out_printf(out, "  zone-%u: { sl_t: %u }\n", z, 1 + z % 3);
    ct_out_put(out, "conduits:\n");
    for (uint32_t z = 1; z < n_zones; z++) {
        ct_out_printf(out,
                      "  next-%u: { from: zone-%u, to: zone-%u, allow: [ { port: tcp/443 } ] }\n",
                      z, z - 1, z);
        ct_out_printf(out,
                      "  core-%u: { from: zone-%u, to: zone-0, allow: [ { port: [tcp/443, "
                      "\"tcp/8000-8010\"] } ] }\n",
                      z, z);
    }
    ct_out_put(out, "assets:\n");
    for (uint32_t a = 0; a < n_assets; a++)
        ct_out_printf(out,
                      "  node-%u: { product: node, zone: zone-%u, criticality: { availability: low "
                      "} }\n",
                      a, (uint32_t)((uint64_t)a * n_zones / n_assets));
}

static void
write_one_network(CtFleetFamily family, uint32_t n_assets, CtOut *out)
{
    ct_out_put(out, "networks:\n"
                    "  lan: { medium: ethernet }\n"
                    "zones:\n"
                    "  plant: { networks: [lan], sl_t: 1 }\n"
                    "assets:\n");
    if (family == CT_FLEET_COUNT) {
        ct_out_printf(out, "  node: { product: node, zone: plant, count: %u }\n", n_assets);
        return;
    }
    for (uint32_t a = 0; a < n_assets; a++)
        ct_out_printf(out,
                      "  node-%u: { product: node, zone: plant, criticality: { availability: low } "
                      "}\n",
                      a);
}

void
ct_fleet_write(CtFleetFamily family, uint32_t n_assets, CtOut *out)
{
    write_head(family, n_assets, out);
    if (family == CT_FLEET_PARTITIONED)
        write_partitioned(n_assets, (n_assets + ZONE_SIZE - 1) / ZONE_SIZE, out);
    else
        write_one_network(family, n_assets, out);
}

void
ct_fleet_write_zones(uint32_t n_assets, uint32_t n_zones, CtOut *out)
{
    write_head(CT_FLEET_PARTITIONED, n_assets, out);
    write_partitioned(n_assets, n_zones, out);
}
