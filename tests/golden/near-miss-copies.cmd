# What is lacking in each copy of a zone is told once, and of how many; and steps that are done again, too.
cybertwin run packages/homes --goal impaired:work -n 0 | sed -n '/^Why/,/^$/p'
cybertwin run packages/homes --goal impaired:work -n 0 -f json | grep -o '"alike": [0-9]*'
cybertwin run packages/homes --goal impaired:work -n 0 --set 'conduits.in.allow=[{port: tcp/443}]' | sed -n '/^The way/,/^$/p'
cybertwin paths packages/homes --goal impaired:work --set 'conduits.in.allow=[{port: tcp/443}]' -k 2
