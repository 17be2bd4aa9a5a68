import type { Flow, Order, Priority } from '@keyway/engine'

export const orderChoices = ['usual', 'subject', 'flow', 'key', 'unordered'] as const
export type OrderChoice = (typeof orderChoices)[number]
export const priorities: readonly Priority[] = ['incident', 'interactive', 'bulk']

/** The order of a flow as the form has it. */
export interface OrderDraft {
  choice: OrderChoice
  /** Path into what starts the flow, without `trigger.`. */
  key: string
  atOnce: number
  /** Null: all of them may wait. */
  queue: { most: number; whenFull: 'cancel newest' | 'cancel oldest' } | null
  priority: Priority | 'usual'
}

const root = 'trigger.'

export function toOrderDraft({ order, priority }: Pick<Flow, 'order' | 'priority'>): OrderDraft {
  const draft: OrderDraft = {
    choice: 'usual',
    key: '',
    atOnce: 1,
    queue: null,
    priority: priority ?? 'usual',
  }
  if (order === undefined) return draft
  if (order === 'unordered') return { ...draft, choice: 'unordered' }
  const { by, atOnce = 1, queue = null } = order
  if (typeof by === 'string') return { ...draft, choice: by, atOnce, queue }
  const key = by.ref.startsWith(root) ? by.ref.slice(root.length) : by.ref
  return { ...draft, choice: 'key', key, atOnce, queue }
}

/** The flow with the order that was chosen; a reference that says how it is read stays so as long as it is the same. */
export function withOrder(flow: Flow, draft: OrderDraft): Flow {
  const { order: before, priority: _, ...rest } = flow
  const order = toOrder(draft, before)
  return {
    ...rest,
    ...(order === undefined ? {} : { order }),
    ...(draft.priority === 'usual' ? {} : { priority: draft.priority }),
  }
}

function toOrder({ choice, key, atOnce, queue }: OrderDraft, before: Flow['order']): Flow['order'] {
  if (choice === 'usual') return undefined
  if (choice === 'unordered') return 'unordered'
  const ref = `${root}${key.trim()}`
  const known = typeof before === 'object' && typeof before.by === 'object' ? before.by : undefined
  const by: Order['by'] = choice !== 'key' ? choice : known?.ref === ref ? known : { ref }
  return { by, ...(atOnce === 1 ? {} : { atOnce }), ...(queue === null ? {} : { queue }) }
}
