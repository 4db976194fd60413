cybertwin run packages/declared -q --goal escapd:kiosk-1:user; cybertwin why packages/declared -q escaped:kiosk-9
