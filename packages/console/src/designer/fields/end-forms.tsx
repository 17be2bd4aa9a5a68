import { Checkbox, SegmentedControl, Select, Stack } from '@mantine/core'
import type { ContinueIfStep, FailStep, RespondStep, ReturnStep } from '@keyway/engine'
import { stepTexts } from '../../texts/designer-steps.ts'
import { getStep } from '../editing/places.ts'
import { useDesignerState } from '../model/use-designer.tsx'
import { ConditionField } from './condition-field.tsx'
import { useFormScope, useSet, type StepFormProps } from './form-scope.ts'
import { ValueField } from './value-field.tsx'

const object = { type: 'object' }
const text = { type: 'string', 'x-multiline': true }

/** Which step around this one it ends; none: the flow. */
function FromField({ value }: { value: string | undefined }) {
  const set = useSet()
  const { key } = useFormScope()
  const flow = useDesignerState((state) => state.flow)
  const { parents } = getStep(flow, key)
  const around = parents.flatMap((parent) => {
    const { step } = getStep(flow, parent)
    return step.id === undefined ? [] : [step.id]
  })
  const known = value === undefined || around.includes(value) ? around : [value, ...around]
  if (known.length === 0) return null
  return (
    <Select
      label={stepTexts.from}
      description={stepTexts.fromHelp}
      data={[
        { value: '', label: stepTexts.wholeFlow },
        ...known.toReversed().map((id) => ({ value: id, label: stepTexts.fromStep(id) })),
      ]}
      value={value ?? ''}
      onChange={(next) => set(['from'], next === '' || next === null ? undefined : next)}
      allowDeselect={false}
    />
  )
}

export function ReturnForm({ step }: StepFormProps<ReturnStep>) {
  const set = useSet()
  return (
    <Stack gap={16}>
      <ValueField
        label={stepTexts.results}
        description={stepTexts.resultsHelp}
        schema={object}
        value={step.return}
        onChange={(value) => set(['return'], value ?? {})}
        place={['return']}
      />
      <FromField value={step.from} />
    </Stack>
  )
}

export function ContinueIfForm({ step }: StepFormProps<ContinueIfStep>) {
  const set = useSet()
  return (
    <Stack gap={16}>
      <ConditionField
        label={stepTexts.continueIf}
        value={step.continueIf}
        place={['continueIf']}
        onChange={(value) => set(['continueIf'], value)}
      />
      <ValueField
        label={stepTexts.message}
        description={stepTexts.continueMessage}
        schema={text}
        value={step.message}
        onChange={(value) => set(['message'], value)}
        place={['message']}
      />
      <FromField value={step.from} />
    </Stack>
  )
}

export function FailForm({ step }: StepFormProps<FailStep>) {
  const set = useSet()
  const { key } = useFormScope()
  const flow = useDesignerState((state) => state.flow)
  const tries = getStep(flow, key).parents.flatMap((parent) => {
    const { step: around } = getStep(flow, parent)
    return 'try' in around && around.id !== undefined ? [around.id] : []
  })
  const { fail } = step
  const isAgain = 'from' in fail
  const [nearest] = tries.toReversed()
  return (
    <Stack gap={16}>
      {isAgain || nearest !== undefined ? (
        <SegmentedControl
          aria-label={stepTexts.whichError}
          data={[
            { value: 'new', label: stepTexts.newError },
            { value: 'again', label: stepTexts.caughtError },
          ]}
          value={isAgain ? 'again' : 'new'}
          onChange={(value) => set(['fail'], value === 'again' ? { from: nearest ?? '' } : { message: '' })}
        />
      ) : null}
      {isAgain ? (
        <Select
          label={stepTexts.caughtBy}
          data={[...new Set([...tries, fail.from])]}
          value={fail.from}
          onChange={(value) => set(['fail', 'from'], value ?? fail.from)}
          allowDeselect={false}
        />
      ) : (
        <>
          <ValueField
            label={stepTexts.errorMessage}
            schema={text}
            value={fail.message}
            onChange={(value) => set(['fail', 'message'], value ?? '')}
            place={['fail', 'message']}
            isRequired
          />
          <ValueField
            label={stepTexts.statusCode}
            schema={{ type: 'integer' }}
            value={fail.statusCode}
            onChange={(value) => set(['fail', 'statusCode'], value)}
            place={['fail', 'statusCode']}
          />
          <ValueField
            label={stepTexts.details}
            schema={object}
            value={fail.details}
            onChange={(value) => set(['fail', 'details'], value)}
            place={['fail', 'details']}
          />
        </>
      )}
      <Checkbox
        label={stepTexts.onlyWhen}
        checked={step.when !== undefined}
        onChange={({ currentTarget }) => set(['when'], currentTarget.checked ? { all: [] } : undefined)}
      />
      {step.when === undefined ? null : (
        <ConditionField
          label={stepTexts.when}
          value={step.when}
          place={['when']}
          onChange={(value) => set(['when'], value)}
        />
      )}
    </Stack>
  )
}

export function RespondForm({ step }: StepFormProps<RespondStep>) {
  const set = useSet()
  const { status, headers, body } = step.respond
  return (
    <Stack gap={16}>
      <ValueField
        label={stepTexts.status}
        schema={{ type: 'integer', default: 200 }}
        value={status}
        onChange={(value) => set(['respond', 'status'], value)}
        place={['respond', 'status']}
      />
      <ValueField
        label={stepTexts.headers}
        schema={object}
        value={headers}
        onChange={(value) => set(['respond', 'headers'], value)}
        place={['respond', 'headers']}
      />
      <ValueField
        label={stepTexts.body}
        value={body}
        onChange={(value) => set(['respond', 'body'], value)}
        place={['respond', 'body']}
      />
      <Checkbox
        label={stepTexts.goOn}
        checked={step.then === 'continue'}
        onChange={({ currentTarget }) => set(['then'], currentTarget.checked ? 'continue' : undefined)}
      />
    </Stack>
  )
}
