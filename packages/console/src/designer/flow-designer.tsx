import { Group } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useMay } from '../app/session.tsx'
import type { FlowDetail } from '../flows/flow-page.tsx'
import { useStripAddress } from '../strip/use-address.ts'
import { TriggerDialog } from '../trigger/trigger-panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { Canvas } from './canvas/canvas.tsx'
import { SaveMark } from './model/save-mark.tsx'
import { useDesigner, useDesignerState } from './model/use-designer.tsx'
import { useSamples } from './model/use-samples.ts'
import { paintDraft } from './run/draft-painting.ts'
import { RerunFrom } from './run/rerun-from.tsx'
import { RunBar } from './run/run-bar.tsx'
import { useShownRun } from './run/use-shown-run.ts'
import { useFlowView } from './yaml/use-view.ts'
import { ViewSwitch } from './yaml/view-switch.tsx'
import classes from './yaml/yaml.module.css'
import { StripSkeleton } from '../ui/skeletons.tsx'
import { ConflictNotice } from './versions/conflict-notice.tsx'

/** The editor is as large as the rest of the page; most people never open it. */
const YamlView = lazy(async () => {
  const { YamlView: Loaded } = await import('./yaml/yaml-view.tsx')
  return { default: Loaded }
})

/** The draft of a flow, to be changed, with the values of an execution on its cards where one was started here. */
export function FlowDesigner({ flow }: { flow: FlowDetail }) {
  const designer = useDesigner()
  const draft = useDesignerState((state) => state.flow)
  const mayOperate = useMay('operator')
  const { open } = useStripAddress()
  const { execution, error, show } = useShownRun()
  useSamples(execution)
  const [view, setView] = useFlowView()
  const [isTriggerOpen, setTriggerOpen] = useState(false)
  const [rerun, setRerun] = useState<{ title: string; ranAs: string } | null>(null)
  const run = useMemo(
    () => (execution === undefined ? null : paintDraft(execution, draft)),
    [execution, draft],
  )
  const isShown = execution?.isJournalKept === true
  const pointAt = run?.pointAt ?? null
  const startRerun = (path: string) => {
    const ranAs = run?.ranAs(path)
    if (ranAs !== undefined) setRerun({ title: path, ranAs })
  }
  const bar = (
    <>
      <SaveMark />
      <ViewSwitch view={view} onChange={setView} />
    </>
  )
  return (
    <>
      {error === null ? null : <Problem error={error} />}
      {execution === undefined ? null : (
        <RunBar
          execution={execution}
          onGoToFailed={pointAt === null ? null : () => open(pointAt, null)}
          onClose={() => show(null)}
        />
      )}
      <ConflictNotice />
      {view === 'yaml' ? (
        <Group justify="flex-end" gap="md" mb={8}>
          {bar}
        </Group>
      ) : null}
      <div className={classes['views']} data-view={view}>
        {view === 'yaml' ? null : (
          <div className={classes['cards']}>
            <Canvas
              painting={isShown ? (run?.painting ?? null) : null}
              pointAt={pointAt}
              onRunFrom={isShown && mayOperate ? startRerun : null}
              // The dialog saves the whole draft: what was typed before belongs to it.
              openTrigger={() => void designer.flush().then(() => setTriggerOpen(true))}
            >
              {bar}
            </Canvas>
          </div>
        )}
        {view === 'cards' ? null : (
          <div className={classes['text']}>
            <Suspense fallback={<StripSkeleton />}>
              <YamlView />
            </Suspense>
          </div>
        )}
      </div>
      {rerun === null || execution === undefined ? null : (
        <RerunFrom
          executionId={execution.id}
          card={rerun}
          isDry={execution.dryRun}
          onStarted={show}
          onClose={() => setRerun(null)}
        />
      )}
      {isTriggerOpen ? (
        <Suspense>
          <TriggerDialog flow={flow} onClose={() => setTriggerOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
