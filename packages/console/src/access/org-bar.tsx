import { Button, Group, Progress, Select, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { inventory } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { accessTexts as texts } from '../texts/access.ts'
import classes from './access.module.css'
import type { InventoryState } from './use-org.ts'

export interface OrgBarProps {
  state: InventoryState
  orgs: readonly InventoryState[]
  onChoose: (org: string) => void
}

/** Which org is looked at, and how well it is known: being read, complete, or what is missing. */
export function OrgBar({ state, orgs, onChoose }: OrgBarProps) {
  const mayRead = useMay('operator')
  const sync = useSend(inventory.syncInventory, [inventory.listInventories])
  const isBusy = state.status === 'synchronising' || state.status === 'waiting'
  return (
    <section className={classes['tile']} data-status={state.status} aria-label={texts.sync.title}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          {orgs.length > 1 ? (
            <Select
              aria-label={texts.org}
              data={orgs.map(({ org }) => org)}
              value={state.org}
              onChange={(org) => (org === null ? undefined : onChoose(org))}
              allowDeselect={false}
              w={260}
            />
          ) : (
            <Text fw={600}>{state.org}</Text>
          )}
          <Text size="sm" c="var(--kw-text-soft)" role="status">
            {state.message}
          </Text>
        </Group>
        {mayRead && state.settings.isOn ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={sync.isPending}
            onClick={() => sync.mutate({ params: { org: state.org }, body: {} })}
          >
            {texts.sync.sync}
          </Button>
        ) : null}
      </Group>
      {isBusy ? (
        <Progress aria-label={texts.sync.progress} value={progressOf(state)} size="xs" mt="xs" animated />
      ) : null}
    </section>
  )
}

/** Part of the kinds that are over, in percent. */
function progressOf({ kinds }: InventoryState): number {
  const on = kinds.filter(({ status }) => status !== 'off')
  const over = on.filter(({ status }) => status !== 'waiting' && status !== 'walking').length
  return on.length === 0 ? 0 : Math.round((over / on.length) * 100)
}
