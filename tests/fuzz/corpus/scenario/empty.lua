name "empty"
attacker "x" { goals = {}, entry = {} }
attacker "y" { later = {}, goals = {} }
