// Causal attention without a matrix of T by T and without atomics: scores are computed again wherever they are needed,
// which gives the same bits each time. Head widths up to 256. Blocks of 64 queries and chains are those of ../attention.h.
//
// Forward and dq: a warp computes a query; lanes take keys for the scores and then columns for the sum over keys.
// dkv: a warp computes a key and its value; lanes take queries, then columns.
enum { COLUMNS = 256 / WARP };

// product_of is an element of a product over D: chains of 256.
DEVICE float product_of(const float *x, const float *y, int64_t D) {
	float sum = 0.0f;
	for (int64_t first = 0; first < D; first += Q_CHAIN) {
		float chain = 0.0f;
		for (int64_t d = first; d < least(D, first + Q_CHAIN); d++) chain = fused(x[d], y[d], chain);
		sum = first == 0 ? chain : sum + chain;
	}
	return sum;
}

// One query's place: its row, its head, and how many keys its block of queries sees.
struct query {
	int64_t b, h, t, seen, stat; // stat: where its numbers lie in [B,H,T]
	const float *q, *k, *v;      // k and v of key 0
	int64_t ld;
};

DEVICE struct query query_at(int64_t index, const float *qkv, int64_t T, int64_t H, int64_t KV, int64_t D) {
	struct query u;
	u.t = index % T, u.h = index / T % H, u.b = index / T / H, u.stat = index;
	u.ld = (H + 2 * KV) * D;
	u.seen = least(T, u.t / Q_QUERIES * Q_QUERIES + Q_QUERIES);
	const float *row = qkv + u.b * T * u.ld;
	u.q = row + u.t * u.ld + u.h * D;
	u.k = row + (H + u.h / (H / KV)) * D;
	u.v = u.k + KV * D;
	return u;
}

// add_keys adds 32 keys from `first` on to the sums over keys of this lane's columns of x, whose rows are ld apart; factor is
// the lane's own. Chains are cut at multiples of 256 keys.
DEVICE void add_keys(float *sum, float *chain, float factor, const float *x, int64_t ld, int64_t first, int64_t seen, int64_t D) {
	for (int64_t j = first; j < least(seen, first + WARP); j++) {
		float f = from(factor, j - first);
		for (int c = 0; c < COLUMNS; c++) {
			int64_t d = LANE + c * WARP;
			if (d < D) chain[c] = fused(f, x[j * ld + d], chain[c]);
		}
		if ((j + 1) % Q_CHAIN != 0 && j + 1 < seen) continue;
		for (int c = 0; c < COLUMNS; c++) {
			sum[c] = j < Q_CHAIN ? chain[c] : sum[c] + chain[c];
			chain[c] = 0.0f;
		}
	}
}

KERNEL(attention) {
	if (WARP_INDEX >= o.B * o.H * o.T) return;
	struct query u = query_at(WARP_INDEX, o.qkv, o.T, o.H, o.KV, o.D);
	float scale = inverse_root((float)o.D), top = -FLT_MAX, total = 0.0f;
	for (int64_t j = LANE; j <= u.t; j += WARP) top = larger(top, product_of(u.q, u.k + j * u.ld, o.D) * scale);
	top = warp_largest(top);
	for (int64_t j = LANE; j <= u.t; j += WARP)
		total = total + exponential(product_of(u.q, u.k + j * u.ld, o.D) * scale - top);
	float inverse = 1.0f / warp_sum(total);
	float sum[COLUMNS], chain[COLUMNS];
	for (int c = 0; c < COLUMNS; c++) sum[c] = chain[c] = 0.0f;
	for (int64_t first = 0; first < u.seen; first += WARP) {
		int64_t j = first + LANE;
		float p = j <= u.t ? exponential(product_of(u.q, u.k + j * u.ld, o.D) * scale - top) * inverse : 0.0f;
		add_keys(sum, chain, p, u.v, u.ld, first, u.seen, o.D);
	}
	float *out = o.o + ((u.b * o.T + u.t) * o.H + u.h) * o.D;
	for (int c = 0; c < COLUMNS; c++)
		if (LANE + c * WARP < o.D) out[LANE + c * WARP] = sum[c];
	if (LANE == 0) o.top[u.stat] = top, o.inverse[u.stat] = inverse;
}

KERNEL(attention_dq) {
	if (WARP_INDEX >= o.B * o.H * o.T) return;
	struct query u = query_at(WARP_INDEX, o.qkv, o.T, o.H, o.KV, o.D);
	int64_t at = ((u.b * o.T + u.t) * o.H + u.h) * o.D;
	float scale = inverse_root((float)o.D), mean = warp_dot(o.dout + at, o.o + at, o.D);
	float sum[COLUMNS], chain[COLUMNS];
	for (int c = 0; c < COLUMNS; c++) sum[c] = chain[c] = 0.0f;
	for (int64_t first = 0; first < u.seen; first += WARP) {
		int64_t j = first + LANE;
		float ds = 0.0f;
		if (j <= u.t) {
			float p = exponential(product_of(u.q, u.k + j * u.ld, o.D) * scale - o.top[u.stat]) * o.inverse[u.stat];
			ds = (p * (product_of(o.dout + at, u.v + j * u.ld, o.D) - mean)) * scale;
		}
		add_keys(sum, chain, ds, u.k, u.ld, first, u.seen, o.D);
	}
	float *dq = o.dqkv + (u.b * o.T + u.t) * u.ld + u.h * o.D;
	for (int c = 0; c < COLUMNS; c++)
		if (LANE + c * WARP < o.D) dq[LANE + c * WARP] = sum[c];
	if (LANE == 0) o.mean[u.stat] = mean;
}

KERNEL(attention_dkv) {
	if (WARP_INDEX >= o.B * o.KV * o.T) return;
	int64_t j = WARP_INDEX % o.T, g = WARP_INDEX / o.T % o.KV, b = WARP_INDEX / o.T / o.KV;
	int64_t ld = (o.H + 2 * o.KV) * o.D, group = o.H / o.KV;
	const float *k = o.qkv + (b * o.T + j) * ld + (o.H + g) * o.D, *v = k + o.KV * o.D;
	float scale = inverse_root((float)o.D), dk[COLUMNS], dv[COLUMNS];
	for (int c = 0; c < COLUMNS; c++) dk[c] = dv[c] = 0.0f;
	for (int64_t h = g * group; h < (g + 1) * group; h++)
		for (int64_t block = j / Q_QUERIES * Q_QUERIES; block < o.T; block += Q_QUERIES) { // earlier ones do not see the key
			float chain_k[COLUMNS], chain_v[COLUMNS];
			for (int c = 0; c < COLUMNS; c++) chain_k[c] = chain_v[c] = 0.0f;
			int64_t end = least(o.T, block + Q_QUERIES);
			for (int64_t first = block; first < end; first += WARP) {
				int64_t i = first + LANE;
				float p = 0.0f, ds = 0.0f;
				if (i >= j && i < end) {
					int64_t stat = (b * o.H + h) * o.T + i;
					const float *q = o.qkv + (b * o.T + i) * ld + h * o.D, *dout = o.dout + ((b * o.T + i) * o.H + h) * o.D;
					p = exponential(product_of(q, k, o.D) * scale - o.top[stat]) * o.inverse[stat];
					ds = (p * (product_of(dout, v, o.D) - o.mean[stat])) * scale;
				}
				for (int64_t r = first; r < least(end, first + WARP); r++) {
					float pr = from(p, r - first), dsr = from(ds, r - first);
					const float *q = o.qkv + (b * o.T + r) * ld + h * o.D, *dout = o.dout + ((b * o.T + r) * o.H + h) * o.D;
					for (int c = 0; c < COLUMNS; c++) {
						int64_t d = LANE + c * WARP;
						if (d >= o.D) continue;
						chain_k[c] = fused(dsr, q[d], chain_k[c]);
						chain_v[c] = fused(pr, dout[d], chain_v[c]);
					}
				}
			}
			for (int c = 0; c < COLUMNS; c++) dk[c] = dk[c] + chain_k[c], dv[c] = dv[c] + chain_v[c];
		}
	float *out = o.dqkv + (b * o.T + j) * ld + (o.H + g) * o.D;
	for (int c = 0; c < COLUMNS; c++)
		if (LANE + c * WARP < o.D) out[LANE + c * WARP] = dk[c], out[o.KV * o.D + LANE + c * WARP] = dv[c];
}
