# The same where the work is done before the least is proved.
cybertwin cuts packages/mill --goal exec:hmi-1:admin --max-cut-work 10
