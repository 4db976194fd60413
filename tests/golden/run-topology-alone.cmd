# A topology file alone has no scenario: attacker and goal come from here.
cybertwin run packages/plant/topology.yaml --entry located:office --goal "exec:office-1[3]:user" --goal controls:plc-1 --quiet
