// Embedding: forward a thread copies one element; backward it computes a column of the table, positions ascending, so that
// nothing is added in an order that the hardware chooses.

KERNEL(embedding) {
	int64_t e = ELEMENT;
	if (e >= o.N * o.C) return;
	o.y[e] = o.table[o.id[e / o.C] * o.C + e % o.C];
}

KERNEL(embedding_backward) {
	int64_t i = ELEMENT;
	if (i >= o.C) return;
	for (int64_t n = 0; n < o.N; n++) {
		float *row = o.dtable + o.id[n] * o.C;
		row[i] = row[i] + o.dy[n * o.C + i];
	}
}
