import { Button, Group, Switch, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { inventory } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { accessTexts } from '../texts/access.ts'
import { Confirm } from '../ui/confirm.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { StateMark, type Tone } from './state-mark.tsx'
import type { InventoryState } from './use-org.ts'

type Kind = InventoryState['kinds'][number]

const texts = accessTexts.sync
const tones: Readonly<Record<Kind['status'], Tone>> = {
  waiting: 'plain',
  walking: 'busy',
  complete: 'good',
  forbidden: 'doubt',
  unavailable: 'plain',
  failed: 'bad',
  held: 'doubt',
  off: 'plain',
}

/** How each kind of object stands: what is known, how old it is, and what keeps it from being read. */
export function InventoryPanel({ state }: { state: InventoryState }) {
  const mayChange = useMay('admin')
  const update = useSend(inventory.updateInventory, [inventory.listInventories])
  const { org, settings, delayMs } = state
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="var(--kw-text-soft)">
          {delayMs === null ? state.message : `${state.message}; ${texts.fresh(delayMs.p95)}`}
        </Text>
        {mayChange ? (
          <Switch
            label={settings.isOn ? texts.turnOff : texts.turnOn}
            checked={settings.isOn}
            disabled={update.isPending}
            onChange={(event) =>
              update.mutate({ params: { org }, body: { settings: { isOn: event.currentTarget.checked } } })
            }
          />
        ) : null}
      </Group>
      <TableFrame>
        <Table verticalSpacing="xs" horizontalSpacing="md" miw={620}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.kind}</Table.Th>
              <Table.Th ta="end">{texts.count}</Table.Th>
              <Table.Th>{texts.status}</Table.Th>
              <Table.Th>{texts.read}</Table.Th>
              <Table.Th>{texts.scope}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {inOrder(state.kinds).map((kind) => (
              <KindRow key={kind.kind} org={org} kind={kind} />
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
    </>
  )
}

/** People and what they reach first, pages of settings last. */
function inOrder(kinds: readonly Kind[]): readonly Kind[] {
  const isSetting = ({ kind }: Kind) => kind.startsWith('setting_')
  return [...kinds.filter((kind) => !isSetting(kind)), ...kinds.filter(isSetting)]
}

function KindRow({ org, kind }: { org: string; kind: Kind }) {
  return (
    <Table.Tr>
      <Table.Td>{kind.title}</Table.Td>
      <Table.Td ta="end" className="kw-number">
        {kind.count.toLocaleString('en')}
      </Table.Td>
      <Table.Td>
        <StateMark tone={tones[kind.status]}>{texts.statuses[kind.status]}</StateMark>
        {kind.error === null || kind.status === 'unavailable' ? null : (
          <Text size="xs" c="var(--kw-text-soft)">
            {kind.error.message}
          </Text>
        )}
        {kind.held === null ? null : <HeldLine org={org} kind={kind} held={kind.held} />}
      </Table.Td>
      <Table.Td>
        <Time at={kind.completedAt} />
      </Table.Td>
      <Table.Td>
        <code>{kind.scope ?? ''}</code>
      </Table.Td>
    </Table.Tr>
  )
}

/** Many are missing: a person says whether they are really gone. */
function HeldLine({ org, kind, held }: { org: string; kind: Kind; held: NonNullable<Kind['held']> }) {
  const mayConfirm = useMay('admin')
  const [isAsking, setAsking] = useState(false)
  const confirm = useSend(inventory.confirmDrop, [inventory.listInventories])
  return (
    <Group gap="xs" mt={4}>
      <Text size="xs">{texts.held(held.gone, held.known)}</Text>
      {mayConfirm ? (
        <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
          {texts.confirm}
        </Button>
      ) : null}
      <Confirm
        isOpen={isAsking}
        title={texts.confirmTitle}
        text={texts.confirmText(kind.title, held.gone)}
        action={texts.confirm}
        isDangerous
        isBusy={confirm.isPending}
        error={confirm.error}
        onConfirm={() =>
          confirm.mutate({ params: { org, kind: kind.kind } }, { onSuccess: () => setAsking(false) })
        }
        onClose={() => setAsking(false)}
      />
    </Group>
  )
}
