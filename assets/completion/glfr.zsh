#compdef glfr
# Completion of glfr %version% for zsh. Printed by: glfr completion zsh

# What may follow these words: fills list with word:meaning.
_glfr_words() {
  list=()
  case "$1" in
%words%
  esac
}

# The flags and the words of a command, as _arguments takes them.
_glfr_flags() {
  specs=('--help[what it does, its flags, examples and exit codes]')
%flags%
  case "$1" in
%arguments%
  esac
}

# A column to sort by, downwards with a - before it.
_glfr_order() {
  [[ $PREFIX == -* ]] && compset -P -
  compadd "$@"
}

_glfr() {
  local above='' word
  local -a list specs
  local -i at=2
  while ((at < CURRENT)); do
    word=${words[at]}
    _glfr_words "$above"
    ((${list[(I)${(b)word}:*]})) || break
    above="${above:+$above }$word"
    ((at++))
  done
  _glfr_words "$above"
  if ((${#list})); then
    ((at == CURRENT)) || return 1
    if [[ ${words[CURRENT]} == -* ]]; then
      list=('--help:the commands')
      [[ -z $above ]] && list+=('--version:which glfr this is')
    fi
    _describe -t commands 'command' list
    return
  fi
  _glfr_flags "$above"
  # _arguments takes the word before the first of them for the command.
  words=("$above" "${(@)words[at,-1]}")
  ((CURRENT -= at - 2))
  _arguments -s -S "${specs[@]}"
}

# A file of $fpath is run at its first use; one that is sourced only says what it is for.
if [[ ${funcstack[1]} == _glfr ]]; then
  _glfr "$@"
else
  compdef _glfr glfr
fi
