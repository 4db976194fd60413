-- SPDX-License-Identifier: GPL-2.0-or-later
-- Machine-learning parts: models, what they are trained on, and what makes the one from the other.

check "model-robust" {
  title = "a model resists input made to mislead it",
  about = "asset",
  by = "class",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the evaluation of the model against adversarial input",
  judge = function(asset)
    if asset.kind ~= "model" then return skip("it is no model") end
    if asset.security.robust then return pass("resists crafted input") end
    if stated(asset.security, "robust") then
      return fail("crafted input misleads it", "train " .. asset.product.id ..
        " against crafted input, or check it by a second sensor (security.robust)")
    end
    return unknown("nothing says whether it resists crafted input (security.robust)")
  end,
}

check "model-query-limit" {
  title = "a model cannot be copied by asking it",
  about = "asset",
  by = "class",
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the limits of the model's interface",
  judge = function(asset)
    if asset.kind ~= "model" then return skip("it is no model") end
    return every(services(asset), function(s)
      if s.rate_limit then return pass(where(s) .. " answers only so often") end
      if stated(s, "rate_limit") then
        return fail(where(s) .. " answers without limit", "limit how often " .. where(s) .. " answers (rate_limit)",
          { at = s })
      end
      return unknown("nothing says how often " .. where(s) .. " answers (rate_limit)")
    end, "nobody can ask it over a network")
  end,
}

check "model-input-authenticated" {
  title = "who asks a model, or feeds it, is known",
  about = "asset",
  by = "class",
  takes = { kinds = "kinds of products; unstated: model, dataset and pipeline" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the configuration of the interfaces",
  judge = function(asset, with)
    if not contains(with.kinds or { "model", "dataset", "pipeline" }, asset.kind) then
      return skip("it is no machine-learning part")
    end
    return every(services(asset), function(s)
      if s.auth == "none" then
        return fail(where(s) .. " answers anyone", "make " .. where(s) .. " ask who is there (auth)", { at = s })
      end
      if not stated(s, "auth") then return unknown(where(s) .. " does not say what it asks for (auth)") end
      return pass(where(s) .. " asks for a " .. s.auth)
    end, "nothing listens on it")
  end,
}

check "learning-data-provenance" {
  title = "what a model learns from is known to be what it was",
  about = "data",
  takes = { kinds = "kinds of data; unstated: dataset and model" },
  gives = { "pass", "fail", "not-applicable", "not-assessable" },
  document = "the provenance record of the data",
  judge = function(data, with)
    if not contains(with.kinds or { "dataset", "model" }, data.kind or "") then
      return skip("no model is made of it")
    end
    if data.signed then return pass("those who use it check a signature") end
    if not data.writable then return pass("those who reach it cannot change it") end
    if stated(data, "writable") or stated(data, "signed") then
      return fail("those who reach it can change it", "sign " .. data.id .. " (signed_with)")
    end
    return unknown("nothing says whether a change would be noticed (signed_with, writable)")
  end,
}

check "pipeline-approved" {
  title = "no one alone puts a model into use",
  about = "channel",
  gives = { "pass", "fail", "not-applicable" },
  judge = function(channel)
    local builds = channel.kind == "build" and #filter(assets(channel), function(a) return a.kind == "model" end) > 0
    if not builds then return skip("it makes no model") end
    if confirmed(channel) >= 1 then return pass(confirmed(channel) .. " must agree") end
    return fail("what it makes goes into use unasked", "let someone approve what " .. channel.id ..
      " makes (approvals, confirmed_by)")
  end,
}
