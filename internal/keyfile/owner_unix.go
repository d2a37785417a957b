//go:build unix

package keyfile

import (
	"os"
	"syscall"
)

// owned reports whether the file is the running user's.
func owned(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(stat.Uid) == os.Geteuid()
}
