import type { ConditionLine } from './conditions.ts'
import type { ValueSource } from './value-source.ts'
import type { Kind } from '../values/kind.ts'

/** Path of the trigger's card; steps have the paths the engine gives them (`steps[2].do[0]`). */
export const triggerPath = 'trigger'

/** `use` of the head card of every loop, whatever it gathers. */
export const loopUse = 'forEach'

/** `use` of the cards that hold an execution until something happens. */
export const waitUses: ReadonlySet<string> = new Set(['wait', 'approval', 'answer'])

/** One named input or output of a card. */
export interface Field {
  key: string
  label: string
  kind: Kind
  /** How the document fills an input; outputs have none. */
  source: ValueSource | null
  /** What a reference to this output is called; inputs have none. */
  reference: string | null
  /** Where the step holds an input, as keys from the step on: `with`, `text`. Null for what stands in no one place. */
  place: readonly string[] | null
  /** Whether the card cannot run without it. */
  isRequired: boolean
}

/** What kind of thing a card is: decides its mark and colour, never its behaviour. */
export type Tone = 'trigger' | 'function' | 'action' | 'control' | 'call' | 'unsupported'

/** A card as the strip draws it, whatever step it stands for. */
export interface CardModel {
  /** Stays the same while cards before this one come and go, as far as the drawing can tell. */
  key: string
  path: string
  id: string | null
  tone: Tone
  /** Catalog id or the name of the control step: `okta.read_user`, `if`. */
  use: string
  app: string
  title: string
  inputs: readonly Field[]
  outputs: readonly Field[]
  conditions: readonly ConditionLine[]
  /** Small facts under the title (`3 at the same time`). */
  remarks: readonly string[]
  /** Paths of the loops around it, outermost first. */
  loops: readonly string[]
}

/** One of the lists of steps inside a step. */
export interface Lane {
  /** Name of the lane as step runs give it: `then`, `elseIf[0]`, `catch`, `do`. */
  key: string
  /** Path of its list: `steps[2].then`. */
  path: string
  label: string
  conditions: readonly ConditionLine[]
  items: readonly StripItem[]
}

export type StripItem =
  | { kind: 'card'; card: CardModel }
  | { kind: 'note'; key: string; path: string; text: string }
  | { kind: 'container'; card: CardModel; lanes: readonly Lane[]; isLoop: boolean }

/** Every card in run order: what the arrow keys and the overview walk. */
export function cardsOf(items: readonly StripItem[]): CardModel[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'card':
        return [item.card]
      case 'container':
        return [item.card, ...item.lanes.flatMap((lane) => cardsOf(lane.items))]
      case 'note':
        return []
    }
  })
}

/** Name of a card or a note in its drawing. */
export function keyOf(item: StripItem): string {
  return item.kind === 'note' ? item.key : item.card.key
}
