import { Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { labelOfStep } from '@keyway/engine'
import { designerTexts } from '../../texts/designer.ts'
import { stepTexts } from '../../texts/designer-steps.ts'
import { explainId, renameStep } from '../editing/ids.ts'
import type { PlacedStep } from '../editing/places.ts'
import { setAt } from '../editing/values.ts'
import { useDesigner } from '../model/use-designer.tsx'
import { useSet } from './form-scope.ts'
import { Section } from './section.tsx'

/** What a step is called by people, and by references, which follow when it changes. */
export function StepNames({ placed }: { placed: PlacedStep }) {
  const { step } = placed
  const set = useSet()
  if ('note' in step) return null
  const { title: _, ...untitled } = step
  return (
    <Section title={stepTexts.names}>
      <Stack gap={10}>
        <TextInput
          label={stepTexts.title}
          placeholder={labelOfStep(untitled)}
          value={step.title ?? ''}
          onChange={({ currentTarget: { value } }) => set(['title'], value === '' ? undefined : value)}
          maxLength={300}
        />
        <IdField placed={placed} />
      </Stack>
    </Section>
  )
}

/** The id is taken over when the field is left, and only if it can be one. */
function IdField({ placed: { key, step } }: { placed: PlacedStep }) {
  const designer = useDesigner()
  const { id = '' } = step
  const [typed, setTyped] = useState<string | null>(null)
  const wanted = typed ?? id
  const mayBeEmpty = !('use' in step || 'do' in step || 'unsupported' in step)
  const problem =
    typed === null || typed === id || (typed === '' && mayBeEmpty)
      ? null
      : explainId(designer.getState().flow, key, typed)
  const finish = (): void => {
    setTyped(null)
    if (typed === null || typed === id || problem !== null) return
    const told = { label: designerTexts.done.renamed(id, typed), group: null }
    if (typed === '') designer.edit(told, (flow) => setAt(flow, { step: key, path: ['id'] }, undefined))
    else designer.edit(told, (flow) => renameStep(flow, key, typed))
  }
  return (
    <TextInput
      label={stepTexts.id}
      description={stepTexts.idHelp}
      value={wanted}
      error={problem === null ? null : stepTexts.idProblems[problem]}
      onChange={({ currentTarget }) => setTyped(currentTarget.value.trim())}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
        if (event.key !== 'Escape' || typed === null) return
        event.preventDefault()
        event.stopPropagation()
        setTyped(null)
      }}
      maxLength={100}
      spellCheck={false}
      autoComplete="off"
      classNames={{ input: 'kw-mono' }}
    />
  )
}
