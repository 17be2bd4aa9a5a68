import { Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { connections } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import type { Catalog } from '../strip/catalog-index.ts'
import { CardMark } from '../strip/card-mark.tsx'
import { connectionTexts } from '../texts/connections.ts'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { ConnectionForm } from './connection-form.tsx'
import classes from './connections.module.css'

export interface NewConnectionProps {
  connectors: Catalog['connectors']
}

/** First the system, then its fields; saving tests at once. */
export function NewConnection({ connectors }: NewConnectionProps) {
  const [search, setSearch] = useSearchParams()
  const connector = connectors.find((candidate) => candidate.id === search.get('connector'))
  const create = useSend(connections.createConnection, [connections.listConnections])
  const test = useSend(connections.testConnection, [connections.listConnections])
  const navigate = useNavigate()
  const [name, setName] = useState('')

  return (
    <Page
      title={connectionTexts.create}
      back={{ to: '/connections', label: connectionTexts.back }}
      lead={connector?.description}
    >
      {connector === undefined ? (
        <Panel title={connectionTexts.chooseTitle}>
          <div className={classes['choices']}>
            {connectors
              // Tables and other built-in connectors need no account.
              .filter((candidate) => Object.keys(candidate.connection['properties'] ?? {}).length > 0)
              .map((candidate) => (
                <UnstyledButton
                  key={candidate.id}
                  className={classes['choice'] ?? ''}
                  onClick={() => setSearch({ connector: candidate.id })}
                >
                  <CardMark use={candidate.id} tone="action" />
                  <span>
                    <Text component="span" fw={600} display="block">
                      {candidate.title}
                    </Text>
                    <Text component="span" size="sm" c="var(--kw-text-soft)">
                      {candidate.description}
                    </Text>
                  </span>
                </UnstyledButton>
              ))}
          </div>
        </Panel>
      ) : (
        <Panel title={connector.title}>
          <ConnectionForm
            key={connector.id}
            schema={connector.connection}
            name={name}
            namePlaceholder={connectionTexts.namePlaceholder(connector.id)}
            onName={setName}
            start={{}}
            secretsSet={[]}
            action={connectionTexts.createAction}
            isBusy={create.isPending || test.isPending}
            error={create.error}
            onSend={(values) =>
              create.mutate(
                { body: { name, connector: connector.id, values } },
                {
                  onSuccess: (made) =>
                    test.mutate(
                      { params: { connectionId: made.id } },
                      // The outcome, good or bad, is on the connection's page.
                      { onSettled: () => void navigate(`/connections/${made.id}`) },
                    ),
                },
              )
            }
          />
        </Panel>
      )}
    </Page>
  )
}
