// Causal attention with grouped heads. qkv is [N, (H+2*KV)*D]: a row holds H queries, KV keys, KV values of
// width D; o is [N, H*D]; p is [B*H, T, T] and keeps the probabilities. N = B*T rows are B sequences.
// Head h reads key and value h / (H/KV). Queries go in blocks of 64 rows: a block sees the keys up to
// its last row, and those after a row's own position take part with probability +0.

// Probabilities of one block: scale, subtract the maximum, exponential, divide by the sum.
INLINE void probabilities(float *p, int64_t ld, int64_t first, int64_t rows, float scale) {
	for (int64_t i = 0; i < rows; i++) {
		float *row = p + i * ld;
		int64_t seen = first + i + 1;
		for (int64_t j = 0; j < seen; j++) row[j] = row[j] * scale;
		float inverse = 1.0f / exponentials(row, row, largest(row, seen), seen);
		for (int64_t j = 0; j < seen; j++) row[j] = row[j] * inverse;
		for (int64_t j = seen; j < first + rows; j++) row[j] = 0.0f;
	}
}

// Units [lo,hi) of B*H, in order sequence, head: p = softmax(q.k/sqrt(D)), o = p.v.
void Q(attention_forward)(float *o, float *p, const float *qkv, int64_t T, int64_t H, int64_t KV, int64_t D,
	int64_t lo, int64_t hi, float *pack) {
	int64_t ld = (H + 2 * KV) * D;
	float scale = inverse_root((float)D);
	for (int64_t unit = lo; unit < hi; unit++) {
		int64_t b = unit / H, h = unit % H, g = h / (H / KV);
		const float *row = qkv + b * T * ld, *q = row + h * D, *k = row + (H + g) * D, *v = k + KV * D;
		float *ob = o + b * T * H * D + h * D;
		for (int64_t first = 0; first < T; first += Q_QUERIES) {
			int64_t rows = least(Q_QUERIES, T - first), seen = first + rows;
			float *pb = p + (unit * T + first) * T;
			Q(product)(pb, q + first * ld, k, Q_NT, rows, seen, D, ld, ld, T, 0, pack);
			probabilities(pb, T, first, rows, scale);
			Q(product)(ob + first * H * D, pb, v, Q_NN, rows, D, seen, T, ld, H * D, 0, pack);
		}
	}
}

// ds = (p*(dp - dout.o))*scale, zero after a row's own position, for one block of one head.
INLINE void score_gradient(float *ds, const float *p, const float *dout, const float *o, int64_t T, int64_t first,
	int64_t rows, int64_t D, int64_t ld, float scale) {
	for (int64_t i = 0; i < rows; i++) {
		float mean = dot(dout + i * ld, o + i * ld, D);
		float *row = ds + i * T;
		const float *pi = p + i * T;
		int64_t seen = first + i + 1;
		for (int64_t j = 0; j < seen; j++) row[j] = (pi[j] * (row[j] - mean)) * scale;
		for (int64_t j = seen; j < first + rows; j++) row[j] = 0.0f;
	}
}

// Units [lo,hi) of B*KV, in order sequence, key head. Gradients of a key and value start at +0 and take
// blocks in the order head of the group, block of queries. scores holds 64*T floats.
void Q(attention_backward)(float *dqkv, const float *dout, const float *o, const float *p, const float *qkv,
	int64_t T, int64_t H, int64_t KV, int64_t D, int64_t lo, int64_t hi, float *pack, float *scores) {
	int64_t ld = (H + 2 * KV) * D, ldo = H * D, group = H / KV;
	float scale = inverse_root((float)D);
	for (int64_t unit = lo; unit < hi; unit++) {
		int64_t b = unit / KV, g = unit % KV;
		const float *row = qkv + b * T * ld, *k = row + (H + g) * D, *v = k + KV * D;
		float *drow = dqkv + b * T * ld, *dk = drow + (H + g) * D, *dv = dk + KV * D;
		for (int64_t t = 0; t < T; t++) {
			memset(dk + t * ld, 0, (size_t)D * sizeof *dk);
			memset(dv + t * ld, 0, (size_t)D * sizeof *dv);
		}
		for (int64_t h = g * group; h < (g + 1) * group; h++)
			for (int64_t first = 0; first < T; first += Q_QUERIES) {
				int64_t rows = least(Q_QUERIES, T - first), seen = first + rows, at = (b * T + first) * ldo + h * D;
				const float *q = row + first * ld + h * D, *pb = p + ((b * H + h) * T + first) * T;
				float *dq = drow + first * ld + h * D;
				Q(product)(scores, dout + at, v, Q_NT, rows, seen, D, ldo, ld, T, 0, pack);
				score_gradient(scores, pb, dout + at, o + at, T, first, rows, D, ldo, scale);
				Q(product)(dq, scores, k, Q_NN, rows, D, seen, T, ld, ld, 0, pack);
				Q(product)(dk, scores, q, Q_TN, seen, D, rows, T, ld, ld, 1, pack);
				Q(product)(dv, pb, dout + at, Q_TN, seen, D, rows, T, ldo, ld, 1, pack);
			}
	}
}
