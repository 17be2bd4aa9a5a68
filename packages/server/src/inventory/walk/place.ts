import type { InventoryKind, ParentRow } from '@keyway/identity'
import type { Row } from '../rows/item.ts'

/** One listing of a kind: the whole of it, one variant, or what lies below one parent. */
export interface Listing {
  parent: ParentRow
  variant: string | null
  /** Okta's link to the next page; null before the first. */
  next: string | null
}

/** Where the walk of a kind is. It is stored with the rows of each page, so that a crash repeats a page and skips none. */
export interface Place {
  /** Listings that are begun, or next. */
  open: readonly Listing[]
  /** The key of the last parent that a listing was opened for. */
  after: readonly string[] | null
  /** No further listing follows those that are open. */
  isLast: boolean
  /** Listings that are over, and how many there are in all. */
  done: number
  total: number
}

/** Column values that all rows of a listing have: by them its rows are told from those of others. */
export function withinOf(kind: InventoryKind, { parent, variant }: Listing): Row {
  return {
    ...Object.fromEntries(
      Object.entries(kind.parent?.by ?? {}).map(([column, of]) => [
        column,
        of
          .split('/')
          .map((name) => String(parent[name]))
          .join('/'),
      ]),
    ),
    ...(kind.variants === undefined || variant === null ? {} : { [kind.variants.column]: variant }),
  }
}

/** Names a listing within its kind. */
export function unitOf(kind: InventoryKind, listing: Listing): string {
  return Object.values(withinOf(kind, listing)).join('/')
}

/** The listings of a kind that is not listed below another: one, or one for each variant. */
export function firstListings({ variants }: InventoryKind): Listing[] {
  return (variants?.values ?? [null]).map((variant) => ({ parent: {}, variant, next: null }))
}

/** A path with the columns of a row in the place of their names. */
export function fillPath(path: string, row: ParentRow): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(row[name] ?? '')))
}
