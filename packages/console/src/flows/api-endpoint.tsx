import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { flows } from '@keyway/api'
import type { EndpointTrigger } from '@keyway/engine'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { addressTexts as texts } from '../texts/addresses.ts'
import { CopyTextButton } from '../ui/copy.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { curlExample } from './curl-example.ts'
import type { EndpointDetail } from './endpoint-detail.ts'
import type { FlowDetail } from './flow-page.tsx'
import classes from './flows.module.css'
import { TokenField } from './token-field.tsx'

const usualRate = 10

export interface ApiEndpointProps {
  flow: FlowDetail
  endpoint: EndpointDetail
  trigger: EndpointTrigger
}

/** How to call a flow that has its own URL. */
export function ApiEndpoint({ flow, endpoint, trigger }: ApiEndpointProps) {
  const { url, alias, aliasUrl, security } = endpoint
  const { cors = [], callsPerSecond = usualRate } = trigger.endpoint
  const mayBuild = useMay('builder')
  const example = curlExample(aliasUrl ?? url, trigger)
  return (
    <Panel title={texts.endpoint}>
      <Stack gap="sm">
        <Text size="sm" c="var(--kw-text-soft)">
          {texts.endpointLead} {flow.hasUnpublishedChanges ? texts.draftNote : null}
        </Text>
        <CopyField label={texts.url} value={url} />
        {aliasUrl === null ? null : <CopyField label={texts.aliasUrl} value={aliasUrl} />}
        <CopyField label={texts.workflowsUrl} value={toWorkflowsUrl(url)} />
        {mayBuild ? (
          <Alias key={alias} flowId={flow.id} alias={alias} isPublic={security === 'public'} />
        ) : null}
        <Credential flow={flow} endpoint={endpoint} trigger={trigger} />
        <Text size="sm">
          {texts.rate(callsPerSecond)} {texts.cors(cors)}
        </Text>
        <div>
          <Group justify="space-between" mb={4}>
            <Text size="xs" fw={600} c="var(--kw-text-soft)">
              {texts.example}
            </Text>
            <CopyTextButton value={example} label={texts.copyExample} />
          </Group>
          {/* Wider than a phone: it scrolls, and so it has to be reached by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className={classes['code']} tabIndex={0} aria-label={texts.example}>
            {example}
          </pre>
        </div>
      </Stack>
    </Panel>
  )
}

/** Callers that move over from Okta Workflows change nothing but the host and the path segment. */
function toWorkflowsUrl(url: string): string {
  return `${url.replace('/endpoints/', '/api/flo/')}/invoke`
}

function Credential({
  flow,
  endpoint,
  trigger: {
    endpoint: { oauth },
  },
}: ApiEndpointProps) {
  switch (endpoint.security) {
    case 'public':
      return <Notice tone="doubt">{texts.isPublic}</Notice>
    case 'oauth':
      return <Text size="sm">{texts.isOauth(oauth?.issuer ?? '', oauth?.scopes ?? [])}</Text>
    default:
      return (
        <>
          <CopyField label={texts.tokenHeader} value={endpoint.tokenHeader} />
          <TokenField flowId={flow.id} endpoint={endpoint} label={texts.token} rotation={texts.rotateToken} />
        </>
      )
  }
}

interface AliasProps {
  flowId: string
  alias: string | null
  isPublic: boolean
}

function Alias({ flowId, alias, isPublic }: AliasProps) {
  const [typed, setTyped] = useState(alias ?? '')
  const change = useSend(flows.changeEndpoint, [flows.getFlow])
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const next = typed.trim()
    change.mutate({ params: { flowId }, body: { alias: next === '' ? null : next } })
  }
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <TextInput
          label={texts.alias}
          description={isPublic ? texts.aliasPublic : texts.aliasHelp}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          disabled={isPublic}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          style={{ flex: 1 }}
        />
        <Button
          type="submit"
          variant="default"
          disabled={isPublic || typed.trim() === (alias ?? '')}
          loading={change.isPending}
        >
          {texts.saveAlias}
        </Button>
      </Group>
      {change.error === null ? null : <Problem error={change.error} />}
    </form>
  )
}
