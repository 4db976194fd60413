# SPDX-License-Identifier: GPL-2.0-or-later
# What every folder shares: the language, warnings, libraries, and how a folder becomes a target.

find_package(PkgConfig REQUIRED)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0>=2.74)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(LUA REQUIRED IMPORTED_TARGET lua5.4)
pkg_check_modules(IGRAPH REQUIRED IMPORTED_TARGET igraph)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo cairo-pdf cairo-png)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo)
option(CT_VIZ "Build the window, with SDL" ON)
if(CT_VIZ)
    pkg_check_modules(SDL REQUIRED IMPORTED_TARGET sdl2>=2.26)
endif()
# Random123 is headers only.
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(CT_WERROR "Treat warnings as errors" OFF)
option(CT_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(CT_TSAN "Build with ThreadSanitizer" OFF)
option(CT_COVERAGE "Instrument for gcov" OFF)
option(CT_FUZZ "Build the fuzz targets with libFuzzer (clang only)" OFF)
option(CT_VALGRIND "Run the unit tests under valgrind" OFF)
option(CT_LTO "Optimise the command at link time" OFF)
option(CT_HARDEN "Build with the distribution's hardening flags" OFF)

# Warnings are errors with the compilers that every change is built with. A newer gcc knows further
# ones: they are shown, and keep nobody from building.
set(CT_WERROR_FLAG "")
if(CT_WERROR AND CMAKE_C_COMPILER_ID STREQUAL "GNU" AND CMAKE_C_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    message(STATUS "gcc ${CMAKE_C_COMPILER_VERSION}: warnings are not errors (they are with gcc 12)")
elseif(CT_WERROR)
    set(CT_WERROR_FLAG -Werror)
endif()

add_library(ct_flags INTERFACE)
target_include_directories(ct_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_definitions(ct_flags INTERFACE
    _GNU_SOURCE
    CT_VERSION="${PROJECT_VERSION}"
    GLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_74
    GLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_74)
target_compile_options(ct_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
    -Wwrite-strings -Wformat=2 -Wundef -Wnull-dereference -ffp-contract=off
    ${CT_WERROR_FLAG}
    # The optimiser does not know that a fatal check of CUnit ends the test.
    "$<$<BOOL:$<TARGET_PROPERTY:CT_IS_TEST>>:-Wno-null-dereference;-Wno-error=maybe-uninitialized>")
if(CMAKE_C_COMPILER_ID STREQUAL "Clang")
    # clang counts changes of sign among -Wconversion and knows no g_auto; gcc's reading is ours.
    target_compile_options(ct_flags INTERFACE -Wno-sign-conversion -Wno-unused-function
        -Wno-gnu-zero-variadic-macro-arguments)
endif()
if(NOT CT_COVERAGE)
    # No path of the machine that builds ends up in the command.
    target_compile_options(ct_flags INTERFACE -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
endif()

if(CT_SANITIZE)
    target_compile_options(ct_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer
        -fno-sanitize-recover=undefined)
    target_link_options(ct_flags INTERFACE -fsanitize=address,undefined)
endif()
if(CT_TSAN)
    target_compile_options(ct_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
    target_link_options(ct_flags INTERFACE -fsanitize=thread)
endif()
if(CT_COVERAGE)
    target_compile_options(ct_flags INTERFACE --coverage -fprofile-update=atomic)
    target_link_options(ct_flags INTERFACE --coverage)
endif()
if(CT_FUZZ)
    target_compile_options(ct_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CT_LTO)
    # Fat objects hold machine code too: the command is optimised as a whole, while the many test
    # executables link in a moment, and the compiler's warnings come while compiling.
    target_compile_options(ct_flags INTERFACE -flto=auto -ffat-lto-objects)
endif()
if(CT_HARDEN)
    target_compile_options(ct_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
        -fstack-protector-strong -fstack-clash-protection -fPIE)
    target_link_options(ct_flags INTERFACE -pie -Wl,-z,relro,-z,now)
endif()
target_include_directories(ct_flags SYSTEM INTERFACE ${RANDOM123_INCLUDE_DIR})
target_link_libraries(ct_flags INTERFACE PkgConfig::GLIB m)

# How a test executable is started. A leak that valgrind only thinks possible is GLib's own business.
set(CT_TEST_WRAPPER "")
set(CT_TEST_TIMEOUT 900)
set(CT_TEST_ENVIRONMENT G_DEBUG=fatal-criticals LC_ALL=C.UTF-8)
if(CT_VALGRIND)
    set(CT_TEST_WRAPPER valgrind --quiet --error-exitcode=99 --leak-check=full
        --show-leak-kinds=definite --errors-for-leak-kinds=definite --num-callers=30)
    set(CT_TEST_TIMEOUT 3000)
    list(APPEND CT_TEST_ENVIRONMENT G_SLICE=always-malloc)
endif()

set_property(GLOBAL PROPERTY CT_FOLDERS "")

# ct_folder(NAME SOURCES files… [LIBRARIES targets…]): the object library ct_NAME.
function(ct_folder name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
    if(NOT ARG_SOURCES)
        return()
    endif()
    add_library(ct_${name} OBJECT ${ARG_SOURCES})
    target_link_libraries(ct_${name} PUBLIC ct_flags ${ARG_LIBRARIES})
    set_property(GLOBAL APPEND PROPERTY CT_FOLDERS ct_${name})
endfunction()

# libcybertwin: all folders declared so far.
function(ct_library)
    get_property(folders GLOBAL PROPERTY CT_FOLDERS)
    add_library(libcybertwin STATIC)
    set_target_properties(libcybertwin PROPERTIES OUTPUT_NAME cybertwin)
    foreach(folder ${folders})
        target_link_libraries(libcybertwin PUBLIC ${folder})
    endforeach()
endfunction()

# ct_command(TARGET): an executable that users run, so optimised as a whole where CT_LTO says so.
function(ct_command target)
    target_link_libraries(${target} PRIVATE libcybertwin)
    if(CT_LTO)
        target_link_options(${target} PRIVATE -flto=auto)
    endif()
endfunction()

# Suites over thousands of generated models: `ctest -LE slow` leaves them out.
set(CT_SLOW_SUITES test_rows test_ground test_laws test_reach_models test_host test_write test_techniques
    test_energy_ukraine_2015)

# ct_unit(NAME suites…): executable unit_NAME of suite files SUITE.c, each exporting
# `CU_TestInfo SUITE_tests[]`; every suite is a test of its own, NAME/SUITE, labelled unit.
function(ct_unit name)
    set(declarations "")
    set(entries "")
    set(files "")
    foreach(suite ${ARGN})
        get_filename_component(id ${suite} NAME)
        string(APPEND declarations "extern CU_TestInfo ${id}_tests[];\n")
        string(APPEND entries "    {\"${id}\", NULL, NULL, NULL, NULL, ${id}_tests},\n")
        list(APPEND files ${suite}.c)
    endforeach()
    file(CONFIGURE OUTPUT unit_${name}_suites.h CONTENT
        "${declarations}\nstatic CU_SuiteInfo suites[] = {\n${entries}    CU_SUITE_INFO_NULL,\n};\n")
    add_executable(unit_${name} ${files} ${PROJECT_SOURCE_DIR}/tests/support/main.c)
    target_compile_definitions(unit_${name} PRIVATE CT_SUITES="unit_${name}_suites.h"
        CT_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CT_BINARY_DIR="${PROJECT_BINARY_DIR}")
    target_include_directories(unit_${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    set_target_properties(unit_${name} PROPERTIES CT_IS_TEST ON)
    target_link_libraries(unit_${name} PRIVATE libcybertwin ct_test_support cunit)
    if(CT_LTO)
        target_link_options(unit_${name} PRIVATE -fno-lto)
    endif()
    foreach(suite ${ARGN})
        get_filename_component(id ${suite} NAME)
        add_test(NAME ${name}/${id} COMMAND ${CT_TEST_WRAPPER} $<TARGET_FILE:unit_${name}> ${id})
        set(labels unit)
        if(id IN_LIST CT_SLOW_SUITES)
            list(APPEND labels slow)
        endif()
        set_tests_properties(${name}/${id} PROPERTIES LABELS "${labels}"
            TIMEOUT ${CT_TEST_TIMEOUT} ENVIRONMENT "${CT_TEST_ENVIRONMENT}")
    endforeach()
endfunction()
