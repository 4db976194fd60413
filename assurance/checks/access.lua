-- SPDX-License-Identifier: GPL-2.0-or-later
-- Who is let in, and what they must show.

-- What a session can do to the asset or the process behind it.
local function is_harmful(s)
  for _, word in ipairs { "shell", "control", "parameters", "program", "firmware", "manage", "files", "network" } do
    if contains(s.gives, word) then return true end
  end
  return false
end

local function gives_any(s, words)
  if not words then return is_harmful(s) end
  for _, word in ipairs(words) do
    if contains(s.gives, word) then return true end
  end
  return false
end

local function where(s)
  return (s.product and s.product.id or s.asset.id) .. "." .. service_name(s)
end

check "service-authentication" {
  title = "what listens asks who is there",
  about = "asset",
  by = "class",
  takes = {
    gives = "only services that give one of these (shell, control, …); unstated: all that can harm",
    strong = "true: a password is not enough, it must be a key, certificate or token",
  },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  judge = function(asset, with)
    return every(services(asset), function(s)
      if not gives_any(s, with.gives) then return nil end
      if s.auth == "none" then
        return fail(where(s) .. " lets anyone in", "make " .. where(s) .. " ask for a login (auth)", { at = s })
      end
      if not stated(s, "auth") then
        return unknown(where(s) .. " does not say what it asks for (auth)",
          "the configuration of " .. where(s))
      end
      if with.strong and (s.auth == "password" or s.auth == "host") then
        return fail(where(s) .. " is opened by a " .. (s.auth == "host" and "host's address" or s.auth),
          "make " .. where(s) .. " ask for a key, certificate or token", { at = s })
      end
      return pass(where(s) .. " asks for a " .. s.auth)
    end, "no service of it is of this kind")
  end,
}

check "second-factor" {
  title = "doors into the zone ask people for a second factor",
  about = "conduit",
  takes = {
    from_outside = "true: only conduits from a zone marked outside",
  },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(conduit, with)
    if with.from_outside and not is_outside(conduit.from) then
      return skip("it does not come from outside")
    end
    if conduit.mfa and conduit.mfa ~= "none" then
      return pass("asks for a second factor: " .. conduit.mfa)
    end
    if conduit.inspection == "diode" then return pass("a diode: nobody logs in across it") end
    if #conduit.allow == 0 then return skip("it lets nothing through") end
    return fail("lets people through without a second factor",
      "ask for a second factor at conduit " .. conduit.id .. " (controls.mfa)")
  end,
}
