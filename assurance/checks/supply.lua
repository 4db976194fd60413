-- SPDX-License-Identifier: GPL-2.0-or-later
-- Where things come from: inventory, flaws, suppliers and how they work.

check "no-known-flaws" {
  title = "nothing is in use with a flaw that is known and open",
  about = "asset",
  by = "class",
  takes = { exploited = "true: only flaws known to be exploited (KEV), or of EPSS 0.1 and more" },
  gives = { "pass", "fail", "not-assessable" },
  document = "a bill of materials, held against the flaws known of its parts",
  judge = function(asset, with)
    local worst
    for _, flaw in ipairs(flaws(asset)) do
      local likely = flaw.kev or (flaw.epss or 0) >= 0.1
      if not with.exploited or likely then
        if not worst or (likely and not (worst.kev or (worst.epss or 0) >= 0.1)) then worst = flaw end
      end
    end
    if worst then
      return fail("has " .. worst.id .. (worst.kev and ", which is known to be exploited" or ""),
        "mend " .. worst.id .. " on " .. worst.product.id ..
          (worst.fixed_in and (" (fixed in " .. worst.fixed_in .. ")") or " or show that it is not affected (vex)"),
        { at = worst })
    end
    if #flaws(asset) == 0 and #components(asset.product) == 0 then
      return unknown("what it is made of is not stated (components), so flaws of its parts cannot be known")
    end
    return pass("no such flaw is known of it")
  end,
}

check "inventory" {
  title = "it is known what is in use, and of whom",
  about = "product",
  takes = { version = "true: its version must be stated", components = "true: its parts must be stated",
    supplier = "true: its supplier, and that of its parts" },
  gives = { "pass", "fail" },
  judge = function(product, with)
    if with.version and not product.version then
      return fail("its version is not stated", "state the version of product " .. product.id)
    end
    if with.supplier and not product.supplier then
      return fail("its supplier is not stated", "state the supplier of product " .. product.id)
    end
    local parts = components(product)
    if with.components and #parts == 0 then
      return fail("what it is made of is not stated", "state the components of product " .. product.id ..
        " (components, from its bill of materials)")
    end
    if with.supplier then
      for _, part in ipairs(parts) do
        if not part.supplier then
          return fail("the supplier of its part " .. part.id .. " is not stated",
            "state the supplier of " .. part.id, { at = part })
        end
      end
    end
    return pass(#parts > 0 and ("known down to " .. #parts .. " parts") or "known")
  end,
}

local ranks = {
  sdl = { none = 0, ML1 = 1, ML2 = 2, ML3 = 3, ML4 = 4 },
  signing = { none = 0, ["shared-key"] = 1, ci = 2, hsm = 3, offline = 4 },
  review = { none = 0, ["two-person"] = 1 },
}
local words = { sdl = "secure development", signing = "signing", review = "review of changes",
  pinned = "pinned dependencies", reproducible = "builds that can be repeated" }

check "supplier-practice" {
  title = "the supplier works in a way that can be trusted",
  about = "supplier",
  takes = { practice = "sdl, signing, review, pinned or reproducible", at_least = "the least word that is enough" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the supplier's certificate or answers",
  judge = function(supplier, with)
    if #assets(supplier) == 0 then return skip("none of its products is in use") end
    local value = supplier.practices[with.practice]
    if not stated(supplier.practices, with.practice) then
      return unknown("nothing says how it stands with " .. words[with.practice] .. " (practices." ..
        with.practice .. ")")
    end
    local rank = ranks[with.practice]
    if value == true or (rank and rank[value] >= rank[with.at_least]) then
      return pass(words[with.practice] .. (value == true and "" or (": " .. value)))
    end
    return fail(words[with.practice] .. ": " .. (value == false and "no" or value),
      "ask " .. supplier.id .. " for " .. words[with.practice] .. " (" .. (with.at_least or "true") .. " at least)")
  end,
}

check "supplier-contained" {
  title = "who takes over a supplier does not take over the design",
  about = "supplier",
  needs = { "attack" },
  gives = { "pass", "fail", "not-applicable" },
  judge = function(supplier)
    local how = deed(supplier, { "trusted-relationship-network", "trusted-relationship-service", "supplier-channels",
      "supplier-operated-assets", "supplier-products", "tainted-hardware" })
    if how then
      return fail("attackers come in through it: " .. told(how),
        stopping(how, "through " .. supplier.id), { by = how })
    end
    if #assets(supplier) == 0 then return skip("none of its products is in use") end
    return pass("no attacker of the scenario comes in through it")
  end,
}

check "product-untainted" {
  title = "what is released of the product is what its maker wrote",
  about = "product",
  needs = { "attack" },
  gives = { "pass", "fail" },
  judge = function(product)
    local how = achieved(product, "tainted")
    if how then
      return fail("an attacker of skill " .. how.skill .. " taints what is released of it (" .. told(how) .. ")",
        "guard how " .. product.id .. " is built and released (approvals, signed_with, review)", { by = how })
    end
    return pass("no attacker of the scenario taints it")
  end,
}
