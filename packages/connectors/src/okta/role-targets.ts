import { below, field, path, z } from '@keyway/sdk'
import type { ActionContext, Http, Json, Path } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../input.ts'
import { readOktaPage } from './pages.ts'
import { searchUserRoles, searchUsers } from './pickers.ts'
import { toGroup } from './records.ts'
import { toCatalogApplication } from './records/roles.ts'
import { assignmentOf, type Holder } from './roles.ts'

/** An assignment of a role, whose reach targets narrow. */
export const targeted = {
  holderType: field(withDefault(z.enum(['user', 'group', 'client']), 'user'), { title: 'Who has the role' }),
  user: field(requiredText(), {
    title: 'Holder',
    description: 'Id of the user, of the group, or the client id.',
    options: searchUsers,
  }),
  roleAssignment: field(requiredText(), {
    title: 'Role assignment',
    description: 'Id of the assignment, not of the role.',
    options: searchUserRoles,
  }),
}

export interface Targeted {
  holderType: Holder['kind']
  user: string
  roleAssignment: string
}

export const catalogApp = {
  appName: field(requiredText(), {
    title: 'Application kind',
    description: 'Name of the application in the catalogue, such as salesforce.',
  }),
  application: field(optional(z.string()), {
    title: 'Application',
    description: 'Id of one instance; left empty, every instance of that kind.',
  }),
}

export interface CatalogApp {
  appName: string
  application?: string | undefined
}

export function groupTargets({ holderType, user, roleAssignment }: Targeted): Path {
  return below(assignmentOf({ kind: holderType, id: user }, roleAssignment), path`/targets/groups`)
}

export function applicationTargets({ holderType, user, roleAssignment }: Targeted): Path {
  return below(assignmentOf({ kind: holderType, id: user }, roleAssignment), path`/targets/catalog/apps`)
}

export function groupTarget(input: Targeted & { group: string }): Path {
  return below(groupTargets(input), path`/${input.group}`)
}

export function applicationTarget(input: Targeted & CatalogApp): Path {
  const { appName, application } = input
  const name = path`/${appName}`
  const target = application === undefined ? name : below(name, path`/${application}`)
  return below(applicationTargets(input), target)
}

/** All targets of a kind, in order, so that before and after can be told apart. */
async function readTargets(http: Http, path: Path, toName: (item: Json) => string): Promise<string[]> {
  const names: string[] = []
  let place: string | null = null
  do {
    const page: Awaited<ReturnType<typeof readOktaPage>> = await readOktaPage(
      http,
      { path, query: { limit: 200 } },
      place,
    )
    names.push(...page.items.map(toName))
    place = page.next
  } while (place !== null)
  return names.toSorted()
}

export async function readGroupTargets(
  input: Targeted,
  { http }: ActionContext,
): Promise<{ targets: string[] }> {
  return { targets: await readTargets(http, groupTargets(input), (item) => toGroup(item).id) }
}

export async function readApplicationTargets(
  input: Targeted,
  { http }: ActionContext,
): Promise<{ targets: string[] }> {
  const toName = (item: Json) => {
    const { name, id } = toCatalogApplication(item)
    return nameOf({ appName: name ?? '', application: id ?? undefined })
  }
  return { targets: await readTargets(http, applicationTargets(input), toName) }
}

/** One text for a kind of application, or for an instance of it. */
export function nameOf({ appName, application }: CatalogApp): string {
  return application === undefined ? appName : `${appName}/${application}`
}

/**
 * Whether adding a target can be taken back: the first one narrows a role that reached everything, and Okta refuses to
 * remove the last one.
 */
export function isRemovable({ targets }: { targets: string[] }, target: string): boolean {
  return targets.length > 0 && !targets.includes(target)
}
