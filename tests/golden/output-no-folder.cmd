# Said before any work is done.
cybertwin help --man -o "$SCRATCH/none/x.1"
