import { NumberInput, Select, Stack } from '@mantine/core'
import type { ForEachStep, RepeatStep, StreamStep, Value } from '@keyway/engine'
import { stepTexts } from '../../texts/designer-steps.ts'
import { useUsedCards } from '../model/use-used-cards.ts'
import { useAskedAction } from './card-form.tsx'
import { ConditionField } from './condition-field.tsx'
import { ConnectionField } from './connection-field.tsx'
import {
  FormScopeContext,
  useFormScope,
  useProblemsAt,
  useSet,
  useSources,
  type StepFormProps,
} from './form-scope.ts'
import { InputFields } from './input-fields.tsx'
import { Section } from './section.tsx'
import { ValueField } from './value-field.tsx'

type LoopStep = ForEachStep | StreamStep | RepeatStep

const list = { type: 'array', items: {} }
const number = { type: 'integer' }

/** A loop: over what, how many turns at once, and what comes out of them. */
export function LoopForm({ step }: StepFormProps<LoopStep>) {
  const set = useSet()
  const isSequential = !('repeat' in step) && (step.first !== undefined || step.next !== undefined)
  return (
    <Stack gap={16}>
      {'stream' in step ? <StreamFields step={step} /> : <SourceField step={step} />}
      {'repeat' in step ? null : <GatherFields step={step} />}
      <Section title={stepTexts.turns}>
        <Stack gap={10}>
          <NumberInput
            label={stepTexts.concurrency}
            description={isSequential ? stepTexts.oneAfterTheOther : stepTexts.concurrencyHelp}
            value={step.concurrency ?? 1}
            min={1}
            max={200}
            allowDecimal={false}
            disabled={isSequential}
            onChange={(value) =>
              set(['concurrency'], Number(value) > 1 ? Math.min(200, Number(value)) : undefined)
            }
          />
          <Select
            label={stepTexts.onItemError}
            data={(['stop', 'ignore'] as const).map((value) => ({
              value,
              label: stepTexts.itemErrors[value],
            }))}
            value={step.onItemError ?? 'stop'}
            onChange={(value) => set(['onItemError'], value === 'ignore' ? 'ignore' : undefined)}
            allowDeselect={false}
          />
        </Stack>
      </Section>
    </Stack>
  )
}

const forEachPlace = ['forEach']
const repeatPlace = ['repeat']

function SourceField({ step }: StepFormProps<ForEachStep | RepeatStep>) {
  const set = useSet()
  return 'repeat' in step ? (
    <ValueField
      label={stepTexts.times}
      schema={number}
      value={step.repeat}
      onChange={(value) => set(repeatPlace, value ?? 1)}
      place={repeatPlace}
    />
  ) : (
    <ValueField
      label={stepTexts.items}
      schema={list}
      value={step.forEach}
      onChange={(value) => set(forEachPlace, value ?? [])}
      place={forEachPlace}
      isRequired
    />
  )
}

const streamUse = ['stream', 'use']
const streamConnection = ['stream', 'connection']
const streamWith = ['stream', 'with']

function StreamFields({ step }: StepFormProps<StreamStep>) {
  const set = useSet()
  const cards = useUsedCards()
  const problems = useProblemsAt(streamUse)
  const { use, connection, with: values = {}, pageSize } = step.stream
  const card = cards.get(use)
  const action = useAskedAction(use, connection)
  const paged = [...cards.values()].filter(({ isPaged }) => isPaged)
  return (
    <Stack gap={14}>
      <Select
        label={stepTexts.lister}
        description={stepTexts.listerHelp}
        data={paged.map(({ id, title, connector }) => ({
          value: id,
          label: `${title} (${connector?.title ?? ''})`,
        }))}
        value={use === '' ? null : use}
        onChange={(value) => set(['stream'], { use: value ?? '' })}
        error={problems[0]?.message ?? null}
        searchable
      />
      {card?.connector?.needsAccount === true ? (
        <ConnectionField
          connector={card.connector.id}
          title={card.connector.title}
          value={connection}
          place={streamConnection}
          onChange={(name) => set(streamConnection, name)}
        />
      ) : null}
      {card === undefined ? null : (
        <InputFields schema={card.input} values={values} place={streamWith} action={action} />
      )}
      <NumberInput
        label={stepTexts.pageSize}
        value={pageSize ?? ''}
        placeholder="200"
        min={1}
        max={10_000}
        allowDecimal={false}
        onChange={(value) => set(['stream', 'pageSize'], value === '' ? undefined : Number(value))}
      />
    </Stack>
  )
}

const gathers = ['nothing', 'collect', 'keep', 'first', 'memo'] as const
type Gather = (typeof gathers)[number]

function gatherOf({ collect, keep, first, next }: ForEachStep | StreamStep): Gather {
  if (collect !== undefined) return 'collect'
  if (keep !== undefined) return 'keep'
  if (first !== undefined) return 'first'
  return next === undefined ? 'nothing' : 'memo'
}

/** What a loop has for each kind of result. */
function partsFor(kind: Gather, item: Value): Partial<ForEachStep> {
  switch (kind) {
    case 'nothing':
      return {}
    case 'collect':
      return { collect: item }
    case 'keep':
      return { keep: { all: [] } }
    case 'first':
      return { first: { all: [] } }
    case 'memo':
      return { memo: 0, next: item }
  }
}

function GatherFields({ step }: StepFormProps<ForEachStep | StreamStep>) {
  const set = useSet()
  const scope = useFormScope()
  const atEnd = useSources(scope.key, true)
  const kind = gatherOf(step)
  const change = (next: Gather): void => {
    const { collect: _c, keep: _k, first: _f, memo: _m, next: _n, concurrency, ...rest } = step
    const isSequential = next === 'first' || next === 'memo'
    const atOnce = isSequential || concurrency === undefined ? {} : { concurrency }
    set([], { ...rest, ...atOnce, ...partsFor(next, { ref: `${step.id}.item` }) })
  }
  return (
    <Section title={stepTexts.result}>
      <Stack gap={10}>
        <Select
          label={stepTexts.gather}
          data={gathers.map((value) => ({ value, label: stepTexts.gathers[value] }))}
          value={kind}
          onChange={(value) => change(gathers.find((one) => one === value) ?? kind)}
          allowDeselect={false}
        />
        {step.memo === undefined ? null : (
          <ValueField
            label={stepTexts.memo}
            value={step.memo}
            onChange={(value) => set(memoPlace, value ?? null)}
            place={memoPlace}
          />
        )}
        <FormScopeContext value={{ ...scope, sources: atEnd }}>
          {step.collect === undefined ? null : (
            <ValueField
              label={stepTexts.collect}
              value={step.collect}
              onChange={(value) => set(collectPlace, value ?? null)}
              place={collectPlace}
            />
          )}
          {step.next === undefined ? null : (
            <ValueField
              label={stepTexts.next}
              value={step.next}
              onChange={(value) => set(nextPlace, value ?? null)}
              place={nextPlace}
            />
          )}
          {step.keep === undefined ? null : (
            <ConditionField
              label={stepTexts.keep}
              value={step.keep}
              place={keepPlace}
              onChange={(value) => set(keepPlace, value)}
            />
          )}
          {step.first === undefined ? null : (
            <ConditionField
              label={stepTexts.first}
              value={step.first}
              place={firstPlace}
              onChange={(value) => set(firstPlace, value)}
            />
          )}
        </FormScopeContext>
      </Stack>
    </Section>
  )
}

const memoPlace = ['memo']
const collectPlace = ['collect']
const nextPlace = ['next']
const keepPlace = ['keep']
const firstPlace = ['first']
