/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines that --help, the manual page and the tests show for each command, in its order. */
#include "cli/command_examples.h"

const CtExample ct_examples_check[] = {
    {"check topology.yaml", "read one topology and say what is wrong with it"},
    {"check -f json scenarios/energy-ukraine-2015", "the same for a program to read"},
    {NULL, NULL},
};

const CtExample ct_examples_run[] = {
    {"run scenarios/energy-ukraine-2015", "the attacker and the goals of the package's scenario"},
    {"run topology.yaml --entry located:internet --goal exec:hmi-1:admin",
     "a topology alone, with an attacker named here"},
    {"run PACKAGE --set conduits.corp-control.controls.mfa=otp --fail-on reachable",
     "would a second factor help? Exit status 1 if a goal is still reachable"},
    {"run PACKAGE -f json -o result.json", "the result for a program to read"},
    {"run PACKAGE -n 10000 --seed 7 -o run.ctrun",
     "more replications, kept with everything they were made from; --resume goes on after a stop"},
    {NULL, NULL},
};

const CtExample ct_examples_why[] = {
    {"why scenarios/energy-ukraine-2015 controls:rtu-north",
     "how the attacker commands one substation"},
    {"why-not PACKAGE exec:historian:admin", "what keeps him out of the historian"},
    {NULL, NULL},
};

const CtExample ct_examples_reach[] = {
    {"reach PACKAGE hmi-1 rtu-1", "every service of rtu-1, seen from hmi-1"},
    {"reach PACKAGE located:internet vpn-1 --service tunnel", "one service, from the internet"},
    {NULL, NULL},
};

const CtExample ct_examples_convert[] = {
    {"convert PACKAGE -o normal.yaml", "one normalised file, includes merged"},
    {"convert PACKAGE -f dot | dot -Tsvg > zones.svg", "a picture of zones and assets"},
    {"convert --schema -o topology.schema.json", "let an editor complete and check topologies"},
    {"convert --from nasim tiny.yaml -o tiny", "a package from a scenario of another simulator"},
    {NULL, NULL},
};

const CtExample ct_examples_graph[] = {
    {"graph PACKAGE -f graphml -o attack.graphml", "the attack graph for yEd, Gephi or igraph"},
    {"graph PACKAGE controls:rtu-1 | dot -Tsvg > rtu-1.svg",
     "what leads to one fact, as a picture"},
    {NULL, NULL},
};

const CtExample ct_examples_paths[] = {
    {"paths scenarios/energy-ukraine-2015 --goal controls:rtu-north -k 10 --cost effort",
     "the ten ways of least effort to one goal, side by side"},
    {"paths PACKAGE --goal 'any(halted:hmi-1, halted:hmi-2)' --cost stealth -v",
     "by how likely they stay unnoticed, with every reason"},
    {NULL, NULL},
};

const CtExample ct_examples_cuts[] = {
    {"cuts scenarios/energy-ukraine-2015", "what to take away, for every goal of the scenario"},
    {"cuts PACKAGE --goal controls:rtu-1 -f json", "one goal, for a program to read"},
    {NULL, NULL},
};

const CtExample ct_examples_goals[] = {
    {"goals scenarios/energy-ukraine-2015", "which failures would violate which requirement"},
    {"goals topology.yaml -f json", "for a program to read"},
    {NULL, NULL},
};

const CtExample ct_examples_structure[] = {
    {"structure scenarios/energy-ukraine-2015",
     "single points, and zones that are not what they seem"},
    {"structure PACKAGE -f graphml -o shape.graphml",
     "the graph with its measures, for yEd or Gephi"},
    {NULL, NULL},
};

const CtExample ct_examples_tree[] = {
    {"tree scenarios/energy-ukraine-2015 breaker", "a goal of the scenario, by its name"},
    {"tree PACKAGE controls:rtu-1 -f dot | dot -Tsvg > tree.svg", "any fact, as a picture"},
    {NULL, NULL},
};

const CtExample ct_examples_blast[] = {
    {"blast scenarios/energy-ukraine-2015", "which asset, supplier or credential would hurt most"},
    {NULL, NULL},
};

const CtExample ct_examples_surface[] = {
    {"surface scenarios/energy-ukraine-2015", "services, people and channels open to an outsider"},
    {"surface PACKAGE --entry located:guest-wifi", "the same for one on the guest network"},
    {NULL, NULL},
};

const CtExample ct_examples_stats[] = {
    {"stats run.ctrun", "how likely, how soon and how loud the attack was"},
    {"stats run.ctrun -f json", "the same for a program to read"},
    {NULL, NULL},
};

const CtExample ct_examples_kpi[] = {
    {"kpi scenarios/energy-ukraine-2015", "the figures of a design, held against its targets"},
    {"kpi run.ctrun -v", "of a run file, with what each figure is"},
    {"kpi run.ctrun -f json", "the same for a program to read"},
    {NULL, NULL},
};

const CtExample ct_examples_report[] = {
    {"report run.ctrun -o report.html", "one page for the board and the architect, from a run"},
    {"report PACKAGE -f sarif --file-prefix designs/mill -o mill.sarif",
     "findings at their lines, for the repository that has the package in designs/mill"},
    {"report run.ctrun -f csv -o tables", "every table, into a new folder"},
    {"report run.ctrun -f csv --table steps", "one of them"},
    {NULL, NULL},
};

const CtExample ct_examples_scenario[] = {
    {"scenario check scenarios/energy-ukraine-2015", "does its script run, and does it name what is"
                                                     " there"},
    {"scenario check PACKAGE/night.lua", "another script of the same package"},
    {NULL, NULL},
};

const CtExample ct_examples_trace[] = {
    {"trace run.ctrun", "the course in the middle: what succeeded, and what it gave"},
    {"trace run.ctrun --replication fastest -v", "every try of the fastest one"},
    {"trace run.ctrun --replication 17 -f csv -o 17.csv", "one by number, for a spreadsheet"},
    {NULL, NULL},
};

const CtExample ct_examples_frame[] = {
    {"frame scenarios/energy-ukraine-2015 -o plan.svg", "the design as a blueprint"},
    {"frame PACKAGE --path 1 --failures -o attack.png --scale 2",
     "the best way to the goal, and the walls that do not hold"},
    {"frame PACKAGE --show chokes,cuts -o narrow.png", "what to close first"},
    {"frame PACKAGE --show matrix -o zones.svg", "what is open from zone to zone"},
    {"frame run.ctrun --at 3h -o three-hours.png", "how far the attack had come after three hours"},
    {"frame run.ctrun --at 3h --path 1 --failures -o over.png",
     "the best way and the walls that do not hold, over that moment"},
    {"frame run.ctrun --frames pictures --count 240", "a picture each for a video"},
    {NULL, NULL},
};

const CtExample ct_examples_view[] = {
    {"view scenarios/energy-ukraine-2015", "walk through a design; ? shows the keys"},
    {NULL, NULL},
};

const CtExample ct_examples_replay[] = {
    {"replay run.ctrun", "watch the replication in the middle"},
    {"replay run.ctrun --replication worst --at 3h --speed 600x",
     "the worst one, from its third hour on"},
    {"replay before.ctrun --compare after.ctrun", "two designs under the same attack"},
    {NULL, NULL},
};

const CtExample ct_examples_verify[] = {
    {"verify run.ctrun", "is this what its inputs give?"},
    {"verify run.ctrun --hash", "two runs of one hash are the same run"},
    {NULL, NULL},
};

const CtExample ct_examples_merge[] = {
    {"merge share-*.ctrun -o run.ctrun", "join what several machines computed"},
    {NULL, NULL},
};

const CtExample ct_examples_segments[] = {
    {"segments scenarios/energy-ukraine-2015", "the zones held against each other"},
    {"segments PACKAGE --fail-on high -f json", "for a gate: exit status 1 on a grave failure"},
    {"segments PACKAGE --set conduits.corp-control.controls.mfa=otp", "what would a change mend?"},
    {NULL, NULL},
};

const CtExample ct_examples_list[] = {
    {"list techniques", "every technique of the library"},
    {"list facts", "what FACT may be, in questions and scenarios"},
    {NULL, NULL},
};

const CtExample ct_examples_diff[] = {
    {"diff PACKAGE --set conduits.corp-control.controls.mfa=otp",
     "what would a change do to everything that is measured?"},
    {"diff before.ctrun after.ctrun --fail-on worse -f json",
     "for a gate: exit status 1 if anything got worse"},
    {"diff before.ctrun after.ctrun -f html -o better.html", "a page for those who decide"},
    {NULL, NULL},
};

const CtExample ct_examples_explain[] = {
    {"explain T0866", "every rule that carries this id"},
    {"explain valid-accounts PACKAGE", "one rule, and where it applies in a package"},
    {NULL, NULL},
};

const CtExample ct_examples_help[] = {
    {"help run", "explain a command"},
    {"help --completion bash > cybertwin.bash",
     "write what lets bash complete commands and options"},
    {NULL, NULL},
};
