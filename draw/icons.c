/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/icons.h"

#include <string.h>

static const char *const texts[CT_ICON_COUNT] = {
#define CT_ICON(NAME, text, path) text,
#include "draw/icons.def"
#undef CT_ICON
};

static const char *const paths[CT_ICON_COUNT] = {
#define CT_ICON(NAME, text, path) path,
#include "draw/icons.def"
#undef CT_ICON
};

typedef struct KindIcon {
    const char *kind;
    CtIcon icon;
} KindIcon;

/* Sorted by kind; every kind of topology/kinds.c is here (a test sees to it). */
static const KindIcon kinds[] = {
    {"access-point", CT_ICON_ANTENNA},
    {"actuator", CT_ICON_DRIVE},
    {"app", CT_ICON_APP},
    {"base-station", CT_ICON_ANTENNA},
    {"battery", CT_ICON_POWER},
    {"build-system", CT_ICON_BUILD},
    {"camera", CT_ICON_CAMERA},
    {"charger", CT_ICON_POWER},
    {"cloud", CT_ICON_CLOUD},
    {"controller", CT_ICON_CONTROLLER},
    {"core-function", CT_ICON_SERVER},
    {"database", CT_ICON_DATABASE},
    {"dataset", CT_ICON_DATABASE},
    {"dcs", CT_ICON_CONTROLLER},
    {"directory", CT_ICON_DIRECTORY},
    {"drive", CT_ICON_DRIVE},
    {"ecu", CT_ICON_ECU},
    {"ews", CT_ICON_WORKSTATION},
    {"firewall", CT_ICON_FIREWALL},
    {"gateway", CT_ICON_GATEWAY},
    {"gateway-ot", CT_ICON_GATEWAY},
    {"historian", CT_ICON_DATABASE},
    {"hmi", CT_ICON_HMI},
    {"hub", CT_ICON_GATEWAY},
    {"hypervisor", CT_ICON_SERVER},
    {"inverter", CT_ICON_POWER},
    {"io", CT_ICON_CONTROLLER},
    {"jump-host", CT_ICON_JUMP},
    {"laptop", CT_ICON_LAPTOP},
    {"library", CT_ICON_REGISTRY},
    {"light", CT_ICON_LIGHT},
    {"lock", CT_ICON_LOCK},
    {"meter", CT_ICON_METER},
    {"model", CT_ICON_MODEL},
    {"phone", CT_ICON_PHONE},
    {"pipeline", CT_ICON_BUILD},
    {"plc", CT_ICON_CONTROLLER},
    {"printer", CT_ICON_PRINTER},
    {"protection", CT_ICON_RELAY},
    {"registry", CT_ICON_REGISTRY},
    {"relay", CT_ICON_RELAY},
    {"router", CT_ICON_GATEWAY},
    {"rtu", CT_ICON_RTU},
    {"sensor", CT_ICON_SENSOR},
    {"server", CT_ICON_SERVER},
    {"service", CT_ICON_CLOUD},
    {"sis", CT_ICON_SAFETY},
    {"speaker", CT_ICON_MEDIA},
    {"storage", CT_ICON_DATABASE},
    {"switch", CT_ICON_SWITCH},
    {"tcu", CT_ICON_ECU},
    {"thermostat", CT_ICON_SENSOR},
    {"tool", CT_ICON_TOOL},
    {"tv", CT_ICON_MEDIA},
    {"vehicle", CT_ICON_VEHICLE},
    {"wearable", CT_ICON_PHONE},
    {"workstation", CT_ICON_WORKSTATION},
};

const char *
ct_icon_text(CtIcon icon)
{
    g_return_val_if_fail(icon < CT_ICON_COUNT, "");
    return texts[icon];
}

CtIcon
ct_icon_of_kind(const char *kind)
{
    size_t low = 0, high = G_N_ELEMENTS(kinds);

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(kind, kinds[middle].kind);

        if (order == 0)
            return kinds[middle].icon;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return CT_ICON_THING;
}

CtIcon
ct_icon_of_shown(CtShown shown)
{
    static const CtIcon icons[CT_SHOWN_COUNT] = {
        [CT_SHOWN_UNTOUCHED] = CT_ICON_NONE,  [CT_SHOWN_KNOWN] = CT_ICON_SEEN,
        [CT_SHOWN_REACHED] = CT_ICON_ARRIVES, [CT_SHOWN_ATTEMPTED] = CT_ICON_TRIED,
        [CT_SHOWN_RESTORED] = CT_ICON_CHECK,  [CT_SHOWN_ISOLATED] = CT_ICON_CUT,
        [CT_SHOWN_IMPLANT] = CT_ICON_DORMANT, [CT_SHOWN_USER] = CT_ICON_HALF,
        [CT_SHOWN_ADMIN] = CT_ICON_FULL,      [CT_SHOWN_COMMANDED] = CT_ICON_DIAMOND,
        [CT_SHOWN_STOPPED] = CT_ICON_STOP,
    };

    g_return_val_if_fail(shown < CT_SHOWN_COUNT, CT_ICON_NONE);
    return icons[shown];
}

/* One number, and where it ends. */
static double
number(const char **at)
{
    char *end;
    double value = g_ascii_strtod(*at, &end);

    *at = end;
    return value;
}

void
ct_icon_each(CtIcon icon,
             void (*visit)(CtIconOp op, double x, double y, double radius, void *data),
             void *data)
{
    const char *at = paths[icon];

    while (*at != '\0') {
        char op = *at++;
        double x, y;

        switch (op) {
        case 'M':
        case 'L':
            x = number(&at);
            y = number(&at);
            visit(op == 'M' ? CT_ICON_OP_MOVE : CT_ICON_OP_LINE, x, y, 0, data);
            break;
        case 'O':
            x = number(&at);
            y = number(&at);
            visit(CT_ICON_OP_CIRCLE, x, y, number(&at), data);
            break;
        case 'Z':
            visit(CT_ICON_OP_CLOSE, 0, 0, 0, data);
            break;
        case 'F':
            visit(CT_ICON_OP_FILL, 0, 0, 0, data);
            break;
        default:
            break; /* blanks */
        }
    }
}
