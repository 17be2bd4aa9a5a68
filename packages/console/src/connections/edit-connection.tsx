import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { connections } from '@keyway/api'
import type { JsonObject } from '@keyway/sdk'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { BudgetsPanel } from '../budgets/budgets-panel.tsx'
import { asksForKey } from '../form/form-fields.ts'
import { connectionTexts } from '../texts/connections.ts'
import { DeleteAction } from '../ui/delete-action.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { ConnectionTest } from './connection-test.tsx'
import { ConnectionUsage } from './connection-usage.tsx'
import type { Connection } from './connections-page.tsx'
import { KeyPanel } from './key-panel.tsx'
import { ScopesPanel } from './scopes-table.tsx'
import classes from './connections.module.css'

export interface EditConnectionProps {
  connection: Connection
  schema: JsonObject
}

/** One connection: its test, its fields, its use. */
export function EditConnection({ connection, schema }: EditConnectionProps) {
  const mayChange = useMay('admin')
  const update = useSend(connections.updateConnection, [connections.listConnections])
  const test = useSend(connections.testConnection, [connections.listConnections])
  const [name, setName] = useState(connection.name)
  const params = { connectionId: connection.id }
  return (
    <Page
      title={connection.name}
      back={{ to: '/connections', label: connectionTexts.back }}
      lead={connection.connector}
      actions={mayChange ? <DeleteConnection connection={connection} /> : null}
    >
      <div className={classes['columns']}>
        <Panel title={connectionTexts.settings}>
          {mayChange ? (
            <ConnectionForm
              // Stored values and the emptied secret inputs come back with each save.
              key={connection.updatedAt}
              schema={schema}
              name={name}
              namePlaceholder=""
              onName={setName}
              start={connection.settings}
              secretsSet={connection.secretsSet}
              action={connectionTexts.saveAction}
              isBusy={update.isPending || test.isPending}
              error={update.error}
              onSend={(values) =>
                update.mutate(
                  { params, body: { name, values } },
                  { onSuccess: () => test.mutate({ params }) },
                )
              }
            />
          ) : (
            <Text size="sm">{connectionTexts.onlyAdmins}</Text>
          )}
        </Panel>
        <Stack gap="md">
          {asksForKey(schema, connection.settings) ? <KeyPanel connection={connection} /> : null}
          <ConnectionTest connection={connection} />
          <ConnectionUsage connection={connection} />
        </Stack>
      </div>
      <div className={classes['limits']}>
        <ScopesPanel connection={connection} />
        <BudgetsPanel connectionId={connection.id} />
      </div>
    </Page>
  )
}

function DeleteConnection({ connection }: { connection: Connection }) {
  const remove = useSend(connections.deleteConnection, [connections.listConnections])
  const navigate = useNavigate()
  return (
    <DeleteAction
      label={connectionTexts.delete}
      title={connectionTexts.deleteTitle(connection.name)}
      text={connectionTexts.deleteText}
      action={connectionTexts.delete}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(
          { params: { connectionId: connection.id } },
          { onSuccess: () => void navigate('/connections') },
        )
      }
    />
  )
}
