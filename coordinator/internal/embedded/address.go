package embedded

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// addresses are where the servers listen, as host:port with the port chosen.
type addresses struct{ etcd, nats, websocket, s3 string }

// loopback is the default of every listen address.
const loopback = "127.0.0.1:0"

// A free port is looked for below the range from which systems take ports for outgoing connections (from 32768 on Linux,
// 49152 elsewhere), so that a restart finds it free again.
const (
	portMin      = 20_000
	portMax      = 29_999
	portTriesMax = 64 // then any port will do
)

// chooseAddresses settles every listen address: a configured port must be free; port 0 takes last time's port if it is
// free and any free one otherwise. None of the servers can be handed a listener, so the ports are tried, and held until
// all are known, and then let go: somebody may still take one in between, which the server then reports.
func chooseAddresses(dir string, cfg Config) (addresses, error) {
	path := filepath.Join(dir, "ports.json")
	ports := map[string]int{}
	if b, err := os.ReadFile(path); err == nil {
		// A damaged file costs nothing but the old ports.
		_ = json.Unmarshal(b, &ports)
	}
	var at addresses
	var held []net.Listener
	defer func() {
		for _, l := range held {
			_ = l.Close()
		}
	}()
	for _, a := range []struct {
		name, flag, listen string
		addr               *string
	}{
		{"etcd", "--etcd-listen", cfg.EtcdListen, &at.etcd},
		{"nats", "--nats-listen", cfg.NATSListen, &at.nats},
		{"nats-websocket", "--nats-websocket-listen", cfg.NATSWebsocketListen, &at.websocket},
		{"s3", "--s3-listen", cfg.S3Listen, &at.s3},
	} {
		l, err := listen(a.listen, ports[a.name])
		if err != nil {
			return addresses{}, fmt.Errorf("embedded: %s cannot listen (flag %s): %w", a.name, a.flag, err)
		}
		held = append(held, l)
		tcp := l.Addr().(*net.TCPAddr)
		if a.name == "etcd" && !tcp.IP.IsLoopback() {
			return addresses{}, fmt.Errorf("embedded: etcd cannot listen on %s (flag %s): it has no passwords, so only "+
				"a loopback address is safe", a.listen, a.flag)
		}
		*a.addr, ports[a.name] = l.Addr().String(), tcp.Port
	}
	if err := writeJSON(path, ports); err != nil {
		return addresses{}, fmt.Errorf("embedded: remember ports: %w", err)
	}
	return at, nil
}

// listen opens address, with port last in place of port 0 if that is possible.
func listen(address string, last int) (net.Listener, error) {
	if address == "" {
		address = loopback
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("address %q is not host:port", address)
	}
	if port == "0" {
		for range portTriesMax {
			if last > 0 {
				if l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(last))); err == nil {
					return l, nil
				}
			}
			last = portMin + rand.IntN(portMax-portMin+1)
		}
	}
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %s of %s is taken by another process", port, host)
	}
	return l, err
}

// reachable turns a listen address into one that a client on this machine can dial.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	switch ip := net.ParseIP(host); {
	case ip == nil || !ip.IsUnspecified():
		return address
	case ip.To4() == nil:
		return net.JoinHostPort("::1", port)
	}
	return net.JoinHostPort("127.0.0.1", port)
}
