import { Stack, Text } from '@mantine/core'
import { useParams } from 'react-router'
import { sources } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { sourceTexts } from '../texts/sources.ts'
import { CopyTextButton } from '../ui/copy.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { NotFound } from '../ui/not-found.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { Deliveries } from './deliveries.tsx'
import { SourceActions } from './source-actions.tsx'
import classes from './sources.module.css'
import type { Source } from './sources-page.tsx'

/** One source: what to put into the other product, and what came from there. */
export function SourcePage() {
  const { sourceId = '' } = useParams()
  const mayManage = useMay('admin')
  const list = useAnswer(sources.listSources, {}, { refetchInterval: 5_000 })
  if (list.isPending) return <PageSkeleton />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  const source = list.data.items.find(({ id }) => id === sourceId)
  if (source === undefined) return <NotFound />
  return (
    <Page
      title={source.name}
      back={{ to: '/sources', label: sourceTexts.back }}
      lead={source.kindTitle}
      actions={mayManage ? <SourceActions source={source} /> : null}
    >
      <div className={classes['columns']}>
        <Stack gap="md">
          <SetUp source={source} />
          <Deliveries sourceId={source.id} />
        </Stack>
        <UseInFlows source={source} />
      </div>
    </Page>
  )
}

function SetUp({ source }: { source: Source }) {
  const { url, secret, secretTitle, steps, script } = source
  return (
    <Panel title={sourceTexts.stepsTitle}>
      <Stack gap="md">
        <CopyField label={sourceTexts.url} value={url} />
        {secret === null ? (
          <Text size="sm">{sourceTexts.secretHidden}</Text>
        ) : (
          <CopyField label={secretTitle} value={secret} isSecret />
        )}
        <ol className={classes['steps']}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {script === null ? null : (
          <div>
            <CopyTextButton value={script} label={sourceTexts.copyScript} />
          </div>
        )}
      </Stack>
    </Panel>
  )
}

function UseInFlows({ source }: { source: Source }) {
  const [type = null] = source.types
  const lines = ['trigger:', `  source: ${source.name}`, ...(type === null ? [] : [`  type: ${type}`])]
  return (
    <Panel title={sourceTexts.useTitle}>
      <Stack gap="sm">
        <Text size="sm">{sourceTexts.useLead}</Text>
        <pre className={classes['code']}>{lines.join('\n')}</pre>
        <Text size="sm" fw={600}>
          {sourceTexts.flows}
        </Text>
        <Text size="sm" c="var(--kw-text-soft)">
          {source.flows.length === 0 ? sourceTexts.noFlows : source.flows.join(', ')}
        </Text>
      </Stack>
    </Panel>
  )
}
