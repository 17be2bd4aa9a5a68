import type { Catalog } from '../../strip/catalog-index.ts'
import { humanise } from '../../strip/fields.ts'
import { paletteTexts } from '../../texts/palette.ts'
import { controlKinds, type ControlKind } from '../editing/new-step.ts'

/** How much an action changes on the other side. Function cards and control steps change nothing there. */
export type Effect = 'read' | 'idempotent' | 'write' | 'destructive'

/** What the palette puts into a flow. */
export type Offer =
  | { kind: 'card'; use: string; connector: string | null }
  | { kind: 'control'; control: ControlKind }
  | { kind: 'helper'; flow: string }

/** One thing that can be put into a flow. */
export interface PaletteEntry {
  /** `okta.read_user`, `if`, `helper:Lock account` */
  key: string
  group: string
  title: string
  about: string
  /** First word of the mark beside it, and its tone. */
  mark: string
  tone: 'function' | 'action' | 'control' | 'call'
  effect: Effect | null
  /** What it is called in Okta Workflows and elsewhere. */
  standsFor: readonly string[]
  offer: Offer
  /** Everything one may look for, in small letters. */
  words: string
}

/** The catalogue also says of the steps that steer a flow what they are called elsewhere. */
const controlGroup = 'control.'

/** Everything that can be put into a flow, in the order of the palette. */
export function listEntries(catalog: Catalog, helpers: readonly string[]): PaletteEntry[] {
  const { groups, control, helperAbout } = paletteTexts
  const elsewhere = new Map<string, readonly string[]>(
    catalog.cards.map(({ id, standsFor }) => [id, standsFor]),
  )
  const cards = catalog.cards.filter(({ id }) => !id.startsWith(controlGroup))
  return [
    ...controlKinds.map((kind) =>
      entry({
        key: kind,
        group: groups.control,
        ...control[kind],
        mark: kind,
        tone: 'control',
        standsFor: elsewhere.get(controlGroup + kind) ?? [],
        offer: { kind: 'control', control: kind },
      }),
    ),
    ...helpers.map((flow) =>
      entry({
        key: `helper:${flow}`,
        group: groups.helpers,
        title: flow,
        about: helperAbout,
        mark: 'call',
        tone: 'call',
        offer: { kind: 'helper', flow },
      }),
    ),
    ...catalog.connectors.flatMap((connector) =>
      connector.actions.map((action) =>
        entry({
          key: action.id,
          group: connector.title,
          title: action.title,
          about: action.description,
          mark: action.id,
          tone: 'action',
          effect: action.effect,
          standsFor: action.standsFor,
          offer: { kind: 'card', use: action.id, connector: connector.id },
        }),
      ),
    ),
    ...cards.map((card) =>
      entry({
        key: card.id,
        group: groups.functions(humanise(card.id.split('.')[0] ?? '')),
        title: card.title,
        about: card.description,
        mark: card.id,
        tone: 'function',
        standsFor: card.standsFor,
        offer: { kind: 'card', use: card.id, connector: null },
      }),
    ),
  ]
}

type Said = Pick<PaletteEntry, 'key' | 'group' | 'title' | 'about' | 'mark' | 'tone' | 'offer'> &
  Partial<Pick<PaletteEntry, 'effect' | 'standsFor'>>

function entry(said: Said): PaletteEntry {
  const standsFor = (said.standsFor ?? []).map(nameElsewhere)
  const words = [said.title, said.group, said.key, ...standsFor, said.about].join(' ').toLowerCase()
  return { ...said, effect: said.effect ?? null, standsFor, words }
}

/** `okta-workflows:okta.createGroup` -> `Create group`; the name of an app stays before its action. */
function nameElsewhere(name: string): string {
  const inside = name.slice(name.indexOf(':') + 1)
  return humanise(inside.slice(inside.indexOf('.') + 1))
}
