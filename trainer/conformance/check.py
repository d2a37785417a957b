"""Loads model folders with transformers and compares tokens and logits with those in a list (see main.go)."""
import json, sys

try:
    import torch, transformers
    from transformers import AutoModelForCausalLM, AutoTokenizer
except ImportError as missing:
    print("conformance:", missing)
    sys.exit(77)

transformers.logging.set_verbosity_error()
torch.set_num_threads(2)
bad = 0
print(f"transformers {transformers.__version__}, torch {torch.__version__}")
print(f"{'model':28} {'tokens':>6} {'largest logit':>14} {'largest difference':>19} {'loading':>8}")
for r in json.load(open(sys.argv[1])):
    model, info = AutoModelForCausalLM.from_pretrained(r["dir"], dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    tokenizer = AutoTokenizer.from_pretrained(r["dir"])
    clean = not any(info[k] for k in ("missing_keys", "unexpected_keys", "mismatched_keys"))
    ids = tokenizer(r["text"], add_special_tokens=False)["input_ids"]
    same = ids[: len(r["ids"])] == r["ids"] and tokenizer.decode(ids) == r["text"]
    with torch.no_grad():
        logits = model(torch.tensor([r["ids"]])).logits[0]
    ours = torch.tensor(r["logits"]).view(len(r["ids"]), -1)
    top, difference = ours.abs().max().item(), (logits - ours).abs().max().item()
    # float32 in another order of summation: some units in the last place of the largest logit.
    agrees = ours.shape == logits.shape and difference <= 1e-5 * max(top, 1) and torch.isfinite(logits).all().item()
    bad += not (agrees and same and clean)
    print(f"{r['name']:28} {len(r['ids']):6} {top:14.6f} {difference:19.2e} {'clean' if clean else str(info):>8}{'' if same else '  TOKENS DIFFER'}{'' if agrees else '  LOGITS DIFFER'}")
if bad:
    sys.exit(f"{bad} models differ")
print("every model agrees")
