cybertwin run packages/plant --quiet --color always
