cybertwin run packages/night -n 200 --variant all | sed -n '/^Variants/,$p'
cybertwin run packages/night -n 100 --variant watched -q | grep -A 1 '^goal'
cybertwin run packages/night -n 20 --variant token -q -o "$SCRATCH/a.ctrun" > /dev/null
cybertwin verify "$SCRATCH/a.ctrun"
cybertwin run packages/night --variant tokn
cybertwin run packages/plant -n 20 --variant all
cybertwin run packages/night -n 20 --variant all -o "$SCRATCH/b.ctrun"
