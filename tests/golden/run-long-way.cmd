# A way through sixty floors: the middle of it is left out, and floors alike are one row.
cd "$SCRATCH"
{
    printf 'cybertwin: 1\nname: Sixty floors\nproducts:\n'
    printf '  lift: { kind: controller, components: { web: { purl: "pkg:generic/httpd@2.5.0" } },\n'
    printf '    services: { page: { port: tcp/443, auth: password, runs_as: admin, component: web } } }\n'
    printf 'vulnerabilities:\n  CVE-2024-0001: { affects: ["pkg:generic/httpd@<3.0.0"], epss: 0.5, gains: admin,\n'
    printf '    cvss: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }\n'
    printf 'zones:\n'
    for i in $(seq 0 60); do printf '  floor-%d: {}\n' "$i"; done
    printf 'conduits:\n'
    for i in $(seq 1 60); do printf '  up-%d: { from: floor-%d, to: floor-%d, allow: [{ port: tcp/443 }] }\n' "$i" $((i - 1)) "$i"; done
    printf 'assets:\n'
    for i in $(seq 0 60); do printf '  lift-%d: { product: lift, zone: floor-%d }\n' "$i" "$i"; done
} >tower.yaml
cybertwin run tower.yaml -n 0 --entry located:floor-0 --goal exec:lift-60:admin >told.txt
grep -n 'left out' told.txt
grep -c ' gains ' told.txt
sed -n '/^What falls/,/^Where to act/p' told.txt
cybertwin run tower.yaml -n 0 --entry located:floor-0 --goal exec:lift-60:admin --verbose >told.txt 2>/dev/null
grep -c ' gains ' told.txt
grep -c '^  floor-' told.txt
