import { Button } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import { executions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { layoutFlow } from '../strip/layout.ts'
import { useCatalogIndex } from '../strip/use-catalog.ts'
import { executionViewTexts } from '../texts/execution-views.ts'
import { executionTexts } from '../texts/executions.ts'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { StripSkeleton } from '../ui/skeletons.tsx'
import { ExecutionActions } from './execution-actions.tsx'
import { ExecutionDrawing } from './execution-drawing.tsx'
import { ExecutionFacts } from './execution-facts.tsx'
import { RerunDialog } from './rerun-dialog.tsx'
import { ViewSwitch } from './view-switch.tsx'

export type ExecutionDetail = z.output<typeof executions.getExecution.answer>

/** Status changes are told by the live stream; how far a loop is, is asked for. */
const progressEveryMs = 2_000

/** One execution, drawn as its flow's cards with the real values. */
export function ExecutionPage() {
  const { executionId = '' } = useParams()
  const answer = useAnswer(
    executions.getExecution,
    { params: { executionId } },
    { refetchInterval: ({ state }) => (state.data?.status === 'running' ? progressEveryMs : false) },
  )
  const back = { to: '/executions', label: executionTexts.back }
  if (answer.isPending) {
    return (
      <Page title={executionTexts.facts.id} back={back} width="full">
        <StripSkeleton />
      </Page>
    )
  }
  if (answer.isError) {
    return (
      <Page title={executionTexts.facts.id} back={back}>
        <Problem error={answer.error} onRetry={() => void answer.refetch()} />
      </Page>
    )
  }
  return <ExecutionView key={executionId} execution={answer.data} />
}

function ExecutionView({ execution }: { execution: ExecutionDetail }) {
  const catalog = useCatalogIndex()
  const items = useMemo(() => layoutFlow(execution.document, catalog), [execution.document, catalog])
  const [rerunFrom, setRerunFrom] = useState<string | null>(null)
  return (
    <Page
      title={execution.flowName}
      back={{ to: '/executions', label: executionTexts.back }}
      lead={<ExecutionFacts execution={execution} />}
      actions={
        <>
          <ViewSwitch />
          <Button
            component={Link}
            to={`/executions/${execution.id}/compare`}
            variant="default"
            leftSection={<IconArrowsSplit2 size={16} aria-hidden />}
          >
            {executionViewTexts.compare.action}
          </Button>
          <ExecutionActions execution={execution} onRerun={() => setRerunFrom('start')} />
        </>
      }
      width="full"
    >
      <ExecutionDrawing execution={execution} items={items} onRunFrom={setRerunFrom} />
      <RerunDialog execution={execution} items={items} from={rerunFrom} onClose={() => setRerunFrom(null)} />
    </Page>
  )
}
