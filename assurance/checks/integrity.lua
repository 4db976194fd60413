-- SPDX-License-Identifier: GPL-2.0-or-later
-- What may run on a device, and how it is kept from being changed.

local good = {
  update_signed = { what = "takes signed firmware only" },
  logic_signed = { what = "takes signed programs only" },
  secure_boot = { what = "starts nothing unsigned" },
  rollback_protected = { what = "refuses older firmware" },
  lockout = { what = "locks the account after failed logins" },
  unique_credentials = { what = "has secrets of its own" },
  secure_storage = { what = "keeps secrets in secure storage" },
  credential_guard = { what = "keeps logons where they cannot be read" },
  application_allowlist = { what = "runs listed programs only" },
  robust = { what = "resists crafted input" },
  removable_media = { what = "refuses removable media", values = { "blocked" } },
  macros = { what = "opens no document that runs code", values = { "blocked" } },
  debug_port = { what = "has its debug port closed", values = { "closed", "locked" } },
  onboarding = { what = "is admitted only when attested", values = { "attested" } },
  commissioning = { what = "cannot be taken over anew", values = { "protected" } },
  mode_switch = { what = "has its key switch on run", values = { "run" } },
}

check "security-attribute" {
  title = "the device protects itself in one way",
  about = "asset",
  takes = {
    attribute = "a key of `security`: secure_boot, update_signed, debug_port …",
    sort = "only assets of this sort (see is_sort)",
    document = "what would prove it",
  },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the maker's security manual",
  judge = function(asset, with)
    local wanted = good[with.attribute]
    if not wanted then error("security-attribute: there is no '" .. tostring(with.attribute) .. "' to ask for") end
    if not is_sort(asset, with.sort) then return skip("it is of another sort") end
    local value = asset.security[with.attribute]
    local holds = value == true
    if wanted.values then holds = contains(wanted.values, value) end
    if not stated(asset.security, with.attribute) then
      return unknown("nothing says whether it " .. wanted.what .. " (security." .. with.attribute .. ")", with.document)
    end
    if holds then return pass(wanted.what) end
    return fail("security." .. with.attribute .. " is " .. tostring(value),
      "see that " .. asset.product.id .. " " .. wanted.what .. " (security." .. with.attribute .. ")",
      { at = asset.security })
  end,
}

check "malware-protection" {
  title = "malicious code is kept from running",
  about = "asset",
  takes = { sort = "only assets of this sort (see is_sort); unstated: host" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the malware protection concept of the host",
  judge = function(asset, with)
    if not is_sort(asset, with.sort or "host") then return skip("it is of another sort") end
    if asset.security.application_allowlist then return pass("runs listed programs only") end
    local value = claim(asset, "malware_protection")
    if value then return pass("claimed: malware protection", { claim = true }) end
    if value == false or stated(asset.security, "application_allowlist") then
      return fail("nothing keeps malicious code from running",
        "list the programs that may run on " .. asset.product.id .. " (security.application_allowlist)")
    end
    return unknown("nothing says what keeps malicious code from running "
      .. "(security.application_allowlist, x.claims.malware_protection)")
  end,
}

check "updatable" {
  title = "flaws can be mended by updates",
  about = "asset",
  takes = { automatic = "true: by themselves", sort = "only assets of this sort (see is_sort)" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "how updates reach the device",
  judge = function(asset, with)
    if not is_sort(asset, with.sort) then return skip("it is of another sort") end
    if asset.updates == "never" then
      return fail("is never updated", "see that " .. asset.product.id .. " can be updated, or isolate it (updates)")
    end
    local channels = filter(related(asset, "channel"), function(c) return c.kind == "update" end)
    if #channels == 0 then
      return unknown("no update channel of the topology reaches it (channels, kind: update)")
    end
    if with.automatic and asset.updates ~= "auto" then
      return fail("is updated by hand", "let " .. asset.product.id .. " update itself (updates: auto)")
    end
    return pass("updated by " .. channels[1].id)
  end,
}

check "updates-authentic" {
  title = "only what the maker released is installed",
  about = "asset",
  takes = { sort = "only assets of this sort (see is_sort)" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "how the device verifies an update",
  judge = function(asset, with)
    if not is_sort(asset, with.sort) then return skip("it is of another sort") end
    if asset.updates == "never" then return skip("it is never updated") end
    if asset.security.update_signed then return pass("takes signed firmware only") end
    local channels = filter(related(asset, "channel"), function(c) return c.kind == "update" end)
    if #channels > 0 then
      local open = filter(channels, function(c) return not c.signed end)
      if #open == 0 then return pass("what " .. channels[1].id .. " brings is signed") end
      return fail("what channel " .. open[1].id .. " brings is not signed",
        "sign what channel " .. open[1].id .. " brings (signed_with), and let the device check it", { at = open[1] })
    end
    if stated(asset.security, "update_signed") then
      return fail("takes any firmware",
        "see that " .. asset.product.id .. " checks signatures (security.update_signed)", { at = asset.security })
    end
    return unknown("nothing says whether it checks what is installed (security.update_signed)")
  end,
}

check "update-channel-protected" {
  title = "updates come signed, over a protected way",
  about = "channel",
  takes = { encrypted = "true: the way must be encrypted too", confirmed = "true: someone must agree too",
    kinds = "kinds of products that it brings updates to; unstated: all" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(channel, with)
    if channel.kind ~= "update" then return skip("it is no update channel: " .. channel.kind) end
    if with.kinds and #filter(assets(channel), function(a) return contains(with.kinds, a.kind) end) == 0 then
      return skip("it brings updates to other kinds of products")
    end
    if not channel.signed then
      return fail("what it brings is not signed", "sign what channel " .. channel.id .. " brings (signed_with)")
    end
    if with.encrypted and not channel.encrypted then
      return fail("is not encrypted", "encrypt channel " .. channel.id .. " (encrypted)")
    end
    if with.confirmed and confirmed(channel) == 0 then
      return fail("a key alone releases an update",
        "let someone else agree to what channel " .. channel.id .. " brings (confirmed_by, approvals)")
    end
    return pass("what it brings is signed")
  end,
}

check "build-reviewed" {
  title = "no one person puts code into what is released",
  about = "channel",
  takes = { at_least = "how many must approve; unstated: 2" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(channel, with)
    if channel.kind ~= "build" then return skip("it is no build: " .. channel.kind) end
    local wanted = with.at_least or 2
    if confirmed(channel) >= wanted then return pass(confirmed(channel) .. " must agree") end
    return fail(confirmed(channel) == 0 and "nobody need agree" or "one person suffices",
      "let " .. wanted .. " approve what build " .. channel.id .. " releases (approvals)")
  end,
}

check "code-integrity" {
  title = "changed software is noticed or refused",
  about = "asset",
  by = "class",
  gives = { "pass", "fail", "not-assessable" },
  document = "how the device checks its software",
  judge = function(asset)
    local s = asset.security
    if s.secure_boot then return pass("starts nothing unsigned") end
    if s.application_allowlist then return pass("runs listed programs only") end
    if stated(s, "secure_boot") or stated(s, "application_allowlist") then
      return fail("changed software runs unnoticed",
        "see that " .. asset.product.id .. " starts nothing unsigned (security.secure_boot)", { at = s })
    end
    return unknown("nothing says whether changed software is noticed (security.secure_boot, application_allowlist)")
  end,
}

check "session-integrity" {
  title = "a session cannot be taken over from another machine",
  about = "asset",
  by = "class",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the session handling of the interfaces",
  judge = function(asset)
    local logins = filter(services(asset), function(s)
      return s.auth == "password" or s.auth == "token" or s.auth == "certificate"
    end)
    return every(logins, function(s)
      if s.session_binding then return pass("sessions of " .. where(s) .. " are bound to their machine") end
      if stated(s, "session_binding") then
        return fail("a session of " .. where(s) .. " is of use elsewhere",
          "bind sessions of " .. where(s) .. " to their machine (session_binding)", { at = s })
      end
      return unknown("nothing says whether sessions of " .. where(s) .. " are bound to their machine (session_binding)")
    end, "nobody logs in on it")
  end,
}
