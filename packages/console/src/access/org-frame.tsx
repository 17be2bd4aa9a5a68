import { Button } from '@mantine/core'
import { IconSitemap } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { accessTexts as texts } from '../texts/access.ts'
import { Empty } from '../ui/empty.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { OrgBar } from './org-bar.tsx'
import { useOrg, type InventoryState } from './use-org.ts'

/** What is shown of an org, below how well the org is known; where there is none, how to get there. */
export function OrgFrame({ children }: { children: (state: InventoryState) => ReactNode }) {
  const { list, orgs, state, choose } = useOrg()
  if (list.isPending) return <RowsSkeleton rows={6} />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  if (state === undefined) {
    return (
      <Empty
        icon={IconSitemap}
        title={texts.noOrgTitle}
        text={texts.noOrg}
        action={
          <Button component={Link} to="/connections/new?connector=okta">
            {texts.connect}
          </Button>
        }
      />
    )
  }
  return (
    <>
      <OrgBar state={state} orgs={orgs} onChoose={choose} />
      {children(state)}
    </>
  )
}
