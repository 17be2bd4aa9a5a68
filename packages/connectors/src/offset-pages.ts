import type { Json } from '@keyway/sdk'
import type { RawPage } from './listing.ts'

/** A page of a list that counts records from its start. One with fewer than asked for is the last. */
export async function readOffsetPage(
  { place, size, largest }: { place: string | null; size: number; largest: number },
  read: (part: { offset: number; size: number }) => Promise<Json[]>,
): Promise<RawPage> {
  const offset = Number(place ?? 0)
  const wanted = Math.min(size, largest)
  const items = await read({ offset, size: wanted })
  return { items, next: items.length < wanted ? null : String(offset + items.length) }
}
