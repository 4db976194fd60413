# One row's detail is damaged, of a replication that is not among those played again.
cybertwin run packages/plant -n 200 -q -o "$SCRATCH/a.ctrun" >/dev/null
python3 - "$SCRATCH/a.ctrun" <<'END'
import sqlite3, sys

run = sqlite3.connect(sys.argv[1])
run.execute("UPDATE replication SET detail = x'ffff' WHERE number = 3")
run.commit()
run.close()
END
cybertwin verify "$SCRATCH/a.ctrun"
