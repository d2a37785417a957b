// Command genbind writes what the Go side knows of the contracts, in two steps:
//
//	go run ./treasury/contracts/genbind -out treasury/contracts/out   # forge's output → abi/*.json, needs a forge build
//	go run ./treasury/contracts/genbind                               # abi/*.json → bindings/*/*.go, needs only Go
//
// Both results are committed, so that `go build ./...` needs neither Node nor a Solidity compiler. The first form does
// the second step too. Each contract has its own package, because two contracts with one struct clash in a shared one.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi/abigen"
)

// contracts that Go talks to.
var contracts = []string{"BondVault", "Campaign", "CampaignFactory", "ModelShares", "TestToken"}

// artifact is an abi/*.json file.
type artifact struct {
	ABI      json.RawMessage `json:"abi"`
	Bytecode string          `json:"bytecode"` // creation code, 0x-prefixed hex
}

func main() {
	dir := flag.String("dir", "treasury/contracts", "folder of the contracts")
	out := flag.String("out", "", "forge's output folder; empty: bind the committed abi files")
	flag.Parse()
	if err := run(*dir, *out); err != nil {
		fmt.Fprintln(os.Stderr, "genbind:", err)
		os.Exit(1)
	}
}

func run(dir, out string) error {
	for _, name := range contracts {
		file := filepath.Join(dir, "abi", name+".json")
		if out != "" {
			if err := extract(filepath.Join(out, name+".sol", name+".json"), file); err != nil {
				return fmt.Errorf("extract %s: %w", name, err)
			}
		}
		if err := generate(name, file, filepath.Join(dir, "bindings")); err != nil {
			return fmt.Errorf("bind %s: %w", name, err)
		}
	}
	return nil
}

// extract keeps of forge's artifact what is needed to deploy and to call.
func extract(from, to string) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var forge struct {
		ABI      json.RawMessage `json:"abi"`
		Bytecode struct {
			Object string `json:"object"`
		} `json:"bytecode"`
	}
	if err := json.Unmarshal(raw, &forge); err != nil {
		return err
	}
	code, err := json.MarshalIndent(artifact{forge.ABI, forge.Bytecode.Object}, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, append(code, '\n'), 0o644)
}

func generate(name, file, bindings string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var a artifact
	if err := json.Unmarshal(raw, &a); err != nil {
		return err
	}
	var abi bytes.Buffer
	if err := json.Compact(&abi, a.ABI); err != nil {
		return err
	}
	pkg := strings.ToLower(name)
	bin := strings.TrimPrefix(a.Bytecode, "0x")
	code, err := abigen.BindV2([]string{name}, []string{abi.String()}, []string{bin}, pkg, nil, nil)
	if err != nil {
		return err
	}
	folder := filepath.Join(bindings, pkg)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, pkg+".go"), []byte(code), 0o644)
}
