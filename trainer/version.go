package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"quire/kernels"
)

// Version is set by the Makefile.
var Version = "dev"

// version names this build in at most 40 bytes.
func version() string {
	v := Version
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v += "+" + s.Value[:12]
			}
		}
	}
	return v[:min(len(v), 40)]
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which build this is and what it computes",
		Args:  usage(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(c.OutOrStdout(), "trainer %s, profile %s, kernels %s of %v, %s %s/%s\n",
				version(), kernels.Profile, kernels.Path(), kernels.Paths(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
