/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/guarded.h"

#include "attacks/rules.h"
#include "tests/support/check.h"

const char ct_guarded_topology[] =
    "cybertwin: 1\n"
    "suppliers: { maker: { tier: 1, practices: { pinned: true } } }\n"
    "products:\n"
    "  eye:\n"
    "    kind: camera\n"
    "    supplier: maker\n"
    "    services:\n"
    "      web: { port: tcp/443, auth: none, gives: [shell, manage], runs_as: user }\n"
    "      rtsp: { port: tcp/554 }\n"
    "    security: { lockout: true }\n"
    "    x: { rank: 3, tags: [a, \"b\"] }\n"
    "  recorder:\n"
    "    kind: server\n"
    "    services: { ssh: { port: tcp/22, auth: password } }\n"
    "vulnerabilities:\n"
    "  CVE-1: { affects: [eye.web], cvss: \"CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H\", epss: "
    "0.1 }\n"
    "zones: { home: {}, shed: {} }\n"
    "assets:\n"
    "  cam: { product: eye, zone: home, count: 40 }\n"
    "  nvr: { product: recorder, zone: home, criticality: { safety: high } }\n"
    "  nvr-2: { product: recorder, zone: shed }\n"
    "credentials:\n"
    "  pin: { kind: password, strength: weak, opens: [nvr.ssh, nvr-2.ssh], second: fob }\n"
    "  fob: { kind: otp, opens: [nvr.ssh] }\n"
    "  key: { kind: key, opens: [nvr.ssh] }\n"
    "people: { kid: { uses: [nvr], accounts: [pin], trained: 0.25 } }\n";

void
ct_guarded_clear(CtGuarded *guarded)
{
    ct_guard_free(guarded->guard);
    ct_library_free(guarded->rules);
    ct_loaded_clear(&guarded->loaded);
}

const CtAttackerTraits ct_guarded_expert = {.skill = CT_SKILL_EXPERT, .scale_times = 1.0};

void
ct_guarded_init(CtGuarded *guarded, const char *fields, const CtAttackerTraits *traits)
{
    g_autofree char *why = NULL;
    g_autofree char *text =
        g_strdup_printf("technique \"t\" {\n%s,\n ids = { it = \"T1\" }, name = \"T\", tactics = "
                        "\"impact\", source = \"assumption\",%s%s%s%s\n}\n",
                        fields, strstr(fields, "time =") == NULL ? "time = \"2h\"," : "",
                        strstr(fields, "success =") == NULL ? "success = 0.5," : "",
                        strstr(fields, "noise =") == NULL ? "noise = 0.1," : "",
                        strstr(fields, "skill =") == NULL ? "skill = \"novice\"," : "");
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GError) error = NULL;

    *guarded = (CtGuarded){0};
    bool ok = ct_loaded_init(&guarded->loaded, ct_guarded_topology, &why);
    CHECK_MSG(ok, "%s", why);
    CU_ASSERT_FATAL(ok);
    guarded->rules = ct_library_new(&ct_limits_default, &error);
    CHECK_OK(guarded->rules != NULL, error);
    ct_source_add(source, "t/t.lua", text, strlen(text));
    ok = ct_library_load_folder(guarded->rules, source, "t", diag, NULL);
    g_autofree char *report = ct_diag_to_text(diag, 20);
    CHECK_MSG(ok, "%s", report);
    guarded->guard = ct_guard_new(guarded->rules, guarded->loaded.instances, traits);
}

uint32_t
ct_guarded_entity(const CtGuarded *guarded, const char *fact)
{
    g_autoptr(GError) error = NULL;
    CtFact parsed = {0};

    CHECK_OK(ct_fact_parse(&ct_fact_kinds_builtin, guarded->loaded.instances, fact, &parsed,
                           &error),
             error);
    return parsed.entity;
}

/* The verdict for variables bound to the entities of @facts; fails the test where there is none. */
static const CtVerdict *
judge_only(CtGuarded *guarded, const char *first, const char *second, const CtSignature *signature)
{
    g_autoptr(GError) error = NULL;
    uint32_t entities[CT_MAX_VARIABLES] = {ct_guarded_entity(guarded, first)};

    if (second != NULL)
        entities[1] = ct_guarded_entity(guarded, second);
    const CtVerdict *verdict = ct_guard_judge(guarded->guard, ct_library_get(guarded->rules, 0), 0,
                                              entities, signature, &error);
    CHECK_OK(verdict != NULL, error);
    return verdict;
}

const CtVerdict *
ct_guarded_judge(CtGuarded *guarded,
                 const char *first,
                 const char *second,
                 const CtSignature *signature)
{
    g_autoptr(GError) error = NULL;
    const CtVerdict *verdict = judge_only(guarded, first, second, signature);

    CHECK_OK(ct_guard_verify(guarded->guard, &error), error);
    return verdict;
}

uint32_t
ct_guarded_questions(CtGuarded *guarded,
                     const char *first,
                     const char *second,
                     const CtSignature *signature)
{
    uint32_t before = guarded->rules->rounds;

    judge_only(guarded, first, second, signature);
    return guarded->rules->rounds - before;
}
