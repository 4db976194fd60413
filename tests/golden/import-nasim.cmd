# Another tool's model as a package, and what it costs to own every sensitive host.
cybertwin convert --from nasim nasim/office.yaml -o $SCRATCH/office
cat $SCRATCH/office/topology.yaml $SCRATCH/office/scenario.lua $SCRATCH/office/README.md
cybertwin check $SCRATCH/office
cybertwin run -k 1 --cost effort $SCRATCH/office
