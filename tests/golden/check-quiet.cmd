# Warnings are left out, errors are not.
cybertwin check --quiet packages/odd packages/broken
