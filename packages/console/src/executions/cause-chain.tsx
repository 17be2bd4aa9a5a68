import { Anchor, Modal, Stack, Text, Timeline } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { executions } from '@keyway/api'
import { call } from '../app/client.ts'
import { executionViewTexts } from '../texts/execution-views.ts'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { StatusBadge } from '../ui/status.tsx'
import type { ExecutionDetail } from './execution-page.tsx'

const texts = executionViewTexts.chain
/** Each is read whole, one after the other. */
const mostShown = 12

/** What led to an execution: one link, and the chain behind it in a dialog. */
export function CauseChain({ execution }: { execution: ExecutionDetail }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Anchor component="button" type="button" fz="inherit" onClick={() => setOpen(true)}>
        {texts.show}
      </Anchor>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={texts.title} size="lg">
        {isOpen ? <Chain execution={execution} onLeave={() => setOpen(false)} /> : null}
      </Modal>
    </>
  )
}

function Chain({ execution, onLeave }: { execution: ExecutionDetail; onLeave: () => void }) {
  const chain = useQuery({
    queryKey: ['cause chain', execution.id],
    queryFn: () => readChain(execution),
  })
  if (chain.isPending) return <RowsSkeleton rows={3} />
  if (chain.isError) return <Problem error={chain.error} onRetry={() => void chain.refetch()} />
  const [first] = chain.data
  return (
    <Stack gap="md">
      <Text size="sm">{texts.lead}</Text>
      {first !== undefined && beforeOf(first) !== null ? <Text size="sm">{texts.more}</Text> : null}
      <Timeline bulletSize={14} lineWidth={2} active={chain.data.length}>
        {chain.data.map((link) => (
          <Timeline.Item
            key={link.id}
            title={
              link.id === execution.id ? (
                texts.here
              ) : (
                <Link to={`/executions/${link.id}`} className="kw-link" onClick={onLeave}>
                  {link.flowName}
                </Link>
              )
            }
          >
            <StatusBadge status={link.status} />
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  )
}

/** The execution that called or caused this one. */
function beforeOf({ parentId, cause }: ExecutionDetail): string | null {
  return parentId ?? cause?.execution ?? null
}

/** The executions that led to this one, the first of them first, this one last. */
async function readChain(last: ExecutionDetail): Promise<ExecutionDetail[]> {
  const chain = [last]
  for (let before = beforeOf(last); before !== null && chain.length < mostShown;) {
    const found = await call(executions.getExecution, { params: { executionId: before } })
    chain.unshift(found)
    before = beforeOf(found)
  }
  return chain
}
