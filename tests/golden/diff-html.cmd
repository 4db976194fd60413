# The page for those who decide, without its style.
cybertwin diff packages/plant -n 200 --standard iec62443-3-3 --set conduits.office-plant.controls.mfa=otp -f html | sed '/<style>/,/<\/style>/d'
