import { createHash } from 'node:crypto'
import { withoutSecrets } from '@keyway/connectors'
import type { InventoryKind, Link, ParentRow } from '@keyway/identity'
import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'

export type Row = Readonly<Record<string, string | number | null>>

/** An object of Okta as it is stored. */
export interface Item {
  /** The key of its kind, joined by `/`. */
  id: string
  /** What people call it. */
  name: string
  /** Columns and `body`, without the bookkeeping. */
  row: Row
  digest: string
  links: readonly Link[]
}

/** Reads an answer of Okta as an object of a kind; undefined for what is none. Secrets and links are left out. */
export function toItem(
  kind: InventoryKind,
  answer: Json,
  { parent, fixed = {} }: { parent: ParentRow; fixed?: Row },
): Item | undefined {
  if (!isJsonObject(answer)) return undefined
  const read = kind.read(answer, parent)
  if (read === undefined) return undefined
  const columns: Row = { ...read.columns, ...kind.fixed, ...fixed }
  const body = JSON.stringify(withoutSecrets(withoutLinks(read.body ?? answer)))
  const links = read.links ?? []
  const digest = createHash('sha256')
    .update(JSON.stringify(columns))
    .update(body)
    .digest('base64url')
    .slice(0, 16)
  return { id: idOf(kind, columns), name: nameOf(columns), row: { ...columns, body }, digest, links }
}

function idOf({ key }: Pick<InventoryKind, 'key'>, row: Row): string {
  return key.map((column) => String(row[column])).join('/')
}

function nameOf(row: Row): string {
  const name = row['label'] ?? row['name'] ?? row['login'] ?? row['id']
  return name === undefined || name === null
    ? `${row['group_id'] ?? row['app_id']}/${row['user_id'] ?? row['group_id']}`
    : String(name)
}

/** Links repeat the address of the org, and what is embedded is listed of its own. */
function withoutLinks({ _links, _embedded, ...body }: JsonObject): JsonObject {
  return body
}
