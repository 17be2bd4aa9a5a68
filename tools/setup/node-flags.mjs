/** What Node is told before a script of ours. */
export const nodeFlags = [
  '--conditions=source',
  // A loop makes much that is forgotten at once. Left alone, V8 sets 128 MB aside for that and gains nothing by it: a
  // million-row loop takes as long with 32 MB (16 for each half).
  '--max-semi-space-size=16',
]
