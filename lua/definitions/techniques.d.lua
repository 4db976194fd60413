---@meta
-- SPDX-License-Identifier: GPL-2.0-or-later
-- What a technique is declared with, for lua-language-server. Generated from the tables
-- of the program; a test holds them together.

---@class Fact

---@class Relation

---@alias Duration string|userdata

---@class Attacker
---@field skill "novice"|"beginner"|"intermediate"|"expert"
---@field autonomous boolean acts without being commanded
---@field discover boolean knows nothing from the start
---@field capacity number for floods, as networks.capacity

---@class FactFields
---@field of string|string[] the kinds of entities that it is said of
---@field levels? string[] { "user", "admin" }; admin implies user
---@field means? string in words

---@class TechniqueFields
---@field ids table ids shown by the target's domain: it, ot, mobile, and internet = { it, ot } where the route starts there
---@field name string its title
---@field tactics string[]|string ATT&CK tactics
---@field from Fact the fact that opens it and binds the first variable; any_of for several
---@field via Relation[]? relations walked from variables already bound, one new each
---@field each Relation? one more walk, after via
---@field also Fact|Fact[]|function|nil what it needs besides
---@field sees string[]|string|nil what functions may read beyond the class: asset, credential, controls, person, supplier
---@field when function? whether it applies: true, or false and a reason
---@field gains Fact|Fact[]|function what one success yields
---@field prepare table? { time =, per = }: spent once by an attacker for each `per`
---@field works table? { p =, per = }: the chance, drawn once for each `per`, that it works
---@field time Duration|function of one attempt
---@field success number|function chance of one attempt, given that it works
---@field noise number|function chance that a perfect sensor on the way sees one attempt
---@field skill string|function novice, beginner, intermediate or expert
---@field effort number|Duration|function|nil in hours; unsaid, the means of prepare and time
---@field retry Duration|function|nil until the next attempt; unsaid, as time
---@field tries integer? attempts at most; unsaid, unlimited
---@field fans_out boolean? one execution serves every asset, service and zone
---@field stops string[]|string|nil kinds of measures that stop it
---@field note string? free text
---@field source string where the numbers come from, or "assumption"

