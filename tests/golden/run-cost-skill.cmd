cybertwin run packages/plant --cost skill --quiet
