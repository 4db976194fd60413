cybertwin scenario check packages/night
cybertwin scenario check packages/night/misspelt.lua
cybertwin scenario check packages/night/unknown.lua
cybertwin scenario check packages/night/none.lua
cybertwin scenario play packages/night
