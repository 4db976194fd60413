cybertwin why packages/declared learnt:service-pin -f json -q
