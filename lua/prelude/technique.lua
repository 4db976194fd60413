-- SPDX-License-Identifier: GPL-2.0-or-later
-- Words of technique files that need no C: named levels of difficulty, exploits, second factors.

-- MAL's named scale (Johnson, Lagerström and Ekstedt 2018): easy, hard and very hard are
-- exponential with means of 1, 10 and 100 days.
function easy(factor) return exponential { mean = days(factor or 1) } end
function hard(factor) return exponential { mean = days(10 * (factor or 1)) } end
function very_hard(factor) return exponential { mean = days(100 * (factor or 1)) } end

E, H, V = easy(), hard(), very_hard()

-- The share of known flaws that an attacker of each skill can make an exploit for; the mean number
-- of tries is its inverse. After McQueen, Boyer, Flynn and Beitel 2006, table 1.
local usable = { novice = 0.15, beginner = 0.3, intermediate = 0.55, expert = 1 }

-- McQueen et al. 2006: a day where an exploit is at hand, else 5.8 days for each try.
function exploit_development(v)
  if v.kev then return exponential { mean = "1d" } end
  return exponential { mean = days(5.8 / usable[attacker.skill]) }
end

-- The chance that an exploit of this flaw works at all: certain where it is known to be exploited;
-- else EPSS, but no less than a floor by attack complexity, for EPSS never removes a path.
function exploit_works(v)
  if v.kev then return 1 end
  local floor = v.complexity == "high" and 0.2 or 0.6
  return math.max(v.epss or 0, floor)
end

-- Whether a flaw that was mended is there again under an older release that the maker signed.
function returns_with_older_release(a, v)
  if not a.security.update_signed then
    return false, "the device checks no signature: it need not be one of its maker's"
  end
  if a.security.rollback_protected then return false, "the device takes no older release" end
  if v.product.id ~= a.product.id then return false, "the flaw is not one of the device's firmware" end
  if v.gains == "session" or v.gains == "control" or v.gains == "halt" or v.gains == "read" then
    return false, "the flaw runs no code, it gives: " .. v.gains
  end
  return true
end

function second_factor(c)
  if c.second ~= nil then return holds(c.second) end
  return unsatisfiable("no second factor is modelled for " .. c.id)
end
