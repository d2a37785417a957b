// Package keys holds a trainer's node key on disk: the one that signs its calls and submissions.
//
// The node key is no treasure: rewards go to the payout address, whose key never comes near this machine. Whoever steals
// the node key can hand in bad work in its name. It lies in a file that nobody else may read, in hexadecimal, or, where
// a password file is given, in an encrypted keystore (Web3 Secret Storage v3) that any Ethereum wallet can open.
package keys

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/internal/keyfile"
)

// Names of the key's files in the data folder; at most one of them exists.
const (
	PlainName     = "node.key"
	EncryptedName = "node.json"
)

// ErrKey is wrapped by every refusal; the text says which file, what is wrong and what to do.
var ErrKey = errors.New("node key")

// Node returns the node key in dir and creates it if there is none. With a passwordFile the key is kept encrypted under
// the file's first line; without, in hexadecimal. The error wraps ErrKey.
func Node(dir, passwordFile string) (*ecdsa.PrivateKey, error) {
	plain, encrypted := filepath.Join(dir, PlainName), filepath.Join(dir, EncryptedName)
	if exists(plain) && exists(encrypted) {
		return nil, fmt.Errorf("%w: both %s and %s exist: move away the one that is not yours", ErrKey, plain, encrypted)
	}
	file := plain
	switch {
	case passwordFile == "" && exists(encrypted):
		return nil, fmt.Errorf("%w: %s is encrypted: name its password's file with --password-file", ErrKey, encrypted)
	case passwordFile != "" && exists(plain):
		return nil, fmt.Errorf("%w: %s is not encrypted: drop --password-file, or move the file away for a new node", ErrKey, plain)
	case passwordFile != "":
		file = encrypted
	}
	if !exists(file) {
		// Another process may make it at the same moment: its key is then ours too.
		if _, err := keyfile.Create(file, passwordFile); err != nil && !errors.Is(err, keyfile.ErrExists) {
			return nil, fmt.Errorf("%w: %w", ErrKey, err)
		}
	}
	key, err := keyfile.Load(file, passwordFile)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	return key, nil
}

// Address returns the node's address without needing its password, or the zero address if there is no key yet.
func Address(dir string) (common.Address, error) {
	if path := filepath.Join(dir, PlainName); exists(path) {
		key, err := keyfile.Load(path, "")
		if err != nil {
			return common.Address{}, fmt.Errorf("%w: %w", ErrKey, err)
		}
		return crypto.PubkeyToAddress(key.PublicKey), nil
	}
	path := filepath.Join(dir, EncryptedName)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return common.Address{}, nil
	}
	if err != nil {
		return common.Address{}, fmt.Errorf("%w: %w", ErrKey, err)
	}
	var head struct {
		Address string `json:"address"`
	}
	if err := json.Unmarshal(b, &head); err != nil || !common.IsHexAddress(head.Address) {
		return common.Address{}, fmt.Errorf("%w: %s is not a keystore file", ErrKey, path)
	}
	return common.HexToAddress(head.Address), nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
