package main

// waitSchema describes what wait(2) says of an exit_code, beside the members of the
// struct.
func waitSchema() properties {
	return properties{
		{"status", schema{Description: "No member: of exit_code, the exit status.", Type: "integer", Minimum: "0", Maximum: "255"}},
		{"signal", schema{Description: "No member: of exit_code, the signal that ended the process, or 0.", Type: "integer", Minimum: "0", Maximum: "127"}},
		{"core", schema{Description: "No member: of exit_code, whether a core was written.", Type: "boolean"}},
	}
}
