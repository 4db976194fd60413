-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who is let in, and what they must show.

-- What a session can do to the asset or the process behind it.
local harmful = { "shell", "network", "control", "parameters", "program", "firmware", "manage", "files" }

local function gives_any(s, words)
  for _, word in ipairs(words) do
    if contains(s.gives, word) then return true end
  end
  return false
end

local function login_services(asset)
  return filter(services(asset), function(s) return s.auth == "password" end)
end

check "service-authentication" {
  title = "what listens asks who is there",
  about = "asset",
  by = "class",
  takes = {
    gives = "only services that give one of these (shell, control, …); unstated: all that can harm",
    any = "true: every service, whatever it gives",
    strong = "true: a password is not enough, it must be a key, certificate or token",
  },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  judge = function(asset, with)
    return every(services(asset), function(s)
      if not with.any and not gives_any(s, with.gives or harmful) then return nil end
      if s.auth == "none" then
        return fail(where(s) .. " lets anyone in", "make " .. where(s) .. " ask for a login (auth)", { at = s })
      end
      if not stated(s, "auth") then
        return unknown(where(s) .. " does not say what it asks for (auth)", "the configuration of " .. where(s))
      end
      if with.strong and (s.auth == "password" or s.auth == "host") then
        return fail(where(s) .. " is opened by a " .. (s.auth == "host" and "host's address" or s.auth),
          "make " .. where(s) .. " ask for a key, certificate or token (auth)", { at = s })
      end
      return pass(where(s) .. " asks for a " .. (s.auth == "host" and "known host" or s.auth))
    end, "no service of it is of this kind")
  end,
}

check "second-factor" {
  title = "doors into the zone ask people for a second factor",
  about = "conduit",
  takes = { from_outside = "true: only conduits that come from a zone marked outside" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(conduit, with)
    if with.from_outside and not is_outside(conduit.from) then return skip("it does not come from outside") end
    if #conduit.allow == 0 then return skip("it lets nothing through") end
    if conduit.inspection == "diode" then return pass("a diode: nobody logs in across it") end
    if conduit.mfa and conduit.mfa ~= "none" then return pass("asks for a second factor: " .. conduit.mfa) end
    return fail("lets people through without a second factor",
      "ask for a second factor at conduit " .. conduit.id .. " (controls.mfa)")
  end,
}

check "login-second-factor" {
  title = "people who log in over a network show a second factor",
  about = "asset",
  takes = { gives = "only services that give one of these; unstated: shell, network and manage" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(asset, with)
    return every(services(asset), function(s)
      if s.auth ~= "password" or not gives_any(s, with.gives or { "shell", "network", "manage" }) then return nil end
      if s.mfa ~= "none" then return pass(where(s) .. " asks for a second factor: " .. s.mfa) end
      return fail(where(s) .. " asks for a password alone", "ask for a second factor at " .. where(s) .. " (mfa)",
        { at = s })
    end, "nobody logs in on it with a password")
  end,
}

check "guessing-limited" {
  title = "guessing a password is stopped",
  about = "asset",
  by = "class",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the account policy: failed logins until lockout",
  judge = function(asset)
    local logins = login_services(asset)
    if #logins == 0 then return skip("nobody logs in on it with a password") end
    if asset.security.lockout then return pass("locks the account after failed logins") end
    local unlimited = filter(logins, function(s) return not s.rate_limit end)
    if #unlimited == 0 then return pass("answers login attempts only so often") end
    if stated(asset.security, "lockout") or stated(unlimited[1], "rate_limit") then
      return fail(where(unlimited[1]) .. " can be guessed at without limit",
        "limit failed logins on " .. asset.product.id .. " (security.lockout, or rate_limit of the service)",
        { at = unlimited[1] })
    end
    return unknown("nothing says whether failed logins are limited (security.lockout)")
  end,
}

check "access-approved" {
  title = "whoever comes in from outside is let in by someone",
  about = "channel",
  takes = { kinds = "kinds of channels (remote-maintenance, command …); unstated: remote-maintenance",
    at_least = "how many must agree; unstated: 1" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(channel, with)
    if not contains(with.kinds or { "remote-maintenance" }, channel.kind) then
      return skip("it is no such channel: " .. channel.kind)
    end
    local wanted, n = with.at_least or 1, confirmed(channel)
    if n >= wanted then return pass(n .. " must agree") end
    return fail(n == 0 and "its sender comes in unasked" or ("only " .. n .. " must agree"),
      "let " .. wanted .. " of the operator's people approve channel " .. channel.id .. " (approvals)")
  end,
}

check "remote-access-guarded" {
  title = "remote maintenance shows a strong login and is encrypted",
  about = "channel",
  takes = { kinds = "kinds of channels; unstated: remote-maintenance and command",
    mfa = "true: it must ask for a second factor as well" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(channel, with)
    if not contains(with.kinds or { "remote-maintenance", "command" }, channel.kind) then
      return skip("it is no such channel: " .. channel.kind)
    end
    if channel.auth == "none" then
      return fail("asks its sender for nothing", "make channel " .. channel.id .. " ask for a login (auth)")
    end
    if with.mfa and channel.mfa == "none" then
      return fail("asks for no second factor", "ask for a second factor on channel " .. channel.id .. " (mfa)")
    end
    if not with.mfa and not channel.encrypted then
      return fail("is not encrypted", "encrypt channel " .. channel.id .. " (encrypted)")
    end
    return pass("asks for a " .. channel.auth .. (with.mfa and " and a second factor" or " and is encrypted"))
  end,
}

check "outside-access-controlled" {
  title = "what comes from outside passes a device that controls and records it",
  about = "conduit",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(conduit)
    if not is_outside(conduit.from) then return skip("it does not come from outside") end
    if #conduit.allow == 0 then return skip("it lets nothing through") end
    if not conduit.enforced_by and conduit.inspection ~= "diode" then
      return fail("no device of the topology enforces it", "say which asset enforces conduit " .. conduit.id ..
        " (enforced_by), or put one there")
    end
    if (conduit.sensor or 0) == 0 then
      return fail("nobody sees what comes in", "watch conduit " .. conduit.id .. " (controls.sensor)")
    end
    return pass("enforced and watched")
  end,
}

check "wireless-authentication" {
  title = "whoever joins a radio network is authenticated",
  about = "network",
  takes = { unique = "true: a key that all share is not enough" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  judge = function(network, with)
    if not network.is_radio then return skip("it is no radio network") end
    if network.medium == "cellular" or network.medium == "satellite" then
      if network.isolated then return pass("the carrier authenticates every subscriber and isolates them") end
      return unknown("the carrier authenticates its subscribers: which of them are let on it is not said",
        "the contract with the carrier: private access point, isolation of subscribers")
    end
    if not network.key then
      return fail("anyone in range can join it", "give network " .. network.id .. " a key")
    end
    if not with.unique or network.nac then
      return pass(network.nac and "registered devices only" or "opened by " .. network.key.id)
    end
    local n = 0
    for _, asset in ipairs(assets(network)) do n = n + count(asset) end
    if n <= 1 then return pass("one device holds its key") end
    return fail("its " .. n .. " devices share the key " .. network.key.id,
      "give every device on network " .. network.id .. " an identity of its own (nac: true)")
  end,
}

check "wireless-watched" {
  title = "radio networks are watched for devices that do not belong",
  about = "network",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(network)
    if not network.is_radio then return skip("it is no radio network") end
    if network.nac or network.port_security then return pass("a device that is not registered is noticed") end
    for _, asset in ipairs(assets(network)) do
      if asset.sensor > 0 then return pass("watched from " .. asset.id) end
    end
    return fail("a device that does not belong is not noticed",
      "watch network " .. network.id .. " (nac: true, or a sensor on an asset that is on it)")
  end,
}
