// Package sketch tells quantiles of many numbers in little memory.
package sketch
