//go:build !race

package statistics_test

const raceDetector = false
