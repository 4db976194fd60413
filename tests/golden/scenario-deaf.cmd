cybertwin scenario check packages/night/deaf.lua
