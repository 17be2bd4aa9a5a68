import { Button, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { DelegatedForm } from '@keyway/engine'
import { addressTexts as texts } from '../texts/addresses.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import type { EndpointDetail } from './endpoint-detail.ts'
import type { FlowDetail } from './flow-page.tsx'

export interface FormAddressProps {
  flow: FlowDetail
  endpoint: EndpointDetail
  form: DelegatedForm | undefined
}

/** The page that people fill in to start a flow, and who may. */
export function FormAddress({ flow, endpoint, form }: FormAddressProps) {
  const address = endpoint.aliasUrl ?? endpoint.url
  return (
    <Panel title={texts.form}>
      <Stack gap="sm">
        <Text size="sm" c="var(--kw-text-soft)">
          {texts.formLead}
        </Text>
        <CopyField label={texts.url} value={address} />
        {form?.access === 'link' ? (
          <Notice tone="doubt">{texts.formLink}</Notice>
        ) : (
          <Text size="sm">
            {form?.people === undefined ? texts.formSignedIn : texts.formPeople(form.people)}
          </Text>
        )}
        {flow.isOn ? (
          <Button
            component="a"
            href={address}
            target="_blank"
            rel="noreferrer"
            variant="default"
            size="xs"
            rightSection={<IconExternalLink size={14} aria-hidden />}
            style={{ alignSelf: 'start' }}
          >
            {texts.openForm}
          </Button>
        ) : (
          <Text size="sm">{texts.formOff}</Text>
        )}
      </Stack>
    </Panel>
  )
}
