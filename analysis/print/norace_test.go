//go:build !race

package print_test

const raceDetector = false
