import { isJsonObject, path, z } from '@keyway/sdk'
import type { ActionContext, Json } from '@keyway/sdk'
import { textOf } from '../input.ts'

export const riskRecord = z.object({ riskLevel: z.string(), reason: z.string().nullable() })

/** Reads a risk as Okta answers it; `NONE` for users without one. */
export function toRisk(body: Json): z.output<typeof riskRecord> {
  const risk = isJsonObject(body) ? body : {}
  const reason = textOf(risk['reason'])
  return { riskLevel: textOf(risk['riskLevel']), reason: reason === '' ? null : reason }
}

export async function readRisk(
  input: { user: string },
  { http }: ActionContext,
): Promise<z.output<typeof riskRecord>> {
  return toRisk(await http.get(path`/api/v1/users/${input.user}/risk`))
}
