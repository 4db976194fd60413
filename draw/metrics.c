/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/metrics.h"

enum { FIRST = 32, LAST = 126, MOST_CHARACTERS = 300 };

/* Thousandths of an em. */
static const uint16_t regular[LAST - FIRST + 1] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838,
};
static const uint16_t bolder[LAST - FIRST + 1] = {
    348,  456, 521, 838, 696, 1002, 872, 306,  457, 457, 523, 838, 380, 415,  380, 365,
    696,  696, 696, 696, 696, 696,  696, 696,  696, 696, 400, 400, 838, 838,  838, 580,
    1000, 774, 762, 734, 830, 683,  683, 821,  837, 372, 372, 775, 637, 995,  837, 850,
    733,  850, 770, 720, 682, 812,  774, 1103, 771, 724, 725, 457, 365, 457,  838, 500,
    500,  675, 716, 593, 716, 678,  435, 716,  712, 343, 343, 665, 343, 1042, 712, 687,
    716,  716, 493, 595, 478, 712,  652, 924,  645, 652, 582, 712, 365, 712,  838,
};

static double
character_width(gunichar c, bool bold)
{
    if (c >= FIRST && c <= LAST)
        return (bold ? bolder : regular)[c - FIRST];
    if (g_unichar_iszerowidth(c) || g_unichar_type(c) == G_UNICODE_NON_SPACING_MARK)
        return 0;
    if (g_unichar_iswide(c) || c >= 0x1f000)
        return 1000;
    return bold ? 720 : 650;
}

double
ct_text_width(const char *text, double size, bool bold)
{
    double width = 0;

    while (*text != '\0') {
        gunichar c = g_utf8_get_char_validated(text, -1);

        if (c == (gunichar)-1 || c == (gunichar)-2) {
            width += 1000;
            text++;
            continue;
        }
        width += character_width(c, bold);
        text = g_utf8_next_char(text);
    }
    return width * size / 1000;
}

/* What would move the writing about, or is no character. */
static bool
is_unfit(gunichar c)
{
    return g_unichar_iscntrl(c) || (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
           (c & 0xfffe) == 0xfffe;
}

char *
ct_text_fit(const char *text, double size, bool bold, double width, bool *ret_cut)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) kept = g_string_new(NULL);
    double ellipsis = character_width(0x2026, bold), room = width * 1000 / size, used = 0;
    gsize fits = 0; /* bytes that leave room for the ellipsis */
    int n = 0;

    *ret_cut = false;
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at), n++) {
        gunichar c = g_utf8_get_char(at);

        c = is_unfit(c) ? '?' : c;
        used += character_width(c, bold);
        if (used > room || n == MOST_CHARACTERS) {
            *ret_cut = true;
            break;
        }
        g_string_append_unichar(kept, c);
        if (used + ellipsis <= room)
            fits = kept->len;
    }
    if (!*ret_cut)
        return g_string_free(g_steal_pointer(&kept), FALSE);
    while (fits > 0 && kept->str[fits - 1] == ' ')
        fits--;
    if (fits == 0)
        return NULL;
    g_string_truncate(kept, fits);
    g_string_append(kept, "…");
    return g_string_free(g_steal_pointer(&kept), FALSE);
}
