import type { access, AnswerOf } from '@keyway/api'
import { accessTexts } from '../texts/access.ts'
import { addressOf } from '../access/use-org.ts'
import type { Graph, GraphEdge, GraphNode } from '../ui/graph/layout.ts'

export type PersonView = AnswerOf<typeof access.getPerson>

const mostGroups = 25
const mostThings = 40

/** What a person reaches as a picture: the person, the groups that lead on, then applications and admin rights. */
export function toPersonGraph(org: string, person: PersonView): Graph {
  const me: GraphNode = { id: person.id, label: person.name, kind: 'person', to: null }
  const leading = new Set([
    ...person.apps.flatMap(({ paths }) => paths.flatMap(({ groupId }) => groupId ?? [])),
    ...person.rights.flatMap(({ path }) => path.groupId ?? []),
  ])
  const allGroups = person.groups.filter(({ id }) => leading.has(id))
  const groups = allGroups.slice(0, mostGroups)
  const shown = new Set(groups.map(({ id }) => id))
  // Admin rights first: they matter most.
  const rights = person.rights.map((right, index) => ({
    node: { id: `right ${index}`, label: right.label, kind: 'role' as const, to: roleAddress(org, right) },
    from: [right.path.groupId ?? person.id],
    isUnused: person.adminUse.state === 'not-since',
  }))
  const apps = person.apps.map((app) => ({
    node: { id: app.id, label: app.label, kind: 'app' as const, to: addressOf('apps', org, app.id) },
    from: app.paths.map(({ groupId }) => groupId ?? person.id),
    isUnused: app.lastUse.state === 'not-since',
  }))
  const things = [...rights, ...apps]
  const kept = things.slice(0, mostThings)
  const edges: GraphEdge[] = [
    ...groups.map(({ id }) => ({ from: person.id, to: id, isDashed: false })),
    ...kept.flatMap(({ node, from, isUnused }) =>
      from.map((start) => ({ from: shown.has(start) ? start : person.id, to: node.id, isDashed: isUnused })),
    ),
  ]
  return {
    layers: [
      [me],
      [
        ...groups.map((group): GraphNode => ({
          id: group.id,
          label: group.name,
          kind: 'group',
          to: addressOf('groups', org, group.id),
        })),
        ...more(allGroups.length - groups.length, 'groups'),
      ],
      [...kept.map(({ node }) => node), ...more(things.length - kept.length, 'things')],
    ].filter((layer) => layer.length > 0),
    edges,
  }
}

function roleAddress(org: string, { type, roleId }: PersonView['rights'][number]): string {
  return addressOf('roles', org, roleId ?? type)
}

function more(count: number, what: string): GraphNode[] {
  return count <= 0
    ? []
    : [{ id: `more ${what}`, label: accessTexts.graph.more(count), kind: 'more', to: null }]
}
