# No scenario names a goal: the requirements are the goals, and the report says so.
cybertwin run packages/works --quiet
cybertwin run packages/works --quiet -f json | jq -c '.goals[] | [.id, .reachable, .derived_from]'
