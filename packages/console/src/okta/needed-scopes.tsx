import { Stack, Table, Text } from '@mantine/core'
import { Link } from 'react-router'
import { flows } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import type { Connection } from '../connections/connections-page.tsx'
import { wizardTexts } from '../texts/okta-wizard.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'

const texts = wizardTexts.scopes

export interface NeededScopesProps {
  connection: Connection
  /** False where it signs in with a token, which has none. */
  hasScopes: boolean
}

/** Which rights flows that are bound to a connection need, each with who needs it, and those that Keyway needs itself. */
export function NeededScopes({ connection, hasScopes }: NeededScopesProps) {
  const list = useAnswer(flows.listFlowUses)
  if (list.isPending) return <RowsSkeleton rows={3} />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  const needed = new Map<string, { id: string; name: string }[]>(
    Object.keys(texts.keyway).map((scope) => [scope, []]),
  )
  for (const flow of list.data.items) {
    for (const { connectionId, scopes } of flow.connections) {
      if (connectionId !== connection.id) continue
      for (const scope of scopes) needed.set(scope, [...(needed.get(scope) ?? []), flow])
    }
  }
  const all = [...needed].toSorted(([a], [b]) => a.localeCompare(b))
  return (
    <Stack gap="md">
      <Text size="sm">{hasScopes ? texts.lead : texts.tokenNote}</Text>
      <TableFrame>
        <Table verticalSpacing="xs" horizontalSpacing="md" aria-label={texts.list}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.columns.scope}</Table.Th>
              <Table.Th>{texts.columns.why}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map(([scope, users]) => (
              <Table.Tr key={scope}>
                <Table.Td>
                  <code>{scope}</code>
                </Table.Td>
                <Table.Td>
                  {isOwn(scope) ? <div>{texts.keyway[scope]}</div> : null}
                  {users.map(({ id, name }) => (
                    <div key={id}>
                      <Link to={`/flows/${id}`} className="kw-link">
                        {name}
                      </Link>
                    </div>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
      {hasScopes ? <CopyField label={texts.copy} value={all.map(([scope]) => scope).join(' ')} /> : null}
    </Stack>
  )
}

function isOwn(scope: string): scope is keyof typeof texts.keyway {
  return Object.hasOwn(texts.keyway, scope)
}
