# Functions lost and recovered, two tiers of analysts, flaws that are disclosed and patched in time.
cybertwin run packages/guarded -n 40 --to-horizon --variant all
