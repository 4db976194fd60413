#!/usr/bin/env zsh
# SPDX-License-Identifier: GPL-2.0-or-later
# What zsh offers after each of the command lines given, one word a line, as somebody who presses
# the tab key would see it: a shell on a pseudo terminal completes, and compadd tells what it is told.
# usage: zsh -f zsh_completion.zsh FOLDER-OF-COMPLETIONS SCRATCH LINE…
zmodload zsh/zpty || exit 77
folder=$1 scratch=$2
shift 2

for line in "$@"; do
    zpty z zsh -f -i
    print -r -- "
        PROMPT= RPROMPT= ; stty -echo 2>/dev/null
        fpath=(${(q)folder} \$fpath)
        autoload -Uz compinit && compinit -u -d ${(q)scratch}/dump
        bindkey '^M' undefined; bindkey '^J' undefined; bindkey '^I' complete-word
        zstyle ':completion:*' insert-tab false
        begin () { print -r -- '<BEGIN>' }
        finish () { print -r -- '<END>'; exit }
        compprefuncs=(begin) comppostfuncs=(finish)
        compadd () {
            if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd \"\$@\"; return; fi
            local -a hits; builtin compadd -A hits \"\$@\"
            local hit; for hit in \$hits; do print -r -- \"\$hit\"; done
        }
        print -r -- READY" >$scratch/setup.zsh
    zpty -w z "source ${(q)scratch}/setup.zsh"
    zpty -r z said $'*READY*' || exit 1
    zpty -n -w z "$line"$'\t'
    print -r -- "> $line"
    said=
    zpty -r z said $'*<END>*'
    said=${${said#*<BEGIN>}%%<END>*}
    print -r -- "${said//$'\r'/}" | grep -v '^$' | LC_ALL=C sort -u
    zpty -d z
done
