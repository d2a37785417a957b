// Embedding: forward a thread copies one element; backward a warp computes a row of the table, for which it looks through all
// positions, ascending, so that nothing is added in an order that the hardware chooses.

KERNEL(embedding) {
	int64_t e = ELEMENT;
	if (e >= o.N * o.C) return;
	o.y[e] = o.table[o.id[e / o.C] * o.C + e % o.C];
}

KERNEL(embedding_backward) {
	int64_t id = WARP_INDEX;
	if (id >= o.V) return;
	float *row = o.dtable + id * o.C;
	for (int64_t first = 0; first < o.N; first += WARP) {
		uint32_t found = ballot(first + LANE < o.N && o.id[first + LANE] == id);
		for (; found != 0; found &= found - 1) {
			const float *d = o.dy + (first + __builtin_ctz(found)) * o.C;
			for (int64_t i = LANE; i < o.C; i += WARP) row[i] = row[i] + d[i];
		}
	}
}
