import { field, path, z } from '@keyway/sdk'
import type { ActionContext, Json, Path } from '@keyway/sdk'
import { requiredText, textOf } from '../input.ts'
import { findAt } from './client.ts'
import { requireRecord } from './records/answer.ts'

export const session = field(requiredText(), { title: 'Session', description: 'Id of the import session.' })

export const importSessionRecord = z.object({
  id: z.string(),
  identitySourceId: z.string(),
  status: z.string(),
  importType: z.string(),
})

/** The id of an identity source is that of its application. */
export function sessionsPath(application: string): Path {
  return path`/api/v1/identity-sources/${application}/sessions`
}

/** Reads an identity source session. Throws RemoteError for anything else. */
export function toImportSession(answer: Json): z.output<typeof importSessionRecord> {
  const { id, body } = requireRecord(answer, 'an import session')
  return {
    id,
    identitySourceId: textOf(body['identitySourceId']),
    status: textOf(body['status']),
    importType: textOf(body['importType']),
  }
}

export async function readImportSession(
  input: { application: string; session: string },
  { http }: ActionContext,
): Promise<{ status: string; importType: string } | null> {
  const target = path`/api/v1/identity-sources/${input.application}/sessions/${input.session}`
  const found = await findAt(http, target)
  if (found === undefined) return null
  const { status, importType } = toImportSession(found)
  return { status, importType }
}
