// Package inorder hands on what comes in any order in the order of its numbers.
package inorder
