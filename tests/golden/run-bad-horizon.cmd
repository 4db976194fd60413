# No horizon that is none: negative, no number, too long, nothing, without a unit.
for horizon in -1d nan inf 1e30y 40000000y 300000000y 0 0d 5 '' ' ' 1d1d 1.2.3d '1d;'; do
    cybertwin run packages/plant -n 5 "--horizon=$horizon"
done
