import { Badge, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Flow, FlowChange, Step } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { CardMark } from '../../strip/card-mark.tsx'
import { describeSource } from '../../strip/describe-source.ts'
import { describeStep } from '../../strip/describe-step.ts'
import { describeTrigger } from '../../strip/describe-trigger.ts'
import { humanise } from '../../strip/fields.ts'
import { noHelpers } from '../../strip/helper-shapes.ts'
import type { CardModel } from '../../strip/model.ts'
import { useCatalogIndex } from '../../strip/use-catalog.ts'
import { toValueSource } from '../../strip/value-source.ts'
import { versionTexts } from '../../texts/versions.ts'
import { toCopyText } from '../../values/preview.ts'
import { placesOf } from '../editing/places.ts'
import { withKeys } from '../editing/step-key.ts'
import { changedCards, type ChangedCard } from './changed-cards.ts'
import classes from './versions.module.css'

/** A card that stands alone. */
type DescribedCard = Omit<CardModel, 'key'>

export interface DiffCardsProps {
  before: Flow
  after: Flow
}

/** What is different between two documents of a flow: a card for each step that is, with its old and new values. */
export function DiffCards({ before, after }: DiffCardsProps) {
  const catalog = useCatalogIndex()
  const cards = useMemo(() => changedCards(before, after), [before, after])
  const documents = useMemo(() => ({ before: withKeys(before), after: withKeys(after) }), [before, after])
  if (cards.length === 0) return <Text size="sm">{versionTexts.same}</Text>
  const modelOf = ({ of, path, side }: ChangedCard): DescribedCard | null => {
    const place = { catalog, loops: [], isWhole: false, helpers: noHelpers }
    if (of === 'trigger') return describeTrigger(documents[side], place)
    const step = path === null ? undefined : placesOf(documents[side]).byPath.get(path)?.step
    return step === undefined || 'note' in step ? null : describeStep(step, path ?? '', place)
  }
  return (
    <ol className={classes['cards']} aria-label={versionTexts.changes(cards.length)}>
      {cards.map((card) => (
        <li key={card.key}>
          <DiffCard card={card} model={modelOf(card)} note={noteOf(card, documents)} />
        </li>
      ))}
    </ol>
  )
}

function noteOf({ path, side }: ChangedCard, documents: { before: Flow; after: Flow }): string | null {
  const step: Step | undefined = path === null ? undefined : placesOf(documents[side]).byPath.get(path)?.step
  return step !== undefined && 'note' in step ? step.note : null
}

const colors = { added: 'green', removed: 'red', moved: 'gray', changed: 'brass' } as const

function DiffCard({
  card,
  model,
  note,
}: {
  card: ChangedCard
  model: DescribedCard | null
  note: string | null
}) {
  const { kind, changes, of } = card
  const title = model?.title ?? (of === 'flow' ? versionTexts.settings : versionTexts.note)
  const values = changes.filter((change) => change.kind === 'changed')
  const told = changes.filter((change) => change.kind !== 'changed')
  const isWhole = kind === 'added' || kind === 'removed'
  return (
    <div
      role="group"
      className={classes['card']}
      data-kind={kind}
      aria-label={`${versionTexts.kinds[kind]}: ${title}`}
    >
      <div className={classes['cardHead']}>
        {model === null ? null : <CardMark use={model.use} tone={model.tone} />}
        <div className={classes['cardName']}>
          {model === null ? null : (
            <Text size="xs" c="var(--kw-text-soft)">
              {model.app}
            </Text>
          )}
          <Text size="sm" fw={620}>
            {title}
          </Text>
        </div>
        <Badge variant="light" color={colors[kind]}>
          {versionTexts.kinds[kind]}
        </Badge>
      </div>
      {note === null || !isWhole ? null : <Text size="sm">{note}</Text>}
      {told
        .filter((change) => change.kind === 'moved' || / in it$| around /.test(change.sentence))
        .map(({ sentence }) => (
          <Text key={sentence} size="sm">
            {sentence}.
          </Text>
        ))}
      {isWhole && model !== null && model.inputs.some(({ source }) => source !== null) ? (
        <dl className={classes['values']}>
          {model.inputs.flatMap(({ key, label, source }) =>
            source === null
              ? []
              : [
                  <div key={key} className={classes['value']}>
                    <dt>{label}</dt>
                    <dd>
                      <span className={classes[kind === 'added' ? 'new' : 'old']}>
                        {describeSource(source)}
                      </span>
                    </dd>
                  </div>,
                ],
          )}
        </dl>
      ) : null}
      {values.length === 0 ? null : (
        <dl className={classes['values']}>
          {values.map((change) => (
            <ValueChange key={JSON.stringify(change.field?.path)} change={change} />
          ))}
        </dl>
      )}
    </div>
  )
}

/** Where values of a step stand; their own names say enough. */
const holders: ReadonlySet<string | number> = new Set([
  'with',
  'return',
  'respond',
  'fail',
  'wait',
  'unsupported',
  'stream',
])

function ValueChange({ change: { field, sentence } }: { change: FlowChange }) {
  if (field === undefined) return null
  const { path, from, to } = field
  const names = path.length > 1 && holders.has(path[0] ?? '') ? path.slice(1) : path
  const name = names.map((part) => (typeof part === 'number' ? String(part + 1) : humanise(part))).join(' › ')
  return (
    <div className={classes['value']}>
      <dt>{name === '' ? sentence : name}</dt>
      <dd>
        <Shown value={from} as="old" />
        <Shown value={to} as="new" />
      </dd>
    </div>
  )
}

/** Long texts and structures as they are written, everything else in one line. */
function Shown({ value, as }: { value: Json | undefined; as: 'old' | 'new' }) {
  if (value === undefined) return null
  const source = toValueSource(value)
  const text = source.kind === 'structure' || isLarge(value) ? toCopyText(value) : describeWhole(value)
  const Tag = as === 'old' ? 'del' : 'ins'
  return <Tag className={classes[as]}>{text === '' ? versionTexts.emptyText : text}</Tag>
}

function isLarge(value: Json): boolean {
  return typeof value === 'object' && value !== null && !('ref' in value)
}

function describeWhole(value: Json): string {
  return typeof value === 'string' ? value : describeSource(toValueSource(value))
}
