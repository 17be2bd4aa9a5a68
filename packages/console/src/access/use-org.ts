import { useSearchParams } from 'react-router'
import { inventory, type AnswerOf } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'

export type InventoryState = AnswerOf<typeof inventory.listInventories>['items'][number]

/** Asked again often while an org is being read. */
const busyMs = 1_500
const calmMs = 10_000

/** The orgs that are known, and the one that the page's address names; else the first. */
export function useOrg() {
  const [search, setSearch] = useSearchParams()
  const list = useAnswer(
    inventory.listInventories,
    {},
    {
      refetchInterval: ({ state: { data } }) =>
        data?.items.some(({ status }) => status === 'synchronising' || status === 'waiting') === true
          ? busyMs
          : calmMs,
    },
  )
  const orgs = list.data?.items ?? []
  const chosen = search.get('org')
  const state = orgs.find(({ org }) => org === chosen) ?? orgs[0]
  const choose = (org: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        next.set('org', org)
        return next
      },
      { replace: true },
    )
  return { list, orgs, state, choose }
}

/** Address of an object's page. */
export function addressOf(kind: 'people' | 'groups' | 'apps' | 'roles', org: string, id: string): string {
  const root = kind === 'people' ? '/people' : `/access/${kind}`
  return `${root}/${encodeURIComponent(org)}/${encodeURIComponent(id)}`
}
