# Completion of glfr %version% for bash 3.2 and newer. Printed by: glfr completion bash
# shellcheck shell=bash disable=SC2016

# What may follow these words: fills list with words and their meanings, in turn.
_glfr_words() {
  list=()
  case "$1" in
%words%
  esac
}

# The flags of a command, the same way.
_glfr_flags() {
  list=('--help' 'what it does, its flags, examples and exit codes')
%flags%
}

# What stands after a flag of a command: :none, :any, :file, the words to choose from, or after :list those that commas
# join, after :order with a - before some.
_glfr_value() {
  value=:none
  case "$1" in
%values%
  esac
}

# What a command's own words are, the same way, and whether there may be several.
_glfr_argument() {
  value=:none repeats=''
  case "$1" in
%arguments%
  esac
}

# Offers list. Where bash only shows what there is, each word has its meaning beside it.
_glfr_offer() {
  local cur=$1 before=$2 index width=0 shown
  local -a found=() says=()
  for ((index = 0; index < ${#list[@]}; index += 2)); do
    [[ ${list[index]} == "$cur"* ]] || continue
    found+=("${list[index]}")
    says+=("${list[index + 1]}")
    ((${#list[index]} > width)) && width=${#list[index]}
  done
  for ((index = 0; index < ${#found[@]}; index++)); do
    shown=$before${found[index]}
    if [[ ${COMP_TYPE:-9} == 63 && ${#found[@]} -gt 1 && -n ${says[index]} ]]; then
      printf -v shown '%-*s  %s' "$width" "$shown" "${says[index]}"
      shown=${shown:0:$((${COLUMNS:-80} - 1))}
    fi
    COMPREPLY+=("$shown")
  done
}

_glfr_complete_value() {
  local cur=$1 before=$2 word
  case "$value" in
    :none | :any) ;;
    :file)
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$before$word"); done < <(compgen -f -- "$cur")
      ;;
    *)
      if [[ $value == :* && $cur == *,* ]]; then
        before+="${cur%,*},"
        cur=${cur##*,}
      fi
      # Behind a space it would be taken for a flag.
      if [[ $value == ':order '* && $cur == -* && -n $joint ]]; then
        before+='-'
        cur=${cur#-}
      fi
      list=()
      for word in ${value#:* }; do list+=("$word" ''); done
      _glfr_offer "$cur" "$before"
      ;;
  esac
}

_glfr() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local above='' before='' joint='' value repeats at index
  local -a list
  COMPREPLY=()
  # bash makes three words of --flag=value, where it is not told otherwise.
  if [[ $cur == '=' ]]; then
    cur=''
    joint=1
  elif [[ $prev == '=' ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
    joint=1
  elif [[ $cur == --*=* ]]; then
    prev=${cur%%=*}
    before="$prev="
    cur=${cur#*=}
    joint=1
  fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    _glfr_words "$above"
    for ((index = 0; index < ${#list[@]}; index += 2)); do
      [[ ${list[index]} == "${COMP_WORDS[at]}" ]] && break
    done
    ((index < ${#list[@]})) || break
    above="${above:+$above }${COMP_WORDS[at]}"
  done
  _glfr_words "$above"
  if ((${#list[@]} > 0)); then
    ((at == COMP_CWORD)) || return 0
    [[ $cur == -* ]] && list=('--help' 'the commands')
    [[ $cur == -* && -z $above ]] && list+=('--version' 'which glfr this is')
    _glfr_offer "$cur" ''
    return 0
  fi
  _glfr_value "$above $prev"
  if [[ $value != :none ]]; then
    _glfr_complete_value "$cur" "$before"
    return 0
  fi
  _glfr_argument "$above $prev"
  [[ $value == :none ]] && _glfr_argument "$above"
  if [[ $cur == -* || $value == :none ]]; then
    _glfr_flags "$above"
    _glfr_offer "$cur" ''
  elif [[ $value == :file || -n $repeats || $at == "$COMP_CWORD" ]]; then
    _glfr_complete_value "$cur" ''
  fi
  return 0
}

complete -F _glfr glfr
