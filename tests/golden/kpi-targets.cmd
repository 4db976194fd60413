# Targets with units, of a profile, which the run file keeps.
cat > "$SCRATCH/profile.yaml" <<'END'
cybertwin-profile: 1
name: control systems
targets:
  attack_success_probability: { max: 5% }
  attack_paths: { max: 30, note: more than anybody looks through }
  compromise_percentage: { max: 95% }
  time_to_compromise: { min: 30d }
  time_to_detect: { max: 2h }
END
cybertwin run packages/plant -n 100 -q --profile "$SCRATCH/profile.yaml" -o "$SCRATCH/run.ctrun" | sed -n '/^Targets/,$p'
cybertwin kpi "$SCRATCH/run.ctrun" -q
