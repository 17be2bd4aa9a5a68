import { field, path } from '@keyway/sdk'
import type { ActionContext } from '@keyway/sdk'
import { requiredText } from '../input.ts'
import { findAt } from './client.ts'
import { toSession } from './records/sessions.ts'

export const session = field(requiredText(), {
  title: 'Session',
  description: 'Id of a session of a person: "externalSessionId" of an event of the System Log.',
})

/** Whose session it is and until when; null once it ended. */
export async function readSessionState(
  input: { session: string },
  { http }: ActionContext,
): Promise<{ userId: string | null; login: string | null; status: string | null } | null> {
  const found = await findAt(http, path`/api/v1/sessions/${input.session}`)
  if (found === undefined) return null
  const { userId, login, status } = toSession(found)
  return { userId, login, status }
}
