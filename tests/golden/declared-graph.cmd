cybertwin graph packages/declared escaped:kiosk-1:admin -q
