import { Select, Stack } from '@mantine/core'
import type { AnswerField, Approval, FormInput, WaitStep } from '@keyway/engine'
import { stepTexts } from '../../texts/designer-steps.ts'
import { InputsEditor } from '../../trigger/inputs-editor.tsx'
import { useSet, type StepFormProps } from './form-scope.ts'
import { Section } from './section.tsx'
import { ValueField } from './value-field.tsx'

const kinds = ['seconds', 'until', 'approval', 'answer'] as const
type WaitKind = (typeof kinds)[number]

const fresh: Readonly<Record<WaitKind, WaitStep['wait']>> = {
  seconds: { seconds: 60 },
  until: { until: '' },
  approval: { approval: { question: '' } },
  answer: { answer: { question: '', fields: [{ key: 'answer', required: true }] } },
}

/** What a step waits for: a time, a moment, or a person. */
export function WaitForm({ step }: StepFormProps<WaitStep>) {
  const set = useSet()
  const { wait } = step
  const kind = kinds.find((one) => one in wait) ?? 'seconds'
  const change = (next: WaitKind): void => {
    // What one person is asked can be asked as the other, too.
    if ('approval' in wait && next === 'answer') {
      set(['wait'], { answer: { ...wait.approval, fields: [{ key: 'answer', required: true }] } })
    } else if ('answer' in wait && next === 'approval') {
      const { fields: _, ...approval } = wait.answer
      set(['wait'], { approval })
    } else set(['wait'], fresh[next])
  }
  return (
    <Stack gap={16}>
      <Select
        label={stepTexts.waitFor}
        data={kinds.map((value) => ({ value, label: stepTexts.waits[value] }))}
        value={kind}
        onChange={(value) => change(kinds.find((one) => one === value) ?? kind)}
        allowDeselect={false}
      />
      {'seconds' in wait ? (
        <ValueField
          label={stepTexts.seconds}
          schema={{ type: 'number' }}
          value={wait.seconds}
          onChange={(value) => set(['wait', 'seconds'], value ?? 0)}
          place={['wait', 'seconds']}
          isRequired
        />
      ) : null}
      {'until' in wait ? (
        <ValueField
          label={stepTexts.until}
          schema={{ type: 'string', format: 'date-time' }}
          value={wait.until}
          onChange={(value) => set(['wait', 'until'], value ?? '')}
          place={['wait', 'until']}
          isRequired
        />
      ) : null}
      {'approval' in wait ? <ApprovalFields approval={wait.approval} kind="approval" /> : null}
      {'answer' in wait ? (
        <>
          <ApprovalFields approval={wait.answer} kind="answer" />
          <Section title={stepTexts.answerFields}>
            <InputsEditor
              inputs={wait.answer.fields}
              use="form"
              onChange={(inputs) => set(['wait', 'answer', 'fields'], inputs.map(toAnswerField))}
            />
          </Section>
        </>
      ) : null}
    </Stack>
  )
}

const answerTypes = ['text', 'number', 'boolean', 'date'] as const

function toAnswerField({ key, title, type, required, options }: FormInput): AnswerField {
  const known = answerTypes.find((one) => one === type)
  return {
    key,
    ...(title === undefined ? {} : { title }),
    ...(known === undefined ? {} : { type: known }),
    ...(required === undefined ? {} : { required }),
    ...(options === undefined ? {} : { options }),
  }
}

const text = { type: 'string', 'x-multiline': true }

function ApprovalFields({ approval, kind }: { approval: Approval; kind: 'approval' | 'answer' }) {
  const set = useSet()
  const at = (name: keyof Approval) => ['wait', kind, name]
  return (
    <>
      <ValueField
        label={stepTexts.question}
        schema={text}
        value={approval.question}
        onChange={(value) => set(at('question'), value ?? '')}
        place={at('question')}
        isRequired
      />
      <ValueField
        label={stepTexts.questionDetails}
        description={stepTexts.questionDetailsHelp}
        value={approval.details}
        onChange={(value) => set(at('details'), value)}
        place={at('details')}
      />
      <ValueField
        label={stepTexts.approvers}
        description={stepTexts.approversHelp}
        schema={{ type: 'array', items: { type: 'string' } }}
        value={approval.approvers}
        onChange={(value) => set(at('approvers'), value)}
        place={at('approvers')}
      />
      <ValueField
        label={stepTexts.within}
        description={stepTexts.withinHelp}
        schema={{ type: 'integer' }}
        value={approval.withinSeconds}
        onChange={(value) => set(at('withinSeconds'), value)}
        place={at('withinSeconds')}
      />
    </>
  )
}
