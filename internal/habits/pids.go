package habits

import "strconv"

// PIDs takes the words of a command line that begin it and are numbers of processes
// and no files, as ps(1) takes them, and returns the other words, which are files.
func PIDs(words []string, exists func(name string) bool) (pids []int32, files []string) {
	for i, word := range words {
		n, err := strconv.ParseInt(word, 10, 32)
		if err != nil || n < 1 || strconv.FormatInt(n, 10) != word || exists(word) {
			return pids, words[i:]
		}
		pids = append(pids, int32(n))
	}
	return pids, nil
}
