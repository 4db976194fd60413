/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scenario.lua and README.md of a scenario's package, and the importer. */
#include "base/units.h"
#include "topology/import/nasim_write.h"
#include "topology/yaml/scalar_text.h"

/* Flaws times products: the one thing whose size is no sum over the file. */
enum { MOST_AFFECTED = 4000000 };

char *
ct_nasim_scenario(const CtNasim *nasim)
{
    GString *text =
        g_string_new("-- From a scenario of the Network Attack Simulator; see README.md.\n"
                     "pack \"nasim\"\n\nname ");

    ct_scalar_text_quote(text, nasim->name); /* no control characters: its escapes are Lua's */
    g_string_append_c(text, '\n');
    if (nasim->step_limit > 0)
        g_string_append_printf(text,
                               "horizon \"%" G_GINT64_FORMAT
                               "h\" -- step_limit: an action an hour\n",
                               nasim->step_limit);
    g_string_append(text, "\nattacker \"outsider\" {\n  entry = { located \"internet\"");
    for (uint32_t subnet = 1; subnet < nasim->n_subnets; subnet++)
        if (ct_nasim_is_public(nasim, subnet))
            g_string_append_printf(text, ", known \"subnet-%u\"", subnet);
    g_string_append(text, " },\n  goals = {\n    [\"every-sensitive-host\"] = all {\n");
    for (guint h = 0; h < nasim->hosts->len; h++) {
        g_autofree char *id = ct_nasim_host_id(nasim, h);

        if (g_array_index(nasim->hosts, CtNasimHost, h).sensitive)
            g_string_append_printf(text, "      exec(\"%s\", \"admin\"),\n", id);
    }
    g_string_append(text, "    },\n  },\n"
                          "  knowledge = \"discover\",\n"
                          "  skill = \"novice\",\n"
                          "  parallel = 1,\n"
                          "  cost = \"effort\",\n}\n");
    return g_string_free(text, FALSE);
}

static const char readme_head[] =
    "A scenario of the Network Attack Simulator (NASim), translated by\n"
    "`cybertwin convert --from nasim`. The least sum of action costs to own every\n"
    "sensitive host:\n"
    "\n"
    "    cybertwin run . --cost effort\n"
    "\n"
    "## What became what\n"
    "\n"
    "| NASim | here |\n"
    "|---|---|\n"
    "| subnet | a zone `subnet-N`, with the network of its name; subnet 0 is `internet` |\n"
    "| host (s, h) | an asset `host-s-h`; its value is `x: { value: … }` |\n"
    "| hosts alike in os, services, processes | one product; os and processes under `x:` |\n"
    "| service | a service with a port of its own |\n"
    "| exploit | a vulnerability of that service on every product that runs it |\n"
    "| privilege escalation | a local vulnerability of every product that runs the process |\n"
    "| their os, prob and cost | `x:` of the vulnerability; access root is `admin` |\n"
    "| a firewall row (i, j) | a conduit; what it lists may pass, `transit: false` |\n"
    "| a host's firewall | `firewall: { deny: … }` of the asset, by sender |\n"
    "| topology column 0 | `known` from the start: the subnets that the attacker sees |\n"
    "| subnet_scan_cost | `x: { scan_cost: … }` of the zone scanned from |\n"
    "| sensitive_hosts | the goal: admin on all of them |\n"
    "| step_limit | the horizon, an action an hour |\n"
    "\n"
    "The rules are the technique pack `nasim`, which `scenario.lua` asks for: exploit,\n"
    "privilege escalation and subnet scan. An action's cost is its effort, its `prob`\n"
    "the chance of each attempt.\n"
    "\n"
    "## What differs\n"
    "\n"
    "- The attacker exploits from a host that he holds, or from the internet where the\n"
    "  row (0, j) lets the service pass. NASim lets every host of a public subnet count\n"
    "  as a sender, held or not, and asks no sender for a target in a public subnet:\n"
    "  there the row (0, j) has no effect.\n"
    "- Scans of services, os and processes cost, but no action needs them; they are not\n"
    "  part of the least sum and were left out.\n"
    "- Values of hosts are kept, rewards are not counted.\n";

static void
put_actions(GString *text, const GArray *actions, const CtNasimIds *ids, guint first)
{
    for (guint i = 0; i < actions->len; i++) {
        const char *id = g_ptr_array_index(ids->actions, first + i);
        char number[32];

        g_string_append_printf(text, "- `%s`: cost %s\n", id,
                               ct_units_number_text(g_array_index(actions, CtNasimAction, i).cost,
                                                    number));
    }
}

char *
ct_nasim_readme(const CtNasim *nasim)
{
    GString *text = g_string_new("# ");
    g_autoptr(CtNasimIds) ids = ct_nasim_ids_new(nasim);
    uint32_t n_sensitive = 0;

    for (guint h = 0; h < nasim->hosts->len; h++)
        n_sensitive += g_array_index(nasim->hosts, CtNasimHost, h).sensitive ? 1 : 0;
    g_string_append(text, nasim->name);
    g_string_append(text, "\n\n");
    g_string_append(text, readme_head);
    g_string_append_printf(text,
                           "\n## What was read\n\n"
                           "Subnets: %u, hosts: %u, sensitive: %u, kinds of machine: %u.\n",
                           nasim->n_subnets - 1, nasim->hosts->len, n_sensitive,
                           ids->first_of_product.length);
    if (nasim->n_unused_permits > 0)
        g_string_append_printf(text,
                               "\nFirewall rows between subnets that the topology does not "
                               "connect, left out: %u.\n",
                               nasim->n_unused_permits);
    g_string_append(text, "\nExploits:\n\n");
    put_actions(text, nasim->exploits, ids, 0);
    g_string_append(text, "\nPrivilege escalations:\n\n");
    put_actions(text, nasim->escalations, ids, nasim->exploits->len);
    return g_string_free(text, FALSE);
}

CtOutFiles *
ct_nasim_convert(const CtImportInput *input)
{
    g_autoptr(CtNasim) nasim = ct_nasim_read(input);
    CtOutFiles *files;

    if (nasim == NULL)
        return NULL;
    g_autoptr(CtNasimIds) ids = ct_nasim_ids_new(nasim);
    if (ct_nasim_count_affected(nasim, ids) > MOST_AFFECTED) {
        ct_diag_error(input->diag, (CtPos){.file = input->file, .line = 1, .column = 1},
                      "exploits and privilege escalations times the kinds of machine that have "
                      "what they work on: more than %d",
                      (int)MOST_AFFECTED);
        return NULL;
    }
    files = ct_out_files_new();
    ct_out_files_add(files, "topology.yaml", ct_nasim_topology(nasim));
    ct_out_files_add(files, "scenario.lua", ct_nasim_scenario(nasim));
    ct_out_files_add(files, "README.md", ct_nasim_readme(nasim));
    return files;
}
