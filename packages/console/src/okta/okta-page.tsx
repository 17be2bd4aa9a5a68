import { Button, Group, Stack, Table } from '@mantine/core'
import { IconPlugConnected, IconPlus, IconWebhook } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { oktaHooks, oktaSources } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { oktaTexts } from '../texts/okta.ts'
import { wizardTexts } from '../texts/okta-wizard.ts'
import { oktaSourceTexts } from '../texts/okta-sources.ts'
import { Empty } from '../ui/empty.tsx'
import { Listing } from '../ui/listing.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { CreateHook } from './create-hook.tsx'
import { HookState } from './hook-state.tsx'
import { OrgTable } from './org-table.tsx'

export type OktaHook = z.output<typeof oktaHooks.oktaHook>

/** All receivers of Okta event hooks. */
export function OktaPage() {
  const list = useAnswer(oktaHooks.listOktaHooks, {}, { refetchInterval: 10_000 })
  const orgs = useAnswer(oktaSources.listOktaSources, {}, { refetchInterval: 10_000 })
  const mayCreate = useMay('admin')
  const [search] = useSearchParams()
  // The wizard leads here to whoever sets the hook up by hand.
  const [isOpen, setOpen] = useState(search.has('receiver'))
  const create = mayCreate ? (
    <>
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {oktaTexts.create}
      </Button>
      <Button component={Link} to="/okta/connect" leftSection={<IconPlugConnected size={16} aria-hidden />}>
        {wizardTexts.open}
      </Button>
    </>
  ) : null
  return (
    <Page title={oktaTexts.title} lead={oktaTexts.lead} actions={create}>
      <Stack gap="md">
        {orgs.isSuccess && orgs.data.items.length > 0 ? <OrgTable sources={orgs.data.items} /> : null}
        <Listing
          list={list}
          empty={
            <Empty
              icon={IconWebhook}
              title={oktaTexts.emptyTitle}
              text={oktaTexts.emptyText}
              action={<Group justify="center">{create}</Group>}
            />
          }
        >
          {(hooks) => <HookTable hooks={hooks} />}
        </Listing>
      </Stack>
      <CreateHook isOpen={isOpen} onClose={() => setOpen(false)} />
    </Page>
  )
}

function HookTable({ hooks }: { hooks: readonly OktaHook[] }) {
  const { columns } = oktaTexts
  return (
    <TableFrame>
      <Table verticalSpacing="sm" horizontalSpacing="md" miw={560} aria-label={oktaSourceTexts.receivers}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.name}</Table.Th>
            <Table.Th>{columns.state}</Table.Th>
            <Table.Th>{columns.last}</Table.Th>
            <Table.Th ta="end">{columns.events}</Table.Th>
            <Table.Th ta="end">{columns.refused}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hooks.map((hook) => (
            <Table.Tr key={hook.id}>
              <Table.Td>
                <Link to={`/okta/${hook.id}`} className="kw-link">
                  {hook.name}
                </Link>
              </Table.Td>
              <Table.Td>
                <HookState hook={hook} />
              </Table.Td>
              <Table.Td>
                <Time at={hook.lastDeliveryAt} />
              </Table.Td>
              <Table.Td ta="end" className="kw-number">
                {hook.events.toLocaleString('en')}
              </Table.Td>
              <Table.Td ta="end" className="kw-number">
                {hook.refused.toLocaleString('en')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}
