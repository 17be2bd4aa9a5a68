import { Autocomplete, Checkbox, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { flows } from '@keyway/api'
import { shapeOfTrigger, type CallStep } from '@keyway/engine'
import { useAnswer } from '../../app/requests.ts'
import { stepTexts } from '../../texts/designer-steps.ts'
import { isObject } from '../../values/kind.ts'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'
import { useProblemsAt, useSet, type StepFormProps } from './form-scope.ts'
import { InputFields } from './input-fields.tsx'
import { ValueField } from './value-field.tsx'

const callPlace = ['call']
const withPlace = ['with']

/** Which helper flow is called, and with what. */
export function CallForm({ step }: StepFormProps<CallStep>) {
  const set = useSet()
  const designer = useDesigner()
  const problems = useProblemsAt(callPlace)
  const list = useAnswer(flows.listFlows)
  const helpers = (list.data?.items ?? []).filter(
    ({ kind, id }) => kind === 'helper' && id !== designer.flowId,
  )
  const called = helpers.find(({ id, name }) => id === step.call || name === step.call)
  const against = useDesignerState((state) => state.against)
  const [document] = against?.surroundings.findHelpers(step.call) ?? []
  const shape =
    document === undefined || against === null
      ? undefined
      : shapeOfTrigger(document.trigger, against.surroundings.catalog)
  return (
    <Stack gap={16}>
      <Autocomplete
        label={stepTexts.helper}
        description={stepTexts.helperHelp}
        data={[...new Set(helpers.map(({ name }) => name))]}
        value={called?.name ?? step.call}
        onChange={(name) => set(callPlace, name)}
        error={problems[0]?.message ?? null}
        maxLength={300}
        withAsterisk
      />
      {called === undefined ? null : (
        <Text size="xs">
          <Link to={`/flows/${called.id}`} className="kw-link">
            {stepTexts.openHelper}
          </Link>
        </Text>
      )}
      {isObject(shape) ? (
        <InputFields schema={shape} values={step.with ?? {}} place={withPlace} action={null} />
      ) : (
        <ValueField
          label={stepTexts.helperInputs}
          schema={{ type: 'object' }}
          value={step.with ?? {}}
          onChange={(value) => set(withPlace, value)}
          place={withPlace}
        />
      )}
      <Checkbox
        label={stepTexts.async}
        description={stepTexts.asyncHelp}
        checked={step.async === true}
        onChange={({ currentTarget }) => set(['async'], currentTarget.checked ? true : undefined)}
      />
    </Stack>
  )
}
