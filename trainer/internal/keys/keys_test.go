package keys

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

func TestKeyIsMadeOnce(t *testing.T) {
	dir := t.TempDir()
	a, err := Node(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	b, err := Node(dir, "")
	if err != nil || !a.Equal(b) {
		t.Fatalf("second call made another key (%v)", err)
	}
	i, err := os.Stat(filepath.Join(dir, PlainName))
	if err != nil || i.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", i.Mode(), err)
	}
	if address, err := Address(dir); err != nil || address != crypto.PubkeyToAddress(a.PublicKey) {
		t.Fatalf("Address = %s, %v", address, err)
	}
}

func TestNoKeyHasNoAddress(t *testing.T) {
	if a, err := Address(t.TempDir()); err != nil || a != (common.Address{}) {
		t.Fatalf("Address = %s, %v", a, err)
	}
}

func TestKeystore(t *testing.T) {
	dir := t.TempDir()
	password := write(t, filepath.Join(dir, "password"), "correct horse\n", 0o600)
	a, err := Node(dir, password)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Node(dir, password)
	if err != nil || !a.Equal(b) {
		t.Fatalf("second call made another key (%v)", err)
	}
	if address, err := Address(dir); err != nil || address != crypto.PubkeyToAddress(a.PublicKey) {
		t.Fatalf("Address = %s, %v", address, err)
	}
	refuses(t, dir, "", "--password-file")
	refuses(t, dir, write(t, filepath.Join(dir, "wrong"), "battery staple\n", 0o600), "password")
	refuses(t, dir, write(t, filepath.Join(dir, "empty"), "\n", 0o600), "empty")
	refuses(t, dir, write(t, filepath.Join(dir, "open"), "correct horse\n", 0o644), "chmod 600")
}

func TestBadKeyFiles(t *testing.T) {
	const secret = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
	for _, c := range []struct {
		name, content string
		mode          os.FileMode
		want          string
	}{
		{"group may read", secret, 0o640, "chmod 600"},
		{"world may read", secret, 0o604, "chmod 600"},
		{"empty", "", 0o600, "64 hexadecimal digits"},
		{"short", secret[1:], 0o600, "64 hexadecimal digits"},
		{"no hex", "x" + secret[1:], 0o600, "64 hexadecimal digits"},
		{"zero", strings.Repeat("0", 64), 0o600, "64 hexadecimal digits"},
		{"huge", strings.Repeat("0", 1<<20), 0o600, "64 hexadecimal digits"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, PlainName), c.content, c.mode)
			refuses(t, dir, "", c.want)
		})
	}
}

func refuses(t *testing.T, dir, passwordFile, want string) {
	t.Helper()
	_, err := Node(dir, passwordFile)
	if !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), want) {
		t.Fatalf("error %v, want one with %q", err, want)
	}
	if strings.Contains(err.Error(), "0883a69102") || strings.Contains(err.Error(), "horse") {
		t.Fatalf("the error tells a secret: %v", err)
	}
}

func write(t *testing.T, path, content string, mode os.FileMode) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	return path
}
