---@meta
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Words of scenario.lua, for lua-language-server. Generated from the tables
-- of the program; a test holds them together.

---@class Goal

---@class Option
---@field technique string
---@field rule string
---@field target string
---@field gains? string
---@field effort_hours number
---@field noise number
---@field success number

---@class Leader
---@field name string
local Leader = {}

---@class AttackerFields
---@field entry? Fact|Fact[] what he has from the start; without: located on the networks of zones marked outside
---@field later? Fact|Fact[] what `give` may bring him while a scenario is played; at rest he has it from the start
---@field goals? Fact|table<string, Fact|Goal> what he is after, by names of your own
---@field skill? "novice"|"beginner"|"intermediate"|"expert" expert unless said
---@field knowledge? "all"|"discover" whether he knows the design, or has to find out
---@field autonomous? boolean whether his implants act without being commanded
---@field capacity? number for floods, as networks.capacity
---@field cost? string what his paths are ordered by, as `--cost` has it
---@field parallel? integer|"all" how much he tries at once, unless a function leads him
---@field spread? integer a worm: slots on each asset that it holds
---@field starts? string when he comes, such as "3d"; until then he has nothing; at rest he is there
---@field strategy? "cheapest-first"|"random"|"goal-directed"|fun(me: Leader) what he tries first, or a function that decides, run as a coroutine

---@class DefenderFields
---@field analysts? integer how many look at alerts, one alert each at a time; 1 unless said
---@field triage? string|Duration how long an analyst needs for an alert; 30min unless said
---@field experts? integer how many look, after an analyst, at what he takes for an attack; their verdict is right, and stands; nobody unless said
---@field examines? string|Duration how long an expert needs for an alert; 2h unless said
---@field shifts? string when they begin with an alert, as in "mon-fri 08:00-18:00"; always unless said
---@field recognises? number chance that an alert of a real attempt is confirmed; 1 unless said
---@field dismisses? number chance that a false alarm is not confirmed; 1 unless said
---@field false_alarms? string|table<string, string> how often each asset and conduit with a sensor raises one, as in "2/d"; or those named
---@field finds? number chance that an investigation finds each compromised asset on the way; 1 unless said
---@field playbook? Play[] what is done about alerts that are confirmed

---@class Play
---@field on? string the kind of fact that the attempt would bring, as in "exec"; every alert unless said
---@field act? string[] isolate, restore, halt, patch, investigate and the like, on what the alert is about; or on what is named, as in "block corp-control" or "block corp-control allow[0]"
---@field after? string|Duration from the verdict to the beginning; at once unless said
---@field takes? string|Duration from the beginning to the end; no time unless said

---@alias ScenarioEvent "begun"|"succeeded"|"failed"|"gained"|"compromised"|"goal"|"lost"|"acted"|"alert"|"confirmed"|"dismissed"

---what the scenario is called
---@param text string
function name(text) end

---what is to be said about it
---@param text string
function note(text) end

---takes the techniques of a pack that comes with the program in place of the library
---@param name string
function pack(name) end

---how long a replication lasts unless all goals are reached
---@param duration string
function horizon(duration) end

---declares an attacker, his fields in braces
---@param name string
---@return fun(fields: AttackerFields)
function attacker(name) end

---declares who defends, its fields in braces
---@param name string
---@return fun(fields: DefenderFields)
function defender(name) end

---a duration that is drawn, exponentially
---@param p { mean: Duration }
---@return Duration
function exponential(p) end

---likewise, between two
---@param p { low: Duration, high: Duration }
---@return Duration
function uniform(p) end

---likewise, most often the one in the middle
---@param p { low: Duration, mode: Duration, high: Duration }
---@return Duration
function triangular(p) end

---likewise; below 0 counts as 0
---@param p { mean: Duration, sd: Duration }
---@return Duration
function normal(p) end

---likewise, with a long tail
---@param p { median: Duration, sigma: number }
---@return Duration
function lognormal(p) end

---likewise
---@param p { scale: Duration, shape: number }
---@return Duration
function weibull(p) end

---likewise
---@param p { scale: Duration, shape: number }
---@return Duration
function gamma(p) end

---likewise, with the longest tail
---@param p { minimum: Duration, shape: number }
---@return Duration
function pareto(p) end

---likewise, between bounds
---@param p { mean: Duration, sd: Duration, low?: Duration, high?: Duration }
---@return Duration
function truncated_normal(p) end

---likewise, one for each of several that succeeds
---@param p { each: Duration, tries: integer, p: number }
---@return Duration
function binomial(p) end

---so many seconds
---@param n number
---@return Duration
function seconds(n) end

---so many minutes
---@param n number
---@return Duration
function minutes(n) end

---so many hours
---@param n number
---@return Duration
function hours(n) end

---so many days
---@param n number
---@return Duration
function days(n) end

---a goal that needs all of the facts
---@param facts Fact[]
---@return Goal
function all(facts) end

---a goal that one of the facts reaches
---@param facts Fact[]
---@return Goal
function any(facts) end

---another design, or another course of things: f says what is different. `--variant NAME` runs it, `--variant all` holds all of them against the scenario as written
---@param name string
---@param f fun()
function variant(name, f) end

---in a variant: changes the topology there, as `--set` does; the value of a text is YAML
---@param place string
---@param value string|number|boolean
function set(place, value) end

---runs the handler once, so long after the start of the replication
---@param time string
---@param handler fun()
function at(time, handler) end

---runs the handler again and again, first after one period; until it returns false
---@param period string
---@param handler fun(): boolean?
function every(period, handler) end

---runs the handler whenever the event happens; until it returns false
---@param event ScenarioEvent
---@param handler function
function on(event, handler) end

---starts f as a coroutine, which may wait; what follows f is given to it
---@param f fun(...)
---@param ... any
function spawn(f, ...) end

---puts a line into the trace
---@param text any
function log(text) end

---how much time has passed since the replication began
---@param unit "ms"|"s"|"m"|"h"|"d"
---@return number
function elapsed(unit) end

---a chance between 0 and 1, or a whole number from 1 to most; each name has draws of its own
---@param name string
---@param most? integer
---@return number
function random(name, most) end

---whether the attacker, or any of them, has the fact now
---@param fact Fact|string
---@param attacker? string
---@return boolean
function has(fact, attacker) end

---how an asset is; absent: it has not joined yet
---@param asset string
---@return "up"|"isolated"|"quarantined"|"halted"|"down"|"absent"
function state(asset) end

---whether a conduit is blocked, or outside its window
---@param conduit string
---@return boolean
function is_blocked(conduit) end

---the assets of the topology, or those of a zone and of the zones in it
---@param zone? string
---@return string[]
function assets(zone) end

---the zones of the topology
---@return string[]
function zones() end

---the conduits of the topology
---@return string[]
function conduits() end

---the functions of the topology
---@return string[]
function functions() end

---takes an asset off its networks; this and the words below return whether anything changed
---@param asset string
---@return boolean
function isolate(asset) end

---puts it on its networks again
---@param asset string
---@return boolean
function reconnect(asset) end

---takes an asset down to be restored: nothing can be done with it or to it
---@param asset string
---@return boolean
function take_down(asset) end

---an asset is up again as it was delivered: what attackers had there has ended
---@param asset string
---@return boolean
function restore(asset) end

---stops an asset
---@param asset string
---@return boolean
function halt(asset) end

---lets an asset run again, whoever halted it
---@param asset string
---@return boolean
function resume(asset) end

---puts an asset into quarantine, on no network, as one that joins
---@param asset string
---@return boolean
function quarantine(asset) end

---lets it on its networks, though it was refused or is to join later
---@param asset string
---@return boolean
function admit(asset) end

---mends a vulnerability of an asset
---@param asset string
---@param vulnerability string
---@return boolean
function patch(asset, vulnerability) end

---replaces a credential: what attackers held of it is worth nothing
---@param credential string
---@return boolean
function rotate(credential) end

---lets nothing pass a conduit; or nothing by one of its allow rules, as cuts print it, which others may let through still: "corp-control allow[2]", written so in the script
---@param conduit string
---@return boolean
function block(conduit) end

---lets pass what it allows again
---@param conduit string
---@return boolean
function unblock(conduit) end

---lets a channel carry nothing
---@param channel string
---@return boolean
function revoke(channel) end

---lets it carry again
---@param channel string
---@return boolean
function reinstate(channel) end

---a vulnerability becomes known: it can be used
---@param vulnerability string
---@return boolean
function disclose(vulnerability) end

---a vulnerability is not known yet: nobody can use it
---@param vulnerability string
---@return boolean
function conceal(vulnerability) end

---an attacker comes to have one of the facts that he declares as later
---@param attacker string
---@param fact Fact|string
---@return boolean
function give(attacker, fact) end

---tries a technique, by its id or its rule's name, on a target (without [n]: one of those that are alike), and waits for the end: true where it succeeds, false where it fails, nil where it cannot be tried now or came to no end
---@param what string|Option
---@param target? string
---@return boolean?
function Leader:attempt(what, target) end

---goes on after so much time; without one, once he has gained something or a try has ended
---@param duration? string
function Leader:wait(duration) end

---what he could try now, the least effort first; by one technique and on one target where they are said, a target without [n] being all that are alike
---@param technique? string
---@param target? string
---@return Option[]
function Leader:options(technique, target) end

---whether he has the fact
---@param fact Fact|string
---@return boolean
function Leader:has(fact) end

---whether he has reached his goal
---@param goal string
---@return boolean
function Leader:reached(goal) end

---how many of his tries a perfect sensor would have seen, on the average
---@return number
function Leader:noise() end

---how many tries he has begun
---@return integer
function Leader:tries() end

---goes on after so much time
---@param duration string
function wait(duration) end

