// Rotary position embedding, half-split: element i of a head turns with element i + D/2.

// Rotates, in place, the first `heads` heads of width D of rows [lo,hi) of x (row stride ld). Row n stands at
// position n mod T of its sequence; the tables are [T, D/2]. inverse turns back, which is the gradient.
void Q(rope)(float *restrict x, const float *restrict cosine, const float *restrict sine, int64_t lo, int64_t hi,
	int64_t ld, int64_t T, int64_t heads, int64_t D, int64_t inverse) {
	int64_t half = D / 2;
	for (int64_t n = lo; n < hi; n++) {
		const float *c = cosine + (n % T) * half, *s = sine + (n % T) * half;
		for (int64_t h = 0; h < heads; h++) {
			float *restrict a = x + n * ld + h * D, *restrict b = a + half;
			for (int64_t i = 0; i < half; i++) {
				float turn = inverse ? -s[i] : s[i];
				float ai = a[i], bi = b[i];
				a[i] = fused(ai, c[i], -(bi * turn));
				b[i] = fused(ai, turn, bi * c[i]);
			}
		}
	}
}
