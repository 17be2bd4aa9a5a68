import { Stack, Text, Textarea } from '@mantine/core'
import type { NoteStep, Step } from '@keyway/engine'
import { stepTexts } from '../../texts/designer-steps.ts'
import { IfForm, SwitchForm } from './branch-forms.tsx'
import { CallForm } from './call-form.tsx'
import { CardForm } from './card-form.tsx'
import { ContinueIfForm, FailForm, RespondForm, ReturnForm } from './end-forms.tsx'
import { useSet, type StepFormProps } from './form-scope.ts'
import { LoopForm } from './loop-form.tsx'
import { ValueField } from './value-field.tsx'
import { WaitForm } from './wait-form.tsx'

/** What a step of any kind asks for. */
export function StepForm({ step }: StepFormProps<Step>) {
  if ('use' in step) return <CardForm step={step} />
  if ('if' in step) return <IfForm step={step} />
  if ('switch' in step) return <SwitchForm step={step} />
  if ('try' in step) return <Text size="sm">{stepTexts.tryHelp(step.id)}</Text>
  if ('do' in step) return <LoopForm step={step} />
  if ('call' in step) return <CallForm step={step} />
  if ('return' in step) return <ReturnForm step={step} />
  if ('continueIf' in step) return <ContinueIfForm step={step} />
  if ('fail' in step) return <FailForm step={step} />
  if ('respond' in step) return <RespondForm step={step} />
  if ('wait' in step) return <WaitForm step={step} />
  if ('note' in step) return <NoteForm step={step} />
  const { card, reason, with: kept = {} } = step.unsupported
  return (
    <Stack gap={12}>
      <Text size="sm">{stepTexts.unsupported(card, reason)}</Text>
      <ValueField
        label={stepTexts.keptInputs}
        schema={{ type: 'object' }}
        value={kept}
        onChange={() => undefined}
        place={null}
      />
    </Stack>
  )
}

/** Text between cards. */
function NoteForm({ step }: StepFormProps<NoteStep>) {
  const set = useSet()
  return (
    <Textarea
      label={stepTexts.note}
      value={step.note}
      onChange={({ currentTarget }) => set(['note'], currentTarget.value)}
      autosize
      minRows={4}
      maxRows={20}
      maxLength={50_000}
    />
  )
}
