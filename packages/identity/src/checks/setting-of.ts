import type { InventoryReader, StoredObject } from './reader.ts'

/** A setting of the org; undefined where Okta has none of the name. */
export async function settingOf(read: InventoryReader, name: string): Promise<StoredObject | undefined> {
  return (await read.objects(`setting_${name}`))[0]
}
