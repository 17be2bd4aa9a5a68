/** What Node is told before a script of ours. */
export const nodeFlags = [
  '--conditions=source',
  // A loop makes much that is forgotten at once. Left alone, V8 sets 128 MB aside for that, and lets what survives grow to
  // several times what is in use; a million-row loop takes as long with a tenth of it. Events that wait for their commit
  // need twice that, or they are taken for what stays, and looking through that again and again costs a third of all.
  '--max-semi-space-size=16',
  // Less than this costs a tenth of all in looking through what stays, and saves nothing that can be measured.
  '--heap-growing-percent=60',
  // So that what starting leaves behind can be given back.
  '--expose-gc',
]

/**
 * And its allocator (glibc; others do not look). Each thread would keep a pool of its own for what passes between them:
 * 40 MB under load, for no gain in speed.
 */
export const nodeEnvironment = { MALLOC_ARENA_MAX: '2' }
