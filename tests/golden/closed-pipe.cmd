# The reader of a pipe goes away: no message, no failure.
cybertwin help --man | true
echo "status ${PIPESTATUS[0]}"
