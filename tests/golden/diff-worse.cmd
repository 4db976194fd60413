# The same change the other way round: a gate stops it.
cp -r packages/plant "$SCRATCH/guarded"
sed -i '/office-plant:/,/to: plant/ s/to: plant/to: plant\n    controls: { mfa: otp }/' "$SCRATCH/guarded/topology.yaml"
cybertwin diff "$SCRATCH/guarded" packages/plant -n 200 -q
