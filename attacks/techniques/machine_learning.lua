-- SPDX-License-Identifier: GPL-2.0-or-later
-- Machine-learning parts: products of kind model, data of kind dataset and model, pipelines that make
-- the one from the other. What a model is made to say, its asset reports. Ids and names are those of
-- MITRE ATLAS 2026.07; its tactics that ATT&CK has as well. What is no such part refuses without a
-- reason: that it is none is no near miss.

technique "poisoned-training-data" {
  ids     = { it = "AML.T0020", ot = "AML.T0020" },
  name    = "Training Data Poisoning",
  tactics = { "persistence", "impact" },
  from    = alters "d",
  via     = { opened_by "a", sends "ch", builds "p" },
  also    = function(d) return { signed(d) } end,
  when    = function(d, _, _, p)
    if d.kind ~= "dataset" then return false end
    if p.kind ~= "model" then return false, "what is built learns from no data" end
    return true
  end,
  gains   = tainted "p",
  time    = wait "30d", success = 0.6, noise = 0.05, skill = "intermediate",
  stops   = { "provenance", "sign", "outlier-check" },
  note    = "The wait is for the next training. Whoever reviews the build does not see the data.",
  source  = "assumption",
}

technique "delivered-model" {
  ids     = { it = "AML.T0010.003", ot = "AML.T0010.003" },
  name    = "AI Supply Chain Compromise: Model",
  tactics = { "initial-access", "impact" },
  from    = tainted "p",
  via     = { updated_by "ch", delivers "a" },
  when    = function(p, _, a)
    if p.kind ~= "model" then return false end
    if a.updates == "never" then return false, "the asset takes no updates" end
    return true
  end,
  gains   = function(_, _, a) return spoofs(a) end,
  time    = function(_, _, a) return wait(a.updates == "manual" and "30d" or "3d") end,
  success = 0.9, noise = 0.05, skill = "novice",
  fans_out = true,
  stops   = { "staged-roll-out", "evaluation" },
  source  = "assumption",
}

technique "manipulated-model" {
  ids     = { it = "AML.T0018", ot = "AML.T0018" },
  name    = "Manipulate AI Model",
  tactics = { "persistence", "impact" },
  from    = alters "d",
  via     = { opened_by "a" },
  also    = function(d) return { signed(d) } end,
  when    = function(d)
    return d.kind == "model"
  end,
  gains   = spoofs "a",
  time    = wait "3d", success = 0.7, noise = 0.05, skill = "intermediate",
  stops   = { "sign", "integrity", "evaluation" },
  note    = "The wait is for the next time that it is loaded.",
  source  = "assumption",
}

technique "model-stolen-by-queries" {
  ids     = { it = "AML.T0024", ot = "AML.T0024" },
  name    = "Exfiltration via AI Inference API",
  tactics = { "exfiltration" },
  from    = session("s", "user"),
  via     = { serves "d" },
  when    = function(s, d)
    if d.kind ~= "model" then return false end
    if s.rate_limit then return false, "the service answers only so often" end
    return true
  end,
  gains   = exfiltrated "d",
  time    = hard(), success = 0.6, noise = 0.1, skill = "expert",
  stops   = { "rate-limit", "rounded-answers" },
  source  = "time: MAL's hard; success and noise: assumption",
}

technique "evaded-model" {
  ids     = { it = "AML.T0015", ot = "AML.T0015" },
  name    = "Evade AI Model",
  tactics = { "defense-evasion", "impact" },
  from    = reach "s",
  also    = function(s)
    if s.auth == "none" then return nil end
    return { session(s, "user") }
  end,
  when    = function(s)
    if s.product == nil or s.product.kind ~= "model" then return false end
    if s.asset.security.robust then return false, "the model is trained against crafted input" end
    return true
  end,
  gains   = function(s) return spoofs(s.asset) end,
  time    = easy(), success = 0.5, noise = 0.02, skill = "expert",
  stops   = { "robust-training", "second-sensor" },
  note    = "Whoever may ask the model shows it what it takes for something else.",
  source  = "time: MAL's easy; success and noise: assumption",
}
