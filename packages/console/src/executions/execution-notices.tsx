import { IconAlertTriangle, IconDatabaseOff, IconFlask, IconPlayerPause } from '@tabler/icons-react'
import { questions } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { QuestionCard } from '../questions/question-card.tsx'
import { executionTexts } from '../texts/executions.ts'
import { Notice } from '../ui/notice.tsx'
import type { ExecutionDetail } from './execution-page.tsx'
import { InDoubt } from './in-doubt.tsx'

/** What a person should know or decide before looking at the cards. */
export function ExecutionNotices({ execution }: { execution: ExecutionDetail }) {
  const { id, status, dryRun, inDoubt, error } = execution
  return (
    <>
      {dryRun ? (
        <Notice tone="doubt" title={executionTexts.dryRunTitle} icon={<IconFlask size={18} aria-hidden />}>
          {executionTexts.dryRunText}
        </Notice>
      ) : null}
      {status === 'paused' ? (
        <Notice
          tone="doubt"
          title={executionTexts.pausedTitle}
          icon={<IconPlayerPause size={18} aria-hidden />}
        >
          {executionTexts.pausedText}
        </Notice>
      ) : null}
      <OpenQuestions executionId={id} />
      {inDoubt === null ? null : <InDoubt executionId={id} inDoubt={inDoubt} />}
      {error === null ? null : (
        <Notice
          tone="bad"
          title={status === 'cancelled' ? executionTexts.statuses.cancelled : executionTexts.failedTitle}
          icon={<IconAlertTriangle size={18} aria-hidden />}
        >
          {error.message}
        </Notice>
      )}
      {execution.isJournalKept ? null : (
        <Notice
          tone="plain"
          title={executionTexts.noJournalTitle}
          icon={<IconDatabaseOff size={18} aria-hidden />}
        >
          {executionTexts.noJournalText}
        </Notice>
      )}
      {execution.replay === 'different' ? (
        <Notice tone="doubt" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {executionTexts.replayDifferent}
        </Notice>
      ) : null}
    </>
  )
}

/** What the execution waits for people with; the same form as on the page of all questions. */
function OpenQuestions({ executionId }: { executionId: string }) {
  const open = useAnswer(questions.listQuestions, { query: { status: 'open', executionId } })
  return (open.data?.items ?? []).map((question) => (
    <QuestionCard key={question.id} question={question} isInExecution />
  ))
}
