# Escape sequences in arguments must not reach the terminal.
cybertwin "$(printf 'a\033[31mb')"
