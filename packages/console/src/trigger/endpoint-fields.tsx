import { NumberInput, Radio, Stack, TagsInput, TextInput } from '@mantine/core'
import type { EndpointOauth, EndpointTrigger } from '@keyway/engine'
import { wayTexts as texts } from '../texts/ways-in.ts'

const securities = ['client-token', 'oauth', 'public'] as const

type Endpoint = EndpointTrigger['endpoint']

export interface EndpointFieldsProps {
  endpoint: Endpoint
  onChange: (endpoint: Endpoint) => void
}

/** Who may call the URL of a flow, how often, and from which pages. */
export function EndpointFields({ endpoint, onChange }: EndpointFieldsProps) {
  const { security, oauth, cors, callsPerSecond } = endpoint
  const { cors: _, ...withoutCors } = endpoint
  const { callsPerSecond: __, ...withoutRate } = endpoint
  const choose = (value: string) => {
    const next = securities.find((known) => known === value) ?? security
    const { oauth: ___, ...others } = endpoint
    onChange(
      next === 'oauth'
        ? { ...others, security: next, oauth: oauth ?? { issuer: '', scopes: [] } }
        : { ...others, security: next },
    )
  }
  return (
    <Stack gap="md">
      <Radio.Group label={texts.security} value={security} onChange={choose}>
        <Stack gap="xs" mt={6}>
          {securities.map((value) => (
            <Radio
              key={value}
              value={value}
              label={texts.securities[value].label}
              description={texts.securities[value].help}
            />
          ))}
        </Stack>
      </Radio.Group>
      {security === 'oauth' ? (
        <OauthFields
          oauth={oauth ?? { issuer: '', scopes: [] }}
          onChange={(changed) => onChange({ ...endpoint, oauth: changed })}
        />
      ) : null}
      <NumberInput
        label={texts.rate}
        description={texts.rateHelp}
        min={1}
        max={1_000}
        placeholder="10"
        value={callsPerSecond ?? ''}
        onChange={(value) =>
          onChange(
            typeof value === 'number' && value > 0 ? { ...endpoint, callsPerSecond: value } : withoutRate,
          )
        }
        maw={440}
      />
      <TagsInput
        label={texts.cors}
        description={texts.corsHelp}
        placeholder={cors === undefined ? texts.peoplePlaceholder : ''}
        value={cors ?? []}
        onChange={(origins) => onChange(origins.length === 0 ? withoutCors : { ...endpoint, cors: origins })}
        maxTags={50}
        acceptValueOnBlur
      />
    </Stack>
  )
}

function OauthFields({
  oauth,
  onChange,
}: {
  oauth: EndpointOauth
  onChange: (oauth: EndpointOauth) => void
}) {
  const { audience, ...withoutAudience } = oauth
  return (
    <Stack gap="md" pl="md" style={{ borderInlineStart: '2px solid var(--kw-line)' }}>
      <TextInput
        label={texts.issuer}
        description={texts.issuerHelp}
        value={oauth.issuer}
        onChange={({ currentTarget }) => onChange({ ...oauth, issuer: currentTarget.value })}
        type="url"
        maxLength={500}
        required
      />
      <TextInput
        label={texts.audience}
        description={texts.audienceHelp}
        value={audience ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === '' ? withoutAudience : { ...oauth, audience: value })
        }
        maxLength={500}
      />
      <TagsInput
        label={texts.scopes}
        description={texts.scopesHelp}
        value={oauth.scopes}
        onChange={(scopes) => onChange({ ...oauth, scopes })}
        splitChars={[',', ' ']}
        maxTags={50}
        required
        acceptValueOnBlur
      />
    </Stack>
  )
}
