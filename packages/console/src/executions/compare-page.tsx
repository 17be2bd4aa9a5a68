import { Select, Switch } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { executions } from '@keyway/api'
import type { Json } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { layoutFlow } from '../strip/layout.ts'
import { cardsOf } from '../strip/model.ts'
import { useCatalogIndex } from '../strip/use-catalog.ts'
import { executionTexts } from '../texts/executions.ts'
import { executionViewTexts } from '../texts/execution-views.ts'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton, RowsSkeleton } from '../ui/skeletons.tsx'
import { compareSteps, isSame, toJson, type ComparedStep } from './compare-executions.ts'
import { ComparedSide, ComparedStepRow, ComparedValues } from './compared-step.tsx'
import classes from './compare.module.css'
import type { ExecutionDetail } from './execution-page.tsx'

const texts = executionViewTexts.compare
const mostChoices = 50

/** Two executions of one flow side by side. The other one is in the page's address. */
export function ComparePage() {
  const { executionId = '' } = useParams()
  const left = useAnswer(executions.getExecution, { params: { executionId } })
  if (left.isPending) return <PageSkeleton />
  if (left.isError) return <Problem error={left.error} onRetry={() => void left.refetch()} isPage />
  return <Comparison key={executionId} left={left.data} />
}

function Comparison({ left }: { left: ExecutionDetail }) {
  const [search, setSearch] = useSearchParams()
  const list = useAnswer(executions.listExecutions, { query: { flowId: left.flowId, limit: mostChoices } })
  const others = (list.data?.items ?? []).filter(({ id }) => id !== left.id)
  const otherId = search.get('with') ?? others[0]?.id ?? ''
  const right = useAnswer(
    executions.getExecution,
    { params: { executionId: otherId } },
    { enabled: otherId !== '' },
  )
  const choices = others.map(({ id, status, createdAt, version }) => ({
    value: id,
    label: texts.option(executionTexts.statuses[status], createdAt, executionTexts.version(version)),
  }))
  return (
    <Page
      title={texts.title}
      lead={`${left.flowName}. ${texts.lead}`}
      back={{ to: `/executions/${left.id}`, label: texts.back }}
      width="wide"
    >
      <Select
        label={texts.other}
        description={texts.otherHelp}
        placeholder={texts.choose}
        data={choices}
        value={otherId}
        onChange={(value) => setSearch(value === null ? {} : { with: value }, { replace: true })}
        maw={520}
        mb="md"
      />
      {list.isSuccess && others.length === 0 && otherId === '' ? (
        <Empty icon={IconArrowsSplit2} title={texts.title} text={texts.none} />
      ) : null}
      {otherId !== '' && right.isPending ? <RowsSkeleton rows={6} /> : null}
      {right.isError ? <Problem error={right.error} onRetry={() => void right.refetch()} /> : null}
      {right.isSuccess ? <SideBySide left={left} right={right.data} /> : null}
    </Page>
  )
}

function SideBySide({ left, right }: { left: ExecutionDetail; right: ExecutionDetail }) {
  const catalog = useCatalogIndex()
  const [isOnlyDifferent, setOnlyDifferent] = useState(true)
  const titles = useMemo(
    () =>
      new Map(
        [right, left]
          .flatMap(({ document }) => cardsOf(layoutFlow(document, catalog)))
          .map(({ path, title }) => [path, title]),
      ),
    [left, right, catalog],
  )
  const steps = useMemo(() => compareSteps(left.steps, right.steps), [left, right])
  const different = steps.filter(({ differs }) => differs.length > 0)
  const isTriggerSame = isSame(left.trigger, right.trigger)
  const isResultSame = left.status === right.status && isSame(resultOf(left), resultOf(right))
  const isAllSame = different.length === 0 && isTriggerSame && isResultSame
  const [first] = different
  const shown: readonly ComparedStep[] = isOnlyDifferent ? different : steps
  return (
    <>
      <div className={classes['head']}>
        <span role="status">{isAllSame ? texts.identical : texts.different(different.length)}</span>
        <Switch
          label={texts.only}
          checked={isOnlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
        />
      </div>
      {isAllSame ? (
        <Notice tone="good" mb="md">
          {texts.identical}
        </Notice>
      ) : null}
      <div className={classes['sides']}>
        <ComparedSide side="left" label={texts.left} execution={left} />
        <ComparedSide side="right" label={texts.right} execution={right} />
      </div>
      {isTriggerSame && isOnlyDifferent ? null : (
        <ComparedValues title={texts.trigger} left={left.trigger} right={right.trigger} />
      )}
      {shown.map((step) => (
        <ComparedStepRow
          key={`${step.step} ${step.turns.join()}`}
          step={step}
          title={titles.get(step.step) ?? step.step}
          isFirst={step === first}
        />
      ))}
      {isResultSame && isOnlyDifferent ? null : (
        <ComparedValues title={texts.result} left={resultOf(left)} right={resultOf(right)} />
      )}
    </>
  )
}

function resultOf({ error, output }: ExecutionDetail): Json {
  return error === null ? output : toJson(error)
}
