import { Suspense, useState } from 'react'
import type { FlowDetail } from '../flows/flow-page.tsx'
import { TriggerDialog } from '../trigger/trigger-panel.tsx'
import { Canvas } from './canvas/canvas.tsx'
import { useDesigner } from './model/use-designer.tsx'

/** The draft of a flow, to be changed. */
export function FlowDesigner({ flow }: { flow: FlowDetail }) {
  const designer = useDesigner()
  const [isTriggerOpen, setTriggerOpen] = useState(false)
  return (
    <>
      <Canvas
        painting={null}
        pointAt={null}
        onRunFrom={null}
        // The dialog saves the whole draft: what was typed before belongs to it.
        openTrigger={() => void designer.flush().then(() => setTriggerOpen(true))}
      />
      {isTriggerOpen ? (
        <Suspense>
          <TriggerDialog flow={flow} onClose={() => setTriggerOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
