# A catalog of one's own that names a technique which nobody knows.
mkdir "$SCRATCH/own"
cat >"$SCRATCH/own/slip.yaml" <<'END'
catalog: slip
title: A slip in a name
scope: zone
requirements:
  A-1: { title: Nobody guesses, auto: full, check: login-second-factor, with: { defeated_by: [brute-farce] } }
END
here=$PWD
cd "$SCRATCH"
cybertwin validate "$here/packages/plant" --catalogs own --standard slip
