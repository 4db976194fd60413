cybertwin why packages/declared escaped:kiosk-1:user -q; cybertwin why-not packages/declared "escaped(kiosk-2, admin)" --entry learnt:depot-pin -q
