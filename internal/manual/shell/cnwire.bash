# Completion of cnwire for bash: cnwire itself says what may stand there.
_cnwire() {
	local line how= word words=("${COMP_WORDS[@]:0:COMP_CWORD+1}")
	COMPREPLY=()
	while IFS= read -r line; do
		if [ -z "$how" ]; then
			how="$line "
			continue
		fi
		word=${line%%$'\t'*}
		# Readline takes what stands behind the = of --flag=value for the word.
		if [ "${COMP_WORDS[COMP_CWORD]}" = = ] || [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
			word=${word#*=}
		fi
		COMPREPLY+=("$word")
	done < <(cnwire completion words -- "${words[@]}" 2>/dev/null)
	case $how in
	*files*) ;;
	*) compopt +o default 2>/dev/null ;;
	esac
	case $how in
	*glue*) compopt -o nospace 2>/dev/null ;;
	esac
}
complete -o default -F _cnwire cnwire
