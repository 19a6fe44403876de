#compdef cnwire
# Completion of cnwire for zsh: cnwire itself says what may stand there.
_cnwire() {
	local -a lines names docs
	local how line
	lines=("${(@f)$(cnwire completion words -- "${(@Q)words[1,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
	how=$lines[1]
	for line in "${(@)lines[2,-1]}"; do
		names+=("${line%%$'\t'*}")
		docs+=("${line/$'\t'/  }")
	done
	if (( $#names )); then
		if [[ $how == *glue* ]]; then
			compadd -S '' -l -d docs -a names
		else
			compadd -l -d docs -a names
		fi
	fi
	if [[ $how == *files* ]]; then
		_files
	fi
}
if [ "$funcstack[1]" = _cnwire ]; then
	_cnwire "$@"
else
	compdef _cnwire cnwire
fi
