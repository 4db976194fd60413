cybertwin explain kiosk-service-menu packages/declared -q
