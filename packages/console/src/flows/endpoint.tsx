import { Stack, Text } from '@mantine/core'
import { flowTexts } from '../texts/flows.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import type { FlowDetail } from './flow-page.tsx'

/** How to call a flow that has its own URL. */
export function Endpoint({ endpoint }: { endpoint: NonNullable<FlowDetail['endpoint']> }) {
  return (
    <Panel title={flowTexts.endpointTitle}>
      <Stack gap="sm">
        <Text size="sm" c="var(--kw-text-soft)">
          {flowTexts.endpointLead}
        </Text>
        <CopyField label={flowTexts.endpointUrl} value={endpoint.aliasUrl ?? endpoint.url} />
        {endpoint.security === 'public' || endpoint.security === 'form-link' ? (
          <Notice tone="doubt">{flowTexts.endpointPublic}</Notice>
        ) : endpoint.security === 'oauth' || endpoint.security === 'form-signed-in' ? (
          <Text size="sm">
            {endpoint.security === 'oauth' ? flowTexts.endpointOauth : flowTexts.endpointSignedIn}
          </Text>
        ) : (
          <>
            <CopyField label={flowTexts.endpointHeader} value={endpoint.tokenHeader} />
            {endpoint.token === null ? (
              <Text size="sm">{flowTexts.endpointHidden}</Text>
            ) : (
              <CopyField label={flowTexts.endpointToken} value={endpoint.token} isSecret />
            )}
          </>
        )}
      </Stack>
    </Panel>
  )
}
