import { InputError, isJsonObject, toText, type Json } from '@keyway/sdk'

/** Key and value of a {key, value}. Throws InputError `entry_invalid` for an item without a key. */
export function toEntry(item: Json): [string, Json] {
  const key = isJsonObject(item) && Object.hasOwn(item, 'key') ? (item['key'] ?? null) : null
  if (!isJsonObject(item) || key === null || typeof key === 'object') {
    throw new InputError(
      `Found the item ${JSON.stringify(item).slice(0, 80)}, expected an object such as {"key": "id", "value": 1}.`,
      { code: 'entry_invalid' },
    )
  }
  return [toText(key), Object.hasOwn(item, 'value') ? (item['value'] ?? null) : null]
}
