import type { JsonObject } from '@keyway/sdk'
import type { InventoryTable, InventoryTables, Link } from './tables.ts'

/** A row of a parent's table: what paths and children of it are made of. */
export type ParentRow = Readonly<Record<string, string | number | null>>

/** What a kind reads from one object of Okta. */
export interface ReadRow<Table extends InventoryTable> {
  columns: InventoryTables[Table]
  links?: readonly Link[]
  /** What is kept as the body, where it is not the whole object without its links. */
  body?: JsonObject
}

/** Which of the kind an event has touched. */
export type Touch =
  /** The object with the id of the event's target of this type. */
  | { what: 'object'; target: string }
  /** All of the kind below the parent with the id of the event's target of this type. */
  | { what: 'children'; target: string }
  /** The whole kind, where events do not name the object in a way that is certain, and a listing is short. */
  | { what: 'all' }

/**
 * A kind of object that the inventory keeps: where Okta lists it, what of it is searched, and which events change it.
 * One declaration; the walk, the refresh after an event, versions and the console follow from it.
 */
export interface InventoryKind {
  id: string
  /** In the plural, as people read it. */
  title: string
  table: InventoryTable
  /** Columns that tell objects of the kind in an org apart. Joined by `/` they are the object's id in changes. */
  key: readonly string[]
  /** Scope of reading; null where none is needed. `.manage` of the same resource covers it. */
  scope: string | null
  /** Where it is listed. `{name}` in the path is a column of the parent's row. */
  list: {
    path: string
    query?: Readonly<Record<string, string | number>>
    /** Most objects in a page; null for what comes in one answer. */
    pageSize: number | null
    /** `one`: the answer is the object itself. */
    shape?: 'one'
  }
  /** One listing for each value of a query parameter, which the column then holds. */
  variants?: { column: string; parameter: string; values: readonly string[] }
  /** One listing for each object of another kind. */
  parent?: {
    kind: string
    /** Columns of the child, and the columns of the parent's row that they hold. */
    by: Readonly<Record<string, string>>
    /** Further columns of the parent that paths and `read` need. */
    columns?: readonly string[]
    /** Only parents whose column has one of these values; null among them stands for no value. */
    only?: Readonly<Record<string, readonly (string | number | null)[]>>
    /** Only parents whose column has a value. */
    having?: string
    /** A time of the parent: one that did not move since the last complete walk is not listed again. */
    changedAt?: string
  }
  /** Column values that all rows of the kind share, beside those of the parent; without them the kind has a table alone. */
  fixed?: Readonly<Record<string, string>>
  /** Path of a single object; `{name}` is a column of its key. Absent where only listings tell. */
  one?: string
  /** How often everything is read. */
  everyMinutes: number
  /** Reads one object; undefined for what is no object of this kind. */
  read: (body: JsonObject, parent: ParentRow) => ReadRow<InventoryTable> | undefined
  /** System Log events that touch it: exact types, or what they begin with (ending in a dot). */
  touchedBy: readonly { events: readonly string[]; touch: Touch }[]
  /** Fields of the body (paths with dots) that change all the time and make no version. */
  volatile?: readonly string[]
  /** Ends are remembered as deletions (`row`), or only as changes (`edge`): memberships and assignments. */
  keeps: 'row' | 'edge'
}

type Column<Table extends InventoryTable> = keyof InventoryTables[Table] & string

/** A kind as it is declared: what it says of columns is checked against its table. */
interface DeclaredKind<Table extends InventoryTable> extends InventoryKind {
  table: Table
  key: readonly Column<Table>[]
  variants?: { column: Column<Table>; parameter: string; values: readonly string[] }
  parent?: NonNullable<InventoryKind['parent']> & { by: Partial<Record<Column<Table>, string>> }
  fixed?: Readonly<Partial<Record<Column<Table>, string>> & Record<string, string>>
  read: (body: JsonObject, parent: ParentRow) => ReadRow<Table> | undefined
}

/** Declares a kind; it checks the types. What shares `okta_objects` is told apart by its id. */
export function defineKind<Table extends InventoryTable>(kind: DeclaredKind<Table>): InventoryKind {
  return kind.table === 'okta_objects' ? { ...kind, fixed: { ...kind.fixed, kind: kind.id } } : kind
}
