import { RemoteError, field, isJsonObject, path, z } from '@keyway/sdk'
import type { Json, Path } from '@keyway/sdk'
import { requiredText, textOf } from '../input.ts'

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
export function toImportSession(body: Json): z.output<typeof importSessionRecord> {
  if (!isJsonObject(body) || typeof body['id'] !== 'string') {
    throw new RemoteError('Okta answered with something that is not an import session: it has no id.', {
      code: 'okta_unexpected_answer',
    })
  }
  return {
    id: body['id'],
    identitySourceId: textOf(body['identitySourceId']),
    status: textOf(body['status']),
    importType: textOf(body['importType']),
  }
}
