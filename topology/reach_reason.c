/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/reach_reason.h"

char *
ct_reach_port_text(CtPortRange port)
{
    const char *protocol = port.protocol == CT_PROTOCOL_UNSTATED
                               ? "any"
                               : ct_word_text(CT_WORDS_PROTOCOL, port.protocol);

    if (port.low == 0 && port.high == UINT16_MAX)
        return g_strdup(protocol);
    if (port.protocol > CT_PROTOCOL_UDP)
        return g_strdup(protocol);
    if (port.low == port.high)
        return g_strdup_printf("%s/%u", protocol, port.low);
    return g_strdup_printf("%s/%u-%u", protocol, port.low, port.high);
}

static char *
ports_text(const CtModel *model, CtSpan ports)
{
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; i < ports.length; i++) {
        g_autofree char *port = ct_reach_port_text(model->port_ranges.data[ports.start + i]);

        g_string_append_printf(text, "%s%s", i == 0 ? "" : ", ", port);
    }
    return g_string_free(text, FALSE);
}

static void
append_term(const CtModel *model, const CtTerm *term, GString *text)
{
    switch ((CtTermKind)term->kind) {
    case CT_TERM_ASSET:
        g_string_append(text, ct_model_id(model, CT_SECTION_ASSETS, term->id));
        for (uint32_t i = 0; i < term->depth; i++)
            g_string_append_printf(text, "[%" G_GUINT32_FORMAT "]", term->index[i]);
        return;
    case CT_TERM_ZONE:
        g_string_append_printf(text, "zone %s", ct_model_id(model, CT_SECTION_ZONES, term->id));
        return;
    case CT_TERM_PRODUCT:
        g_string_append_printf(text, "product %s",
                               ct_model_id(model, CT_SECTION_PRODUCTS, term->id));
        return;
    case CT_TERM_SUPPLIER:
        g_string_append_printf(text, "supplier %s",
                               ct_model_id(model, CT_SECTION_SUPPLIERS, term->id));
        return;
    case CT_TERM_KIND:
        g_string_append_printf(text, "kind %s", ct_model_text(model, term->id));
        return;
    }
}

/* At most a few terms: the position shows the rest. */
static char *
selector_text(const CtModel *model, CtId selector)
{
    CtSpan terms = model->selectors.data[selector].terms;
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; i < terms.length; i++) {
        if (i == 4) {
            g_string_append_printf(text, " and %" G_GUINT32_FORMAT " more", terms.length - i);
            break;
        }
        g_string_append(text, i == 0 ? "" : ", ");
        append_term(model, &model->terms.data[terms.start + i], text);
    }
    return g_string_free(text, FALSE);
}

void
ct_reach_question_add(CtReachQuestion *question,
                      CtReachObstacle obstacle,
                      uint32_t doors,
                      CtId conduit,
                      char *rule,
                      const char *where,
                      CtPos pos,
                      char *reason)
{
    const CtModel *model = question->rules->instances->model;
    CtReachTry *try;

    if (question->verdict->tries->len >= CT_REACH_MOST_TRIES) {
        question->verdict->n_tries_left_out++;
        g_free(rule);
        g_free(reason);
        return;
    }
    try = g_new0(CtReachTry, 1);
    *try = (CtReachTry){
        .obstacle = obstacle,
        .doors = doors,
        .conduit =
            conduit == CT_NO_ID ? NULL : g_strdup(ct_model_id(model, CT_SECTION_CONDUITS, conduit)),
        .rule = rule,
        .where = g_strdup(where),
        .reason = reason,
        .pos = pos,
    };
    g_ptr_array_add(question->verdict->tries, try);
}

static bool
names(const CtReachRules *rules, const uint32_t *rank, uint32_t set, CtId selector)
{
    return selector == CT_NO_ID || ct_id_sets_has(&rules->sets, set, rank[selector]);
}

/* Whether @rule matches; else which of its conditions fails first, and in what words. */
static bool
rule_matches(const CtReachQuestion *question,
             const CtRule *rule,
             bool use_to,
             CtReachObstacle *ret_obstacle,
             char **ret_reason)
{
    const CtReachRules *rules = question->rules;
    const CtModel *model = rules->instances->model;
    const CtServiceGroup *group = &question->groups->groups.data[question->group];

    if (!ct_reach_rule_has_cell(rules, rule, group->cell)) {
        g_autofree char *has = ports_text(model, rule->ports);

        *ret_obstacle = CT_REACH_OBSTACLE_PORT;
        *ret_reason = g_strdup_printf("it is for %s, not %s", has, question->verdict->port);
        return false;
    }
    if (!names(rules, rules->from_rank, question->sender, rule->from)) {
        g_autofree char *from = selector_text(model, rule->from);

        *ret_obstacle = CT_REACH_OBSTACLE_FROM;
        *ret_reason = g_strdup_printf("it is for senders %s, not for %s", from, question->who);
        return false;
    }
    if (use_to && !names(rules, rules->to_rank, group->receiver, rule->to)) {
        g_autofree char *to = selector_text(model, rule->to);

        *ret_obstacle = CT_REACH_OBSTACLE_TO;
        *ret_reason =
            g_strdup_printf("it is for receivers %s, not for %s", to, question->verdict->service);
        return false;
    }
    return true;
}

/* The first rule of @list that matches, CT_NO_ID if none does. */
static CtId
first_match(const CtReachQuestion *question, CtSpan list, bool use_to)
{
    for (uint32_t i = 0; i < list.length; i++) {
        const CtRule *rule = &question->rules->instances->model->rules.data[list.start + i];
        CtReachObstacle obstacle;
        g_autofree char *reason = NULL;

        if (rule_matches(question, rule, use_to, &obstacle, &reason))
            return i;
    }
    return CT_NO_ID;
}

/* Every rule of @list, none of which matches, as a try. */
static void
add_mismatches(CtReachQuestion *question,
               CtSpan list,
               bool use_to,
               uint32_t doors,
               CtId conduit,
               const char *where)
{
    for (uint32_t i = 0; i < list.length; i++) {
        const CtRule *rule = &question->rules->instances->model->rules.data[list.start + i];
        CtReachObstacle obstacle = CT_REACH_OBSTACLE_NOTHING;
        char *reason = NULL;

        if (!rule_matches(question, rule, use_to, &obstacle, &reason))
            ct_reach_question_add(question, obstacle, doors, conduit,
                                  g_strdup_printf("allow[%" G_GUINT32_FORMAT "]", i), where,
                                  rule->pos, reason);
    }
}

bool
ct_reach_question_judge(CtReachQuestion *question, CtId conduit, uint32_t doors, const char *where)
{
    const CtModel *model = question->rules->instances->model;
    const CtConduit *row = &model->conduits.data[conduit];
    CtId denied;

    if (row->allow.length == 0) {
        ct_reach_question_add(question, CT_REACH_OBSTACLE_NOTHING, doors, conduit, NULL, where,
                              row->e.pos, g_strdup("the conduit allows nothing"));
        return false;
    }
    if (first_match(question, row->allow, true) == CT_NO_ID) {
        add_mismatches(question, row->allow, true, doors, conduit, where);
        return false;
    }
    denied = first_match(question, row->deny, true);
    if (denied == CT_NO_ID)
        return true;
    ct_reach_question_add(question, CT_REACH_OBSTACLE_DENIED, doors, conduit,
                          g_strdup_printf("deny[%" G_GUINT32_FORMAT "]", denied), where,
                          model->rules.data[row->deny.start + denied].pos,
                          g_strdup("it is allowed, but this denies it, and deny wins"));
    return false;
}

void
ct_reach_question_judge_firewall(CtReachQuestion *question, uint32_t doors)
{
    const CtModel *model = question->rules->instances->model;
    const CtServiceGroup *group = &question->groups->groups.data[question->group];
    const CtFirewall *firewall;
    CtId denied;

    if (ct_reach_firewall_passes(question->rules, group->firewall, group->cell, question->sender))
        return;
    firewall = &model->firewalls.data[group->firewall];
    denied = first_match(question, firewall->deny, false);
    if (denied != CT_NO_ID) {
        ct_reach_question_add(question, CT_REACH_OBSTACLE_FIREWALL, doors, CT_NO_ID,
                              g_strdup_printf("deny[%" G_GUINT32_FORMAT "]", denied),
                              question->verdict->service,
                              model->rules.data[firewall->deny.start + denied].pos,
                              g_strdup(
                                  "packets arrive, but the receiver's own firewall denies them"));
        return;
    }
    if (firewall->allow.length == 0)
        ct_reach_question_add(question, CT_REACH_OBSTACLE_FIREWALL, doors, CT_NO_ID, NULL,
                              question->verdict->service, firewall->pos,
                              g_strdup(
                                  "packets arrive, but the receiver's own firewall allows none"));
    for (uint32_t i = 0; i < firewall->allow.length; i++) {
        const CtRule *rule = &model->rules.data[firewall->allow.start + i];
        CtReachObstacle obstacle;
        g_autofree char *reason = NULL;

        if (!rule_matches(question, rule, false, &obstacle, &reason))
            ct_reach_question_add(
                question, CT_REACH_OBSTACLE_FIREWALL, doors, CT_NO_ID,
                g_strdup_printf("allow[%" G_GUINT32_FORMAT "]", i), question->verdict->service,
                rule->pos,
                g_strdup_printf("packets arrive, but the receiver's own firewall lets in only what "
                                "its rules allow, and %s",
                                reason));
    }
}
