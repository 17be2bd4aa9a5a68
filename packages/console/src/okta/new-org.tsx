import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { connections } from '@keyway/api'
import type { JsonObject } from '@keyway/sdk'
import { useSend } from '../app/requests.ts'
import { ConnectionForm } from '../connections/connection-form.tsx'
import { connectionTexts } from '../texts/connections.ts'
import { wizardTexts } from '../texts/okta-wizard.ts'

const texts = wizardTexts.org
const ways = ['private_key', 'api_token', 'client_secret'] as const
type Way = (typeof ways)[number]

export interface NewOrgProps {
  /** What a connection to an org is made of. */
  schema: JsonObject
  onMade: (connectionId: string) => void
}

/** How Keyway signs in, then what that needs. It is tested at once; what the test says is the next steps' matter. */
export function NewOrg({ schema, onMade }: NewOrgProps) {
  const create = useSend(connections.createConnection, [connections.listConnections])
  const test = useSend(connections.testConnection, [connections.listConnections])
  const [name, setName] = useState('')
  const [way, setWay] = useState<Way>('private_key')
  return (
    <Stack gap="lg">
      <Radio.Group
        label={texts.choose}
        value={way}
        onChange={(value) => setWay(ways.find((known) => known === value) ?? 'private_key')}
      >
        <Stack gap="sm" mt="xs">
          {ways.map((value) => (
            <Radio
              key={value}
              value={value}
              label={texts.ways[value].label}
              description={texts.ways[value].help}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ConnectionForm
        key={way}
        schema={without(schema, 'signIn')}
        name={name}
        namePlaceholder={connectionTexts.namePlaceholder('okta')}
        onName={setName}
        start={{ signIn: way }}
        secretsSet={[]}
        action={connectionTexts.createAction}
        isBusy={create.isPending || test.isPending}
        error={create.error}
        onSend={(values) =>
          create.mutate(
            { body: { name, connector: 'okta', values: { ...values, signIn: way } } },
            {
              onSuccess: ({ id }) =>
                test.mutate({ params: { connectionId: id } }, { onSettled: () => onMade(id) }),
            },
          )
        }
      />
    </Stack>
  )
}

/** The way to sign in was chosen above. */
function without(schema: JsonObject, field: string): JsonObject {
  const properties = schema['properties']
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return schema
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== field)),
  }
}
