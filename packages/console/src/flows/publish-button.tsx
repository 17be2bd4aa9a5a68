import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { flowTexts } from '../texts/flows.ts'
import type { FlowDetail } from './flow-page.tsx'

/** Drawing differences is needed only by those who publish. */
const PublishDialog = lazy(async () => {
  const { PublishDialog: Loaded } = await import('../designer/versions/publish-dialog.tsx')
  return { default: Loaded }
})

/** Opens the dialog that publishes the draft. */
export function PublishButton({ flow }: { flow: FlowDetail }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{flowTexts.publish}</Button>
      {isOpen ? (
        <Suspense>
          <PublishDialog flow={flow} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
