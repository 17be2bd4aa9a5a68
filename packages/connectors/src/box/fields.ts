import { anyObject, field, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { requiredText, textOf } from '../input.ts'

export const userId = field(requiredText(), { title: 'User', description: 'Id.' })

export const userOutput = z.object({
  id: z.string(),
  name: z.string(),
  login: z.string(),
  role: z.string(),
  status: z.string(),
  raw: anyObject,
})

export function toUser(raw: JsonObject): z.output<typeof userOutput> {
  const text = (name: string) => textOf(raw[name])
  return {
    id: text('id'),
    name: text('name'),
    login: text('login'),
    role: text('role'),
    status: text('status'),
    raw,
  }
}
