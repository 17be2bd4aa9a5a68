import type { Flow } from '@keyway/engine'
import { describeSource } from '../../strip/describe-source.ts'
import { KindMark } from '../../strip/kind-mark.tsx'
import { cardsOf, type CardModel, type Field, type StripItem } from '../../strip/model.ts'
import { canvasTexts } from '../../texts/canvas.ts'
import { acceptance } from './acceptance.ts'
import type { CanvasActions, ConnectFrom } from './canvas-context.ts'
import { Chooser, type Choice } from './chooser.tsx'

export interface ConnectDialogProps {
  from: ConnectFrom
  flow: Flow
  items: readonly StripItem[]
  actions: CanvasActions
  onClose: () => void
}

/** Connects by keyboard: an output to one of the inputs that see it, or an input to one of the outputs it sees. */
export function ConnectDialog({ from, flow, items, actions, onClose }: ConnectDialogProps) {
  const cards = cardsOf(items)
  const isOutput = 'reference' in from
  const found = isOutput ? inputsFor(from, flow, cards) : outputsFor(from, flow, cards)
  const { connect } = canvasTexts
  return (
    <Chooser
      title={isOutput ? connect.fromOutput(from.label) : connect.fromInput(from.label)}
      search={isOutput ? connect.searchInputs : connect.searchOutputs}
      nothing={connect.none}
      choices={found.map(({ choice }) => choice)}
      onChoose={(key) => {
        found.find(({ choice }) => choice.key === key)?.connect(actions)
        onClose()
      }}
      onClose={onClose}
    />
  )
}

interface Found {
  choice: Choice
  connect: (actions: CanvasActions) => void
}

/** Inputs of later cards, the nearest first. */
function inputsFor(
  from: ConnectFrom & { reference: string },
  flow: Flow,
  cards: readonly CardModel[],
): Found[] {
  const kind = outputsOf(cards).find(({ field }) => field.reference === from.reference)?.field.kind ?? 'any'
  const whyNot = acceptance(flow, { reference: from.reference, path: from.card, kind })
  return cards.flatMap((card) =>
    card.inputs.flatMap((field): Found[] => {
      const { place } = field
      const reason = whyNot({ path: card.path, kind: field.kind })
      if (place === null || reason === canvasTexts.connect.later || reason === canvasTexts.connect.itself)
        return []
      return [
        {
          choice: {
            key: `${card.path} ${field.key}`,
            label: `${card.title} › ${field.label}`,
            hint: field.source === null ? '' : canvasTexts.connect.filled(describeSource(field.source)),
            mark: <KindMark kind={field.kind} />,
            refused: reason,
          },
          connect: (actions) => actions.connect(from.reference, { card: card.path, place }),
        },
      ]
    }),
  )
}

/** Outputs that the input sees, those of the nearest card first, the trigger's last. */
function outputsFor(
  from: ConnectFrom & { place: readonly string[] },
  flow: Flow,
  cards: readonly CardModel[],
): Found[] {
  const kind =
    cards
      .find(({ path }) => path === from.card)
      ?.inputs.find(({ place }) => place?.join('\n') === from.place.join('\n'))?.kind ?? 'any'
  return [...Map.groupBy(outputsOf(cards), ({ card }) => card)].toReversed().flatMap(([card, outputs]) =>
    outputs.flatMap(({ field }): Found[] => {
      const { reference } = field
      if (reference === null) return []
      const reason = acceptance(flow, { reference, path: card.path, kind: field.kind })({
        path: from.card,
        kind,
      })
      if (reason === canvasTexts.connect.later || reason === canvasTexts.connect.itself) return []
      return [
        {
          choice: {
            key: reference,
            label: `${card.title} › ${field.label}`,
            hint: reference,
            mark: <KindMark kind={field.kind} />,
            refused: reason,
          },
          connect: (actions) => actions.connect(reference, { card: from.card, place: from.place }),
        },
      ]
    }),
  )
}

function outputsOf(cards: readonly CardModel[]): { card: CardModel; field: Field }[] {
  return cards.flatMap((card) => card.outputs.map((field) => ({ card, field })))
}
