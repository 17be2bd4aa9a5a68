import { ActionIcon, SegmentedControl, Stack, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { stripTexts } from '../../texts/strip.ts'
import { stepTexts } from '../../texts/designer-steps.ts'
import { CardDetails, DetailsPanel } from '../../strip/details-panel.tsx'
import { triggerPath } from '../../strip/model.ts'
import { useStrip, type PanelProps } from '../../strip/strip-context.ts'
import stripClasses from '../../strip/strip.module.css'
import { useKeys } from '../../strip/use-keys.ts'
import { placesOf, type PlacedStep } from '../editing/places.ts'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'
import { FormScopeContext, useSources, type FormScope } from './form-scope.ts'
import { StepForm } from './step-form.tsx'
import { StepNames } from './step-names.tsx'
import { StepProblems } from './step-problems.tsx'

/** The form of the step whose card is open; outputs and the trigger are shown as they are where nothing is edited. */
export function StepPanel(props: PanelProps) {
  const flow = useDesignerState((state) => state.flow)
  const placed = placesOf(flow).byPath.get(props.card.path)
  if (placed === undefined || props.card.path === triggerPath || props.value?.side === 'output')
    return <DetailsPanel {...props} />
  return <Form {...props} placed={placed} />
}

function Form({ card, value, onClose, placed }: PanelProps & { placed: PlacedStep }) {
  const designer = useDesigner()
  const { painting } = useStrip()
  const panel = useRef<HTMLElement>(null)
  const [shown, setShown] = useState<'form' | 'run'>('form')
  const sources = useSources(placed.key, false)
  const scope = useMemo<FormScope>(
    () => ({ key: placed.key, flowId: designer.flowId, sources }),
    [placed.key, designer, sources],
  )
  useKeys(panel, (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose()
  })

  // A pill of the card leads to the field of that input.
  const wanted = value?.side === 'input' ? value.key : null
  useEffect(() => {
    if (wanted === null) return
    const { step } = placed
    const field =
      'use' in step || 'call' in step ? ['with', wanted] : 'return' in step ? ['return', wanted] : [wanted]
    designer.goTo(placed.key, field)
    // eslint-disable-next-line react/exhaustive-deps -- once for each pill that was opened, not for each edit
  }, [wanted, placed.key, designer])

  return (
    <aside className={stripClasses['panel']} aria-label={stepTexts.panel(card.title)} ref={panel}>
      <div className={stripClasses['panelHead']}>
        <div>
          <Text size="xs" c="var(--kw-text-soft)">
            {card.app}
          </Text>
          <h2 className={stripClasses['panelTitle']} tabIndex={-1}>
            {card.title}
          </h2>
        </div>
        <Tooltip label={stripTexts.closePanel}>
          <ActionIcon onClick={onClose} aria-label={stripTexts.closePanel}>
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={stripClasses['panelBody']}>
        <Stack gap={16}>
          {painting === null ? null : (
            <SegmentedControl
              size="xs"
              aria-label={stepTexts.show}
              data={[
                { value: 'form', label: stepTexts.showForm },
                { value: 'run', label: stepTexts.showRun },
              ]}
              value={shown}
              onChange={(next) => setShown(next === 'run' ? 'run' : 'form')}
            />
          )}
          {shown === 'run' && painting !== null ? (
            <CardDetails card={card} />
          ) : (
            <FormScopeContext value={scope}>
              <StepProblems />
              <StepForm key={placed.key} step={placed.step} />
              <StepNames key={`${placed.key} names`} placed={placed} />
            </FormScopeContext>
          )}
        </Stack>
      </div>
    </aside>
  )
}
