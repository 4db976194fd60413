-- SPDX-License-Identifier: GPL-2.0-or-later
-- What travels and what lies: who can read it, who can change it.

-- Protocols that are known to carry no cryptography.
local plain = {
  ["tcp/21"] = true, ["tcp/23"] = true, ["tcp/80"] = true, ["tcp/102"] = true, ["udp/69"] = true,
  ["tcp/502"] = true, ["tcp/1883"] = true, ["tcp/2404"] = true, ["tcp/4840"] = false, ["tcp/20000"] = true,
  ["udp/47808"] = true, ["udp/161"] = true, ["tcp/5900"] = true, can = true, lin = true, spi = true, serial = true,
  profibus = true,
}

-- What is told of the way of one flow to one service.
local function of_way(flow, s)
  if s.encrypted then return pass(where(s) .. " is encrypted") end
  for _, sender in ipairs(begins(flow)) do
    if not same(sender.zone, s.asset.zone) then
      for _, conduit in ipairs(conduits_into(s.asset.zone)) do
        if same(conduit.from, sender.zone) and conduit.encryption and conduit.encryption ~= "none" then
          return pass("conduit " .. conduit.id .. " is encrypted: " .. conduit.encryption)
        end
      end
    end
  end
  if stated(s, "encrypted") or plain[s.port] then
    return fail(where(s) .. " (" .. s.port .. ") is neither encrypted nor authenticated on the way",
      "encrypt " .. where(s) .. " (encrypted), or the conduit to it (controls.encryption)", { at = s })
  end
  return unknown("nothing says whether " .. where(s) .. " (" .. s.port .. ") is encrypted (encrypted)",
    "the protocol of " .. where(s))
end

local function leaves_zone(flow, s)
  for _, sender in ipairs(begins(flow)) do
    if not same(sender.zone, s.asset.zone) then return true end
  end
  return false
end

check "flow-protected" {
  title = "what the business sends is protected by cryptography",
  about = "flow",
  takes = { crossing = "true: only flows that come from another zone" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the protocols in use",
  judge = function(flow, with)
    return every(spoken_to(flow), function(s)
      if with.crossing and not leaves_zone(flow, s) then return nil end
      return of_way(flow, s)
    end, with.crossing and "it stays within its zone" or "it speaks to no service that is modelled")
  end,
}

check "flow-authenticated" {
  title = "programs and devices that speak to each other are authenticated",
  about = "flow",
  takes = { without_passwords = "true: not by a password" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the configuration of the services",
  judge = function(flow, with)
    return every(spoken_to(flow), function(s)
      if s.auth == "none" then
        return fail(where(s) .. " takes commands from anyone", "make " .. where(s) ..
          " ask who is there (auth: certificate or key)", { at = s })
      end
      if not stated(s, "auth") then return unknown(where(s) .. " does not say what it asks for (auth)") end
      if with.without_passwords and s.auth == "password" then
        return fail(where(s) .. " is opened by a password", "make " .. where(s) ..
          " ask for a certificate, key or token (auth)", { at = s })
      end
      return pass(where(s) .. " asks for a " .. (s.auth == "host" and "known host" or s.auth))
    end, "it speaks to no service that is modelled")
  end,
}

local function is_confidential(data)
  return contains(musts(data), "confidential")
end

check "data-confidential" {
  title = "what must stay confidential is protected where it lies and on the way",
  about = "data",
  takes = { rest = "true: only where it lies", way = "true: only on the way",
    all = "true: all data, not only what a requirement calls confidential" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "how the data are encrypted",
  judge = function(data, with)
    if not with.all and not is_confidential(data) then
      return skip("no requirement says that it must stay confidential")
    end
    local verdicts = {}
    if not with.way then
      if data.encrypted or data.protected == "hardware" then
        verdicts[1] = pass("kept " .. (data.encrypted and "encrypted" or "in hardware"))
      elseif data.protected == "admin" and not with.rest then
        verdicts[1] = pass("only administrators can reach it")
      elseif stated(data, "encrypted") then
        verdicts[1] = fail("is kept in the clear", "encrypt " .. data.id .. " where it lies (encrypted)")
      else
        verdicts[1] = unknown("nothing says how it is kept (encrypted, protected)")
      end
    end
    if not with.rest then
      for _, s in ipairs(serving(data)) do
        if s.encrypted then
          verdicts[#verdicts + 1] = pass(where(s) .. " is encrypted")
        elseif stated(s, "encrypted") or plain[s.port] then
          verdicts[#verdicts + 1] = fail(where(s) .. " gives it in the clear", "encrypt " .. where(s) .. " (encrypted)",
            { at = s })
        else
          verdicts[#verdicts + 1] = unknown("nothing says whether " .. where(s) .. " is encrypted (encrypted)")
        end
      end
    end
    return every(verdicts, function(v) return v end, "no service gives it")
  end,
}

check "data-intact" {
  title = "data that others rely on are signed, or cannot be written",
  about = "data",
  takes = { kinds = "kinds of data (program, dataset, model …); unstated: all" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "how changes to the data are noticed",
  judge = function(data, with)
    if with.kinds and not contains(with.kinds, data.kind or "") then return skip("it is of another kind") end
    if data.signed then return pass("those who open it check a signature") end
    if not data.writable then return pass("those who reach it cannot change it") end
    if not stated(data, "writable") and not stated(data, "signed") then
      return unknown("nothing says whether a change would be noticed (writable, signed_with)")
    end
    return fail("those who reach it can change it", "sign " .. data.id .. " (signed_with), or make it read-only")
  end,
}

check "data-safe-from-attack" {
  title = "no attacker of the scenario gets at the data",
  about = "data",
  needs = { "attack" },
  takes = { facts = "what he may not achieve: reads, alters, destroys, exfiltrated" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(data, with)
    if #assets(data) == 0 then return skip("it lies nowhere") end
    for _, fact in ipairs(with.facts or { "reads", "exfiltrated" }) do
      local how = achieved(data, fact)
      if how then
        return fail("an attacker of skill " .. how.skill .. " " ..
          (fact == "exfiltrated" and "carries it away" or fact .. " it"),
          "cut the way to " .. data.id .. " (see `paths` and `cuts`)", { by = how })
      end
    end
    return pass("out of the scenario's reach")
  end,
}
