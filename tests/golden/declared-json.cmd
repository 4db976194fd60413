cybertwin run packages/declared -f json --goal 'all(escaped:kiosk-1:user, learnt:service-pin)'
