package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
)

// standBack lowers the priority of this program, so that others have the processors when they want them. On Linux priority
// belongs to threads: those that are there get it here, later ones inherit it.
func standBack(nice int) error {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return fmt.Errorf("list threads: %w", err)
	}
	for _, t := range threads {
		id, err := strconv.Atoi(t.Name())
		if err != nil {
			continue
		}
		old, err := syscall.Getpriority(syscall.PRIO_PROCESS, id)
		if err != nil || 20-old >= nice { // the system call returns 20 minus the value; a lower priority is not raised
			continue
		}
		if err := syscall.Setpriority(syscall.PRIO_PROCESS, id, nice); err != nil {
			return fmt.Errorf("set priority: %w", err)
		}
	}
	return nil
}
