# Completion of glfr %version% for fish. Printed by: glfr completion fish

# The command words that are typed already, such as: executors ls. A question mark, if one of them is none.
function __glfr_command
    set -l topics %topics%
    set -l commands %commands%
    set -l above
    set -l typed (commandline -opc)
    for word in $typed[2..-1]
        contains -- "$above" $commands; and break
        set above (string trim -- "$above $word")
        contains -- "$above" $topics $commands; or set above '?'
    end
    echo "$above"
end

# Is it one of these?
function __glfr_in
    set -l command (__glfr_command)
    contains -- "$command" $argv
end

# Is one of these the word before?
function __glfr_after
    set -l typed (commandline -opc)
    contains -- "$typed[-1]" $argv
end

# Words that commas join: what stands before the one that is typed stays.
function __glfr_list
    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    set -l before (string match -r -- '^(?:.*,)?' "$typed")
    printf '%s\n' "$before"$argv
end

# The same with a - before some.
function __glfr_order
    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    set -l before (string match -r -- '^(?:.*,)?-?' "$typed")
    printf '%s\n' "$before"$argv
end

complete -c glfr -f
complete -c glfr -n "__glfr_in ''" -l version -d 'which glfr this is'
complete -c glfr -l help -d 'what it does, its flags, examples and exit codes'
%words%
%flags%
%arguments%
