/**
 * The same bytes in parts of one size (the last may be shorter). All parts share one piece of memory, so that a long
 * content leaves no garbage behind: a part is good until the next one is asked for.
 */
export async function* toParts(
  content: AsyncIterable<Uint8Array>,
  partBytes: number,
): AsyncGenerator<Uint8Array> {
  const part = new Uint8Array(partBytes)
  let filled = 0
  for await (const bytes of content) {
    for (let taken = 0; taken < bytes.byteLength;) {
      const piece = bytes.subarray(taken, taken + partBytes - filled)
      part.set(piece, filled)
      filled += piece.byteLength
      taken += piece.byteLength
      if (filled < partBytes) continue
      yield part
      filled = 0
    }
  }
  if (filled > 0) yield part.slice(0, filled)
}
