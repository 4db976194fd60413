---@meta
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Facts as words of technique files, for lua-language-server. Generated from the tables
-- of the program; a test holds them together.

---within radio range of the network, or at its cable, without its key
---@param subject string|table
---@param kind? string
---@return Fact
function nearby(subject, kind) end

---on the network, as some host that no rule knows by name
---@param subject string|table
---@param kind? string
---@return Fact
function located(subject, kind) end

---located on the network, or executing on an asset attached to it
---@param subject string|table
---@param kind? string
---@return Fact
function presence(subject, kind) end

---hands on what stands at the site
---@param subject string|table
---@param kind? string
---@return Fact
function touches(subject, kind) end

---the device is in his hands, or under his radio, off its network
---@param subject string|table
---@param kind? string
---@return Fact
function possesses(subject, kind) end

---a host on the network can open a connection to where the attacker is present
---@param subject string|table
---@param kind? string
---@return Fact
function out(subject, kind) end

---packets arrive at the service
---@param subject string|table
---@param kind? string
---@return Fact
function reach(subject, kind) end

---packets arrive, but only through a conduit that asks a second factor
---@param subject string|table
---@param kind? string
---@return Fact
function gated(subject, kind) end

---accepted by the service as one of its users
---@param subject string|table
---@param level "user"|"admin"
---@return Fact
function session(subject, level) end

---his code runs there, but nobody commands it
---@param subject string|table
---@param level "user"|"admin"
---@return Fact
function implant(subject, level) end

---he runs commands there
---@param subject string|table
---@param level "user"|"admin"
---@return Fact
function exec(subject, level) end

---the credential is his
---@param subject string|table
---@param kind? string
---@return Fact
function holds(subject, kind) end

---he can act as the sender of the channel
---@param subject string|table
---@param kind? string
---@return Fact
function operates(subject, kind) end

---what is released of the product carries his code
---@param subject string|table
---@param kind? string
---@return Fact
function tainted(subject, kind) end

---the supplier acts for him
---@param subject string|table
---@param kind? string
---@return Fact
function supplier(subject, kind) end

---the person acts for him
---@param subject string|table
---@param kind? string
---@return Fact
function people(subject, kind) end

---he can write to the person
---@param subject string|table
---@param kind? string
---@return Fact
function contact(subject, kind) end

---the person does what he asks
---@param subject string|table
---@param kind? string
---@return Fact
function persuaded(subject, kind) end

---he commands the process behind the asset
---@param subject string|table
---@param kind? string
---@return Fact
function controls(subject, kind) end

---the asset is stopped
---@param subject string|table
---@param kind? string
---@return Fact
function halted(subject, kind) end

---what the asset reports is his
---@param subject string|table
---@param kind? string
---@return Fact
function spoofs(subject, kind) end

---he has read the data
---@param subject string|table
---@param kind? string
---@return Fact
function reads(subject, kind) end

---he has altered the data
---@param subject string|table
---@param kind? string
---@return Fact
function alters(subject, kind) end

---he has destroyed the data
---@param subject string|table
---@param kind? string
---@return Fact
function destroys(subject, kind) end

---he has carried the data away
---@param subject string|table
---@param kind? string
---@return Fact
function exfiltrated(subject, kind) end

---the function has lost what its loss names
---@param subject string|table
---@param kind? string
---@return Fact
function impaired(subject, kind) end

---the network carries nothing
---@param subject string|table
---@param kind? string
---@return Fact
function severed(subject, kind) end

---he knows what stands in the zone
---@param subject string|table
---@param kind? string
---@return Fact
function known(subject, kind) end

---the physical state holds
---@param subject string|table
---@param kind? string
---@return Fact
function condition(subject, kind) end

---the asset is one of his fleet
---@param subject string|table
---@param kind? string
---@return Fact
function recruited(subject, kind) end

---he can have things signed with the key, without holding it
---@param subject string|table
---@param kind? string
---@return Fact
function signs(subject, kind) end

---everyone who must agree to what the channel releases is his: confirmers, approvers
---@param subject string|table
---@param kind? string
---@return Fact
function agreed(subject, kind) end

---he can make what the channel carries pass as signed
---@param subject string|table
---@param kind? string
---@return Fact
function signed(subject, kind) end

---the requirement is no longer met
---@param subject string|table
---@param kind? string
---@return Fact
function violated(subject, kind) end

