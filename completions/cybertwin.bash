# SPDX-License-Identifier: GPL-2.0-or-later
# Written by `cybertwin help --completion bash`.
_cybertwin() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'check run why why-not reach segments validate paths cuts goals tree blast surface structure stats kpi diff report scenario trace frame view replay verify merge convert graph list explain help --help --version' -- "$word")
        return
    fi
    case $before in
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word"); return ;;
    --cost) mapfile -t COMPREPLY < <(compgen -W 'effort time steps probability stealth skill' -- "$word"); return ;;
    --fail-on) mapfile -t COMPREPLY < <(compgen -W 'reachable critical high medium low never' -- "$word"); return ;;
    --fail-on) mapfile -t COMPREPLY < <(compgen -W 'critical high medium low never' -- "$word"); return ;;
    --fail-on) mapfile -t COMPREPLY < <(compgen -W 'critical high medium low never' -- "$word"); return ;;
    --fail-on) mapfile -t COMPREPLY < <(compgen -W 'reachable critical high medium low worse never' -- "$word"); return ;;
    --table) mapfile -t COMPREPLY < <(compgen -W 'goals paths steps reasons near-misses zones failures changes cuts figures simulation curves places techniques losses costs defence workload blast surface requirements inputs' -- "$word"); return ;;
    --theme) mapfile -t COMPREPLY < <(compgen -W 'light dark' -- "$word"); return ;;
    --from) mapfile -t COMPREPLY < <(compgen -W 'nasim' -- "$word"); return ;;
    --completion) mapfile -t COMPREPLY < <(compgen -W 'bash zsh' -- "$word"); return ;;
    esac
    case ${COMP_WORDS[1]} in
    check)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    run)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --catalogs --standard --as-of --entry --goal --paths --cost --fail-on --replications --seed --horizon --to-horizon --until --scale-times --variant --profile --baseline --shard --resume --jobs --allow-failed --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    why)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --entry --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    why-not)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --entry --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    reach)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --as-of --service --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    segments)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --fail-on --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    validate)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --catalogs --standard --as-of --fail-on --run --baseline --all --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    paths)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --entry --goal --paths --cost --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    cuts)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --entry --goal --most --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    goals)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --entry --cost --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    tree)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text dot json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --entry --max-nodes --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    blast)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --entry --sample --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    surface)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --entry --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    structure)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json graphml' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --as-of --sample --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    stats)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --allow-failed' -- "$word") ;; esac ;;
    kpi)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --catalogs --standard --as-of --entry --goal --replications --seed --horizon --to-horizon --profile --kpis --jobs --allow-failed --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    diff)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json html' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --catalogs --standard --as-of --entry --goal --fail-on --replications --seed --horizon --to-horizon --profile --kpis --jobs --allow-failed --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    report)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'html json sarif junit csv md pdf' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --format --output --set --techniques --catalogs --standard --as-of --entry --goal --paths --cost --replications --seed --horizon --to-horizon --profile --kpis --jobs --allow-failed --file-prefix --table --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    scenario)
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --as-of --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    trace)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text jsonl csv' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --replication' -- "$word") ;; esac ;;
    frame)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'svg png pdf text' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --format --output --set --techniques --as-of --entry --goal --cost --replication --at --size --scale --theme --path --show --failures --blast --frames --count --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    view)
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --set --techniques --as-of --entry --goal --cost --scale --theme --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    replay)
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --replication --at --scale --speed --compare --theme' -- "$word") ;; esac ;;
    verify)
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --output --samples --hash' -- "$word") ;; esac ;;
    merge)
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --output' -- "$word") ;; esac ;;
    convert)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'yaml json graphml dot' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --format --output --set --as-of --schema --from --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    graph)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'dot graphml json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --format --output --set --techniques --as-of --entry --all --max-nodes --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    list)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json markdown' -- "$word"); return ;; esac
        case $COMP_CWORD:$word in *:-*) ;; 2:*) mapfile -t COMPREPLY < <(compgen -W 'techniques services kinds facts relations kpis standards checks' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --catalogs --as-of --entry --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    explain)
        case $before in -f|--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --format --output --set --techniques --catalogs --as-of --entry --max-yaml-bytes --max-yaml-nodes --max-yaml-depth --max-yaml-scalar --max-yaml-aliases --max-includes --max-assets --max-reach --max-lua-bytes --max-lua-instructions --max-lua-file --max-techniques --max-steps --max-cut-work --max-trials --max-sources --max-search --max-tries --max-script-events' -- "$word") ;; esac ;;
    help)
        case $COMP_CWORD:$word in *:-*) ;; 2:*) mapfile -t COMPREPLY < <(compgen -W 'check run why why-not reach segments validate paths cuts goals tree blast surface structure stats kpi diff report scenario trace frame view replay verify merge convert graph list explain help' -- "$word"); return ;; esac
        case $word in -*) mapfile -t COMPREPLY < <(compgen -W '--help --quiet --verbose --color --width --output --man --completion' -- "$word") ;; esac ;;
    esac
}
complete -o default -F _cybertwin cybertwin
