import { Stack, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { catalog, flows, inventory } from '@keyway/api'
import { StateMark } from '../access/state-mark.tsx'
import { useAnswer } from '../app/requests.ts'
import { scopeTexts as texts } from '../texts/scopes.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import type { Connection } from './connections-page.tsx'
import { neededScopes, type NeededScope } from './needed-scopes.ts'

/** Which rights a connection needs on the other side: what each allows, who needs it, and whether it is there. */
export function ScopesTable({ connection }: { connection: Connection }) {
  const list = useAnswer(flows.listFlowUses)
  const known = useAnswer(catalog.getCatalog)
  const inventories = useAnswer(inventory.listInventories)
  if (list.isPending || known.isPending || inventories.isPending) return <RowsSkeleton rows={3} />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  if (known.isError) return <Problem error={known.error} onRetry={() => void known.refetch()} />
  if (inventories.isError) {
    return <Problem error={inventories.error} onRetry={() => void inventories.refetch()} />
  }
  const meaning = known.data.connectors.find(({ id }) => id === connection.connector)?.scopes ?? {}
  const all = neededScopes({
    connection,
    uses: list.data.items,
    inventories: inventories.data.items,
    own: connection.connector === 'okta' ? Object.keys(texts.keyway) : [],
  })
  const missing = all.filter(({ state }) => state === 'missing')
  const hasScopes = all.some(({ state }) => state !== 'unknown')
  return (
    <Stack gap="md">
      <Text size="sm">{hasScopes ? texts.lead : texts.tokenNote}</Text>
      <TableFrame>
        <Table verticalSpacing="xs" horizontalSpacing="md" aria-label={texts.list} miw={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.columns.scope}</Table.Th>
              <Table.Th>{texts.columns.why}</Table.Th>
              {hasScopes ? <Table.Th>{texts.columns.state}</Table.Th> : null}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map((needed) => (
              <Table.Tr key={needed.scope}>
                <Table.Td valign="top">
                  <code>{needed.scope}</code>
                  <Text size="xs" c="var(--kw-text-soft)">
                    {meaning[needed.scope] ?? null}
                  </Text>
                </Table.Td>
                <Table.Td valign="top">
                  <Reasons needed={needed} />
                </Table.Td>
                {hasScopes ? (
                  <Table.Td valign="top">
                    <State state={needed.state} />
                  </Table.Td>
                ) : null}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
      {missing.length === 0 ? null : (
        <CopyField label={texts.copyMissing} value={missing.map(({ scope }) => scope).join(' ')} />
      )}
      {hasScopes ? (
        <CopyField
          label={texts.copy}
          value={all.flatMap(({ scope, state }) => (state === 'unneeded' ? [] : [scope])).join(' ')}
        />
      ) : null}
    </Stack>
  )
}

/** The same as a part of a connection's page; nothing where the other side has no scopes that anybody needs. */
export function ScopesPanel({ connection }: { connection: Connection }) {
  const known = useAnswer(catalog.getCatalog)
  const connector = known.data?.connectors.find(({ id }) => id === connection.connector)
  const hasAny = connector?.actions.some(({ scopes }) => scopes.length > 0) ?? false
  if (!hasAny) return null
  return (
    <Panel title={texts.title}>
      <ScopesTable connection={connection} />
    </Panel>
  )
}

function Reasons({ needed: { scope, isOwn, flows: users, kinds } }: { needed: NeededScope }) {
  const own: ReactNode = isOwn && isKeyway(scope) ? <div>{texts.keyway[scope]}</div> : null
  return (
    <>
      {own}
      {kinds.length === 0 ? null : <div>{texts.inventory(kinds)}</div>}
      {users.map(({ id, name }) => (
        <div key={id}>
          <Link to={`/flows/${id}`} className="kw-link">
            {name}
          </Link>
        </div>
      ))}
      {isOwn || kinds.length > 0 || users.length > 0 ? null : texts.nobody}
    </>
  )
}

function State({ state }: { state: NeededScope['state'] }) {
  switch (state) {
    case 'there':
      return <StateMark tone="good">{texts.states.there}</StateMark>
    case 'missing':
      return <StateMark tone="bad">{texts.states.missing}</StateMark>
    case 'unneeded':
      return <StateMark tone="plain">{texts.states.unneeded}</StateMark>
    case 'unknown':
      return null
  }
}

function isKeyway(scope: string): scope is keyof typeof texts.keyway {
  return Object.hasOwn(texts.keyway, scope)
}
