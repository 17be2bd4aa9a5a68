import { DataList, Stack } from '@mantine/core'
import { useMay, useSession } from '../app/session.tsx'
import { settingsTexts } from '../texts/settings.ts'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { ApiTokens } from './api-tokens.tsx'
import { SystemInfo } from './system-info.tsx'

/** The person, the tokens, the system. */
export function SettingsPage() {
  const session = useSession()
  const mayManage = useMay('admin')
  return (
    <Page title={settingsTexts.title}>
      <Stack gap="md">
        <Panel title={settingsTexts.you}>
          <DataList orientation="horizontal">
            <DataList.Item>
              <DataList.ItemLabel>{settingsTexts.name}</DataList.ItemLabel>
              <DataList.ItemValue>{session.name}</DataList.ItemValue>
            </DataList.Item>
            <DataList.Item>
              <DataList.ItemLabel>{settingsTexts.email}</DataList.ItemLabel>
              <DataList.ItemValue>{session.email}</DataList.ItemValue>
            </DataList.Item>
            <DataList.Item>
              <DataList.ItemLabel>{settingsTexts.role}</DataList.ItemLabel>
              <DataList.ItemValue>
                {settingsTexts.roles[session.role]}: {settingsTexts.roleHelp[session.role]}
              </DataList.ItemValue>
            </DataList.Item>
          </DataList>
        </Panel>
        {mayManage ? <ApiTokens /> : null}
        <SystemInfo />
      </Stack>
    </Page>
  )
}
