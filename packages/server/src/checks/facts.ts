import { checks } from '@keyway/api'
import type { JsonObject, z } from '@keyway/sdk'

/** Reads what an org says of itself; what nobody said is standard. */
export function parseFacts(stored: JsonObject): z.output<typeof checks.orgFacts> {
  return checks.orgFacts.parse(stored)
}
