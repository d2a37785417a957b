//go:build !linux

package main

import "errors"

// standBack is for Linux only so far; elsewhere the nice command does it.
func standBack(nice int) error {
	if nice == 0 {
		return nil
	}
	return errors.New("--nice is for Linux only: use the nice command")
}
