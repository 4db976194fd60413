# The best ways side by side: costs, differences, steps.
cybertwin paths packages/plant -k 4
