---@meta cybertwin
-- SPDX-License-Identifier: GPL-2.0-or-later
-- What technique files see, for lua-language-server. Generated from the tables of the program; a test
-- holds them together.

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

---@class Asset
---@field id string as the topology names it
---@field x table its free map
---@field kind string the kind of its product
---@field product Product what it is made of
---@field security Security its `security:`, own or its product's
---@field updates "auto"|"manual"|"never" how it is updated
---@field forwards boolean it passes packets or messages on
---@field drives_process boolean to own it is to command the process
---@field reports boolean what it reports can be falsified
---@field reads_mail boolean mail is read on it
---@field zone Zone where it stands
---@field site Site? where hands can be put on it
---@field criticality Criticality what its loss would mean
---@field sensor number the chance that it notices an attempt
---@field operated_by Supplier? who runs it
---@field stores Credential[] credentials of its own kept on it
---@field networks Network[] networks it lists itself
---@field roams Network[] networks it visits
---@field sl_t integer? its own required level, 0 to 4
---@field count integer how many alike its `count:` stands for

---@class Service
---@field id string as the topology names it
---@field x table its free map
---@field asset Asset what it listens on
---@field product Product? the product that defines it
---@field port string as written: "tcp/443"
---@field auth "none"|"password"|"key"|"certificate"|"token"|"host" what it asks for
---@field gives string[] what a session with it can do
---@field runs_as "user"|"admin" what an exploit of it gains
---@field mfa "none"|"push"|"otp"|"phishing-resistant" the second factor it asks for
---@field encrypted boolean nobody on the way can read it
---@field session_binding boolean a session is of no use on another machine
---@field rate_limit boolean it answers only so often
---@field into Network[] networks a session puts one on
---@field component Component? what it is made of
---@field needs Condition? the physical state a command needs

---@class Network
---@field id string as the topology names it
---@field x table its free map
---@field medium "ethernet"|"wifi"|"cellular"|"internet"|"satellite"|"vpn"|"zigbee"|"ble"|"lora"|"z-wave"|"can"|"lin"|"spi"|"serial"|"profibus"|"usb"|"removable"|"physical" what carries it
---@field key Credential? what opens it
---@field isolated boolean those on it do not reach each other
---@field port_security boolean a device put between is noticed
---@field nac boolean it admits registered devices only
---@field capacity number? what it carries before it is flooded
---@field is_radio boolean through the air
---@field is_bus boolean a field or vehicle bus
---@field is_ip boolean it carries TCP, UDP and ICMP
---@field is_carried boolean carried by hand: no way back

---@class Zone
---@field id string as the topology names it
---@field x table its free map
---@field level integer? Purdue level 0 to 5
---@field domain "it"|"ot"|"mobile"|nil it, ot or mobile
---@field outside boolean attackers without another entry start here
---@field parent Zone? the zone it is part of
---@field operated_by Supplier? who runs it
---@field count integer? how many alike its `count:` stands for

---@class Site
---@field id string as the topology names it
---@field x table its free map

---@class Product
---@field id string as the topology names it
---@field x table its free map
---@field kind string? plc, server, phone …
---@field version string? as written
---@field supplier Supplier? who makes it
---@field stores Credential[] credentials every instance holds

---@class Component
---@field id string as the topology names it
---@field x table its free map
---@field product Product? what it is inside of
---@field supplier Supplier? who makes it
---@field purl string? package URL
---@field cpe string? CPE name
---@field version string? as written

---@class Supplier
---@field id string as the topology names it
---@field x table its free map
---@field practices Practices how it works
---@field tier integer? 1 supplies us, 2 supplies those; 0: not stated
---@field supplied_by Supplier[] its own suppliers

---@class People
---@field id string as the topology names it
---@field x table its free map
---@field trained number? share of attempts that training stops, 0 to 1
---@field mail boolean strangers can write to them
---@field media boolean they plug in what they find
---@field repairs boolean they re-admit what was doctored
---@field count integer? how many persons

---@class Credential
---@field id string as the topology names it
---@field x table its free map
---@field kind "password"|"key"|"certificate"|"token"|"otp"|"host-trust"|"signing-key"|"token-signing"|"domain-admin"|"service-account" what it is
---@field strength "default"|"hardcoded"|"weak"|"strong" how hard it is to guess
---@field protected "user"|"admin"|"hardware" who can read it where it is kept
---@field privilege "user"|"admin" what a login gains
---@field second Credential? its second factor
---@field authority Asset? the asset that issues it

---@class Channel
---@field id string as the topology names it
---@field x table its free map
---@field kind "update"|"build"|"command"|"remote-maintenance"|nil update, build, command …
---@field gives string[] what its sender can do to what it commands
---@field auth "none"|"password"|"key"|"certificate"|"token"|"host" what it asks its sender for
---@field mfa "none"|"push"|"otp"|"phishing-resistant" the second factor it asks for
---@field installs_as "user"|"admin" the level at which what it brings runs
---@field encrypted boolean nobody on the way can change it
---@field signed boolean what it carries is signed
---@field batch integer? how many it serves at once; nil: all
---@field approvals integer? how many approvers must agree
---@field credential Credential? what opens it
---@field supplier Supplier? the organisation that sends

---@class Data
---@field id string as the topology names it
---@field x table its free map
---@field kind string? program, dataset, model, backup …
---@field protected "user"|"admin"|"hardware" who can reach it where it is
---@field opened_as "user"|"admin" the level at which it runs where it is opened
---@field writable boolean those who reach it can change it
---@field encrypted boolean it is kept encrypted
---@field signed boolean those who open it check a signature

---@class Flow
---@field id string as the topology names it
---@field x table its free map
---@field required boolean the business needs it
---@field service string? the name of the service it talks to

---@class Function
---@field id string as the topology names it
---@field x table its free map
---@field loss "view"|"control"|"safety"|"availability" what is lost with it
---@field safety "low"|"medium"|"high"|"severe"|nil how far its loss endangers
---@field cost_per_hour number? of its loss

---@class Condition
---@field id string as the topology names it
---@field x table its free map
---@field holds boolean it holds from the start

---@class Vulnerability
---@field id string as the topology names it
---@field x table its free map
---@field vector "network"|"adjacent"|"local"|"physical" from where
---@field privileges "none"|"low"|"high" the login it needs
---@field interaction boolean a person must do something
---@field complexity "low"|"high" how much must fit
---@field gains "user"|"admin"|"session"|"control"|"halt"|"read"|nil what it gives; nil: what the service runs as
---@field scope_changed boolean it leaves what it is in
---@field kev boolean known to be exploited
---@field vex "affected"|"not_affected"|"fixed"|"under_investigation"|nil what the supplier says
---@field epss number? EPSS probability, 0 to 1
---@field cvss string? CVSS vector as written
---@field fixed_in string? the first version without it
---@field means Credential? the credential that the flaw is
---@field product Product what it sits in
---@field component Component? the part it sits in
---@field service Service? what it is exploited through

---@class Security
---@field firmware_key Credential? the key that update_signed checks
---@field update_signed boolean firmware must be signed
---@field logic_signed boolean programs must be signed
---@field secure_boot boolean it starts nothing unsigned
---@field rollback_protected boolean old firmware is refused
---@field lockout boolean guessing locks the account
---@field unique_credentials boolean every instance has secrets of its own
---@field secure_storage boolean secrets do not leave the chip
---@field credential_guard boolean logons are not kept where they can be read
---@field application_allowlist boolean only listed programs run
---@field robust boolean a model that resists crafted input
---@field mode_switch "none"|"run"|"program"|"remote" the position of the key switch
---@field removable_media "allowed"|"blocked" whether sticks are accepted
---@field media_runs_as "user"|"admin" the level of what a stick starts
---@field macros "allowed"|"blocked" whether documents may run code
---@field onboarding "none"|"user"|"attested" how a device is admitted
---@field commissioning "open"|"protected" who can take it over anew
---@field debug_port "open"|"locked"|"closed" what hands on the board find

---@class Criticality
---@field safety "low"|"medium"|"high"|"severe"|nil danger to people
---@field availability "low"|"medium"|"high"|"severe"|nil if it stands still
---@field integrity "low"|"medium"|"high"|"severe"|nil if it does something else
---@field confidentiality "low"|"medium"|"high"|"severe"|nil if it is read

---@class Practices
---@field sdl "none"|"ML1"|"ML2"|"ML3"|"ML4" maturity of secure development
---@field signing "none"|"shared-key"|"ci"|"hsm"|"offline" who signs, with what
---@field review "none"|"two-person" who looks at changes
---@field pinned boolean dependencies are pinned
---@field reproducible boolean builds can be repeated

---@class Controls
---@field mfa "none"|"push"|"otp"|"phishing-resistant"|nil the strongest second factor on the way
---@field inspection "none"|"stateful"|"proxy"|"dpi"|"diode"|nil the strongest inspection on the way
---@field encryption "none"|"vpn"|"tls"|nil the strongest encryption on the way
---@field sensor number? the chance that some sensor notices

---declares a technique: technique "name" { … }
---@param name string
---@return fun(fields: TechniqueFields)
function technique(name) end

---declares a kind of fact of one's own: fact "name" { of = "asset" }
---@param name string
---@return fun(fields: FactFields)
function fact(name) end

---who attacks; inside functions only
---@type Attacker
attacker = nil

---one of the facts suffices
---@param facts Fact[]
---@return Fact
function any_of(facts) end

---all of the facts, as one member of an alternative
---@param facts Fact[]
---@return Fact
function all_of(facts) end

---at least k of the facts
---@param k integer
---@param facts Fact[]
---@return Fact
function at_least(k, facts) end

---never holds, for the reason given
---@param reason string
---@return Fact
function unsatisfiable(reason) end

---holds(c.second); never holds where none is modelled
---@param c Credential
---@return Fact
function second_factor(c) end

---whether the value is in the list; an unknown word is an error
---@param list any[]
---@param value any
---@return boolean
function contains(list, value) end

---the members that are kept
---@param list any[]
---@param keep fun(value: any): boolean
---@return any[]
function filter(list, keep) end

---f of every member
---@param list any[]
---@param f fun(value: any): any
---@return any[]
function map(list, f) end

---always the same: constant "1h"
---@param time Duration
---@return Duration
function constant(time) end

---exponential
---@param p { mean: Duration }
---@return Duration
function exponential(p) end

---uniform
---@param p { low: Duration, high: Duration }
---@return Duration
function uniform(p) end

---triangular
---@param p { low: Duration, mode: Duration, high: Duration }
---@return Duration
function triangular(p) end

---normal; what falls below 0 counts as 0
---@param p { mean: Duration, sd: Duration }
---@return Duration
function normal(p) end

---lognormal
---@param p { median: Duration, sigma: number }
---@return Duration
function lognormal(p) end

---Weibull
---@param p { scale: Duration, shape: number }
---@return Duration
function weibull(p) end

---gamma
---@param p { scale: Duration, shape: number }
---@return Duration
function gamma(p) end

---Pareto; without a mean up to shape 1
---@param p { minimum: Duration, shape: number }
---@return Duration
function pareto(p) end

---normal, drawn anew until it lies between low (else 0) and high (else no end)
---@param p { mean: Duration, sd: Duration, low?: Duration, high?: Duration }
---@return Duration
function truncated_normal(p) end

---each for every success among so many tries of chance p
---@param p { each: Duration, tries: integer, p: number }
---@return Duration
function binomial(p) end

---at once with chance p, else never
---@param p number
---@return Duration
function bernoulli(p) end

---the time given with chance p, else never
---@param p { p: number, time: Duration }
---@return Duration
function maybe(p) end

---n seconds
---@param n number
---@return Duration
function seconds(n) end

---n minutes
---@param n number
---@return Duration
function minutes(n) end

---n hours
---@param n number
---@return Duration
function hours(n) end

---n days
---@param n number
---@return Duration
function days(n) end

---at once: a millisecond
---@type Duration
now = nil

---exponential, because somebody else must act first: wait "3d"
---@param mean Duration
---@return Duration
function wait(mean) end

---exponential, mean 1 d × factor (MAL)
---@param factor? number
---@return Duration
function easy(factor) end

---exponential, mean 10 d × factor (MAL)
---@param factor? number
---@return Duration
function hard(factor) end

---exponential, mean 100 d × factor (MAL)
---@param factor? number
---@return Duration
function very_hard(factor) end

---easy()
---@type Duration
E = nil

---hard()
---@type Duration
H = nil

---very_hard()
---@type Duration
V = nil

---mean 1 d where an exploit is known, else 5.8 d by skill (McQueen et al. 2006)
---@param v Vulnerability
---@return Duration
function exploit_development(v) end

---1 where known to be exploited, else EPSS, at least 0.6 (0.2 at high complexity)
---@param v Vulnerability
---@return number
function exploit_works(v) end

---whether a mended flaw of its firmware is there again under an older release; if not, why
---@param a Asset
---@param v Vulnerability
---@return boolean, string?
function returns_with_older_release(a, v) end

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

