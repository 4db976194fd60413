/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of subcommands, in the order in which --help lists them. */
#include "cli/commands.h"

#include "cli/command_examples.h"

#define TEXT_RESULT (CT_OPTIONS_OUTPUT | CT_OPTIONS_FORMAT | CT_OPTIONS_WIDTH)
#define TOPOLOGY (CT_OPTIONS_MODEL | CT_OPTIONS_LIMITS)
#define ATTACK (TOPOLOGY | CT_OPTIONS_ATTACK | CT_OPTIONS_ATTACKER)

static const char *const text_json[] = {"text", "json", NULL};
static const char *const diff_formats[] = {"text", "json", "html", NULL};
static const char *const list_formats[] = {"text", "json", "markdown", NULL};
static const char *const model_formats[] = {"yaml", "json", "graphml", "dot", NULL};
static const char *const structure_formats[] = {"text", "json", "graphml", NULL};
static const char *const tree_formats[] = {"text", "dot", "json", NULL};
static const char *const trace_formats[] = {"text", "jsonl", "csv", NULL};
static const char *const report_formats[] = {"html", "json", "sarif", "junit",
                                             "csv",  "md",   "pdf",   NULL};
static const char *const frame_formats[] = {"svg", "png", "pdf", "text", NULL};
static const char *const graph_formats[] = {"dot", "graphml", "json", NULL};

const CtCommand ct_commands[] = {
    {
        .name = "check",
        .run = ct_command_check,
        .operands = "FILE…",
        .min_operands = 1,
        .max_operands = 1000,
        .options = TEXT_RESULT | TOPOLOGY | CT_OPTIONS_ATTACK,
        .formats = text_json,
        .line = "read topologies and report every error and oddity",
        .text = "Reads each FILE, a topology or a package folder, and reports all that is wrong "
                "with it, each with file, line, column and the line itself. Errors make the "
                "topology unusable. Warnings name what is legal but odd: an entity that nothing "
                "uses, a zone without assets, a conduit that can never match, a credential that "
                "opens nothing. Of a package folder its techniques and its scenario are checked "
                "too.",
        .examples = ct_examples_check,
    },
    {
        .name = "run",
        .run = ct_command_run,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_RUN | CT_OPTIONS_SIMULATE | CT_OPTIONS_JOBS |
                   CT_OPTIONS_STATISTICS | CT_OPTIONS_STANDARDS,
        .formats = text_json,
        .line = "let the attacker loose: what he reaches, how, and how soon",
        .text =
            "Takes the attacker, his entries and his goals from scenario.lua of the package or "
            "from --entry and --goal; without any entry he stands on the networks of the zones "
            "marked outside. Says for each goal whether it can be reached; the best path, step "
            "by step, each with its technique, the reasons and the lines of the topology; or, "
            "for a goal out of reach, what is one condition short. Then what falls when "
            "nothing stops him, where the segmentation fails and what would stop him.\n\n"
            "Where the package has a scenario, or -n asks for it, the attack is then played many "
            "times: how likely each goal is, how soon, how loud. With -o NAME.ctrun all of it is "
            "kept in a run file, with everything it was made from, for stats, trace and verify; "
            "while it grows it is NAME.ctrun.part, and after Ctrl-C or a crash --resume goes on "
            "with it.\n\n"
            "Exit status 1 where a target of the topology is missed or --fail-on says so.\n\n"
            "A path's effort is the mean time that its steps take together, its time that of "
            "the longest chain of them, each succeeding: figures to compare paths and designs "
            "by, no forecast.",
        .examples = ct_examples_run,
    },
    {
        .name = "why",
        .run = ct_command_why,
        .operands = "PACKAGE FACT",
        .min_operands = 2,
        .max_operands = 2,
        .options = TEXT_RESULT | ATTACK,
        .formats = text_json,
        .line = "how the attacker gets something, or what keeps him from it",
        .text = "If FACT can be had, shows one way to it, from the entries on, with what each step "
                "needs. If it cannot, says so with what is one condition short: a rule, a "
                "credential, a failed condition of a technique. 'why-not' is another name of this "
                "command.",
        .examples = ct_examples_why,
    },
    {
        .name = "why-not",
        .run = ct_command_why,
        .operands = "PACKAGE FACT",
        .min_operands = 2,
        .max_operands = 2,
        .options = TEXT_RESULT | ATTACK,
        .formats = text_json,
        .line = "the same as why",
        .text = "Another name of 'why': whichever is asked, what holds is explained and what does "
                "not hold is explained.",
    },
    {
        .name = "reach",
        .run = ct_command_reach,
        .operands = "PACKAGE FROM TO",
        .min_operands = 3,
        .max_operands = 3,
        .options = TEXT_RESULT | TOPOLOGY | CT_OPTIONS_REACH,
        .formats = text_json,
        .line = "can one asset send to another, and by which rule",
        .text = "FROM is an asset, a network, a zone or located:NETWORK; TO is an asset or "
                "asset.service. Answers for every service of TO, with the conduits, rules and "
                "lines that let packets pass, or with every rule that was tried and why it does "
                "not. This is about packets alone: what an attacker does with them is for 'run'.",
        .examples = ct_examples_reach,
    },
    {
        .name = "segments",
        .run = ct_command_segments,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | TOPOLOGY | CT_OPTIONS_ATTACK | CT_OPTIONS_SEGMENTS,
        .formats = text_json,
        .line = "what may pass between zones, what does, and where that fails",
        .text = "Holds every zone against every other: is it intended that one gets to the other, "
                "do the rules allow it, and does an attacker who holds the one get a session, "
                "execution, control or a halt in the other? Then the failures, S1 to S9, each with "
                "an id that a waiver can name, the line responsible, the cheapest way an attacker "
                "makes use of it, and what mends it.\n\n"
                "Exit status 1 if more failures count than targets.segmentation_failures bears, or "
                "one is at or above --fail-on; 4 if a limit left something undecided.",
        .examples = ct_examples_segments,
    },
    {
        .name = "validate",
        .run = ct_command_validate,
        .operands = "PACKAGE|RUN",
        .min_operands = 1,
        .max_operands = 1,
        .options =
            TEXT_RESULT | TOPOLOGY | CT_OPTIONS_ATTACK | CT_OPTIONS_STANDARDS | CT_OPTIONS_VALIDATE,
        .formats = text_json,
        .line = "would the design pass: standards, requirement by requirement",
        .text =
            "Holds the design against catalogs of standards: each requirement passes, fails, does "
            "not apply, or waits for a document, which is named; with what was looked at, where, "
            "and what would mend it. What attackers of the scenario achieve counts: a claim that "
            "they defeat is a failure, and the attack is shown. For IEC 62443-3-3 each zone's "
            "target level (SL-T) stands beside what was achieved (SL-A).\n\n"
            "First come the changes that would settle most. A requirement that passes only "
            "because the topology claims it (x: { claims: { … } }) is counted apart.\n\n"
            "Without --standard those count that the topology names (x: { standards: [ID, …] }), "
            "else all that are for its domain. Catalogs and checks of your own go into the folder "
            "standards of the package, or where --catalogs says.\n\n"
            "Exit status 1 if a mandatory requirement fails, or what --fail-on says; 4 if a limit "
            "left something undecided.",
        .examples = ct_validate_examples,
    },
    {
        .name = "paths",
        .run = ct_command_paths,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_GOAL | CT_OPTIONS_COST | CT_OPTIONS_PATHS,
        .formats = text_json,
        .line = "the best ways to a goal, side by side",
        .text = "Finds the best distinct ways to each goal, from none of which a step can be "
                "dropped, and shows all six costs of each, what tells them from the first, and "
                "their steps. --verbose adds what each step gains and why it works.\n\n"
                "effort is hours of work, time until the last step of the longest chain is done, "
                "works the chance that all of it works at the first try, unnoticed that no sensor "
                "on the way sees it, skill the highest needed. By time and skill a way is good as "
                "its worst part; by the others costs add up, and the search for the least is "
                "bounded by --max-search: past it the ways found are shown as far as known, and "
                "the exit status is 4.",
        .examples = ct_examples_paths,
    },
    {
        .name = "cuts",
        .run = ct_command_cuts,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_GOAL | CT_OPTIONS_CUTS,
        .formats = text_json,
        .line = "what to take away so that a goal is out of reach",
        .text = "For each goal: the choke points, without which no way is left; the least sets of "
                "conduit rules, assets, credentials or vulnerabilities that close every way; and "
                "the cheapest sets of the topology's measures that do. Every set is verified by "
                "running without it, measures by loading the topology with them. An asset that "
                "goes is hardened: nothing is gained on it. Assets that the goal itself speaks of "
                "are left out.\n\n"
                "Exit status 4 if a limit was hit before the least was proved; the answer then "
                "says how much at least is needed.",
        .examples = ct_examples_cuts,
    },
    {
        .name = "goals",
        .run = ct_command_goals,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_COST,
        .formats = text_json,
        .line = "what would violate each requirement, and whether it can",
        .text = "Takes each requirement of the topology to the facts that would violate it: of a "
                "function through the assets and functions that it needs, and how many of them; of "
                "data through its being read, altered or destroyed. Says which of these the "
                "attacker can have, and what the best way costs. Where a scenario names no "
                "goal, these are the goals of 'run' and 'cuts'.",
        .examples = ct_examples_goals,
    },
    {
        .name = "tree",
        .run = ct_command_tree,
        .operands = "PACKAGE GOAL",
        .min_operands = 2,
        .max_operands = 2,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_NODES,
        .formats = tree_formats,
        .line = "the attack tree of a goal: all ways to it at once",
        .text = "GOAL is the name of one of the scenario's goals or of a requirement, or a fact, "
                "all(FACT, …) or any(FACT, …). Below each fact stand the steps that gain it, any "
                "of which suffices; below each step what it needs, down to what the attacker "
                "starts with. What is shown once is referred to elsewhere by a number; what "
                "differs in alike assets alone is shown once, with the others named. The tree has "
                "exactly the ways that the attack graph has.",
        .examples = ct_examples_tree,
    },
    {
        .name = "blast",
        .run = ct_command_blast,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_BLAST,
        .formats = text_json,
        .line = "what falls when one thing alone is the attacker's",
        .text = "Takes each asset, product, component, credential and supplier in turn as the only "
                "thing that is the attacker's, and counts what falls: assets with his code, zones, "
                "functions, data; weighted by criticality. Assets that nothing tells apart are one "
                "row. Where there are more sources than --max-sources, a sample of them is taken, "
                "and the result says so.",
        .examples = ct_examples_blast,
    },
    {
        .name = "surface",
        .run = ct_command_surface,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | ATTACK,
        .formats = text_json,
        .line = "what the attacker can touch before his first attempt",
        .text = "Lists the services at which his packets arrive, the people he can write to, the "
                "channels he operates and the networks he is on, from where he starts.",
        .examples = ct_examples_surface,
    },
    {
        .name = "structure",
        .run = ct_command_structure,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | TOPOLOGY | CT_OPTIONS_SAMPLE,
        .formats = structure_formats,
        .line = "single points of failure, and zones against what talks to what",
        .text = "What the topology falls into; the single networks, assets, zones, suppliers and "
                "channels without which it falls apart, and the links; what most of the shortest "
                "ways between two of them pass ('ways', a share of all pairs; past 1000 of them an "
                "estimate from a sample, which is said). Then the communities of the real "
                "connectivity, from the rules and networks, held against the zones as declared: "
                "which zones are one in practice, which are several, which assets belong "
                "elsewhere. No attack is asked about.",
        .examples = ct_examples_structure,
    },
    {
        .name = "stats",
        .run = ct_command_stats,
        .operands = "RUN",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | CT_OPTIONS_STATISTICS,
        .formats = text_json,
        .line = "what the replications of a run file say",
        .text =
            "RUN is a run file, or the .part of one that is still being made. For each goal the "
            "share of replications that reached it and the time by which half of all did; "
            "what fell, how often and how soon; which techniques were tried. Intervals speak "
            "of sampling error only: of the model's own errors they know nothing.",
        .examples = ct_examples_stats,
    },
    {
        .name = "kpi",
        .run = ct_command_kpi,
        .operands = "PACKAGE|RUN",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_GOAL | CT_OPTIONS_REPLICATE | CT_OPTIONS_JOBS |
                   CT_OPTIONS_STATISTICS | CT_OPTIONS_STANDARDS,
        .formats = text_json,
        .line = "the key figures of a design, held against targets",
        .text =
            "Computes every key figure that the topology, its attack graph and its replications "
            "yield: of a package they are simulated first, as in 'run'; of a run file they are "
            "read. What hangs on a goal is given for the goal where it is worst. A figure that "
            "cannot be computed says why, and is no target met.\n\n"
            "Exit status 1 where a target is missed, 4 where one cannot be judged.",
        .examples = ct_examples_kpi,
    },
    {
        .name = "diff",
        .run = ct_command_diff,
        .operands = "A [B]",
        .min_operands = 1,
        .max_operands = 2,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_GOAL | CT_OPTIONS_REPLICATE | CT_OPTIONS_JOBS |
                   CT_OPTIONS_STATISTICS | CT_OPTIONS_STANDARDS | CT_OPTIONS_DIFF,
        .formats = diff_formats,
        .line = "two designs or runs side by side: is it better, and by what",
        .text =
            "A and B are packages or run files. Says which goals became reachable and which no "
            "longer are, what the attacker gets and no longer gets, which segmentation failures "
            "were gained and lost, and which key figures moved. --set changes B; without B, it is "
            "A with --set.\n\n"
            "Where both are simulated with equal seed, horizon and number of replications, each "
            "replication meets the same luck in both, and differences are taken one by one: "
            "intervals are then those of the difference. Other estimates count as moved only where "
            "their intervals lie apart.\n\n"
            "Exit status 1 if B is worse in what --fail-on names.",
        .examples = ct_examples_diff,
    },
    {
        .name = "report",
        .run = ct_command_report,
        .operands = "PACKAGE|RUN",
        .min_operands = 1,
        .max_operands = 1,
        .options = CT_OPTIONS_OUTPUT | CT_OPTIONS_FORMAT | ATTACK | CT_OPTIONS_GOAL |
                   CT_OPTIONS_COST | CT_OPTIONS_PATHS | CT_OPTIONS_REPLICATE | CT_OPTIONS_JOBS |
                   CT_OPTIONS_STATISTICS | CT_OPTIONS_REPORT | CT_OPTIONS_STANDARDS,
        .formats = report_formats,
        .line = "what was found, for those who were not there",
        .text =
            "Writes a report from a run file alone, or from a package, which is then analysed and "
            "simulated as in 'run' (-n 0: not simulated).\n\n"
            "html is one file without scripts that works offline, on screen and on paper: what can "
            "happen, how soon, how likely and what to do first; then paths, zones, cuts, figures, "
            "standards, inputs; pdf says the same on sheets of A4. sarif has the findings at their "
            "lines, ways as code flows and fingerprints that stay, for the viewer of a repository. "
            "junit has a test case for each goal, target, failure and requirement; md is short "
            "enough for a comment on a change; csv is one table, "
            "or a folder of them; json is what 'run -f json' writes.\n\n"
            "The same input gives the same bytes. Exit status 1 where a target is missed, 4 where "
            "something is undecided; the report is written all the same.",
        .examples = ct_examples_report,
    },
    {
        .name = "scenario",
        .run = ct_command_scenario,
        .operands = "check PACKAGE",
        .min_operands = 2,
        .max_operands = 2,
        .options = TEXT_RESULT | TOPOLOGY | CT_OPTIONS_ATTACK,
        .line = "read a scenario's script and play it, to see what is wrong with it",
        .text =
            "Reads the scenario of PACKAGE, a folder or a scenario file in it, looks up what it "
            "names, and plays it a hundred times, so that its handlers run. What is wrong with "
            "it is told with file and line, and what to write instead. docs/scenarios.md has "
            "the words.",
        .examples = ct_examples_scenario,
    },
    {
        .name = "trace",
        .run = ct_command_trace,
        .operands = "RUN",
        .min_operands = 1,
        .max_operands = 1,
        .options = TEXT_RESULT | CT_OPTIONS_TRACE,
        .formats = trace_formats,
        .line = "one replication of a run, event by event",
        .text = "Shows what succeeded, when, and what it gave; with --verbose every try, and what "
                "follows by itself. As jsonl or csv, every event. What was not kept in the run "
                "file is played again from the inputs in it.",
        .examples = ct_examples_trace,
    },
    {
        .name = "frame",
        .run = ct_command_frame,
        .operands = "PACKAGE|RUN",
        .min_operands = 1,
        .max_operands = 1,
        .options = CT_OPTIONS_OUTPUT | CT_OPTIONS_FORMAT | ATTACK | CT_OPTIONS_GOAL |
                   CT_OPTIONS_COST | CT_OPTIONS_FRAME,
        .formats = frame_formats,
        .line = "draw a design, or a moment of a run, as a blueprint",
        .text = "Draws zones as rooms by level, conduits as the doors between them, suppliers at "
                "the sides with the channels that lead in, assets as tiles; those alike share one "
                "with a count. Of a run file (a name that ends in .ctrun) the picture shows what "
                "the attacker has at --at in one replication, and the time line below; --path, "
                "--failures and --show are then of the design that it holds. The format "
                "is --format, else what the name after -o ends in. 'text' lists the draw "
                "commands.\n\n"
                "Labels that do not fit are shortened, then left out; the line below the title "
                "says how many.",
        .examples = ct_examples_frame,
    },
    {
        .name = "view",
        .run = ct_command_view,
        .operands = "PACKAGE",
        .min_operands = 1,
        .max_operands = 1,
        .options = ATTACK | CT_OPTIONS_GOAL | CT_OPTIONS_COST | CT_OPTIONS_WINDOW,
        .line = "walk through a design in a window",
        .text = "Opens the blueprint that 'frame' draws in a window: drag it, turn the wheel to "
                "come closer, until folded assets unfold; point at anything to learn what it is, "
                "click it for all of it. At the side stand the ways to each goal, each drawn over "
                "the plan when chosen, and where the segmentation fails. ? shows all keys.\n\n"
                "The window remembers its size and theme. Exit status 2 where there is no display: "
                "'frame' draws without one.",
        .examples = ct_examples_view,
    },
    {
        .name = "replay",
        .run = ct_command_replay,
        .operands = "RUN",
        .min_operands = 1,
        .max_operands = 1,
        .options = CT_OPTIONS_REPLAY | CT_OPTIONS_WINDOW,
        .line = "watch a replication of a run in a window",
        .text = "Plays one replication of a run file over the blueprint of its design: tries "
                "travel along their ways, what falls changes colour and shape, the share held and "
                "the functions that are up move above the time line. Space plays and pauses, n and "
                "p step from event to event, the time line can be dragged; pause, and click: since "
                "when is it his, and by which step? ? shows all keys.\n\n"
                "A replication whose events were not kept is played again. Exit status 2 where "
                "there is no display: 'frame --frames' draws without one.",
        .examples = ct_examples_replay,
    },
    {
        .name = "verify",
        .run = ct_command_verify,
        .operands = "RUN",
        .min_operands = 1,
        .max_operands = 1,
        .options = CT_OPTIONS_OUTPUT | CT_OPTIONS_VERIFY,
        .line = "is a run what its inputs give",
        .text = "Reads every page of the run file, plays replications again from the inputs in it "
                "alone and compares number by number. Exit status 1 if one came out otherwise. "
                "With --hash, prints the hash of all that is part of the result: equal inputs and "
                "options give equal hashes, whatever the threads, restarts and shares.",
        .examples = ct_examples_verify,
    },
    {
        .name = "merge",
        .run = ct_command_merge,
        .operands = "RUN…",
        .min_operands = 1,
        .max_operands = 10000,
        .options = CT_OPTIONS_OUTPUT,
        .line = "join the shares of a run",
        .text =
            "Joins run files made by 'run --shard I/N' into the one that a single machine would "
            "have written, to the byte of its content. All shares must be there and made from "
            "the same inputs and options.",
        .examples = ct_examples_merge,
    },
    {
        .name = "convert",
        .run = ct_command_convert,
        .operands = "PACKAGE|FILE",
        .min_operands = 1,
        .max_operands = 1,
        .options = CT_OPTIONS_OUTPUT | CT_OPTIONS_FORMAT | TOPOLOGY | CT_OPTIONS_CONVERT,
        .formats = model_formats,
        .line = "write a topology in another form; read another tool's model",
        .text =
            "Writes the topology as one normalised YAML file that loads to the same model "
            "(comments, includes and anchors are not kept), as JSON, or the graph of its zones "
            "and assets as GraphML or DOT; what `structure -f graphml` writes carries components, "
            "bridges, betweenness and communities as well. With --schema no PACKAGE is needed."
            "\n\n"
            "With --from TOOL, reads FILE as a model of that tool and writes a package folder: "
            "topology.yaml, scenario.lua and a README.md that says what became what. The "
            "folder that -o names must be new or empty.",
        .examples = ct_examples_convert,
    },
    {
        .name = "graph",
        .run = ct_command_graph,
        .operands = "PACKAGE [FACT…]",
        .min_operands = 1,
        .max_operands = 1000,
        .options = CT_OPTIONS_OUTPUT | CT_OPTIONS_FORMAT | ATTACK | CT_OPTIONS_GRAPH,
        .formats = graph_formats,
        .line = "write the attack graph: facts, and the steps that lead to them",
        .text = "Writes the facts that the attacker can have and the steps that gain them, as DOT, "
                "GraphML or JSON; with FACT, only what derives those.",
        .examples = ct_examples_graph,
    },
    {
        .name = "list",
        .run = ct_command_list,
        .operands = "techniques|services|kinds|facts|relations|kpis|standards|checks [PACKAGE]",
        .min_operands = 1,
        .max_operands = 2,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_STANDARDS,
        .formats = list_formats,
        .line = "list techniques, services, facts, key figures, standards and more",
        .text = "techniques: the rules of the library, with their ids. services: what a service on "
                "a known port gives unless the topology says. kinds: the kinds of products and "
                "what holds of them. facts: what an attacker can have. relations: what a technique "
                "can walk along. kpis: the key figures that targets can name. standards: the "
                "catalogs that validate judges by. checks: what their rows are decided by. With "
                "PACKAGE, techniques, facts, kpis, standards and checks are those of that package, "
                "its own folders included.",
        .examples = ct_examples_list,
    },
    {
        .name = "explain",
        .run = ct_command_explain,
        .operands = "TECHNIQUE|STANDARD|CHECK [PACKAGE]",
        .min_operands = 1,
        .max_operands = 2,
        .options = TEXT_RESULT | ATTACK | CT_OPTIONS_STANDARDS,
        .formats = text_json,
        .line = "a technique, a standard or a check in words",
        .text = "STANDARD is a standard or one requirement of it (iec62443-3-3:SR-1.1): what "
                "decides it, "
                "by which check, with what document. "
                "TECHNIQUE is a rule's name or any of its ids. Says what opens it, what it looks "
                "at, what stops it and where it is written. With PACKAGE, also each way in which "
                "it applies there: what it gains, its numbers and an example.",
        .examples = ct_examples_explain,
    },
    {
        .name = "help",
        .run = ct_command_help,
        .operands = "[COMMAND]",
        .max_operands = 1,
        .options = CT_OPTIONS_HELP | CT_OPTIONS_OUTPUT | CT_OPTIONS_WIDTH,
        .line = "explain a command, or list them",
        .text = "Without COMMAND, lists the commands. With --man or --completion, writes the "
                "manual page or a completion script, from the same tables as this text.",
        .examples = ct_examples_help,
    },
};
const size_t ct_n_commands = G_N_ELEMENTS(ct_commands);

bool
ct_command_needs_no_operand(const CtCli *cli)
{
    return cli->options.schema;
}
