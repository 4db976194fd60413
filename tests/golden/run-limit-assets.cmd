# A limit that an input passes is an error.
cybertwin run packages/plant --max-assets 5
