# Everything that is wrong with a profile, and where.
cat > "$SCRATCH/profile.yaml" <<'END'
cybertwin-profile: 1
nam: control systems
targets:
  attack_pathss: { max: 3 }
  segmentation_failures: { max: 3d }
  shortest_path: { min: 5, min: 7 }
  blast_radius: { maxi: 3 }
  mean_blast_radius: { max: 3 }
  time_to_detect: { max: 3 }
  time_to_contain: { max: soon }
  dwell_time: 3d
  exposed_services: { min: 7, max: 5 }
  attack_paths: {}
  attack_paths: { max: 7 }
END
cybertwin kpi packages/plant -n 0 --profile "$SCRATCH/profile.yaml"
echo 'targets: {}' > "$SCRATCH/profile.yaml"
cybertwin kpi packages/plant -n 0 --profile "$SCRATCH/profile.yaml"
cybertwin kpi packages/plant -n 0 --profile "$SCRATCH/none.yaml"
