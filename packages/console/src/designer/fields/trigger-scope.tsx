import { useMemo, type ReactNode } from 'react'
import type { Trigger } from '@keyway/engine'
import { sourcesOfTrigger } from '../editing/scope.ts'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'
import { FormScopeContext, type FormScope } from './form-scope.ts'

/** Fields inside take their values from what starts the flow. */
export function TriggerScope({ trigger, children }: { trigger: Trigger; children: ReactNode }) {
  const designer = useDesigner()
  const against = useDesignerState((state) => state.against)
  const samples = useDesignerState((state) => state.samples)
  const scope = useMemo<FormScope>(
    () => ({
      key: 'trigger',
      flowId: designer.flowId,
      sources: against === null ? [] : sourcesOfTrigger(trigger, against.surroundings.catalog, samples),
    }),
    [designer, against, samples, trigger],
  )
  return <FormScopeContext value={scope}>{children}</FormScopeContext>
}
