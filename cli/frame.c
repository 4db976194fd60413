/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin frame PACKAGE|RUN`: the blueprint as a picture, or as a sequence of them. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/package.h"
#include "cli/progress.h"
#include "cli/replication.h"
#include "cli/terminal.h"

#include "base/units.h"
#include "draw/frame.h"
#include "draw/render_cairo.h"
#include "draw/render_svg.h"
#include "draw/render_text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

enum { DEFAULT_COUNT = 120, MOST_COUNT = 10000, LEAST_SIDE = 100, MOST_SIDE = 16384 };

/* What to draw on, as asked for. */
typedef struct Canvas {
    double width, height, scale;
    CtTheme theme;
    const char *format;
} Canvas;

/* Everything that a picture may show; what is not asked for is NULL. */
typedef struct Subject {
    CtBlueprint *blueprint;
    CtLayout *layout;
    CtChronicle *chronicle;
    CtSnapshot *snapshot;
    CtDossier *dossier;
    CtSegmentation *segmentation;
    const CtPath *path;
    char *line; /* below the title */
    uint64_t replication;
    bool is_run;
} Subject;

static void
subject_clear(Subject *subject)
{
    ct_snapshot_free(subject->snapshot);
    ct_chronicle_free(subject->chronicle);
    ct_layout_free(subject->layout);
    ct_blueprint_free(subject->blueprint);
    ct_dossier_free(subject->dossier);
    ct_segmentation_free(subject->segmentation);
    g_free(subject->line);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Subject, subject_clear)

/* --- options --- */

static bool
parse_size(const CtCli *cli, Canvas *canvas)
{
    const char *text = cli->options.size != NULL ? cli->options.size : "1280x800";
    g_auto(GStrv) parts = g_strsplit(text, "x", 3);
    int64_t width = 0, height = 0;

    if (g_strv_length(parts) == 2 &&
        ct_units_parse_integer(parts[0], LEAST_SIDE, MOST_SIDE, &width, NULL) &&
        ct_units_parse_integer(parts[1], LEAST_SIDE, MOST_SIDE, &height, NULL)) {
        canvas->width = (double)width;
        canvas->height = (double)height;
        return true;
    }
    ct_say_error(cli, "--size '%s': expected WIDTHxHEIGHT, each from %d to %d", text, LEAST_SIDE,
                 MOST_SIDE);
    return false;
}

static bool
parse_scale(const CtCli *cli, Canvas *canvas)
{
    const char *text = cli->options.scale != NULL ? cli->options.scale : "1";

    if (ct_units_parse_number(text, &canvas->scale, NULL) && canvas->scale >= 0.25 &&
        canvas->scale <= 8 && canvas->width * canvas->scale <= 2 * MOST_SIDE &&
        canvas->height * canvas->scale <= 2 * MOST_SIDE)
        return true;
    ct_say_error(cli,
                 "--scale '%s': expected a number from 0.25 to 8 with which no side passes %d "
                 "pixels",
                 text, 2 * MOST_SIDE);
    return false;
}

/* --format, else what the output's name ends in, else the command's first. NULL: nobody knows what
 * the name ends in. */
static const char *
choose_format(const CtCli *cli)
{
    const char *name = cli->options.output != NULL ? cli->options.output : "";
    const char *dot = strrchr(name, '.');

    if (cli->options.format != NULL)
        return cli->format;
    for (size_t i = 0; dot != NULL && cli->command->formats[i] != NULL; i++)
        if (g_ascii_strcasecmp(dot + 1, cli->command->formats[i]) == 0)
            return cli->command->formats[i];
    if (dot != NULL && strchr(dot, G_DIR_SEPARATOR) == NULL)
        return NULL;
    return cli->options.frames != NULL ? "png" : cli->format;
}

static bool
parse_canvas(const CtCli *cli, Canvas *canvas)
{
    canvas->theme = g_strcmp0(cli->options.theme, "dark") == 0 ? CT_THEME_DARK : CT_THEME_LIGHT;
    canvas->format = choose_format(cli);
    if (canvas->format == NULL) {
        ct_say_error(cli,
                     "--output '%s': a picture's name ends in .svg, .png, .pdf or .text; else "
                     "--format says what to draw",
                     cli->options.output);
        return false;
    }
    if (cli->options.path < 0 || cli->options.path > 10000) {
        ct_say_error(cli, "--path must be between 1 and 10000");
        return false;
    }
    if (cli->options.count < 0 || cli->options.count == 1 || cli->options.count > MOST_COUNT) {
        ct_say_error(cli, "--count must be between 2 and %d", MOST_COUNT);
        return false;
    }
    return parse_size(cli, canvas) && parse_scale(cli, canvas);
}

/* --- of a package --- */

/* The fact that makes @id alone the attacker's. */
static bool
blast_fact(const CtCli *cli, const CtTwin *twin, const char *id, CtFact *ret_fact)
{
    static const char *const kinds[] = {"exec", "supplier", "tainted", "holds"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *text = g_strconcat(kinds[i], ":", id, NULL);

        if (ct_fact_parse(ct_library_fact_kinds(twin->library), twin->instances, text, ret_fact,
                          NULL))
            return true;
    }
    ct_say_error(cli,
                 "--blast '%s': there is no asset, supplier, product, component or credential "
                 "of that name",
                 id);
    return false;
}

static bool
add_blast(const CtCli *cli, const CtTwin *twin, Subject *subject, CtStatus *ret_status)
{
    CtFact fact;
    CtFactId entry;

    if (!blast_fact(cli, twin, cli->options.blast, &fact)) {
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    entry = ct_graph_fact(twin->graph, fact);
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(twin->graph, &entry, 1);

    subject->chronicle = ct_chronicle_new_rest(subject->blueprint, twin->graph, fixpoint);
    subject->snapshot = ct_snapshot_new(subject->blueprint, subject->chronicle);
    ct_snapshot_seek(subject->snapshot, 0);
    subject->line = g_strdup_printf("What falls when %s alone is the attacker's: %u of %u assets",
                                    cli->options.blast, ct_snapshot_fallen(&subject->snapshot->all),
                                    subject->blueprint->n_instances);
    return true;
}

static bool
add_path(CtCli *cli, CtPackage *package, Subject *subject, CtStatus *ret_status)
{
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .scenario_cost = cli->options.cost == NULL,
                                .n_paths = (uint32_t)cli->options.path};
    const CtGoalFinding *goal = NULL;

    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &options.cost))
        g_assert_not_reached(); /* the options are checked */
    subject->dossier = ct_package_analyse(package, cli, &options, ret_status);
    if (subject->dossier == NULL)
        return false;
    for (uint32_t i = 0; i < subject->dossier->n_attackers && goal == NULL; i++)
        if (subject->dossier->attackers[i].n_goals > 0)
            goal = &subject->dossier->attackers[i].goals[0];
    if (goal == NULL || (uint32_t)cli->options.path > goal->n_paths) {
        if (goal == NULL)
            ct_say_error(cli, "--path: there is no goal; name one with --goal");
        else
            ct_say_error(cli, "--path %d: there are %u ways to %s", cli->options.path,
                         goal->n_paths, goal->id);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    subject->path = &goal->paths[cli->options.path - 1];
    g_autofree char *time = ct_units_time_text(subject->path->cost.time_ms);

    subject->line = g_strdup_printf("Way %d to %s: %u steps, %s", cli->options.path, goal->id,
                                    subject->path->n_steps, time);
    return true;
}

static bool
add_failures(const CtCli *cli, CtPackage *package, Subject *subject, CtStatus *ret_status)
{
    g_autoptr(GError) error = NULL;
    CtSegOptions options = {.as_of = package->as_of, .most_paths = 1};

    ct_progress_phase(cli, "holding zones against each other");
    subject->segmentation = ct_segmentation_new(package->twin, &options, &error);
    if (subject->segmentation != NULL)
        return true;
    ct_say_error(cli, "%s", error->message);
    *ret_status = CT_STATUS_INPUT;
    return false;
}

static bool
load_package(CtCli *cli, CtPackage *package, Subject *subject, CtStatus *ret_status)
{
    const CtOptions *options = &cli->options;
    CtTwinStage stage = options->path > 0 || options->blast != NULL || options->failures
                            ? CT_TWIN_SOLVED
                            : CT_TWIN_INSTANCES;

    if (options->at != NULL || options->frames != NULL || options->replication != NULL) {
        ct_say_error(cli, "--at, --frames and --replication are of a run file; '%s' is a design",
                     cli->operands[0]);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    *ret_status = ct_package_load(package, cli, cli->operands[0], stage);
    if (*ret_status != CT_STATUS_OK)
        return false;
    subject->blueprint = ct_blueprint_new(package->twin);
    return (options->blast == NULL || add_blast(cli, package->twin, subject, ret_status)) &&
           (options->path == 0 || add_path(cli, package, subject, ret_status)) &&
           (!options->failures || add_failures(cli, package, subject, ret_status));
}

/* --- of a run --- */

static bool
load_run(CtCli *cli, Subject *subject, CtStatus *ret_status)
{
    const CtOptions *options = &cli->options;
    int64_t at = 0;

    if (options->path > 0 || options->failures || options->blast != NULL) {
        ct_say_error(cli, "--path, --failures and --blast are of a design; '%s' is a run",
                     cli->operands[0]);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    if (options->at != NULL && !ct_units_parse_time(options->at, &at, NULL)) {
        ct_say_error(cli, "--at '%s': expected a time, for example 3h or 2d4h", options->at);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    g_autoptr(CtRunRead) run = ct_run_open(cli, cli->operands[0], ret_status);

    if (run == NULL || !ct_replication_find(cli, run, &subject->replication, ret_status))
        return false;
    g_autoptr(CtRunAgain) again = ct_run_do_again(cli, run, ret_status);

    if (again == NULL)
        return false;
    g_autoptr(GArray) records =
        ct_replication_events(cli, run, again->sim, subject->replication, ret_status);

    if (records == NULL)
        return false;
    subject->is_run = true;
    subject->blueprint = ct_blueprint_new(again->twin);
    subject->chronicle = ct_chronicle_new(subject->blueprint, again->twin, again->sim, records);
    subject->snapshot = ct_snapshot_new(subject->blueprint, subject->chronicle);
    ct_snapshot_seek(subject->snapshot, options->at != NULL ? at : subject->chronicle->end_ms);
    return true;
}

/* What the moment shown is. */
static void
tell_moment(Subject *subject)
{
    g_autofree char *now = ct_units_time_text(subject->snapshot->time);
    g_autofree char *end = ct_units_time_text(subject->chronicle->end_ms);

    g_free(subject->line);
    subject->line =
        g_strdup_printf("Replication %" G_GUINT64_FORMAT " after %s of %s: %u of %u assets held",
                        subject->replication, now, end, ct_snapshot_fallen(&subject->snapshot->all),
                        subject->blueprint->n_instances);
}

/* --- writing --- */

static bool
write_scene(
    const CtScene *scene, const Canvas *canvas, const char *title, CtOut *out, GError **error)
{
    if (strcmp(canvas->format, "png") == 0)
        return ct_render_png(scene, canvas->theme, canvas->scale, out, error);
    if (strcmp(canvas->format, "pdf") == 0)
        return ct_render_pdf(scene, canvas->theme, out, error);
    if (strcmp(canvas->format, "text") == 0)
        ct_render_text(scene, out);
    else
        ct_render_svg(scene, canvas->theme, title, true, out);
    return true;
}

static void
draw_subject(CtScene *scene, const Subject *subject)
{
    ct_scene_clear(scene);
    ct_frame_draw(scene, &(CtFrame){.layout = subject->layout,
                                    .snapshot = subject->snapshot,
                                    .chronicle = subject->is_run ? subject->chronicle : NULL,
                                    .end_ms = subject->is_run ? subject->chronicle->end_ms : 0,
                                    .path = subject->path,
                                    .segmentation = subject->segmentation,
                                    .line = subject->line});
}

static CtStatus
write_one(CtCli *cli, const Canvas *canvas, Subject *subject)
{
    g_autoptr(CtScene) scene = ct_scene_new(canvas->width, canvas->height);
    g_autoptr(GError) error = NULL;
    CtOut *out = ct_result_open(cli);

    if (subject->is_run)
        tell_moment(subject);
    draw_subject(scene, subject);
    if (write_scene(scene, canvas, subject->blueprint->name, out, &error))
        return ct_result_close(cli, out, CT_STATUS_OK);
    ct_result_discard(cli, out);
    ct_say_error(cli, "%s", error->message);
    return CT_STATUS_INTERNAL;
}

/* From the first moment to the last, evenly. */
static CtStatus
write_sequence(CtCli *cli, const Canvas *canvas, Subject *subject)
{
    uint32_t n = cli->options.count > 0 ? (uint32_t)cli->options.count : DEFAULT_COUNT;
    g_autoptr(CtScene) scene = ct_scene_new(canvas->width, canvas->height);
    g_autoptr(GError) error = NULL;

    if (g_mkdir_with_parents(cli->options.frames, 0777) != 0) {
        ct_say_error(cli, "cannot make the folder '%s': %s", cli->options.frames,
                     g_strerror(errno));
        return CT_STATUS_INPUT;
    }
    ct_progress_phase(cli, "drawing");
    for (uint32_t i = 0; i < n; i++) {
        g_autofree char *name = g_strdup_printf("frame-%05u.%s", i + 1, canvas->format);
        g_autofree char *path = g_build_filename(cli->options.frames, name, NULL);
        g_autoptr(CtOut) out = ct_out_new_file(path);

        ct_progress_count(i, n);
        ct_snapshot_seek(subject->snapshot,
                         (int64_t)((double)subject->chronicle->end_ms * i / (n - 1)));
        tell_moment(subject);
        draw_subject(scene, subject);
        if (!write_scene(scene, canvas, subject->blueprint->name, out, &error) ||
            !ct_out_close(out, &error)) {
            ct_say_error(cli, "%s", error->message);
            return CT_STATUS_INTERNAL;
        }
    }
    return CT_STATUS_OK;
}

CtStatus
ct_command_frame(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_auto(Subject) subject = {0};
    Canvas canvas = {0};
    CtStatus status = CT_STATUS_INPUT;
    bool run = ct_assessment_is_run(cli->operands[0]);

    if (!parse_canvas(cli, &canvas))
        return CT_STATUS_INPUT;
    if (run ? !load_run(cli, &subject, &status) : !load_package(cli, &package, &subject, &status))
        return status;
    ct_progress_phase(cli, "drawing");
    subject.layout = ct_layout_new(subject.blueprint);
    return cli->options.frames != NULL ? write_sequence(cli, &canvas, &subject)
                                       : write_one(cli, &canvas, &subject);
}
