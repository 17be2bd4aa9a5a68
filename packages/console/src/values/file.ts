import type { FileValue, Json } from '@keyway/sdk'
import { isObject } from './kind.ts'

export type ShownFile = Pick<FileValue, 'id' | 'name' | 'size'>

/** What is shown of a file value, if a value is one. The sdk's own schema would bring zod into this page's bundle. */
export function asFile(value: Json): ShownFile | undefined {
  if (!isObject(value) || value['kind'] !== 'file') return undefined
  const { id, name, size } = value
  const isFile = typeof id === 'string' && typeof name === 'string' && typeof size === 'number'
  return isFile ? { id, name, size } : undefined
}
