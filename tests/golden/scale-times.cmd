cybertwin run packages/plant -n 100 --scale-times 0.5,2 -q | sed -n '/^If/,$p'
cybertwin run packages/plant -n 0 --scale-times 3 -q | sed -n '/^If/,$p'
cybertwin run packages/plant --scale-times 0.5,fast
cybertwin run packages/plant --scale-times 2 -o "$SCRATCH/a.ctrun"
