cybertwin check packages/no-such-file.yaml
