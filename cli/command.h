/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A subcommand: a row of a table and a function. The table also writes --help, the manual page
 * and the shell completions (cli/help.h), so none of them can lag behind.
 */
#pragma once

#include "cli/options.h"
#include "cli/status.h"

#include "base/out.h"

typedef struct CtCommand CtCommand;

/* One invocation, parsed. */
typedef struct CtCli {
    const CtCommand *command;
    CtOptions options;
    char **operands; /* NULL-terminated; their number is within the command's bounds */
    unsigned n_operands;
    const char *format; /* --format, or the command's first */
    unsigned width;     /* columns of text output */
    bool color;         /* of text output */
    bool color_error;   /* of standard error */
} CtCli;

typedef struct CtExample {
    const char *line; /* without "cybertwin " */
    const char *text;
} CtExample;

struct CtCommand {
    const char *name;
    CtStatus (*run)(CtCli *cli);
    const char *operands; /* "PACKAGE FROM TO" */
    unsigned min_operands, max_operands;
    uint64_t options;           /* CT_OPTIONS_… groups, COMMON not named */
    const char *const *formats; /* NULL-terminated, the default first; NULL: none */
    const char *line;           /* what it does, one line, no full stop */
    const char *text;           /* paragraphs, parted by empty lines */
    const CtExample *examples;  /* up to one with a NULL line; or NULL */
};

extern const CtCommand ct_commands[];
extern const size_t ct_n_commands;

/* NULL if there is none of that name. */
const CtCommand *ct_command_find(const char *name);

/* Whether the options given make the operands needless: convert --schema. */
bool ct_command_needs_no_operand(const CtCli *cli);

/* Says that there is no command @name and what is near; CT_STATUS_INPUT. */
CtStatus ct_command_refuse(const CtCli *cli, const char *name);
