import { inventory } from '@keyway/api'
import type { z } from '@keyway/sdk'

export type InventorySettings = z.output<typeof inventory.inventorySettings>

/** Reads stored settings; what nobody chose is standard. */
export function parseSettings(text: string, standard: { isOn: boolean }): InventorySettings {
  return inventory.inventorySettings.parse({ ...standard, ...JSON.parse(text) })
}
