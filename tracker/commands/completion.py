"""The scripts that make the shells complete commands, options, parties, demands and talks."""

from enum import StrEnum
from typing import Annotated

import typer

from tracker.commands.params import family

app = family()


class Shell(StrEnum):
    """The shells there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


# A line of the script runs the program that is named in the line, where that is a path.
_BASH = r"""# Completion of tracker in bash. In ~/.bashrc: eval "$(tracker completion bash)"
_tracker() {
    local program=tracker told line lead
    case $1 in
        */*) program=${1/#\~\//$HOME/} ;;
    esac
    told=$(COLUMNS=$COLUMNS _TRACKER_COMPLETE=bash "$program" \
        "$COMP_TYPE" "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
    COMPREPLY=()
    case $told in
        files*)
            lead=${told:6}
            if [[ -n $lead && $2 == "$lead"* ]]; then
                compopt -o filenames 2>/dev/null
                while IFS= read -r line; do
                    COMPREPLY+=("$lead$line")
                done < <(compgen -f -- "${2#"$lead"}")
            else
                compopt -o default 2>/dev/null
            fi
            ;;
        offers*)
            while IFS= read -r line; do
                COMPREPLY+=("$line")
            done <<<"$told"
            COMPREPLY=("${COMPREPLY[@]:1}")
            ;;
    esac
}
complete -o nosort -F _tracker tracker 2>/dev/null || complete -F _tracker tracker
"""

_ZSH = r"""#compdef tracker
# Completion of tracker in zsh. In ~/.zshrc, after compinit: eval "$(tracker completion zsh)"
_tracker() {
    local program=tracker each
    local -a told offers
    [[ $words[1] == */* ]] && program=${~words[1]}
    for each in ${(M)${(z)${LBUFFER##*[;&|]}}:#TRACKER_DB=*}; do
        local -x TRACKER_DB=${(Q)each#*=}
    done
    told=("${(@f)$(_TRACKER_COMPLETE=zsh $program \
        "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    offers=("${(@)told[2,-1]}")
    case $told[1] in
        files) compset -P "${(b)told[2]}"; _files ;;
        offers) [[ -n $offers[1] ]] &&
            _describe -V tracker offers -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' ;;
    esac
}
if [[ $funcstack[1] == _tracker ]]; then
    _tracker "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _tracker tracker
fi
"""

_FISH = r"""# Completion of tracker in fish. Once:
# tracker completion fish > ~/.config/fish/completions/tracker.fish
function __tracker_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l program tracker
    string match -q '*/*' -- "$words[1]"
    and set program (string replace -r '^~/' "$HOME/" -- "$words[1]")
    set -l told (env _TRACKER_COMPLETE=fish $program $words "$word" 2>/dev/null </dev/null)
    switch "$told[1]"
        case files
            set -l file (string replace -- "$told[2]" '' "$word")
            string replace -r '^' -- "$told[2]" (__fish_complete_path "$file")
        case offers
            set -e told[1]
            test (count $told) -gt 0; and printf '%s\n' $told
    end
end
complete -c tracker -f -k -a '(__tracker_complete)'
"""

SCRIPTS = {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}


@app.command("completion")
def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> None:
    """Print the script that makes a shell complete commands, options, parties, demands, talks.

    The page docs/completion.md says where to put it.
    """
    print(SCRIPTS[shell], end="")
