import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconSitemap } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { flows } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { flowUsesTexts as texts } from '../texts/flow-uses.ts'
import { flowTexts } from '../texts/flows.ts'
import { Empty } from '../ui/empty.tsx'
import { LayeredGraph } from '../ui/graph/layered-graph.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { namesOf, type FlowUses } from './uses-about.ts'
import { toUsesGraph } from './uses-graph.ts'
import { UsesTable } from './uses-table.tsx'
import classes from './uses.module.css'

/** Which flows call which, and what each stands on, drawn or listed. What is looked at is in the page's address. */
export function FlowUsesPage() {
  const [search, setSearch] = useSearchParams()
  const list = useAnswer(flows.listFlowUses)
  const about = search.get('about')
  const isTable = search.get('view') === 'table'
  const all = list.data?.items ?? []
  const shown = about === null ? all : all.filter((flow) => namesOf(flow, all).includes(about))
  const change = (name: 'about' | 'view', value: string | null) => {
    const next = new URLSearchParams(search)
    if (value === null) next.delete(name)
    else next.set(name, value)
    setSearch(next, { replace: true })
  }
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      back={{ to: '/flows', label: flowTexts.back }}
      width="wide"
      actions={
        <Group gap="sm">
          {about === null ? null : (
            <Button variant="light" onClick={() => change('about', null)}>
              {texts.showAll}
            </Button>
          )}
          <SegmentedControl
            aria-label={texts.views.label}
            value={isTable ? 'table' : 'picture'}
            onChange={(view) => change('view', view === 'table' ? view : null)}
            data={[
              { value: 'picture', label: texts.views.picture },
              { value: 'table', label: texts.views.table },
            ]}
          />
        </Group>
      }
    >
      {about === null ? null : (
        <p role="status" className={classes['about']}>
          {texts.about(about.replace(/^\w+:/, ''))}
        </p>
      )}
      {list.isPending ? <RowsSkeleton rows={6} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && all.length === 0 ? (
        <Empty icon={IconSitemap} title={texts.emptyTitle} text={texts.emptyText} />
      ) : null}
      {shown.length === 0 ? null : isTable ? (
        <UsesTable shown={shown} all={all} />
      ) : (
        <UsesPicture shown={shown} about={about} />
      )}
    </Page>
  )
}

function UsesPicture({ shown, about }: { shown: readonly FlowUses[]; about: string | null }) {
  const graph = useMemo(() => toUsesGraph(shown, about), [shown, about])
  const drawn = new Set(graph.layers.flatMap((layer) => layer.map(({ id }) => id)))
  const left = shown.filter(({ id }) => !drawn.has(id)).length
  return (
    <Panel title={texts.picture}>
      {drawn.size === 0 ? null : <LayeredGraph graph={graph} label={texts.picture} legend={texts.legend} />}
      {left === 0 ? null : <Text size="sm">{texts.leftOut(left)}</Text>}
    </Panel>
  )
}
