import type { Kind } from '../../values/kind.ts'
import type { GapAddress, InputAddress } from './canvas-context.ts'
import { isMovable, placesBetween } from './lanes.ts'

/** What is dragged over the strip. */
export type Dragged =
  | { kind: 'steps'; paths: readonly string[] }
  | { kind: 'entry'; key: string }
  | { kind: 'output'; reference: string; path: string; valueKind: Kind }
  | { kind: 'lane'; path: string; lane: string }

/** Where it would go if it were let go now. */
export type DropTarget =
  | { kind: 'gap'; element: HTMLElement; gap: GapAddress }
  | { kind: 'input'; element: HTMLElement; input: InputAddress }
  | { kind: 'lane'; element: HTMLElement; by: number }

/** What begins to be dragged when the pointer is pressed here; undefined for everything that is only pressed. */
export function draggedFrom(target: Element): { dragged: Dragged; label: string } | undefined {
  if (target.closest('input, textarea, select, a') !== null) return undefined
  const entry = target.closest<HTMLElement>('[data-entry]')
  if (entry !== null) {
    const label = entry.querySelector('[data-title]')?.textContent ?? ''
    return { dragged: { kind: 'entry', key: entry.dataset['entry'] ?? '' }, label }
  }
  const pill = target.closest<HTMLElement>('[data-side="output"][data-reference]')
  if (pill !== null) {
    const { reference = '', of = '', kind = 'any' } = pill.dataset
    return { dragged: { kind: 'output', reference, path: of, valueKind: toKind(kind) }, label: reference }
  }
  const laneHead = target.closest<HTMLElement>('[data-lane-handle]')
  const lane = laneHead?.closest<HTMLElement>('[data-lane]')
  if (laneHead !== null && lane !== null && lane !== undefined) {
    const { container: path = '', lane: name = '' } = lane.dataset
    if (!isMovable(name)) return undefined
    return { dragged: { kind: 'lane', path, lane: name }, label: laneHead.textContent }
  }
  const path = target.closest('[data-handle]')?.closest<HTMLElement>('[data-path]')?.dataset['path']
  if (path === undefined || !path.startsWith('steps')) return undefined
  return { dragged: { kind: 'steps', paths: [path] }, label: '' }
}

/** The place for cards that is nearest to a point, in the list of steps under it. */
export function gapAt(canvas: HTMLElement, x: number, y: number): DropTarget | undefined {
  const under = document.elementFromPoint(x, y)
  const inside = under instanceof Element && canvas.contains(under) ? under : null
  const list = inside?.closest('ol') ?? canvas.querySelector('ol')
  if (list === null || list === undefined) return undefined
  const gaps = [...list.querySelectorAll<HTMLElement>('[data-gap]')].filter(
    (gap) => gap.closest('ol') === list && gap.closest('[data-moving]') === null,
  )
  const distance = (gap: HTMLElement): number => {
    const { left, width } = gap.getBoundingClientRect()
    return Math.abs(left + width / 2 - x)
  }
  const element = gaps.toSorted((a, b) => distance(a) - distance(b))[0]
  const { list: path, at } = element?.dataset ?? {}
  if (element === undefined || path === undefined || at === undefined) return undefined
  return { kind: 'gap', element, gap: { list: path, at: Number(at) } }
}

/** The lane under a point whose place another lane of the same step could take. */
export function laneAt(
  x: number,
  y: number,
  { path, lane }: Dragged & { kind: 'lane' },
): DropTarget | undefined {
  const element = document
    .elementFromPoint(x, y)
    ?.closest<HTMLElement>(`[data-lane][data-container="${CSS.escape(path)}"]`)
  const by = placesBetween(lane, element?.dataset['lane'] ?? '')
  return element === null || element === undefined || by === undefined || by === 0
    ? undefined
    : { kind: 'lane', element, by }
}

/** The input under a point. */
export function inputAt(x: number, y: number): DropTarget | undefined {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-input]')
  return element === null || element === undefined ? undefined : inputOf(element)
}

/** What an input's pill stands for. */
export function inputOf(element: HTMLElement): DropTarget & { kind: 'input' } {
  const { of = '', place = '[]' } = element.dataset
  const keys: unknown = JSON.parse(place)
  return {
    kind: 'input',
    element,
    input: {
      card: of,
      place: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [],
    },
  }
}

const kinds: readonly Kind[] = ['text', 'number', 'boolean', 'date', 'object', 'list', 'null', 'any']

export function toKind(text: string): Kind {
  return kinds.find((kind) => kind === text) ?? 'any'
}
