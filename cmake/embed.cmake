# SPDX-License-Identifier: GPL-2.0-or-later
# Text files as one C source. As a script:
#
#   cmake -DNAME=prelude -DOUTPUT=out.c -DROOT=/src "-DFILES=a.lua;b.lua" -P embed.cmake
#
# writes ct_embedded_NAME[] and ct_n_embedded_NAME of lua/embedded.h. Included, it offers
#
#   ct_embed(target NAME file…)
#
# which adds such a source, kept up to date, to @target; files are named from the project's root.

if(NOT CMAKE_SCRIPT_MODE_FILE)
    set(CT_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

    function(ct_embed target name)
        set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.c)
        set(depends "")
        foreach(file ${ARGN})
            list(APPEND depends ${PROJECT_SOURCE_DIR}/${file})
        endforeach()
        string(REPLACE ";" "|" files "${ARGN}")
        add_custom_command(OUTPUT ${output}
            COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DOUTPUT=${output}
                -DROOT=${PROJECT_SOURCE_DIR} "-DFILES=${files}" -P ${CT_EMBED_SCRIPT}
            DEPENDS ${depends} ${CT_EMBED_SCRIPT}
            COMMENT "Embedding ${name}" VERBATIM)
        target_sources(${target} PRIVATE ${output})
    endfunction()
    return()
endif()

string(REPLACE "|" ";" FILES "${FILES}")
set(texts "")
set(rows "")
set(count 0)
foreach(file ${FILES})
    file(READ ${ROOT}/${file} hex HEX)
    string(LENGTH "${hex}" length)
    math(EXPR length "${length} / 2")
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "((0x..,)(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?)"
        "\\1\n" bytes "${bytes}")
    string(APPEND texts "static const unsigned char text_${count}[] = {\n${bytes}0};\n\n")
    string(APPEND rows "    {\"${file}\", (const char *)text_${count}, ${length}},\n")
    math(EXPR count "${count} + 1")
endforeach()
if(count EQUAL 0)
    set(rows "    {0},\n")
endif()
file(WRITE ${OUTPUT} "/* Made by cmake/embed.cmake. */
#include \"lua/embedded.h\"

${texts}const CtEmbedded ct_embedded_${NAME}[] = {
${rows}};
const size_t ct_n_embedded_${NAME} = ${count};
")
