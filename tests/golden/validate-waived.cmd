# Two failures are accepted, one of them no longer; one waiver is of nothing, one of nobody's.
cp -r packages/plant "$SCRATCH/waived"
cat >>"$SCRATCH/waived/topology.yaml" <<'END'
waivers:
  - { finding: "iec62443-3-3:SR-5.2", reason: the firewall comes in spring, owner: plant-it, until: 2026-06-30 }
  - { finding: "iec62443-3-3:SR 1.1 RE1", reason: a pilot, owner: plant-it, until: 2025-12-01 }
  - { finding: "iec62443-3-3:SR-1.1", reason: done since, owner: plant-it, until: 2026-06-30 }
  - { finding: "iec62443-3-3:SR-9.9", reason: a slip, owner: plant-it, until: 2026-06-30 }
  - { finding: "iec-62443:SR-1.1", reason: a slip, owner: plant-it, until: 2026-06-30 }
END
cybertwin validate "$SCRATCH/waived" --standard iec62443-3-3
cybertwin validate "$SCRATCH/waived" --standard iec62443-3-3:SR-5.2
echo "one accepted failure: $?"
cybertwin validate "$SCRATCH/waived" --standard iec62443-3-3:SR-5.2 --as-of 2026-07-01 -q
echo "after its last day: $?"
