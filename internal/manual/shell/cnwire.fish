# Completion of cnwire for fish: cnwire itself says what may stand there.
function __cnwire_complete
    set -l lines (cnwire completion words -- (commandline -opc) (commandline -ct) 2>/dev/null)
    printf '%s\n' $lines[2..-1]
    if string match -q '*files*' -- $lines[1]
        __fish_complete_path (commandline -ct)
    end
end
complete -c cnwire -f -a '(__cnwire_complete)'
