# A year on, both waivers have ended.
cybertwin segments packages/divided --as-of 2026-12-31 --quiet --set targets.segmentation_failures.max=100
