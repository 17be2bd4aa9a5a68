import { Button, Group, Modal, Select, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { account, roles, type Role } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer, useSend } from '../app/requests.ts'
import { Notice } from '../ui/notice.tsx'
import { commonTexts } from '../texts/common.ts'
import { settingsTexts } from '../texts/settings.ts'
import { Confirm } from '../ui/confirm.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'

type ApiToken = z.output<typeof account.listApiTokens.answer>['items'][number]

/** Tokens without their values; a new one shows its value once. */
export function ApiTokens() {
  const list = useAnswer(account.listApiTokens)
  const [isOpen, setOpen] = useState(false)
  const { tokenColumns: columns } = settingsTexts
  return (
    <Panel
      title={settingsTexts.tokensTitle}
      aside={
        <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen(true)}>
          {settingsTexts.createToken}
        </Button>
      }
    >
      <Text size="sm" c="var(--kw-text-soft)" mb="sm">
        {list.data?.items.length === 0 ? settingsTexts.tokensEmpty : settingsTexts.tokensLead}
      </Text>
      {list.isPending ? <RowsSkeleton rows={2} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data === undefined || list.data.items.length === 0 ? null : (
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{columns.name}</Table.Th>
                <Table.Th>{columns.role}</Table.Th>
                <Table.Th>{columns.made}</Table.Th>
                <Table.Th>{columns.used}</Table.Th>
                <Table.Th>
                  <VisuallyHidden>{settingsTexts.revoke}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.items.map((token) => (
                <Table.Tr key={token.id}>
                  <Table.Td>{token.name}</Table.Td>
                  <Table.Td>{settingsTexts.roles[token.role]}</Table.Td>
                  <Table.Td>
                    <Time at={token.createdAt} />
                  </Table.Td>
                  <Table.Td>
                    <Time at={token.lastUsedAt} />
                  </Table.Td>
                  <Table.Td ta="end">
                    <Revoke token={token} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={settingsTexts.createToken}>
        <CreateToken onClose={() => setOpen(false)} />
      </Modal>
    </Panel>
  )
}

function CreateToken({ onClose }: { onClose: () => void }) {
  const create = useSend(account.createApiToken, [account.listApiTokens])
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('operator')
  if (create.isSuccess) {
    return (
      <Stack gap="md">
        <Notice tone="doubt" role="status">
          {settingsTexts.tokenMade}
        </Notice>
        <CopyField label={settingsTexts.token} value={create.data.token} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{settingsTexts.done}</Button>
        </Group>
      </Stack>
    )
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    create.mutate({ body: { name: name.trim(), role } })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={settingsTexts.tokenName}
          description={settingsTexts.tokenNameHelp}
          placeholder={settingsTexts.tokenNamePlaceholder}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
          required
        />
        <Select
          label={settingsTexts.role}
          description={settingsTexts.roleHelp[role]}
          data={roles.map((value) => ({ value, label: settingsTexts.roles[value] }))}
          value={role}
          onChange={(value) => setRole(roles.find((known) => known === value) ?? role)}
          allowDeselect={false}
        />
        {create.error === null ? null : <Problem error={create.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
            {settingsTexts.createTokenAction}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Revoke({ token }: { token: ApiToken }) {
  const [isOpen, setOpen] = useState(false)
  const revoke = useSend(account.revokeApiToken, [account.listApiTokens])
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="red"
        onClick={() => setOpen(true)}
        aria-label={settingsTexts.revokeOf(token.name)}
      >
        {settingsTexts.revoke}
      </Button>
      <Confirm
        isOpen={isOpen}
        title={settingsTexts.revokeTitle(token.name)}
        text={settingsTexts.revokeText}
        action={settingsTexts.revoke}
        isDangerous
        isBusy={revoke.isPending}
        error={revoke.error}
        onConfirm={() =>
          revoke.mutate({ params: { tokenId: token.id } }, { onSuccess: () => setOpen(false) })
        }
        onClose={() => setOpen(false)}
      />
    </>
  )
}
