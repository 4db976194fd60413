-- SPDX-License-Identifier: GPL-2.0-or-later
-- In range and in reach of the hand: radio, buses, sockets, debug ports.

technique "join-radio-network" {
  ids     = { it = "T1669", ot = "T0860" },
  name    = "Wireless Compromise",
  names   = { it = "Wi-Fi Networks" },
  tactics = { "initial-access" },
  from    = nearby "n",
  also    = function(n)
    local keys = map(n.keys, function(c) return holds(c) end)
    if #keys > 1 then return { any_of(keys) } end
    return keys
  end,
  when    = function(n)
    if n.is_radio then return true end
    return false, "the network is no radio"
  end,
  gains   = located "n",
  time    = constant "1h", success = 0.95, noise = 0.1, skill = "beginner",
  stops   = { "radio-key", "certificates" },
  source  = "assumption",
}

technique "take-over-by-radio" {
  ids     = { ot = "T0860" },
  name    = "Wireless Compromise",
  tactics = { "initial-access" },
  from    = nearby "n",
  via     = { attached "a" },
  when    = function(n, a)
    if not n.is_radio then return false, "the network is no radio" end
    if a.security.commissioning ~= "open" then
      return false, "the device joins a network only by protected commissioning"
    end
    return true
  end,
  gains   = possesses "a",
  time    = constant "4h", success = 0.8, noise = 0.1, skill = "intermediate",
  stops   = { "protected-commissioning" },
  source  = "assumption",
}

technique "crack-radio-key" {
  ids     = { it = "T1110.002" },
  name    = "Password Cracking",
  tactics = { "credential-access" },
  from    = nearby "n",
  via     = { key "c" },
  sees    = { "credential" },
  when    = function(n, c)
    if not n.is_radio then return false, "the network is no radio" end
    if c.strength == "weak" or c.strength == "default" then return true end
    return false, "the key is not one that can be guessed"
  end,
  gains   = holds "c",
  time    = easy(2), success = 0.5, noise = 0.02, skill = "beginner",
  stops   = { "strong-key" },
  source  = "time: MAL's easy, twice; success and noise: assumption",
}

technique "jamming" {
  ids     = { ot = "T0814" },
  name    = "Denial of Service",
  tactics = { "inhibit-response-function" },
  from    = nearby "n",
  via     = { carries "f" },
  when    = function(n)
    if n.is_radio then return true end
    return false, "the network is no radio"
  end,
  gains   = severed "f",
  time    = constant "1h", success = 0.95, noise = 0.7, skill = "beginner",
  stops   = { "second-medium" },
  source  = "assumption",
}

technique "firmware-in-hand" {
  ids     = { it = "T1542.001", ot = "T0857" },
  name    = "System Firmware",
  tactics = { "persistence", "defense-evasion" },
  from    = possesses "a",
  when    = function(a)
    if a.security.update_signed then return false, "the device takes signed firmware only" end
    if a.security.secure_boot then return false, "the device starts nothing that is not its maker's" end
    return true
  end,
  gains   = implant("a", "admin"),
  time    = hard(0.3), success = 0.7, noise = 0.02, skill = "expert",
  stops   = { "sign", "secure-boot" },
  source  = "time: three tenths of MAL's hard; success and noise: assumption",
}

technique "signed-firmware-in-hand" {
  ids     = { it = "T1553.002", ot = "T0857" },
  name    = "Code Signing",
  names   = { ot = "System Firmware" },
  tactics = { "defense-evasion", "persistence" },
  from    = possesses "a",
  also    = function(a)
    local key = a.security.firmware_key
    if key == nil then return { unsatisfiable "no key that signs its firmware is modelled" } end
    return { any_of { holds(key), signs(key) } }
  end,
  when    = function(a)
    if not a.security.update_signed then return false, "the device checks no signature" end
    return true
  end,
  gains   = implant("a", "admin"),
  time    = hard(0.3), success = 0.7, noise = 0.02, skill = "expert",
  stops   = { "hsm", "rotate", "unique-keys" },
  source  = "time: three tenths of MAL's hard; success and noise: assumption",
}

technique "downgrade-in-hand" {
  ids     = { it = "TID-216", ot = "TID-216" },
  name    = "Firmware Update Rollbacks Allowed",
  tactics = { "defense-evasion", "persistence" },
  from    = possesses "a",
  via     = { mended "v" },
  when    = function(a, v) return returns_with_older_release(a, v) end,
  gains   = function(a, v) return implant(a, v.gains == "user" and "user" or "admin") end,
  prepare = { time = function(_, v) return exploit_development(v) end, per = "vulnerability" },
  works   = { p = function(_, v) return exploit_works(v) end, per = "vulnerability" },
  time    = easy(2), success = 0.7, noise = 0.02, skill = "intermediate",
  stops   = { "anti-rollback" },
  source  = "time: MAL's easy, twice; success and noise: assumption; works: EPSS and KEV",
}

technique "rogue-master" {
  ids     = { ot = "T0848" },
  name    = "Rogue Master",
  tactics = { "initial-access" },
  from    = touches("a", "asset"),
  via     = { attached_to "n" },
  when    = function(_, n)
    if not n.is_bus then return false, "the network is no bus" end
    if n.port_security then return false, "the bus refuses strangers" end
    return true
  end,
  gains   = located "n",
  time    = constant "4h", success = 0.9, noise = 0.1, skill = "intermediate",
  stops   = { "lock", "port-security" },
  source  = "assumption",
}

technique "hardware-addition" {
  ids     = { it = "T1200", ot = "T1200" },
  name    = "Hardware Additions",
  tactics = { "initial-access" },
  from    = touches("a", "asset"),
  via     = { attached_to "n" },
  when    = function(_, n)
    if n.medium ~= "ethernet" then return false, "there is no socket to plug into" end
    if n.nac then return false, "the network admits registered devices only" end
    return true
  end,
  gains   = located "n",
  time    = constant "1h", success = 0.9, noise = 0.1, skill = "beginner",
  stops   = { "network-access-control", "lock" },
  source  = "assumption",
}

technique "debug-port" {
  ids     = { it = "TID-119", ot = "TID-119" },
  name    = "Latent Hardware Debug Port Allows Memory/Code Manipulation",
  tactics = { "privilege-escalation" },
  from    = any_of { touches("a", "asset"), possesses "a" },
  when    = function(a)
    if a.security.debug_port == "open" then return true end
    return false, "the debug port is " .. a.security.debug_port
  end,
  gains   = exec("a", "admin"),
  time    = constant "4h", success = 0.9, noise = 0.05, skill = "intermediate",
  stops   = { "close-debug-port", "lock" },
  source  = "assumption",
}

technique "secrets-from-chip" {
  ids     = { it = "TID-115", ot = "TID-115" },
  name    = "Firmware/Data Extraction via Hardware Interface",
  tactics = { "credential-access" },
  from    = any_of { touches("a", "asset"), possesses "a" },
  via     = { stores "c" },
  when    = function(a)
    if a.security.secure_storage then return false, "secrets lie in a secure element" end
    return true
  end,
  gains   = holds "c",
  time    = easy(3), success = 0.7, noise = 0.02, skill = "intermediate",
  stops   = { "secure-element", "unique-secrets" },
  source  = "time: MAL's easy, three times; success and noise: assumption",
}
