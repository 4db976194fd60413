-- SPDX-License-Identifier: GPL-2.0-or-later
-- Owning a machine: what one who commands it can do to the process, the view, the data, the network.

technique "own-controller" {
  ids     = { ot = "T0831" },
  name    = "Manipulation of Control",
  tactics = { "impact" },
  from    = exec("a", "admin"),
  when    = function(a)
    if a.drives_process then return true end
    return false, "a " .. a.kind .. " drives no process"
  end,
  gains   = controls "a",
  time    = constant "4h", success = 0.9, noise = 0.1, skill = "intermediate",
  stops   = { "independent-protection" },
  source  = "assumption",
}

technique "false-view" {
  ids     = { ot = "T0832" },
  name    = "Manipulation of View",
  tactics = { "impact" },
  from    = exec("a", "admin"),
  when    = function(a)
    if a.reports then return true end
    return false, "nobody looks at what a " .. a.kind .. " reports"
  end,
  gains   = spoofs "a",
  time    = constant "4h", success = 0.9, noise = 0.05, skill = "intermediate",
  stops   = { "signed-telemetry", "plausibility" },
  note    = "T0856, Spoof Reporting Message, is how the messages look on the wire.",
  source  = "assumption",
}

technique "wipe" {
  ids     = { it = "T1485", ot = "T0809" },
  name    = "Data Destruction",
  tactics = { "impact", "inhibit-response-function" },
  from    = exec("a", "admin"),
  gains   = halted "a",
  time    = constant "1h", success = 0.95, noise = 0.7, skill = "novice",
  stops   = { "backup" },
  source  = "assumption",
}

technique "block-messages" {
  ids     = { ot = "T0803" },
  name    = "Block Command Message",
  tactics = { "inhibit-response-function" },
  from    = exec("g", "admin"),
  via     = { attached_to "n", carries "f" },
  when    = function(g)
    if g.forwards then return true end
    return false, "messages do not pass through a " .. g.kind
  end,
  gains   = severed "f",
  time    = constant "1h", success = 0.95, noise = 0.3, skill = "beginner",
  stops   = { "second-route" },
  note    = "T0804, Block Reporting Message, and T0805, Block Serial COM, are the same act.",
  source  = "assumption",
}

technique "data-from-local-system" {
  ids     = { it = "T1005", ot = "T0893" },
  name    = "Data from Local System",
  tactics = { "collection" },
  from    = exec("a", "user"),
  via     = { keeps "d" },
  also    = function(a, d)
    local needs = {}
    if d.protected ~= "user" then needs[1] = exec(a, "admin") end
    if d.encrypted then
      needs[#needs + 1] = any_of(map(d.keys, function(c) return holds(c) end))
    end
    return needs
  end,
  when    = function(_, d)
    if d.encrypted and #d.keys == 0 then
      return false, "the data is encrypted, and nothing that opens it is modelled"
    end
    if d.protected == "hardware" then return false, "the data never leaves its hardware" end
    return true
  end,
  gains   = reads "d",
  time    = constant "1h", success = 0.95, noise = 0.1, skill = "novice",
  stops   = { "encrypt", "data-loss-prevention" },
  source  = "assumption",
}

technique "alter-local-data" {
  ids     = { it = "T1565.001" },
  name    = "Stored Data Manipulation",
  tactics = { "impact" },
  from    = exec("a", "user"),
  via     = { keeps "d" },
  also    = function(a, d)
    if d.protected == "user" then return nil end
    return { exec(a, "admin") }
  end,
  when    = function(_, d)
    if not d.writable then return false, "the data cannot be written" end
    if d.protected == "hardware" then return false, "the data never leaves its hardware" end
    return true
  end,
  gains   = alters "d",
  time    = constant "1h", success = 0.95, noise = 0.1, skill = "beginner",
  stops   = { "integrity" },
  source  = "assumption",
}

technique "ransom" {
  ids     = { it = "T1486" },
  name    = "Data Encrypted for Impact",
  tactics = { "impact" },
  from    = exec("a", "admin"),
  via     = { keeps "d" },
  gains   = { destroys "d", halted "a" },
  time    = constant "4h", success = 0.95, noise = 0.7, skill = "beginner",
  stops   = { "backup", "edr" },
  source  = "assumption",
}

technique "exfiltration" {
  ids     = { it = "T1041", ot = "T0882" },
  name    = "Exfiltration Over C2 Channel",
  names   = { ot = "Theft of Operational Information" },
  tactics = { "exfiltration" },
  from    = exec("a", "user"),
  via     = { keeps "d", attached_to("n", "a") },
  also    = function(a, d, n)
    local needs = { out(n) }
    if d.protected ~= "user" then needs[#needs + 1] = exec(a, "admin") end
    return needs
  end,
  when    = function(_, d)
    if d.protected == "hardware" then return false, "the data never leaves its hardware" end
    return true
  end,
  gains   = exfiltrated "d",
  time    = easy(), success = 0.8, noise = 0.3, skill = "beginner",
  stops   = { "egress", "data-loss-prevention" },
  source  = "time: MAL's easy; success and noise: assumption",
}

technique "flood" {
  ids     = { it = "T1498", ot = "T0814" },
  name    = "Network Denial of Service",
  names   = { ot = "Denial of Service" },
  tactics = { "impact", "inhibit-response-function" },
  from    = reach "s",
  via     = { listens_on "a", attached_to "n" },
  when    = function(_, _, n)
    if attacker.capacity == 0 then return false end -- one who floods nothing: no near miss
    if not n.is_ip then return false, "the network carries no packets from elsewhere" end
    if n.capacity == nil then return false, "how much the network carries is not stated" end
    if attacker.capacity <= n.capacity then
      return false, "the network carries more than the attacker sends"
    end
    return true
  end,
  gains   = halted "a",
  time    = constant "1h", success = 0.9, noise = 0.7, skill = "novice",
  stops   = { "rate-limit", "upstream-filter" },
  note    = "Any network of the asset counts, whichever of them the packets take.",
  source  = "assumption",
}

technique "insider-carries-data-away" {
  ids     = { it = "T1052.001" },
  name    = "Exfiltration over USB",
  tactics = { "exfiltration" },
  from    = people "p",
  via     = { uses "a", keeps "d" },
  when    = function(_, a, d)
    if a.security.removable_media == "blocked" then return false, "removable media are blocked" end
    if d.protected ~= "user" then return false, "the data is out of a user's reach: " .. d.protected end
    return true
  end,
  gains   = exfiltrated "d",
  time    = constant "4h", success = 0.95, noise = 0.1, skill = "novice",
  stops   = { "media-control", "data-loss-prevention" },
  source  = "assumption",
}

technique "botnet" {
  ids     = { it = "T1496" },
  name    = "Resource Hijacking",
  tactics = { "impact" },
  from    = exec("a", "user"),
  via     = { attached_to "n" },
  also    = { out "n" },
  gains   = recruited "a",
  time    = constant "1h", success = 0.95, noise = 0.3, skill = "novice",
  stops   = { "egress" },
  source  = "assumption",
}
