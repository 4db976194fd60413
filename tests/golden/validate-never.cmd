cybertwin validate packages/plant --standard nist-sp800-207 -q --fail-on never
