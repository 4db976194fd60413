# Alike assets are counted, not named one by one: all of one kind, or as many as a threshold asks.
cybertwin cuts packages/desks --goal exec:ledger:admin --goal impaired:service
cybertwin cuts packages/desks --goal impaired:service --format json | grep -A4 '"note": "host'
