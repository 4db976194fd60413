# Narrow columns, then blocks, in a narrow terminal; colour where it is asked for.
cybertwin segments packages/plant --width 40 --color always
