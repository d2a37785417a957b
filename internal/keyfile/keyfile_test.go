package keyfile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"
)

func write(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(file, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, mode); err != nil { // whatever the umask is
		t.Fatal(err)
	}
	return file
}

const secret = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"

func TestCreatedKeyIsPrivateAndLoads(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new", "key")
	address, err := Create(file, "")
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	key, err := Load(file, "")
	if err != nil || crypto.PubkeyToAddress(key.PublicKey) != address {
		t.Errorf("loaded another key: %v", err)
	}
	if _, err := Create(file, ""); err == nil || !strings.Contains(err.Error(), "exists") {
		t.Errorf("an existing key was not left alone: %v", err)
	}
}

func TestKeystoreNeedsItsPassword(t *testing.T) {
	password, other := write(t, "correct horse\n", 0o600), write(t, "wrong\n", 0o600)
	file := filepath.Join(t.TempDir(), "key")
	address, err := Create(file, password)
	if err != nil {
		t.Fatal(err)
	}
	key, err := Load(file, password)
	if err != nil || crypto.PubkeyToAddress(key.PublicKey) != address {
		t.Fatalf("loaded another key: %v", err)
	}
	for _, x := range []struct{ name, password, says string }{
		{"none", "", "--password-file"},
		{"wrong", other, "is not its password"},
		{"empty", write(t, "\n", 0o600), "empty"},
		{"readable by others", write(t, "correct horse\n", 0o644), "others can read"},
	} {
		if _, err := Load(file, x.password); err == nil || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s password: %v, want %q", x.name, err, x.says)
		}
	}
}

func TestKeysThatOthersCanReadAreRefused(t *testing.T) {
	for _, mode := range []os.FileMode{0o644, 0o640, 0o660, 0o604} {
		file := write(t, secret, mode)
		if _, err := Load(file, ""); !errors.Is(err, ErrOpen) || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
	if _, err := Load(write(t, "0x"+secret+"\n", 0o400), ""); err != nil {
		t.Errorf("mode 400: %v", err)
	}
}

// What is no key is refused, and never quoted: it could be one, mistyped.
func TestBadKeysAreNotQuoted(t *testing.T) {
	for _, text := range []string{"", "hello", secret[:63], secret + "0", "zz" + secret[2:], strings.Repeat("0", 64), strings.Repeat("f", 64), "{", "{}"} {
		file := write(t, text, 0o600)
		_, err := Load(file, write(t, "password\n", 0o600))
		if !errors.Is(err, ErrSyntax) || len(text) > 10 && strings.Contains(err.Error(), text[10:]) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := Load(t.TempDir(), ""); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Load("/nonexistent", ""); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// A cluster mounts secrets as root's, readable through the pod's group.
func TestMountedSecretOfAnotherUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away; CI runs as root")
	}
	file := filepath.Join(t.TempDir(), "mounted.key")
	if _, err := Create(file, ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		uid  int
		mode os.FileMode
		open bool
	}{{0, 0o440, true}, {12345, 0o440, false}, {12345, 0o444, true}, {0, 0o400, false}} {
		if err := errors.Join(os.Chown(file, c.uid, 0), os.Chmod(file, c.mode)); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(file, ""); errors.Is(err, ErrOpen) != c.open {
			t.Errorf("owner %d, mode %04o: %v", c.uid, c.mode, err)
		}
	}
}
