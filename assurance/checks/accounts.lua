-- SPDX-License-Identifier: GPL-2.0-or-later
-- Secrets: who shares them, how they are made, where they are kept.

local function is_secret(c)
  return contains({ "password", "key", "certificate", "token", "service-account" }, c.kind)
end

check "no-default-credentials" {
  title = "no credential is the maker's default, hard-coded or weak",
  about = "credential",
  takes = { strengths = "which are wrong; unstated: default, hardcoded and weak" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the commissioning record: defaults changed",
  judge = function(c, with)
    if #assets(c) == 0 then return skip("it opens nothing that stands in the design") end
    if contains(with.strengths or { "default", "hardcoded", "weak" }, c.strength) then
      return fail("is " .. (c.strength == "hardcoded" and "hard-coded" or c.strength),
        "replace the " .. c.kind .. " " .. c.id .. " by one that is the operator's own and strong")
    end
    if not stated(c, "strength") and c.kind == "password" then
      return unknown("nothing says how strong it is (strength)")
    end
    return pass(stated(c, "strength") and "is " .. c.strength or "is no password")
  end,
}

check "personal-accounts" {
  title = "people log in as themselves",
  about = "credential",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(c)
    local people, n = account_of(c), 0
    if #people == 0 then return skip("no person logs in with it") end
    if c.kind == "domain-admin" or c.kind == "certificate" or c.kind == "otp" then
      return pass("a directory account or token is a person's own")
    end
    for _, group in ipairs(people) do n = n + group.count end
    if n <= 1 then return pass("one person logs in with it") end
    if c.authority then return pass("issued one a person by " .. c.authority.id) end
    return fail(n .. " persons share it", "give each person an account instead of the shared " .. c.id ..
      " (authority: a directory)")
  end,
}

check "device-secrets-unique" {
  title = "no two devices share a secret",
  about = "credential",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(c)
    if not is_secret(c) then return skip("it is no secret of a device: " .. c.kind) end
    local n, first = 0, nil
    for _, asset in ipairs(holders(c)) do
      n = n + count(asset)
      first = first or asset
    end
    if n == 0 then return skip("no asset keeps it") end
    if n == 1 then return pass("only " .. first.id .. " keeps it") end
    return fail(n .. " devices keep the same one",
      "give every device a " .. c.kind .. " of its own instead of the shared " .. c.id)
  end,
}

check "unique-credentials-claim" {
  title = "products whose instances are said to have secrets of their own do",
  about = "product",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "how secrets are made and put on each device",
  judge = function(product)
    local mine = filter(assets(product), function(a) return a.product.id == product.id end)
    if #mine == 0 then return skip("it runs only as software of other products") end
    local shared = filter(product.stores, is_secret)
    local claims, says = false, false
    for _, asset in ipairs(mine) do
      claims = claims or asset.security.unique_credentials
      says = says or stated(asset.security, "unique_credentials")
    end
    if #shared > 0 then
      return fail((claims and "claims unique secrets, yet every" or "every") .. " instance keeps " .. shared[1].id,
        "give every " .. product.id .. " a secret of its own instead of " .. shared[1].id)
    end
    if claims then return pass("every instance has secrets of its own") end
    if says then
      return fail("its instances share secrets", "give every " .. product.id ..
        " secrets of its own (security.unique_credentials)")
    end
    return unknown("nothing says whether its instances share secrets (security.unique_credentials)")
  end,
}

check "central-accounts" {
  title = "accounts are kept in one place",
  about = "credential",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(c)
    if c.kind ~= "password" and c.kind ~= "domain-admin" and c.kind ~= "service-account" then
      return skip("it is no account: " .. c.kind)
    end
    if #assets(c) == 0 then return skip("it opens nothing that stands in the design") end
    if c.authority then return pass("issued by " .. c.authority.id) end
    return fail("is a local account", "let a directory issue " .. c.id .. " (authority)")
  end,
}

check "credential-storage" {
  title = "secrets are kept where others cannot read them",
  about = "credential",
  takes = { at_least = "admin or hardware; unstated: admin",
    kinds = "kinds of credentials; unstated: all but what a person knows by heart" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "where secrets are kept on the device",
  judge = function(c, with)
    if with.kinds and not contains(with.kinds, c.kind) then return skip("it is of another kind: " .. c.kind) end
    local keepers = holders(c)
    if #keepers == 0 then return skip("no asset keeps it") end
    if c.protected == "hardware" then return pass("kept in hardware") end
    local soft = filter(keepers, function(a) return not a.security.secure_storage end)
    if #soft == 0 then return pass("kept in the secure storage of " .. keepers[1].id) end
    if (with.at_least or "admin") == "admin" and c.protected == "admin" then
      return pass("only administrators can read it")
    end
    if stated(c, "protected") or stated(soft[1].security, "secure_storage") then
      return fail("can be read on " .. soft[1].id, "keep " .. c.id .. " in " ..
        (with.at_least == "hardware" and "hardware" or "storage that only administrators read") .. " (protected)")
    end
    return unknown("nothing says how it is kept on " .. soft[1].id .. " (protected)")
  end,
}

check "least-privilege" {
  title = "people work without administrators' rights where they need none",
  about = "people",
  takes = {},
  gives = { "pass", "fail", "not-applicable" },
  judge = function(people)
    local own = accounts(people)
    if #own == 0 then return skip("it has no accounts") end
    local high = filter(own, function(c) return c.privilege == "admin" end)
    if #high == 0 then return pass("its accounts are ordinary ones") end
    if #high == #own then
      return fail("works with administrators' rights alone: " .. high[1].id,
        "give " .. people.id .. " an ordinary account beside " .. high[1].id)
    end
    return pass("has an ordinary account beside " .. high[1].id)
  end,
}
