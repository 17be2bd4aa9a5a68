import { Button, Modal } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useSearchParams } from 'react-router'
import { flowTexts } from '../texts/flows.ts'
import { RowsSkeleton } from '../ui/skeletons.tsx'

// Everything that can start a flow is more than the list of flows itself.
const NewFlowForm = lazy(async () => ({ default: (await import('./new-flow-form.tsx')).NewFlowForm }))

/** Begins a flow from nothing: its name, its folder, and what starts it. `/flows?new` leads right to the question. */
export function NewFlowButton({ opensByAddress = false }: { opensByAddress?: boolean }) {
  const [search, setSearch] = useSearchParams()
  const [isAsked, setOpen] = useState(false)
  const isOpen = isAsked || (opensByAddress && search.has('new'))
  const close = () => {
    setOpen(false)
    if (search.has('new')) setSearch({}, { replace: true })
  }
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {flowTexts.newFlow}
      </Button>
      <Modal opened={isOpen} onClose={close} title={flowTexts.newFlow} size="lg">
        <Suspense fallback={<RowsSkeleton rows={4} />}>
          <NewFlowForm onClose={close} />
        </Suspense>
      </Modal>
    </>
  )
}
