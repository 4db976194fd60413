---@meta
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Words of technique files, for lua-language-server. Generated from the tables
-- of the program; a test holds them together.

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

