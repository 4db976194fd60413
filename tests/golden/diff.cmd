# A second factor, then a rule that opens a way.
cybertwin diff packages/plant -n 200 --set conduits.office-plant.controls.mfa=otp
cybertwin diff packages/plant -n 0 --standard iec62443-3-3 --set 'conduits.office-plant.allow=[]'
cybertwin diff packages/plant
