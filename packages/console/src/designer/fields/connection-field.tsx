import { Autocomplete, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { connections, flows } from '@keyway/api'
import { namedConnections, type Path } from '@keyway/engine'
import { useAnswer, useSend } from '../../app/requests.ts'
import { ConnectionSelect } from '../../flows/bindings.tsx'
import { stepTexts } from '../../texts/designer-steps.ts'
import { Problem } from '../../ui/problem.tsx'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'
import { useProblemsAt } from './form-scope.ts'

export interface ConnectionFieldProps {
  connector: string
  /** Title of the connector. */
  title: string
  value: string | undefined
  place: Path
  onChange: (name: string | undefined) => void
}

/** What the flow calls the account, and which account that is here. */
export function ConnectionField({ connector, title, value, place, onChange }: ConnectionFieldProps) {
  const designer = useDesigner()
  const flow = useDesignerState((state) => state.flow)
  const against = useDesignerState((state) => state.against)
  const problems = useProblemsAt(place)
  const stored = useAnswer(connections.listConnections)
  const bind = useSend(flows.bindConnections, [flows.getFlow, flows.listFlows, connections.listConnections])
  const names = useMemo(() => {
    const used = against === null ? [] : namedConnections(flow, against.surroundings.catalog)
    const own = (stored.data?.items ?? [])
      .filter((one) => one.connector === connector)
      .map(({ name }) => name)
    return [
      ...new Set([...used.filter((one) => one.connector === connector).map(({ name }) => name), ...own]),
    ]
  }, [flow, against, stored.data, connector])
  const binding = against?.bindings.find(({ name }) => name === value)
  return (
    <Stack gap={8}>
      <Autocomplete
        label={stepTexts.connection(title)}
        description={stepTexts.connectionHelp}
        data={names}
        value={value ?? ''}
        onChange={(name) => onChange(name === '' ? undefined : name)}
        error={problems[0]?.message ?? null}
        maxLength={200}
        spellCheck={false}
      />
      {value === undefined || binding === undefined ? null : (
        <ConnectionSelect
          label={stepTexts.boundTo(value)}
          connector={connector}
          value={binding.connectionId}
          onChange={(chosen) =>
            bind.mutate({ params: { flowId: designer.flowId }, body: { bindings: { [value]: chosen } } })
          }
        />
      )}
      {bind.error === null ? null : <Problem error={bind.error} />}
    </Stack>
  )
}
