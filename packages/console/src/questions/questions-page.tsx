import { Button, SegmentedControl } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { questions } from '@keyway/api'
import { call } from '../app/client.ts'
import { useAnswer } from '../app/requests.ts'
import { questionTexts } from '../texts/questions.ts'
import { Empty } from '../ui/empty.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Clock } from '../ui/time.tsx'
import { keepSeen, type Question } from './answer-fields.ts'
import { QuestionCard } from './question-card.tsx'
import classes from './questions.module.css'

type Shown = 'open' | 'all'

/** What flows ask people: to approve, or to fill in a form. */
export function QuestionsPage() {
  const [search, setSearch] = useSearchParams()
  const shown: Shown = search.get('show') === 'all' ? 'all' : 'open'
  const show = (next: Shown) => setSearch(next === 'all' ? { show: 'all' } : {}, { replace: true })
  return (
    <Page
      title={questionTexts.title}
      lead={questionTexts.lead}
      actions={
        <SegmentedControl
          aria-label={questionTexts.shown}
          value={shown}
          onChange={(value) => show(value === 'all' ? 'all' : 'open')}
          data={[
            { value: 'open', label: questionTexts.filters.open },
            { value: 'all', label: questionTexts.filters.all },
          ]}
        />
      }
    >
      <QuestionList key={shown} shown={shown} onShowAll={() => show('all')} />
    </Page>
  )
}

function QuestionList({ shown, onShowAll }: { shown: Shown; onShowAll: () => void }) {
  const list = useInfiniteQuery({
    queryKey: [questions.listQuestions.path, 'pages', shown],
    queryFn: ({ pageParam, signal }) =>
      call(questions.listQuestions, {
        query: { status: shown, limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    maxPages: 10,
  })
  const found = (list.data?.pages ?? []).flatMap((page) => page.items)
  const [seen, setSeen] = useState<readonly string[]>([])
  const kept = keepSeen(
    seen,
    found.map((question) => question.id),
  )
  // What was on the page stays on it: state that follows from what was loaded before.
  if (kept.length !== seen.length) setSeen(kept)

  if (list.isPending) return <RowsSkeleton rows={4} />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  if (kept.length === 0) {
    return shown === 'open' ? (
      <Empty
        icon={IconUserQuestion}
        title={questionTexts.emptyTitle}
        text={questionTexts.emptyText}
        action={
          <Button variant="light" onClick={onShowAll}>
            {questionTexts.emptyAction}
          </Button>
        }
      />
    ) : (
      <Empty icon={IconUserQuestion} title={questionTexts.noneTitle} text={questionTexts.emptyText} />
    )
  }
  const byId = new Map(found.map((question) => [question.id, question]))
  return (
    <Clock>
      <ul className={classes['list']} aria-label={questionTexts.list}>
        {kept.map((id) => (
          <li key={id}>
            <FoundOrGone id={id} found={byId.get(id)} />
          </li>
        ))}
      </ul>
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </Clock>
  )
}

/** A question that left the list is read by itself: it says who answered. */
function FoundOrGone({ id, found }: { id: string; found: Question | undefined }) {
  const gone = useAnswer(
    questions.getQuestion,
    { params: { questionId: id } },
    { enabled: found === undefined },
  )
  const question = found ?? gone.data
  return question === undefined ? <RowsSkeleton rows={1} /> : <QuestionCard question={question} />
}
