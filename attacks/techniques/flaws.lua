-- SPDX-License-Identifier: GPL-2.0-or-later
-- Flaws: known vulnerabilities turned into steps. EPSS and KEV say how likely an exploit works, never
-- whether the step exists; developing it is spent once per vulnerability, firing it per target. One
-- that is patched, fixed, not affected or a credential by itself is no flaw of anything here.

local numbers = "preparing: McQueen et al. 2006; works: EPSS and KEV; the rest: assumption"
local prepare = {
  time = function(...) return exploit_development((select(select("#", ...), ...))) end,
  per = "vulnerability",
}
local works = {
  p = function(...) return exploit_works((select(select("#", ...), ...))) end,
  per = "vulnerability",
}

local function skill(...)
  local v = select(select("#", ...), ...)
  return v.kev and "novice" or "expert"
end

local function is_remote(v)
  return v.vector == "network" or v.vector == "adjacent"
end

-- A flaw of a service that asks for nothing but packets.
local function open_to_all(v)
  if not is_remote(v) then return false, "the flaw is not reached over a network" end
  if v.privileges ~= "none" then return false, "the flaw asks for a login" end
  if v.interaction then return false, "the flaw asks a person to do something" end
  return true
end

local function gains_code(v)
  if v.gains == "session" or v.gains == "control" or v.gains == "halt" or v.gains == "read" then
    return false, "the flaw runs no code, it gives: " .. v.gains
  end
  return true
end

-- The level at which code runs: stated with the flaw, else what the service runs as.
local function level_of(s, v)
  if v.gains == "user" or v.gains == "admin" then return v.gains end
  return s.runs_as
end

technique "exploit-service" {
  ids     = { it = "T1210", ot = "T0866", internet = { it = "T1190", ot = "T0819" } },
  name    = "Exploitation of Remote Services",
  names   = { internet = { it = "Exploit Public-Facing Application", ot = "Exploit Public-Facing Application" } },
  tactics = { "initial-access", "lateral-movement" },
  from    = reach "s",
  each    = vulnerability "v",
  when    = function(_, v)
    local fires, reason = open_to_all(v)
    if not fires then return false, reason end
    return gains_code(v)
  end,
  gains   = function(s, v) return exec(s.asset, level_of(s, v)) end,
  prepare = prepare, works = works,
  time    = exponential { mean = "20min" }, success = 0.9, noise = 0.3, skill = skill,
  stops   = { "patch", "segment", "application-allowlist" },
  source  = numbers,
}

technique "bypass-authentication" {
  ids     = { it = "T1210", ot = "T0866", internet = { it = "T1190", ot = "T0819" } },
  name    = "Exploitation of Remote Services",
  names   = { internet = { it = "Exploit Public-Facing Application", ot = "Exploit Public-Facing Application" } },
  tactics = { "initial-access", "lateral-movement" },
  from    = reach "s",
  each    = vulnerability "v",
  when    = function(_, v)
    local fires, reason = open_to_all(v)
    if not fires then return false, reason end
    if v.gains ~= "session" then return false, "the flaw does not get past the login" end
    return true
  end,
  gains   = session("s", "admin"),
  prepare = prepare, works = works,
  time    = exponential { mean = "20min" }, success = 0.9, noise = 0.3, skill = skill,
  stops   = { "patch", "segment" },
  source  = numbers,
}

technique "command-by-flaw" {
  ids     = { ot = "T0866", internet = { ot = "T0819" } },
  name    = "Exploitation of Remote Services",
  names   = { internet = { ot = "Exploit Public-Facing Application" } },
  tactics = { "impair-process-control" },
  from    = reach "s",
  each    = vulnerability "v",
  when    = function(_, v)
    local fires, reason = open_to_all(v)
    if not fires then return false, reason end
    if v.gains ~= "control" then return false, "the flaw commands nothing" end
    return true
  end,
  gains   = function(s) return controls(s.asset) end,
  prepare = prepare, works = works,
  time    = exponential { mean = "20min" }, success = 0.9, noise = 0.3, skill = skill,
  stops   = { "patch", "segment" },
  source  = numbers,
}

technique "read-by-flaw" {
  ids     = { it = "T1210", ot = "T0866", internet = { it = "T1190", ot = "T0819" } },
  name    = "Exploitation of Remote Services",
  names   = { internet = { it = "Exploit Public-Facing Application", ot = "Exploit Public-Facing Application" } },
  tactics = { "collection" },
  from    = reach "s",
  via     = { serves "d" },
  each    = vulnerability "v",
  when    = function(_, _, v)
    local fires, reason = open_to_all(v)
    if not fires then return false, reason end
    if v.gains ~= "read" then return false, "the flaw gives nothing away" end
    return true
  end,
  gains   = reads "d",
  prepare = prepare, works = works,
  time    = exponential { mean = "20min" }, success = 0.9, noise = 0.3, skill = skill,
  stops   = { "patch", "segment" },
  source  = numbers,
}

technique "deny-service-by-flaw" {
  ids     = { it = "T1499.004", ot = "T0814" },
  name    = "Denial of Service",
  names   = { it = "Application or System Exploitation" },
  tactics = { "impact", "inhibit-response-function" },
  from    = reach "s",
  each    = vulnerability "v",
  when    = function(_, v)
    local fires, reason = open_to_all(v)
    if not fires then return false, reason end
    if v.gains ~= "halt" then return false, "the flaw stops nothing" end
    return true
  end,
  gains   = function(s) return halted(s.asset) end,
  prepare = prepare, works = works,
  time    = exponential { mean = "20min" }, success = 0.9, noise = 0.7, skill = skill,
  stops   = { "patch", "rate-limit" },
  source  = numbers,
}

for privileges, level in pairs { low = "user", high = "admin" } do
  technique("exploit-service-logged-in-" .. level) {
    ids     = { it = "T1210", ot = "T0866" },
    name    = "Exploitation of Remote Services",
    tactics = { "lateral-movement" },
    from    = session("s", level),
    each    = vulnerability "v",
    when    = function(_, v)
      if not is_remote(v) then return false, "the flaw is not reached over a network" end
      if v.privileges ~= privileges then
        return false, "the flaw asks for other privileges: " .. v.privileges
      end
      if v.interaction then return false, "the flaw asks a person to do something" end
      return gains_code(v)
    end,
    gains   = function(s, v) return exec(s.asset, level_of(s, v)) end,
    prepare = prepare, works = works,
    time    = exponential { mean = "20min" }, success = 0.9, noise = 0.3, skill = skill,
    stops   = { "patch", "rotate" },
    source  = numbers,
  }
end

technique "drive-by" {
  ids     = { it = "T1189", ot = "T0817" },
  name    = "Drive-by Compromise",
  tactics = { "initial-access" },
  from    = contact "p",
  via     = { uses "a", attached_to "n", flaw("v", "a") },
  also    = { out "n" },
  when    = function(_, _, _, v)
    if v.vector ~= "network" then return false, "the flaw is not met by visiting a page" end
    if not v.interaction then return false, "the flaw needs no visitor: it is exploited directly" end
    return gains_code(v)
  end,
  gains   = function(_, a, _, v) return implant(a, v.gains == "admin" and "admin" or "user") end,
  prepare = prepare, works = works,
  time    = wait "3d", success = 0.4, noise = 0.3, skill = skill,
  stops   = { "patch", "web-filter", "egress" },
  source  = numbers,
}

technique "exploit-opened-document" {
  ids     = { it = "T1203" },
  name    = "Exploitation for Client Execution",
  tactics = { "execution" },
  from    = contact "p",
  via     = { uses "a", flaw "v" },
  sees    = { "person" },
  when    = function(_, a, v)
    if not a.reads_mail then return false, "no mail is read on such a machine" end
    if v.vector ~= "local" or not v.interaction then
      return false, "the flaw is not met by opening a document"
    end
    return gains_code(v)
  end,
  gains   = function(_, a, v) return implant(a, v.gains == "admin" and "admin" or "user") end,
  prepare = prepare, works = works,
  time    = wait "1d", success = function(p) return math.max(0.01, 0.3 * (1 - (p.trained or 0))) end,
  noise   = 0.3, skill = skill,
  stops   = { "patch", "training", "mail-filter" },
  source  = numbers,
}
