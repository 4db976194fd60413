-- SPDX-License-Identifier: GPL-2.0-or-later
-- The words that checks are written with: verdicts, and how many of them make one.

--- It holds. `more.claim`: only because the topology claims it.
function pass(reason, more)
  more = more or {}
  return { ruling = "pass", reason = reason, claim = more.claim, at = more.at }
end

--- It does not hold; `fix` is what would mend it. `more.at`: the part that is wrong; `more.by`: the
--- deed (see `deed`) that shows it.
function fail(reason, fix, more)
  more = more or {}
  return { ruling = "fail", reason = reason, fix = fix, at = more.at, deed = more.by and more.by.deed }
end

--- It is not about this.
function skip(reason)
  return { ruling = "not-applicable", reason = reason }
end

--- The design does not say; `document` would.
function unknown(reason, document)
  return { ruling = "not-assessable", reason = reason, document = document }
end

local weight = { ["not-applicable"] = 0, pass = 1, ["not-assessable"] = 2, fail = 3 }

--- One verdict of `judge(member)` over all of `list`: the worst, with the reasons of up to three
--- that came to it. `nothing`: the reason where the list is empty.
function every(list, judge, nothing)
  local worst, reasons, n = nil, {}, 0
  for _, member in ipairs(list) do
    local verdict = judge(member)
    if verdict then
      if not worst or weight[verdict.ruling] > weight[worst.ruling] then
        worst, reasons, n = verdict, {}, 0
      end
      if verdict.ruling == worst.ruling then
        n = n + 1
        if #reasons < 3 and verdict.reason and not contains(reasons, verdict.reason) then
          reasons[#reasons + 1] = verdict.reason
        end
      end
    end
  end
  if not worst then return skip(nothing or "there is nothing that it asks about") end
  local reason = table.concat(reasons, "; ")
  if n > 3 and #reasons == 3 then reason = reason .. "; and more" end
  return {
    ruling = worst.ruling, reason = reason ~= "" and reason or nil, fix = worst.fix, at = worst.at,
    deed = worst.deed, claim = worst.claim, document = worst.document,
  }
end

--- Of several verdicts the worst.
function both(...)
  return every({ ... }, function(verdict) return verdict end)
end

--- "a, b and c", at most four of `names`.
function listed(names)
  if #names == 0 then return "" end
  if #names == 1 then return names[1] end
  if #names > 4 then
    return names[1] .. ", " .. names[2] .. ", " .. names[3] .. " and " .. (#names - 3) .. " more"
  end
  local text = names[1]
  for i = 2, #names - 1 do text = text .. ", " .. names[i] end
  return text .. " and " .. names[#names]
end

--- How a service is called: "rtu-500.web".
function where(s)
  return (s.product and s.product.id or s.asset.id) .. "." .. service_name(s)
end

local typed = { embedded = true, host = true, network = true, software = true }

--- Whether `asset` is of the sort `sort`: embedded, host, network, software (its component type);
--- process (it drives one), logins (people log in on it with a password), radio, removable (media
--- can be put in), remote (it has services), critical (its loss is grave), keeps (it keeps secrets),
--- or all.
function is_sort(asset, sort)
  if sort == nil or sort == "all" then return true end
  if typed[sort] then return component_type(asset.kind) == sort end
  if sort == "process" then return asset.drives_process end
  if sort == "logins" then
    return #filter(services(asset), function(s) return s.auth == "password" end) > 0
  end
  if sort == "remote" then return #services(asset) > 0 end
  if sort == "certificates" then
    return #filter(services(asset), function(s) return s.auth == "certificate" end) > 0
  end
  if sort == "keeps" then return #asset.stores > 0 or #asset.product.stores > 0 end
  if sort == "removable" then
    return #filter(services(asset), function(s) return s.port == "usb" or s.port == "removable" end) > 0
      or #filter(networks(asset), function(n) return n.is_carried end) > 0
      or stated(asset.security, "removable_media")
  end
  if sort == "radio" then return #filter(networks(asset), function(n) return n.is_radio end) > 0 end
  if sort == "critical" then
    local c = asset.criticality
    for _, word in ipairs { c.safety or "", c.availability or "", c.integrity or "" } do
      if word == "high" or word == "severe" then return true end
    end
    return #related(asset, "function") > 0
  end
  error("is_sort: there is no sort '" .. sort .. "'")
end

--- How a deed reads: "T0812 Default Credentials".
function told(deed)
  if not deed.title then return "what the attack leads to" end
  return (deed.id and (deed.id .. " ") or "") .. deed.title
end

--- What mends it: "stop T0843 Program Download on plc-1 (by key switch)".
function stopping(deed, where)
  local by = string.gsub(table.concat(deed.stops or {}, " or "), "-", " ")
  return "stop " .. told(deed) .. " " .. where .. (by ~= "" and " (by " .. by .. ")" or "")
end

--- The verdict on what is claimed under x.claims: `name` of `subject`, which is `what`. `document`
--- would prove it.
function claimed(subject, name, what, document)
  local value = claim(subject, name)
  if value == nil then
    return unknown("not stated: " .. what .. " (x.claims." .. name .. ")", document)
  end
  if value == false then
    return fail("not there: " .. what, "provide " .. what .. " for " .. (subject.id or "the design"))
  end
  if type(value) == "string" then return pass("claimed, with evidence: " .. value, { claim = true }) end
  return pass("claimed: " .. what, { claim = true })
end
