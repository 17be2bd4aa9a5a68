import { field, isJsonObject, path, z } from '@keyway/sdk'
import type { ActionContext, Option, Path, Query } from '@keyway/sdk'
import { requiredText, textOf } from '../input.ts'
import { asObject, quote } from './client.ts'

async function pick(
  { http }: ActionContext,
  list: { path: Path; query: Query },
  toOption: (item: Record<string, unknown>) => [value: unknown, label: unknown],
): Promise<Option[]> {
  const { value } = asObject(await http.get(list.path, list.query))
  return (Array.isArray(value) ? value : []).filter(isJsonObject).flatMap((item) => {
    const [id, label] = toOption(item)
    return typeof id === 'string' ? [{ value: id, label: typeof label === 'string' ? label : id }] : []
  })
}

function searchUsers(context: ActionContext, search: string): Promise<Option[]> {
  const start = quote(search)
  const filter = `startswith(displayName,${start}) or startswith(userPrincipalName,${start})`
  const query = {
    $select: 'id,displayName,userPrincipalName',
    $top: 50,
    $filter: search === '' ? undefined : filter,
  }
  return pick(context, { path: path`/users`, query }, (user) => [
    user['id'],
    `${String(user['displayName'])} (${String(user['userPrincipalName'])})`,
  ])
}

function searchGroups(context: ActionContext, search: string): Promise<Option[]> {
  const filter = search === '' ? undefined : `startswith(displayName,${quote(search)})`
  const query = { $select: 'id,displayName', $top: 50, $filter: filter }
  return pick(context, { path: path`/groups`, query }, (group) => [group['id'], group['displayName']])
}

async function searchLicenses(context: ActionContext, search: string): Promise<Option[]> {
  const all = await pick(context, { path: path`/subscribedSkus`, query: {} }, (sku) => [
    sku['skuId'],
    sku['skuPartNumber'],
  ])
  return all.filter(({ label }) => label.toLowerCase().includes(search.toLowerCase()))
}

export const user = () =>
  field(requiredText(), {
    title: 'User',
    description: 'Object id or user principal name.',
    options: searchUsers,
  })

export const group = () =>
  field(requiredText(), { title: 'Group', description: 'Object id.', options: searchGroups })

export const license = () =>
  field(requiredText(), {
    title: 'License',
    description: 'SKU id, as a subscription of the tenant has it.',
    options: searchLicenses,
  })

/** The answer of a call that changes something and says no more than that. */
export const done = () => z.object({ statusCode: z.int() })

/** Which licenses a user has, of the user as Graph gives it. */
export function licensesOf(user: Record<string, unknown>): string[] {
  const assigned = user['assignedLicenses']
  return (Array.isArray(assigned) ? assigned : []).flatMap((license) =>
    isJsonObject(license) ? [textOf(license['skuId'])] : [],
  )
}
