-- SPDX-License-Identifier: GPL-2.0-or-later
-- What a topology can only claim: x: { claims: { session_lock: true } } of a product, an asset, a
-- zone, a supplier or the design; a text names the evidence. Where an attacker of the scenario does
-- what the claim denies (defeated_by), it is worth nothing.

local parameters = {
  claim = "the name below x.claims",
  what = "what is claimed, in words",
  document = "what would prove it",
}

local function with_sort()
  return { claim = parameters.claim, what = parameters.what, document = parameters.document,
    sort = "only assets of this sort (see is_sort)" }
end

check "claimed-of-assets" {
  title = "what the products in use are claimed to do",
  about = "asset",
  takes = with_sort(),
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  judge = function(asset, with)
    if not is_sort(asset, with.sort) then return skip("it is of another sort") end
    return claimed(asset, with.claim, with.what, with.document)
  end,
}

check "claimed-of-products" {
  title = "what is claimed of a product as such",
  about = "product",
  takes = parameters,
  gives = { "pass", "fail", "not-assessable" },
  judge = function(product, with)
    return claimed(product, with.claim, with.what, with.document)
  end,
}

check "claimed-of-zones" {
  title = "what is claimed of a zone",
  about = "zone",
  takes = parameters,
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  judge = function(zone, with)
    if #assets(zone) == 0 then return skip("nothing stands in it") end
    return claimed(zone, with.claim, with.what, with.document)
  end,
}

check "claimed-of-suppliers" {
  title = "what is claimed of a supplier whose products are in use",
  about = "supplier",
  takes = parameters,
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  judge = function(supplier, with)
    if #assets(supplier) == 0 then return skip("none of its products is in use") end
    return claimed(supplier, with.claim, with.what, with.document)
  end,
}

check "claimed-of-design" {
  title = "what is claimed of the design as a whole",
  about = "system",
  takes = parameters,
  gives = { "pass", "fail", "not-assessable" },
  judge = function(system, with)
    return claimed(system, with.claim, with.what, with.document)
  end,
}

check "support-period" {
  title = "the product is still supported",
  about = "product",
  gives = { "pass", "fail", "not-assessable" },
  document = "the maker's statement of the support period",
  judge = function(product)
    local ends = claim(product, "support_until")
    if type(ends) ~= "string" or not ends:find("-", 1, true) then
      return unknown("nothing says until when it is supported (x.claims.support_until: YYYY-MM-DD)")
    end
    if ends < (as_of() or "") then
      return fail("has not been supported since " .. ends, "replace " .. product.id .. " by a supported release")
    end
    return pass("supported until " .. ends, { claim = true })
  end,
}
