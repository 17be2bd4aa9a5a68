import type { Step } from '@keyway/engine'
import { createCard, type CardDraft } from './draft.ts'
import { toUuid } from './identifiers.ts'
import { printBody } from './print-body.ts'
import { appendCard, type FlowWriter, type WriteScope } from './scope.ts'

/** An empty body that begins with the card given. */
export function openBody(flow: FlowWriter, root: CardDraft): WriteScope {
  const scope: WriteScope = {
    flow,
    body: { cards: [], edges: [] },
    root,
    last: undefined,
    join: undefined,
    producers: new Map(),
    drillDowns: new Map(),
    wormholes: new Map(),
    outer: undefined,
    endsAt: undefined,
  }
  appendCard(scope, root)
  return scope
}

/** Where an embedded body sits. */
export interface Embedding {
  container: CardDraft
  /** Step that the body's Return ends. */
  endsAt: string | undefined
  /** Prepares the body: what its start card offers. */
  prepare?: (scope: WriteScope) => void
  /** Whether the body ends with a Return, which every lane of a container does. */
  isLane: boolean
}

/** Writes steps as a body that is embedded in a card. */
export function writeEmbedded(
  outer: WriteScope,
  steps: readonly Step[],
  { container, endsAt, prepare, isLane }: Embedding,
): Record<string, unknown> {
  const { flow } = outer
  const root = createCard(flow.ids.next(), 'control.callable', 'Start')
  const scope: WriteScope = { ...openBody(flow, root), outer: { scope: outer, container }, endsAt }
  prepare?.(scope)
  flow.write(scope, steps)
  const last = steps.at(-1)
  if (isLane && !(last !== undefined && 'return' in last)) {
    appendCard(scope, createCard(flow.ids.next(), 'control.return', 'Return'))
  }
  return printEmbedded(scope)
}

export function printEmbedded(scope: WriteScope): Record<string, unknown> {
  const { ids, file } = scope.flow
  const uuid = toUuid('body', `${scope.flow.name}#${ids.next()}`)
  // Some types follow from what helpers return, which is known when every flow is written.
  const body: Record<string, unknown> = {}
  file.finish.push(() =>
    Object.assign(
      body,
      printBody(
        scope.body,
        {
          id: uuid,
          uuid,
          display: {},
          tree: emptyTree,
          security_level: null,
          log: false,
          inheritLog: false,
          group: null,
        },
        ids.next,
      ),
    ),
  )
  return body
}

/** A constant of the format, without meaning. */
export const emptyTree = { id: 2, name: 'empty' }
