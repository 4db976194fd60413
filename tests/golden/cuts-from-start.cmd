# A goal that the network gives: rules alone can take it away.
cybertwin cuts packages/mill --goal reach:hmi-1.remote --entry located:office
