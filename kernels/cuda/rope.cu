// Rotary embedding: a thread turns one pair. Elements count pairs of all heads of all rows.
KERNEL(rope) {
	int64_t half = o.D / 2, pair = ELEMENT;
	if (pair >= o.N * o.heads * half) return;
	int64_t i = pair % half, h = pair / half % o.heads, n = pair / half / o.heads;
	float *a = o.x + n * o.ld + h * o.D + i, *b = a + half;
	float c = o.cosine[(n % o.T) * half + i], s = o.sine[(n % o.T) * half + i];
	float turn = o.inverse ? -s : s, ai = *a, bi = *b;
	*a = fused(ai, c, -(bi * turn));
	*b = fused(ai, turn, bi * c);
}
