import { isJsonObject, path, z } from '@keyway/sdk'
import type { ActionContext, Json } from '@keyway/sdk'
import { textOf } from '../input.ts'

export const classificationRecord = z.object({ type: z.string() })

export function toClassification(body: Json): z.output<typeof classificationRecord> {
  return { type: isJsonObject(body) ? textOf(body['type']) : '' }
}

export async function readClassification(
  input: { user: string },
  { http }: ActionContext,
): Promise<z.output<typeof classificationRecord>> {
  return toClassification(await http.get(path`/api/v1/users/${input.user}/classification`))
}
