/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/nasim_model.h"

#include <string.h>

/* --- random models --- */

static bool
chance(GRand *rand, double p)
{
    return g_rand_double(rand) < p;
}

static void
random_actions(GRand *rand, NasimAction *actions, int n, int n_objects, int n_os, double root)
{
    for (int i = 0; i < n; i++)
        actions[i] = (NasimAction){.object = g_rand_int_range(rand, 0, n_objects),
                                   .os = chance(rand, 0.5) ? -1 : g_rand_int_range(rand, 0, n_os),
                                   .cost = g_rand_int_range(rand, 0, 5),
                                   .access = chance(rand, root) ? 2 : 1,
                                   .never = chance(rand, 0.05)};
}

static void
random_hosts(GRand *rand, NasimModel *model)
{
    model->n_hosts = 0;
    for (int s = 1; s < model->n_subnets; s++) {
        int left = NASIM_HOSTS - model->n_hosts - (model->n_subnets - 1 - s);
        int n = g_rand_int_range(rand, 1, MIN(left, 3) + 1);

        for (int i = 0; i < n; i++)
            model->subnet[model->n_hosts++] = s;
    }
    for (int h = 0; h < model->n_hosts; h++) {
        int alike = h > 0 && chance(rand, 0.3) ? h - 1 : -1; /* so that some are of one product */

        model->os[h] = alike >= 0 ? model->os[alike] : g_rand_int_range(rand, 0, model->n_os);
        for (int w = 0; w < NASIM_WORDS; w++) {
            model->service[h][w] = w < model->n_services &&
                                   (alike >= 0 ? model->service[alike][w] : chance(rand, 0.75));
            model->process[h][w] = w < model->n_processes &&
                                   (alike >= 0 ? model->process[alike][w] : chance(rand, 0.75));
        }
        model->sensitive[h] = chance(rand, 0.15);
        for (int from = 0; from < model->n_hosts; from++)
            for (int w = 0; w < model->n_services; w++)
                model->denies[h][from][w] = chance(rand, 0.15);
    }
    model->sensitive[g_rand_int_range(rand, 0, model->n_hosts)] = true;
}

static void
random_topology(GRand *rand, NasimModel *model)
{
    for (int i = 0; i < model->n_subnets; i++)
        for (int j = i; j < model->n_subnets; j++) {
            bool joined = i == j || (i == 0 ? j == 1 || chance(rand, 0.2) : chance(rand, 0.7));

            model->connected[i][j] = joined && !chance(rand, 0.05);
            model->connected[j][i] = joined && !chance(rand, 0.05);
            for (int w = 0; w < model->n_services; w++) {
                model->permits[i][j][w] = chance(rand, 0.75);
                model->permits[j][i][w] = chance(rand, 0.75);
            }
        }
}

void
nasim_model_random(NasimModel *model, guint32 seed)
{
    GRand *rand = g_rand_new_with_seed(seed);

    *model = (NasimModel){.n_subnets = g_rand_int_range(rand, 2, NASIM_SUBNETS + 1),
                          .n_services = g_rand_int_range(rand, 1, NASIM_WORDS + 1),
                          .n_os = g_rand_int_range(rand, 1, NASIM_WORDS),
                          .n_processes = g_rand_int_range(rand, 1, NASIM_WORDS + 1),
                          .n_exploits = g_rand_int_range(rand, 2, NASIM_ACTIONS + 1),
                          .n_escalations = g_rand_int_range(rand, 1, NASIM_ACTIONS + 1),
                          .scan_cost = g_rand_int_range(rand, 0, 4)};
    random_topology(rand, model);
    random_hosts(rand, model);
    random_actions(rand, model->exploits, model->n_exploits, model->n_services, model->n_os, 0.4);
    random_actions(rand, model->escalations, model->n_escalations, model->n_processes, model->n_os,
                   0.8);
    g_rand_free(rand);
}

/* --- their text --- */

static int
number_of(const NasimModel *model, int host)
{
    int number = 0;

    while (host - number > 0 && model->subnet[host - number - 1] == model->subnet[host])
        number++;
    return number;
}

static void
put_words(GString *text, const char *word, const bool *has, int n)
{
    const char *comma = "";

    g_string_append_c(text, '[');
    for (int i = 0; i < n; i++)
        if (has[i]) {
            g_string_append_printf(text, "%s%s-%d", comma, word, i);
            comma = ", ";
        }
    g_string_append_c(text, ']');
}

static void
put_actions(GString *text, const char *name, const char *of, const NasimAction *actions, int n)
{
    for (int i = 0; i < n; i++) {
        g_string_append_printf(text, "  %s_%d:\n    %s: %s-%d\n", name, i, of, of,
                               actions[i].object);
        if (actions[i].os < 0)
            g_string_append(text, "    os: None\n");
        else
            g_string_append_printf(text, "    os: os-%d\n", actions[i].os);
        g_string_append_printf(text, "    prob: %s\n    cost: %d\n    access: %s\n",
                               actions[i].never ? "0" : "0.8", actions[i].cost,
                               actions[i].access == 2 ? "root" : "user");
    }
}

static void
put_declared(GString *text, const char *key, const char *word, int n)
{
    static const bool all[NASIM_WORDS] = {true, true, true};

    g_string_append_printf(text, "%s: ", key);
    put_words(text, word, all, n);
    g_string_append_c(text, '\n');
}

static void
put_host(GString *text, const NasimModel *model, int host)
{
    g_string_append_printf(text, "  (%d, %d):\n    os: os-%d\n    services: ", model->subnet[host],
                           number_of(model, host), model->os[host]);
    put_words(text, "service", model->service[host], model->n_services);
    g_string_append(text, "\n    processes: ");
    put_words(text, "process", model->process[host], model->n_processes);
    g_string_append(text, "\n    firewall:\n");
    for (int from = 0; from < model->n_hosts; from++) {
        g_string_append_printf(text, "      (%d, %d): ", model->subnet[from],
                               number_of(model, from));
        put_words(text, "service", model->denies[host][from], model->n_services);
        g_string_append_c(text, '\n');
    }
}

char *
nasim_model_text(const NasimModel *model)
{
    GString *text = g_string_new("subnets: [");

    for (int s = 1; s < model->n_subnets; s++) {
        int size = 0;

        for (int h = 0; h < model->n_hosts; h++)
            size += model->subnet[h] == s ? 1 : 0;
        g_string_append_printf(text, "%s%d", s > 1 ? ", " : "", size);
    }
    g_string_append(text, "]\ntopology:\n");
    for (int i = 0; i < model->n_subnets; i++) {
        for (int j = 0; j < model->n_subnets; j++)
            g_string_append_printf(text, "%s%d", j == 0 ? "  - [" : ", ",
                                   model->connected[i][j] ? 1 : 0);
        g_string_append(text, "]\n");
    }
    g_string_append(text, "sensitive_hosts:\n");
    for (int h = 0; h < model->n_hosts; h++)
        if (model->sensitive[h])
            g_string_append_printf(text, "  (%d, %d): 100\n", model->subnet[h],
                                   number_of(model, h));
    put_declared(text, "os", "os", model->n_os);
    put_declared(text, "services", "service", model->n_services);
    put_declared(text, "processes", "process", model->n_processes);
    g_string_append(text, "exploits:\n");
    put_actions(text, "e", "service", model->exploits, model->n_exploits);
    g_string_append(text, "privilege_escalation:\n");
    put_actions(text, "pe", "process", model->escalations, model->n_escalations);
    g_string_append_printf(text,
                           "service_scan_cost: 9\nos_scan_cost: 9\nsubnet_scan_cost: %d\n"
                           "process_scan_cost: 9\nhost_configurations:\n",
                           model->scan_cost);
    for (int h = 0; h < model->n_hosts; h++)
        put_host(text, model, h);
    g_string_append(text, "firewall:\n");
    for (int i = 0; i < model->n_subnets; i++)
        for (int j = 0; j < model->n_subnets; j++)
            if (i != j) {
                g_string_append_printf(text, "  (%d, %d): ", i, j);
                put_words(text, "service", model->permits[i][j], model->n_services);
                g_string_append_c(text, '\n');
            }
    return g_string_free(text, FALSE);
}

/* --- the least cost --- */

typedef struct State {
    int access[NASIM_HOSTS];   /* 0 none, 1 user, 2 root */
    bool known[NASIM_SUBNETS]; /* its hosts are discovered */
} State;

enum { N_STATES = 729 << NASIM_SUBNETS };

static int
number_state(const State *state)
{
    int number = 0;

    for (int h = 0; h < NASIM_HOSTS; h++)
        number = number * 3 + state->access[h];
    for (int s = 0; s < NASIM_SUBNETS; s++)
        number = number * 2 + (state->known[s] ? 1 : 0);
    return number;
}

static State
read_state(int number)
{
    State state;

    for (int s = NASIM_SUBNETS; s-- > 0; number /= 2)
        state.known[s] = number % 2 == 1;
    for (int h = NASIM_HOSTS; h-- > 0; number /= 3)
        state.access[h] = number % 3;
    return state;
}

static bool
is_reachable(const NasimModel *model, const State *state, int subnet)
{
    if (model->connected[subnet][0])
        return true;
    for (int h = 0; h < model->n_hosts; h++)
        if (state->access[h] > 0 &&
            (model->subnet[h] == subnet || model->connected[model->subnet[h]][subnet]))
            return true;
    return false;
}

/* Whether a host that he holds, or the internet, may send to @host on @service. */
static bool
can_send(const NasimModel *model, const State *state, int host, int service)
{
    int to = model->subnet[host];

    if (model->connected[to][0] && model->connected[0][to] && model->permits[0][to][service])
        return true;
    for (int a = 0; a < model->n_hosts; a++) {
        int from = model->subnet[a];

        if (state->access[a] > 0 && !model->denies[host][a][service] &&
            (from == to || (model->connected[from][to] && model->permits[from][to][service])))
            return true;
    }
    return false;
}

typedef struct Search {
    const NasimModel *model;
    int *cost; /* by state; -1 not seen */
    GQueue *queue;
} Search;

static void
relax(Search *search, const State *next, int cost)
{
    int number = number_state(next);

    if (search->cost[number] >= 0 && search->cost[number] <= cost)
        return;
    search->cost[number] = cost;
    g_queue_push_tail(search->queue, GINT_TO_POINTER(number));
}

static void
act_on(Search *search, const State *state, int host, int cost)
{
    const NasimModel *model = search->model;
    bool seen =
        state->known[model->subnet[host]] && is_reachable(model, state, model->subnet[host]);

    for (int e = 0; seen && e < model->n_exploits; e++) {
        const NasimAction *exploit = &model->exploits[e];
        State next = *state;

        if (exploit->never || !model->service[host][exploit->object] ||
            (exploit->os >= 0 && exploit->os != model->os[host]) ||
            !can_send(model, state, host, exploit->object))
            continue;
        next.access[host] = MAX(state->access[host], exploit->access);
        relax(search, &next, cost + exploit->cost);
    }
    if (state->access[host] == 0)
        return;
    for (int p = 0; p < model->n_escalations; p++) {
        const NasimAction *escalation = &model->escalations[p];
        State next = *state;

        if (escalation->never || !model->process[host][escalation->object] ||
            (escalation->os >= 0 && escalation->os != model->os[host]))
            continue;
        next.access[host] = MAX(state->access[host], escalation->access);
        relax(search, &next, cost + escalation->cost);
    }
    State next = *state;
    for (int s = 1; s < model->n_subnets; s++)
        next.known[s] = state->known[s] || model->connected[model->subnet[host]][s];
    relax(search, &next, cost + model->scan_cost);
}

static bool
is_goal(const NasimModel *model, const State *state)
{
    for (int h = 0; h < model->n_hosts; h++)
        if (model->sensitive[h] && state->access[h] < 2)
            return false;
    return true;
}

int
nasim_model_least_cost(const NasimModel *model)
{
    g_autofree int *cost = g_new(int, N_STATES);
    Search search = {.model = model, .cost = cost, .queue = g_queue_new()};
    State start = {.known = {true}};
    int least = -1;

    memset(cost, -1, N_STATES * sizeof *cost);
    for (int s = 1; s < model->n_subnets; s++)
        start.known[s] = model->connected[s][0];
    relax(&search, &start, 0);
    while (!g_queue_is_empty(search.queue)) {
        int number = GPOINTER_TO_INT(g_queue_pop_head(search.queue));
        State state = read_state(number);

        for (int h = 0; h < model->n_hosts; h++)
            act_on(&search, &state, h, cost[number]);
    }
    for (int number = 0; number < N_STATES; number++) {
        State state = read_state(number);

        if (cost[number] >= 0 && is_goal(model, &state) && (least < 0 || cost[number] < least))
            least = cost[number];
    }
    g_queue_free(search.queue);
    return least;
}
