/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The known product kinds and the well-known ports (DESIGN 3, TECHNIQUES 0 and 3). Both are data
 * that `cybertwin list kinds` and `cybertwin list services` print.
 */
#include "topology/words.h"

#include <glib.h>
#include <string.h>

#define OT .is_ot = true
#define PROCESS .is_ot = true, .drives_process = true, .reports = true
#define MAIL .reads_mail = true
#define FORWARDS .forwards = true

const CtKindInfo ct_kind_infos[] = {
    {"access-point", .note = "joins radio clients to a network"},
    {"actuator", PROCESS, .note = "moves the process"},
    {"app", .note = "an application that people or devices use"},
    {"base-station", .note = "radio access of a mobile network"},
    {"battery", .note = "battery storage system"},
    {"build-system", .note = "builds what a supplier releases"},
    {"camera", .note = "a camera"},
    {"charger", .note = "charging point of electric vehicles"},
    {"cloud", .note = "a platform or tenant in a data centre of others"},
    {"controller", PROCESS, .note = "a controller of another make than those listed"},
    {"core-function", .note = "a network function of a mobile core"},
    {"database", .note = "keeps data for other applications"},
    {"dataset", .note = "what a model is trained on"},
    {"dcs", PROCESS, .note = "distributed control system"},
    {"directory", .note = "directory of accounts"},
    {"drive", PROCESS, .note = "motor or valve drive"},
    {"ecu", PROCESS, .note = "electronic control unit of a vehicle"},
    {"ews", OT, MAIL, .note = "engineering workstation"},
    {"firewall", FORWARDS, .note = "a packet filter between networks"},
    {"gateway", FORWARDS, .note = "joins networks, or ends remote access"},
    {"gateway-ot", PROCESS, FORWARDS, .note = "converts between field and network protocols"},
    {"historian", OT, .note = "keeps process values"},
    {"hmi", PROCESS, MAIL, .note = "operator station"},
    {"hub", FORWARDS, .note = "home automation hub"},
    {"hypervisor", .note = "hosts virtual machines"},
    {"inverter", .note = "photovoltaic or battery inverter"},
    {"io", PROCESS, .note = "remote input and output, power supplies included"},
    {"jump-host", .note = "the one way into a protected zone"},
    {"laptop", MAIL, .note = "a portable computer"},
    {"library", .note = "software that others build in"},
    {"light", .note = "a lamp or luminaire"},
    {"lock", .note = "a door lock"},
    {"meter", PROCESS, .note = "a meter"},
    {"model", .note = "a machine-learning model"},
    {"phone", MAIL, .note = "a phone or tablet"},
    {"pipeline", .note = "builds or trains by itself"},
    {"plc", PROCESS, .note = "programmable logic controller"},
    {"printer", .note = "a printer"},
    {"protection", PROCESS, .note = "protection device of a grid"},
    {"registry", .note = "holds packages, images or models"},
    {"relay", PROCESS, .note = "protection relay"},
    {"router", FORWARDS, .note = "joins networks"},
    {"rtu", PROCESS, .note = "remote terminal unit"},
    {"sensor", PROCESS, .note = "measures the process"},
    {"server", .note = "a server"},
    {"service", .note = "something others host and offer"},
    {"sis", PROCESS, .note = "safety instrumented system"},
    {"speaker", .note = "a smart speaker"},
    {"storage", .note = "network storage"},
    {"switch", FORWARDS, .note = "a network switch"},
    {"tcu", PROCESS, .note = "telematics control unit of a vehicle"},
    {"thermostat", .note = "a thermostat"},
    {"tool", .note = "engineering or diagnostic software"},
    {"tv", .note = "a television set"},
    {"vehicle", .note = "a whole vehicle"},
    {"wearable", .note = "worn by a person"},
    {"workstation", MAIL, .note = "an office or operator computer"},
};
const size_t ct_n_kind_infos = G_N_ELEMENTS(ct_kind_infos);

#undef OT
#undef PROCESS
#undef MAIL
#undef FORWARDS

#define FIELD (CT_GIVES_CONTROL | CT_GIVES_PARAMETERS)
#define LOGIC (FIELD | CT_GIVES_PROGRAM)

const CtPortInfo ct_port_infos[] = {
    {CT_PROTOCOL_TCP, 21, "FTP", CT_GIVES_FILES, false},
    {CT_PROTOCOL_TCP, 22, "SSH", CT_GIVES_SHELL, true},
    {CT_PROTOCOL_TCP, 23, "Telnet", CT_GIVES_SHELL, false},
    {CT_PROTOCOL_TCP, 25, "SMTP", CT_GIVES_MAIL, false},
    {CT_PROTOCOL_TCP, 80, "HTTP", CT_GIVES_APP, false},
    {CT_PROTOCOL_TCP, 102, "S7, MMS", LOGIC, false},
    {CT_PROTOCOL_TCP, 135, "DCOM", CT_GIVES_SHELL, false},
    {CT_PROTOCOL_TCP, 143, "IMAP", CT_GIVES_MAIL, false},
    {CT_PROTOCOL_TCP, 443, "HTTPS", CT_GIVES_APP, true},
    {CT_PROTOCOL_TCP, 445, "SMB", CT_GIVES_SHELL | CT_GIVES_FILES, false},
    {CT_PROTOCOL_TCP, 502, "Modbus", FIELD, false},
    {CT_PROTOCOL_TCP, 512, "rexec", CT_GIVES_SHELL, false},
    {CT_PROTOCOL_TCP, 513, "rlogin", CT_GIVES_SHELL, false},
    {CT_PROTOCOL_TCP, 514, "rsh", CT_GIVES_SHELL, false},
    {CT_PROTOCOL_TCP, 587, "SMTP submission", CT_GIVES_MAIL, false},
    {CT_PROTOCOL_TCP, 993, "IMAPS", CT_GIVES_MAIL, true},
    {CT_PROTOCOL_TCP, 2049, "NFS", CT_GIVES_FILES, false},
    {CT_PROTOCOL_TCP, 2404, "IEC 60870-5-104", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_TCP, 3389, "RDP", CT_GIVES_SHELL, false},
    {CT_PROTOCOL_TCP, 4840, "OPC UA", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_TCP, 5900, "VNC", CT_GIVES_SHELL, false},
    {CT_PROTOCOL_TCP, 5985, "WinRM", CT_GIVES_SHELL, false},
    {CT_PROTOCOL_TCP, 5986, "WinRM over TLS", CT_GIVES_SHELL, true},
    {CT_PROTOCOL_TCP, 8883, "MQTT over TLS", CT_GIVES_APP, true},
    {CT_PROTOCOL_TCP, 20000, "DNP3", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_TCP, 44818, "EtherNet/IP", LOGIC, false},
    {CT_PROTOCOL_UDP, 69, "TFTP", CT_GIVES_FILES, false},
    {CT_PROTOCOL_UDP, 161, "SNMP", CT_GIVES_MANAGE, false},
    {CT_PROTOCOL_UDP, 9600, "FINS", LOGIC, false},
    {CT_PROTOCOL_UDP, 20000, "DNP3", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_UDP, 47808, "BACnet", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_ZIGBEE, 0, "Zigbee", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_Z_WAVE, 0, "Z-Wave", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_CAN, 0, "CAN", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_LIN, 0, "LIN", CT_GIVES_CONTROL, false},
    {CT_PROTOCOL_PROFIBUS, 0, "PROFIBUS", CT_GIVES_CONTROL, false},
};
const size_t ct_n_port_infos = G_N_ELEMENTS(ct_port_infos);

#undef FIELD
#undef LOGIC

const CtKindInfo *
ct_kind_find(const char *name)
{
    size_t low = 0, high = ct_n_kind_infos; /* the table is sorted by name */

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, ct_kind_infos[middle].name);

        if (order == 0)
            return &ct_kind_infos[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const CtPortInfo *
ct_port_find(uint8_t protocol, uint16_t port)
{
    for (size_t i = 0; i < ct_n_port_infos; i++)
        if (ct_port_infos[i].protocol == protocol && ct_port_infos[i].port == port)
            return &ct_port_infos[i];
    return NULL;
}
