/**
 * The same bytes in parts of one size (the last may be shorter). Each part has memory of its own, which the source does
 * not touch again and which can be handed to another thread without what surrounds it.
 */
export async function* toParts(
  content: AsyncIterable<Uint8Array>,
  partBytes: number,
): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(partBytes)
  let filled = 0
  for await (const bytes of content) {
    for (let taken = 0; taken < bytes.byteLength;) {
      const piece = bytes.subarray(taken, taken + partBytes - filled)
      part.set(piece, filled)
      filled += piece.byteLength
      taken += piece.byteLength
      if (filled < partBytes) continue
      yield part
      part = new Uint8Array(partBytes)
      filled = 0
    }
  }
  if (filled > 0) yield part.slice(0, filled)
}
