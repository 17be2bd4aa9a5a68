import { anyObject, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { maybeText, object, raw, text } from './answer.ts'

/** What provisioning of an application can do, and whether it is on. */
export const featureRecord = z.object({
  name: maybeText,
  status: maybeText,
  description: maybeText,
  capabilities: anyObject,
  raw,
})

export function toFeature(answer: Json): z.output<typeof featureRecord> {
  const body = object(answer)
  return {
    name: text(body['name']),
    status: text(body['status']),
    description: text(body['description']),
    capabilities: object(body['capabilities']),
    raw: body,
  }
}
