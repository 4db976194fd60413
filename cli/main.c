/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The `cybertwin` command: finds the subcommand and hands over. */
#include <stdio.h>

int
main(void)
{
    puts("cybertwin " CT_VERSION);
    return 0;
}
