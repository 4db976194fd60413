-- SPDX-License-Identifier: GPL-2.0-or-later
-- The supply chain: what is built, released, delivered and maintained by others.

-- What a maintenance channel asks for: any one of the credentials that open it.
local function what_opens(ch)
  if ch.auth == "none" then return nil end
  local ways = map(ch.credentials, function(c)
    if ch.mfa == "none" then return holds(c) end
    return all_of { holds(c), second_factor(c) }
  end)
  if #ways == 0 then
    return { unsatisfiable("the channel asks for a " .. ch.auth .. ", and none is modelled") }
  end
  if #ways > 1 then return { any_of(ways) } end
  if ch.mfa == "none" then return { holds(ch.credential) } end
  return { holds(ch.credential), second_factor(ch.credential) }
end

technique "tainted-build" {
  ids     = { it = "T1195.002", ot = "T0862" },
  name    = "Compromise Software Supply Chain",
  names   = { ot = "Supply Chain Compromise" },
  tactics = { "initial-access" },
  from    = exec("b", "user"),
  via     = { sends "ch", builds "p" },
  also    = function(_, ch) return { agreed(ch) } end,
  gains   = tainted "p",
  time    = hard(0.3), success = 0.7, noise = 0.1, skill = "expert",
  stops   = { "reproducible-build", "two-person", "isolation" },
  note    = "What the build machine makes is signed in good faith.",
  source  = "time: three tenths of MAL's hard; success and noise: assumption",
}

technique "tainted-dependency" {
  ids     = { it = "T1195.001", ot = "T0862" },
  name    = "Compromise Software Dependencies and Development Tools",
  names   = { ot = "Supply Chain Compromise" },
  tactics = { "initial-access" },
  from    = tainted("k", "component"),
  via     = { component_of "p" },
  sees    = { "supplier" },
  when    = function(_, p)
    if p.supplier ~= nil and p.supplier.practices.pinned then
      return false, "its maker takes only the versions of components it has looked at"
    end
    return true
  end,
  gains   = tainted "p",
  time    = wait "30d", success = 0.5, noise = 0.05, skill = "intermediate",
  stops   = { "pin", "mirror", "sbom-diff" },
  note    = "The wait is for the next build that takes the component in.",
  source  = "assumption",
}

technique "replaced-release" {
  ids     = { it = "T1195.002", ot = "T0862" },
  name    = "Compromise Software Supply Chain",
  names   = { ot = "Supply Chain Compromise" },
  tactics = { "initial-access" },
  from    = exec("x", "user"),
  via     = { sends "ch", updates "p" },
  also    = function(_, ch) return { signed(ch), agreed(ch) } end,
  gains   = tainted "p",
  time    = easy(2), success = 0.8, noise = 0.1, skill = "intermediate",
  stops   = { "sign", "hsm", "transparency-log" },
  source  = "time: MAL's easy, twice; success and noise: assumption",
}

technique "delivered-update" {
  ids     = { it = "T1195.002", ot = "T0862" },
  name    = "Compromise Software Supply Chain",
  names   = { ot = "Supply Chain Compromise" },
  tactics = { "initial-access" },
  from    = tainted "p",
  via     = { updated_by "ch", delivers "a" },
  when    = function(p, _, a)
    if p.kind == "model" then return false, "a model runs no code of its own: it decides" end
    if a.updates == "never" then return false, "the asset takes no updates" end
    return true
  end,
  gains   = function(_, ch, a) return implant(a, ch.installs_as) end,
  time    = function(_, _, a) return wait(a.updates == "manual" and "30d" or "3d") end,
  success = 0.9, noise = 0.05, skill = "novice",
  fans_out = true,
  stops   = { "staged-roll-out", "verification" },
  source  = "assumption",
}

technique "trusted-relationship-network" {
  ids     = { it = "T1199", ot = "T0822" },
  name    = "Trusted Relationship",
  names   = { ot = "External Remote Services" },
  tactics = { "initial-access" },
  from    = operates "ch",
  via     = { lands "n" },
  sees    = { "credential" },
  also    = what_opens,
  gains   = located "n",
  time    = constant "4h", success = 0.9, noise = 0.05, skill = "beginner",
  stops   = { "mfa", "time-boxed-access", "landing-zone" },
  source  = "assumption",
}

technique "trusted-relationship-service" {
  ids     = { it = "T1199", ot = "T0822" },
  name    = "Trusted Relationship",
  names   = { ot = "External Remote Services" },
  tactics = { "initial-access" },
  from    = operates "ch",
  via     = { maintains "s" },
  sees    = { "credential" },
  also    = what_opens,
  gains   = reach "s",
  time    = constant "4h", success = 0.9, noise = 0.05, skill = "beginner",
  stops   = { "mfa", "time-boxed-access" },
  source  = "assumption",
}

technique "supplier-channels" {
  ids     = { it = "CT-03", ot = "CT-03" },
  name    = "Supplier breached as a whole: its channels",
  tactics = { "resource-development" },
  from    = supplier "u",
  via     = { supplier_sends "ch" },
  gains   = function(_, ch)
    local gained = map(ch.credentials, function(c) return holds(c) end)
    table.insert(gained, 1, operates(ch))
    return gained
  end,
  time    = now, success = 1, noise = 0.02, skill = "novice",
  stops   = { "supplier-diversity" },
  note    = "Entry only. A supplier that acts for the attacker knows what opens its own channels.",
  source  = "assumption",
}

technique "supplier-operated-assets" {
  ids     = { it = "CT-03", ot = "CT-03" },
  name    = "Supplier breached as a whole: what it operates",
  tactics = { "resource-development" },
  from    = supplier "u",
  via     = { manages "a" },
  gains   = exec("a", "admin"),
  time    = now, success = 1, noise = 0.02, skill = "novice",
  stops   = { "supplier-diversity" },
  note    = "Entry only.",
  source  = "assumption",
}

technique "supplier-products" {
  ids     = { it = "CT-03", ot = "CT-03" },
  name    = "Supplier breached as a whole: what it makes",
  tactics = { "resource-development" },
  from    = supplier "u",
  via     = { supplies "p" },
  gains   = tainted "p",
  time    = now, success = 1, noise = 0.02, skill = "novice",
  stops   = { "supplier-diversity" },
  note    = "Entry only.",
  source  = "assumption",
}

technique "tainted-hardware" {
  ids     = { it = "T1195.003", ot = "T0862" },
  name    = "Compromise Hardware Supply Chain",
  names   = { ot = "Supply Chain Compromise" },
  tactics = { "initial-access" },
  from    = supplier "u",
  via     = { supplies "p", installed "a" },
  when    = function(_, _, a)
    if a.security.secure_boot then return false, "the device starts nothing that is not its maker's" end
    return true
  end,
  gains   = implant("a", "admin"),
  time    = very_hard(), success = 0.5, noise = 0.02, skill = "expert",
  stops   = { "attestation", "inspection", "secure-boot" },
  source  = "time: MAL's very hard; success and noise: assumption",
}

technique "fleet-command" {
  ids     = { it = "T1072", ot = "T1072" },
  name    = "Software Deployment Tools",
  tactics = { "execution", "lateral-movement" },
  from    = operates "ch",
  via     = { commands "a" },
  when    = function(ch)
    if contains(ch.gives, "shell") or contains(ch.gives, "control") or contains(ch.gives, "manage") then
      return true
    end
    return false, "the channel commands nothing"
  end,
  gains   = function(ch, a)
    local gained = {}
    if contains(ch.gives, "shell") then gained[#gained + 1] = exec(a, "admin") end
    if contains(ch.gives, "control") then gained[#gained + 1] = controls(a) end
    if contains(ch.gives, "manage") then gained[#gained + 1] = halted(a) end
    return gained
  end,
  time    = constant "4h", success = 0.95, noise = 0.1, skill = "beginner",
  fans_out = true,
  stops   = { "batch-limit", "approvals", "per-tenant-key" },
  source  = "assumption",
}

technique "video-through-platform" {
  ids     = { it = "T1125", ot = "T1125" },
  name    = "Video Capture",
  tactics = { "collection" },
  from    = operates "ch",
  via     = { commands "a", keeps "d" },
  when    = function(ch, _, d)
    if not contains(ch.gives, "data") then return false, "the channel brings no data back" end
    if d.encrypted and #d.keys == 0 then return false, "the data is encrypted end to end" end
    return true
  end,
  also    = function(_, _, d)
    if not d.encrypted then return nil end
    return { any_of(map(d.keys, function(c) return holds(c) end)) }
  end,
  gains   = reads "d",
  time    = constant "4h", success = 0.95, noise = 0.1, skill = "beginner",
  stops   = { "end-to-end-encryption" },
  source  = "assumption",
}
