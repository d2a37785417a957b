"""Measures a training step of a Llama-style model with PyTorch, for the table of gpu.sh.

step.py float32|bfloat16 SEQUENCES CONFIG prints one line of JSON. float32 is float32 (no TF32); bfloat16 is autocast. Both are
compiled, use the fused AdamW and scaled_dot_product_attention, and take the fastest of several steps.
"""
import json
import sys
import time


def main(kind, sequences, config):
    try:
        import torch
    except ImportError:
        return {}
    if not torch.cuda.is_available():
        return {}
    import torch.nn.functional as F
    from torch import nn

    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    c = {k.lower(): v for k, v in config.items()}
    width, heads, kv_heads, context = c["width"], c["heads"], c["kvheads"], c["context"]
    size = width // heads

    def turn(x, cos, sin):
        a, b = x.chunk(2, -1)
        return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)

    class Layer(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm1, self.norm2 = nn.RMSNorm(width, eps=1e-5), nn.RMSNorm(width, eps=1e-5)
            self.qkv = nn.Linear(width, (heads + 2 * kv_heads) * size, bias=False)
            self.out = nn.Linear(width, width, bias=False)
            self.gate_up = nn.Linear(width, 2 * c["hidden"], bias=False)
            self.down = nn.Linear(c["hidden"], width, bias=False)

        def forward(self, x, cos, sin):
            n = x.shape[0]
            q, k, v = self.qkv(self.norm1(x)).view(n, context, -1, size).transpose(1, 2).split((heads, kv_heads, kv_heads), 1)
            q, k = turn(q, cos, sin), turn(k, cos, sin)
            if kv_heads != heads:
                k, v = (t.repeat_interleave(heads // kv_heads, 1) for t in (k, v))
            o = F.scaled_dot_product_attention(q.to(v.dtype), k.to(v.dtype), v, is_causal=True)
            x = x + self.out(o.transpose(1, 2).reshape(n, context, width))
            gate, up = self.gate_up(self.norm2(x)).chunk(2, -1)
            return x + self.down(F.silu(gate) * up)

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.embed = nn.Embedding(c["vocab"], width)
            self.layers = nn.ModuleList(Layer() for _ in range(c["layers"]))
            self.norm = nn.RMSNorm(width, eps=1e-5)
            self.head = nn.Linear(width, c["vocab"], bias=False)
            if c.get("tied"):
                self.head.weight = self.embed.weight
            angle = torch.outer(torch.arange(context), c["ropetheta"] ** (-torch.arange(0, size, 2) / size))
            self.register_buffer("cos", angle.cos())
            self.register_buffer("sin", angle.sin())

        def forward(self, ids, targets):
            x = self.embed(ids)
            for layer in self.layers:
                x = layer(x, self.cos, self.sin)
            return F.cross_entropy(self.head(self.norm(x)).flatten(0, 1).float(), targets.flatten())

    torch.manual_seed(0)
    model = Model().cuda()
    optimizer = torch.optim.AdamW(model.parameters(), fused=True)
    compiled = torch.compile(model)
    tokens = torch.randint(c["vocab"], (sequences, context + 1), device="cuda")
    best = float("inf")
    for i in range(8):
        torch.cuda.synchronize()
        begin = time.perf_counter()
        with torch.autocast("cuda", torch.bfloat16, enabled=kind == "bfloat16"):
            loss = compiled(tokens[:, :-1], tokens[:, 1:])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        torch.cuda.synchronize()
        if i >= 3:
            best = min(best, time.perf_counter() - begin)
    return {"Kind": kind + " compiled", "Version": torch.__version__, "tokens_per_second": sequences * context / best}


if __name__ == "__main__":
    try:
        print(json.dumps(main(sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]))))
    except Exception as e:  # out of memory, a compiler that is not there: the table says it
        print(json.dumps({"Problem": f"PyTorch {sys.argv[1]}: {type(e).__name__}: {str(e).splitlines()[0][:120] if str(e) else ''}"}))
