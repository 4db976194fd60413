cybertwin list standards && cybertwin list standards packages/house -f markdown
