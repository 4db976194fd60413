# SPDX-License-Identifier: GPL-2.0-or-later
# What `cmake --install` lays down: the command, its manual and completions, and what people read,
# copy and point tools at. The command itself needs none of it: techniques are part of it.
include(GNUInstallDirs)

install(FILES completions/cybertwin.bash RENAME cybertwin
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES completions/_cybertwin DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(TARGETS cybertwin RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES LICENSE README.md CHANGELOG.md SECURITY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# ct_install_if(SOURCE DESTINATION): a file or folder of the tree, where it exists.
function(ct_install_if source destination)
    if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/${source})
        install(DIRECTORY ${source} DESTINATION ${destination})
    elseif(EXISTS ${PROJECT_SOURCE_DIR}/${source})
        install(FILES ${source} DESTINATION ${destination})
    endif()
endfunction()

ct_install_if(docs/cybertwin.1 ${CMAKE_INSTALL_MANDIR}/man1)
ct_install_if(scenarios ${CMAKE_INSTALL_DATADIR}/cybertwin)
ct_install_if(attacks/techniques ${CMAKE_INSTALL_DATADIR}/cybertwin)
ct_install_if(docs/schemas ${CMAKE_INSTALL_DATADIR}/cybertwin)
