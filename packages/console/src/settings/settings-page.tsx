import { DataList, Stack, Text } from '@mantine/core'
import { roles } from '@keyway/api'
import { useMay, useSession } from '../app/session.tsx'
import { settingsTexts } from '../texts/settings.ts'
import { systemSettingsTexts } from '../texts/system-settings.ts'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { ApiTokens } from './api-tokens.tsx'
import { SystemInfo } from './system-info.tsx'
import { SystemSettings } from './system-settings.tsx'

/** The person, the roles, the tokens, what can be set, the system. */
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
              <DataList.ItemValue>{settingsTexts.roles[session.role]}</DataList.ItemValue>
            </DataList.Item>
          </DataList>
        </Panel>
        <Panel title={systemSettingsTexts.rolesTitle}>
          <Text size="sm" c="var(--kw-text-soft)" mb="sm">
            {systemSettingsTexts.rolesLead}
          </Text>
          <DataList orientation="horizontal">
            {roles.map((role) => (
              <DataList.Item key={role}>
                <DataList.ItemLabel>{settingsTexts.roles[role]}</DataList.ItemLabel>
                <DataList.ItemValue>{settingsTexts.roleHelp[role]}</DataList.ItemValue>
              </DataList.Item>
            ))}
          </DataList>
        </Panel>
        {mayManage ? <ApiTokens /> : null}
        {mayManage ? <SystemSettings /> : null}
        <SystemInfo />
      </Stack>
    </Page>
  )
}
