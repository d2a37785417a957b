// Embedding. table is [V,C]; id is [N]; y and dy are [N,C].

void Q(embedding_forward)(float *restrict y, const float *restrict table, const int32_t *restrict id, int64_t N, int64_t C) {
	for (int64_t n = 0; n < N; n++) memcpy(y + n * C, table + id[n] * C, (size_t)C * sizeof *y);
}

// dtable[id[n]] += dy[n] for columns [lo,hi), positions in ascending order: columns are independent, rows are not.
void Q(embedding_backward)(float *restrict dtable, const float *restrict dy, const int32_t *restrict id,
	int64_t N, int64_t C, int64_t lo, int64_t hi) {
	for (int64_t n = 0; n < N; n++) {
		float *row = dtable + id[n] * C;
		const float *d = dy + n * C;
		for (int64_t i = lo; i < hi; i++) row[i] = row[i] + d[i];
	}
}
