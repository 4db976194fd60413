# A failure as grave as --fail-on says: exit status 1. Quiet: what is wrong, and where.
cybertwin segments packages/plant --fail-on low --quiet
