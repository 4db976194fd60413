# KPIs of the package's own folder, one of which a target names; and what is wrong with others.
cp -r packages/plant "$SCRATCH/own"
mkdir "$SCRATCH/own/kpis" "$SCRATCH/more"
cat > "$SCRATCH/own/kpis/house.lua" <<'END'
kpi "spare_ways" {
  name = "Ways beyond the first", unit = "ways", scale = "count", better = "lower",
  formula = "attack_paths - 1", source = "house rule 7",
  value = function(known)
    local ways = known.kpis.attack_paths
    if not ways then return nil, "no ways were counted" end
    return ways - 1
  end,
}
kpi "grave_failures" {
  scale = "count",
  value = function(known)
    local n = 0
    for _, failure in ipairs(known.failures) do
      if failure.severity == "high" and not failure.waived then n = n + 1 end
    end
    return n
  end,
}
END
cat > "$SCRATCH/more/open.lua" <<'END'
kpi "unreached" {
  scale = "ratio", better = "higher",
  value = function(known)
    local n = 0
    for _, goal in ipairs(known.goals) do n = n + (goal.reachable == "no" and 1 or 0) end
    return n / #known.goals
  end,
}
kpi "broken" { value = function(known) return known.kpis.nothing + 1 end }
kpi "silent" { value = function() return nil, "nobody knows" end }
END
printf 'targets: { spare_ways: { max: 3 } }\n' >> "$SCRATCH/own/topology.yaml"
cybertwin kpi "$SCRATCH/own" -n 0 --kpis "$SCRATCH/more" | grep -e spare_ways -e grave -e unreached -e broken -e silent
cat > "$SCRATCH/more/open.lua" <<'END'
kpi "attack_paths" { value = function() return 1 end }
END
echo 'kpi "x" { valu = 3 }' > "$SCRATCH/more/second.lua"
echo 'kpi "y" { value = function() return os.time() end, scale = "many" }' > "$SCRATCH/more/third.lua"
cybertwin kpi packages/plant -n 0 --kpis "$SCRATCH/more"
