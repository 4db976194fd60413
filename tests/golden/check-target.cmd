# Targets of what is no KPI, or in a wrong unit.
cat > "$SCRATCH/topology.yaml" <<'END'
cybertwin: 1
zones: { z: {} }
targets:
  attack_succes_probability: { max: 0.05 }
  time_to_compromise: { min: 30 }
  attack_success_probability: { max: 5 }
  segmentation_failures: { max: 5% }
  shortest_path: { min: 3 }
END
cybertwin check "$SCRATCH/topology.yaml"
