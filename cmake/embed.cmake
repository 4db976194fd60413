# SPDX-License-Identifier: GPL-2.0-or-later
# cmake -DROOT=… -DOUTPUT=… -DSYMBOL=… -DFILES=a;b -P embed.cmake: a C file that holds the bytes of
# FILES (paths below ROOT) as the table ct_SYMBOL of base/embedded.h.
string(REPLACE "|" ";" FILES "${FILES}")
set(texts "")
set(rows "")
set(index 0)
foreach(path ${FILES})
    file(READ ${ROOT}/${path} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(REGEX REPLACE "((0x..,){16})" "\\1\n" bytes "${bytes}")
    file(SIZE ${ROOT}/${path} size)
    string(APPEND texts "static const unsigned char text_${index}[] = {\n${bytes}0};\n")
    string(APPEND rows "    {\"${path}\", (const char *)text_${index}, ${size}},\n")
    math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "/* Generated from the files it names. */
#include \"base/embedded.h\"

extern const CtEmbedded ct_${SYMBOL}[];

${texts}
const CtEmbedded ct_${SYMBOL}[] = {
${rows}    {0},
};
")
