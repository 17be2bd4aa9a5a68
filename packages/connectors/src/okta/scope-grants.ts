import { field, path } from '@keyway/sdk'
import type { ActionContext, Http } from '@keyway/sdk'
import { requiredText } from '../input.ts'
import { readOktaPage } from './pages.ts'
import { toGrant, type Grant } from './records/grants.ts'

export const scope = field(requiredText(), { title: 'Scope', placeholder: 'okta.users.read' })

/** What grants an app a scope; undefined where nothing does. */
export async function findScopeGrant(
  http: Http,
  { application, scope: wanted }: { application: string; scope: string },
): Promise<Grant | undefined> {
  const { items } = await readOktaPage(http, { path: path`/api/v1/apps/${application}/grants` }, null)
  return items.map(toGrant).find(({ scopeId }) => scopeId === wanted)
}

export async function readScopeGrant(
  input: { application: string; scope: string },
  { http }: ActionContext,
): Promise<{ isGranted: boolean }> {
  return { isGranted: (await findScopeGrant(http, input)) !== undefined }
}
