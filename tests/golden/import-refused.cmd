# Nothing is written over, and what is missing is said.
cybertwin convert --from nasim nasim/office.yaml
cybertwin convert --from nasim nasim/nowhere.yaml -o $SCRATCH/x
cybertwin convert --from nasin nasim/office.yaml -o $SCRATCH/x
cybertwin convert --from nasim ../golden/commands.sh -o $SCRATCH/x
mkdir $SCRATCH/full && touch $SCRATCH/full/file
cybertwin convert --from nasim nasim/office.yaml -o $SCRATCH/full
cybertwin convert --from nasim nasim/office.yaml -o $SCRATCH/no/such/folder
mkdir $SCRATCH/empty && cybertwin convert -q --from nasim nasim/office.yaml -o $SCRATCH/empty/ && ls $SCRATCH $SCRATCH/empty
