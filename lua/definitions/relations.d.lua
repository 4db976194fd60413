---@meta
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Relations as words of technique files, for lua-language-server. Generated from the tables
-- of the program; a test holds them together.

---assets attached to the network
---@param name string
---@param start? string
---@return Relation
function attached(name, start) end

---networks the asset is attached to
---@param name string
---@param start? string
---@return Relation
function attached_to(name, start) end

---assets on a carried network (usb, removable), save where all who use them leave found media alone
---@param name string
---@param start? string
---@return Relation
function plugged(name, start) end

---networks the asset visits
---@param name string
---@param start? string
---@return Relation
function roams(name, start) end

---credentials that open the service
---@param name string
---@param start? string
---@return Relation
function accepts(name, start) end

---services the credential opens
---@param name string
---@param start? string
---@return Relation
function opens(name, start) end

---the network's key
---@param name string
---@param start? string
---@return Relation
function key(name, start) end

---credentials kept on the asset, its own or its product's
---@param name string
---@param start? string
---@return Relation
function stores(name, start) end

---assets that keep the credential
---@param name string
---@param start? string
---@return Relation
function stored_on(name, start) end

---credentials whose authority the asset is
---@param name string
---@param start? string
---@return Relation
function issues(name, start) end

---the credential's authority
---@param name string
---@param start? string
---@return Relation
function issued_by(name, start) end

---assets the people work on
---@param name string
---@param start? string
---@return Relation
function uses(name, start) end

---people who work on the asset
---@param name string
---@param start? string
---@return Relation
function used_by(name, start) end

---credentials the people log in with
---@param name string
---@param start? string
---@return Relation
function accounts(name, start) end

---people who log in with the credential
---@param name string
---@param start? string
---@return Relation
function account_of(name, start) end

---people who read mail, seen from a mail service
---@param name string
---@param start? string
---@return Relation
function colleagues(name, start) end

---channels the asset sends on
---@param name string
---@param start? string
---@return Relation
function sends(name, start) end

---assets that send on the channel
---@param name string
---@param start? string
---@return Relation
function sent_by(name, start) end

---channels the supplier sends on
---@param name string
---@param start? string
---@return Relation
function supplier_sends(name, start) end

---products a build channel makes
---@param name string
---@param start? string
---@return Relation
function builds(name, start) end

---products an update channel releases
---@param name string
---@param start? string
---@return Relation
function updates(name, start) end

---update channels that release the product
---@param name string
---@param start? string
---@return Relation
function updated_by(name, start) end

---assets that install from the update channel (of the product bound last, if one is)
---@param name string
---@param start? string
---@return Relation
function delivers(name, start) end

---assets a command channel commands
---@param name string
---@param start? string
---@return Relation
function commands(name, start) end

---services a remote-maintenance channel reaches
---@param name string
---@param start? string
---@return Relation
function maintains(name, start) end

---networks a channel puts its sender on
---@param name string
---@param start? string
---@return Relation
function lands(name, start) end

---assets the product runs on
---@param name string
---@param start? string
---@return Relation
function installed(name, start) end

---products on the asset
---@param name string
---@param start? string
---@return Relation
function runs(name, start) end

---components of the product
---@param name string
---@param start? string
---@return Relation
function made_of(name, start) end

---the product the component is in
---@param name string
---@param start? string
---@return Relation
function component_of(name, start) end

---products the supplier makes
---@param name string
---@param start? string
---@return Relation
function supplies(name, start) end

---assets the supplier operates
---@param name string
---@param start? string
---@return Relation
function manages(name, start) end

---flows with an end on the network, whose medium carries them
---@param name string
---@param start? string
---@return Relation
function carries(name, start) end

---services the flow talks to (over the network bound last, if one is)
---@param name string
---@param start? string
---@return Relation
function targets(name, start) end

---services the asset talks to in a declared flow
---@param name string
---@param start? string
---@return Relation
function talks_to(name, start) end

---assets the flow comes from (over the network bound last, if one is)
---@param name string
---@param start? string
---@return Relation
function talks_from(name, start) end

---data on the asset
---@param name string
---@param start? string
---@return Relation
function keeps(name, start) end

---assets the data is on
---@param name string
---@param start? string
---@return Relation
function kept_on(name, start) end

---data the service serves
---@param name string
---@param start? string
---@return Relation
function serves(name, start) end

---assets on which the data is opened
---@param name string
---@param start? string
---@return Relation
function opened_by(name, start) end

---guests that run on the asset
---@param name string
---@param start? string
---@return Relation
function hosts(name, start) end

---the host the asset runs on
---@param name string
---@param start? string
---@return Relation
function hosted_on(name, start) end

---networks a session with the service puts one on
---@param name string
---@param start? string
---@return Relation
function into(name, start) end

---the site the asset stands at
---@param name string
---@param start? string
---@return Relation
function stands_at(name, start) end

---assets that stand at the site
---@param name string
---@param start? string
---@return Relation
function houses(name, start) end

---services of the asset
---@param name string
---@param start? string
---@return Relation
function listens(name, start) end

---the asset of the service
---@param name string
---@param start? string
---@return Relation
function listens_on(name, start) end

---the asset's zone
---@param name string
---@param start? string
---@return Relation
function in_zone(name, start) end

---zones a conduit joins to it, either way
---@param name string
---@param start? string
---@return Relation
function adjacent(name, start) end

---flaws exploited through the service
---@param name string
---@param start? string
---@return Relation
function vulnerability(name, start) end

---flaws of any product on the asset
---@param name string
---@param start? string
---@return Relation
function flaw(name, start) end

---flaws of older releases: patched, or fixed by what VEX says
---@param name string
---@param start? string
---@return Relation
function mended(name, start) end

